"""What the report counts of one article: its date, publisher, links and pictures."""

from collections.abc import Iterable
from typing import NamedTuple

from linter.core.secret_text import REVEALING


class Article(NamedTuple):
    """What the report counts of one article; what it does not have is None, or empty."""

    path: str
    month: str | None = None
    """The month of publication, `2020-06`."""
    publisher: str | None = None
    widths: tuple[int, ...] = ()
    """The widths in pixels that the front matter gives its pictures."""
    hosts: tuple[str, ...] = ()
    """The host of each link, with its port."""

    def without(self, secrets: Iterable[str]) -> "Article":
        """Return the article without hosts and a publisher that reveal one of some secrets."""
        hidden = [each.lower() for each in secrets if each]
        if not hidden:
            return self
        pieces = "\n".join(hidden)
        is_hidden = self.publisher is not None and _reveals(self.publisher, hidden, pieces)
        # An article links to few hosts, to each of them many times.
        left_out = {host for host in set(self.hosts) if _reveals(host, hidden, pieces)}
        return self._replace(
            publisher=None if is_hidden else self.publisher,
            hosts=tuple(host for host in self.hosts if host not in left_out),
        )


def _reveals(text: str, secrets: list[str], pieces: str) -> bool:
    """Whether a text has a secret in it, is in one, or repeats sixteen letters of one.

    `pieces` holds all secrets, one below the other.
    """
    lower = text.lower()
    starts = range(max(len(lower) - REVEALING, 0) + 1)
    return any(lower[at : at + REVEALING] in pieces for at in starts) or any(
        secret in lower for secret in secrets
    )
