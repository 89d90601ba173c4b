"""Which files of a site are pages of its generator."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from linter.cli import pre_commit_config
from linter.config.files import Configs
from linter.files.discovery import find
from linter.files.file_names import SUFFIXES
from linter.profiles import eleventy
from linter.profiles.profile import HTML_SUFFIXES, MARKDOWN_SUFFIXES, MDX_SUFFIXES
from tests.conftest import Build

ROOT = Path(__file__).parents[2]
PAGE = "---\ntitle: a\n---\n"


def pages(root: Path, *files: str, others: Mapping[str, str]) -> set[str]:
    """Return which of some files are pages of a site that has others too."""
    for name, text in {**dict.fromkeys(files, PAGE), **others}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    found = find(["."], root, Configs(isolated=True))
    assert found.errors == ()
    return {target.shown_as for target in found.targets if target.other_kind is not None}


@pytest.mark.parametrize(
    ("others", "taken", "left"),
    [
        pytest.param(
            {"_config.yml": "collections: [recipes]\nexclude: [drafts]\n"},
            ("_posts/a.md", "news/_posts/b.markdown", "_drafts/c.md", "_recipes/d.md", "e.html"),
            ("_layouts/a.html", "_notes/b.md", "drafts/c.md", "vendor/d.md", "_site/e.html"),
            id="jekyll",
        ),
        pytest.param(
            {"_config.yml": "source: src\ncollections_dir: all\ncollections: {a: {}}\n"},
            ("src/a.md", "src/all/_a/b.md"),
            ("b.md", "src/_a/c.md"),
            id="jekyll-source",
        ),
        pytest.param(
            {"hugo.toml": "title = 'a'\n"},
            ("content/_index.md", "content/vendor/a/index.md", "content/b.html"),
            ("archetypes/default.md", "layouts/a.html", "public/b.html", "themes/x/content/c.md"),
            id="hugo",
        ),
        pytest.param(
            {
                "config/_default/config.yaml": "contentDir: pages\n",
                "config/_default/languages.toml": "[de]\ncontentDir = 'seiten'\n",
            },
            ("pages/a.md", "seiten/b.md"),
            ("content/c.md",),
            id="hugo-folders",
        ),
        pytest.param(
            {"hugo.json": '{"module": {"mounts": [{"source": "a", "target": "content/a"}]}}'},
            ("a/b.md", "content/c.md"),
            ("d.md",),
            id="hugo-mounts",
        ),
        *(
            pytest.param(
                {"hugo.yaml": f"module: {{mounts: {mounts}}}\n"}, ("content/a.md",), ("b.md",)
            )
            for mounts in ("5", "true", "[5, content]", "{source: a, target: content}")
        ),
        pytest.param(
            {"config.toml": "base_url = 'https://example.org'\n"},
            ("content/_index.md", "content/a/b.md"),
            ("templates/a.html", "content/c.html"),
            id="zola",
        ),
        pytest.param(
            {"docusaurus.config.js": "docs: {path: 'guides'}, x: {path: '/etc'}\n"},
            ("docs/a.mdx", "guides/b.md", "blog/2020/c.md", "versioned_docs/version-1/d.md"),
            ("docs/_part.mdx", "src/e.md", "node_modules/f.md"),
            id="docusaurus",
        ),
        pytest.param(
            {"astro.config.mjs": ""},
            ("src/content/docs/a.mdx", "src/pages/b.md"),
            ("src/components/c.md", "src/pages/_d.md", "dist/e.md"),
            id="astro",
        ),
        pytest.param(
            {
                "astro.config.ts": "",
                "src/content.config.ts": "glob({base: './src/posts'}), glob({base: `notes/`})",
            },
            ("src/posts/2020/a.md", "notes/b.mdx", "src/content/c.md"),
            ("src/data/d.md", "src/posts/_e.md", "f.md"),
            id="astro-loaders",
        ),
        pytest.param(
            {
                "astro.config.mjs": "",
                "src/content.config.mjs": "base: './src', base: '.', base: '..', base: '/etc'",
            },
            ("src/content/a.md",),
            ("src/b.md", "src/components/c.md"),
            id="astro-loaders-around",
        ),
        pytest.param(
            {"astro.config.mjs": "", "src/content/config.ts": 'base: "gone", base: "src/texts"'},
            ("src/texts/a.md",),
            ("b.md",),
            id="astro-old-config",
        ),
        pytest.param(
            {"eleventy.config.js": "dir: {input: 'src', output: 'src/out'}\n"},
            ("src/a.md", "src/b.njk", "src/posts/c.liquid"),
            ("d.md", "src/_includes/e.njk", "src/out/f.html", "src/node_modules/g/h.md"),
            id="eleventy",
        ),
        pytest.param(
            {
                ".eleventy.js": "dir: {includes: 'parts', layouts: '_frames', data: '.'}\n",
                ".eleventyignore": "# not these\n**/README.md\n/drafts/**\n",
            },
            ("a.md", "_posts/2020-01-01-b.md", "_c/d.html", "_data/e.md"),
            ("README.md", "b/README.md", "drafts/f.md", "parts/g.njk", "_frames/h.njk"),
            id="eleventy-folders",
        ),
        # Measured with Eleventy 3.1.8.
        pytest.param(
            {
                ".eleventy.js": "css({input: 'css'}); dir: {input: 'src', data: '/lists'}\n",
                ".eleventyignore": "README.md\r\n./src/a.md\n!src/a.md\n",
                "src/.eleventyignore": "b.md\ndrafts/\n*.tmp.md\n",
            },
            ("src/README.md", "src/d/a.md", "src/d/b.md", "src/d/e.tmp.md", "src/d/drafts/f.md"),
            (
                "css/g.md",
                "src/a.md",
                "src/b.md",
                "src/c.tmp.md",
                "src/drafts/h.md",
                "src/lists/i.md",
            ),
            id="eleventy-ignored",
        ),
        pytest.param(
            {".eleventy.js": "dir: {input: 'src/pages', output: 'src', includes: '../parts'}\n"},
            ("src/pages/a.md",),
            ("src/b.md", "src/parts/c.md"),
            id="eleventy-output-around-the-input",
        ),
        pytest.param(
            {"mkdocs.yml": "docs_dir: 'text'  # not docs\nplugins: !!python/name:a.b\n"},
            ("text/a.md", "text/_b.md"),
            ("docs/c.md", "text/d.html"),
            id="mkdocs",
        ),
        pytest.param(
            {},
            ("a.md", "b/c.mdx", "_posts/2020/d.md", "e/_drafts/f.md"),
            ("g.txt", ".git/h.md", "scaffolds/i.md", "_notes/j.md", "_posts/_k.md", "_posts.md"),
            id="plain",
        ),
        pytest.param(
            {
                "_config.yml": "theme: fern\n",
                "themes/fern/_config.yml": "",
                "themes/fern/layout/post.ejs": "",
            },
            ("source/_posts/a.md", "source/about/index.md"),
            ("scaffolds/post.md", "source/_data/b.md"),
            id="hexo",
        ),
    ],
)
def test_pages_lie_where_the_generator_looks_for_them(
    tmp_path: Path, others: Mapping[str, str], taken: tuple[str, ...], left: tuple[str, ...]
) -> None:
    assert pages(tmp_path, *taken, *left, others=others) == set(taken)


def test_each_site_of_a_repository_has_its_own_profile(build: Build) -> None:
    root = build(
        {
            "a.md": PAGE,
            "docs/hugo.toml": "",
            "docs/content/b.md": PAGE,
            "docs/c.md": PAGE,
            "website/docusaurus.config.js": "",
            "website/docs/d.md": PAGE,
        }
    )
    found = find(["."], root, Configs(isolated=True))
    profiles = {
        target.shown_as: target.site.profile.name for target in found.targets if target.site
    }
    assert profiles == {
        "a.md": "jekyll",
        "docs/content/b.md": "hugo",
        "website/docs/d.md": "docusaurus",
    }
    assert [(site.site.path, site.files) for site in found.sites] == [
        (os.path.realpath(root), 1),
        (os.path.realpath(root / "docs"), 1),
        (os.path.realpath(root / "website"), 1),
    ]


def test_the_hook_takes_the_suffixes_of_all_profiles() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (pattern,) = set(re.findall(r"^  files: (.+)$", hooks, re.MULTILINE))
    assert pattern == pre_commit_config.FILES
    for suffix in (
        *SUFFIXES,
        *MARKDOWN_SUFFIXES,
        *MDX_SUFFIXES,
        *HTML_SUFFIXES,
        *eleventy.SUFFIXES,
    ):
        assert re.search(pattern, f"content/a{suffix}"), suffix
    assert not re.search(pattern, "content/a.png")
