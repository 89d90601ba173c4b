"""Links as text: whether they are absolute http(s) URLs, and when two of them mean the same page.

Hosts are read as browsers read them (WHATWG URL Standard, UTS #46 in its non-transitional form);
everything behind the host stays byte for byte as it stands in the text. Nothing here opens a
connection, and every function takes any text without raising.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fnmatch import translate
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from linter.core.text import printable

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

DEFAULT_PORTS: Final = {"http": 80, "https": 443}

DEFAULT_TRACKING_PARAMETERS: Final = (
    # Campaign tags of analytics products.
    "utm_*",
    "mtm_*",
    "pk_campaign",
    "pk_kwd",
    "at_campaign",
    "at_medium",
    "xtor",
    "wt.mc_id",
    "_ga",
    "_gl",
    "_openstat",
    # Click identifiers of advertising networks and social sites.
    "dclid",
    "epik",
    "fb_action_ids",
    "fb_action_types",
    "fbclid",
    "gad_campaignid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "igshid",
    "li_fat_id",
    "mibextid",
    "msclkid",
    "srsltid",
    "ttclid",
    "twclid",
    "wbraid",
    "yclid",
    "__twitter_impression",
    # Recipient and campaign identifiers of newsletter services.
    "__hsfp",
    "__hssc",
    "__hstc",
    "_hsenc",
    "_hsmi",
    "hsctatracking",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "oly_anon_id",
    "oly_enc_id",
    "vero_id",
    # The consent page of Yahoo's sites adds these when it sends the reader back.
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
)
"""Query parameters that say where a reader came from and never select what is shown.

Names that some site uses for its content (`ref`, `source`, `cid`, `mbid`, `si`, `spm`) are left
out: removing one of those would break a link.
"""

_MAX_HOST: Final = 253
_MAX_PORT: Final = 65_535
_MAX_PORT_DIGITS: Final = 5
_SHOWN: Final = 40

# Blanks, controls, quotes and angle brackets, backslashes, what nobody can see, lone surrogates.
_REFUSED: Final = re.compile(
    r"[\x00-\x20\x7f-\xa0\"<>\\\xad\u1680\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f"
    r"\u205f-\u2064\u2066-\u206f\u3000\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_REFUSED_NAMES: Final = {
    " ": "a space",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    '"': "a double quote",
    "<": "the sign `<`",
    ">": "the sign `>`",
    "\\": "a backslash",
    "\xa0": "a no-break space",
}
# RFC 3986, appendix B, with the scheme's own alphabet.
_PARTS: Final = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]*):(//)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_NON_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_DOT_SEGMENT: Final = re.compile(r"/(?:\.|%2[eE]){1,2}(?=/|\Z)")
_HOST_NAME: Final = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# A name in ASCII with nothing to resolve, and a path with nothing to escape.
_ORDINARY: Final = re.compile(
    r"https://((?:(?!xn--)[a-z0-9-]{1,63}\.){1,3}[a-z]{2,24})"
    r"((?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?)"
)
_ESCAPED_BY_HTML: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_HTML_ENTITY: Final = re.compile(
    r"&(?:(?:amp|#0*38|#x0*26);)*"
    r"(?:(?P<name>amp|lt|gt|quot|apos)|#0*(?P<ten>34|38|39|60|62)|#x0*(?P<sixteen>22|26|27|3c|3e));",
    re.IGNORECASE,
)
# What is left before a name where `&` was written as `&amp;`.
_ENTITY_TAIL: Final = "amp;"
# What a host cannot hold, and what would end it early when it is handed on inside a URL.
_NOT_IN_HOST: Final = re.compile(r"[/?#@\\\s]")


class Url(NamedTuple):
    """An absolute http(s) URL in its parts."""

    scheme: str
    """`http` or `https`."""
    authority: str
    """User name, host and port as they stand in the text."""
    host: str
    """The host as browsers send it: ASCII, lower case, no trailing dot; `[::1]` for IPv6."""
    port: int | None
    """The port if the text states one."""
    path: str
    """The path as it stands; empty if there is none."""
    query: str | None
    """What stands behind `?`; empty for a bare `?`, None without one."""
    fragment: str | None
    """What stands behind `#`; empty for a bare `#`, None without one."""


def is_ordinary(text: str) -> bool:
    """Whether `text` is an https URL that is in its usual form at first sight, and has no query.

    Its host is a name in lower case of two to four labels. Most links are so; of one that is not,
    nothing follows.
    """
    return _ORDINARY.fullmatch(text) is not None


# Many rules look at each link, one after another.
@lru_cache(maxsize=1024)
def parse(text: str) -> Url | None:
    """Return the parts of `text`, or None exactly where `problem` gives a reason."""
    ordinary = _ORDINARY.fullmatch(text)
    if ordinary is not None:
        host, path = ordinary.groups()
        return Url("https", host, host, None, path, None, None)
    try:
        return _read(text)
    except _NotAUrlError:
        return None


def problem(text: str, *, allow_path: bool = False) -> str | None:
    """Say in plain English why `text` is not an absolute http(s) URL; None if it is one.

    The reason completes "…, because", as in "it has no scheme". With `allow_path`, `/path` on the
    site itself is right as well, but not `//host/path`, which Jekyll's `absolute_url` would hang
    onto the site's own address. A user name before the host is accepted, and so are characters
    that RFC 3986 wants escaped but every browser takes (`|`, `[`, `{`); raw text that is not ASCII
    is `normalise`'s business. Hosts must be what a browser could ask a name server for: non-empty
    labels of letters, digits, `-` and `_`, at most 63 characters each and 253 together (RFC 1035).
    """
    if parse(text) is not None:
        return None
    try:
        if allow_path and text.startswith("/") and not text.startswith("//"):
            _refuse_characters(text)
            _refuse_bad_escapes(text, 0)
        else:
            _read(text)
    except _NotAUrlError as reason:
        return str(reason)
    return None


@lru_cache(maxsize=1024)
def normalise(text: str) -> str:
    """Return the URL with what is needlessly different from its usual form put right.

    Scheme and host become lower case, a default or empty port goes, dot segments are resolved
    (`%2e` is a dot to browsers) and raw non-ASCII in path, query and fragment becomes its UTF-8
    escapes. A host that is not ASCII stays so, and nothing else is touched: RFC 3986, section 6.2,
    as far as it cannot change what is served. Text that is no URL is returned as it is.
    """
    if is_ordinary(text):
        return text
    url = parse(text)
    if url is None:
        return text
    user, at, host_and_port = url.authority.rpartition("@")
    host, port = _host_and_port(host_and_port)
    if port and url.port != DEFAULT_PORTS[url.scheme]:
        host_and_port = f"{_lower_host(host)}:{port}"
    else:
        host_and_port = _lower_host(host)
    rest = _without_dot_segments(url.path)
    if url.query is not None:
        rest += f"?{url.query}"
    if url.fragment is not None:
        rest += f"#{url.fragment}"
    return f"{url.scheme}://{user}{at}{host_and_port}{escape_non_ascii(rest)}"


def escape_non_ascii(text: str) -> str:
    """Return `text` with every non-ASCII character as the percent escapes of its UTF-8 bytes.

    `text` holds no lone surrogates, as no part of a `Url` does.
    """
    return _NON_ASCII.sub(lambda raw: "".join(f"%{byte:02X}" for byte in raw[0].encode()), text)


def html_entities(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, character) of each reference to a character that HTML escapes.

    That is one of `&<>"'`, by name or number, also escaped more than once (`&amp;amp;`). Text that
    is no URL has none.
    """
    if "&" not in text or ";" not in text or parse(text) is None:
        return []
    return [(*match.span(), _character(match)) for match in _HTML_ENTITY.finditer(text)]


def tracking_parameters(text: str, patterns: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return (name, start, end) of each query parameter whose name matches one of `patterns`.

    The offsets span `name=value` in `text`, without a separator; the `amp;` of a separator that was
    escaped for HTML belongs to the parameter behind it. Patterns are names or globs (`utm_*`),
    compared without regard to case. Text that is no URL has no parameters.
    """
    if "?" not in text or parse(text) is None:
        return []
    matches = _matcher(tuple(patterns)).match
    found = []
    for start, end in _parameters(text):
        name = text[start:end].partition("=")[0].removeprefix(_ENTITY_TAIL)
        if matches(name):
            found.append((name, start, end))
    return found


def without_tracking(text: str, patterns: Sequence[str]) -> str:
    """Return `text` without the parameters that `tracking_parameters` finds.

    One separator goes with each, the `?` with the last; every other byte stays.
    """
    tracked = {start for _, start, _ in tracking_parameters(text, patterns)}
    if not tracked:
        return text
    query_start, query_end = _query_span(text)
    kept = [text[start:end] for start, end in _parameters(text) if start not in tracked]
    query = f"?{'&'.join(kept).removeprefix(_ENTITY_TAIL)}" if any(kept) else ""
    return text[: query_start - 1] + query + text[query_end:]


def comparable(text: str, patterns: Sequence[str]) -> str:
    """Return a key that two addresses share if they are addresses of the same page.

    Compared after `without_tracking` and `normalise`, with http and https equal, hosts as browsers
    send them, no path equal to `/`, and percent escapes equal in either case. A slash at the end
    makes another address, as servers may answer it differently.

    A fragment names a place on the page and is left out, but not where it begins with `/` or `!`:
    such fragments are routes (`#/post/7`, `#!post/7`) by which a script in the page chooses what is
    shown. Text that is no URL is its own key.
    """
    url = parse(normalise(without_tracking(text, patterns)))
    if url is None:
        return text
    port = "" if url.port is None else f":{url.port}"
    rest = url.path or "/"
    if url.query is not None:
        rest += f"?{url.query}"
    if url.fragment is not None and url.fragment.startswith(("/", "!")):
        rest += f"#{url.fragment}"
    return f"//{url.host}{port}{_ESCAPE.sub(lambda escape: escape[0].upper(), rest)}"


@lru_cache(maxsize=4096)
def ascii_host(host: str) -> str | None:
    """Return `host` as browsers send it: ASCII, lower case, no trailing dot; None if it is none.

    Plain ASCII names are answered at once; ada-url is loaded for the rest: international names,
    `xn--` labels, percent escapes, IPv6 in brackets, and IPv4, of which browsers know many
    spellings (`0x7f.1`).
    """
    name = host.lower().removesuffix(".")
    if len(name) > _MAX_HOST:
        return None
    if not host.isascii() or "xn--" in name or not _HOST_NAME.fullmatch(name) or _numeric(name):
        return _ascii_host_by_browser_rules(host)
    return name


def is_ip_address(host: str) -> bool:
    """Say whether `host`, as `ascii_host` returns it, is an IPv4 or IPv6 address."""
    return host.startswith("[") or _numeric(host)


def is_subdomain(host: str, domain: str) -> bool:
    """Say whether `host` is `domain` or a name below it.

    Either may be written in any case, in Unicode or with a dot at its end. Nothing is below an IP
    address or a single label: `example.com` is not taken for a part of `com`.
    """
    name, parent = ascii_host(host), ascii_host(domain)
    if name is None or parent is None:
        return False
    return name == parent or _is_below(name, parent)


def registrable_domain(host: str) -> str | None:
    """Return the domain that someone registered to have `host`: `bbc.co.uk` for `news.bbc.co.uk`.

    The public suffix list (publicsuffix.org) decides, with its private section, because sites of
    different people share `github.io` or `blogspot.com`. A top-level domain unknown to it counts
    as one suffix. None for an IP address, a single label, a public suffix and what is no host.
    """
    name = ascii_host(host)
    if name is None or is_ip_address(name):
        return None
    return _public_suffixes().privatesuffix(name)


def same_site(host_a: str, host_b: str) -> bool:
    """Say whether two hosts belong to the same registrable domain.

    Equal hosts, and a host and one below the other, `www.` aside, are one site without a look at
    the public suffix list, which takes 30 ms to load; but names that may be a suffix themselves,
    such as `co.uk`, are looked up. IP addresses and single labels are only the same as themselves.
    """
    name_a, name_b = ascii_host(host_a), ascii_host(host_b)
    if name_a is None or name_b is None:
        return False
    if name_a == name_b:
        return True
    if is_ip_address(name_a) or is_ip_address(name_b):
        return False
    low, high = sorted((name_a.removeprefix("www."), name_b.removeprefix("www.")), key=len)
    if not _may_be_suffix(low) and (low == high or _is_below(high, low)):
        return True
    domain = registrable_domain(name_a)
    return domain is not None and domain == registrable_domain(name_b)


class DateInUrl(NamedTuple):
    """A date in the path of a URL; `start` and `end` are offsets in the text it was found in."""

    date: date
    start: int
    end: int


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_YEAR: Final = r"(199[0-9]|20[0-9]{2}|2100)"
# Each begins where a year does; none begins inside of another's year.
_DATES: Final = (
    re.compile(rf"(?<=/){_YEAR}/([0-9]{{2}})/([0-9]{{2}})(?=/|\Z)"),
    re.compile(rf"(?<=/){_YEAR}/([A-Za-z]{{3,9}})/([0-9]{{1,2}})(?=/|\Z)"),
    re.compile(rf"(?<![^\W_]){_YEAR}-([0-9]{{2}})-([0-9]{{2}})(?![^\W_])"),
    re.compile(rf"(?<![^\W_]){_YEAR}([0-9]{{2}})([0-9]{{2}})(?![^\W_])"),
)

_ANY_YEAR: Final = re.compile(_YEAR)


def date_in_path(path_or_url: str) -> DateInUrl | None:
    """Find the date that the path of a URL, or a path that begins with `/`, states.

    Known forms: whole segments `2020/06/10` and `2020/jun/10`, and, bounded by anything but
    letters and digits, `2020-06-10` and `20200610`; years 1990 to 2100, days of the calendar only.
    Year and month alone are no date. None without a date and where two different ones stand; the
    same date twice is reported at its first place. Host, query and fragment are not looked at.
    """
    span = _path_span(path_or_url)
    if span is None:
        return None
    found = [
        DateInUrl(day, *match.span())
        for year in _ANY_YEAR.finditer(path_or_url, *span)
        for pattern in _DATES
        if (match := pattern.match(path_or_url, year.start(), span[1])) is not None
        and (day := _calendar_date(*match.groups())) is not None
    ]
    return found[0] if len({hit.date for hit in found}) == 1 else None


class _NotAUrlError(Exception):
    """Carries the reason why a text is no absolute http(s) URL."""


def _read(text: str) -> Url:
    """Return the parts of the URL; raise `_NotAUrlError` with the reason if `text` is none."""
    if not text:
        raise _NotAUrlError("it is empty")
    _refuse_characters(text)
    parts = _PARTS.fullmatch(text)
    # `example.com:80/x` is by the letter a URL of the scheme `example.com`.
    if parts is None or "." in parts[1]:
        raise _NotAUrlError("it has no scheme: it should begin with `https://`")
    scheme = parts[1].lower()
    if scheme not in DEFAULT_PORTS:
        raise _NotAUrlError(f"its scheme is `{_shown(scheme)}`, not `http` or `https`")
    if not parts[2]:
        raise _NotAUrlError(f"`//` is missing after `{scheme}:`")
    host, port = _host_and_port(parts[3].rpartition("@")[2])
    url = Url(scheme, parts[3], _read_host(host), _read_port(port), parts[4], parts[5], parts[6])
    _refuse_bad_escapes(text, parts.start(4))
    return url


def _read_host(text: str) -> str:
    if not text:
        raise _NotAUrlError("it names no host")
    host = ascii_host(text)
    if host is None:
        raise _NotAUrlError(f"`{_shown(text)}` is not a host")
    if host in DEFAULT_PORTS:
        raise _NotAUrlError("the scheme stands twice")
    return host


def _read_port(text: str) -> int | None:
    if not text:
        return None
    digits = text.lstrip("0") or "0"
    plain = digits.isascii() and digits.isdigit() and len(digits) <= _MAX_PORT_DIGITS
    if not plain or int(digits) > _MAX_PORT:
        raise _NotAUrlError(f"its port `{_shown(text)}` is not a number up to {_MAX_PORT}")
    return int(digits)


def _refuse_characters(text: str) -> None:
    refused = _REFUSED.search(text)
    if refused is not None:
        name = _REFUSED_NAMES.get(refused[0], "an invisible or control character")
        raise _NotAUrlError(f"it contains {name} (U+{ord(refused[0]):04X})")


def _refuse_bad_escapes(text: str, start: int) -> None:
    bad = _BAD_ESCAPE.search(text, start)
    if bad is not None:
        raise _NotAUrlError(
            f"`{_shown(text[bad.start() : bad.start() + 3])}` is not a percent escape"
        )


def _shown(text: str) -> str:
    return printable(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def _host_and_port(text: str) -> tuple[str, str]:
    """Split `host:port`, where an IPv6 host in brackets has colons of its own."""
    host, colon, port = text.rpartition(":")
    if not colon or port.endswith("]"):
        return text, ""
    return host, port


def _numeric(host: str) -> bool:
    """Say whether the last label is a number: to browsers the host is then an IPv4 address."""
    last = host.rpartition(".")[2]
    return last.isdigit() or last.startswith("0x")


def _ascii_host_by_browser_rules(host: str) -> str | None:
    from ada_url import URL

    bracketed = host.startswith("[") and host.endswith("]")
    if _NOT_IN_HOST.search(host) or (":" in host and not bracketed):
        return None
    try:
        name = URL(f"https://{host}/").hostname.removesuffix(".")
    except ValueError:
        return None
    if name.startswith("["):
        return name
    return name if len(name) <= _MAX_HOST and _HOST_NAME.fullmatch(name) else None


def _lower_host(host: str) -> str:
    lower = host.lower()
    if host.isascii() or ascii_host(lower) == ascii_host(host):
        return lower
    # Lower case depends on the neighbours for a few letters (final sigma); leave those alone.
    return "".join(letter.lower() if letter.isascii() else letter for letter in host)


def _without_dot_segments(path: str) -> str:
    """Resolve `.` and `..` (WHATWG URL Standard, path state; RFC 3986, section 5.2.4)."""
    if not _DOT_SEGMENT.search(path):
        return path
    kept: list[str] = []
    dots = ""
    for segment in path.split("/")[1:]:
        dots = segment.lower().replace("%2e", ".")
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(segment)
    if dots in {".", ".."}:
        kept.append("")
    return f"/{'/'.join(kept)}"


def _character(entity: re.Match[str]) -> str:
    if entity["name"]:
        return _ESCAPED_BY_HTML[entity["name"].lower()]
    return chr(int(entity["ten"]) if entity["ten"] else int(entity["sixteen"], 16))


@lru_cache(maxsize=16)
def _matcher(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Compile globs into one pattern; without any it matches nothing, not even no name."""
    return re.compile("|".join(map(translate, patterns)) or r"(?!)", re.IGNORECASE)


def _query_span(text: str) -> tuple[int, int]:
    """Return where the query stands, without its `?`; an empty span at the end without one."""
    fragment = text.find("#")
    end = len(text) if fragment < 0 else fragment
    start = text.find("?", 0, end)
    return (end, end) if start < 0 else (start + 1, end)


def _parameters(text: str) -> Iterator[tuple[int, int]]:
    start, end = _query_span(text)
    while start <= end:
        stop = text.find("&", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _is_below(host: str, domain: str) -> bool:
    return "." in domain and not is_ip_address(domain) and host.endswith(f".{domain}")


def _may_be_suffix(domain: str) -> bool:
    """Say whether `domain` looks like a public suffix: one label, or two short ones (`co.uk`)."""
    second, _, top = domain.rpartition(".")
    return not second or (len(top) == 2 and len(second) <= 3)  # noqa: PLR2004


@cache
def _public_suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def _path_span(text: str) -> tuple[int, int] | None:
    if text.startswith("/") and not text.startswith("//"):
        return 0, min(at for at in (text.find("?"), text.find("#"), len(text)) if at >= 0)
    url = parse(text)
    if url is None:
        return None
    start = len(url.scheme) + len("://") + len(url.authority)
    return start, start + len(url.path)


def _calendar_date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
