"""Whether a link leads to another site, by its text alone."""


def is_elsewhere(address: str, host: str | None) -> bool:
    """Whether an https URL certainly leads to another site than that of a host.

    It must not have the host in another spelling, such as escapes or another form of an IP address.
    """
    if not address.startswith("https://"):
        return False
    is_plain = address.isascii() and "%" not in address
    return host is None or (is_plain and host[-1].isalpha() and host not in address.lower())
