# ruff: noqa: RUF001 - quotes and dashes as they are typeset
"""Rules find nothing in the text on which they state to be silent, whatever it is."""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.fastpath.texts import TextTest
from linter.frontmatter.document import Document
from linter.frontmatter.source import Source
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.rules.base import Clock, Context, FieldRule, Where
from linter.rules.registry import all_rules
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.schema.entries import Field
from linter.schema.schema import builtin
from linter.schema.shape import Shape
from linter.web.urls import USUAL

pytestmark = pytest.mark.slow


def _where(role: str) -> Where:
    shape = Shape(roles=frozenset({role}))
    return Where(shape, shape, frozenset(), shape, 0, NEWS_API, NEWS_API.dialect)


OTHERS = (
    "a.com",
    "www.a.com",
    "a.b.co.uk",
    "1.1.1.1",
    "xn--a.com",
    "2020-06-11T00:03:00Z",
    "2020-06-31T00:03:00Z",
    "2020-06-11T24:03:00Z",
    "2020-06-11",
    "2019-02-29",
)


class Silent(NamedTuple):
    """A rule, for values of one role, and when it states to be silent about their text."""

    rule: FieldRule
    role: str
    test: TextTest


SILENT = [
    Silent(rule, role, TextTest(silence.texts, silence.suspects))
    for code in all_rules().values()
    if issubclass(code, FieldRule)
    for rule in (code(),)
    for role in sorted(rule.roles)
    if (silence := rule.silence_at(_where(role))) is not None and silence.is_of_texts
]
DOCUMENT = Document(Source("a.md", "---\ntitle: a\n---\n"))
CONTEXT = Context(DOCUMENT, builtin("article"), Clock(datetime(2021, 1, 1, tzinfo=UTC)))

# Plain words with one thing between them that may be no part of plain text.
WORDS = st.lists(
    st.sampled_from([*"abZ.,;'()#&<   ", "é", "à", "ß", "×", "’", "“", "”", "–", "…"]), max_size=4
).map("".join)
NEARLY_PLAIN = st.builds(
    "{}{}{}".format,
    WORDS,
    st.sampled_from(
        ["", "", "", "  ", "&amp;", "<b>", "Ã", "Ã©", "Â", "â€™", "é’”", "É’", "\u00a0"]
    )
    | st.sampled_from(["a\u0301", "\u200b", "\x7f", "™", "œ"]),
    WORDS,
)
# Mostly with no more than one thing that is not ordinary.
NEARLY_ORDINARY = st.builds(
    "{}://{}.{}{}{}{}".format,
    st.sampled_from(["https", "https", "https", "http"]),
    st.sampled_from(["a", "www.b-c", "d1", "e.f.g", "www", "xn--a", "-h"]),
    st.sampled_from(["com", "org", "info", "co.uk", "io", "1"]),
    st.sampled_from(["", "", "", "", ":443"]),
    st.lists(
        st.sampled_from(["/", "/a", "/b.amp.html", "/c-d", "/~e", "/F", "/."]), max_size=4
    ).map("".join),
    st.sampled_from(["", "", "", "", "?utm_source=a", "#a", "?utm_source=a#a"]),
)


@given(NEARLY_ORDINARY | NEARLY_PLAIN | st.sampled_from(OTHERS))
@settings(max_examples=200)
def test_rules_find_nothing_in_text_on_which_they_are_silent(text: str) -> None:
    for rule, role, test in SILENT:
        if test.passes(text):
            field = Field(DOCUMENT, ("title",), text, frozenset({role}))
            assert list(rule.check(field, CONTEXT)) == [], (rule.code, role)


def test_every_rule_that_states_it_is_silent_on_some_of_these_texts() -> None:
    texts = ("Plain words", "https://a.com/", *OTHERS)
    assert len(SILENT) > 50
    assert not [
        (rule.code, role) for rule, role, test in SILENT if not any(map(test.passes, texts))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amazon suspends police use of its facial-recognition technology", True),
        ("It’s “done” – she says … and – 1 € less", False),
        ("It’s “done” – she says …", True),
        ("Café – à la carte", True),
        ("", True),
        ("Café’s", True),
        ("Café’”", False),
        ("É’", False),
        ("a\nb", False),
        ("CafÃ©", False),
        ("Cafe\u0301", False),
        ("a  b", False),
        (" a", False),
        ("a ", False),
        ("a\u00a0b", False),
        ("R&D", True),
        ("R&D; a", False),
        ("a < b", True),
        ("a <b>", False),
        ("a\x7f", False),
        ("œuvre", True),
    ],
)
def test_plain_text(text: str, *, expected: bool) -> None:
    assert TextTest((), NOT_PLAIN).passes(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.nytimes.com/2020/06/10/technology/amazon.html", True),
        ("https://www-nytimes-com.cdn.ampproject.org/c/s/www.nytimes.com/a.amp.html", True),
        ("https://a.com", True),
        ("https://a.com/", True),
        ("https://a.b.c.d.com/", False),
        ("http://a.com/", False),
        ("https://A.com/", False),
        ("https://a.com:443/", False),
        ("https://u@a.com/", False),
        ("https://xn--a.com/", False),
        ("https://a.xn--p1ai/", False),
        ("https://127.0.0.1/", False),
        ("https://a.com/?b", True),
        ("https://a.com/#b", True),
        ("https://a.com//b", False),
        ("https://a.com/./b", False),
        ("https://a.com/%2E/b", False),
        ("https://a.com/%4", False),
        ("https://a.com?b", False),
        ("https://a.com/?a&amp;b", False),
        ("https://a.com/.well-known/b", False),
        ("https://a.com/%41", True),
        ("https://a.com/é", False),
        ("https://a.com/\n", False),
        ("/a", False),
    ],
)
def test_usual_urls(text: str, *, expected: bool) -> None:
    assert TextTest((USUAL,), ()).passes(text) is expected
