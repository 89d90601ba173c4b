"""Scalars as Jekyll (Psych 4.0.4, measured), PyYAML and YAML 1.2 type them."""

import json
import math
import re
import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from linter.frontmatter.scalars.agreement import may_be_ambiguous
from linter.frontmatter.scalars.ambiguity import ambiguous, unambiguous_text
from linter.frontmatter.scalars.core import core, core_tagged
from linter.frontmatter.scalars.jekyll import jekyll, jekyll_tagged
from linter.frontmatter.scalars.libraries import pyyaml, pyyaml_tagged, yaml12
from linter.frontmatter.scalars.reading import Reading, Type
from linter.frontmatter.scalars.tags import NodeKind, known_tag, refused_tag
from linter.frontmatter.scalars.times import instant
from tests.each_case import each_case
from tests.frontmatter.psych import ask_ruby
from tests.processor_time import bounded
from tests.sites import OWN, REAL, on_each_site

LARGEST = 10**4300 - 1


def string(text: str) -> Reading:
    return Reading(Type.STRING, text)


def integer(number: int) -> Reading:
    return Reading(Type.INTEGER, number)


def floating(number: float) -> Reading:
    return Reading(Type.FLOAT, number)


def day(text: str) -> Reading:
    return Reading(Type.DATE, text)


def time(text: str) -> Reading:
    return Reading(Type.TIME, text)


TRUE = Reading(type=Type.BOOLEAN, value=True)
FALSE = Reading(type=Type.BOOLEAN, value=False)
NULL = Reading(Type.NULL, None)
REFUSED = Reading(Type.REFUSED, None)

# What only Jekyll reads otherwise than the text itself; a plain string is its own reading.
JEKYLL = {
    # Words.
    "": NULL,
    "~": NULL,
    "null": NULL,
    "nULL": NULL,
    "yes": TRUE,
    "yEs": TRUE,
    "True": TRUE,
    "on": TRUE,
    "NO": FALSE,
    "falsE": FALSE,
    "off": FALSE,
    "o\ufb00": FALSE,
    "fal\u017fe": FALSE,
    "ye\u017f": TRUE,
    "no\nno": FALSE,
    "y\nno": FALSE,
    "no\non": TRUE,
    "null\n": NULL,
    **{
        text: string(text)
        for text in (
            *("y", "n", "yes!", "truer", "nullify", "offf", "~~", "t", "\ufb00", "article"),
            *("no\n1", "x\nno", "no\n\nx", "~\n~", "\nno", "null\nnull", "true\ntrue", "abc\nd"),
            *("=", "<<", "!", "\u00e9", "\u201ca\u201d", "\u00bd", "\u0663", "\uff11\uff12"),
        )
    },
    # Whole numbers.
    "0": integer(0),
    "12": integer(12),
    "+12": integer(12),
    "-12": integer(-12),
    "-0": integer(0),
    "1_000": integer(1000),
    "1,000": integer(1000),
    "1_0,0": integer(100),
    "012": integer(10),
    "-012": integer(-10),
    "00": integer(0),
    "0_": integer(0),
    "0,": integer(0),
    "0,12": integer(10),
    "0__1": integer(1),
    "0b1_01": integer(5),
    "-0b11": integer(-3),
    "0xfF": integer(255),
    "+0x_1,F": integer(31),
    "0b_": REFUSED,
    "0x,": REFUSED,
    **{
        text: string(text)
        for text in (
            *("09", "08", "0o12", "0B1", "0X1", "0b", "0x", "0b2", "1_", "1,", "1__0", "1,,0"),
            *("1_,0", "_1", "+", "-", "--1", "+-1", "- 1", "1 a", "1a", "1-", "-foo", "-"),
            *("1\n2", "1\n", "12345678\n", "1\u00b2", "12\u0663"),
        )
    },
    "9" * 4300: integer(LARGEST),
    "-" + "9" * 4301: integer(-LARGEST),
    "1" + "0" * 5000: integer(LARGEST),
    "0x" + "f" * 5000: integer(LARGEST),
    "+1" + "_0" * 4299: integer(10**4299),
    # Base 60: the first of two parts is multiplied by 3600 too, and a sign counts for it alone.
    "1:20": integer(4800),
    "+1:20": integer(4800),
    "-1:20": integer(-2400),
    "12:30:45": integer(45045),
    "-12:30:45": integer(-41355),
    "012:3": integer(43380),
    "00:00": integer(0),
    "1_0:20": integer(37200),
    "1__0:20": integer(4800),
    "1_:20": integer(4800),
    "9" * 5000 + ":20": integer(LARGEST),
    "1:20.5": floating(4830.0),
    "1:2:3.5": floating(3723.5),
    "-1:20.5": floating(-2370.0),
    "1:20.": floating(4800.0),
    "1:20._": floating(4800.0),
    "1:20.5_5": floating(4833.0),
    "1:20.5__5": floating(4830.0),
    "190:20:30.15": floating(685230.15),
    **{
        text: string(text)
        for text in ("1:60", "1:2:3:4", "1:", "1:2:", "1:20.5e3", "1:200", "1:-2", "a:1")
    },
    # Decimal points.
    "1.5": floating(1.5),
    "-1.5": floating(-1.5),
    "-0.0": floating(-0.0),
    "5.": floating(5.0),
    ".5": floating(0.5),
    "+.5": floating(0.5),
    "01.5": floating(1.5),
    "1,000.5": floating(1000.5),
    "1__0.5": floating(10.5),
    "1_.5": floating(1.5),
    "1.5e+3": floating(1500.0),
    "1.5E-3": floating(0.0015),
    "5.e+3": floating(5000.0),
    "1.0e+999": floating(math.inf),
    ".inf": floating(math.inf),
    "+.iNf": floating(math.inf),
    "-.INF": floating(-math.inf),
    ".e+1": REFUSED,
    "-.e+1": REFUSED,
    **{
        text: string(text)
        for text in (
            *(".", "-.", "+.", "..", "._", "1.5e3", "1e3", "12e03", "1e+3", "1.5_0", ",1.5"),
            *("1.,5", "+.nan", "-.nan", ".infinity", "inf", "nan", "1.2.3", ".a", "1.5 ", ".e1"),
        )
    },
    # Symbols.
    ":sym": REFUSED,
    "::": REFUSED,
    ":1": REFUSED,
    ': "a"': REFUSED,
    ":": string(":"),
    ":a\nb": string(":a\nb"),
    # Days. Ruby's calendar is Julian before 15 October 1582 and lacks the ten days between.
    **{
        text: day(text)
        for text in (
            *("2020-06-11", "2020-6-1", "2020-06-1", "2020-10-1", "2020-02-29", "0000-01-01"),
            *("9999-12-31", "1500-02-29", "1582-10-04", "1582-10-15", "0100-02-29"),
        )
    },
    **{
        text: string(text)
        for text in (
            *("2020-02-30", "2021-02-29", "2020-00-10", "2020-13-10", "2020-1-0", "2020-12-32"),
            *("1582-10-05", "1582-10-14", "1500-02-30", "-2020-01-01", "20200-01-01"),
            *("2020-06-11 ", "2020-06", "2020/06/11", "2020-06-11-title", "11-06-2020"),
        )
    },
    # Times.
    **{
        text: time(text)
        for text in (
            *("2020-06-11T00:03:00Z", "2020-06-11t00:03:00Z", "2020-06-11 00:03:00"),
            *("0000-06-11T1:02:03", "2020-6-1 1:02:03", "2020-06-11  00:03:00"),
            *("2020-06-11\t \t00:03:00\tZ", "2020-06-11T00:03:00+1234"),
            *("2020-06-11T00:03:00+5", "2020-06-11T00:03:00 -05", "2020-06-11T00:03:00+05:30"),
            *("2020-06-11T00:03:00+0530", "2020-06-11T00:03:00+053", "2020-06-11T00:03:00+5:"),
            *("2020-06-11T00:03:00.25Z", "2020-06-11T00:03:00.", "2020-06-11T00:03:00.1234567+01"),
            *("2020-02-30T00:03:00Z", "2020-06-31T00:03:00Z", "2020-06-11T24:00:00Z"),
            *("2020-06-11T00:03:60Z", "2020-06-11T00:03:00+23:59", "-2020-06-11T00:03:00Z"),
            *("2020-06-11T24:00:00.5Z", "2020-06-11T00:03:00+22:99", "9999-12-31T23:59:60Z"),
        )
    },
    **{
        text: string(text)
        for text in (
            *("2020-06-11 00:03", "2020-06-11T00:03Z", "2020-06-11T00:03:00z", "2020-06-11T"),
            *("2020-06-11T24:00:01Z", "2020-06-11T25:00:00Z", "2020-06-11T00:60:00Z"),
            *("2020-06-11T00:03:61Z", "2020-00-11T00:00:00Z", "2020-13-11T00:00:00Z"),
            *("2020-01-32T00:00:00Z", "2020-01-00T00:00:00Z", "2020-06-11T00:03:00+24:00"),
            *("2020-06-11T00:03:00+23:60", "2020-06-11T00:03:00-99", "2020-06-11 T00:03:00Z"),
            *("2020-06-11T 00:03:00Z", "2020-06-11T00:03:00Z ", "2020-06-11T00:03:00 - 05"),
            *("2020-06-11T00:03:00UTC", "2020-06-11T00:03:00+053:", "2020-06-11T00:3:00Z"),
        )
    },
    "2020-06-11\t00:03:00": REFUSED,
    "2020-06-11\t00:03:00 Z": REFUSED,
}  # fmt: skip

# The table of the format's description, and what else the readers differ on.
THREE = {
    "no": (FALSE, FALSE, string("no")),
    "Yes": (TRUE, TRUE, string("Yes")),
    "on": (TRUE, TRUE, string("on")),
    "yEs": (TRUE, string("yEs"), string("yEs")),
    "nULL": (NULL, string("nULL"), string("nULL")),
    "o\ufb00": (FALSE, string("o\ufb00"), string("o\ufb00")),
    "012": (integer(10), integer(10), integer(12)),
    "0o12": (string("0o12"), string("0o12"), integer(10)),
    "1:20": (integer(4800), integer(80), string("1:20")),
    "12:30:45": (integer(45045), integer(45045), string("12:30:45")),
    "0:30": (integer(1800), string("0:30"), string("0:30")),
    "1,000": (integer(1000), string("1,000"), string("1,000")),
    "1e3": (string("1e3"), string("1e3"), floating(1000.0)),
    "12e03": (string("12e03"), string("12e03"), floating(12000.0)),
    "1.5e3": (string("1.5e3"), string("1.5e3"), floating(1500.0)),
    "09": (string("09"), string("09"), integer(9)),
    "1__0": (string("1__0"), integer(10), integer(10)),
    "-.5": (floating(-0.5), string("-.5"), floating(-0.5)),
    ".iNf": (floating(math.inf), string(".iNf"), string(".iNf")),
    "0b_": (REFUSED, REFUSED, REFUSED),
    "-_": (string("-_"), string("-_"), REFUSED),
    "2020-6-1": (day("2020-6-1"), string("2020-6-1"), string("2020-6-1")),
    "2020-06-11": (day("2020-06-11"), day("2020-06-11"), day("2020-06-11")),
    "2020-02-30": (string("2020-02-30"), REFUSED, REFUSED),
    ":sym": (REFUSED, string(":sym"), string(":sym")),
    "=": (string("="), REFUSED, string("=")),
    "<<": (string("<<"), REFUSED, string("<<")),
    "2020-06-11T00:03:00Z": (time("2020-06-11T00:03:00Z"),) * 3,
    "2020-06-11 02:03:00 +2": (
        time("2020-06-11 02:03:00 +2"),
        time("2020-06-11T00:03:00Z"),
        time("2020-06-11T00:03:00Z"),
    ),
    "2020-02-30T00:03:00Z": (time("2020-02-30T00:03:00Z"), REFUSED, REFUSED),
    "2020-06-11 00:03": (string("2020-06-11 00:03"),) * 3,
    "2020-06-11T00:03:00+0530": (
        time("2020-06-11T00:03:00+0530"),
        string("2020-06-11T00:03:00+0530"),
        string("2020-06-11T00:03:00+0530"),
    ),
    "2020-06-11T00:03:00-00:30": (
        time("2020-06-11T00:03:00-00:30"),
        time("2020-06-11T00:33:00Z"),
        time("2020-06-11T00:33:00Z"),
    ),
    "9" * 4301: (integer(LARGEST), REFUSED, REFUSED),
}

AGREED = (
    *("", "article", "news", "yesterday", "nothing", "on top", "y", "n", "~", "null"),
    *("Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "\ufb00", "Free", "=a"),
    *("<b>", "a\nno"),
    *("0", "12", "-12", "+12", "2147483648", "1.5", "-0.25", "+3.0", "0.0", "9" * 4000),
    *("2020-06-11", "2020-01-31", "1999-12-30", "2020-06-11T00:03:00Z", "1999-12-31T23:59:59Z"),
    *("2020-06-11-title", "10 things", "5G", "-foo", "+1 for this", "https://example.com/"),
    *("1st", "3D", "2020-21", "2001: A Space Odyssey", "1,000 jobs", "7\u00bd", ".NET", "24/7"),
    *("2020-06-11T00:03:00Z and later", "1.2.3-beta", "0-day", "- - -"),
)  # fmt: skip


def shown(text: str) -> str:
    """Return a test's id."""
    return repr(text) if len(text) < 40 else f"{text[:10]!r}-{text[-6:]!r}-{len(text)}"


def same(one: Reading, other: Reading) -> bool:
    """Whether two readings are equal: nan equals itself, and 1, 1.0 and True all differ."""
    return repr(one) == repr(other)


@each_case(JEKYLL.items())
def test_jekyll_reads(text: str, reading: Reading) -> None:
    assert same(jekyll(text), reading)


@each_case([".nan", ".NaN", ".nAN"])
def test_jekyll_reads_not_a_number(text: str) -> None:
    assert same(jekyll(text), floating(math.nan))


@each_case(THREE.items())
def test_three_readers(text: str, readings: tuple[Reading, Reading, Reading]) -> None:
    assert same(jekyll(text), readings[0])
    assert same(pyyaml(text), readings[1])
    assert same(yaml12(text), readings[2])


@each_case(
    [
        ("2020-06-11T00:03:00Z", "2020-06-11T00:03:00"),
        ("2020-06-11 00:03:00", "2020-06-11T00:03:00"),
        ("2020-6-1 1:02:03", "2020-06-01T01:02:03"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00"),
        ("2020-06-11T00:03:00+05:30", "2020-06-10T18:33:00"),
        ("2020-06-11T00:03:00 -0530", "2020-06-11T05:33:00"),
        ("2020-06-11T00:03:00-5", "2020-06-11T05:03:00"),
        ("2020-06-11T00:03:00+5:", "2020-06-10T19:03:00"),
        ("2020-06-11T00:03:00+053", "2020-06-10T19:00:00"),
        ("2020-06-11T00:03:00-00:30", "2020-06-10T23:33:00"),
        ("2020-06-11T00:03:00.25Z", "2020-06-11T00:03:00.250000"),
        ("2020-06-11T00:03:00.1234569Z", "2020-06-11T00:03:00.123456"),
        ("2020-06-11T00:03:00.Z", "2020-06-11T00:03:00"),
        ("2020-02-30T00:03:00Z", "2020-03-01T00:03:00"),
        ("2021-02-31T00:03:00Z", "2021-03-03T00:03:00"),
        ("2020-06-11T24:00:00Z", "2020-06-12T00:00:00"),
        ("2020-12-31T23:59:60Z", "2021-01-01T00:00:00"),
        ("2020-06-30T20:00:00-05:00", "2020-07-01T01:00:00"),
        # Ruby has a day of five bits.
        ("2020-06-31T20:00:00-05:00", "2020-05-31T01:00:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00"),
        ("2020-06-11", "2020-06-11T00:00:00"),
        ("2020-6-1", "2020-06-01T00:00:00"),
    ]
)
def test_instant(text: str, expected: str) -> None:
    assert instant(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@each_case([
        *("", "12", "soon", "2020-06-11 00:03", "2020-06-11T25:00:00Z"),
        *("2020-06-11T00:03:00+24:00", "2020-02-30", "1582-10-10", "1500-02-29", "0000-01-01"),
        *("0000-01-01T00:00:00Z", "2020-06-11T00:60:00Z"),
        *("2020-06-11\t00:03:00", "-2020-06-11T00:03:00Z", "9999-12-31T23:59:59-01:00"),
    ])  # fmt: skip
def test_no_instant(text: str) -> None:
    assert instant(text) is None


@given(st.datetimes(timezones=st.just(UTC)))
def test_instant_of_a_normal_form_is_the_moment(moment: datetime) -> None:
    text = moment.replace(tzinfo=None).isoformat() + "Z"
    assert jekyll(text) == time(text)
    assert instant(text) == moment


# Tags


@each_case(
    [
        ("tag:yaml.org,2002:str", "12", string("12")),
        ("!str", ":sym", string(":sym")),
        ("!ruby/string", "no", string("no")),
        ("!str:Foo", "12", REFUSED),
        ("tag:yaml.org,2002:int", "12", integer(12)),
        ("tag:yaml.org,2002:int", "abc", string("abc")),
        ("tag:yaml.org,2002:int", "no", FALSE),
        ("tag:yaml.org,2002:bool", "2020-06-11", day("2020-06-11")),
        ("tag:yaml.org,2002:null", "yes", TRUE),
        ("tag:yaml.org,2002:timestamp", "", NULL),
        ("tag:yaml.org,2002:seq", "012", integer(10)),
        ("!", "12", integer(12)),
        ("!mine", "no", FALSE),
        ("!mine", ":sym", REFUSED),
        ("!mine", "no\n", FALSE),
        ("tag:yaml.org,2002:python/name:os.system", "a", string("a")),
        ("!ruby/object:Foo", "12", integer(12)),
        ("!ruby/object:DateTime", "2020-06-11T00:03:00Z", REFUSED),
        ("!ruby/regexp", "/a/", REFUSED),
        ("!ruby/range", "1..2", REFUSED),
        ("!ruby/sym", "a", REFUSED),
        ("!ruby/symbol", "a", REFUSED),
        ("!ruby/class", "Date", REFUSED),
        ("tag:ruby.yaml.org,2002:sym", "a", string("a")),
        ("tag:yaml.org,2002:float", "12", floating(12.0)),
        ("!float", "1.5", floating(1.5)),
        ("!float", ".inf", floating(math.inf)),
        ("!float", "1e3", floating(1000.0)),
        ("!float", "09", floating(9.0)),
        ("!float", " 1_0 \n", floating(10.0)),
        ("!float", "1:20", floating(4800.0)),
        ("!float", "2020-06-11T00:03:00.5Z", floating(1591833780.5)),
        ("!float", "9" * 400, floating(math.inf)),
        ("!float", "1__0", REFUSED),
        ("!float", "1.", floating(1.0)),
        ("!float", "1.e3", REFUSED),
        ("!float", "abc", REFUSED),
        ("!float", "nan", REFUSED),
        ("!float", "", REFUSED),
        ("!float", "yes", REFUSED),
        ("!float", "2020-06-11", REFUSED),
        ("!float", ":sym", REFUSED),
        ("tag:yaml.org,2002:binary", "aGVsbG8=", string("hello")),
        ("!binary", "aGVs\nbG8", string("hello")),
        ("!binary", "aGVsbG8hI", string("hello!")),
        ("!binary", "gA==", string("\ufffd")),
        ("!binary", "", string("")),
    ]
)
def test_jekyll_reads_tagged(tag: str, text: str, reading: Reading) -> None:
    assert same(jekyll_tagged(text, tag), reading)


TAGS_WITH_EFFECT = (
    *("!float", "!binary", "!ruby/string", "!str", "!str:"),
    *(f"tag:yaml.org,2002:{name}" for name in ("str", "float", "binary")),
)
TAGGED_TEXTS = (
    *("", "a", "abc", "12", "-1.5", "no", "yes", "null", "no\n", "2020-06-11", "1e3", "09", "1:20"),
    *("2020-06-11T00:03:00.5Z", ":sym", "0b_", "1_0", "1__0", "1_0e1_0", " 5 ", "1.", "1.e3", ".5"),
    *(
        "5\n",
        "nan",
        ".nan",
        ".inf",
        "1e400",
        "-1e-400",
        "1.5_0",
        "_1",
        "1_",
        "aGVsbG8=",
        "aGVs bG8",
    ),
    *("aGVsbG8hI", "aGVsbG8hIQ", "$$", "gA==", "\u00e9", "9" * 400, "0x1F", "1,0"),
)
REFUSED_TAGS: dict[str, tuple[NodeKind, ...]] = {
    **dict.fromkeys(
        (
            *("!ruby/sym", "!ruby/symbol", "!ruby/sym:a", "!ruby/regexp", "!ruby/class"),
            *("!ruby/module", "!ruby/encoding"),
        ),
        ("scalar",),
    ),
    **dict.fromkeys(
        (
            *("!str:Foo", "!str:Date", "!ruby/string:Foo", "!ruby/object:BigDecimal"),
            *("!ruby/object:Complex", "!ruby/object:DateTime", "!ruby/object:Rational"),
            "!ruby/range",
        ),
        ("scalar", "mapping"),
    ),
    **dict.fromkeys(("!seq:Foo", "!seq:"), ("sequence",)),
    **dict.fromkeys(("!ruby/array:Foo", "!ruby/array:"), ("sequence", "mapping")),
    **dict.fromkeys(
        (
            *("!ruby/object", "!ruby/object:", "!ruby/object:Foo", "!ruby/object:Date"),
            *("!ruby/object:Time", "!ruby/object:OpenStruct", "!ruby/struct", "!ruby/struct:Foo"),
            *("!ruby/exception", "!ruby/exception:Foo", "!ruby/hash:", "!ruby/hash:Foo"),
            *("!ruby/hash-with-ivars", "!ruby/hash-with-ivars:Foo", "!map:", "!map:Foo"),
            *("!ruby/marshalable:Foo", "!ruby/string", "!ruby/string:", "!str", "!str:", "!set"),
            *("!omap", "tag:yaml.org,2002:set", "tag:yaml.org,2002:omap", "tag:yaml.org,2002:str"),
        ),
        ("mapping",),
    ),
    **dict.fromkeys(
        (
            *("!", "!mine", "!include", "tag:yaml.org,2002:python/name:os.system", "!date", "!STR"),
            *("tag:ruby.yaml.org,2002:object:Foo", "tag:example.com,2020:x", "!ruby/foo", "!map"),
            *("!ruby/object:Hash", "!ruby/hash", "!ruby/array", "!ruby/marshalable", "!seq"),
            *(f"tag:yaml.org,2002:{name}" for name in ("int", "null", "seq", "map", "pairs", "x")),
        ),
        (),
    ),
}
KINDS: tuple[NodeKind, ...] = ("scalar", "sequence", "mapping")


@each_case(REFUSED_TAGS.items())
def test_refused_tag(tag: str, kinds: tuple[NodeKind, ...]) -> None:
    assert tuple(kind for kind in KINDS if refused_tag(tag, kind)) == kinds


@each_case(["str", "int", "set", "omap", "binary", "merge", "timestamp"])
def test_known_tag(name: str) -> None:
    assert known_tag(f"tag:yaml.org,2002:{name}")
    assert not known_tag(name)
    assert not known_tag(f"!{name}")


def test_the_non_specific_tag_is_known() -> None:
    assert known_tag("!")


@each_case(["", "!ruby/sym", "tag:yaml.org,2002:", "tag:yaml.org,2002:python/x"])
def test_unknown_tag(tag: str) -> None:
    assert not known_tag(tag)


@each_case(["!binary", "!str", "!float", "!ruby/string"])
def test_psych_knows_tags_that_it_wrote_once(tag: str) -> None:
    assert known_tag(tag, is_psych=True)
    assert not known_tag(tag)
    assert not known_tag(f"{tag}s", is_psych=True)


# Ambiguity

DIFFERENT = [text for text, readings in THREE.items() if len(set(map(repr, readings))) > 1]
SAME_MEANING = ["2020-06-11 02:03:00 +2", "0b_"]
ORDINARY_NUMBERS = ["0", "12", "-3", "1.5", "2020-06-11", "2020-06-11T00:03:00Z"]


@pytest.mark.parametrize(("colons", "kind"), [(1000, Type.INTEGER), (1001, Type.REFUSED)])
def test_pyyaml_reads_a_base_60_number_of_a_thousand_parts(colons: int, kind: Type) -> None:
    text = "1" + ":1" * colons
    assert pyyaml(text).type is kind
    assert pyyaml_tagged(text, "tag:yaml.org,2002:int").type is kind


@each_case(list(dict.fromkeys([*AGREED, *JEKYLL])))
def test_what_is_surely_unambiguous_is_read_alike(text: str) -> None:
    if not may_be_ambiguous(text):
        assert_read_alike(text)


@each_case(dict.fromkeys([*AGREED, *ORDINARY_NUMBERS]))
def test_no_library_is_imported_for_ordinary_text(text: str) -> None:
    assert not may_be_ambiguous(text)
    assert not ambiguous(text)


@each_case(["no\n", "false\n", *(text for text in DIFFERENT if text not in SAME_MEANING)])
def test_ambiguous(text: str) -> None:
    assert may_be_ambiguous(text)
    assert ambiguous(text)


@each_case(
    [
        *SAME_MEANING,
        *("2020-06-11T00:03:00", "2020-6-1 01:02:03", "2020-06-11t00:03:00.5Z", "2020-02-29"),
        *("1_000", "0x1F", "0b11", ".inf", "-.INF", ".nan", "1.", "1.5e+3", "00", "-0.0", "0x1_0"),
        *("1-2", "1.2.3", "12:60", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        *("2020-06-11T00:03:00.1234561Z", "2020-06-11T00:03:00 +05:30"),
    ]
)
def test_not_ambiguous_after_all(text: str) -> None:
    assert not ambiguous(text)


# Texts near everything that a reader gives a type.
ALPHABET = "0123456789+-._,:eExXbBoO aAfFTtZzyYnNsSuUlLiI~=<\t\n\ufb00\u017f"
FOLDED = ("null", "true", "false", "yes", "no", "on", "off", "o\ufb00", "fal\u017fe", "ye\u017f")
NEAR = st.one_of(
    st.text(max_size=8),
    st.text(ALPHABET, max_size=12),
    st.sampled_from([*JEKYLL, *AGREED]),
    st.from_regex(r"[-+]?[0-9_,.:]{1,8}([eE][-+]?[0-9]{0,3})?", fullmatch=True),
    st.from_regex(r"[-+]?0[bBoOxX][0-9a-fA-F_,]{0,6}", fullmatch=True),
    st.from_regex(
        r"-?[0-9]{4}-[0-3]?[0-9]-[0-3]?[0-9]([Tt \t]{1,2}[0-2]?[0-9]:[0-6][0-9]:[0-6][0-9]"
        r"(\.[0-9]{0,8})?[ \t]?(Z|z|[-+][0-9]{1,2}(:?[0-9]{1,2})?)?)?",
        fullmatch=True,
    ),
    st.sampled_from(FOLDED).flatmap(
        lambda word: st.tuples(*(st.sampled_from([c, c.upper()]) for c in word)).map("".join)
    ),
    st.builds("{}\n{}".format, st.text("noyesf~ ", max_size=3), st.text("noyesf~ ", max_size=3)),
)


def assert_read_alike(text: str) -> None:
    ours = jekyll(text)
    theirs = pyyaml(text)
    assert same(theirs, yaml12(text))
    assert ours.type is theirs.type
    if ours.type is Type.TIME:
        assert f"{instant(text):%Y-%m-%dT%H:%M:%S}Z" == theirs.value
    else:
        assert same(ours, theirs)


@given(NEAR)
def test_may_be_ambiguous_misses_nothing(text: str) -> None:
    if not may_be_ambiguous(text):
        assert_read_alike(text)


def in_utc(moment: date | datetime) -> datetime:
    """Return a date's midnight, a time without a zone as UTC."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


@cache
def ruamel() -> YAML:
    return YAML(typ="safe", pure=True)


def jekyll_reads_value(source: str) -> Reading:
    root = yaml.compose(f"v: {source}\n", yaml.CSafeLoader)
    assert root is not None
    node = root.value[0][1]
    return string(node.value) if node.style else jekyll(node.value)


@given(NEAR)
def test_unambiguous_text_is_read_alike(text: str) -> None:
    reading = jekyll(text)
    written = unambiguous_text(reading, text)
    if written is None:
        assert reading.type in (Type.INTEGER, Type.DATE, Type.TIME)
        return
    assert not ambiguous(written)
    ours = jekyll_reads_value(written)
    loaded = [yaml.safe_load(f"v: {written}\n")["v"], ruamel().load(f"v: {written}\n")["v"]]
    if reading.type in (Type.DATE, Type.TIME):
        assert ours == Reading(reading.type, written)
        assert [in_utc(moment) for moment in loaded] == [instant(text)] * 2
        return
    expected = string(text) if reading.type is Type.REFUSED else reading
    assert same(ours, expected)
    assert [repr(value) for value in loaded] == [repr(expected.value)] * 2


@each_case(
    [
        ("1:20", "4800"),
        ("012", "10"),
        ("1,000", "1000"),
        ("no", "false"),
        ("nULL", "null"),
        ("1:20.5", "4830.0"),
        ("1_0.e+30", "1.0e+31"),
        ("-.5", "-0.5"),
        ("-0.", "-0.0"),
        (".iNf", ".inf"),
        ("-.Inf", "-.inf"),
        (".nAn", ".nan"),
        ("1e3", '"1e3"'),
        ("=", '"="'),
        (":sym", '":sym"'),
        (':"a"', "':\"a\"'"),
        (':"it\'s"', "':\"it''s\"'"),
        (":a\\b", "':a\\b'"),
        (":a\t\u2028\U0001f600", '":a\\U00000009\\U00002028\U0001f600"'),
        ("2020-6-1", "2020-06-01"),
        ("2020-02-30T00:03:00Z", "2020-03-01T00:03:00Z"),
        ("2020-06-11 00:03:00.5 +0200", "2020-06-10T22:03:00.500000Z"),
        ("0x" + "f" * 5000, None),
        ("1500-02-29", None),
        ("0000-01-01T00:00:00Z", None),
    ]
)
def test_unambiguous_text(text: str, written: str | None) -> None:
    assert unambiguous_text(jekyll(text), text) == written


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        *("1" * 40_000, "1:" * 20_000 + "1", "1_" * 20_000 + "x", "0" * 40_000 + "8"),
        *("0b" + "1" * 40_000, "." + "1" * 40_000 + "x", ":" * 40_000, "-" * 40_000),
        *("2020-06-11" + " " * 40_000 + "x", "2020-06-11T00:03:00" + "\t" * 40_000 + "x"),
        *("2020-06-11" + "\t" * 40_000 + "x", "2020-06-11T00:03:00." + "1" * 40_000 + "x"),
        *("n\n" * 20_000, "1," * 20_000, "1.5e+" + "1" * 40_000, "1" * 40_000 + ".5"),
    ],
    ids=shown,
)  # fmt: skip
def test_hostile_length_takes_no_quadratic_time(text: str) -> None:
    with bounded(shrunk=4):
        for tag in ("!mine", "!float", "!binary"):
            jekyll_tagged(text, tag)
        ambiguous(text)
        reading = jekyll(text)
        assert reading == jekyll_tagged(text, "!mine")
        unambiguous_text(reading, text)


# The real Psych

CORE = {
    "": NULL,
    "~": NULL,
    "NULL": NULL,
    "nULL": string("nULL"),
    "True": TRUE,
    "FALSE": FALSE,
    "yes": string("yes"),
    "012": integer(12),
    "-0": integer(0),
    "0o17": integer(15),
    "0o18": string("0o18"),
    "-0o17": string("-0o17"),
    "0xfF": integer(255),
    "0b1": string("0b1"),
    "1_000": string("1_000"),
    "1e3": floating(1000.0),
    "1.": floating(1.0),
    ".5": floating(0.5),
    "+.5E-1": floating(0.05),
    ".": string("."),
    "1e": string("1e"),
    "-.INF": floating(-math.inf),
    ".Nan": string(".Nan"),
    "1e999": floating(math.inf),
    "9" * 5000: integer(LARGEST),
    "-" + "9" * 5000: integer(-LARGEST),
    "0x" + "f" * 5000: integer(LARGEST),
    "2020-06-11": string("2020-06-11"),
    "2020-06-11T00:03:00Z": string("2020-06-11T00:03:00Z"),
    ":a": string(":a"),
    "\u0661": string("\u0661"),
}


@each_case(CORE.items())
def test_core_reads(text: str, reading: Reading) -> None:
    assert same(core(text), reading)


def test_core_reads_not_a_number() -> None:
    assert same(core(".NaN"), floating(math.nan))


@each_case([".0E0", ".5e3", "-.5e3", "+.25E10"])
def test_an_exponent_needs_no_sign_in_the_core_schema(text: str) -> None:
    # ruamel.yaml is alone with text, and so are readers of YAML 1.1.
    expected = floating(float(text))
    assert type(ruamel().load(f"v: {text}")["v"]) is str
    assert same(core(text), expected)
    assert same(yaml12(text), expected)
    assert same(jekyll(text), string(text))
    assert ambiguous(text)
    assert unambiguous_text(string(text), text) == f'"{text}"'


# What ruamel.yaml has beside the core schema: separators, signs before a base, base 2, dates.
BESIDE_CORE = re.compile(r".*_.*|[-+]?0b.*|[-+]0[ox].*|=|[0-9]{4}-[0-9]{1,2}-[0-9].*", re.DOTALL)


@given(NEAR)
def test_ruamel_reads_as_core_does(text: str) -> None:
    # Python's own conversion stops at some thousand digits. No plain scalar ends with a line break,
    # before which ruamel's patterns may end.
    if BESIDE_CORE.fullmatch(text) or len(text) > 4_000 or text.endswith("\n"):
        return
    theirs = yaml12(text)
    assert same(core(text), theirs), (text, core(text), theirs)


@given(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_core_reads_the_literals_of_json(value: object) -> None:
    assert repr(core(json.dumps(value)).value) == repr(value)


@each_case(
    [
        ("str", "12", string("12")),
        ("int", "12", integer(12)),
        ("int", "1.5", REFUSED),
        ("int", "no", REFUSED),
        ("float", "12", floating(12.0)),
        ("float", "abc", REFUSED),
        ("bool", "true", TRUE),
        ("bool", "yes", REFUSED),
        ("null", "", NULL),
        ("binary", "YWJj", string("abc")),
        ("timestamp", "2020-06-11", string("2020-06-11")),
        ("python/name:a", "1", string("1")),
    ]
)
def test_core_reads_tagged(tag: str, text: str, reading: Reading) -> None:
    assert core_tagged(text, f"tag:yaml.org,2002:{tag}") == reading


ORACLE = """
require "date"
require "json"
require "psych"

LARGEST = 10**4300 - 1

def shown(value)
  case value
  when nil then ["null", nil]
  when true, false then ["boolean", value]
  when Integer then ["integer", value.clamp(-LARGEST, LARGEST).to_s(16)]
  when Float then ["float", [value].pack("G").unpack1("H*")]
  when String then ["string", value.dup.force_encoding("UTF-8").scrub]
  when Date then ["date", value.iso8601]
  when Time then ["time", (value.to_r * 1_000_000).floor]
  when Array, Hash then [value.empty? ? "refused" : "collection", nil]
  else ["refused", nil]
  end
end

def read(form, text)
  if form == "yaml"
    return Psych.safe_load(text, permitted_classes: [Date, Time], aliases: true)["v"]
  end
  loader = Psych::ClassLoader::Restricted.new(%w[Date Time], [])
  scanner = Psych::ScalarScanner.new(loader)
  Psych::Visitors::ToRuby.new(scanner, loader).accept(Psych::Nodes::Scalar.new(text))
end

puts Psych::VERSION
STDIN.each_line do |line|
  result = begin
    shown(read(*JSON.parse(line)))
  rescue StandardError
    ["refused", nil]
  end
  puts JSON.generate(result)
end
"""

Answer: TypeAlias = tuple[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# The years 1 to 9999 in microseconds since 1970.
PYTHON_YEARS = range(-62_135_596_800_000_000, 253_402_300_800_000_000)


def ask_psych(form: str, texts: Iterable[str]) -> list[Answer]:
    """Return what Psych makes of plain scalars or, in the form `yaml`, of the value of `v`."""
    version, *answers = ask_ruby(ORACLE, [(form, text) for text in texts])
    if not version.startswith("4."):
        pytest.skip(f"the reference is Psych 4, and Ruby has Psych {version}")
    return [tuple(json.loads(answer)) for answer in answers]


def our_answer(reading: Reading, text: str) -> Answer:
    value: Any = reading.value
    if reading.type is Type.INTEGER:
        value = f"{value:x}"
    elif reading.type is Type.FLOAT:
        value = struct.pack(">d", math.nan if math.isnan(value) else value).hex()
    elif reading.type in (Type.DATE, Type.TIME):
        moment = instant(text)
        value = moment and (moment - EPOCH) // MICROSECOND
        if moment and reading.type is Type.DATE:
            value = moment.date().isoformat()
    return reading.type, value


def psych_agrees(answer: Answer, reading: Reading, text: str) -> bool:
    kind, value = our_answer(reading, text)
    if kind == answer[0] == "date" and value is None:
        return str(answer[1]).startswith("0000") or str(answer[1]).endswith("02-29")
    if kind == answer[0] == "time" and value is None:
        return answer[1] not in PYTHON_YEARS
    return bool((kind, value) == answer)


def disagreements(texts: list[str]) -> list[tuple[str, Reading, Answer]]:
    return [
        (text, jekyll(text), answer)
        for text, answer in zip(texts, ask_psych("plain", texts), strict=True)
        if not psych_agrees(answer, jekyll(text), text)
    ]


def mutated(random: Random, text: str) -> str:
    for _ in range(random.randint(1, 3)):
        at = random.randint(0, len(text))
        skipped = random.randint(0, 1)
        text = text[:at] + random.choice(["", *ALPHABET]) + text[at + skipped :]
    return text


def near_time(random: Random) -> str:
    def number(digits: int, largest: int) -> str:
        return str(random.randint(0, largest)).zfill(random.choice([1, digits, digits, digits]))

    day = f"{random.choice(['-', *[''] * 9])}{random.randint(0, 9999):04}"
    day += f"-{number(2, 13)}-{number(2, 32)}"
    if random.random() < 0.2:
        return day
    gap = random.choice(["T", "T", "t", " ", " ", "  ", "\t", "\t "])
    clock = f"{number(2, 25)}:{number(2, 60).zfill(2)}:{number(2, 61).zfill(2)}"
    fraction = random.choice(["", "", ".", f".{random.randint(0, 10**8)}"])
    hours, minutes = number(2, 25), number(2, 70)
    zone = random.choice(["", "Z", " Z", "z", hours, f"{hours}:", f"{hours}:{minutes}", minutes])
    sign = random.choice("+-") if zone[:1].isdigit() else ""
    return f"{day}{gap}{clock}{fraction}{random.choice(['', '', ' '])}{sign}{zone}"


@pytest.mark.slow
def test_psych_agrees_near_every_form() -> None:
    random = Random(2020)  # noqa: S311
    known = [*JEKYLL, *THREE, *AGREED]
    texts = [
        *known,
        *("".join(random.choices(ALPHABET, k=random.randint(1, 6))) for _ in range(3_000)),
        *(mutated(random, random.choice(known)) for _ in range(6_000)),
        *(near_time(random) for _ in range(3_000)),
        *(
            f"{y:04}-{m}-{d:02}"
            for y in (0, 1500, 1582, 1900, 2020)
            for m in (2, 10)
            for d in range(33)
        ),
        *(f"0.{random.getrandbits(k)}e{random.randint(-330, 330):+}" for k in range(1, 400)),
        *(
            "".join(c.upper() if random.random() < 0.5 else c for c in w)
            for w in FOLDED
            for _ in "abcd"
        ),
        *("\n".join(lines) for lines in product(("", "y", "no", "on", "~", "null", "x"), repeat=2)),
    ]
    assert disagreements(list(dict.fromkeys(texts))) == []


def plain_scalars(text: str) -> Iterator[str]:
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
                yield event.value
    except yaml.YAMLError:
        pass  # What comes before the error was taken.


@pytest.mark.slow
@on_each_site
def test_psych_agrees_on_a_site(folder: Path) -> None:
    texts = {
        scalar
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".md", ".html", ".yml")
        for scalar in plain_scalars(path.read_text("utf-8").removeprefix("---").split("\n---")[0])
    }
    assert len(texts) > {OWN: 100, REAL: 1_000}[folder]
    assert disagreements(sorted(texts)) == []


@pytest.mark.parametrize(
    ("kind", "contents", "kept"),
    [
        ("scalar", "a", "string"),
        ("sequence", "[{a: 1}]", "collection"),
        ("mapping", "{a: 1}", "collection"),
    ],
)
def test_psych_agrees_on_refused_tags(kind: NodeKind, contents: str, kept: str) -> None:
    answers = ask_psych("yaml", [f"v: {written(tag)} {contents}" for tag in REFUSED_TAGS])
    given = dict(zip(REFUSED_TAGS, answers, strict=True))
    refused = [tag for tag, answer in given.items() if answer[0] != kept]
    assert refused == [tag for tag, kinds in REFUSED_TAGS.items() if kind in kinds]


def written(tag: str) -> str:
    return tag if tag == "!" else f"!<{tag}>"


@pytest.mark.slow
def test_psych_agrees_on_tagged_scalars() -> None:
    rows = [
        (text, tag)
        for tag in (*REFUSED_TAGS, *TAGS_WITH_EFFECT)
        for text in TAGGED_TEXTS
        # There Psych gives nil.
        if text or tag not in ("!ruby/class", "!ruby/module")
    ]
    sources = [f"v: {written(tag)} {json.dumps(text)}" for text, tag in rows]
    assert [
        (text, tag, jekyll_tagged(text, tag), answer)
        for (text, tag), answer in zip(rows, ask_psych("yaml", sources), strict=True)
        if not psych_agrees(answer, jekyll_tagged(text, tag), text)
    ] == []
