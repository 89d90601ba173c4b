"""Patterns of links for which rules are certainly silent.

Links that match `LINK` are URLs with https, in their usual form, without tracking parameters.
"""

import re
from collections.abc import Sequence
from typing import Final

from linter.fastpath.silence import Silence
from linter.web import urls
from linter.web.tracking import DEFAULT_TRACKING_PARAMETERS

_NAME = re.compile(r"[\w.*-]+")


def tracked(parameters: Sequence[str]) -> tuple[str, ...]:
    """Return patterns of tracking parameters: names, or globs that end with `*`."""
    if not all(map(_NAME.fullmatch, parameters)) or any("*" in name[:-1] for name in parameters):
        return (r"\?",)
    starts = "|".join(re.escape(name[:-1]) for name in parameters if name.endswith("*"))
    names = "|".join(re.escape(name) for name in parameters if not name.endswith("*"))
    tracking = rf"(?:amp;)?(?i:{starts or '(?!)'}|(?:{names or '(?!)'})[=&#\n])"
    # A pattern that starts with one certain character is searched for much faster.
    return rf"\?{tracking}", rf"&{tracking}"


_TRACKED: Final = tracked(DEFAULT_TRACKING_PARAMETERS)

LINK: Final = Silence((urls.USUAL,), _TRACKED)
"""An https URL in its usual form, without tracking parameters."""

ADDRESS: Final = Silence((f"{urls.USUAL}|{urls.PATH}",), _TRACKED)
"""The address of a picture: such a link, or a path of the site."""

HTTP: Final = r"\n(?i:http):"
"""The start of a text that begins with `http:`."""

NOT_ABSOLUTE: Final = r"(?!(?i:https?):)[^\n]*+"
"""A text that is no absolute http(s) URL."""


def in_usual_form(roles: frozenset[str]) -> Silence:
    """Return silence about links in their usual form, and of pictures about paths of the site."""
    return Silence((f"{urls.USUAL}|{urls.PATH}" if "image-url" in roles else urls.USUAL,))
