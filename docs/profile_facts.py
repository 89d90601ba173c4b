"""The facts of the profiles of generators, as tables in their pages."""

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from linter.frontmatter.block import Format, reads
from linter.frontmatter.notations import notation_for
from linter.profiles.profile import Profile
from linter.profiles.registry import all_profiles
from linter.schema.schema import builtin

_ANSWERS = Path(__file__).parents[1] / "tests" / "readers" / "answers"

# The files of its kinds are found among those of other sites, so it has no page.
_WITHOUT_PAGE = "news-api"


def with_page() -> list[Profile]:
    """Return the profiles that have a page, by their titles."""
    profiles = (each for each in all_profiles().values() if each.name != _WITHOUT_PAGE)
    return sorted(profiles, key=lambda each: (not each.markers, each.title))


def index_rows() -> list[tuple[str, ...]]:
    """Return a row for each profile: its page, what marks its sites, its reader and its schema."""
    return [
        (
            f"[{each.title}]({each.name}.md)",
            _names(each.markers) or "no other profile fits",
            _dialect(each),
            _schema(each),
        )
        for each in with_page()
    ]


def rows(profile: Profile) -> list[tuple[str, str]]:
    """Return the facts of one profile, each with its heading."""
    dialect = profile.dialect
    facts = {
        "`profile` in a config": f"`{profile.name}`",
        "recognised by one of": _names(profile.markers),
        "skipped folders": _names(f"{folder}/" for folder in profile.outputs),
        "dialect": _dialect(profile),
        "notations": ", ".join(_linted(profile)),
        "an unquoted date is": "a time" if dialect.has_times else "text",
        "a duplicate key": _repeated(profile),
        "compared with": _release(profile),
        "schema of its pages": f"{_schema(profile)}, {_keys(profile)} keys",
    }
    return [(name, text) for name, text in facts.items() if text]


def _dialect(profile: Profile) -> str:
    return f"[`{profile.dialect}`](../explanation/notations.md)"


def _schema(profile: Profile) -> str:
    return f"[{profile.schema}](../reference/schemas/{profile.schema}.md)"


def _linted(profile: Profile) -> list[str]:
    """Return the notations that the generator reads, without those that are only recognised."""
    yaml = notation_for(Format.YAML)
    recognised = {each for each in Format if notation_for(each) is yaml} - {Format.YAML}
    return [each for each in Format if each not in recognised and reads(profile.dialect, each)]


def _repeated(profile: Profile) -> str:
    match profile.dialect.refuses_repeated_keys:
        case None:
            return "is refused by some readers"
        case True:
            return f"is refused, which {profile.dialect.on_refusal}"
        case False:
            return "has its last value"


def _release(profile: Profile) -> str:
    """Return the release of the reader whose answers the tests replay; no text without any."""
    path = _ANSWERS / f"{profile.name}.json"
    if not path.exists():
        return ""
    release: str = json.loads(path.read_text(encoding="utf-8"))["release"]
    return release


def _keys(profile: Profile) -> int:
    return len(builtin(profile.schema).shape.properties)


def _names(names: Iterable[str]) -> str:
    """Return names in order, those of one stem together: `a.{js,ts}`."""
    stems = groupby(sorted(names), key=lambda name: name.rpartition(".")[0])
    return ", ".join(each for stem, group in stems for each in _folded(stem, list(group)))


def _folded(stem: str, names: list[str]) -> list[str]:
    if not stem or len(names) == 1:
        return [f"`{name}`" for name in names]
    ends = ",".join(name.removeprefix(f"{stem}.") for name in names)
    return [f"`{stem}.{{{ends}}}`"]
