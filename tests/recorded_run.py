"""Compares what the command prints and writes with what it did before a change of the code.

    python tests/recorded_run.py record FOLDER SITE...
    python tests/recorded_run.py compare FOLDER

`record` runs the command on copies of the sites and keeps in FOLDER what came out: the findings in
several formats, the patch, and the bytes of all files after safe and after unsafe fixes. `compare`
runs it again on the same sites, prints the first differences, and exits with 1 if there are any.
"""

import difflib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_COMMON = ("--no-cache", "--now", "2026-01-01T00:00:00Z", "--extend-select", "ALL")
_RUNS = {
    "full": ("--output-format", "full"),
    "json": ("--output-format", "json"),
    "sarif": ("--output-format", "sarif"),
    "statistics": ("--statistics", "--verbose"),
    "patch": ("--diff",),
    "fixed": ("--fix", "--output-format", "json"),
    "fixed-unsafely": ("--fix", "--unsafe-fixes", "--show-fixes", "--output-format", "json"),
}
_SHOWN_LINES = 40
"""Of the differences of one file; the first tell what has changed."""


def outputs(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the outputs of the command on a site, by name, and the files that its fixes leave.

    The site itself is only read.
    """
    for name, options in _RUNS.items():
        with tempfile.TemporaryDirectory() as folder:
            # The same name each time: SARIF names the folder that was linted.
            copy = Path(folder, "site")
            shutil.copytree(site, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
            command = [sys.executable, "-m", "linter", "check", *_COMMON, *options]
            done = subprocess.run(command, cwd=copy, capture_output=True, check=False)
            here = folder.encode()
            yield f"{name}.status", f"{done.returncode}\n".encode()
            yield f"{name}.out", done.stdout.replace(here, b"FOLDER")
            yield f"{name}.err", done.stderr.replace(here, b"FOLDER")
            if name.startswith("fixed"):
                for file in sorted(copy.rglob("*")):
                    if file.is_file() and file.read_bytes() != _bytes(
                        site / file.relative_to(copy)
                    ):
                        yield f"{name}/{file.relative_to(copy).as_posix()}", file.read_bytes()


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def record(folder: Path, sites: list[Path]) -> None:
    """Write the outputs of the command on sites to a new folder.

    Raises:
        FileExistsError: the folder is there.

    """
    folder.mkdir(parents=True)
    for number, site in enumerate(sites):
        home = folder / str(number)
        home.mkdir()
        (home / "SITE").write_text(f"{site.resolve()}\n", encoding="utf-8")
        for name, data in outputs(site):
            file = home / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def differences(folder: Path) -> Iterator[str]:
    """Yield a text for everything that differs from what a folder holds."""
    for home in sorted(folder.iterdir()):
        site = Path((home / "SITE").read_text(encoding="utf-8").strip())
        now = dict(outputs(site))
        before = {
            file.relative_to(home).as_posix(): file.read_bytes()
            for file in home.rglob("*")
            if file.is_file() and file != home / "SITE"
        }
        for name in sorted(now.keys() | before.keys()):
            if now.get(name) != before.get(name):
                lines = difflib.unified_diff(
                    before.get(name, b"").decode(errors="replace").splitlines(),
                    now.get(name, b"").decode(errors="replace").splitlines(),
                    f"recorded {name}",
                    f"now {name}",
                    lineterm="",
                )
                shown = [line for line, _ in zip(lines, range(_SHOWN_LINES), strict=False)]
                yield "\n".join([f"{site}: {name} differs", *shown])


def main(arguments: list[str]) -> int:
    """Record or compare; the exit status is 1 for differences and 2 for wrong use."""
    match arguments:
        case ["record", folder, first, *more]:
            record(Path(folder), [Path(site) for site in (first, *more)])
            return 0
        case ["compare", folder]:
            found = list(differences(Path(folder)))
            sys.stdout.write("\n\n".join(found) + "\n" if found else "no difference\n")
            return 1 if found else 0
    sys.stderr.write(__doc__ or "")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
