"""Changes the code in one place at a time, and lists the changes that no test notices.

    python tests/mutations.py [--places N] [--seed N] [PATH...]

It runs on a copy of the current folder. All tests but the slow ones run once as they are, to record
which test runs which line. Each change is then tried with the tests that run its line, and next
with those that run another line of its file. A change is caught when a test fails, or needs far
more processor time or memory than before. The exit status is 1 if a change survives, or if a test
fails without any change; pytest's output about the tests as they are is printed on standard error.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

import pytest
from coverage import CoverageData

_NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", ".*_cache", "__pycache__", "_build")
_SELECTED = "not slow"
# pytest-cov takes `--dist` in the options of a project for a run of several processes.
_PYTEST = ("-m", "pytest", "-qx", "-n0", "--dist=no", "-p", "no:cacheprovider", "-m", _SELECTED)
_FEW = 40
"""How many tests, the nearest ones, are tried first."""
_SECONDS = 60
"""Processor time for `_FEW` tests, and for the start of pytest."""
_UNLIMITED = -1
_BYTES = 4 << 30
"""Memory of one process."""
_NOTHING_NOTICED = (
    pytest.ExitCode.OK,
    pytest.ExitCode.USAGE_ERROR,
    pytest.ExitCode.NO_TESTS_COLLECTED,
)

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
    """One change: where, the code before and after it, and the text of the whole file with it.

    `lines` are those whose tests may notice it: all lines of the file if it is not in a function,
    since such code runs once, whatever test comes first.
    """

    path: Path
    line: int
    lines: range
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
    tree = ast.parse(data)
    in_functions = set(_lines_in_functions(tree))
    for node, role in _nodes(tree):
        for changed in _changes(node, role):
            last = node.end_lineno or 0
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[last - 1] + (node.end_col_offset or 0)
            before, after = data[start:end].decode(), ast.unparse(changed)
            text = b"%b(%b)%b" % (data[:start], after.encode(), data[end:])
            of_node, of_file = range(node.lineno, last + 1), range(1, len(starts))
            noticed = of_node if node.lineno in in_functions else of_file
            yield Mutation(path, node.lineno, noticed, before, after, text)


def _lines_in_functions(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from range(node.body[0].lineno, (node.end_lineno or 0) + 1)


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
        case _ if role == "test" and ast.unparse(node) != "TYPE_CHECKING":
            yield ast.UnaryOp(ast.Not(), node)
    if role == "return" and not isinstance(node, ast.Constant):
        yield ast.Constant(None)


def _short(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) < 80 else f"{line[:76]} ..."


class Suite:
    """Runs the tests of a copy of the project."""

    def __init__(self, folder: Path, packages: Iterable[str]) -> None:
        """Run all tests once as they are, and record which of them run which line of packages.

        Raises:
            SystemExit: they do not pass, so that they could not tell a change.

        """
        self._folder = folder
        self._arguments = folder.parent / "arguments"
        coverage = folder.parent / "coverage"
        self._environment = os.environ | {
            # From Python 3.12 on, the default core does not record which test runs a line.
            "COVERAGE_CORE": "ctrace",
            "COVERAGE_FILE": str(coverage),
            # Each run would compile everything.
            "PYTHONDONTWRITEBYTECODE": "",
        }
        options = ("--cov-context=test", "--cov-report=", *(f"--cov={each}" for each in packages))
        status = self._status([*options, "tests"], _UNLIMITED, output=sys.stderr)
        if status != pytest.ExitCode.OK:
            sys.exit("the tests fail without any change")
        self._lines = CoverageData(str(coverage))
        self._lines.read()

    def catches(self, mutation: Mutation) -> bool:
        """Whether a test fails with a change; the copy is afterwards as it was."""
        file = self._folder / mutation.path
        original = file.read_bytes()
        _write(file, mutation.text)
        try:
            return not all(self._pass(tests) for tests in self._stages(mutation))
        finally:
            _write(file, original)

    def _stages(self, mutation: Mutation) -> Iterator[list[str]]:
        contexts = self._lines.contexts_by_lineno(str(self._folder / mutation.path))
        of_line = _tests(each for line in mutation.lines for each in contexts.get(line, ()))
        of_file = _tests(each for line in contexts.values() for each in line)
        if not of_file:
            # No test runs a function of it; it may hold constants for other modules of its folder.
            near = f"tests/{mutation.path.parts[1]}/"
            of_file = {
                test for test in _tests(self._lines.measured_contexts()) if test.startswith(near)
            }
        nearest = _by_nearness(of_line, mutation.path)
        yield from (nearest[:_FEW], nearest[_FEW:], _by_nearness(of_file - of_line, mutation.path))

    def _pass(self, tests: list[str]) -> bool:
        if not tests:
            return True
        status = self._status(tests, _SECONDS + len(tests))
        if status == pytest.ExitCode.USAGE_ERROR:
            # A test is not there with the change: another value names it, or its file fails.
            files = sorted({test.partition("::")[0] for test in tests})
            status = self._status(files, _SECONDS * (1 + len(files)))
        return status in _NOTHING_NOTICED

    def _status(
        self, arguments: list[str], seconds: int, output: IO[str] | int = subprocess.DEVNULL
    ) -> int:
        self._arguments.write_text("".join(f"{each}\n" for each in arguments), encoding="utf-8")
        import resource

        with subprocess.Popen(
            [sys.executable, *_PYTEST, f"@{self._arguments}"],
            cwd=self._folder,
            stdout=output,
            stderr=output,
            env=self._environment,
        ) as process:
            # Each process that a test starts inherits the limits.
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds))
            resource.prlimit(process.pid, resource.RLIMIT_AS, (_BYTES, _BYTES))
            return process.wait()


def _tests(contexts: Iterable[str]) -> set[str]:
    """Return the tests of contexts, which end with `|setup`, `|run` or `|teardown`."""
    return {context.rpartition("|")[0] for context in contexts if context}


def _by_nearness(tests: Iterable[str], path: Path) -> list[str]:
    """Return tests, those of the changed file and its folder first.

    Of tests that are as near, each has its first case before any has its second.
    """
    _, *folders, name = path.with_suffix("").parts
    own = "/".join(["tests", *folders, f"test_{name}.py"])
    folder = "/".join(["tests", *folders[:1], ""])
    cases = Counter[str]()
    ranked = []
    for test in sorted(tests):
        function = test.partition("[")[0]
        ranked.append(
            (not test.startswith(own), not test.startswith(folder), cases[function], test)
        )
        cases[function] += 1
    return [test for *_, test in sorted(ranked)]


def _write(file: Path, text: bytes) -> None:
    """Change a module; bytecode of the same second and length would count as that of the change."""
    file.write_bytes(text)
    for compiled in file.parent.glob(f"__pycache__/{file.stem}.*.pyc"):
        compiled.unlink()


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
        suite = Suite(copy, {path.parts[0] for path in files})
        for mutation in chosen:
            if not suite.catches(mutation):
                survivors += 1
                print(mutation, flush=True)  # noqa: T201
    print(f"{len(chosen) - survivors} of {len(chosen)} changes were caught")  # noqa: T201
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
