"""What is known of the web, as values: the answer of the server at an address.

Rules take answers from a `Web`. `linter.online` gets them from servers; nothing here opens a
connection.
"""

from enum import StrEnum
from typing import NamedTuple, Protocol

from linter.web.image import ImageProblem, ImageSize


class Wanted(StrEnum):
    """What is requested of an address."""

    LINK = "link"
    """Whether it leads somewhere, and where."""

    PAGE = "page"
    """What the head of the page there states as well."""

    PICTURE = "picture"
    """The size of the picture there as well."""


class Verdict(StrEnum):
    """What is certain of an address.

    Nothing else is: an answer that a person in a browser may not get (blocked,
    throttled, a challenge), a failure that may pass, or none in time.
    """

    FOUND = "found"
    GONE = "gone"
    NO_HOST = "no-host"
    REFUSED = "refused"
    BAD_TLS = "bad-tls"


class Redirect(NamedTuple):
    """A redirect: its status, and the address that it leads to."""

    status: int
    url: str


class Page(NamedTuple):
    """What the head of a page states: absolute addresses, and its title; empty for nothing."""

    amp: str = ""
    """The AMP version of the page: `<link rel="amphtml">`."""
    canonical: str = ""
    """The address of the page for search engines: `<link rel="canonical">`."""
    title: str = ""


class Answer(NamedTuple):
    """The answer at an address, after its redirects.

    `reason` completes "it is not there, because": `404 Not Found`. `page` and `picture` are set
    where they were wanted, found, and could be read.
    """

    verdict: Verdict = Verdict.FOUND
    reason: str = ""
    redirects: tuple[Redirect, ...] = ()
    page: Page | None = None
    picture: ImageSize | ImageProblem | None = None

    @property
    def is_dead(self) -> bool:
        """Whether there is certainly nothing for anybody."""
        return self.verdict is not Verdict.FOUND

    def url(self, asked: str) -> str:
        """Return the address that a request for `asked` ends at."""
        return self.redirects[-1].url if self.redirects else asked


class Web(Protocol):
    """The answers that rules get."""

    def answer(self, url: str, wanted: Wanted) -> Answer | None:
        """Return the answer at an absolute http(s) URL; None where it is not known."""


class KnownWeb(dict[str, Answer]):
    """A web of which only some addresses are known: their answers, by URL."""

    def answer(self, url: str, wanted: Wanted) -> Answer | None:
        """Return the answer at a URL, the same for whatever is requested."""
        del wanted
        return self.get(url)
