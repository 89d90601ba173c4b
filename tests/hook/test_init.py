"""The hook that `articlelint init` writes, in its three forms, run by the real pre-commit."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from tests.git import GIT, needs_git
from tests.hook.conftest import NEEDED, Run

pytestmark = [
    pytest.mark.slow,
    needs_git,
    pytest.mark.posix("scripts in `bin`"),
]

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text(encoding="utf-8")
NAME = "_news/2020-06-11-amazon.md"
AS_IT_IS = ("--force-reinstall", "--no-deps", "--no-build-isolation")
WRONG_DAY = SEED.replace("publishedDateTime: 2020-06-11", "publishedDateTime: 2020-06-12", 1)


def done(run: Run, *command: str | Path, cwd: Path, **variables: str) -> str:
    finished = run(*command, cwd=cwd, **variables)
    assert finished.returncode == 0, finished.stdout
    return finished.stdout


@pytest.fixture(scope="module")
def scripts(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment with all that articlelint needs; return where its commands lie."""
    folder = tmp_path_factory.mktemp("environment")
    done(run, sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    install(run, folder / "bin", *NEEDED)
    return folder / "bin"


def install(run: Run, scripts: Path, *what: str) -> None:
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--quiet")
    done(run, *pip, *what, cwd=scripts)


def new_site(run: Run, site: Path) -> Path:
    """Make a site under git."""
    (site / "_news").mkdir(parents=True)
    done(run, GIT, "init", "--quiet", cwd=site)
    return site


def written_hook(run: Run, scripts: Path, site: Path) -> tuple[dict[str, str], str]:
    """Return the hook that articlelint writes, and its sentence."""
    printed = done(run, scripts / "articlelint", "init", cwd=site)
    (entry,) = yaml.safe_load((site / ".pre-commit-config.yaml").read_text())["repos"]
    (said,) = re.findall("^The hook .+$", printed, re.MULTILINE)
    return entry, said


def check_repository(run: Run, scripts: Path, site: Path, source: Path, repository: str) -> None:
    """Assert that the hook is that of a repository, at the commit that is installed."""
    entry, said = written_hook(run, scripts, site)
    commit = done(run, GIT, "rev-parse", "HEAD", cwd=source).strip()
    assert (entry["repo"], entry["rev"]) == (repository, commit)
    assert repository in said
    assert commit[:12] in said
    check_commits(run, scripts, site)


def check_commits(run: Run, scripts: Path, site: Path) -> None:
    """Assert that the hook refuses a wrong article and takes a right one."""
    # A local hook takes the command from the PATH, as the line says.
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    done(run, sys.executable, "-m", "pre_commit", "install", cwd=site)
    for text, status in ((WRONG_DAY, 1), (SEED, 0)):
        (site / NAME).write_text(text, encoding="utf-8")
        done(run, GIT, "add", NAME, cwd=site)
        judged = run(GIT, "commit", "--message=x", cwd=site, PATH=path)
        assert judged.returncode == status, judged.stdout
        assert ("error[DAT005] file-name-date" in judged.stdout) is bool(status)


def test_the_hook_of_an_address(run: Run, scripts: Path, source: Path, tmp_path: Path) -> None:
    install(run, scripts, *AS_IT_IS, f"git+{source.as_uri()}")
    check_repository(run, scripts, new_site(run, tmp_path / "site"), source, source.as_uri())


def test_the_hook_of_a_clone_and_of_a_folder_that_is_no_repository(
    run: Run, scripts: Path, source: Path, tmp_path: Path
) -> None:
    install(run, scripts, *AS_IT_IS, str(source))
    check_repository(run, scripts, new_site(run, tmp_path / "one"), source, str(source))
    # The same code, noted as pip notes it where it comes from another folder.
    folder, site = tmp_path / "folder", new_site(run, tmp_path / "other")
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".git"))
    (note,) = scripts.parent.rglob("articlelint-*.dist-info/direct_url.json")
    text = note.read_text(encoding="utf-8")
    assert json.loads(text) == {"dir_info": {}, "url": source.as_uri()}
    note.write_text(text.replace(source.as_uri(), folder.as_uri()), encoding="utf-8")
    entry, _ = written_hook(run, scripts, site)
    assert entry["repo"] == "local"
    assert "rev" not in entry
    check_commits(run, scripts, site)
