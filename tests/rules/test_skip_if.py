# ruff: noqa: RUF001 - quotes and dashes as they are typeset
"""Rules find nothing in the text that their fast checks skip, whatever it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from linter.frontmatter.document import Document
from linter.frontmatter.source import Source
from linter.rules.base import Clock, Context, FieldRule
from linter.rules.registry import all_rules
from linter.rules.shared.plain_text import is_plain
from linter.schema.entries import Field
from linter.schema.schema import builtin
from linter.web.urls import is_ordinary

pytestmark = pytest.mark.slow

SKIPPING = [rule() for rule in all_rules().values() if issubclass(rule, FieldRule) and rule.skip_if]
DOCUMENT = Document(Source("a.md", "---\ntitle: a\n---\n"))
CONTEXT = Context(DOCUMENT, builtin("article"), Clock(datetime(2021, 1, 1, tzinfo=UTC)))

# What is plain, and beside it accents that a wrong encoding makes of others, marks, blanks.
NEARLY_PLAIN = st.lists(
    st.sampled_from([*"abZ.,;'()#", "é", "à", "ß", "×", " ", "’", "“", "”", "–", "…", "Ã"])
    | st.sampled_from(["Â", "â", "€", "™", "œ", "\u00a0", "\u0301", "\u200b", "&amp;", "<b>"]),
    max_size=12,
).map("".join)
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


@pytest.mark.parametrize("rule", SKIPPING, ids=lambda rule: rule.code)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_a_rule_finds_nothing_in_text_that_it_skips(rule: FieldRule, data: st.DataObject) -> None:
    text = data.draw(NEARLY_ORDINARY if is_ordinary in rule.skip_if else NEARLY_PLAIN)
    assume(any(holds(text) for holds in rule.skip_if))
    field = Field(DOCUMENT, ("title",), text, rule.roles)
    assert list(rule.check(field, CONTEXT)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amazon suspends police use of its facial-recognition technology", True),
        ("It’s “done” – she says … and – 1 € less", False),
        ("It’s “done” – she says …", True),
        ("Café – à la carte", True),
        ("", True),
        ("Café’s", False),
        ("CafÃ©", False),
        ("Cafe\u0301", False),
        ("a  b", False),
        (" a", False),
        ("a ", False),
        ("a\u00a0b", False),
        ("R&D", False),
        ("a < b", False),
        ("a\x7f", False),
        ("œuvre", False),
    ],
)
def test_plain_text(text: str, *, expected: bool) -> None:
    assert is_plain(text) is expected


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
        ("https://a.com/?b", False),
        ("https://a.com/#b", False),
        ("https://a.com//b", False),
        ("https://a.com/./b", False),
        ("https://a.com/.well-known/b", False),
        ("https://a.com/%41", False),
        ("https://a.com/é", False),
        ("https://a.com/\n", False),
        ("/a", False),
    ],
)
def test_ordinary_urls(text: str, *, expected: bool) -> None:
    assert is_ordinary(text) is expected
