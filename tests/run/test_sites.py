"""The sites around files, each found and read once a run."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from linter.config.settings import Config
from linter.files.targets import Target
from linter.profiles.registry import site_around
from linter.run.sites import Sites
from linter.site.config import SiteSettings

pytestmark = pytest.mark.slow

ARTICLE = "---\ntitle: a\n---\n"

# Every process that is forked inherits the hook, and appends what it opens to one file.
COUNTED = """
import os, sys
from pathlib import Path

log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def note(event, arguments):
    # A file is opened by `os.open`, which has no mode as `open` does.
    if event == "open" and arguments[1] is None and str(arguments[0]).endswith("_config.yml"):
        os.write(log, f"{arguments[0]}\\n".encode())

sys.addaudithook(note)

from linter.cache.store import Cache
from linter.config.files import Configs, Overrides
from linter.files.discovery import find
from linter.run import executors
from linter.run.cached_results import CachedResults
from linter.run.runner import RunOptions, run

executors.WORTH_A_POOL, executors.CHUNK = 30, 5
for jobs, cache in ((1, None), (2, None), (1, "1"), (2, "2")):
    configs = Configs(Overrides(), isolated=True)
    found = find(["."], Path.cwd(), configs)
    cached = CachedResults(Cache(Path(sys.argv[2], cache))) if cache else None
    report = run(found, configs, None, RunOptions(jobs, cached))
    print(len(report.files))
    os.write(log, b"end\\n")
"""


def target(path: Path, config: Config | None = None) -> Target:
    return Target(
        str(path),
        path.name,
        None,
        named=True,
        site=site_around(os.path.realpath(path.parent)),
        config=config or Config(),
    )


def test_the_settings_of_a_site_are_read_once_a_run(tmp_path: Path) -> None:
    sites = [tmp_path / "both/one", tmp_path / "both/two"]
    for site in sites:
        for folder in ("_news", "_news/2020", "_samples"):
            (site / folder).mkdir(parents=True)
            for number in range(6):
                (site / folder / f"{number}.md").write_text(ARTICLE, encoding="utf-8")
        (site / "_config.yml").write_text("url: https://example.org\n", encoding="utf-8")
    log = tmp_path / "log"
    command = [sys.executable, "-c", COUNTED, str(log), str(tmp_path / "cache")]
    run = subprocess.run(command, cwd=tmp_path / "both", check=True, capture_output=True, text=True)
    assert run.stdout == 4 * "36\n"
    *runs, rest = log.read_text(encoding="utf-8").split("end\n")
    assert rest == ""
    for opened in runs:
        assert sorted(opened.splitlines()) == [str(site / "_config.yml") for site in sites]


def test_all_folders_of_a_site_share_it(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").touch()
    sites = Sites()
    one, other = sites.of(target(tmp_path / "_news/a.md")), sites.of(target(tmp_path / "b.md"))
    assert one is not None
    assert one is other
    assert one.root == Path(os.path.realpath(tmp_path))


def test_each_file_has_the_settings_of_its_own_config(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("baseurl: /a\n", encoding="utf-8")
    sites = Sites()
    own = sites.of(target(tmp_path / "_news/a.md"))
    changed = Config(site=SiteSettings(baseurl="/b"))
    other = sites.of(target(tmp_path / "_samples/a.md", changed))
    assert own is not None
    assert other is not None
    assert (own.config.baseurl, other.config.baseurl) == ("/a", "/b")


def test_a_copy_in_another_process_keeps_the_settings(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("baseurl: /a\n", encoding="utf-8")
    article = target(tmp_path / "a.md")
    sites = Sites()
    sites.of(article)
    (tmp_path / "_config.yml").write_text("baseurl: /b\n", encoding="utf-8")
    site = pickle.loads(pickle.dumps(sites)).of(article)  # noqa: S301 - what was just written
    assert site.config.baseurl == "/a"


def test_settings_that_cannot_be_used_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("url: [\n", encoding="utf-8")
    sites = Sites()
    assert sites.of(target(tmp_path / "a.md")) is None
    assert sites.view_for(target(tmp_path / "a.md")) is None
    (problem,) = sites.problems
    assert problem.path == (tmp_path / "_config.yml").as_posix()


def test_a_url_is_in_no_site() -> None:
    url = "memory://_news/a.md"
    assert Sites().of(Target(url, url, None, True, url=url)) is None  # noqa: FBT003
