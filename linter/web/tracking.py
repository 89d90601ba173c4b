"""Query parameters that follow a reader and never select what is shown."""

import re
from collections.abc import Iterator, Sequence
from fnmatch import translate
from functools import lru_cache
from typing import Final

from linter.web.urls import parse

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
"""Query parameters that state where a reader came from and never select what is shown.

Names that some site uses for its content are left out (`ref`, `source`, `cid`, `mbid`, `si`,
`spm`): removing one of those would break a link.
"""

# Where `&amp;` separates parameters, this is left before the name of the next one.
_ENTITY_TAIL: Final = "amp;"


def tracking_parameters(text: str, patterns: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return (name, start, end) of each query parameter whose name matches one of `patterns`.

    The offsets span `name=value` in `text`, without a separator; the `amp;` of a separator that was
    escaped for HTML belongs to the next parameter. Patterns are names or globs (`utm_*`) in any
    case. Text that is no URL has no parameters.
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


@lru_cache(maxsize=16)
def _matcher(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Compile globs into one pattern; an empty list matches no name, not even an empty one."""
    return re.compile("|".join(map(translate, patterns)) or r"(?!)", re.IGNORECASE)


def _query_span(text: str) -> tuple[int, int]:
    """Return the span of the query without its `?`; an empty one at the end of a URL without."""
    fragment = text.find("#")
    end = len(text) if fragment < 0 else fragment
    start = text.find("?", 0, end)
    return (end, end) if start < 0 else (start + 1, end)


def _parameters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each parameter, without its separators."""
    start, end = _query_span(text)
    while start <= end:
        stop = text.find("&", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1
