"""Recognises the challenges of services that keep robots out; a browser may get the page itself."""

import re
from collections.abc import Mapping
from typing import Final

from linter.core.patterns import lazy_pattern

# What Cloudflare, AWS WAF and DataDome send with a challenge, and with nothing else.
_HEADERS: Final = frozenset({"cf-mitigated", "x-amzn-waf-action", "x-dd-b"})

_TITLES: Final = lazy_pattern(
    r"just a moment|attention required|access (?:to this page has been )?denied|not a robot"
    r"|a robot\?|robot (?:check|or human)|are you (?:a )?human|human verification|security check"
    r"|verif(?:y|ying) you|captcha|checking your browser|ddos-guard|pardon our interruption"
    r"|request (?:blocked|rejected)|unusual traffic|client challenge"
    r"|\A(?:please wait|one moment|(?:403 )?forbidden|unauthori[sz]ed)",
    re.IGNORECASE,
)

# What the scripts and forms of challenges are called.
_BODIES: Final = lazy_pattern(
    rb"/cdn-cgi/challenge-platform|cf-chl|_incapsula_resource|captcha-delivery\.com|px-captcha"
    rb"|perimeterx|awswafcookiedomainlist|challenge-container|distil_r_captcha"
    rb"|sucuri website firewall",
    re.IGNORECASE,
)


def has_challenge_header(headers: Mapping[str, str]) -> bool:
    """Whether the headers of a response are those of a challenge, whatever its status is."""
    return any(name in headers for name in _HEADERS)


def is_challenge(title: str, body: bytes) -> bool:
    """Whether a page is a challenge, by its title or the source of its scripts and forms."""
    return _TITLES.search(title) is not None or _BODIES.search(body) is not None
