"""The settings of Jekyll sites."""

from pathlib import Path

import pytest

from linter.frontmatter.source import Source, decode
from linter.site.config import SiteConfig, read_config, site_config
from linter.site.documents import SiteProblem
from tests.conftest import Build


def config(text: str) -> SiteConfig:
    result = site_config(Source("_config.yml", text))
    assert isinstance(result, SiteConfig)
    return result


def problem(text: str) -> SiteProblem:
    result = site_config(Source("_config.yml", text))
    assert isinstance(result, SiteProblem)
    return result


def test_settings() -> None:
    result = config(
        "url: https://example.com\nbaseurl: /base/\nsource: ./src\ncollections_dir: /things\n"
        "collections:\n  news: {output: true}\n  drafts:\n  learning: {output: no}\n"
        "exclude: [CNAME, /tmp, 7, Gemfile]\ninclude: [node_modules]\n"
    )
    assert (result.url, result.baseurl) == ("https://example.com", "/base")
    assert (result.source, result.collections_dir, result.data_dir) == ("src", "things", "_data")
    assert result.collections == {"news": True, "drafts": False, "learning": False, "posts": True}
    assert result.exclude[:3] == ("CNAME", "tmp", "Gemfile")
    assert ".jekyll-cache" in result.exclude
    assert "node_modules" not in result.exclude
    assert len(set(result.exclude)) == len(result.exclude)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("# only\n\n  # comments\n", id="comments"),
        pytest.param("---\n", id="marker"),
        pytest.param("url:\nbaseurl:\nsource:\ncollections:\nexclude:\n", id="nothing-after-keys"),
        pytest.param("url: 7\nbaseurl: []\ncollections: 7\nexclude: x\n", id="wrong-types"),
        pytest.param("baseurl: /\nsource: .\nurl: ''\n", id="plain-ones"),
    ],
)
def test_settings_of_a_site_that_has_none(text: str) -> None:
    assert config(text) == SiteConfig()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("baseurl: /b\n", id="plain"),
        pytest.param("---\nbaseurl: /b\n---\n", id="as-front-matter"),
        pytest.param("# about\n\n---\r\nbaseurl: /b\r\n", id="comment-first"),
        pytest.param("%YAML 1.1\n--- # go\nbaseurl: /b\n", id="directive-first"),
        pytest.param("\ufeffbaseurl: /b\n", id="byte-order-mark"),
        pytest.param("a: &a\n  baseurl: /b\n<<: *a\n", id="merge"),
        pytest.param("baseurl: /a\nbaseurl: b", id="twice-and-without-slash"),
        pytest.param('{\n"baseurl": "/b"\n}', id="json"),
    ],
)
def test_spellings_of_one_setting(text: str) -> None:
    assert config(text).baseurl == "/b"


def test_collections_as_a_list() -> None:
    assert config("collections: [news, samples]\n").collections == {
        "news": False,
        "samples": False,
        "posts": True,
    }


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        pytest.param("url: x\n- y\n", 2, "", id="syntax"),
        pytest.param("# c\n---\nurl: 'x\n", 3, "", id="syntax-behind-a-comment"),
        pytest.param("url: x\n---\nurl: y\n", 2, "second YAML document", id="two-documents"),
        pytest.param("- url\n", 1, "not a mapping", id="list"),
        pytest.param("a: " + "[" * 200 + "]" * 200, 1, "nested too deeply", id="deep"),
        pytest.param("source: ../other\n", 1, "`source` leads outside", id="source-above"),
        pytest.param("source: /srv\n", 1, "`source` leads outside", id="source-absolute"),
        pytest.param("source: ~/x\n", 1, "`source` leads outside", id="source-at-home"),
        pytest.param("data_dir: a/../..\n", 1, "`data_dir` leads outside", id="data-above"),
    ],
)
def test_settings_that_are_refused(text: str, row: int, words: str) -> None:
    result = problem(text)
    assert (result.path, result.row) == ("_config.yml", row)
    assert words in result.reason
    assert result.reason


def test_settings_that_are_not_utf_8() -> None:
    assert site_config(decode("_config.yml", b"a: b\nurl: \xff\n")) == SiteProblem(
        "_config.yml", 2, "it is not UTF-8"
    )


def test_an_alias_bomb_is_a_problem() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert "expand" in problem("\n".join(lines)).reason


@pytest.mark.posix("symbolic links")
def test_reading_the_settings(build: Build, tmp_path: Path) -> None:
    root = build({"_config.yml": "url: https://example.com\n", "_config.yaml": "url: no\n"})
    result = read_config(root)
    assert isinstance(result, SiteConfig)
    assert result.url == "https://example.com"
    (root / "_config.yml").unlink()
    (tmp_path / "outside.yml").write_text("url: secret\n", encoding="utf-8")
    (root / "_config.yml").symlink_to(tmp_path / "outside.yml")
    assert read_config(root) == SiteProblem("_config.yml", 1, "it leads outside the site")
    assert read_config(tmp_path) == SiteConfig()


EXCLUDE = SiteConfig(exclude=("CNAME", "tmp/", "assets/no*", "*.bak", "d*p", "x[1].txt"))


# Both lists as measured with Jekyll 4.3.1.
@pytest.mark.parametrize(
    "path",
    [
        "CNAME",
        "CNAMES",
        "tmp/x",
        "assets/nope.txt",
        "assets/noo/y.txt",
        "a/b/c.bak",
        "a/b.bak/c",
        "deep/a/b",
        "x1.txt",
    ],
)
def test_excluded(path: str) -> None:
    assert EXCLUDE.excludes(path)


@pytest.mark.parametrize(
    "path", ["a/CNAME", "tmpx", "assets/yes.txt", "deeper/a", "x2.txt", "a/tmp/x"]
)
def test_not_excluded(path: str) -> None:
    assert not EXCLUDE.excludes(path)
