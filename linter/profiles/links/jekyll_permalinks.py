"""The addresses that Jekyll gives to a page, a post or a file of a collection.

They follow from its path, its front matter, the defaults of `_config.yml` and its permalink, as
<https://jekyllrb.com/docs/permalinks/> has them and Jekyll 4.3 publishes them.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from linter.core.patterns import lazy_pattern
from linter.profiles.data_files import table, tables
from linter.profiles.links.front_matter import listed
from linter.site.config import SiteConfig
from linter.site.documents import text
from linter.site.files import joined_path

_STYLES = {
    "": "/:categories/:year/:month/:day/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_OF_COLLECTIONS = "/:collection/:path:output_ext"
_OF_PAGES = "/:path/:basename:output_ext"
_TOKEN = lazy_pattern(r":([a-z]+(?:_[a-z]+)?)")
_POST = lazy_pattern(r"(?:(\d{2,4})-(\d{1,2})-(\d{1,2})-)?(?P<name>.+)")
_DATE = lazy_pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NO_WORD = lazy_pattern(r"[^\w]+|_+")
# Jekyll's slug in the mode `pretty` keeps these signs.
_NOT_PRETTY = lazy_pattern(r"[^\w._~!$&'()+,;=@]+|(?<=[^\w])_+(?=[^\w])")


class Defaults:
    """The settings of `_config.yml` that decide on addresses."""

    def __init__(self, settings: Mapping[str, Any], config: SiteConfig) -> None:
        """Take all settings, and those that are read already."""
        self.permalink = text(settings.get("permalink"))
        self.posts_folder = config.collections_dir
        self.collections = {
            name: joined_path(config.collections_dir, f"_{name}") for name in config.collections
        }
        self.permalinks = {
            name: text(table(values).get("permalink"))
            for name, values in table(settings.get("collections")).items()
        }
        self._defaults = tables(settings.get("defaults"))

    def of(self, path: str, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the default values of front matter that hold for a file of a kind."""
        for each in self._defaults:
            scope = table(each.get("scope"))
            if text(scope.get("type")).rstrip("s") in {"", kind.rstrip("s")} and _is_below(
                path, text(scope.get("path")).strip("/")
            ):
                yield table(each.get("values"))


class _Page(NamedTuple):
    """A file of the site: its kind, its folder and name in that kind, and its front matter."""

    kind: str
    folder: str
    name: str
    values: Mapping[str, Any]


def addresses(path: str, values: Mapping[str, Any], defaults: Defaults) -> list[str] | None:
    """Return the addresses that a file may have; None for a permalink that is not understood.

    `path` is relative to the source. Where time zones or several defaults decide, all are returned.
    """
    page = _page(path, values, defaults)
    given = list(defaults.of(path, page.kind))
    templates = [text(values.get("permalink"))]
    if not templates[0]:
        templates = [*(text(each.get("permalink")) for each in given), _usual(page.kind, defaults)]
    found: list[str] = []
    for template in filter(None, templates):
        for tokens in _tokens(page, given):
            address = _expanded(template, tokens)
            if address is None:
                return None
            found.append(address)
    return found


def _page(path: str, values: Mapping[str, Any], defaults: Defaults) -> _Page:
    folder, _, file = path.rpartition("/")
    name = file.rpartition(".")[0]
    folders = folder.split("/")
    for posts in {"_posts", "_drafts"}.intersection(folders):
        before = folders[: folders.index(posts)]
        return _Page("posts", "/".join(before).removeprefix(defaults.posts_folder), name, values)
    for collection, start in defaults.collections.items():
        if f"{folder}/".startswith(f"{start}/"):
            return _Page(collection, folder.removeprefix(start).strip("/"), name, values)
    return _Page("pages", folder, name, values)


def _usual(kind: str, defaults: Defaults) -> str:
    """Return the template for files of a kind without a permalink of their own."""
    if kind == "pages":
        return _OF_PAGES
    own = defaults.permalinks.get(kind, "")
    if kind == "posts":
        own = own or defaults.permalink
        return _STYLES.get(own, own)
    return own or _OF_COLLECTIONS


def _tokens(page: _Page, given: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Yield what the tokens of a permalink stand for, once for each day that it may be."""
    post = _POST.match(page.name)
    is_post = page.kind == "posts"
    name = post["name"] if is_post and post else page.name
    slug = text(page.values.get("slug")) or name
    tokens = {
        "path": joined_path(page.folder, page.name),
        "basename": page.name,
        "collection": page.kind,
        "name": _slug(page.name),
        "title": _NOT_PRETTY.sub("-", slug).strip("-"),
        "slug": _slug(slug),
        "output_ext": "",
    }
    if page.kind == "pages":
        tokens["path"] = page.folder
    days = list(_days(page)) if is_post or page.values.get("date") else []
    for categories in _categories(page, given) if is_post else [""]:
        tokens["categories"] = tokens["slugified_categories"] = categories
        yield tokens
        for day in days:
            yield tokens | _of_day(day)


def _categories(page: _Page, given: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the folders that the categories of a post make."""
    for values in ({}, *given):
        merged = {**values, **page.values}
        names = [each for each in page.folder.split("/") if each]
        for key in ("category", "categories"):
            value = merged.get(key)
            names += (
                value.split() if isinstance(value, str) and key != "category" else listed(value)
            )
        folded = dict.fromkeys(each.lower() for each in names)
        yield "/".join(folded)
        yield "/".join(dict.fromkeys(map(_slug, folded)))


def _days(page: _Page) -> Iterator[date]:
    """Yield the days on which a post may be published: by its name, and by its front matter."""
    post = _POST.match(page.name)
    if post and post[1]:
        year = post[1] if len(post[1]) > 2 else f"20{post[1]}"  # noqa: PLR2004 - digits
        yield from _day(year, post[2], post[3])
    own = _DATE.search(str(page.values.get("date")))
    for day in _day(*own.groups()) if own else ():
        # The time zone of the site may make it the day before or after.
        yield from (day + timedelta(days) for days in (0, -1, 1))


def _day(year: str, month: str, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return


def _of_day(day: date) -> dict[str, str]:
    return {
        "year": f"{day:%Y}",
        "short_year": f"{day:%y}",
        "month": f"{day:%m}",
        "i_month": str(day.month),
        "day": f"{day:%d}",
        "i_day": str(day.day),
        "y_day": f"{day:%j}",
    }


_DAY_TOKENS = _of_day(date.min).keys()


def _expanded(template: str, tokens: Mapping[str, str]) -> str | None:
    """Return a permalink with its tokens replaced; an empty text for a day that is unknown."""
    missing = set(_TOKEN.findall(template)) - tokens.keys()
    if missing:
        return "" if missing <= _DAY_TOKENS else None
    return _TOKEN.sub(lambda match: tokens[match[1]], template)


def _slug(value: str) -> str:
    return _NO_WORD.sub("-", value).strip("-").lower()


def _is_below(path: str, scope: str) -> bool:
    return not scope or path.startswith(scope) or fnmatchcase(path, f"{scope}*")
