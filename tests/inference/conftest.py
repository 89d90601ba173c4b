from collections.abc import Callable

import pytest

from linter.config.settings import Kind
from linter.files.targets import Target
from linter.inference.infer import Inference, infer
from linter.profiles.profile import named

Infer = Callable[..., Inference]


def targets(texts: list[str], profile: str = "plain") -> list[Target]:
    """Return a file for each text of front matter, in the order of the texts."""
    kind = Kind.of_pages(named(profile))
    return [
        Target("", f"{number:04}.md", kind, named=False, text=f"---\n{text}\n---\n".encode())
        for number, text in enumerate(texts)
    ]


@pytest.fixture
def inferred() -> Infer:
    """Return what infers the schema of texts of front matter."""

    def inferred(texts: list[str], profile: str = "plain") -> Inference:
        (inference,) = infer(targets(texts, profile))
        return inference

    return inferred
