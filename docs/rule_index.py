"""The index of rules, from which a run knows them before it imports any."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from linter import rules
from linter.rules.plugins import rules_in
from linter.rules.registry import KnownRule

HEAD = '''\
"""The built-in rules, as `docs/generate.py` finds them: with the fields of `KnownRule`."""

from typing import Final

BUILT_IN: Final[tuple[tuple[str, str, bool, bool, bool, str], ...]] = (
'''


def rule_index() -> str:
    """Return the text of `linter/rules/index.py`."""
    rows = (
        f'    ("{rule.code}", "{rule.name}", {rule.default}, {rule.compares_files},'
        f' {rule.needs_web}, "{rule.family}"),\n'
        for rule in sorted(_built_in_rules())
    )
    return f"{HEAD}{''.join(rows)})\n"


def _built_in_rules() -> Iterator[KnownRule]:
    """Import every module of the families of rules, and yield what rules it has."""
    for family in iter_modules(rules.__path__):
        if family.ispkg:
            package = import_module(f"{rules.__name__}.{family.name}")
            for found in iter_modules(package.__path__, f"{package.__name__}."):
                module = import_module(found.name)
                for rule in rules_in(module):
                    if rule.__module__ == module.__name__:
                        yield KnownRule.of(rule, family.name)


if __name__ == "__main__":
    sys.stdout.write(rule_index())
