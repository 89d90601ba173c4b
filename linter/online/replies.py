"""The reply to a request, or its failure, as values."""

from typing import NamedTuple

from linter.web.answers import Page, Verdict
from linter.web.image import ImageProblem, ImageSize


class Failure(NamedTuple):
    """No answer: the verdict where it is certain, None where nothing is known, and the reason."""

    verdict: Verdict | None
    reason: str
    may_pass: bool = False
    """Whether another try may have an answer."""
    wait: float | None = None
    """The seconds of `Retry-After`, if the server sent that."""
    is_of_host: bool = False
    """Whether it holds for all addresses with this scheme, host and port."""


class Reply(NamedTuple):
    """The answer of a server: `location` is set for a redirect, and is an absolute URL."""

    status: int
    location: str = ""
    page: Page | None = None
    picture: ImageSize | ImageProblem | None = None
