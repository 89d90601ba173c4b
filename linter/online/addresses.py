"""Which IP addresses are on the public Internet; all others belong to somebody's own network.

The special ranges are those of the IANA registries (RFC 6890), listed here: that of `ipaddress`
differs between versions of Python. An address that holds another one stands for that: it is where
the packets end.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

# https://www.iana.org/assignments/iana-ipv4-special-registry, and what is no address of a host.
_SPECIAL_4: Final = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)

# All addresses of hosts are in the first. The others in it are those of
# https://www.iana.org/assignments/iana-ipv6-special-registry, with Teredo in 2001::/23 and 6to4.
_GLOBAL_6: Final = IPv6Network("2000::/3")
_SPECIAL_6: Final = tuple(
    IPv6Network(text)
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

# The prefix of translators to IPv4 (RFC 6052), in networks that have IPv6 alone.
_NAT64: Final = IPv6Network("64:ff9b::/96")
_LAST_32_BITS: Final = 0xFFFFFFFF


def read_address(text: str) -> Address | None:
    """Return the address that a text is, in its usual notation; None for what is none.

    An address of IPv4 in one of IPv6 is returned as that of IPv4.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & _LAST_32_BITS)
    return address


def is_public(address: Address) -> bool:
    """Whether an address is one of a host on the public Internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_4)
    is_global = address.scope_id is None and address in _GLOBAL_6
    return is_global and not any(address in network for network in _SPECIAL_6)
