import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from linter.articles.article import Article
from linter.articles.reading import ROLES
from linter.articles.role_values import RoleValue, role_values
from linter.config.files import Configs
from linter.files import discovery
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.run.fast_path import FastPath
from linter.run.runner import RunOptions, run
from linter.schema.entries import entries
from linter.schema.files import load
from linter.schema.shape import Shape

OWN_SITE = Path(__file__).parents[1] / "own_site"

CIPHERTEXT = "p0y6AE+tGSI9/5oXhLzwzAxe77i4Me9/QLhFycoYRrw=;CuM8YgLOj6VO1R9sqwU+UA=="
ARTICLE = """\
---
category: news
title: A
publishedDateTime: 2020-06-11T00:03:00Z
webUrl: "https://www.pond.example:8443/a?b#c"
ampWebUrl: "https://reader@amp.pond.example"
cdnAmpWebUrl: "https://pond.cdn.example/c/s/amp.pond.example"
type: article
provider:
  name: Pond
  domain: pond.example
images:
  - url: "https://pictures.example/a.png"
    width: 640
    height: 320
related:
  - title: B
    publishedDateTime: 2019-01-01T00:00:00Z
    webUrl: "http://marsh.example/b"
    provider:
      name: Marsh
      domain: marsh.example
    images:
      - width: 32
---
"""


def articles(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fast_path: FastPath = FastPath.ON
) -> dict[str, Article]:
    monkeypatch.chdir(folder)
    found = discovery.find((".",), folder, Configs())
    options = RunOptions(reads_articles=True, fast_path=fast_path)
    return {each.path: each for each in run(found, Configs(), options=options).articles}


def one(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Article:
    (folder / "_news").mkdir()
    (folder / "_news/a.md").write_text(text, encoding="utf-8")
    return articles(folder, monkeypatch)["_news/a.md"]


def of_roles(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Article:
    """Return the article of front matter in which nothing is wrong but what a test wants."""
    properties = {
        "key": {"x-role": "secured"},
        "when": {"x-role": "published-at"},
        "link": {"x-role": "web-url"},
        "provider": {"x-role": "provider-domain"},
        "width": {"x-role": "image-width"},
    }
    (folder / "schema.json").write_text(json.dumps({"properties": properties}), encoding="utf-8")
    (folder / "articlelint.toml").write_text(
        '[[collections]]\nname = "posts"\nfiles = ["posts/*"]\nschema = "schema.json"\n'
        'dialect = "hugo"\n',
        encoding="utf-8",
    )
    (folder / "posts").mkdir()
    (folder / "posts/a.md").write_text(text, encoding="utf-8")
    return articles(folder, monkeypatch)["posts/a.md"]


def test_what_an_article_has_itself_is_told_from_what_is_in_its_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = one(ARTICLE, tmp_path, monkeypatch)
    assert (found.month, found.publisher) == ("2020-06", "pond.example")
    assert sorted(found.widths) == [32, 640]
    assert sorted(found.hosts) == ["amp.pond.example", "marsh.example", "www.pond.example:8443"]


@pytest.mark.parametrize(
    "date", ["yesterday", "2020-13-01", "20-06-11", "2020-061", "[2020-06-11]", "\u0662020-06-11"]
)
def test_what_is_no_date_has_no_month(
    date: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = ARTICLE.replace("2020-06-11T00:03:00Z", date)
    assert one(text, tmp_path, monkeypatch).month is None


@pytest.mark.parametrize(
    "secured",
    [
        "https://long.hidden.example/x",
        "hidden.example",
        "AAAALONG.Hidden.exampBBBB",
        "ong.hidden.examp",
    ],
)
def test_a_host_that_a_secured_value_has_is_left_out(
    secured: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = ARTICLE.replace("http://marsh.example/b", "http://long.hidden.example/b")
    text = text.replace("type: article", f'type: article\nsecured: "{secured}"')
    found = one(
        text.replace("domain: pond.example", "domain: long.hidden.example"), tmp_path, monkeypatch
    )
    assert sorted(found.hosts) == ["amp.pond.example", "www.pond.example:8443"]
    assert found.publisher is None


def test_a_host_that_is_like_a_secured_value_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secured = "marsh.example and fifteen letters: ://marsh.exampl"
    text = ARTICLE.replace("http://marsh.example/b", "http://long.marsh.example/b")
    text = text.replace("type: article", f'type: article\nsecured: "{secured}"')
    found = one(text.replace("marsh.example and", "other"), tmp_path, monkeypatch)
    assert "long.marsh.example" in found.hosts


@pytest.mark.parametrize("wrong", ["", 'title: "A &amp; B"\n'])
@pytest.mark.parametrize(
    "front_matter",
    [
        "key: zebra-hidden.example",
        "key: [a, zebra-hidden.example]",
        "key: {a: {b: zebra-hidden.example}}",
        "keyy: zebra-hidden.example",
        "other: [{key: zebra-hidden.example}]",
        "key: zebra%2Dhidden%2Eexample",
        "key: zebra-\n  hidden.example",
        "key: 12345 # zebra-hidden.example",
        "# key: zebra-hidden.example",
    ],
)
def test_a_secret_is_left_out_however_it_is_written_and_whatever_is_found(
    front_matter: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = "link: https://zebra-hidden.example/a\nprovider: zebra-hidden.example\n"
    found = of_roles(f"---\n{front_matter}\n{links}{wrong}---\n", tmp_path, monkeypatch)
    assert (found.hosts, found.publisher) == ((), None)


@pytest.mark.parametrize(
    "front_matter",
    [
        # Of keys that come twice, data has the last value.
        "key: cum8ygloj6vo1r9sqwu\nkey: b",
        f"other: {CIPHERTEXT}",
        f"other: a\n---\n{CIPHERTEXT}",
    ],
)
def test_what_is_secret_by_its_form_or_in_a_lost_value_is_left_out(
    front_matter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"---\nlink: https://cum8ygloj6vo1r9sqwu.example/\n{front_matter}\n---\n"
    assert of_roles(text, tmp_path, monkeypatch).hosts == ()


@pytest.mark.parametrize("secured", ["2021-03", "77777", "0x12FD1"])
def test_months_and_widths_that_are_secrets_are_left_out(
    secured: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"---\nkey: {secured}\nwhen: 2021-03-04\nwidth: 77777\n---\n"
    found = of_roles(text, tmp_path, monkeypatch)
    assert (found.month is None) != (found.widths == ())


@pytest.mark.parametrize("secured", ["", "null", "~", "true", "[]", "{}", "640"])
def test_what_is_no_secret_hides_nothing(
    secured: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"---\nkey: {secured}\nwhen: 2021-03-04\nlink: https://none.true/a\nwidth: 640\n---\n"
    found = of_roles(text, tmp_path, monkeypatch)
    assert (found.month, found.hosts, found.widths) == ("2021-03", ("none.true",), (640,))


@pytest.mark.parametrize("number", ["0x" + "F" * 6_000, "9" * 6_000, str(2**32)])
@pytest.mark.parametrize("front_matter", ["---\nwidth: {}\n---\n", "+++\nwidth = {}\n+++\n"])
def test_a_width_that_no_picture_has_is_not_counted(
    number: str, front_matter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of_roles(front_matter.format(number), tmp_path, monkeypatch).widths == ()


@pytest.mark.parametrize(("length", "counted"), [(259, 1), (260, 0), (100_000, 0)])
def test_a_host_that_is_too_long_for_one_is_not_counted(
    length: int, counted: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = "a" * length
    text = f"---\nlink: https://{host}/\nprovider: {host}\n---\n"
    found = of_roles(text, tmp_path, monkeypatch)
    assert (found.hosts, found.publisher) == ((host,) * counted, host if counted else None)


@pytest.mark.parametrize(
    ("link", "hosts"),
    [
        ("HTTPS://Pond.Example/a", ("pond.example",)),
        ("http://a:b@pond.example:80", ("pond.example:80",)),
        ("https:///a", ()),
        ("ftp://pond.example", ()),
        ("/https://pond.example", ()),
    ],
)
def test_a_link_counts_by_its_host(
    link: str, hosts: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of_roles(f"---\nlink: {link}\n---\n", tmp_path, monkeypatch).hosts == hosts


@pytest.mark.parametrize("where", ["title: A", "cdnAmpWebUrl", "---\n---"])
def test_a_file_that_is_not_utf_8_keeps_its_path(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one(ARTICLE, tmp_path, monkeypatch)
    text = f"{ARTICLE}---\n".encode().replace(where.encode(), f"{where}\xff".encode("latin-1"))
    (tmp_path / "_news/a.md").write_bytes(text)
    assert articles(tmp_path, monkeypatch) == {"_news/a.md": Article("_news/a.md")}


@pytest.mark.parametrize("name", ["a.yml", "a.YAML"])
def test_a_file_of_data_is_read_as_a_whole(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "articlelint.toml").write_text(
        '[[collections]]\nname = "posts"\nfiles = ["posts/*"]\nschema = "article"\n',
        encoding="utf-8",
    )
    (tmp_path / "posts" / name).write_text(f"{ARTICLE}title: A\n", encoding="utf-8")
    assert articles(tmp_path, monkeypatch) == {f"posts/{name}": Article(f"posts/{name}")}


@pytest.mark.parametrize("rest", ["", "tags: !!seq [a]\n"])
@pytest.mark.parametrize(("dialect", "month"), [("hugo", "2020-06"), ("gray-matter", None)])
def test_a_key_in_another_case_counts_for_a_reader_that_ignores_case(
    dialect: str, month: str | None, rest: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = f'[[collections]]\nname = "posts"\nfiles = ["posts/*"]\ndialect = "{dialect}"\n'
    (tmp_path / "articlelint.toml").write_text(f'{collection}schema = "article"', encoding="utf-8")
    (tmp_path / "posts").mkdir()
    text = f"---\ntitle: A\npublisheddatetime: 2020-06-11\n{rest}---\n"
    (tmp_path / "posts/a.md").write_text(text, encoding="utf-8")
    assert articles(tmp_path, monkeypatch)["posts/a.md"].month == month


def test_the_values_are_those_that_rules_find() -> None:
    schema = load("article", None)
    for file in (OWN_SITE / "_news").glob("*.md"):
        document = Document(decode(file.name, file.read_bytes()))
        found = [
            each._replace(value=str(each.value))
            for each in role_values(document.data, schema.shape, ROLES)
        ]
        assert found
        assert sorted(found) == sorted(values_of_entries(document, schema.shape))


def values_of_entries(document: Document, shape: Shape) -> Iterator[RoleValue]:
    """Yield the values that rules find."""
    for entry in entries(document, shape):
        for field in entry.fields(ROLES):
            is_own = all(isinstance(token, str) for token in field.path)
            for role in field.roles & ROLES:
                yield RoleValue(role, str(field.value), is_own)


def test_articles_are_the_same_without_the_fast_path(monkeypatch: pytest.MonkeyPatch) -> None:
    found = articles(OWN_SITE, monkeypatch)
    assert len(found) > 20
    assert found == articles(OWN_SITE, monkeypatch, FastPath.OFF)


def test_of_a_key_that_comes_twice_the_last_value_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = "publishedDateTime: 2020-06-11\npublishedDateTime: 2021-07-01\n"
    text = f"---\ntitle: A\n{twice}---\n"
    assert one(text, tmp_path, monkeypatch).month == "2021-07"
