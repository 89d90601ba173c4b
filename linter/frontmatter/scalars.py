"""How a YAML scalar is typed by Jekyll, by PyYAML and by YAML 1.2 parsers.

Jekyll reads front matter with Ruby's Psych, as
`Psych.safe_load(text, permitted_classes: [Date, Time], aliases: true)`. What is said here about
Psych is the measured behaviour of version 4.0.4; the tests compare with the real one wherever
Ruby is installed. PyYAML stands for its `SafeLoader`, YAML 1.2 for ruamel.yaml, and for sites that
are read as YAML 1.2 for its core schema.

A *plain* scalar has no quotes and no tag. Quoted scalars without a tag are strings everywhere.
"""

import functools
import math
import re
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum, auto
from typing import Any, Literal, NamedTuple

NodeKind = Literal["scalar", "sequence", "mapping"]


class Dialect(StrEnum):
    """How a site's programs type YAML scalars."""

    JEKYLL = "jekyll"
    """As Psych does for Jekyll: YAML 1.1 with Ruby's own ways."""
    YAML_1_2 = "yaml-1.2"
    """By the core schema of YAML 1.2, as Hugo and most other generators do. Dates stay text."""

    @property
    def reader(self) -> str:
        """Who reads so, for messages."""
        return "Jekyll" if self is Dialect.JEKYLL else "YAML 1.2"

    @property
    def has_times(self) -> bool:
        """Whether dates and times without quotes are no text."""
        return self is Dialect.JEKYLL


class Type(StrEnum):
    """What a reader makes of a scalar; `REFUSED` where it raises an error instead."""

    STRING = auto()
    INTEGER = auto()
    FLOAT = auto()
    BOOLEAN = auto()
    NULL = auto()
    DATE = auto()
    TIME = auto()
    REFUSED = auto()


class Reading(NamedTuple):
    """A scalar as one reader types it.

    The `value` of a date or time is text: the source text from `jekyll`, for JSON Schema to
    check; a normal form of the day or instant from `pyyaml` and `yaml12`. An integer of more than
    4,300 digits, which Python does not print, is cut to the nearest one of 4,300. A refused
    scalar has the value None.
    """

    type: Type
    value: str | int | float | bool | None


# Bound once: an attribute of an enumeration is slow to look up for every scalar of a site.
_STRING = Type.STRING
_INTEGER = Type.INTEGER
_TIME = Type.TIME

_NULL = Reading(Type.NULL, None)
_TRUE = Reading(type=Type.BOOLEAN, value=True)
_FALSE = Reading(type=Type.BOOLEAN, value=False)
_REFUSED = Reading(Type.REFUSED, None)

_MAX_DIGITS = 4300
_LARGEST: int = 10**_MAX_DIGITS - 1

_WORDS = {
    "~": _NULL,
    "null": _NULL,
    **dict.fromkeys(("yes", "true", "on"), _TRUE),
    **dict.fromkeys(("no", "false", "off"), _FALSE),
}
_WORD_START = frozenset("ytonfYTONF~")
_LONGEST_WORD = 5
_WORDS_IN_LINES = (
    (re.compile(r"^[^ytonf~]", re.MULTILINE), None),
    (re.compile(r"^null$", re.MULTILINE), _NULL),
    (re.compile(r"^(?:yes|true|on)$", re.MULTILINE), _TRUE),
    (re.compile(r"^(?:no|false|off)$", re.MULTILINE), _FALSE),
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000  # in microseconds, as all times here
_DAY = 86_400 * _SECOND
_MONTHS = range(1, 13)
_SHORT_MONTHS = (2, 4, 6, 9, 11)
_DAYS = range(1, 32)
_HOURS = range(24)
_MINUTES = range(60)
_SECONDS = range(61)
_MIDNIGHT_AFTER = (24, 0, 0)

_NUMBER_START = frozenset("0123456789+-.:")
_RFC3339 = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
)
_DAY_FORM = r"(?P<year>-?[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
_CLOCK_FORM = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]*))?"
    r"(?:[ \t\r\f\v]*(?:Z|(?P<offset>[-+](?:[0-9]{1,4}|[0-9]{1,2}:(?:[0-9]{2})?))))?"
)
_TIME_FORM = re.compile(rf"{_DAY_FORM}(?:[Tt]|[\t\r\f\v]* [ \t\r\f\v]*){_CLOCK_FORM}")
_CRASHING_TIME_FORM = re.compile(rf"{_DAY_FORM}[\t\r\f\v]+{_CLOCK_FORM}")
_DATE_FORM = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_BASE_60 = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}(?P<fraction>\.[0-9_]*)?")
_DECIMAL = re.compile(
    r"[-+]?(?P<whole>[0-9][0-9_,]*)?\.(?P<fraction>[0-9]*)(?P<exponent>[eE][-+][0-9]+)?"
)
_WHOLE = re.compile(
    r"(?P<sign>[-+]?)(?:(?P<ten>[1-9](?:[_,]?[0-9])*)|0(?P<eight>[0-7_,]*)"
    r"|0b(?P<two>[01_,]+)|0x(?P<sixteen>[0-9a-fA-F_,]+))"
)
_BASES = {"two": 2, "eight": 8, "ten": 10, "sixteen": 16}
_SPECIAL_FLOATS = {".inf": math.inf, "+.inf": math.inf, "-.inf": -math.inf, ".nan": math.nan}
_RUBY_DIGITS = r"[0-9]+(?:_[0-9]+)*"
_INTEGER_START = re.compile(rf"[-+]?{_RUBY_DIGITS}")
_FLOAT_START = re.compile(rf"[-+]?{_RUBY_DIGITS}(?:\.{_RUBY_DIGITS})?")
_RUBY_FLOAT = re.compile(
    rf"\s*[-+]?(?:{_RUBY_DIGITS}(?:\.{_RUBY_DIGITS})?|\.{_RUBY_DIGITS})"
    rf"(?:[eE][-+]?{_RUBY_DIGITS})?\s*",
    re.ASCII,
)


def jekyll(text: str) -> Reading:
    """Return how Jekyll's Psych types the plain scalar `text`.

    Symbols (`:name`) are refused, because Jekyll permits dates and times only beside the basic
    types; so are the few texts that crash Psych: `0b_`, `.e+1`, a tab between day and time.
    """
    if not text:
        return _NULL
    first = text[0]
    if first in _NUMBER_START:
        return _number_or_date(text)
    if first in _WORD_START and len(text) <= _LONGEST_WORD:
        return _word(text)
    return Reading(_STRING, text)


def _word(text: str) -> Reading:
    """Type a text of up to five characters. Psych ignores case, as Unicode folds it."""
    folded = text.casefold()
    if "\n" not in folded:
        return _WORDS.get(folded) or Reading(_STRING, text)
    # Psych takes a text of several lines by any of its lines.
    for pattern, reading in _WORDS_IN_LINES:
        if pattern.search(folded):
            return reading or Reading(_STRING, text)
    return Reading(_STRING, text)


def _number_or_date(text: str) -> Reading:
    """Type a text that starts with a digit, a sign, a point or a colon."""
    if text.isdigit() and text.isascii() and (text[0] != "0" or text == "0"):
        return Reading(_INTEGER, _integer(text))
    if _RFC3339.fullmatch(text):
        return Reading(_TIME, text)
    if "\n" in text or text == ":":
        return Reading(_STRING, text)
    if text[0] == ":":
        return _REFUSED
    for read in (_whole, _decimal, _date, _time, _base_60, _special_float):
        reading = read(text)
        if reading:
            return reading
    return Reading(_STRING, text)


def _time(text: str) -> Reading | None:
    match = _TIME_FORM.fullmatch(text)
    if match and _microseconds(match) is not None:
        return Reading(_TIME, text)
    return _REFUSED if _CRASHING_TIME_FORM.fullmatch(text) else None


def _microseconds(match: re.Match[str]) -> int | None:
    """Return the time since 1970 of a match of `_TIME_FORM`; None where Psych leaves it text.

    As in Ruby, days up to 31 roll over into the next month, 24:00:00 into the next day and a
    60th second into the next minute. Digits after the sixth of a fraction are cut off.
    """
    month, day = int(match["month"]), int(match["day"])
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"])
    if hour not in _HOURS and (hour, minute, second) != _MIDNIGHT_AFTER:
        return None
    if month not in _MONTHS or day not in _DAYS or minute not in _MINUTES or second not in _SECONDS:
        return None
    offset = _offset(match["offset"] or "+0")
    if abs(offset) >= _DAY:
        return None
    clock = (hour * 3600 + minute * 60 + second) * _SECOND - offset
    if day == _DAYS[-1] and month in _SHORT_MONTHS and offset < 0 and clock >= _DAY:
        day -= 32  # Ruby keeps the day in five bits, so the day after a 31st is day 0
    # The calendar repeats every 400 years, which brings any year into the range that Python has.
    cycles, year = divmod(int(match["year"]) - 1, 400)
    days = date(year + 1, month, 1).toordinal() + cycles * 146_097 + day - 1 - _EPOCH.toordinal()
    fraction = (match["fraction"] or "0")[:6].ljust(6, "0")
    return days * _DAY + clock + int(fraction)


def _offset(text: str) -> int:
    """Return an offset such as `+05:30` or `+0530`; Psych takes `-00:30` for 30 minutes."""
    hours, colon, minutes = text.partition(":")
    if not colon:
        hours, minutes = text[:3], text[3:]
    sign = -1 if int(hours) < 0 else 1
    return (int(hours) * 3600 + sign * int(minutes or "0") * 60) * _SECOND


def _date(text: str) -> Reading | None:
    match = _DATE_FORM.fullmatch(text)
    if not match:
        return None
    year, month, day = map(int, match.groups())
    if (1582, 10, 5) <= (year, month, day) <= (1582, 10, 14):
        return None
    # Ruby's Date is Julian before October 1582: every fourth year is a leap year, as is 2000.
    year = year if (year, month) >= (1582, 10) else 2000 + year % 4
    return Reading(Type.DATE, text) if _calendar_day(year, month, day) else None


def _calendar_day(year: int, month: int, day: int) -> datetime | None:
    """Return the midnight in UTC of a day, None if Python's calendar has no such day."""
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _special_float(text: str) -> Reading | None:
    value = _SPECIAL_FLOATS.get(text.lower())
    return None if value is None else Reading(Type.FLOAT, value)


def _base_60(text: str) -> Reading | None:
    """Type `12:30:45`. Psych takes two parts for hours and minutes, not minutes and seconds."""
    match = _BASE_60.fullmatch(text)
    if not match:
        return None
    parts = list(zip(text.split(":"), (3600, 60, 1), strict=False))
    if match["fraction"] is None:
        return Reading(_INTEGER, _cut(sum(_integer_start(part) * unit for part, unit in parts)))
    total = 0.0
    for part, unit in parts:
        total += _float_start(part) * unit  # not sum(), which rounds better than Ruby
    return Reading(Type.FLOAT, total)


def _integer_start(text: str) -> int:
    """Convert as Ruby's `String#to_i` does: up to what is no digit or doubled underscore."""
    match = _INTEGER_START.match(text)
    return _integer(match[0].replace("_", "")) if match else 0


def _float_start(text: str) -> float:
    """Convert as Ruby's `String#to_f` does."""
    match = _FLOAT_START.match(text)
    return float(match[0]) if match else 0.0


def _decimal(text: str) -> Reading | None:
    match = _DECIMAL.fullmatch(text)
    if not match:
        return None
    if match["whole"] or match["fraction"]:
        return Reading(Type.FLOAT, float(_without_separators(text)))
    return _REFUSED if match["exponent"] else None


def _whole(text: str) -> Reading | None:
    match = _WHOLE.fullmatch(text)
    if not match or not match.lastgroup:
        return None
    base = _BASES[match.lastgroup]
    digits = _without_separators(match[match.lastgroup])
    if not digits:
        return Reading(_INTEGER, 0) if base == _BASES["eight"] else _REFUSED
    signed = match["sign"] + digits
    return Reading(_INTEGER, _integer(signed) if base == _BASES["ten"] else _cut(int(signed, base)))


def _without_separators(text: str) -> str:
    return text.replace("_", "").replace(",", "")


def _integer(digits: str) -> int:
    """Convert decimal digits, with or without a sign, to an integer cut to `_LARGEST`."""
    if len(digits) <= _MAX_DIGITS:
        return int(digits)
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-0")
    return sign * (_LARGEST if len(digits) > _MAX_DIGITS else int(digits or "0"))


def _cut(number: int) -> int:
    return max(-_LARGEST, min(number, _LARGEST))


def instant(text: str) -> datetime | None:
    """Return the instant, in UTC, of a date or time as Psych reads it, to the microsecond.

    A time without a zone is UTC, a date its midnight in UTC; 30 February at some time is 1 March.
    None if Psych reads neither a date nor a time, or it lies outside the years 1 to 9999.
    """
    match = _TIME_FORM.fullmatch(text)
    if match:
        microseconds = _microseconds(match)
        try:
            return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)
        except OverflowError:
            return None
    match = _DATE_FORM.fullmatch(text)
    return _calendar_day(*map(int, match.groups())) if match and _date(text) else None


_YAML_ORG = "tag:yaml.org,2002:"
_STANDARD_TAGS = frozenset(
    _YAML_ORG + name
    for name in (
        *("binary", "bool", "float", "int", "map", "merge", "null", "omap", "pairs", "seq", "set"),
        *("str", "timestamp", "value", "yaml"),
    )
)
_CORE_TAGS = {
    f"{_YAML_ORG}null": Type.NULL,
    f"{_YAML_ORG}bool": Type.BOOLEAN,
    f"{_YAML_ORG}int": Type.INTEGER,
    f"{_YAML_ORG}float": Type.FLOAT,
}
_TEXT_TAGS = frozenset((f"{_YAML_ORG}str", "!str", "!str:", "!ruby/string", "!ruby/string:"))
_FLOAT_TAGS = frozenset((f"{_YAML_ORG}float", "!float"))
_BINARY_TAGS = frozenset((f"{_YAML_ORG}binary", "!binary"))
_REFUSED_TAGS: dict[NodeKind, re.Pattern[str]] = {
    "scalar": re.compile(
        r"!(?:str|ruby/string):.+|!ruby/(?:sym.*|class|encoding|module|range|regexp"
        r"|object:(?:BigDecimal|Complex|DateTime|Rational))"
    ),
    "sequence": re.compile(r"!(?:seq|ruby/array):.*"),
    "mapping": re.compile(
        r"(?:!|tag:yaml\.org,2002:)(?:omap|set|str)"
        r"|!(?:map|str|ruby/(?:array|hash|hash-with-ivars|marshalable|string)):.*"
        r"|!ruby/(?:string|range|hash-with-ivars|(?:exception|struct|object(?!:?Hash$)).*)"
    ),
}


_CORE_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), _NULL),
    **dict.fromkeys(("true", "True", "TRUE"), _TRUE),
    **dict.fromkeys(("false", "False", "FALSE"), _FALSE),
}
_CORE_INTEGER = re.compile(r"(?P<ten>[-+]?[0-9]+)|0o(?P<eight>[0-7]+)|0x(?P<sixteen>[0-9a-fA-F]+)")
_CORE_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_CORE_SPECIAL_FLOAT = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def core(text: str) -> Reading:
    """Return how the core schema of YAML 1.2 types the plain scalar `text`.

    YAML 1.2.2, section 10.3.2. JSON's literals are typed alike by it.
    """
    word = _CORE_WORDS.get(text)
    if word is not None:
        return word
    if text[0] not in _NUMBER_START:
        return Reading(_STRING, text)
    match = _CORE_INTEGER.fullmatch(text)
    if match and match.lastgroup:
        base, digits = _BASES[match.lastgroup], match[match.lastgroup]
        number = _integer(digits) if base == _BASES["ten"] else _cut(int(digits, base))
        return Reading(_INTEGER, number)
    if _CORE_FLOAT.fullmatch(text):
        return Reading(Type.FLOAT, float(text))
    if _CORE_SPECIAL_FLOAT.fullmatch(text):
        return Reading(Type.FLOAT, float(text.replace(".", "")))
    return Reading(_STRING, text)


def core_tagged(text: str, tag: str) -> Reading:
    """Return how a YAML 1.2 reader types a scalar that has an explicit tag, quoted or not.

    A text that is not of the type that the tag names is refused. Under tags without a type in the
    core schema, unknown ones among them, it is text; base64 data is decoded as in `jekyll_tagged`.
    """
    wanted = _CORE_TAGS.get(tag)
    if wanted is None:
        return Reading(_STRING, _base64_text(text) if tag in _BINARY_TAGS else text)
    reading = core(text)
    if wanted is Type.FLOAT and reading.type is _INTEGER:
        return Reading(Type.FLOAT, float(str(reading.value)))
    return reading if reading.type is wanted else _REFUSED


def plain(text: str, dialect: Dialect) -> Reading:
    """Return how a dialect types the plain scalar `text`."""
    return jekyll(text) if dialect is Dialect.JEKYLL else core(text)


def tagged(text: str, tag: str, dialect: Dialect) -> Reading:
    """Return how a dialect types a scalar that has an explicit tag, quoted or not."""
    return jekyll_tagged(text, tag) if dialect is Dialect.JEKYLL else core_tagged(text, tag)


def known_tag(tag: str) -> bool:
    """Return whether YAML itself defines `tag`: a type of yaml.org, or the non-specific `!`.

    `tag` is the whole tag: `tag:yaml.org,2002:str` for what is written `!!str`.
    """
    return tag in _STANDARD_TAGS or tag == "!"


def refused_tag(tag: str, kind: NodeKind) -> bool:
    """Return whether `tag`, a whole tag, makes Psych raise an error on a node of this kind.

    Psych refuses the Ruby classes that Jekyll does not permit. Tags that it does not know,
    Python's among them, it ignores. Those that turn a node into something that is not data
    (`!ruby/class`, `!ruby/object:Date`) or lose what a mapping holds count as refused too.
    What depends on the text besides (`!!float abc`), `jekyll_tagged` knows.
    """
    return _REFUSED_TAGS[kind].fullmatch(tag) is not None


def jekyll_tagged(text: str, tag: str) -> Reading:
    """Return how Psych types a scalar that has an explicit tag, quoted or not.

    `tag` is the whole tag. Only the tags for text, floats and base64 data have an effect; under
    any other (`!!int`, `!!bool`, `!`, unknown ones) the text is typed as if it were plain,
    even in quotes: `!!int "no"` is false. Bytes that are not UTF-8 become U+FFFD. Hexadecimal
    floats, which Ruby reads, count as refused.
    """
    if refused_tag(tag, "scalar"):
        return _REFUSED
    if tag in _TEXT_TAGS:
        return Reading(_STRING, text)
    if tag in _BINARY_TAGS:
        return Reading(_STRING, _base64_text(text))
    reading = jekyll(text)
    return _as_float(reading) if tag in _FLOAT_TAGS else reading


def _base64_text(text: str) -> str:
    """Decode as Ruby does: skip foreign characters, end at the padding, drop a lone last digit."""
    digits = re.sub(r"[^A-Za-z0-9+/]", "", text.partition("=")[0])
    whole = digits[: len(digits) - (len(digits) % 4 == 1)]
    return b64decode(whole + "=" * (-len(whole) % 4)).decode(errors="replace")


def _as_float(reading: Reading) -> Reading:
    """Convert as Ruby's `Float()` does: a time to seconds, a number beyond the range to ∞."""
    kind, text = reading.type, str(reading.value)
    if kind in (Type.INTEGER, Type.FLOAT) or (kind is _STRING and _RUBY_FLOAT.fullmatch(text)):
        return Reading(Type.FLOAT, float(text))
    match = _TIME_FORM.fullmatch(text)
    if kind is _TIME and match:
        return Reading(Type.FLOAT, (_microseconds(match) or 0) / _SECOND)
    return _REFUSED


# PyYAML's arithmetic takes quadratic time on base 60 numbers of more parts than this.
_MOST_PARTS = 1000
_TYPES = {
    str: Type.STRING,
    int: Type.INTEGER,
    float: Type.FLOAT,
    bool: Type.BOOLEAN,
    type(None): Type.NULL,
    date: Type.DATE,
    datetime: Type.TIME,
}
_UNTYPED_12 = frozenset(("=", "<<", "!", "&", "*"))
_UNSIGNED_EXPONENT = re.compile(r"[-+]?\.[0-9]+[eE][0-9]+")


def pyyaml(text: str) -> Reading:
    """Return how PyYAML's `SafeLoader` reads the plain scalar `text`.

    A base 60 number of more than a thousand parts counts as refused.
    """
    if text.count(":") > _MOST_PARTS and may_be_ambiguous(text):
        return _REFUSED
    return _library_reading(_pyyaml_construct(), text)


def yaml12(text: str) -> Reading:
    """Return how ruamel.yaml reads the plain scalar `text` as YAML 1.2, its default.

    It types times although YAML 1.2 has none. `=` and `<<` are strings, as YAML 1.2 and
    ruamel's round-trip loader have them; its safe loader raises an error. `.5e3` is a number, as
    the core schema has it; ruamel.yaml wants `.5e+3`, from 0.18.14 to 0.19.1 at least.
    """
    if text in _UNTYPED_12:
        return Reading(_STRING, text)
    if _UNSIGNED_EXPONENT.fullmatch(text):
        return core(text)
    return _library_reading(_yaml12_construct(), text)


@functools.cache
def _pyyaml_construct() -> Callable[[str], object]:
    import yaml

    loader: Any = yaml.SafeLoader("")

    def construct(text: str) -> object:
        tag = loader.resolve(yaml.ScalarNode, text, (True, False))
        return loader.construct_document(yaml.ScalarNode(tag, text))

    return construct


@functools.cache
def _yaml12_construct() -> Callable[[str], object]:
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import ScalarNode

    loader = YAML(typ="safe", pure=True)

    def construct(text: str) -> object:
        tag = loader.resolver.resolve(ScalarNode, text, (True, False))
        return loader.constructor.construct_document(ScalarNode(tag, text))

    return construct


def _library_reading(construct: Callable[[str], object], text: str) -> Reading:
    try:
        return _reading_of(construct(text))
    except Exception:  # noqa: BLE001 - whatever a library raises, it does not read the text
        return _REFUSED


def _reading_of(value: Any) -> Reading:
    kind = _TYPES[type(value)]
    if kind is _TIME:
        return Reading(kind, _time_text(value))
    if kind is Type.DATE:
        return Reading(kind, value.isoformat())
    return Reading(kind, _cut(value) if kind is _INTEGER else value)


def _time_text(moment: datetime) -> str:
    """Return `YYYY-MM-DDThh:mm:ssZ`, with a fraction if there is one; no zone means UTC."""
    if moment.tzinfo:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat() + "Z"


_AGREED_WORDS = frozenset(
    ("~", *(form(w) for w in ("null", "true", "false") for form in (str, str.title, str.upper)))
)
_AGREED_NUMBER = re.compile(
    r"[-+]?(?:0|[1-9][0-9]{0,4000})(?:\.[0-9]+)?"
    r"|(?:1[6-9]|[2-9][0-9])[0-9]{2}"
    r"-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    r"|(?:0[13578]|1[02])-31)"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?"
)
_NUMBER_LIKE = re.compile(
    r"[-+]?[0-9._,:]+(?:[eE][-+]?[0-9]*)?|[-+]?0[box][0-9a-fA-F_,]*|[-+]?\.(?i:inf|nan)"
    r"|-?[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s][-+0-9:.Z\s]*)?|:.+",
    re.DOTALL,
)


def may_be_ambiguous(text: str) -> bool:
    """Return False only if the three readers surely agree on the plain scalar `text`.

    Cheap: a test to run on every scalar before `ambiguous`, which loads two libraries.
    """
    first = text[:1]
    if first in _NUMBER_START:
        if _AGREED_NUMBER.fullmatch(text):
            return False
        return _NUMBER_LIKE.fullmatch(text.removesuffix("\n")) is not None
    if first in _WORD_START:
        if len(text) > _LONGEST_WORD + len("\n") or text in _AGREED_WORDS:
            return False
        return "\n" in text or text.casefold() in _WORDS
    return text in _UNTYPED_12


def ambiguous(text: str, dialect: Dialect = Dialect.JEKYLL) -> bool:
    """Return whether Jekyll, PyYAML and YAML 1.2 give the plain scalar another type or value.

    Dates are compared by day, times by instant to the microsecond. To a site that YAML 1.2 is read
    for, Jekyll is nothing: there the core schema is compared with PyYAML, which stands for YAML
    1.1, and dates are no other type, as the site makes dates of text.
    """
    if not may_be_ambiguous(text):
        return False
    if dialect is Dialect.YAML_1_2:
        theirs = pyyaml(text)
        return theirs.type not in (Type.DATE, _TIME) and repr(core(text)) != repr(theirs)
    ours = jekyll(text)
    if ours.type in (Type.DATE, Type.TIME):
        ours = ours._replace(value=_moment_text(ours.type, text))
    # By representation, because 1 equals True and nan does not equal nan.
    return any(repr(ours) != repr(theirs) for theirs in (pyyaml(text), yaml12(text)))


_DISPUTED = re.compile(r"[-+]?(?:0[bx]?[0-9a-fA-F_]+|[0-9._]*_[0-9._]*|[0-9._]+[eE][-+]?[0-9]+)")


def disputed(text: str) -> bool:
    """Return whether readers of YAML 1.2 themselves may differ over the plain scalar `text`.

    Few keep to the core schema to the letter. Hugo 0.168 reads `012` as ten, `09` and `1e3` as
    text, `1_000` and `0b11` as numbers (measured).
    """
    return _DISPUTED.fullmatch(text) is not None


def unambiguous_text(reading: Reading, text: str) -> str | None:
    """Return how to write `reading`, what a dialect makes of `text`, so that all agree.

    A refused text is quoted, which makes it a string. None if there is no such form: a number of
    more than 4,300 digits, a year before 1 or after 9999, a 29 February that only Ruby knows.
    """
    match reading:
        case Reading(Type.NULL):
            return "null"
        case Reading(Type.BOOLEAN, value):
            return "true" if value else "false"
        case Reading(Type.INTEGER, value):
            return None if value in (_LARGEST, -_LARGEST) else str(value)
        case Reading(Type.FLOAT, float() as value):
            return _float_text(value)
        case Reading(Type.DATE | Type.TIME as kind):
            return _moment_text(kind, text)
    return _quoted(text)


def _moment_text(kind: Type, text: str) -> str | None:
    moment = instant(text)
    if moment is None:
        return None
    return moment.date().isoformat() if kind is Type.DATE else _time_text(moment)


def _float_text(number: float) -> str:
    """Return a float with a point and a sign in the exponent, which the three all need."""
    if not math.isfinite(number):
        return ".nan" if math.isnan(number) else ".inf" if number > 0 else "-.inf"
    mantissa, e, exponent = repr(number).partition("e")
    return (mantissa if "." in mantissa else f"{mantissa}.0") + e + exponent


def _quoted(text: str) -> str:
    """Return a quoted scalar, with escapes only if some character is not printable."""
    if text.isprintable():
        if '"' not in text and "\\" not in text:
            return f'"{text}"'
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"
