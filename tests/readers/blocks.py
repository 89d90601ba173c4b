"""Blocks of front matter to compare readers on: chosen, generated, mutated, and real ones.

`chosen.json` has values as they are written behind a key, bodies of blocks, and whole files.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

_SUFFIXES = (".md", ".mdx", ".markdown", ".html")
_LONGEST = 4000
_SIGNS: tuple[str, ...] = (*":-#'\"[]{}&*!|>%@`, \n\t", "", "")
_NUMBER_SIGNS: tuple[str, ...] = (*"0123456789._-+:eEoxbTZ~ ", "")
_CHOSEN: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("chosen.json").read_text(encoding="utf-8")
)


def chosen() -> list[str]:
    """Return the files whose answers are recorded."""
    values = [f"a: {text}\n" for text in _CHOSEN["values"]]
    return [*_CHOSEN["files"], *map(_file, (*values, *_CHOSEN["bodies"]))]


def generated(count: int, seed: int) -> Iterator[str]:
    """Yield files of several keys whose values are scalars, mutated ones, lists and mappings."""
    random = Random(seed)  # noqa: S311
    for _ in range(count):
        rows = (f"k{index}: {_value(random, 0)}\n" for index in range(random.randint(1, 5)))
        yield _file("".join(rows))


def real(folder: Path) -> Iterator[str]:
    """Yield the starts of files below a folder that begin with a line of dashes."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SUFFIXES and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            end = text.find("\n---", 4)
            if text.startswith("---") and 0 < end < _LONGEST:
                yield text[: end + len("\n---\n")] + "body\n"


def mutated(texts: list[str], count: int, seed: int) -> Iterator[str]:
    """Yield texts with a few characters deleted, doubled, swapped or put in."""
    random = Random(seed)  # noqa: S311
    for _ in range(count):
        text = random.choice(texts)
        for _ in range(random.randint(1, 2)):
            at = random.randint(4, max(4, len(text) - len("---\nbody\n")))
            sign = random.choice((*_SIGNS, text[at - 1 : at]))
            text = text[:at] + sign + text[at + random.randint(0, 1) :]
        yield text


def _file(body: str) -> str:
    return f"---\n{body}---\nbody\n"


def _value(random: Random, depth: int) -> str:
    roll = random.random()
    if roll < 0.1 and depth < 3:
        return "[" + ", ".join(_inner(random, depth) for _ in range(random.randint(0, 3))) + "]"
    if roll < 0.2 and depth < 3:
        pairs = (f"{key}: {_inner(random, depth)}" for key in "abc"[: random.randint(0, 3)])
        return "{" + ", ".join(pairs) + "}"
    text = random.choice(_CHOSEN["values"])
    if roll < 0.6 or "\n" in text or not text:
        return text
    at = random.randint(0, len(text) - 1)
    return text[:at] + random.choice(_NUMBER_SIGNS) + text[at + 1 :]


def _inner(random: Random, depth: int) -> str:
    """Return a value that stands on one line between brackets."""
    text = _value(random, depth + 1)
    return "x" if "\n" in text else text
