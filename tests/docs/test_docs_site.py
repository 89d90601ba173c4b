"""The documentation's site: generated pages are fresh, it builds, its links lead somewhere."""

import json
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest

from linter import __version__
from linter.cli.root import articlelint
from linter.config.options import described
from linter.config.settings import Collection, Config
from linter.core.limits import Limits
from linter.core.resources import schema_folder
from linter.rules.registry import all_rules
from tests.browser import Browser, browser

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GENERATED = ("rules/*.md", "reference/schemas/*.md")
LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}
"""Elements that make a browser load something, and the attribute that says what."""

NAMED_ONLY = frozenset({"canonical", "search", "index", "next", "prev"})
"""Kinds of `<link>` that only name an address."""

THEMED = (
    "",
    "rules",
    "rules/url006-amp-cache-mismatch",
    "reference/command-line",
    "reference/schemas/article",
    "explanation/what-jekyll-sees",
    "dependencies",
    "generators",
    "generators/docusaurus",
)
"""Pages in the theme of the site, one of each kind."""

REPOSITORY = "https://git.example/articlelint"

NARROW = 390
"""The width of a telephone's screen, in pixels."""

FOUND = {
    "baseline": "how-to/adopt",
    "cache": "how-to/cache",
    "disable": "how-to/ignore",
    "editor": "how-to/editors",
    "Hugo": "generators/hugo",
    "ignore": "how-to/ignore",
    "noqa": "how-to/ignore",
    "pipx": "how-to/install",
    "suppress": "how-to/ignore",
    "TOML": "explanation/notations",
}
"""Words that are searched for, and the page that is among the first results."""

FIRST_RESULTS = 3
"""How many pages are among the first results."""

SEARCH = """((word) => {
  const found = Search._performSearch(...Search._parseQuery(word)).reverse();
  return found.map(([page]) => page);
})"""
"""A function on the page of the search that returns the pages that are found for a word."""

COPYING = """(() => {
  const copied = [];
  document.execCommand = () => copied.push(document.querySelector("body > textarea").value);
  document.querySelectorAll("button.copybtn").forEach((button) => button.click());
  return copied;
})()"""
"""Presses every button of a page, and returns what would be on the clipboard."""

WIDTH = 'document.querySelector(".content").scrollWidth'
"""How wide what the theme scrolls sideways would be."""


class Page(HTMLParser):
    """What a page links to, what it loads, and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors.add(values.get("id") or "")
        address = values.get(LOADED.get(tag, "href"))
        if not address:
            return
        self.links.append(address)
        if tag in LOADED and values.get("rel") not in NAMED_ONLY:
            self.loaded.append(address)


def python(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build all pages in a plain theme, then some of them again in the theme of the site.

    Most of the work of the latter is its sidebar, the same on all pages.
    """
    folder = tmp_path_factory.mktemp("site")
    themed = [
        path
        for name in THEMED
        for path in (DOCS / f"{name}.md", DOCS / name / "index.md")
        if path.is_file()
    ]
    assert len(themed) == len(THEMED)
    build = ("-m", "sphinx", "-W", "--keep-going", "-q", "-b", "dirhtml")
    builds: tuple[tuple[str | Path, ...], ...] = (
        ("-E", "-D", "html_theme=basic", DOCS, folder),
        ("-A", f"repository={REPOSITORY}", DOCS, folder, *themed),
    )
    for options in builds:
        done = python(*build, *options)
        assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_generated_pages_are_fresh(tmp_path: Path) -> None:
    done = python(DOCS / "generate.py", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    fresh = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.*")}
    kept = {path.relative_to(DOCS) for each in GENERATED for path in DOCS.glob(each)}
    stale = {name for name in fresh | kept if read(DOCS / name) != read(tmp_path / name)}
    assert not stale, "run: python docs/generate.py"


def test_the_index_of_rules_is_fresh() -> None:
    done = python(DOCS / "rule_index.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (DOCS.parent / "linter/rules/index.py").read_text(encoding="utf-8")


def read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def test_every_rule_has_its_page(site: Path) -> None:
    for rule in all_rules().values():
        path = f"rules/{rule.code.lower()}-{rule.name}"
        assert rule.code in (site / path / "index.html").read_text(encoding="utf-8")


def test_every_schema_is_published(site: Path) -> None:
    for path in schema_folder().glob("*.schema.json"):
        assert (site / "schemas" / path.name).read_bytes() == path.read_bytes()


def test_links_lead_somewhere(site: Path, pages: dict[Path, Page]) -> None:
    dead = [
        f"{path.relative_to(site)}: {link}"
        for path, page in pages.items()
        for link in page.links
        if not urlsplit(link).scheme and not leads_somewhere(path, link, pages)
    ]
    assert not dead


def leads_somewhere(path: Path, link: str, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(link)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    target = target / "index.html" if target.is_dir() else target
    if parts.fragment and target in pages:
        return unquote(parts.fragment) in pages[target].anchors
    return target.is_file()


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    assert sum(len(page.loaded) for page in pages.values()) > len(pages)
    away = {link for page in pages.values() for link in page.loaded if urlsplit(link).netloc}
    assert not away
    for sheet in site.rglob("*.css"):
        assert not list(remote_addresses(sheet.read_text(encoding="utf-8")))


def remote_addresses(style_sheet: str) -> Iterator[str]:
    for part in style_sheet.split("url(")[1:]:
        address = part.partition(")")[0].strip("'\"")
        if urlsplit(address).netloc:
            yield address


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("browser")) as found:
        found.show(NARROW)
        yield found


def test_no_page_is_wider_than_a_telephone(site: Path, window: Browser) -> None:
    too_wide = site / "too-wide.html"
    text = (site / "index.html").read_text(encoding="utf-8")
    too_wide.write_text(text.replace("<h1>", "<h1 style='width: 600px'>"), encoding="utf-8")
    assert width_shown(too_wide, window) >= 600
    widths = {name: width_shown(site / name / "index.html", window) for name in THEMED}
    assert not {name: width for name, width in widths.items() if width > NARROW}


def width_shown(page: Path, window: Browser) -> int:
    """Return how wide a page is on a narrow screen, in pixels."""
    window.open(page.as_uri())
    return int(window.evaluate(WIDTH))


def test_a_search_finds_the_right_page_first(site: Path, window: Browser) -> None:
    window.open((site / "search" / "index.html").as_uri())
    found = {word: window.evaluate(f"{SEARCH}({json.dumps(word)})") for word in (*FOUND, "xyzzy")}
    assert found.pop("xyzzy") == []
    missed = {
        word: results
        for word, results in found.items()
        if FOUND[word] not in list(dict.fromkeys(results))[:FIRST_RESULTS]
    }
    assert not missed


def test_every_option_has_an_anchor(site: Path, pages: dict[Path, Page]) -> None:
    anchors = pages[site / "reference" / "command-line" / "index.html"].anchors
    root = articlelint.make_context("articlelint", [], resilient_parsing=True)
    for name in articlelint.list_commands(root):
        command = articlelint.get_command(root, name)
        assert command is not None
        options = (each for each in command.params if isinstance(each, click.Option))
        shown = (each.opts[-1].lstrip("-") for each in options if not each.hidden)
        assert {f"{name}-{option}" for option in shown} <= anchors


def test_every_key_of_the_config_has_an_anchor(site: Path, pages: dict[Path, Page]) -> None:
    anchors = pages[site / "reference" / "config" / "index.html"].anchors
    assert {"select", "per-file-ignores", "extend", "rules-code-severity"} <= anchors
    assert {option.key for option in described(Config)} <= anchors
    assert {f"limits-{option.key}" for option in described(Limits)} <= anchors
    assert {f"collections-{option.key}" for option in described(Collection)} <= anchors


def test_the_sidebar_has_the_version_and_the_repository(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    assert f">Version {__version__}</a>" in home
    assert f'<a href="{REPOSITORY}">Repository</a>' in home


def test_commands_are_copied_without_prompts_and_output(site: Path, window: Browser) -> None:
    window.open((site / "tutorial" / "index.html").as_uri())
    copied = window.evaluate(COPYING)
    assert "articlelint check" in copied
    assert "articlelint rule PAR015" in copied
    assert 'fail-on = "warning"\nignore = ["TXT008"]' in copied
    several = (each for each in copied if each.startswith("articlelint check --diff"))
    assert [each.count("\n") for each in several] == [1]
