"""A named file is compared with what the cache has of the others: only as they are now."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linter.cache.store import Cache
from linter.config.files import Configs, Overrides
from linter.fastpath.fact_index import FactIndex, fact_hash
from linter.files.discovery import find
from linter.files.walk import Seen
from linter.rules.shared.fact_keys import fact_key
from linter.rules.shared.links import page_key
from linter.run.cached_facts import CachedFacts
from linter.run.cached_results import CachedResults
from linter.run.report import Report
from linter.run.runner import RunOptions, run

pytestmark = pytest.mark.slow

LINK = "---\nwebUrl: https://example.com/{}\n---\n"
BAD = "---\ntitle: ' a'\nwebUrl: https://example.com/{}\n---\n"
PICTURE = (
    "---\nwebUrl: https://example.com/{}\nimages: [{{url: /a.png, width: 2, height: 1}}]\n---\n"
)
NAMED = "_news/2020-01-01-named.md"


def configs(*ignore: str) -> Configs:
    overrides = Overrides(
        select=("TXT", "DUP", "IMG002"), ignore=ignore, now=datetime(2021, 1, 1, tzinfo=UTC)
    )
    return Configs(overrides)


def put(file: Path, text: str, *, age: int = 100) -> None:
    """Write a file that was last changed so many seconds ago."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    then = file.stat().st_ctime_ns - age * 1_000_000_000
    os.utime(file, ns=(then, then))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a site whose files lie there for long, as far as the cache can see."""
    folder = tmp_path / "site"
    put(folder / "_config.yml", "url: https://example.org\n")
    put(folder / NAMED, LINK.format("a"))
    put(folder / "_news/2020-01-02-same.md", LINK.format("a"))
    put(folder / "_news/2020-01-03-bad.md", BAD.format("a"))
    put(folder / "_news/2020-01-04-other.md", LINK.format("b"))
    put(folder / "_news/2020-01-05-picture.md", PICTURE.format("c"))
    put(folder / "_news/2020-01-06-no-article.md", "no front matter\n")
    monkeypatch.chdir(folder)
    # A file that was changed within the last two seconds is always read.
    monkeypatch.setattr("linter.cache.store.RACY", -1)
    return folder


def lint(*paths: str, cached: bool = True) -> Report:
    used = configs()
    cache = CachedResults(Cache(Path.cwd().parent / "cache")) if cached else None
    return run(find(paths, Path.cwd(), used), used, options=RunOptions(cached=cache))


def related(report: Report) -> list[list[str | None]]:
    return [[one.path for one in item.related] for item in report.diagnostics]


def same(site: Path) -> Path:
    return site / "_news/2020-01-02-same.md"


def other(site: Path) -> Path:
    return site / "_news/2020-01-04-other.md"


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda site: site,
    "one-that-shared-is-gone": lambda site: same(site).unlink(),
    "one-that-shared-does-not": lambda site: put(same(site), LINK.format("z")),
    "one-that-shared-was-touched": lambda site: put(same(site), LINK.format("a"), age=50),
    "one-that-did-not-share-does": lambda site: put(other(site), LINK.format("a")),
    "of-the-same-size-and-time": lambda site: put(other(site), LINK.format("a"), age=100),
    "one-moved-over-it": lambda site: (
        shutil.copy2(same(site), site / "x") and ((site / "x").replace(other(site)))
    ),
    "renamed": lambda site: same(site).rename(site / "_news/2020-01-09-renamed.md"),
    "a-new-one": lambda site: put(site / "_news/2020-01-07-new.md", LINK.format("a")),
    "a-new-one-in-a-new-folder": lambda site: put(
        site / "_posts/2020-01-07-new.md", LINK.format("a")
    ),
    "the-named-one-shares-with-another": lambda site: put(site / NAMED, LINK.format("b")),
    "the-named-one-shares-with-one-with-a-picture": lambda site: put(
        site / NAMED, LINK.format("c")
    ),
    "no-article-becomes-one": lambda site: put(
        site / "_news/2020-01-06-no-article.md", LINK.format("a")
    ),
    "a-picture-appears": lambda site: put(site / "a.png", "no picture"),
    "the-settings-of-the-site": lambda site: put(
        site / "_config.yml", "url: https://example.com\n"
    ),
    "the-config": lambda site: put(
        site / "articlelint.toml", 'exclude = ["_news/2020-01-02-same.md"]\n'
    ),
    "the-config-for-some-files": lambda site: put(
        site / "articlelint.toml", '[per-file-ignores]\n"_news/2020-01-0[23]*" = ["DUP"]\n'
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_findings_are_those_of_a_run_without_a_cache(
    site: Path, change: Callable[[Path], object]
) -> None:
    before = related(lint("."))
    assert related(lint(NAMED))
    assert lint(NAMED) == lint(NAMED, cached=False)
    change(site)
    # The second and third time with what the first has stored.
    for _ in range(3):
        assert lint(NAMED) == lint(NAMED, cached=False)
    assert lint(".") == lint(".", cached=False)
    assert before


def sharing(site: Path, *links: str) -> list[tuple[str, bool]]:
    """Return the files that may share a link, and whether their facts are cached."""
    results = CachedResults(Cache(site.parent / "cache"))
    hashes = {
        fact_hash("DUP001", fact_key(page_key(f"https://example.com/{link}"))) for link in links
    }
    seen = Seen()
    facts = CachedFacts(results, str(site.resolve()), find(["."], site, configs(), seen=seen))
    found = [(target.path.name, texts is not None) for target, texts in facts.sharing(seen, hashes)]
    results.close()
    return found


SHARING = [("2020-01-01-named.md", True), ("2020-01-02-same.md", True), ("2020-01-03-bad.md", True)]


def test_only_files_that_share_a_fact_or_have_no_row_are_yielded(site: Path) -> None:
    assert len(sharing(site, "a")) == 6
    lint(".")
    for _ in range(2):
        assert sharing(site, "a") == SHARING
        assert sharing(site, "b") == [("2020-01-04-other.md", True)]
        assert sharing(site) == sharing(site, "z") == []
    put(other(site), LINK.format("y"))
    assert sharing(site, "z") == [("2020-01-04-other.md", False)]


def test_rows_of_files_that_share_nothing_are_not_needed(site: Path) -> None:
    lint(".")
    sharing(site, "z")
    database = sqlite3.connect(site.parent / "cache/results.sqlite3")
    with database:
        database.execute("DELETE FROM results")
    database.close()
    assert sharing(site, "z") == []
    assert sharing(site, "b") == [("2020-01-04-other.md", False)]
    assert lint(NAMED) == lint(NAMED, cached=False)


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, '[["", [], {}, [], [], [], false]]'])
def test_a_malformed_index_is_ignored(
    site: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    lint(".")
    with monkeypatch.context() as patch:
        patch.setattr(FactIndex, "to_json", lambda _: text)
        sharing(site, "z")
    assert sharing(site, "a") == SHARING


def index_files(site: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted((site.parent / "cache").glob("facts-*"))]


def test_an_index_is_written_again_once_many_files_have_changed(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What decides on the walk is older than the process.
    monkeypatch.setattr("linter.fastpath.state.STARTED", 2**63)
    for number in range(40):
        put(site / f"_news/2020-02-01-more-{number}.md", LINK.format(f"more-{number}"))
    lint(".")
    sharing(site, "z")
    first = index_files(site)
    for changed in range(1, 40):
        put(site / f"_news/2020-02-01-more-{changed}.md", LINK.format(f"other-{changed}"))
        sharing(site, "z")
        assert (index_files(site) != first) == (changed > 20)
        if changed > 20:
            break
    put(site / "_news/2020-03-01-new.md", LINK.format("new"))
    before = index_files(site)
    sharing(site, "z")
    assert index_files(site) != before
    assert lint(NAMED) == lint(NAMED, cached=False)


def test_the_oldest_indexes_go(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.run.cached_facts.MOST_INDEXES", 2)
    for name in ("x", "y", "z"):
        put(site / "_config.yml", f"url: https://example.{name}\n")
        sharing(site, "a")
    assert len(index_files(site)) == 2
