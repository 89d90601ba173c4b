"""Changes the code in one place at a time, and lists the changes that no test notices.

    python tests/mutations.py [--places N] [--seed N] [PATH...]

It runs on a copy of the current folder. A change is caught when a test fails, or needs far more
processor time than before. Tests that lie under `tests/` as the changed file lies in its package
run first, then all others but the slow ones. The exit status is 1 if a change survives.
"""

import argparse
import ast
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", ".*_cache", "__pycache__", "_build")
_PYTEST = ("-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", "-m", "not slow")
_NO_TESTS = 5
"""The exit status of pytest when it finds no test."""

_OPPOSITES: dict[type[ast.AST], Any] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
_NOT_MUTATED = {"annotation", "returns"}


class Mutation(NamedTuple):
    """One change: where, the code before and after it, and the text of the whole file with it."""

    path: Path
    line: int
    before: str
    after: str
    text: bytes

    def __str__(self) -> str:
        """Return one line, as a compiler would point at it."""
        return f"{self.path}:{self.line}: {_short(self.before)}  ->  {_short(self.after)}"


def mutations(path: Path) -> Iterator[Mutation]:
    """Yield every change of a file, in the order of the code."""
    data = path.read_bytes()
    lines = data.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for node, role in _nodes(ast.parse(data)):
        for changed in _changes(node, role):
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
            before, after = data[start:end].decode(), ast.unparse(changed)
            text = b"%b(%b)%b" % (data[:start], after.encode(), data[end:])
            yield Mutation(path, node.lineno, before, after, text)


def _nodes(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Yield the expressions that matter when the program runs, and the field that each fills."""
    if isinstance(tree, ast.JoinedStr):
        # Before Python 3.12, what is in it has no positions.
        return
    for name, value in ast.iter_fields(tree):
        if name in _NOT_MUTATED:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.expr):
                yield child, "return" if isinstance(tree, ast.Return) else name
            if isinstance(child, ast.AST):
                yield from _nodes(child)


def _changes(node: ast.expr, role: str) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                changed = [*ops[:at], _OPPOSITES[type(op)](), *ops[at + 1 :]]
                yield ast.Compare(left, changed, comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(_OPPOSITES[type(op)](), values)
        case ast.BinOp(left, ast.Add() | ast.Sub() as op, right):
            yield ast.BinOp(left, _OPPOSITES[type(op)](), right)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case _ if role == "test":
            yield ast.UnaryOp(ast.Not(), node)
    if role == "return" and not isinstance(node, ast.Constant):
        yield ast.Constant(None)


def _short(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) < 80 else f"{line[:76]} ..."


class Suite:
    """Runs the tests of a copy of the project."""

    def __init__(self, folder: Path) -> None:
        """Run all tests once as they are.

        Raises:
            SystemExit: they do not pass, so that they could not tell a change.

        """
        self._folder = folder
        self._seconds = resource.RLIM_INFINITY
        before = _processor_time()
        if not self._pass(["tests"]):
            sys.exit("the tests fail without any change")
        self._seconds = 10 + 3 * int(_processor_time() - before)

    def catches(self, mutation: Mutation) -> bool:
        """Whether a test fails with a change; the copy is afterwards as it was."""
        file = self._folder / mutation.path
        original = file.read_bytes()
        _write(file, mutation.text)
        try:
            return not all(map(self._pass, self._stages(mutation.path)))
        finally:
            _write(file, original)

    def _stages(self, path: Path) -> Iterator[list[str]]:
        _, *inside = path.with_suffix("").parts
        tests = self._folder / "tests"
        near = tests / inside[0] if len(inside) > 1 else tests / f"test_{inside[0]}.py"
        if near.exists():
            yield [str(near)]
        yield [str(each) for each in _tests_in(tests) if each != near]

    def _pass(self, paths: list[str]) -> bool:
        if not paths:
            return True
        with subprocess.Popen(
            [sys.executable, *_PYTEST, *paths],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            # Each process that a test starts inherits the limit.
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (self._seconds, self._seconds))
            return process.wait() in {0, _NO_TESTS}


def _write(file: Path, text: bytes) -> None:
    """Change a module; bytecode of the same second and length would count as that of the change."""
    file.write_bytes(text)
    for compiled in file.parent.glob(f"__pycache__/{file.stem}.*.pyc"):
        compiled.unlink()


def _tests_in(folder: Path) -> list[Path]:
    files = folder.glob("test_*.py")
    return sorted([*files, *(each for each in folder.iterdir() if any(each.rglob("test_*.py")))])


def _processor_time() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """Print the changes that survive."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--places", type=int, default=100, help="how many changes to try")
    parser.add_argument("--seed", type=int, default=0, help="which of them")
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("linter")])
    options = parser.parse_args()
    files = [file for path in options.paths for file in (sorted(path.rglob("*.py")) or [path])]
    every = [mutation for file in files for mutation in mutations(file)]
    chosen = random.Random(options.seed).sample(every, min(options.places, len(every)))  # noqa: S311
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        shutil.copytree(Path.cwd(), copy, ignore=_NOT_COPIED)
        suite = Suite(copy)
        for mutation in chosen:
            if not suite.catches(mutation):
                survivors += 1
                print(mutation, flush=True)  # noqa: T201
    print(f"{len(chosen) - survivors} of {len(chosen)} changes were caught")  # noqa: T201
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
