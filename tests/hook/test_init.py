"""The hook that `articlelint init` writes, in its three forms, run by the real pre-commit."""

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


@pytest.fixture
def site(run: Run, tmp_path: Path) -> Path:
    """Make a site under git."""
    site = tmp_path / "site"
    (site / "_news").mkdir(parents=True)
    done(run, GIT, "init", "--quiet", cwd=site)
    return site


def written_hook(run: Run, scripts: Path, site: Path, what: str) -> tuple[dict[str, str], str]:
    """Install articlelint from somewhere; return the hook that it writes, and its sentence."""
    install(run, scripts, "--force-reinstall", "--no-deps", "--no-build-isolation", what)
    printed = done(run, scripts / "articlelint", "init", cwd=site)
    (entry,) = yaml.safe_load((site / ".pre-commit-config.yaml").read_text())["repos"]
    (said,) = re.findall("^The hook .+$", printed, re.MULTILINE)
    return entry, said


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


@pytest.mark.parametrize("form", ["address", "clone"])
def test_the_hook_of_a_repository(
    run: Run, scripts: Path, source: Path, site: Path, form: str
) -> None:
    repository = source.as_uri() if form == "address" else str(source)
    what = f"git+{repository}" if form == "address" else repository
    entry, said = written_hook(run, scripts, site, what)
    commit = done(run, GIT, "rev-parse", "HEAD", cwd=source).strip()
    assert (entry["repo"], entry["rev"]) == (repository, commit)
    assert repository in said
    assert commit[:12] in said
    check_commits(run, scripts, site)


def test_the_hook_of_a_folder_that_is_no_repository(
    run: Run, scripts: Path, source: Path, site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".git"))
    entry, _ = written_hook(run, scripts, site, str(folder))
    assert entry["repo"] == "local"
    assert "rev" not in entry
    check_commits(run, scripts, site)
