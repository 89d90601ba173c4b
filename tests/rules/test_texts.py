"""Rules over text: what they leave alone in any script, and what their fixes leave behind."""

# ruff: noqa: RUF001 - these are the characters that the rules are about

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.core.text import apply_edits
from linter.fastpath.silence import File, Item
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.rules.texts.composition import separate_marks
from linter.rules.texts.fixes import Finder
from linter.rules.texts.invisible import invisible
from linter.rules.texts.markup import entities, tags
from linter.rules.texts.mojibake import mojibake
from linter.rules.texts.silence import AT_THE_ENDS, excerpt_differs
from linter.rules.texts.whitespace import untidy_whitespace
from linter.schema.schema import builtin
from tests.each_case import each_case
from tests.sites import OWN, REAL, on_each_site

ARTICLE = builtin("article")
SETTINGS = Settings(select=("TXT",))
FINDERS = [entities, tags, invisible, untidy_whitespace, mojibake, separate_marks]

# Pieces that the rules look for, to be put together at random with any text.
PIECES = st.sampled_from(
    [
        *("&amp;", "&", "amp;", "#39;", "&nbsp;", "&#8203;", "&lt;", "b&gt;", "&#0;", "&eacute;"),
        *("<b>", "</b>", "<br/>", "<p>", "<", ">", "<!--", "-->", "<script>", "`", '"'),
        *("\r", "\n", "\t", "  ", " ", "\u00a0", "\u3000", "\u2028", "\u200a", "\x85"),
        *("\u200b", "\u200d", "\u202e", "\ufeff", "\ufffd", "\xad", "\x00", "\U000e0041", "😀"),
        *("Ã©", "â€™", "Â\u00a0", "Ã", "â€", "ï»¿", "Ã¢â‚¬â„¢", "Ð¸", "e\u0301", "\u0301"),
        *("a", "É", "”", "«", "א", "م", "\u1161", "1", "km"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


def findings(text: str) -> list[Diagnostic]:
    return list(lint(decode("a.md", text.encode()), ARTICLE, SETTINGS).diagnostics)


def article(title: str) -> str:
    """Return an article whose title is in double quotes, with escapes for all but plain letters."""
    escaped = "".join(
        character if character.isalnum() and character.isascii() else f"\\U{ord(character):08x}"
        for character in title
    )
    return f'---\ntitle: "{escaped}"\n---\n'


def title_of(text: str) -> object:
    return Document(decode("a.md", text.encode())).data["title"]


@each_case(
    [
        "Tom & Jerry; AT&T; R&D; Q&A; a && b; &it; &#; &#x; &amp",
        "What `&nbsp;` is, and “&amp;”",
        "https://a.com/?a=1&lt=2&copy=3",
        "Vec<P>, Map<K, V>, List<object>, Foo<T>, x<i, a<b",
        "<3 <- <= << <>, <your name>, <Link>, <Form>, if (a<b && c>d)",
        "Meet the <dialog> element; HTML <p>; <video> vs <iframe>; '<b>'",
        "می\u200cخواهم, PDF\u200cها, क्\u200dष, ක්\u200dෂ",
        "👨\u200d👩\u200d👧\u200d👦 👩🏽\u200d🚀 🏳\ufe0f\u200d⚧\ufe0f",
        "⛹\ufe0f\u200d♀\ufe0f ❤\ufe0f\u200d🔥 ✈\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 1\ufe0f\u20e3",
        "שלום \u200eABC\u200f, \u2067א\u2069, مرحبا\u061c",
        "ภาษา\u200bไทย, ខ្មែរ\u200bភាសា, ᠮᠣᠩ\u180eᠭᠣᠯ",
        "«\u00a0Ah\u202f!\u00a0» 5\u00a0% 10\u202f000\u00a0€ 3\u00a0GB 5\u00a0km/h",
        "n°\u00a05 §\u00a03",
        "Москва\u00a0— в\u00a0России, a\u200a—\u200ab, “\u2009‘a’\u2009”",
        "東京\u3000大阪\u3000Tokyo",
        "SÃO PAULO, AMANHÃ… “AMANHÃ” MANHÃ–TARDE, IRMÃ’s, ÂME, «\u00a0À\u00a0» «Ã»",
        "GROẞ”, Spaß… „FÖ“, »Ä«, „Ö“, Å–A, CAFÉ”, CAFÉ™, PERÚ®, ÀÄÅ°, SMÅ† ESPAÑ‘A",
        "voilâ…” café…» déjà–”, pâté—«, mââžž, Skolt ââʹžž, ð’– ò”»«",
        "Tiếng Việt, Đặng, ÂN ẤN, ƠN, Ưu đãi, ŽIŽKA, ÆØÅ, İĞŞ, ŁÓDŹ",
        "\u212b \u212a \u2126 神\ufa19 \u0958 שָׁ q\u0307 \u0644\u0650\u0651 한국어 が",
    ]
)
def test_left_alone(text: str) -> None:
    assert findings(article(text)) == []


@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__name__)
@given(text=TEXTS)
@example(text="a <br> <br>")
@example(text="&amp;amp;&#38;lt;")
@example(text="Ã¢Â\x80Â\x99 Ã\xa0 Â\xa0 x")
def test_finds_changes_in_order_that_do_change(find: Finder, text: str) -> None:
    found = find(text)
    assert found == sorted(found)
    # Would raise if two of them overlapped.
    assert (apply_edits(text, found) != text) == any(text[a:b] != new for (a, b), new in found)
    assert all(text[start:end] != new or new == "\ufffd" for (start, end), new in found)


@given(TEXTS)
@example("a <br> <br>")
@example("\r\r \n&nbsp;<p>")
@example("e&#769;<b></b>\u0301")
@example("Ã<b>©</b>&am<i>p;</i>")
def test_one_finding_a_rule_and_fixes_that_end_it_and_wake_no_other(title: str) -> None:
    text = article(title)
    before = findings(text)
    codes = [item.code for item in before]
    assert len(codes) == len(set(codes))
    assert "INT001" not in codes
    for item in before:
        if item.fix is None:
            continue
        fixed = apply_edits(text, item.fix.edits)
        assert title_of(fixed) not in (title, "")
        assert {after.code for after in findings(fixed)} <= set(codes) - {item.code}


@given(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1))
@example("“É”…")
def test_the_places_of_findings_are_in_the_title(title: str) -> None:
    text = article(title)
    for item in findings(text):
        assert text.index("title: ") + len("title: ") <= item.span.start < item.span.end
        assert item.span.end <= text.index("\n---\n")


@given(st.text(st.characters(categories=("L", "M", "P", "S"), min_codepoint=0x100)))
@example("Привет")
@example("“żółć”")
def test_mojibake_gives_only_what_was_written(text: str) -> None:
    read = f"x{text}y".encode().decode("latin-1")
    assert all(meant in text for _, meant in mojibake(read))


@each_case(["naïve", "façade", "Ωμέγα", "Привет", "עברית", "こんにちは", "“a”", "5 €"])
def test_a_misread_word(word: str) -> None:
    misread = "".join(
        chr(byte) if byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode("cp1252")
        for byte in word.encode()
    )
    assert misread != word
    assert apply_edits(misread, mojibake(misread)) == word
    assert [item.code for item in findings(article(misread))] == ["TXT005"]


@pytest.mark.slow
@on_each_site
def test_the_defects_of_a_site(folder: Path) -> None:
    counts: Counter[str] = Counter()
    for part in ("_news", "_learning", "_samples", "_newsletters", "_data/organizations"):
        for file in sorted((folder / part).rglob("*.md")):
            found = lint(decode(file.name, file.read_bytes()), ARTICLE, SETTINGS).diagnostics
            counts.update(item.code for item in found)
    assert (
        counts
        == {
            OWN: {"TXT001": 1, "TXT003": 1, "TXT004": 1, "TXT008": 1},
            REAL: {
                "TXT001": 38,
                "TXT003": 15,
                "TXT004": 351,
                "TXT007": 5,
                "TXT008": 13,
            },
        }[folder]
    )


@given(*[st.text("aAsSß1É “…", max_size=4)] * 2)
@example("New tools", "new Tools…")
@example("ßa", "SSA")
def test_an_excerpt_differs_from_its_title_only_if_more_than_case_and_ends_differ(
    excerpt: str, title: str
) -> None:
    item = Item(File("a.md", "2021-01-01T00:00:00Z"))
    item.own |= {"excerpt": excerpt, "title": title}
    one, other = (text.casefold().strip(AT_THE_ENDS) for text in (excerpt, title))
    assert excerpt_differs(item) == (one != other)
