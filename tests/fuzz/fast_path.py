"""Mutates real and made-up files, and holds the fast path to what linting finds in them.

Start it as `python -m tests.fuzz.fast_path [COUNT [SEED [FOLDER...]]]`. Files come from `seeds/`,
from the sites of the tests and of the folders, and from the benchmarks; the cases of all rules are
spliced into them. Each file is read as its site has it, or as a page of another generator.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.articles import article
from linter.config.files import Configs, Overrides
from linter.config.settings import Kind, Settings
from linter.files import reader
from linter.files.discovery import find
from linter.files.targets import Target
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.lint.proof import proved
from linter.lint.results import FileResult
from linter.lint.run import lint
from linter.profiles.registry import all_profiles
from linter.rules.registry import all_rules
from linter.run.proofs import reading
from linter.run.sites import Sites
from linter.schema.builtin import builtin_names
from linter.schema.schema import builtin
from linter.testing import unmarked
from tests.fuzz.printing import print_at_once
from tests.sites import SITES

if TYPE_CHECKING:
    from linter.rules.base import Bad, Good

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = (
    *[Settings(now=NOW)] * 6,
    Settings(now=NOW, extend_select=("ALL",)),
    Settings(now=datetime(2020, 6, 12, tzinfo=UTC)),
    Settings(now=NOW, select=("URL", "IMG")),
    Settings(now=NOW, select=("DAT", "REL", "SEC", "PAR")),
    Settings(now=NOW, select=("TXT008", "DUP")),
)
_MOST_CHARACTERS = 20_000
_MADE = 60

_PIECES = (
    *("'", '"', " ", "  ", "\t", ": ", "- ", "#", " #", "[", "]", "{", "|", ">-", "&a ", "*a", ","),
    *("!!str ", "0", "1e3", "010", "no", "true", "null", "~", "''", '""', "\\", "\\n", '\\"', "%"),
    *("2020-6-1", "2020-06-11", "'2020-06-11'", "2030-01-01T00:00:00Z", "1.10", "12:30", "-1", "?"),
    *("'2020-06-11T10:00:00.123Z'", "2020-06-11 23:16:21 +0000", "2020-06-11 10:00:00 +0530"),
    *("2020-06-11T10:00:00+00:00", "2020-06-11T10:00:00-00:30"),
    *("2014-12-17 11:16:21 -0800", '"2020-06-11T10:00:00Z"', "2020-02-30", "2020"),
    *("&lt;b&gt;", "&amp;", "<b>", "<!-- a -->", "&copy", "â€™", "\u0301", "\u200b", "\u00a0", "é"),
    *("http://", "https://a.com", "//", "/./", "?utm_source=a", ":80", "WWW.", "%2e", "-1x2.jpg"),
    *("\r\n", "\ufeff", "\x85", "\u2028", "---\n", "...\n", "# articlelint:", "\0", "A", "»»"),
)  # fmt: skip


class Sample(NamedTuple):
    """A file, how it is read, and the target that has its site."""

    text: str
    path: str
    kind: Kind
    target: Target | None = None


def samples(folders: Iterable[Path]) -> list[Sample]:
    """Return the files to mutate."""
    configs = Configs(Overrides(), isolated=True)
    made = (article(number, seed=1) for number in range(_MADE))
    found = [Sample(each.text, each.path, Kind("article")) for each in made]
    for folder in (ROOT / "seeds", *SITES, *folders):
        for target in find((str(folder),), folder, configs).targets:
            source = decode(target.shown_as, reader.read(target).data)
            kind = reader.kind_of(target, source.text)
            is_small = source.bad_byte is None and len(source.text) < _MOST_CHARACTERS
            if kind is not None and is_small:
                found.append(Sample(source.text, target.shown_as, kind, target))
    return found


def splices() -> list[list[str]]:
    """Return the lines of the cases of all rules."""
    every: list[Good | Bad] = []
    for rule in all_rules().values():
        every += (*rule.bad, *rule.good)
    texts = (unmarked(case)[0] for case in every)
    return [
        lines
        for text in texts
        if len(text) < _MOST_CHARACTERS and (lines := [x for x in text.split("\n") if x != "---"])
    ]


class Mutator:
    """Makes mutants of samples."""

    def __init__(self, chance: random.Random, every: Sequence[Sample]) -> None:
        self._chance = chance
        self._samples = every
        self._splices = splices()
        self._kinds = [
            *(Kind.of_pages(profile) for profile in all_profiles().values()),
            *(Kind(name) for name in builtin_names()),
        ]

    def mutant(self) -> Sample:
        """Return a sample with up to four mutations, sometimes as a file of another kind."""
        chance = self._chance
        sample = chance.choice(self._samples)
        text = sample.text
        for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 4))):
            text = chance.choice(self._mutations)(self, text)
        if chance.random() < 0.15:
            sample = sample._replace(kind=chance.choice(self._kinds))
        return sample._replace(text=text)

    def _end(self, text: str) -> int:
        """Return where the front matter of a text ends."""
        return max(text.find("\n---", 3), 1)

    def _piece(self, text: str) -> str:
        at = self._chance.randrange(self._end(text) + 1)
        return text[:at] + self._chance.choice(_PIECES) + text[at:]

    def _cut(self, text: str) -> str:
        at = self._chance.randrange(self._end(text) + 1)
        return text[:at] + text[at + self._chance.choice((1, 1, 1, 2, 8)) :]

    def _lines(self, text: str) -> tuple[list[str], int]:
        """Return the lines of a text, and the number of one in its front matter."""
        lines = text.split("\n")
        return lines, self._chance.randrange(1, max(2, text[: self._end(text)].count("\n") + 1))

    def _swap(self, text: str) -> str:
        lines, at = self._lines(text)
        lines[at : at + 2] = lines[at : at + 2][::-1]
        return "\n".join(lines)

    def _drop(self, text: str) -> str:
        lines, at = self._lines(text)
        del lines[at : at + self._chance.choice((1, 1, 2, 4))]
        return "\n".join(lines)

    def _repeat(self, text: str) -> str:
        lines, at = self._lines(text)
        lines.insert(self._lines(text)[1], lines[min(at, len(lines) - 1)])
        return "\n".join(lines)

    def _indent(self, text: str) -> str:
        lines, at = self._lines(text)
        end = at + self._chance.choice((1, 1, 2, 5))
        for number in range(at, min(end, len(lines))):
            line = lines[number]
            lines[number] = f"  {line}" if self._chance.random() < 0.5 else line.removeprefix("  ")
        return "\n".join(lines)

    def _value(self, text: str) -> str:
        """Give a key another value: a piece, or that of the key in another text."""
        lines, at = self._lines(text)
        at = min(at, len(lines) - 1)
        key, colon, value = lines[at].partition(": ")
        new = self._chance.choice(_PIECES)
        name = key.strip(" -")
        others = self._chance.choice(self._samples).text.split("\n")
        same = [
            line.partition(": ")[2] for line in others if line.strip(" -").startswith(f"{name}:")
        ]
        if same and self._chance.random() < 0.7:
            new = self._chance.choice(same)
        elif self._chance.random() < 0.3:
            place = self._chance.randrange(len(value) + 1)
            new = value[:place] + new + value[place:]
        lines[at] = f"{key}: {new}" if colon else lines[at]
        return "\n".join(lines)

    def _splice(self, text: str) -> str:
        """Put lines of a rule's case among those of a text, in place of those with their keys."""
        lines, at = self._lines(text)
        case = self._chance.choice(self._splices)
        keys = tuple(f"{line.partition(':')[0]}:" for line in case if ":" in line)
        if self._chance.random() < 0.8:
            head, rest = lines[:1], lines[1:]
            lines = head + [line for line in rest if not line.startswith(keys)]
            at = min(at, len(lines))
        indentation = " " * self._chance.choice((0, 0, 0, 2, 4))
        lines[at:at] = [indentation + line for line in case]
        return "\n".join(lines)

    def _mark(self, text: str) -> str:
        return f"\ufeff{text}"

    _mutations = (
        _mark,
        *(_piece, _piece, _cut, _swap, _drop, _repeat, _indent, _value, _value, _splice, _splice),
    )


class Verdict(Enum):
    """What the fast path makes of a file."""

    CLEAN = auto()
    """It is proved clean."""

    SHORT = auto()
    """Some rules are proved silent."""

    UNKNOWN = auto()
    """Nothing is proved."""

    WRONG = auto()
    """Linting by all rules finds something else, or looks at other files."""


def check(sample: Sample, settings: Settings, sites: Sites) -> Verdict:
    """Return the verdict about a file."""
    data = sample.text.encode(errors="surrogatepass")
    source = decode(sample.path, data)
    kind, schema = sample.kind, builtin(sample.kind.schema)
    views = [sites.view_for(sample.target) if sample.target else None for _ in range(2)]
    relint = partial(lint, source, schema, settings, **reading(kind))
    found = proved(
        source, data, schema, settings, views[0], dialect=kind.dialect, profile=kind.profile
    )
    if found is None:
        return Verdict.UNKNOWN
    if isinstance(found, FileResult):
        expected = found._replace(is_proved=False)
    else:
        expected = relint(site=views[0], suspects=found)
        limits, spellings = settings.limits, schema.spellings(kind.dialect)
        if Document(source, kind.dialect, limits, spellings).data != found.data:
            return Verdict.WRONG
    is_right = relint(site=views[1]) == expected
    looked_at = [view.dependencies if view else None for view in views]
    if not is_right or looked_at[0] != looked_at[1]:
        return Verdict.WRONG
    return Verdict.CLEAN if isinstance(found, FileResult) else Verdict.SHORT


def main(count: int = 20_000, seed: int = 1, folders: Sequence[Path] = ()) -> int:
    """Check mutants; print those of which something wrong is proved, and return their number."""
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    mutator, sites = Mutator(chance, samples(folders)), Sites()
    verdicts: Counter[Verdict] = Counter()
    for _ in range(count):
        mutant, settings = mutator.mutant(), chance.choice(SETTINGS)
        verdict = check(mutant, settings, sites)
        verdicts[verdict] += 1
        if verdict is Verdict.WRONG:
            print_at_once(f"wrong: {mutant.kind} {settings.select} {mutant.path}\n{mutant.text!r}")
    counts = ", ".join(f"{verdicts[each]:,} {each.name.lower()}" for each in Verdict)
    print_at_once(f"{count:,} mutants: {counts}")
    return verdicts[Verdict.WRONG]


if __name__ == "__main__":
    count, seed = (int(each) for each in (sys.argv[1:3] + ["20000", "1"][len(sys.argv[1:3]) :]))
    sys.exit(min(main(count, seed, [Path(each).resolve() for each in sys.argv[3:]]), 1))
