"""Caches answers of servers between runs, so that an address is requested again only after days.

It only saves time: whatever goes wrong with it, the run goes on without.
"""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from linter.cache.database import ANSWERS, Database, failures, is_damage
from linter.core.filesystem import reason
from linter.web.answers import Answer, Page, Redirect, Verdict, Wanted
from linter.web.image import ImageFault, ImageKind, ImageProblem, ImageSize

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

_Result = TypeVar("_Result")

DAY: Final = 86_400
"""Seconds."""

# A run that is killed loses no more than these; each commit is a write to the disk.
_ROWS_AT_ONCE: Final = 20

_READ: Final = "SELECT at, answer FROM answers WHERE url = ? AND wanted = ?"
_WRITE: Final = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)"
_DELETE: Final = "DELETE FROM answers WHERE at < ?"
_DELETED_AFTER: Final = 90 * DAY


class Ages(NamedTuple):
    """How old a cached answer may be, in seconds."""

    found: float = 7 * DAY
    dead: float = DAY

    @classmethod
    def up_to(cls, seconds: float) -> "Ages":
        """Return ages of at most so many seconds; a dead link never counts for more than a day."""
        return cls(seconds, min(seconds, cls().dead))


class AnswerCache:
    """The answers of earlier runs, and those of this one; for one thread only.

    No method raises. After a failure nothing is cached, and `warning` has the reason; a damaged
    file is deleted, so that the next run begins a new one.
    """

    def __init__(self, folder: Path | None, ages: Ages) -> None:
        """Take the folder of the cache, the user's by default, and how old answers may be."""
        self.warning: str | None = None
        self._database = Database(folder, ANSWERS)
        self._ages = ages
        self._now = int(time.time())
        self._waiting: list[tuple[str, str, int, str]] = []

    def get(self, url: str, wanted: Wanted) -> Answer | None:
        """Return the cached answer at a URL, if it is not too old."""
        row = self._attempt(
            lambda connection: connection.execute(_READ, (url, str(wanted))).fetchone()
        )
        if row is None:
            return None
        at, text = row
        answer = decoded(text)
        if answer is None or not isinstance(at, int):
            return None
        most = self._ages.dead if answer.is_dead else self._ages.found
        # An answer from the future was stored by a clock that was wrong.
        return answer if 0 <= self._now - at < most else None

    def put(self, url: str, wanted: Wanted, answer: Answer) -> None:
        """Store an answer."""
        self._waiting.append((url, str(wanted), int(time.time()), encoded(answer)))
        if len(self._waiting) >= _ROWS_AT_ONCE:
            self._write()

    def close(self) -> None:
        """Write the answers that are not written yet, and delete those of months ago."""
        if self._waiting:
            self._write()
        if self._database.is_open:
            oldest = self._now - _DELETED_AFTER
            self._attempt(lambda connection: connection.execute(_DELETE, (oldest,)))
        self._database.close()

    def _write(self) -> None:
        rows = list(self._waiting)

        def write(connection: "Connection") -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_WRITE, rows)
            connection.execute("COMMIT")

        self._waiting.clear()
        self._attempt(write)

    def _attempt(self, work: "Callable[[Connection], _Result]") -> _Result | None:
        if self.warning is not None:
            return None
        try:
            return self._database.run(work)
        except failures() as error:
            self._database.close()
            if is_damage(error):
                with suppress(OSError):
                    self._database.discard()
            self.warning = f"answers of servers are not remembered: {reason(error)}"
            return None


def encoded(answer: Answer) -> str:
    """Return an answer as JSON."""
    picture = answer.picture
    if isinstance(picture, ImageSize):
        shown: Any = [picture.width, picture.height, str(picture.kind)]
    else:
        shown = picture and [picture.fault.name, picture.reason]
    return json.dumps(
        [str(answer.verdict), answer.reason, answer.redirects, answer.page, shown],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def decoded(text: Any) -> Answer | None:
    """Return the answer that a text of `encoded` stands for; None for any other text."""
    try:
        verdict, why, redirects, page, picture = json.loads(text)
        answer = Answer(
            Verdict(verdict),
            why,
            tuple(Redirect(int(status), url) for status, url in redirects),
            None if page is None else Page(*page),
            None if picture is None else _picture(*picture),
        )
    except (TypeError, ValueError, KeyError, RecursionError):
        return None
    texts = (why, *(each.url for each in answer.redirects), *(answer.page or ()))
    return answer if all(isinstance(each, str) for each in texts) else None


def _picture(first: Any, second: Any, kind: Any = None) -> ImageSize | ImageProblem:
    """Return what is stored of a picture.

    Raises:
        KeyError, TypeError, ValueError: it is nothing that `encoded` writes.

    """
    if kind is None:
        return ImageProblem(ImageFault[first], str(second))
    return ImageSize(int(first), int(second), ImageKind(kind))
