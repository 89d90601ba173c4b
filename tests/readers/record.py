"""Record the answers of readers of front matter, and compare articlelint with them.

    .venv/bin/python tests/readers/record.py record
    .venv/bin/python tests/readers/record.py compare --sites FOLDER

`record` writes the answers to the chosen blocks to `tests/readers/answers`, which the tests replay.
`compare` records nothing: it prints where articlelint differs on these, on generated and mutated
blocks, and on the files below a folder. Readers are installed below `build/readers`, but for Hugo:
`hugo` must be in the path.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.readers import blocks  # noqa: E402
from tests.readers.readers import DIALECTS, STRICT, ask, install  # noqa: E402
from tests.readers.verdicts import Reason, difference  # noqa: E402

ANSWERS = Path(__file__).parent / "answers"
_INSTALLED = ROOT / "build" / "readers"
_SEED = 2026
_SHOWN = 160


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("action", choices=("record", "compare"))
    parser.add_argument("readers", nargs="*", metavar="READER")
    parser.add_argument("--sites", type=Path, help="a folder of real files")
    parser.add_argument("--count", type=int, default=3000, help="how many blocks are generated")
    parser.add_argument("--seed", type=int, default=_SEED)
    options = parser.parse_args()
    install(_INSTALLED)
    if options.action == "record":
        for reader in options.readers or (*DIALECTS, STRICT):
            _record(reader)
    else:
        texts = _texts(options.sites, options.count, options.seed)
        for reader in options.readers or DIALECTS:
            _compare(reader, texts)


def _record(reader: str) -> None:
    texts = blocks.chosen()
    release, answers = ask(reader, texts, _INSTALLED)
    rows = ",\n".join(
        json.dumps([text, _brief(answer)], ensure_ascii=True)
        for text, answer in zip(texts, answers, strict=True)
    )
    file = ANSWERS / f"{reader}.json"
    file.write_text(f'{{"release": {json.dumps(release)}, "answers": [\n{rows}\n]}}\n')
    _say(f"{release}: {len(texts)} answers in {file.relative_to(ROOT)}")


def _brief(answer: list[object] | None) -> list[object] | None:
    """Return an answer without the message of an error, which changes with each release."""
    return ["refused", ""] if answer and answer[0] == "refused" else answer


def _texts(sites: Path | None, count: int, seed: int) -> dict[str, list[str]]:
    """Return texts by their origin, each once: gray-matter caches those that it cannot read."""
    found = sorted(set(blocks.real(sites))) if sites else []
    return {
        "chosen": blocks.chosen(),
        "generated": list(dict.fromkeys(blocks.generated(count, seed))),
        "real": found,
        "mutated": list(dict.fromkeys(blocks.mutated(found or blocks.chosen(), count, seed))),
    }


def _compare(reader: str, texts: dict[str, list[str]]) -> None:
    for origin, some in texts.items():
        release, answers = ask(reader, some, _INSTALLED)
        counts: Counter[Reason | None] = Counter()
        for text, answer, is_yaml in zip(
            some, answers, ask(STRICT, some, _INSTALLED).answers, strict=True
        ):
            found = difference(text, DIALECTS[reader], answer, is_yaml=is_yaml == ["boolean", True])
            if found is None:
                continue
            counts[found.reason] += 1
            if found.reason is None:
                _say(f"{reader} {origin} {text!r}\n    {found.words[:_SHOWN]}")
        reasons = "".join(
            f"; {counts[reason]} {reason.value}" for reason in Reason if counts[reason]
        )
        _say(f"{release}: {counts[None]} of {len(some)} {origin} differ{reasons}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
