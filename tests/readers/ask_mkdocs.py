"""What MkDocs makes of front matter: a file's text on each line of standard input, as JSON.

An answer is on each line of standard output; the first line is the release. Only MkDocs itself need
be installed. Text with a byte-order mark or other line ends is decoded as MkDocs reads a file.
"""

import io
import json
import logging
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import mkdocs  # type: ignore[import-not-found,unused-ignore]
import yaml
from mkdocs.utils import meta  # type: ignore[import-not-found,unused-ignore]

_DEEPEST = 99
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _shown(value: Any, depth: int = 0) -> list[Any]:
    if isinstance(value, dict | list | tuple | set):
        return _shown_collection(value, depth + 1)
    match value:
        case None | bool():
            return ["null" if value is None else "boolean", value]
        case int() | float():
            return ["number", str(value)]
        case bytes() | str():
            return ["string", value if isinstance(value, str) else value.decode(errors="replace")]
        case date():
            return ["time", _microseconds(value)]
    raise TypeError(value)


def _shown_collection(value: Any, depth: int) -> list[Any]:
    if depth > _DEEPEST:
        return ["refused", "circular"]
    if isinstance(value, dict):
        return ["mapping", [[str(key), _shown(each, depth)] for key, each in value.items()]]
    return ["list", [_shown(each, depth) for each in value]]


def _microseconds(moment: date) -> int:
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    since = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH
    return since // timedelta(microseconds=1)


def _answer(text: str) -> list[Any]:
    raised: list[Exception] = []

    def load(block: str, loader: Any) -> object:
        try:
            return yaml.load(block, loader)  # noqa: S506 - MkDocs hands in a safe one
        except Exception as error:
            raised.append(error)
            raise

    meta.yaml = type("yaml", (), {"load": staticmethod(load)})
    # As `Page.read_source` opens a file.
    decoded = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8-sig").read()
    _, data = meta.get_data(decoded)
    return ["refused", str(raised[0])] if raised else _shown(data)


def main() -> None:
    logging.disable()
    _say(f"MkDocs {mkdocs.__version__}, PyYAML {yaml.__version__}")
    for line in sys.stdin:
        _say(_answer(json.loads(line)))


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
