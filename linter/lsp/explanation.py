"""The text about a rule, for a client to show."""

from typing import Final

from linter.rules.base import documentation
from linter.rules.registry import find_rule

EXPLAIN: Final = "articlelint.explain"
"""The command that shows the text about a rule, whose code is its argument."""


def explanation(code: str) -> str:
    """Return what a rule reports, why, and its page if it has one.

    Raises:
        ConfigError: no rule has the code.

    """
    rule = find_rule(code)
    summary, text = documentation(rule)
    parts = (f"{rule.name} ({rule.code})", summary, text, rule.url() or "")
    return "\n\n".join(filter(None, parts))
