"""DUP002: two files with the same title on the same day."""

from collections.abc import Iterator, Sequence

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.frontmatter.scalars.times import instant
from linter.rules.base import Bad, Context, Good, SiteRule
from linter.rules.shared.across_site import fact, groups, shared_finding
from linter.schema.entries import Entry
from linter.site.facts import Fact, Place

_OTHER = (
    "---\ntitle: New tools\ntype: article\nwebUrl: https://a.com\n"
    "publishedDateTime: 2020-06-11T10:00:00Z\n---\n"
)


class SameTitleSameDay(SiteRule):
    """Two files have the same title and were published on the same day.

    ## What it does
    Compares the titles of all files of the same day, ignoring case and whitespace.

    ## Why is this bad?
    It is likely the same story twice. As it need not be, the rule is off by default.

    ## Example
    Two files of 11 June 2020 with the title `New tools`. Delete one of them.
    """

    code = "DUP002"
    name = "same-title-same-day"
    severity = Severity.WARNING
    default = False
    roles = frozenset({"title"})

    good = (
        Good(
            "title: New tools\npublishedDateTime: 2020-06-12T00:00:00Z\n",
            files={"_news/2020-06-11-b.md": _OTHER},
        ),
        Good("title: New tools\n", files={"_news/2020-06-11-b.md": _OTHER}),
    )
    bad = (
        Bad(
            "title: ⟦new  tools⟧\npublishedDateTime: 2020-06-11T00:00:00Z\n",
            says="also the title of `_news/2020-06-11-b.md`",
            files={"_news/2020-06-11-b.md": _OTHER},
        ),
    )

    def collect(self, entry: Entry, context: Context) -> Iterator[Fact]:
        """Yield the title of the article with its day."""
        title, published = entry.field("title"), entry.text("published-at")
        moment = instant(published) if published is not None else None
        if not entry.is_article or title is None or moment is None:
            return
        if isinstance(title.value, str) and title.value.strip():
            key = " ".join(title.value.split()).casefold()
            day = f"{moment:%Y-%m-%d}"
            # YAML can write a title in many ways, but a day only in one.
            yield fact(title, f"{day} {key}", day)

    def check_site(self, facts: Sequence[Fact]) -> Iterator[tuple[Place, Finding]]:
        """Yield a finding for each title that occurs in several files of one day."""
        for group in groups(facts):
            yield shared_finding(
                group, f"{quoted('title')} is also the title of", "Keep one of the files."
            )
