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
    pytest.mark.skipif(sys.platform == "win32", reason="scripts lie in another folder"),
]

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text(encoding="utf-8")
NAME = "_news/2020-06-11-amazon.md"
WRONG_DAY = SEED.replace("publishedDateTime: 2020-06-11", "publishedDateTime: 2020-06-12", 1)


def done(run: Run, *command: str | Path, cwd: Path, **variables: str) -> str:
    finished = run(*command, cwd=cwd, **variables)
    assert finished.returncode == 0, finished.stdout
    return finished.stdout


def without_git(source: Path, folder: Path) -> str:
    return str(shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".git")))


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


@pytest.mark.parametrize("form", ["address", "clone", "folder"])
def test_the_hook_that_init_writes_checks_commits(
    run: Run, scripts: Path, source: Path, tmp_path: Path, form: str
) -> None:
    commit = done(run, GIT, "rev-parse", "HEAD", cwd=source).strip()
    what, repository = {
        "address": (f"git+{source.as_uri()}", source.as_uri()),
        "clone": (str(source), str(source)),
        "folder": (without_git(source, tmp_path / "folder"), "local"),
    }[form]
    install(run, scripts, "--force-reinstall", "--no-deps", "--no-build-isolation", what)
    site = tmp_path / "site"
    (site / "_news").mkdir(parents=True)
    done(run, GIT, "init", "--quiet", cwd=site)

    printed = done(run, scripts / "articlelint", "init", cwd=site)
    (entry,) = yaml.safe_load((site / ".pre-commit-config.yaml").read_text())["repos"]
    assert (entry["repo"], entry.get("rev", commit)) == (repository, commit)
    (said,) = re.findall("^The hook .+$", printed, re.MULTILINE)
    assert (repository in said and commit[:12] in said) or repository == "local"

    # A local hook takes the command from the PATH, as the line says.
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    done(run, sys.executable, "-m", "pre_commit", "install", cwd=site)
    for text, status in ((WRONG_DAY, 1), (SEED, 0)):
        (site / NAME).write_text(text, encoding="utf-8")
        done(run, GIT, "add", NAME, cwd=site)
        judged = run(GIT, "commit", "--message=x", cwd=site, PATH=path)
        assert judged.returncode == status, judged.stdout
        assert ("error[DAT005] file-name-date" in judged.stdout) is bool(status)
