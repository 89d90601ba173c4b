"""The documentation's site: generated pages are fresh, it builds, its links lead somewhere."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
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

SEARCHES = """<script>onload = () => {{
  const found = (word) => Search._performSearch(...Search._parseQuery(word)).reverse();
  document.title = {words}.map((word) => found(word).map(([page]) => page).join(" ")).join(", ");
}};</script>"""
"""A script for the page of the search; the title lists the pages that are found for each word."""

COPYING = """<script>onload = () => {
  const copied = [];
  document.execCommand = () => copied.push(document.querySelector("body > textarea").value);
  document.querySelectorAll("button.copybtn").forEach((button) => button.click());
  document.title = JSON.stringify(copied);
};</script>"""
"""A script that presses every button; the title lists what would be on the clipboard."""

WIDTHS = """<!doctype html>{frames}<script>onload = () => {{
  const width = (page) => page.contentDocument.querySelector(".content").scrollWidth;
  document.title = Array.from(document.querySelectorAll("iframe"), width).join(" ");
}};</script>"""
"""Pages in frames; the title lists how wide what the theme scrolls sideways would be."""

FRAME = '<iframe src="{page}" width="{width}" height="900"></iframe>'


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


def test_no_page_is_wider_than_a_telephone(site: Path, tmp_path: Path) -> None:
    too_wide = site / "too-wide.html"
    text = (site / "index.html").read_text(encoding="utf-8")
    too_wide.write_text(text.replace("<h1>", "<h1 style='width: 600px'>"), encoding="utf-8")
    pages = [site / name / "index.html" for name in THEMED]
    *widths, noticed = widths_shown([*pages, too_wide], tmp_path)
    assert noticed >= 600
    wide = {name: width for name, width in zip(THEMED, widths, strict=True) if width > NARROW}
    assert not wide


def widths_shown(pages: list[Path], folder: Path) -> list[int]:
    """Return how wide each page is on a narrow screen, in pixels."""
    frames = "".join(FRAME.format(page=page.as_uri(), width=NARROW) for page in pages)
    frame = folder / "frame.html"
    frame.write_text(WIDTHS.format(frames=frames), encoding="utf-8")
    return [int(width) for width in title_shown(frame, folder).split()]


def title_shown(page: Path, folder: Path) -> str:
    """Return the title of a page once a browser has loaded it and run its scripts."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip(
            "chromium, which shows the pages here, is not installed: apt-get install chromium"
        )
    command = [chromium, "--headless", "--no-sandbox", "--allow-file-access-from-files"]
    command += [f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    title = done.stdout.partition("<title>")[2].partition("</title>")[0]
    assert title, done.stderr
    return unescape(title)


def test_a_search_finds_the_right_page_first(site: Path, tmp_path: Path) -> None:
    text = (site / "search" / "index.html").read_text(encoding="utf-8")
    script = SEARCHES.format(words=[*FOUND, "xyzzy"])
    page = site / "search" / "words.html"
    page.write_text(text.replace("</body>", f"{script}</body>"), encoding="utf-8")
    *found, nothing = title_shown(page, tmp_path).split(", ")
    assert nothing == ""
    missed = {
        word: results
        for (word, page), results in zip(FOUND.items(), map(str.split, found), strict=True)
        if page not in list(dict.fromkeys(results))[:FIRST_RESULTS]
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


def test_commands_are_copied_without_prompts_and_output(site: Path, tmp_path: Path) -> None:
    text = (site / "tutorial" / "index.html").read_text(encoding="utf-8")
    page = site / "tutorial" / "copied.html"
    page.write_text(text.replace("</body>", f"{COPYING}</body>"), encoding="utf-8")
    copied = json.loads(title_shown(page, tmp_path))
    assert "articlelint check" in copied
    assert "articlelint rule PAR015" in copied
    assert 'fail-on = "warning"\nignore = ["TXT008"]' in copied
    several = (each for each in copied if each.startswith("articlelint check --diff"))
    assert [each.count("\n") for each in several] == [1]
