"""Keeps text in a log from being taken for a command by what runs the job.

GitHub's runner obeys `::name …::` at the start of a line, after any blanks, and `##[name …]`
wherever it stands; Azure's agent obeys `##vso[name …]` wherever it stands.
"""

import re

_ANYWHERE = re.compile(r"#(?=#(?:vso)?\[)", re.IGNORECASE)
_AT_START = re.compile(r"^([ \t]*):(?=:[a-z])", re.MULTILINE | re.IGNORECASE)


def broken_up(text: str) -> str:
    r"""Return a part of a line with the first sign of every `##[` and `##vso[` as `\x23`."""
    return _ANYWHERE.sub(r"\\x23", text)


def disarmed(text: str) -> str:
    r"""Return whole lines as `broken_up` does, and with the first sign of every `::` as `\x3a`."""
    return _AT_START.sub(r"\1\\x3a", broken_up(text))
