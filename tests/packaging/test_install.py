"""However articlelint is installed, the command runs and finds its schemas.

Each way gets an environment of its own. The dependencies alone are installed once and lent to the
others, so that each takes a second, and still holds nothing that was not declared.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from tests.releases import pip_settings

pytestmark = pytest.mark.slow

Command: TypeAlias = list[str | Path]

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MANUAL = ROOT / "docs/man/articlelint.1"
NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", ".*_cache", "__pycache__", ".hypothesis")


def run(command: Command, cwd: Path, **env: str) -> str:
    """Run a command that must succeed, and return what it printed."""
    inherited = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=inherited | env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


class Environment(NamedTuple):
    """A virtual environment, and the settings of what installs into it."""

    folder: Path
    pip_settings: dict[str, str]

    def path(self, kind: str) -> Path:
        """Return where the environment keeps its `scripts` or its `purelib`."""
        base = str(self.folder)
        return Path(sysconfig.get_path(kind, "venv", {"base": base, "platbase": base}))

    @property
    def python(self) -> Path:
        return self.path("scripts") / "python"

    @property
    def articlelint(self) -> Path:
        return self.path("scripts") / "articlelint"

    def install(self, *arguments: str | Path) -> None:
        """Install with the pip of the environment that runs the tests."""
        pip: Command = [sys.executable, "-m", "pip", "--python", self.python, "install"]
        run([*pip, "--quiet", *arguments], self.folder, **self.pip_settings)

    @classmethod
    def create(cls, folder: Path, pip_settings: dict[str, str]) -> "Environment":
        run([sys.executable, "-m", "venv", "--without-pip", folder], folder.parent)
        return cls(folder, pip_settings)


class Built(NamedTuple):
    """The distributions of a release: the wheel is built from the sdist."""

    sdist: Path
    wheel: Path


@pytest.fixture(scope="module")
def dependencies(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Install what pyproject.toml declares, and nothing else."""
    declared = PYPROJECT["project"]["dependencies"]
    needed = (*declared, *PYPROJECT["build-system"]["requires"])
    settings = pip_settings(tmp_path_factory, needed)
    environment = Environment.create(tmp_path_factory.mktemp("dependencies") / "venv", settings)
    environment.install(*declared)
    return environment


@pytest.fixture
def fresh(tmp_path: Path, dependencies: Environment) -> Environment:
    """Create an environment that sees the dependencies but does not have articlelint."""
    environment = Environment.create(tmp_path / "venv", dependencies.pip_settings)
    lent = environment.path("purelib") / "dependencies.pth"
    folder = str(dependencies.path("purelib"))
    lent.write_text(f"import site; site.addsitedir({folder!r})\n", encoding="utf-8")
    return environment


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the checkout, without what tools left in it."""
    return shutil.copytree(ROOT, tmp_path_factory.mktemp("checkout") / "main", ignore=NOT_COPIED)


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build an sdist, and from it a wheel, as for a release."""
    release = tmp_path_factory.mktemp("release")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", release, checkout], release)
    (sdist,), (wheel,) = release.glob("*.tar.gz"), release.glob("*.whl")
    return Built(sdist, wheel)


def prove(command: Command, cwd: Path, article: Path, **env: str) -> None:
    """Run articlelint for real: its schemas are there, and the sample article is clean."""
    assert "article" in run([*command, "schema"], cwd, **env).split()
    schema = json.loads((ROOT / "schemas/article.schema.json").read_text(encoding="utf-8"))
    assert json.loads(run([*command, "schema", "article"], cwd, **env)) == schema
    report = run([*command, "check", "--output-format", "json", article], cwd, **env)
    assert json.loads(report) == []


def schema_folder(python: Path, cwd: Path) -> Path:
    """Return where an installation finds its schemas."""
    question = "from linter.core.resources import schema_folder; print(schema_folder())"
    return Path(run([python, "-c", question], cwd).strip())


def contents(wheel: Path) -> dict[str, bytes]:
    """Return the files of a wheel."""
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Copy the sample article to where no checkout is near."""
    (seed,) = (ROOT / "seeds").glob("*.md")
    return Path(shutil.copy(seed, tmp_path))


def test_wheel(built: Built, fresh: Environment, article: Path, tmp_path: Path) -> None:
    fresh.install(built.wheel)
    prove([fresh.articlelint], tmp_path, article)
    assert run([fresh.python, "-m", "linter", "--version"], tmp_path).startswith("articlelint ")
    assert schema_folder(fresh.python, tmp_path) == fresh.path("purelib") / "linter/schemas"
    assert (fresh.folder / "share/man/man1/articlelint.1").read_bytes() == MANUAL.read_bytes()


def test_editable(checkout: Path, fresh: Environment, article: Path, tmp_path: Path) -> None:
    # From the index: hatchling needs a package for this that is not installed here.
    fresh._replace(pip_settings={}).install("--no-compile", "--editable", checkout)
    prove([fresh.articlelint], tmp_path, article)
    assert schema_folder(fresh.python, tmp_path) == checkout / "schemas"


def test_checkout(checkout: Path, dependencies: Environment, article: Path, tmp_path: Path) -> None:
    command: Command = [dependencies.python, "-m", "linter"]
    assert "article" in run([*command, "schema"], checkout).split()
    prove(command, tmp_path, article, PYTHONPATH=str(checkout))


def test_the_wheel_holds_the_package_its_schemas_the_manual_page_and_nothing_else(
    built: Built,
) -> None:
    names = contents(built.wheel).keys()
    packaged = {name for name in names if name.startswith("linter/schemas/")}
    assert packaged == {f"linter/schemas/{file.name}" for file in (ROOT / "schemas").iterdir()}
    assert "linter/py.typed" in names
    release = "-".join(built.wheel.name.split("-")[:2])
    page = f"{release}.data/data/share/man/man1/articlelint.1"
    others = {name for name in names if not name.startswith(("linter/", f"{release}.dist-info/"))}
    assert others == {page}


def test_sdist_holds_tests_and_seeds_byte_for_byte(built: Built) -> None:
    with tarfile.open(built.sdist) as sdist:
        held = {
            member.name.partition("/")[2]: content.read()
            for member in sdist
            if (content := sdist.extractfile(member))
        }
    for file in [*(ROOT / "seeds").iterdir(), Path(__file__), ROOT / "README.md"]:
        assert held[file.relative_to(ROOT).as_posix()] == file.read_bytes()


def test_the_image_is_built_without_an_sdist_from_what_it_gets_into_the_same_wheel(
    built: Built, tmp_path: Path
) -> None:
    """It gets the files that `.dockerignore` lets through to `COPY` in the Dockerfile."""
    patterns = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    context = tmp_path / "context"
    for name in (pattern[1:] for pattern in patterns if pattern.startswith("!")):
        (context / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, context / name, ignore=NOT_COPIED)
        else:
            shutil.copy(ROOT / name, context / name)
    build: Command = [sys.executable, "-m", "build", "--no-isolation", "--wheel"]
    run([*build, "--outdir", tmp_path, context], tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    assert contents(wheel) == contents(built.wheel)
