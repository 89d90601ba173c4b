"""What fuzzing starts from: sample articles, the cases of all rules, words of the formats."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from linter.rules.registry import all_rules
from linter.testing import unmarked

if TYPE_CHECKING:
    from linter.rules.base import Bad, Good

ROOT = Path(__file__).parents[2]

DICTIONARY = (
    *("title: ", "webUrl: ", "secured: ", "related:\\x0a  - ", "images:\\x0a  - url: ", "heat: "),
    *("&a ", "*a", "<<: *a", "!ruby/object:A ", "!!str ", "? ", "- ", "|-\\x0a  ", ">+\\x0a  "),
    *("---\\x0a", "...\\x0a", "\\x0d\\x0a", "\\xef\\xbb\\xbf", "\\xe2\\x80\\xa8", "\\xc2\\x85"),
    *("yes", "~", ".inf", "0o7", "1:20", "2020-06-11T00:03:00Z", "&amp;", "<b>", "\\\\u200b"),
    *("https://", "?utm_source=", ".cdn.ampproject.org/c/s/", "xn--", "%2e", "-100x200.jpg"),
    *('\\"properties\\":', '\\"pattern\\":', '\\"$ref\\":', '\\"unevaluatedProperties\\":false'),
)

_ADDRESSES = (
    b"https://www.example.com/a/../b?utm_source=x&y#z",
    b"https://example.com/\nhttps://www-example-com.cdn.ampproject.org/c/s/example.com/",
    b"https://i0.wp.com/example.com/a-1280x640.jpg?w=100&h=50",
    b"http://b\xc3\xbccher.example:8080/2020/06/11/%7euser",
)

_PICTURES = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0",
    b"GIF89a\x10\0\x10\0",
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08\0\x10\0\x10\3",
    b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x0f\0\0",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16px" viewBox="0 0 1 1"/>',
    b"\0\0\0\x18ftypavif\0\0\0\0avifmif1\0\0\0\x08meta",
)


def articles() -> Iterator[str]:
    """Yield the sample articles, and the cases of all rules."""
    for file in sorted((ROOT / "seeds").glob("*.md")):
        yield file.read_text(encoding="utf-8")
    for rule in all_rules().values():
        every: tuple[Good | Bad, ...] = (*rule.good, *rule.bad)
        for case in every:
            text, _ = unmarked(case)
            # Cases about sizes would make each execution slow.
            if len(text) < 4_000:
                yield text


def seeds(target: str) -> Iterator[bytes]:
    """Yield the inputs that a target is fuzzed from."""
    if target == "addresses":
        yield from _ADDRESSES
    elif target == "pictures":
        yield from _PICTURES
    elif target == "schema":
        for file in sorted((ROOT / "schemas").glob("*.json")):
            yield json.dumps(json.loads(file.read_text(encoding="utf-8"))).encode()
        for rule in all_rules().values():
            for case in rule.bad:
                if not isinstance(case.schema, str):
                    yield json.dumps(dict(case.schema)).encode()
    else:
        yield from (text.encode(errors="surrogateescape") for text in articles())
