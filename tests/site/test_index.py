"""What the data files and collections of a site name."""

import pickle
from pathlib import Path
from typing import NamedTuple

import pytest

from linter.frontmatter.source import Source
from linter.site.addresses import local_path
from linter.site.config import SiteConfig, read_config, site_config
from linter.site.documents import SiteProblem
from linter.site.files import SiteFiles
from linter.site.index import (
    DataEntry,
    IndexFiles,
    SiteIndex,
    collection_items,
    data_entry,
    read_index,
)
from linter.site.links import inside
from tests.conftest import Build
from tests.sites import OWN, REAL, on_each_site


def config(text: str) -> SiteConfig:
    result = site_config(Source("_config.yml", text))
    assert isinstance(result, SiteConfig)
    return result


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("_data/topics/a.yaml", "name: A b\nparent: C\n", DataEntry("A b", "")),
        ("_data/topics/a.yml", "---\nname: A\n---\n", DataEntry("A", "")),
        ("_data/topics/a.json", '{"name": "A"}', DataEntry("A", "")),
        ("_data/topics/a.md", "---\nname: 'A'\n---\nText: [\n", DataEntry("A", "")),
        ("_data/o/a.md", "---\nname: A\ndomain: a.com\n---\n", DataEntry("A", "a.com")),
        ("_data/o/a.yml", "domain: a.com\n", DataEntry("", "a.com")),
        ("_data/o/a.yml", "name: [A]\ndomain: 7\n", DataEntry("", "")),
        ("_data/o/a.yml", "name: no\n", DataEntry("", "")),
        ("_data/README.md", "# Topics\n", DataEntry("", "")),
        ("_data/o/a.yml", "", DataEntry("", "")),
    ],
)
def test_what_a_data_file_names(path: str, text: str, expected: DataEntry) -> None:
    assert data_entry(Source(path, text)) == expected


@pytest.mark.parametrize(
    ("path", "text", "row"),
    [
        ("a.yml", "name: A\n  b: [\n", 2),
        ("a.yml", "- name: A\n", 1),
        ("a.md", "---\nname: 'A\n---\n", 2),
        ("a.md", "---\nname: A\n", 1),
    ],
)
def test_a_data_file_that_cannot_be_used(path: str, text: str, row: int) -> None:
    result = data_entry(Source(path, text))
    assert isinstance(result, SiteProblem)
    assert (result.path, result.row) == (path, row)
    assert result.reason


@pytest.mark.posix("symbolic links")
def test_the_index(build: Build, tmp_path: Path) -> None:
    root = build(
        {
            "_data/topics/01-a.yaml": "name: A\n",
            "_data/topics/deep/b.md": "---\nname: B\n---\n",
            "_data/topics/picture.png": "name: no",
            "_data/topics/broken.yml": "name: [",
            "_data/organizations/o.md": "---\nname: O\ndomain: o.com\n---\n",
            "_data/organizations/nameless.md": "---\ndomain: p.com\n---\n",
            "_learning/videos/one.md": "",
            "_learning/courses/v1.2.html": "",
            "_learning/drafts/two.md": "",
            "_news/three.md": "",
        }
    )
    (tmp_path / "outside.yml").write_text("name: secret\n", encoding="utf-8")
    (root / "_data" / "topics" / "link.yml").symlink_to(tmp_path / "outside.yml")
    index = read_index(root, config("exclude: [_learning/drafts]\n"))
    assert index.topics == {"A", "B"}
    assert index.organisations == {"o.com": "O", "p.com": ""}
    assert index.items == {"videos/one", "courses/v1.2"}
    assert [problem.path for problem in index.problems] == ["_data/topics/broken.yml"]
    assert pickle.loads(pickle.dumps(index)) == index  # noqa: S301 - what was just written
    assert collection_items(root, SiteConfig(), "news") == {"three"}


def test_the_index_of_a_site_with_folders_elsewhere(build: Build) -> None:
    root = build(
        {
            "src/info/topics/a.yml": "name: A\n",
            "src/all/_learning/videos/one.md": "",
            "src/all/_learning/tmp/two.md": "",
            "_data/topics/b.yml": "name: B\n",
        }
    )
    settings = config("source: src\ndata_dir: info\ncollections_dir: all\nexclude: [all/*/tmp]\n")
    assert read_index(root, settings) == SiteIndex(
        frozenset({"A"}),
        {},
        frozenset({"videos/one"}),
        files=IndexFiles(
            topics={"A": "src/info/topics/a.yml"},
            organisations={},
            items={"videos/one": "src/all/_learning/videos/one.md"},
        ),
    )


def test_the_index_of_a_site_that_names_nothing(build: Build) -> None:
    assert read_index(build({}), SiteConfig()) == SiteIndex(
        frozenset(), {}, frozenset(), files=IndexFiles({}, {}, {})
    )


class Known(NamedTuple):
    """What is known of a site: its base address, the size of its lists, an organisation."""

    baseurl: str
    counts: tuple[int, int, int]
    domain: str
    name: str


KNOWN = {
    OWN: Known("/meadow", (4, 6, 6), "marshpost.example", "The Marsh Post"),
    REAL: Known("/microsoft-power-apps", (7, 70, 448), "bbc.com", "BBC"),
}


@on_each_site
def test_a_whole_site(folder: Path) -> None:
    known = KNOWN[folder]
    root = folder.resolve()
    settings = read_config(root)
    assert isinstance(settings, SiteConfig)
    assert settings.baseurl == known.baseurl
    assert settings.collections["newsletters"]
    index = read_index(root, settings)
    assert (len(index.topics), len(index.organisations), len(index.items)) == known.counts
    assert index.problems == ()
    assert index.organisations[known.domain] == known.name
    picture = f"/assets/images/organizations/{known.domain}-50x50.jpg"
    files = SiteFiles(root)
    for address in (picture, settings.url + settings.baseurl + picture):
        path = local_path(address, settings)
        assert path is not None
        assert files.resolve(inside(settings.source, path)) == root / picture.lstrip("/")
