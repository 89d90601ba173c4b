"""What links and pictures of a page lead to, as each generator resolves them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from linter.core.limits import DEFAULT
from linter.frontmatter.scalars.dialect import Dialect
from linter.profiles.links.front_matter import PageReader
from linter.profiles.profile import SiteRoot, named
from linter.site.config import SiteConfig
from linter.site.files import Miss, Unresolved
from linter.site.site import Site
from linter.site.view import SiteView

DOT = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
THEMED = {"hugo.toml": "theme = 'a'\n"}

SITES: dict[str, tuple[str, Mapping[str, str]]] = {
    "jekyll": ("_posts/2020-06-11-a.md", {"_config.yml": "baseurl: /base\n", "img/a.gif": ""}),
    "hugo": (
        "content/en/blog/a/index.md",
        {
            "hugo.toml": "baseURL = 'https://example.org/'\n[languages.en]\n[languages.fr]\n",
            "static/img/a.gif": "",
            "assets/img/b.gif": "",
            "content/en/blog/a/c.gif": "",
        },
    ),
    "zola": (
        "content/blog/a/index.md",
        {
            "config.toml": "base_url = 'https://example.org'\ntheme = 't'\n",
            "static/img/a.gif": "",
            "themes/t/static/b.gif": "",
            "content/blog/a/c.gif": "",
        },
    ),
    "docusaurus": (
        "blog/2020-06-11-a.md",
        {
            "docusaurus.config.ts": "const config = {baseUrl: '/base/'};\n",
            "static/img/a.gif": "",
            "blog/c.gif": "",
        },
    ),
    "astro": (
        "src/content/blog/a.md",
        {
            "astro.config.mjs": "",
            "public/img/a.gif": "",
            "src/assets/b.gif": "",
            "src/content/blog/c.gif": "",
            "src/pages/rss.xml.js": "",
        },
    ),
    "eleventy": (
        "src/a.md",
        {
            ".eleventy.js": "({input: 'src'}); c.addPassthroughCopy('src/img');\n",
            "src/img/a.gif": "",
        },
    ),
    "mkdocs": (
        "docs/guide/a.md",
        {"mkdocs.yml": "plugins:\n  - search\n", "docs/pic/a.gif": "", "docs/guide/c.gif": ""},
    ),
    "plain": ("notes/a.md", {"notes/c.gif": "", "img/a.gif": ""}),
}

THERE = {
    "jekyll": {"/img/a.gif", "/base/img/a.gif?b#c", "/img/x/../a.gif"},
    "hugo": {"/img/a.gif", "/img/b.gif", "c.gif", "./c.gif", "img/a.gif", "/blog/a/c.gif",
             "https://example.org/img/a.gif"},
    "zola": {"/img/a.gif", "/b.gif", "c.gif", "/blog/a/c.gif", "img/a.gif"},
    "docusaurus": {"/img/a.gif", "/base/img/a.gif", "img/a.gif", "./c.gif",
                   "@site/static/img/a.gif"},
    "astro": {"/img/a.gif", "./c.gif", "../../assets/b.gif", "/src/assets/b.gif"},
    "eleventy": {"/img/a.gif"},
    "mkdocs": {"/pic/a.gif", "../pic/a.gif", "c.gif", "./c.gif"},
    "plain": {"./c.gif", "../img/a.gif"},
}  # fmt: skip
MISSING = {
    "jekyll": {"/img/b.gif", "/none/a.gif"},
    "hugo": {"/img/c.gif", "/c.gif", "d.gif", "./d.gif"},
    "zola": {"/img/c.gif", "/blog/a/d.gif"},
    "docusaurus": {"/img/b.gif", "/base/img/b.gif", "./d.gif", "@site/static/img/b.gif"},
    "astro": {"/img/b.gif", "./d.gif", "../../assets/c.gif"},
    "eleventy": {"/img/b.gif"},
    "mkdocs": {"/pic/b.gif", "../pic/b.gif", "./d.gif"},
    "plain": {"./d.gif", "../img/b.gif"},
}
SILENT = {
    "jekyll": {"a.gif", "./img/b.gif", "/{{ page.x }}.gif", "https://b.example/x.gif", "//b/x.gif"},
    "hugo": {"img/c.gif", "/blog/a/d.gif", "../d.gif", "{{< x >}}", "data:image/gif;base64,xx"},
    "zola": {"d.gif", "img/c.gif", "/processed_images/d.gif"},
    "docusaurus": {"d.gif", "../d.gif", "img/b.gif"},
    "astro": {"d.gif", "~/assets/d.gif", "@/assets/d.gif", "#a"},
    "eleventy": {"/other/a.gif", "./a.gif", "a.gif"},
    "mkdocs": {"d.gif", "/assets/b.gif", "${x}.gif"},
    "plain": {"d.gif", "/img/b.gif", "/img/a.gif"},
}


def view_of(folder: Path, profile: str, page: str, files: Mapping[str, str]) -> SiteView:
    for name, text in {page: "", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(DOT if name.endswith(".gif") else text.encode())
    site = SiteRoot(str(folder), named(profile))
    assert isinstance(site.config, SiteConfig)
    return SiteView(Site(folder, site.config, site.links_at), str(folder / page))


@pytest.mark.parametrize("profile", SITES)
def test_pictures_are_where_the_generator_looks_for_them(tmp_path: Path, profile: str) -> None:
    view = view_of(tmp_path, profile, *SITES[profile])
    for address in THERE[profile]:
        picture = view.picture(address)
        assert picture is not None, address
        assert not isinstance(picture.found, Unresolved), (address, picture)
    for address in MISSING[profile]:
        picture = view.picture(address)
        assert picture is not None, address
        assert picture.found == Unresolved(Miss.MISSING), address
    for address in SILENT[profile]:
        assert view.picture(address) is None, address


@pytest.mark.parametrize("profile", SITES)
def test_a_picture_in_other_case_is_reported(tmp_path: Path, profile: str) -> None:
    page, files = SITES[profile]
    view = view_of(tmp_path, profile, page, files)
    address = min(THERE[profile] - {"https://example.org/img/a.gif"})
    picture = view.picture(f"{address.partition('.gif')[0]}.GIF")
    assert picture is not None
    assert isinstance(picture.found, Unresolved)
    assert picture.found.miss is Miss.OTHER_CASE


@pytest.mark.parametrize(
    ("profile", "files", "address"),
    [
        ("jekyll", {"_config.yml": "theme: minima\n"}, "/assets/a.gif"),
        ("hugo", {"hugo.toml": "theme = 'a'\n"}, "/img/a.gif"),
        ("hugo", {"hugo.toml": "[[module.imports]]\npath = 'b'\n"}, "/img/a.gif"),
        ("docusaurus", {"docusaurus.config.js": ""}, "/img/a.gif"),
        (
            "docusaurus",
            {"docusaurus.config.js": "baseUrl: '/', staticDirectories: [a]"},
            "/img/a.gif",
        ),
        ("astro", {"astro.config.ts": "", "src/pages/og/[slug].png.ts": ""}, "/og/a.png"),
        ("eleventy", {".eleventy.js": "addPassthroughCopy({a: 'b'})"}, "/b/a.gif"),
        ("mkdocs", {"mkdocs.yml": "plugins:\n  - gen-files\n"}, "/a.gif"),
    ],
)
def test_what_something_else_may_publish_is_silent(
    tmp_path: Path, profile: str, files: Mapping[str, str], address: str
) -> None:
    assert view_of(tmp_path, profile, "a.md", files).picture(address) is None


@pytest.mark.parametrize("profile", SITES)
@pytest.mark.parametrize("address", ["/../../a.gif", "../../../../../../a.gif", "./../../../a.gif"])
def test_nothing_outside_the_site_is_found(tmp_path: Path, profile: str, address: str) -> None:
    (tmp_path / "a.gif").write_bytes(DOT)
    page, files = SITES[profile]
    picture = view_of(tmp_path / "x" / "site", profile, page, files).picture(address)
    assert picture is None or isinstance(picture.found, Unresolved)


BY_FILE = {
    "docusaurus": (
        "docs/guide/a.md",
        {
            "docusaurus.config.ts": "baseUrl: '/'",
            **dict.fromkeys(("docs/b.mdx", "docs/guide/c.md", "docs/x/d.md", "blog/e.md"), ""),
        },
        {"c.md", "./c.md#x", "../b.mdx?y", "../x/d.md", "x/d.md", "e.md", "@site/blog/e.md"},
        {"d.md", "./b.mdx", "../c.md", "../../blog/f.md", "@site/blog/f.md"},
        {"/x.md", "./a%20b.md", "https://example.org/x.md", "//x/y.md", "./c", "/docs/c"},
    ),
    "mkdocs": (
        "docs/guide/a.md",
        {"mkdocs.yml": "", **dict.fromkeys(("docs/b.md", "docs/guide/c.md"), "")},
        {"c.md", "./c.md#x", "../b.md"},
        {"d.md", "./b.md", "../c.md"},
        {"./a%20b.md", "https://example.org/x.md", "guide/"},
    ),
}


@pytest.mark.parametrize("profile", BY_FILE)
def test_pages_are_named_by_their_files(tmp_path: Path, profile: str) -> None:
    page, files, there, missing, silent = BY_FILE[profile]
    view = view_of(tmp_path, profile, page, files)
    assert [each for each in sorted(there | silent) if view.broken_link(each)] == []
    found = {each: view.broken_link(each) for each in missing}
    assert {each for each, broken in found.items() if broken and broken.is_file} == missing


@pytest.mark.parametrize(
    ("page", "config"),
    [
        ("i18n/fr/docusaurus-plugin-content-docs/current/a.md", "baseUrl: '/'"),
        ("docs/a.md", "baseUrl: '/', docs: {remarkPlugins: [links]}"),
        ("docs/a.md", "markdown: {preprocessor: rewrite}"),
    ],
)
def test_what_may_be_another_page_of_docusaurus_is_silent(
    tmp_path: Path, page: str, config: str
) -> None:
    view = view_of(tmp_path, "docusaurus", page, {"docusaurus.config.js": config})
    assert view.broken_link("./b.md") is None


def test_front_matter_in_toml_is_parsed_within_limits(tmp_path: Path) -> None:
    long_key = ".".join("a" * (DEFAULT.max_depth + 1))
    texts = {
        "a.md": "+++\r\nSlug = 'b'\r\n+++\r\n",
        "c.md": f"+++\nslug = 'd'\n{long_key} = 1\n+++\n",
        "e.md": "+++\nslug = \n+++\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    found = PageReader(tmp_path, Dialect.HUGO, ("slug",)).read(texts)
    assert list(found) == [("a.md", {"slug": "b"}), ("c.md", None), ("e.md", None)]
