"""What breaks the format in a real article gives one finding: the right one, at the right place."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import yaml

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Safety
from linter.core.text import Edit, LineIndex, Span, apply_edits
from linter.core.values import json_pointer
from linter.frontmatter.document import Document, Member
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.schema.schema import Schema, builtin
from tests.each_case import each_case

SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))
NOW = datetime(2020, 7, 1, tzinfo=UTC)
CLEAN = SEED.read_text(encoding="utf-8")

PBS = "    provider:\n      name: PBS\n      domain: pbs.org\n"
PBS_IMAGES = '    images:\n      - url: "https://d3i6fh83elv35t'
PBS_IMAGE = "        width: 1024\n        height: 683\n        isCached: true\n"
OWN_TITLE = 'title: "Amazon Suspends Police Use of Its Facial-Recognition Technology"\n'
LEAD_TITLE = f"{OWN_TITLE}\nrelated"
LEAD_IMAGE = '  - url: "https://images.wsj'
LOGO = '    - url: "https://smartableai'
TOPICS = "topics:\n  - Natural Language Processing\n  - AI\n"
PROVIDER = "  name: Wall Street Journal\n  domain: wsj.com\n"


class Planted(NamedTuple):
    """What is planted, and the finding that it gives; ⟦ and ⟧ stand around the finding's span."""

    code: str
    pointer: str
    changes: tuple[tuple[str, str], ...]


def at(code: str, pointer: str, old: str, new: str) -> Planted:
    return Planted(code, pointer, ((old, new),))


def without(pointer: str, first: str, lost: str, left: str = "") -> Planted:
    """Lose a part; the finding is at the key that the mapping's `first` line starts with."""
    marked = re.sub(r"^([ -]*)(\w+):", r"\1⟦\2⟧:", first)
    return Planted("SCH001", pointer, ((first, marked), (lost, left)))


CATEGORY = "category: news\n"
LAST = '  - title: "Microsoft and'
REASON = "    provider:\n      name: Reason\n"

PLANTED = {
    "no title": without("", CATEGORY, OWN_TITLE + "excerpt", "excerpt"),
    "no topics": without("", CATEGORY, TOPICS),
    "no quality": without("", CATEGORY, "quality: 74\n"),
    "provider without name": at("SCH001", "/provider", PROVIDER, "  ⟦domain⟧: wsj.com\n"),
    "item's provider without domain": without(
        "/related/0/provider", "      name: PBS\n", "      domain: pbs.org\n"
    ),
    "logo without height": without("/provider/images/0", LOGO, "      height: 50\n"),
    "picture without width": without("/images/0", LEAD_IMAGE, "    width: 1280\n"),
    "item without quality": without("/related/4", LAST, "    quality: 2\n"),
    "item without type": without("/related/4", LAST, f"    type: article\n{REASON}", REASON),
    "unknown key": at("SCH002", "/colour", "heat: 124\n", "heat: 124\n⟦colour⟧: red\n"),
    "quoted key": at("SCH002", "/colour", "heat: 124\n", 'heat: 124\n⟦"colour"⟧: red\n'),
    "key of another place": at("SCH002", "/url", "heat: 124\n", "heat: 124\n⟦url⟧: a\n"),
    "item with heat": at("SCH002", "/related/0/heat", PBS, f"    ⟦heat⟧: 1\n{PBS}"),
    "picture with alt": at(
        "SCH002", "/related/0/images/0/alt", PBS_IMAGE, f"        ⟦alt⟧: a\n{PBS_IMAGE}"
    ),
    "provider with url": at("SCH002", "/provider/url", PROVIDER, f"  ⟦url⟧: a\n{PROVIDER}"),
    "quoted number": at("SCH003", "/heat", "heat: 124", 'heat: ⟦"124"⟧'),
    "number in words": at("SCH003", "/quality", "quality: 74", "quality: ⟦high⟧"),
    "item's quoted number": at("SCH003", "/related/0/quality", "quality: 61", "quality: ⟦'61'⟧"),
    "width with unit": at("SCH003", "/images/0/width", "width: 1280", "width: ⟦1280px⟧"),
    "item's height with a point": at(
        "SCH003", "/related/0/images/0/height", "height: 683", "height: ⟦683.5⟧"
    ),
    "quoted boolean": at("SCH003", "/published", "published: true", "published: ⟦'true'⟧"),
    "title that is a number": at(
        "SCH003", "/images/0/title", LEAD_TITLE, "title: ⟦2020⟧\n\nrelated"
    ),
    "ambiguous name": at("SCH003", "/provider/name", "name: Wall Street Journal", "name: ⟦yes⟧"),
    "empty name": at("SCH003", "/provider/name", "name: Wall Street Journal", "name:⟦⟧"),
    "one topic without a list": at("SCH003", "/topics", TOPICS, "topics: ⟦AI⟧\n"),
    "topic that is a number": at("SCH003", "/topics/1", "  - AI\n", "  - ⟦2020⟧\n"),
    "picture without a list": at(
        "SCH003",
        "/related/0/images",
        PBS_IMAGES,
        PBS_IMAGES.replace("images", "⟦images⟧").replace("- ", "  "),
    ),
    "item's provider as text": at("SCH003", "/related/0/provider", PBS, "    provider: ⟦PBS⟧\n"),
    "category": at("SCH004", "/category", "category: news", "category: ⟦learning⟧"),
    "type in capitals": at("SCH004", "/type", "type: article\nq", "type: ⟦Article⟧\nq"),
    "item's type misspelt": at(
        "SCH004", "/related/0/type", "type: article\n    p", "type: ⟦artikle⟧\n    p"
    ),
    "item's type": at(
        "SCH004", "/related/0/type", "type: article\n    p", "type: ⟦podcast⟧\n    p"
    ),
    "locale": at("SCH005", "/locale", "heat: 124", "heat: 124\nlocale: ⟦english⟧"),
    "item's locale": at("SCH005", "/related/0/locale", PBS, f"    locale: ⟦en_US⟧\n{PBS}"),
    "overflow": at("SCH006", "/heat", "heat: 124", "heat: ⟦-2147483648⟧"),
    "negative quality": at("SCH006", "/related/4/quality", "quality: 2\n", "quality: ⟦-2⟧\n"),
    "no width": at("SCH006", "/images/0/width", "width: 1280", "width: ⟦0⟧"),
    "logo without a height": at(
        "SCH006", "/provider/images/0/height", "height: 50\n", "height: ⟦-50⟧\n"
    ),
    "no topic": at("SCH006", "/topics", TOPICS, "topics: ⟦[]⟧\n"),
    "topic twice": at("SCH006", "/topics/2", "  - AI\n", "  - AI\n  - ⟦AI⟧\n"),
}


def found(text: str, schema: str | Schema = "article", *select: str) -> list[Diagnostic]:
    source = decode(f"_news/{SEED.name}", text.encode())
    used = builtin(schema) if isinstance(schema, str) else schema
    return list(lint(source, used, Settings(select=select, now=NOW)).diagnostics)


@each_case(PLANTED.values())
def test_one_finding_at_its_place(planted: Planted) -> None:
    marked = CLEAN
    for old, new in planted.changes:
        assert old in marked
        marked = marked.replace(old, new, 1)
    text = marked.replace("⟦", "").replace("⟧", "")
    span = Span(marked.index("⟦"), marked.index("⟧") - 1)
    (diagnostic,) = found(text)
    assert (diagnostic.code, diagnostic.pointer) == (planted.code, planted.pointer)
    lines = LineIndex(text)
    assert diagnostic.span == span
    assert diagnostic.start == lines.position(span.start)
    assert diagnostic.end == lines.position(span.end)


# The same defect everywhere in the article


DOCUMENT = Document(decode("a.md", SEED.read_bytes()))
# Those of one item stand for those of the others.
MEMBERS = [
    member
    for member in DOCUMENT.members
    if "related" not in member.path or member.path[1:2] in ((), (0,))
]
KEYED = [member for member in MEMBERS if member.key is not None]
SCALARS = [member for member in MEMBERS if isinstance(member.node, yaml.ScalarNode)]


def place(member: Member) -> str:
    return json_pointer(member.path)


def with_text(span: Span, text: str) -> str:
    return apply_edits(CLEAN, [Edit(span, text)])


@each_case(KEYED)
def test_a_misspelt_key_is_found_and_the_fix_gives_it_back(member: Member) -> None:
    assert member.key is not None
    name, span = str(member.path[-1]), DOCUMENT.node_span(member.key)
    text = with_text(span, name[0] + name[1:].swapcase())
    (diagnostic,) = found(text, "article", "SCH")
    assert (diagnostic.code, diagnostic.span) == ("SCH002", span)
    assert f"did you mean `{name}`?" in diagnostic.message
    assert diagnostic.fix is not None
    assert diagnostic.fix.safety is Safety.UNSAFE
    assert apply_edits(text, diagnostic.fix.edits) == CLEAN


@each_case(SCALARS)
def test_a_value_of_the_wrong_type_is_found(member: Member) -> None:
    shape, span = builtin("article").shape_at(member.path), DOCUMENT.node_span(member.node)
    assert shape is not None
    is_number_or_boolean = not shape.types.isdisjoint({"integer", "boolean"})
    text = with_text(span, f'"{DOCUMENT.text(span)}"' if is_number_or_boolean else "[]")
    (diagnostic,) = found(text, "article", "SCH")
    assert diagnostic.code == ("SCH003" if shape.types else "SCH004")
    assert diagnostic.pointer == place(member)
    if is_number_or_boolean:
        assert diagnostic.fix is not None
        # A page may be built or not by a boolean.
        is_boolean = "boolean" in shape.types
        assert diagnostic.fix.safety is (Safety.UNSAFE if is_boolean else Safety.SAFE)
        assert apply_edits(text, diagnostic.fix.edits) == CLEAN


# What no news article can break


def own(content: dict[str, object]) -> Schema:
    return Schema("own", content, {"": content})


@each_case(
    [
        ("SCH007", {"dependentRequired": {"locale": ["tags"]}}, "heat: 124\n⟦locale⟧: en-us\n"),
        (
            "SCH003",
            {"properties": {"heat": {"anyOf": [{"type": "string"}, {"type": "boolean"}]}}},
            "heat: ⟦124⟧\n",
        ),
        (
            "SCH008",
            {"properties": {"heat": {"anyOf": [{"minimum": 200}, {"maximum": 100}]}}},
            "heat: ⟦124⟧\n",
        ),
        ("SCH006", {"properties": {"heat": {"not": {"minimum": 100}}}}, "heat: ⟦124⟧\n"),
        ("SCH002", {"properties": {"colour": False}}, "heat: 124\n⟦colour⟧: red\n"),
        (
            "SCH005",
            {"properties": {"length": {"format": "duration"}}},
            "heat: 124\nlength: ⟦1 h⟧\n",
        ),
        ("SCH006", {"properties": {"topics": {"maxItems": 1}}}, None),
    ]
)
def test_by_another_schema(code: str, extra: dict[str, object], new: str | None) -> None:
    old, new = ("heat: 124\n", new) if new else ("topics:\n", "⟦topics⟧:\n")
    marked = CLEAN.replace(old, new, 1)
    text = marked.replace("⟦", "").replace("⟧", "")
    (diagnostic,) = found(text, own(extra))
    span = Span(marked.index("⟦"), marked.index("⟧") - 1)
    assert (diagnostic.code, diagnostic.span) == (code, span)
