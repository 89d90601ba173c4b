"""Fixes many damaged copies of a real article, and holds each fix to its promises.

Start it as `python -m tests.fuzz.fixes [COUNT [SEED]]`; it prints what was damaged and fixed.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from linter.config.settings import Settings
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.source import Source, decode
from linter.rules.base import CASE_CLOCK
from linter.schema.schema import builtin
from tests.fix.test_planted_fixes import DAMAGE
from tests.fix_promises import check_promises
from tests.toml_text import Layout, NoTomlError, toml_text

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared/seed"
SETTINGS = Settings(now=CASE_CLOCK)

Damage = Callable[[random.Random, str], str]

_PIECES = (
    *("'", '"', "\n", " ", "  ", "\t", ": ", "- ", "#", "[", "{", "|", ">-", "&a ", "*a", "!!str "),
    *("0", "1e3", "010", "no", "true", "'false'", "null", "~", "2020-6-1", "2020-06-11", "\u200b"),
    *("2014-12-17 11:16:21 -0800", "'2020-06-11T10:00:00.000Z'", "2022-07-08T01:00:00+02:00"),
    *("&lt;b&gt;", "&amp;lt;", "<b>", "&copy", "â€™", "\u0301", "http://", "?utm_source=a"),
)  # fmt: skip

_PIECES_OF_TOML = (
    *('"', "'", '"""', "'''", "\n", "\r\n", " = ", ".", "#", "[", "]", "[[t]]\n", "{", "}", ","),
    *("\\", "\\u00e9", "2020-06-11 10:00:00", "2020-06-11", "10:00", "0x1F", "title = 'a'\n"),
    *("\n[provider]\n", "\n[[related]]\n", "heat = 5\n", "\n# articlelint: ignore[TXT]\n", "&amp;"),
)  # fmt: skip
_SHARE_OF_TOML = 0.4


def _a_planted_defect(chance: random.Random, text: str) -> str:
    damaged: str = chance.choice(list(chance.choice(DAMAGE)(text)) or [text])
    return damaged


def _a_piece(chance: random.Random, text: str) -> str:
    at = chance.randrange(_length(text))
    return text[:at] + chance.choice(_PIECES) + text[at:]


def _a_cut(chance: random.Random, text: str) -> str:
    at = chance.randrange(_length(text))
    return text[:at] + text[at + chance.choice((1, 1, 1, 2, 8)) :]


def _another_value(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(1, max(2, text[: _length(text)].count("\n")))
    key, colon, _ = lines[at].partition(": ")
    lines[at] = f"{key}: {chance.choice(_PIECES)}" if colon else lines[at]
    return "\n".join(lines)


def _two_lines_swapped(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(1, max(2, text[: _length(text)].count("\n")))
    lines[at : at + 2] = lines[at : at + 2][::-1]
    return "\n".join(lines)


def _as_toml(chance: random.Random, text: str) -> str:
    """Return a text as TOML, damaged once more; as it is if TOML does not have it."""
    read = Document(Source("a.md", text))
    try:
        content = toml_text(read, chance.choice(list(Layout)))
    except NoTomlError:
        return text
    for _ in range(chance.randint(0, 2)):
        at, end = sorted(chance.choices(range(len(content)), k=2))
        piece = chance.choice((*_PIECES_OF_TOML, content[at : min(end, at + 40)]))
        content = content[:at] + piece + content[at + chance.choice((0, 0, 1, 8)) :]
    return f"+++\n{content}+++\nbody\n"


def _length(text: str) -> int:
    """Return the length of the front matter, or of the whole text where it has no end."""
    end = text.find("\n---", 4)
    return max(1, len(text) if end < 0 else end)


_DAMAGES: tuple[Damage, ...] = (
    *(_a_planted_defect, _a_planted_defect, _another_value, _a_piece, _a_cut, _two_lines_swapped),
)


def main(count: int, seed: int) -> None:
    """Damage, fix and check so many copies; raise at the first broken promise, and show it."""
    chance = random.Random(seed)  # noqa: S311 - reproducible is what it has to be
    (article,) = next(
        found for folder in (SHARED, ROOT / "seeds") if (found := sorted(folder.glob("*.md")))
    )
    clean = article.read_text(encoding="utf-8")
    schema, fixed, files = builtin("article"), Counter[str](), Counter[str]()
    for number in range(count):
        text = clean
        for _ in range(chance.randint(1, 5)):
            text = chance.choice(_DAMAGES)(chance, text)
        dialect = Dialect.JEKYLL
        if chance.random() < _SHARE_OF_TOML:
            text, dialect = _as_toml(chance, text), Dialect.YAML_1_2
        for unsafe in (False, True):
            source = decode(article.name, text.encode())
            try:
                result = check_promises(source, schema, SETTINGS, dialect, unsafe=unsafe)
            except BaseException:
                sys.stderr.write(f"copy {number} of seed {seed}, unsafe={unsafe}:\n{text}\n")
                raise
            kind = "unsafe" if unsafe else "safe"
            fixed.update(f"{kind} {item.code}" for item in result.fixed)
            files[kind] += bool(result.fixed)
            withheld = [
                item for item in result.result.diagnostics if "withheld" in (item.help or "")
            ]
            files[f"{kind}, with a fix withheld"] += bool(withheld)
    counts = f"files fixed: {dict(files)}; fixes: {dict(sorted(fixed.items()))}"
    sys.stdout.write(f"{count:,} copies; {counts}\n")


if __name__ == "__main__":
    arguments = [int(each) for each in sys.argv[1:]]
    main(*(arguments + [5_000, 1][len(arguments) :]))
