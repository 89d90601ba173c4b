"""Jekyll as the judge: what the linter lets pass builds to what it read; what breaks is found.

A small site, built by the real Jekyll, prints fields of articles as JSON: numbers and links as they
stand, texts escaped, as the real sites do. How front matter is read is compared with Psych in
tests/frontmatter/test_document.py; here the whole way to the page of the API is gone.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import pytest

from linter.config.settings import Settings
from linter.core.diagnostic import Severity
from linter.core.values import Value
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.times import instant
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.schema.schema import builtin
from tests.jekyll_builds import Jekyll

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_bytes()

SITE = Path(__file__).parent / "site"
SITE_URL = "https://site.example/ai"
SETTINGS = Settings()

URLS = ("webUrl", "ampWebUrl", "cdnAmpWebUrl", "originalUrl")
DAYS = ("publishedDateTime", "updatedDateTime")


class Build(NamedTuple):
    """What Jekyll made: its exit code, its messages, and the folder that it wrote."""

    code: int
    log: str
    folder: Path

    def text(self, name: str) -> str | None:
        """Return an article's own page of the API; None where there is none."""
        page = self.folder / "api" / "news" / Path(name).with_suffix(".json")
        return page.read_text(encoding="utf-8", errors="replace") if page.is_file() else None

    def article(self, name: str) -> Any:
        """Return the values on an article's own page.

        Raises:
            AssertionError: there is no such page.
            ValueError: the page is no JSON.

        """
        text = self.text(name)
        assert text is not None, f"Jekyll made no page of {name}"
        return read_json(text)

    def collection(self) -> Any:
        """Return the page of all articles.

        Raises:
            ValueError: the page is no JSON.

        """
        return read_json((self.folder / "api" / "news.json").read_text(encoding="utf-8"))


def build(jekyll: Jekyll, folder: Path, articles: Mapping[str, bytes]) -> Build:
    """Build the site from articles, given by file name, in an empty folder."""
    source = folder / "source"
    shutil.copytree(SITE, source)
    (source / "_news").mkdir()
    for name, data in articles.items():
        (source / "_news" / name).write_bytes(data)
    output = folder / "output"
    return Build(*jekyll.build(source, output), output)


def read_json(text: str) -> Any:
    """Read JSON as RFC 8259 has it, which Python's reader widens by `NaN` and `Infinity`.

    Raises:
        ValueError: it is no JSON.

    """
    return json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def errors(name: str, data: bytes) -> set[str]:
    """Return the codes of the errors that the linter finds in an article."""
    found = lint(decode(f"_news/{name}", data), builtin("article"), SETTINGS).diagnostics
    return {diagnostic.code for diagnostic in found if diagnostic.severity is Severity.ERROR}


def seen(name: str, data: bytes) -> Any:
    """Return what the templates should print of an article, going by what the linter read."""
    return _item(Document(decode(f"_news/{name}", data)).data)


def _item(value: Value) -> dict[str, Any]:
    item = _mapping(value)
    provider = _mapping(item.get("provider"))
    return {
        "category": item.get("category", ""),
        "title": item.get("title"),
        "excerpt": item.get("excerpt"),
        **{key: _day(item.get(key)) for key in DAYS},
        **{key: item.get(key, "") for key in URLS},
        "type": item.get("type", ""),
        "locale": item.get("locale", "en-us"),
        "quality": item.get("quality", 0),
        "heat": item.get("heat", 0),
        "featuredContent": item.get("featuredContent"),
        "provider": {
            "name": provider.get("name"),
            "domain": provider.get("domain", ""),
            "authors": provider.get("authors"),
            "images": _images(provider.get("images")),
        },
        "topics": item.get("topics"),
        "images": _images(item.get("images")),
        "secured": item.get("secured", ""),
        "related": [_item(related) for related in _list(item.get("related"))],
    }


def _images(value: Value) -> list[dict[str, Any]]:
    return [
        {
            "url": _absolute(image["url"]),
            "width": image["width"],
            "height": image["height"],
            "isCached": image.get("isCached", False),
            "title": image.get("title"),
            "attribution": image.get("attribution"),
            "quality": image.get("quality", 100),
        }
        for image in map(_mapping, _list(value))
    ]


def _absolute(url: Value) -> str:
    assert isinstance(url, str)
    return f"{SITE_URL}{url}" if url.startswith("/") else url


def _day(value: Value) -> str:
    """Return a time as Ruby prints it."""
    if value is None:
        return ""
    moment = instant(str(value))
    assert moment is not None
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def _mapping(value: Value) -> dict[str, Value]:
    assert isinstance(value, dict | None)
    return value or {}


def _list(value: Value) -> Iterable[Value]:
    assert isinstance(value, list | None)
    return value or []


def same(one: object, other: object) -> bool:
    """Whether two values are the same in JSON, where `true` is not 1 and 50 not 50.0."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


# The articles

ARTICLE = Template("""\
---
category: $category
title: $title
excerpt: $excerpt
publishedDateTime: $published_at
updatedDateTime: $updated_at
originalUrl: $original_url
webUrl: $web_url
type: $type
locale: $locale
quality: $quality
heat: $heat
published: $published
featuredContent: $html
provider:
  name: $name
  domain: $domain
  authors:
    - name: $author
  images:
    - url: $logo
      width: $logo_width
      height: 50
topics:
  - $topic
  - Power Apps
images:
  - url: $url
    width: $width
    height: $height
    isCached: $is_cached
    title: $image_title
    attribution: $attribution
    quality: $image_quality
related:
  - title: $related_title
    excerpt: A related excerpt
    publishedDateTime: $related_at
    webUrl: $related_url
    type: $related_type
    provider:
      name: PBS
      domain: pbs.org
    quality: $related_quality
secured: $secured
---
""")
SECURED = (
    "p0y6AE+tGSI9/5oXhLzwzAxe77i4Me9/QLhFycoYRrw38guB4NkD/slQziFqJ+Pwdx3xHB/w5dZDB9wyksp+gA=="
    ";CuM8YgLOj6VO1R9sqwU+UA=="
)
VALUES = {
    "category": "news",
    "title": "A title",
    "excerpt": "An excerpt",
    "published_at": "2020-06-11T00:03:00Z",
    "updated_at": "2020-06-11T01:00:00Z",
    "original_url": "https://www.wsj.com/articles/a-title",
    "web_url": "https://www.wsj.com/articles/a-title",
    "type": "article",
    "locale": "en-us",
    "quality": "74",
    "heat": "84",
    "published": "true",
    "html": "'<iframe src=\"https://example.com/embed\"></iframe>'",
    "name": "Wall Street Journal",
    "domain": "wsj.com",
    "author": "Somebody",
    "logo": "/assets/images/organizations/wsj.com-50x50.jpg",
    "logo_width": "50",
    "topic": "AI",
    "url": "https://images.wsj.net/im-197060/social",
    "width": "1280",
    "height": "640",
    "is_cached": "true",
    "image_title": "What it shows",
    "attribution": "Getty Images",
    "image_quality": "100",
    "related_title": "A related title",
    "related_at": "2020-06-11T13:14:00Z",
    "related_url": "https://www.pbs.org/newshour/a",
    "related_type": "article",
    "related_quality": "61",
    "secured": f"{SECURED}",
}


def article(**changes: str) -> bytes:
    """Return an article with some of its values written otherwise."""
    return ARTICLE.substitute(VALUES | changes).encode()


def changed(old: str, new: str) -> bytes:
    """Return an article in which one text is replaced."""
    text = article().decode()
    assert text.count(old) == 1, old
    return text.replace(old, new).encode()


# What the linter lets pass

TEXTS = [
    *(
        "“typographic” quotes — and…",
        "👍🏽 emoji 👩\u200d👩\u200d👧",
        "é",
        '"e\\u0301"',
        "'it''s \\ \"so\"'",
    ),
    r'"escapes \" \\ \/ \n \t \x41 \u00e9 \U0001F600 \0 \e \N \_ \L \P \x7f"',
    *("!!str 12", "!!binary aGk=", "!!binary w6k=", "! text", "=", "<<", "1e3", "09", "0o12"),
    *(
        "&anchor text",
        "text # comment",
        '"text # no comment"',
        "a\n  b",
        ">-\n  a\n  b",
        "|\n  a\n  b",
    ),
    *('"true"', '":sym"', '"1:20"', "'012'", "'no'", '"2020-06-11"', "''", '"\\\n  a"'),
    *('"{{ site.url }}"', '"{% raw %}"', '"{% endraw %} {{ x"', "]]></script>", "a&amp;b <b>"),
]
NUMBERS = [
    *("0", "-1", "+5", "-0", "0x32", "0b11", "012", "1_000", "1,000", "1:20", "12:30:45", "50.0"),
    *("1.0e+20", "1.5", "1.0e+400", ".inf", "-.inf", ".nan", "9" * 40, "!!int '8'", "!!float 5"),
]
WORDS = ["true", "True", "yes", "on", "no", "off", "~", "", ":sym", "[]", "{}", "[a]", "{a: b}"]
LINKS = [
    *(
        "https://www.wsj.com",
        "https://www.wsj.com?x",
        "https://www.wsj.com:443/a",
        "HTTPS://WSJ.com/a",
    ),
    *(
        "https://www.wsj.com/é/👍",
        "https://www.wsj.com/x|y{z}[w]^`<v>",
        "https://www.wsj.com/a%20#b#c",
    ),
    *("https://u:p@www.wsj.com/a", "https://u:p:q@wsj.com/a", "https://www.wsj.com/'a'?b=c&d=/?"),
    *(
        "https://www.wsj.com:/a",
        "https://www.wsj.com:0/a",
        "https://www.wsj.com./a",
        "http://wsj.com/a",
    ),
    *(
        "https://[::1]/a",
        "https://[::1/a",
        "https://www.wsj.com:99999/",
        "https://bücher.example/ä",
    ),
    *(
        r'"https://wsj.com/\"a\""',
        r"https://wsj.com/a\b",
        r'"https://wsj.com/\t"',
        '"https://a.b/\\x7f"',
    ),
    *("/assets/images/a.jpg", "/assets/a%20b.jpg", "/assets//a.jpg", "/a?b=c#d", "/assets/a:b.jpg"),
    *("https://", "//wsj.com/a.jpg", "mailto:a@wsj.com", "javascript:alert(1)", "/assets/a b.jpg"),
]
FIELDS = {
    "title": TEXTS,
    "html": TEXTS,
    "topic": TEXTS,
    "related_title": TEXTS,
    "name": TEXTS,
    "image_title": TEXTS,
    "quality": NUMBERS + WORDS,
    "heat": NUMBERS + WORDS + TEXTS,
    "width": NUMBERS + WORDS + TEXTS,
    "logo_width": NUMBERS,
    "image_quality": NUMBERS,
    "related_quality": NUMBERS + WORDS,
    "is_cached": NUMBERS + WORDS + TEXTS,
    "published": ["yes", "True", "on"],
    "web_url": LINKS + TEXTS,
    "original_url": LINKS,
    "related_url": LINKS,
    "url": LINKS + TEXTS,
    "logo": LINKS,
    "domain": [*TEXTS, "wsj.com", "'wsj.com\"'", '"wsj.com\\n"', "wsj\\com", "WSJ.com"],
    "locale": [*TEXTS, "de", "en-us", "en_US"],
    "type": [*TEXTS, "video"],
    "secured": [f"'{SECURED}'", f'"{SECURED}"', f">-\n  {SECURED}", f"{SECURED}\\", f'{SECURED}"'],
}
"""What stands in the fields: each value is right in some of them."""

WHOLE = {
    "the seed": SEED,
    "plain": article(),
    "CRLF": article().replace(b"\n", b"\r\n"),
    "closed by dots": article().removesuffix(b"---\n") + b"...\n",
    "no last line end": article().rstrip(),
    "blanks behind the lines": article().replace(b"---\n", b"--- \t\n"),
    "blank lines behind the block": article() + b"\n \n",
    "a body": article() + "A body with “quotes”, *stars* and --- dashes.\n---\nmore\n".encode(),
    "comments": article().replace(b"---\ncat", b"---\n# one\n\n# two\ncat"),
    "flow style": changed("topics:\n  - AI\n  - Power Apps", 'topics: [AI, "Power Apps"]'),
    "a merge": changed("url: https://images", "<<: {quality: 5}\n    url: https://images"),
    "an alias": changed("title: A title", "title: &same A title").replace(
        b"title: What it shows", b"title: *same"
    ),
    "no optional fields": changed("locale: en-us\n", "").replace(b"    isCached: true\n", b""),
}


class Accepted(NamedTuple):
    """The articles without errors, by file name, what makes each special, and their build."""

    articles: dict[str, bytes]
    labels: dict[str, str]
    built: Build


@pytest.fixture(scope="module")
def accepted(jekyll: Jekyll, tmp_path_factory: pytest.TempPathFactory) -> Accepted:
    candidates = WHOLE | {
        f"{field}: {value}": article(**{field: value})
        for field, values in FIELDS.items()
        for value in values
    }
    articles, labels = {}, {}
    for number, (label, data) in enumerate(candidates.items()):
        name = f"2020-06-11-{number:04}.md"
        if not errors(name, data):
            articles[name], labels[name] = data, label
    return Accepted(articles, labels, build(jekyll, tmp_path_factory.mktemp("accepted"), articles))


def test_enough_mutated_articles_are_clean(accepted: Accepted) -> None:
    passed = set(accepted.labels.values())
    assert WHOLE.keys() <= passed
    right = ("title: 09", "heat: 1:20", "width: 0x32", "is_cached: on", "url: /a?b=c#d")
    assert passed.issuperset(right)
    assert len(passed) > 250


def test_a_clean_article_builds_to_the_values_that_the_linter_read(accepted: Accepted) -> None:
    assert accepted.built.code == 0, accepted.built.log
    assert "Error" not in accepted.built.log
    wrong = [
        accepted.labels[name]
        for name, data in accepted.articles.items()
        if not same(accepted.built.article(name), seen(name, data))
    ]
    assert wrong == []


def test_the_page_of_all_articles_is_json(accepted: Accepted) -> None:
    page = accepted.built.collection()
    everything = [seen(name, accepted.articles[name]) for name in sorted(accepted.articles)]
    assert same(page, everything)


# What the linter finds


class Fate(Enum):
    """What becomes of a bad article in Jekyll."""

    NO_JSON = auto()
    """Its page, and each page of a list that shows it, is no JSON."""
    LOST = auto()
    """Its page shows none of its fields."""
    VANISHED = auto()
    """It has no page."""
    OTHER = auto()
    """Its page is JSON and shows something else than was written."""


class Bad(NamedTuple):
    """A bad article, the rule that finds it, and what becomes of it."""

    data: bytes
    code: str
    fate: Fate


BAD = {
    "a width of letters": Bad(article(width="abc"), "SCH003", Fate.NO_JSON),
    "a width with its unit": Bad(article(width="50px"), "SCH003", Fate.NO_JSON),
    "a height of letters": Bad(article(height="x"), "SCH003", Fate.NO_JSON),
    "the width of a logo": Bad(article(logo_width="wide"), "SCH003", Fate.NO_JSON),
    "heat of letters": Bad(article(heat="hot"), "SCH003", Fate.NO_JSON),
    "infinite heat": Bad(article(heat=".inf"), "SCH003", Fate.NO_JSON),
    "heat that is no number": Bad(article(heat=".nan"), "SCH003", Fate.NO_JSON),
    "heat as a date": Bad(article(heat="2020-06-11"), "SCH003", Fate.NO_JSON),
    "quality of letters": Bad(article(quality="good"), "SCH003", Fate.NO_JSON),
    "the quality of a related item": Bad(article(related_quality="x"), "SCH003", Fate.NO_JSON),
    "the quality of a picture": Bad(article(image_quality="x"), "SCH003", Fate.NO_JSON),
    "isCached of letters": Bad(article(is_cached="maybe"), "SCH003", Fate.NO_JSON),
    "a list of widths": Bad(article(width="[a]"), "SCH003", Fate.NO_JSON),
    "a quote in a picture's link": Bad(
        article(url="'https://images.wsj.net/\"a\"'"), "URL001", Fate.NO_JSON
    ),
    "a quote in a link": Bad(
        article(web_url="'https://www.wsj.com/\"a\"'"), "URL001", Fate.NO_JSON
    ),
    "a quote in a related link": Bad(
        article(related_url='https://www.pbs.org/a"'), "URL001", Fate.NO_JSON
    ),
    "a backslash in a link": Bad(article(url=r"https://images.wsj.net/\a"), "URL001", Fate.NO_JSON),
    "a tab in a link": Bad(article(url=r'"https://images.wsj.net/\ta"'), "URL001", Fate.NO_JSON),
    "a line break in a link": Bad(
        article(url="|\n      https://images.wsj.net/a"), "URL001", Fate.NO_JSON
    ),
    "a quote in a domain": Bad(article(domain="'wsj.com\"'"), "URL012", Fate.NO_JSON),
    "a quote in secured": Bad(article(secured=f"'{SECURED}\"'"), "SEC002", Fate.NO_JSON),
    "a line break in secured": Bad(article(secured=f"|\n  {SECURED}"), "SEC001", Fate.NO_JSON),
    "a quote in the locale": Bad(article(locale="'en\"'"), "SCH005", Fate.NO_JSON),
    "a quote in the type": Bad(article(type="'art\"icle'"), "SCH004", Fate.NO_JSON),
    "a quote in the category": Bad(article(category="'\"'"), "SCH004", Fate.NO_JSON),
    "a symbol": Bad(article(title=":sym"), "PAR006", Fate.LOST),
    "a symbol as key": Bad(changed("locale: en-us", ":locale: en-us"), "PAR006", Fate.LOST),
    "a Ruby object": Bad(article(title="!ruby/object:Object {}"), "PAR009", Fate.LOST),
    "a colon in a value": Bad(article(title="News: a: b"), "PAR003", Fate.LOST),
    "an open quote": Bad(article(title='"a'), "PAR003", Fate.LOST),
    "an unknown escape": Bad(article(title=r'"\d"'), "PAR003", Fate.LOST),
    "a value from @": Bad(article(title="@a"), "PAR003", Fate.LOST),
    "a tab as indentation": Bad(changed("  name: W", "\tname: W"), "PAR003", Fate.LOST),
    "a control character": Bad(article(title="a\x01"), "PAR003", Fate.LOST),
    "an unknown alias": Bad(article(title="*nobody"), "PAR003", Fate.LOST),
    "a block never closed": Bad(article().removesuffix(b"---\n"), "PAR002", Fate.LOST),
    "a block that ends too soon": Bad(
        changed("title: A title\n", "---\ntitle: A title\n"), "SCH001", Fate.LOST
    ),
    "a scalar": Bad(b"---\njust text\n---\n", "PAR005", Fate.LOST),
    "nothing": Bad(b"---\n---\n", "SCH001", Fate.LOST),
    "a byte-order mark": Bad(b"\xef\xbb\xbf" + article(), "PAR008", Fate.VANISHED),
    "a comment behind the dashes": Bad(
        article().replace(b"---\n", b"--- # news\n", 1), "PAR001", Fate.VANISHED
    ),
    "a fourth dash": Bad(article().replace(b"---\n", b"----\n", 1), "PAR001", Fate.VANISHED),
    "a blank line first": Bad(b"\n" + article(), "PAR001", Fate.VANISHED),
    "no dashes": Bad(article().removeprefix(b"---\n"), "PAR001", Fate.VANISHED),
    "an empty file": Bad(b"", "PAR001", Fate.VANISHED),
    "a key twice": Bad(changed("title: A title", "title: A title\ntitle: B"), "PAR004", Fate.OTHER),
    "a second document": Bad(
        changed("title: A title", "--- # two\ntitle: A title"), "PAR003", Fate.LOST
    ),
    "a title that is a number": Bad(article(title="2020"), "SCH003", Fate.OTHER),
    "a quoted time": Bad(article(published_at='"2020-06-11T00:03:00Z"'), "DAT001", Fate.OTHER),
    "a time of another zone": Bad(
        article(published_at="2020-06-11T02:03:00+02:00"), "DAT001", Fate.OTHER
    ),
    "a time without seconds": Bad(article(published_at="2020-06-11T00:03Z"), "DAT001", Fate.OTHER),
    "a day that does not exist": Bad(
        article(published_at="2020-02-30T00:03:00Z"), "DAT002", Fate.OTHER
    ),
    "a link without a scheme": Bad(article(web_url="www.wsj.com/a"), "URL001", Fate.OTHER),
    "a picture of another host by //": Bad(article(url="//a.com/b.jpg"), "URL001", Fate.OTHER),
    "a misspelt key": Bad(changed("heat: 84", "haet: 84"), "SCH002", Fate.OTHER),
    "a missing key": Bad(changed("heat: 84\n", ""), "SCH001", Fate.OTHER),
}
PLAIN = {  # what the page of the plain article shows of it
    "title": "A title",
    "publishedDateTime": "2020-06-11 00:03:00 UTC",
    "webUrl": "https://www.wsj.com/articles/a-title",
    "heat": 84,
}
PICTURE = "https://images.wsj.net/im-197060/social"


def bad_name(label: str) -> str:
    return f"2020-06-11-bad-{list(BAD).index(label):03}.md"


@pytest.fixture(scope="module")
def rejected(jekyll: Jekyll, tmp_path_factory: pytest.TempPathFactory) -> Build:
    articles = {bad_name(label): bad.data for label, bad in BAD.items()}
    built = build(jekyll, tmp_path_factory.mktemp("rejected"), articles)
    assert built.code == 0, built.log
    return built


def fate(built: Build, name: str) -> Fate | None:
    """Return what became of an article; None where its page shows it as it should be."""
    if built.text(name) is None:
        return Fate.VANISHED
    try:
        page = built.article(name)
    except ValueError:
        return Fate.NO_JSON
    if page["secured"] == "":
        return Fate.LOST
    shown = {key: page[key] for key in PLAIN}
    pictures = [picture["url"] for picture in page["images"]]
    return None if same(shown, PLAIN) and pictures == [PICTURE] else Fate.OTHER


def test_what_breaks_an_article_is_found(rejected: Build) -> None:
    for label, bad in BAD.items():
        name = bad_name(label)
        assert fate(rejected, name) is bad.fate, label
        assert bad.code in errors(name, bad.data), label


def test_a_valid_article_builds(accepted: Accepted) -> None:
    (name,) = (name for name, label in accepted.labels.items() if label == "plain")
    assert fate(accepted.built, name) is None


def test_one_bad_article_breaks_the_page_of_all(jekyll: Jekyll, tmp_path: Path) -> None:
    articles = {"2020-06-11-good.md": SEED, "2020-06-11-bad.md": article(width="abc")}
    built = build(jekyll, tmp_path, articles)
    assert built.code == 0
    assert same(built.article("2020-06-11-good.md"), seen("2020-06-11-good.md", SEED))
    with pytest.raises(ValueError, match="Expecting value"):
        built.collection()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("2020-06-11-a.md", article(url="https://"), "URL001"),
        ("2020-06-11-a.md", article(title="caf@").replace(b"@", b"\xe9"), "PAR007"),
        ("2020-13-45-a.md", article(), "DAT005"),
    ],
    ids=["a link without a host", "a byte that is not UTF-8", "a file name's date"],
)
def test_what_stops_the_build_is_found(
    name: str, data: bytes, code: str, jekyll: Jekyll, tmp_path: Path
) -> None:
    built = build(jekyll, tmp_path, {name: data})
    assert built.code != 0
    assert not (built.folder / "api" / "news.json").exists()
    assert code in errors(name, data)
