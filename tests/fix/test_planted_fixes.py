"""Defects planted in real articles: a fix gives the article back, and never does more."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Safety
from linter.fix.fixer import FixResult, fix
from linter.frontmatter.block import FrontMatter, find
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.rules.base import CASE_CLOCK
from linter.schema.schema import builtin
from tests.each_case import each_case
from tests.fix_promises import check_promises
from tests.sites import SITES

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("*.md"))
ANY = [
    path for site in SITES for path in sorted(site.rglob("*.md")) if path.stat().st_size < 60_000
]
ARTICLE = builtin("article")
T = TypeVar("T")


def some(items: Sequence[T], count: int) -> Sequence[T]:
    """Return about so many items from all over a sequence."""
    return items[:: max(1, len(items) // count)]


NEWS = [path for site in SITES for path in some(sorted((site / "_news").glob("*.md")), 3)]


def fixed(data: bytes, *codes: str, name: str = "a.md", unsafe: bool = False) -> FixResult:
    """Return an article and its fixes, by rules of these codes, or by all."""
    return fix(decode(name, data), ARTICLE, Settings(select=codes, now=CASE_CLOCK), unsafe=unsafe)


# Planting

Plant = Callable[[str], Iterator[str]]


class Planter(NamedTuple):
    """Makes texts with one defect each out of a text, and names the rules that mend it."""

    codes: tuple[str, ...]
    plant: Plant


def front_matter(text: str) -> re.Match[str] | None:
    return re.match(r"\A\ufeff?---\r?\n(?s:.*?\n)(?=---\r?\n?)", text)


def replacing(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Plant:
    """Return what replaces each match of a pattern in front matter, one at a time."""

    def plant(text: str) -> Iterator[str]:
        block = front_matter(text)
        for match in re.finditer(pattern, block[0], re.MULTILINE) if block else ():
            new = replacement(match) if callable(replacement) else match.expand(replacement)
            if new != match[0]:
                yield text[: match.start()] + new + text[match.end() :]

    return plant


def decomposed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", match[0])


def with_label(match: re.Match[str]) -> str:
    """Return an AMP cache address on the label of another host."""
    return f"{match[1]}x-{match[2]}"


def swapped_items(text: str) -> Iterator[str]:
    """Swap neighbours in `related` of which the first has the higher score."""
    block = front_matter(text)
    section = re.search(r"^related:\n((?:[ -].*\n)+)", block[0], re.MULTILINE) if block else None
    if section is None:
        return
    items = re.findall(r"^ *- (?s:.*?)(?=^ {0,2}- |\Z)", section[1], re.MULTILINE)
    if "".join(items) != section[1]:
        return
    scores = [re.findall(r"^ {4}quality: (\d+)$", item, re.MULTILINE) for item in items]
    for index in range(len(items) - 1):
        if (
            scores[index]
            and scores[index + 1]
            and int(scores[index][0]) > int(scores[index + 1][0])
        ):
            order = [*items[:index], items[index + 1], items[index], *items[index + 2 :]]
            yield text[: section.start(1)] + "".join(order) + text[section.end(1) :]


def byte_order_mark(text: str) -> Iterator[str]:
    if not text.startswith("\ufeff"):
        yield f"\ufeff{text}"


URL = r"^( *(?:- )?(?:url|webUrl|originalUrl|ampWebUrl): \"https://)"
LINK = r"^( *(?:- )?(?:url|webUrl|originalUrl|ampWebUrl): \")"
PAGE = URL.replace("url|", "")
TEXT = r"^( *(?:- )?(?:title|excerpt): \"[^\"\\\n]*?"
DATE = r"^( *(?:- )?\w+DateTime: )(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z$"
NUMBER = r"^( *(?:- )?(?:width|height|quality|heat): )([1-9]\d*)$"
FLAG = r"^( *(?:published|isCached): )(true|false)$"
SECURED = r"^(secured: \"[\w+/]{40})"

PLANTERS = {
    "number in double quotes": Planter(("SCH003",), replacing(NUMBER, r'\1"\2"')),
    "number in single quotes": Planter(("SCH003",), replacing(NUMBER, r"\1'\2'")),
    "yes for true": Planter(("PAR006",), replacing(r"^( *\w+: )true$", r"\1yes")),
    "On for true": Planter(("PAR006",), replacing(r"^( *\w+: )true$", r"\1On")),
    "number with comma": Planter(
        ("PAR006",), replacing(r"^( *(?:- )?(?:width|height): \d)(\d\d\d)$", r"\1,\2")
    ),
    "key twice, both equal": Planter(
        ("PAR004",), replacing(r"^( *)(\w+: (?!>|\|)\S.*\n)", r"\1\2\1\2")
    ),
    "byte-order mark": Planter(("PAR008",), byte_order_mark),
    "one CRLF": Planter(("PAR012",), replacing(r"([^\r\n])\n", r"\1\r\n")),
    "lone CR": Planter(("PAR012",), replacing(r"([\d\"])\n(?=\w)", r"\1\r")),
    "upper-case scheme": Planter(("URL003",), replacing(LINK + "https:", r"\1HTTPS:")),
    "upper-case host": Planter(
        ("URL003",), replacing(URL + r"([^/\"]+)", lambda found: found[1] + found[2].upper())
    ),
    "default port": Planter(("URL003",), replacing(URL + r"([^/\":]+)/", r"\1\2:443/")),
    "dot segment": Planter(("URL003",), replacing(URL + r"([^/\":]+)/(?=\w)", r"\1\2/./")),
    "tracking, alone": Planter(
        ("URL004",), replacing(PAGE + r"([^?#\"]+)\"$", r'\1\2?utm_source=a"')
    ),
    "tracking, last": Planter(
        ("URL004",), replacing(PAGE + r"([^#\"]+\?[^#\"]+)\"$", r'\1\2&fbclid=a"')
    ),
    "tracking, first": Planter(
        ("URL004",),
        replacing(PAGE + r"([^?#\"]+)\?(?=[^#\"]+\"$)", r"\1\2?utm_source=a&utm_medium=b&"),
    ),
    "no cache address": Planter(("URL005", "URL006"), replacing(r"^ *cdnAmpWebUrl: .*\n", "")),
    "no AMP address": Planter(("URL005", "URL006"), replacing(r"^ *ampWebUrl: .*\n", "")),
    "other label": Planter(
        ("URL006",), replacing(r"^( *cdnAmpWebUrl: \"https://)([\w-]+\.cdn)", with_label)
    ),
    "domain with www": Planter(("URL012",), replacing(r"^( +domain: )", r"\1www.")),
    "domain in upper case": Planter(
        ("URL012",), replacing(r"^( +domain: )(\S+)$", lambda found: found[1] + found[2].upper())
    ),
    "domain with scheme": Planter(
        ("URL012",), replacing(r"^( +domain: )(\w\S+)$", r"\1https://\2/")
    ),
    "domain with dot": Planter(("URL012",), replacing(r"^( +domain: )(\w\S+)$", r"\1\2.")),
    "blank for T": Planter(("DAT001",), replacing(DATE, r"\1\2 \3Z")),
    "no Z": Planter(("DAT001",), replacing(DATE, r"\1\2T\3")),
    "offset": Planter(("DAT001",), replacing(DATE, r"\1\2T\3+00:00")),
    "date in quotes": Planter(("DAT001",), replacing(DATE, r'\1"\2T\3Z"')),
    "date in single quotes": Planter(("DAT001",), replacing(DATE, r"\1'\2T\3Z'")),
    "small letters": Planter(("DAT001",), replacing(DATE, r"\1\2t\3z")),
    "fraction of nothing": Planter(("DAT001",), replacing(DATE, r"\1\2T\3.000Z")),
    "no seconds": Planter(
        ("DAT001",), replacing(DATE.replace(r"d:\d\d)Z", r"d):00Z"), r"\1\2T\3Z")
    ),
    "blank in secured": Planter(("SEC001",), replacing(SECURED, r"\1 ")),
    "blank before secured": Planter(("SEC001",), replacing(r"^secured: \"(?=\w)", 'secured: " ')),
    "URL-safe alphabet": Planter(
        ("SEC001",),
        replacing(
            r"^secured: \"[^;\"\n]+;[^;\"\n]+\"$",
            lambda found: found[0].replace("+", "-").replace("/", "_"),
        ),
    ),
    "no padding": Planter(("SEC002",), replacing(r"^(secured: \"[^=\"\n]+)=+\"$", r'\1"')),
    "secured in parts": Planter(("SEC001",), replacing(SECURED, r"\1\\n")),
    "entity by number": Planter(
        ("TXT001",),
        replacing(
            TEXT + ")([\u2018\u2019“”\u2013—é])", lambda found: f"{found[1]}&#{ord(found[2])};"
        ),
    ),
    "entity by hexadecimal number": Planter(
        ("TXT001",), replacing(TEXT + ")(\u2019)", r"\1&#x2019;")
    ),
    "entity by name": Planter(("TXT001",), replacing(TEXT + ')(&)(?=[ "])', r"\1&amp;")),
    "zero-width space": Planter(("TXT003",), replacing(TEXT + r"[a-z])(?=[a-z])", "\\1\u200b")),
    "soft hyphen": Planter(("TXT003",), replacing(TEXT + r"[a-z]{3})(?=[a-z]{3})", "\\1\u00ad")),
    "byte-order mark in a title": Planter(
        ("TXT003",), replacing(TEXT + r"[a-z])(?=[a-z])", "\\1\ufeff")
    ),
    "two blanks": Planter(("TXT004",), replacing(TEXT + r"\w )(?=\w)", r"\1 ")),
    "no-break space": Planter(("TXT004",), replacing(TEXT + r"[a-z]) (?=[a-z])", "\\1\u00a0")),
    "blank at the end": Planter(("TXT004",), replacing(TEXT + r"\w)\"$", r'\1 "')),
    "blank at the start": Planter(
        ("TXT004",), replacing(r"^( *(?:- )?(?:title|excerpt): \")(?=\w[^\\]*$)", r"\1 ")
    ),
    "line break in a title": Planter(("TXT004",), replacing(TEXT + r"[a-z]) (?=[a-z])", r"\1\\n")),
    "decomposed letter": Planter(("TXT006",), replacing(TEXT + ")([äéüöñçè])", decomposed)),
    "trailing whitespace": Planter(("STY002",), replacing(r"([\w\":])$", r"\1 \t")),
    "swapped items": Planter(("REL001",), swapped_items),
    "type in upper case": Planter(
        ("SCH004",), replacing(r"^( *type: )(\w+)$", lambda found: found[1] + found[2].upper())
    ),
    "type capitalised": Planter(
        ("SCH004",), replacing(r"^( *type: )(\w+)$", lambda found: found[1] + found[2].title())
    ),
}

# What the seed has nothing to plant in.
RICH = (
    SEED.read_text(encoding="utf-8")
    .replace(
        "facial-recognition technology for a year, as",
        "“facial-recognition” — café & bar for a year, as",
    )
    .replace("Nearly Enough", "Nearly Enough\u2019s")
)


@pytest.mark.parametrize("name", PLANTERS)
def test_the_seed_comes_back(name: str) -> None:
    codes, plant = PLANTERS[name]
    planted = list(plant(RICH))
    assert planted
    for damaged in some(planted, 4):
        result = fixed(damaged.encode(), *codes)
        assert {item.code for item in result.fixed} <= set(codes)
        assert result.fixed, f"not found: {difference_of(RICH, damaged)}"
        assert result.after.text == RICH, difference_of(RICH, damaged)


# Layout is only looked at if asked for.
BY_DEFAULT = [name for name, planter in PLANTERS.items() if planter.codes != ("STY002",)]


@pytest.mark.parametrize("name", BY_DEFAULT)
def test_the_seed_comes_back_by_all_rules(name: str) -> None:
    planted = list(PLANTERS[name].plant(RICH))
    for damaged in (planted[0], planted[-1]):
        assert fixed(damaged.encode()).after.text == RICH, difference_of(RICH, damaged)


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTERS)
def test_real_articles_come_back(name: str) -> None:
    codes, plant = PLANTERS[name]
    for path in NEWS:
        text = path.read_bytes().decode()
        clean = fixed(text.encode(), *codes, name=path.name).after.text
        planted = list(plant(clean))
        for damaged in {*planted[:1], *planted[-1:]}:
            after = fixed(damaged.encode(), *codes, name=path.name).after.text
            assert after == clean, f"{path.name}: {difference_of(clean, damaged)}"


def difference_of(before: str, damaged: str) -> str:
    """Return the first line that was damaged, for a failing test to show."""
    pairs = zip(before.split("\n"), damaged.split("\n"), strict=False)
    return next((f"{new!r} for {old!r}" for old, new in pairs if old != new), "line ends")


# Properties

# Damage without an inverse: fixes must keep to their promises all the same.
WILD = {
    "boolean in quotes": replacing(FLAG, r'\1"\2"'),
    "http": replacing(URL, lambda found: found[0].replace("https", "http")),
    "tag": replacing(TEXT + r"[a-z]) (?=[a-z])", r"\1 <b>x</b> "),
    "mojibake": replacing(TEXT + r"[a-z]) (?=[a-z])", r"\1â€™ "),
    "wrong key": replacing(r"^( *)webUrl:", r"\1webURL:"),
    "key twice": replacing(r"^( *)(\w+): (\S.*)\n", r"\1\2: x\n\1\2: \3\n"),
    "comment": replacing(r"([\d\"e])$", r"\1 # why"),
    "flow style": replacing(
        r"^( *)provider:\n +name: (.+)\n +domain: (.+)$", r"\1provider: {name: \2, domain: WWW.\3}"
    ),
    "plain text": replacing(r'"([A-Z][\w \u2019&;-]+)"$', r"\1"),
    "single quotes": replacing(r"\"([^\"\\'\n]*)\"$", r"'\1'"),
    "literal block": replacing(r"^( *)excerpt: \"([^\"\\\n]*)\"$", r"\1excerpt: |\n\1  \2"),
    "folded block": replacing(
        r"^( *)excerpt: \"([^\"\\\n]*?) ([^\"\\\n]*)\"$", r"\1excerpt: >-\n\1  \2\n\1  \3"
    ),
    "anchor": replacing(r"^( *(?:title|webUrl|type): )(?=[\w\"])", r"\1&a "),
    "broken YAML": replacing(r": \"", ': ["'),
    "lost line": replacing(r"^.+\n", ""),
    "blank line": replacing(r"^(?= )", "\n"),
    "trailing whitespace": replacing(r"$", "  "),
    "score": replacing(NUMBER, r"\g<1>9\2"),
    "odd number": replacing(NUMBER, r"\g<1>0o\2"),
    "CRLF": lambda text: iter([text.replace("\n", "\r\n")]),
    "no newline": lambda text: iter([text.rstrip("\n")]),
    "no body": lambda text: iter([(front_matter(text) or [text])[0] + "---"]),
}
DAMAGE = [planter.plant for planter in PLANTERS.values()] + list(WILD.values())


@st.composite
def damaged(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """Return a text with up to six defects anywhere."""
    text = draw(texts)
    for plant in draw(st.lists(st.sampled_from(DAMAGE), max_size=6)):
        choice = list(plant(text))
        if choice:
            text = choice[draw(st.integers(0, len(choice) - 1))]
    return text


def pyyaml(text: str) -> Any:
    """Return front matter as PyYAML reads it, every scalar as text; None if it cannot."""
    block = find(text)
    if not isinstance(block, FrontMatter):
        return None
    try:
        return next(
            iter(yaml.load_all(text[block.content.start : block.content.end], yaml.BaseLoader))
        )
    except yaml.YAMLError:
        return None


def pointers(before: Any, after: Any, at: str = "") -> Iterator[str]:
    """Yield where two data differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() | after.keys():
            if key in before and key in after:
                yield from pointers(before[key], after[key], f"{at}/{key}")
            else:
                yield f"{at}/{key}"
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, pair in enumerate(zip(before, after, strict=True)):
            yield from pointers(*pair, f"{at}/{index}")
    elif before != after:
        yield at


def declared(items: tuple[Diagnostic, ...]) -> list[str]:
    """Return where fixes may change what PyYAML reads."""
    changes = [pointer for item in items if item.fix for pointer in item.fix.changes]
    # This rule writes what Jekyll reads, so that others come to read it too.
    return changes + [item.pointer for item in items if item.code == "PAR006" and item.pointer]


def check_fix(text: str, *, unsafe: bool) -> None:
    """Check what holds for every fix of every file."""
    source = decode("a.md", text.encode())
    result = check_promises(source, ARTICLE, Settings(now=CASE_CLOCK), unsafe=unsafe)
    after = result.after.text
    was_read = Document(result.before).problem is None
    assert not was_read or Document(result.after).problem is None
    before_by_pyyaml, after_by_pyyaml = pyyaml(text), pyyaml(after)
    if before_by_pyyaml is None:
        # Its own scanner refuses some of what libyaml reads, such as a tab behind a quoted text.
        return
    assert after_by_pyyaml is not None
    allowed = declared(result.fixed)
    for pointer in pointers(before_by_pyyaml, after_by_pyyaml):
        assert any(pointer == one or pointer.startswith(f"{one}/") for one in allowed), pointer


def fixed_rule_by_rule(text: str) -> str:
    """Return a text after the safe fixes of one rule at a time, until it stays as it is.

    A key that comes twice is the first to be fixed. Other rules fix only the value that counts, and
    values that differ are not safe to remove.
    """
    while True:
        found = lint(decode("a.md", text.encode()), ARTICLE, Settings(now=CASE_CLOCK)).diagnostics
        codes = {item.code for item in found if item.fix and item.fix.safety is Safety.SAFE}
        before = text
        for code in sorted(codes, key=lambda code: (code != "PAR004", code)):
            text = fixed(text.encode(), code).after.text
        if text == before:
            return text


@each_case(["heat: 0o70", "title: no", "topics: 1:20"])
def test_what_one_rule_leaves_to_another_it_does_not_fix_alone(entry: str) -> None:
    text = f"---\n{entry}\npublished: yes\n---\n"
    by_all = fixed(text.encode()).after.text
    assert fixed_rule_by_rule(text) == by_all
    assert fixed(text.encode(), "PAR006").after.text == text.replace("yes", "true")


@each_case(["publishedDateTime: 2020-11-27 05:04:23Z", "title: a  b", "title: a &amp; b"])
def test_of_equal_keys_one_is_left_and_fixed(entry: str) -> None:
    once = fixed(f"---\n{entry}\n---\n".encode()).after.text
    twice = f"---\n{entry}\n{entry}\n---\n"
    assert entry not in once
    assert fixed(twice.encode()).after.text == fixed_rule_by_rule(twice) == once


seeds = damaged(st.just(RICH))
unhurried = settings(
    max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.slow
@unhurried
@given(seeds, st.booleans())
def test_fixing_keeps_its_promises(text: str, unsafe: bool) -> None:  # noqa: FBT001
    check_fix(text, unsafe=unsafe)


@pytest.mark.slow
@unhurried
@given(seeds)
def test_the_order_of_rules_does_not_matter(text: str) -> None:
    assert fixed(text.encode()).after.text == fixed_rule_by_rule(text)


real = st.deferred(
    lambda: damaged(st.sampled_from(ANY).map(lambda path: path.read_bytes().decode()))
)


@pytest.mark.slow
@unhurried
@given(real, st.booleans())
def test_fixing_real_files_keeps_its_promises(text: str, unsafe: bool) -> None:  # noqa: FBT001
    check_fix(text, unsafe=unsafe)


@pytest.mark.slow
@unhurried
@given(real)
def test_the_order_of_rules_does_not_matter_to_real_files(text: str) -> None:
    assert fixed(text.encode()).after.text == fixed_rule_by_rule(text)
