"""Articles of earlier runs: used where nothing has changed, and only there."""

import json
import os
import time
from pathlib import Path

import pytest

from linter.articles.article import Article
from linter.cache.rows import Row
from linter.cache.store import Cache
from linter.config.files import Configs
from linter.core.digests import digest
from linter.core.filesystem import Stamp
from linter.files import discovery
from linter.files.targets import Target
from linter.run.cached_results import CachedResults
from linter.run.file_outcome import FileOutcome, FileState
from linter.run.report import Report
from linter.run.runner import RunOptions, run
from linter.schema.files import load

pytestmark = pytest.mark.slow

CONFIG = """
[[collections]]
name = "posts"
files = ["posts/*.md"]
schema = "schema.json"
"""
SCHEMA = {"properties": {"when": {"x-role": "published-at"}, "link": {"x-role": "web-url"}}}
POST = "---\nwhen: 2020-06-11\nlink: https://{}/a\n---\n"

MADE_UP = Article("posts/a.md", "1999-01", "made.example", (7,), ("up.example",))


def write(path: str, text: str) -> None:
    """Write a file that is so old that its times are believed."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    then = time.time() - 100
    os.utime(file, (then, then))


@pytest.fixture(autouse=True)
def _blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.cache.store.RACY", 0)
    (tmp_path / "blog").mkdir()
    monkeypatch.chdir(tmp_path / "blog")
    write("articlelint.toml", CONFIG)
    write("schema.json", json.dumps(SCHEMA))
    write("posts/a.md", POST.format("pond.example"))


def targets() -> list[Target]:
    return discovery.find(("posts",), Path.cwd(), Configs()).targets


def opened() -> CachedResults:
    return CachedResults(Cache(Path.cwd().parent / "cache"))


def made(*, reads_articles: bool = True) -> Report:
    """Return the report of a run of its own."""
    # Each run of the command is a process of its own.
    load.cache_clear()
    found = discovery.find(("posts",), Path.cwd(), Configs())
    options = RunOptions(cached=opened(), reads_articles=reads_articles)
    return run(found, Configs(), options=options)


def read() -> Article:
    """Return the only article, as a run of its own reads it."""
    (article,) = made().articles
    return article


def put(article: Article, text: str | None = None) -> None:
    """Cache another article than that of the file, or a text that is none."""
    (target,) = targets()
    cached = opened()
    state = FileState(Stamp.of(target.path.stat()), digest(target.path.read_bytes()))
    if text is None:
        cached.put(
            target, FileOutcome(target.shown_as, is_article=True, state=state, article=article)
        )
    else:
        cached.put_row(target, Row(*state, "", "", "", text))
    cached.close()


def test_an_unchanged_file_is_not_read_again() -> None:
    first = read()
    assert (first.month, first.hosts) == ("2020-06", ("pond.example",))
    assert read() == first
    put(MADE_UP)
    assert read() == MADE_UP


def test_a_changed_file_has_its_new_values() -> None:
    put(MADE_UP)
    write("posts/a.md", POST.format("marsh.example"))
    assert read().hosts == ("marsh.example",)
    assert read().hosts == ("marsh.example",)


def test_the_same_content_with_another_time_is_known() -> None:
    put(MADE_UP)
    os.utime("posts/a.md", (time.time() - 50, time.time() - 50))
    assert read() == MADE_UP


def test_a_changed_schema_gives_other_values() -> None:
    assert read().month == "2020-06"
    write("schema.json", json.dumps({"properties": {"link": {"x-role": "web-url"}}}))
    assert (read().month, read().hosts) == (None, ("pond.example",))
    write("schema.json", json.dumps(SCHEMA))
    assert read().month == "2020-06"


def test_a_changed_config_gives_other_values() -> None:
    assert read().hosts == ("pond.example",)
    write("other.json", json.dumps({"properties": {"when": {"x-role": "published-at"}}}))
    write("articlelint.toml", CONFIG.replace("schema.json", "other.json"))
    assert read().hosts == ()


def test_a_schema_that_the_file_names_counts_as_it_is_now() -> None:
    write("own.json", json.dumps(SCHEMA))
    write("posts/a.md", POST.format("pond.example").replace("when", "$schema: own.json\nwhen"))
    assert read().month == "2020-06"
    write("own.json", "{}")
    assert (read().month, read().hosts) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[" * 100_000,
        "1" * 100_000,
        "[null,null,[]]",
        '[1,null,[],["a"]]',
        "[null,null,[-1],[]]",
        "[null,null,[true],[]]",
        "[null,null,[],[null]]",
        '[null,null,{"a":1},[]]',
        '["zzzz-06",null,[],[]]',
        '["2020-13",null,[],[]]',
        '["\u0662\u0660\u0662\u0660-06",null,[],[]]',
        '[null,"",[],[]]',
        "[null,null,[4294967296],[]]",
        "[null,null,[NaN,1e999],[]]",
        f'[null,null,[],["{"a" * 260}"]]',
    ],
    ids=range(17),
)
def test_what_articlelint_did_not_write_is_ignored(text: str) -> None:
    expected = read()
    put(MADE_UP, text)
    assert read() == expected


@pytest.mark.parametrize(
    "article",
    [
        Article("posts/a.md"),
        MADE_UP,
        Article("posts/a.md", hosts=("\ud83d\ude00", "\ud83d", "é.example", "a:80", "a:80")),
        Article("posts/a.md", widths=(0, 0, 2**32 - 1)),
    ],
)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    put(article)
    assert read() == article


def test_after_a_run_for_findings_alone_the_article_is_read() -> None:
    assert made(reads_articles=False).articles == ()
    assert read().hosts == ("pond.example",)
    assert read().hosts == ("pond.example",)


def test_a_run_for_findings_alone_takes_what_a_report_has_cached() -> None:
    put(MADE_UP)
    assert made(reads_articles=False).proved == 0
    assert read() == MADE_UP


def test_a_file_with_findings_has_its_article_and_its_findings_from_the_cache() -> None:
    write("posts/a.md", POST.format("pond.example").replace("when", "link: b\nwhen"))
    first = made()
    assert first.results
    assert first.articles
    assert made() == first


def test_a_host_that_a_secured_value_has_is_not_cached() -> None:
    schema = {"properties": {**SCHEMA["properties"], "key": {"x-role": "secured"}}}
    write("schema.json", json.dumps(schema))
    write("posts/a.md", POST.format("zebra.example").replace("when", "key: zebra.example\nwhen"))
    assert read().hosts == ()
    assert b"zebra" not in Path("../cache/results.sqlite3").read_bytes()


def test_an_unusable_cache_costs_nothing_but_time() -> None:
    Path("../cache").write_text("no folder", encoding="utf-8")
    assert read().hosts == ("pond.example",)
