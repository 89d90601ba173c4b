"""What is planted into articles of the corpus: one defect each, spread over the rules."""

import re
from typing import NamedTuple


class Defect(NamedTuple):
    """A change to a long article that one rule, and no other, reports.

    The first match of `pattern` becomes `replacement`, as in `re.sub`; without one it becomes what
    the pattern matches in another article of the same publisher.
    """

    code: str
    pattern: str
    replacement: str | None


DEFECTS = (
    Defect("PAR003", r'^title: "', "title: '"),
    Defect("PAR004", r"^type: article$", r"\g<0>\n\g<0>"),
    Defect("PAR008", r"\A", "\ufeff"),
    Defect("SCH001", r"^published: true\n", ""),
    Defect("SCH002", r"^category: news$", r"\g<0>\ncolour: blue"),
    Defect("SCH003", r"^    width: (\d+)$", r'    width: "\1"'),
    Defect("SCH004", r"^category: news$", "category: olds"),
    Defect("URL002", r'^  - url: "https:', '  - url: "http:'),
    Defect("URL004", r'^(    webUrl: "[^"]*)', r"\1?utm_source=feed"),
    Defect("URL005", r"^cdnAmpWebUrl: .*\n", ""),
    Defect("URL006", r'^(cdnAmpWebUrl: "https://[^/]*)/c/s/', r"\1/c/"),
    Defect("URL009", r"^  domain: .*", "  domain: elsewhere.example"),
    Defect("URL011", r'^(webUrl: "https://[^/]*)/', r"\1//"),
    Defect("IMG001", r"^    width: (\d+)$", r"    width: 1\1"),
    Defect("IMG002", r"assets/images/organizations/", r"\g<0>no-"),
    Defect("DAT001", r"^(publishedDateTime: .*)Z$", r"\1+00:00"),
    Defect("DAT004", r"^publishedDateTime: .*", r"\g<0>\nupdatedDateTime: 2019-12-01T00:00:00Z"),
    Defect("DAT005", r"^publishedDateTime: \d+", "publishedDateTime: 2019"),
    Defect("REL001", r"^    quality: \d+", "    quality: 0"),
    Defect("REL004", r"^heat: (\d+)", r"heat: \g<1>1"),
    Defect("SEC003", r'^secured: "....', 'secured: "'),
    Defect("SEC004", r";....", ";"),
    Defect("TXT001", r'^title: "\w+ ', r"\g<0>&amp; "),
    Defect("TXT003", r'^excerpt: "\w+', "\\g<0>\u200b"),
    Defect("TXT004", r'^excerpt: "[^ ]+ ', r"\g<0> "),
    Defect("TXT008", r"^title: (.*)\nexcerpt: .*", r"title: \1\nexcerpt: \1"),
    Defect("REF001", r"^topics:\n  - .*", "topics:\n  - Alchemy"),
    Defect("DUP001", r"^webUrl: .*", None),
    Defect("SEC007", r";[^\"]*", None),
)


def planted(defect: Defect, text: str, other: str) -> str:
    """Return an article with a defect; `other` is one of the same publisher.

    Raises:
        ValueError: the article, or the other one, has nothing that the defect could change.

    """
    pattern = re.compile(defect.pattern, re.MULTILINE)
    place, there = pattern.search(text), pattern.search(other)
    if place is None or (defect.replacement is None and there is None):
        raise ValueError(f"{defect.code} cannot be planted here")
    if defect.replacement is not None:
        return pattern.sub(defect.replacement, text, count=1)
    copied = there[0] if there else ""
    return f"{text[: place.start()]}{copied}{text[place.end() :]}"
