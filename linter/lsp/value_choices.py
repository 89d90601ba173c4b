"""The values that a place may have: those that the schema names, and those that the site has."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from linter.core.values import Path
from linter.lsp.known_data import value_at
from linter.lsp.open_document import OpenDocument
from linter.schema.domains import value_key
from linter.schema.lookup import Place
from linter.schema.own_keywords import ListReference
from linter.site.documents import SiteProblem
from linter.site.index import SiteIndex


class Choice(NamedTuple):
    """A value to choose, and what is known of it in a few words."""

    value: Any
    detail: str = ""


def choices(opened: OpenDocument, path: Path, place: Place, data: object) -> list[Choice]:
    """Return the values that the place at a path may have, each once, the best ones first."""
    if "secured" in place.roles:
        return []
    found = [*_of_schema(place), *_of_site(opened, path, place, data)]
    return list({value_key(each.value): each for each in reversed(found)}.values())[::-1]


def _of_schema(place: Place) -> Iterator[Choice]:
    yield from (Choice(value, "default") for value in place.defaults)
    if place.allowed is not None:
        yield from map(Choice, place.allowed)
        return
    yield from (Choice(value, "example") for value in place.suggested)
    if place.types and "boolean" in place.types:
        yield from map(Choice, (True, False))


def _of_site(opened: OpenDocument, path: Path, place: Place, data: object) -> Iterator[Choice]:
    site = opened.site
    if site is None:
        return
    for reference in sorted(place.lists):
        listed = site.listed(reference, opened.document.dialect)
        if not isinstance(listed, SiteProblem):
            yield from (Choice(value, _shown(reference)) for value in sorted(listed))
    if "provider-domain" in place.roles:
        yield from (Choice(*each) for each in sorted(site.index.organisations.items()))
    if "provider-name" in place.roles:
        yield from _organisation_names(site.index, value_at(data, path[:-1]))
    if path and isinstance(path[-1], int):
        around = opened.schema.lookup.place(path[:-1], data)
        roles = frozenset() if around is None else around.roles
        yield from _items(site.index, roles)


def _shown(reference: ListReference) -> str:
    return f"{reference.path}#{reference.pointer}"


def _organisation_names(index: SiteIndex, provider: object) -> Iterator[Choice]:
    """Yield the names of organisations, that of the provider's domain first."""
    domains = provider.values() if isinstance(provider, dict) else ()
    own = [each for each in domains if isinstance(each, str) and each in index.organisations]
    for domain in (*own, *sorted(index.organisations)):
        if index.organisations[domain]:
            yield Choice(index.organisations[domain], domain)


def _items(index: SiteIndex, roles: frozenset[str]) -> Iterator[Choice]:
    if "topics" in roles:
        yield from (Choice(name, "topic") for name in sorted(index.topics))
    if "items" in roles:
        yield from (Choice(name, "item") for name in sorted(index.items))
