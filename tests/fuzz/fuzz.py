"""Coverage-guided fuzzing with atheris; see README.md beside this file.

Start it as `python -m tests.fuzz.fuzz TARGET [options of libFuzzer]`.
"""

import shutil
import sys
import tempfile
import traceback
from hashlib import blake2b
from pathlib import Path

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["linter"]):
    from tests.fuzz.targets import FINDS, TARGETS

from linter.rules.registry import all_rules
from tests.fuzz.seeds import DICTIONARY, seeds


def _start(name: str, options: list[str]) -> None:
    target = TARGETS[name]

    def execute(data: bytes) -> None:
        try:
            target(data)
        except BaseException:
            FINDS.mkdir(exist_ok=True)
            find = FINDS / f"{name}-{blake2b(data, digest_size=8).hexdigest()}"
            find.write_bytes(data)
            traceback.print_exc()
            print(f"kept as {find}", file=sys.stderr)  # noqa: T201 - for whoever fuzzes
            raise

    all_rules()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for index, seed in enumerate(seeds(name)):
            (corpus / str(index)).write_bytes(seed)
        dictionary = Path(folder, "dictionary")
        dictionary.write_text("".join(f'"{word}"\n' for word in DICTIONARY), encoding="utf-8")
        arguments = [sys.argv[0], str(corpus), f"-dict={dictionary}", "-timeout=20", *options]
        atheris.Setup(arguments, execute)
        atheris.Fuzz()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _start(sys.argv[1], sys.argv[2:])
