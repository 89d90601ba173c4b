from pathlib import Path

import pytest

from linter.config.files import Configs
from linter.files.discovery import find
from linter.inference.sections import exclusion, sections_of
from linter.profiles.registry import site_at


def sections(site: Path, files: list[str]) -> list[tuple[str, tuple[str, ...], int]]:
    for name in files:
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("---\ntitle: a\n---\n", encoding="utf-8")
    root = site_at(str(site))
    assert root is not None
    found = find((str(site),), site, Configs(isolated=True))
    return [(each.name, each.globs, len(each.targets)) for each in sections_of(root, found.targets)]


def pages(folder: str, count: int = 10, suffix: str = "md") -> list[str]:
    return [f"{folder}/{number}.{suffix}" for number in range(count)]


def test_folders_of_content_are_sections_in_all_languages(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").touch()
    files = [*pages("content/en/blog"), *pages("content/pt-br/blog"), *pages("content/en/docs/a")]
    assert sections(tmp_path, [*files, "content/en/about.md", "content/en/few/a.html"]) == [
        ("blog", ("content/*/blog/**/*.md",), 20),
        ("docs", ("content/*/docs/**/*.md",), 10),
        ("pages", ("content/**/*.{html,md}",), 2),
    ]


def test_pages_that_stand_for_a_folder_are_a_section(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").touch()
    files = [*pages("content/blog"), "content/_index.md", "content/blog/_index.md"]
    assert sections(tmp_path, files) == [
        ("section-pages", ("**/_index.md",), 2),
        ("blog", ("content/blog/**/*.md",), 10),
    ]


def test_folders_of_jekyll_are_sections_wherever_they_are(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("collections: [guides]\n", encoding="utf-8")
    files = [*pages("_guides"), *pages("docs"), *pages("de/about"), "index.html"]
    files += [f"{top}/_posts/2020-06-1{day}-a.md" for top in ("en", "docs") for day in range(9)]
    assert sections(tmp_path, files) == [
        ("guides", ("**/_guides/**/*.md",), 10),
        ("posts", ("**/_posts/**/*.md",), 18),
        ("about", ("*/about/**/*.md",), 10),
        ("docs", ("docs/**/*.md",), 10),
        ("pages", ("**/*.html",), 1),
    ]


def test_each_of_several_folders_of_content_is_one(tmp_path: Path) -> None:
    (tmp_path / "docusaurus.config.js").touch()
    files = [*pages("docs/a"), *pages("docs/b"), *pages("blog", suffix="mdx")]
    assert sections(tmp_path, files) == [
        ("blog", ("blog/**/*.mdx",), 10),
        ("docs", ("docs/**/*.md",), 20),
    ]


def test_each_collection_of_astro_is_one(tmp_path: Path) -> None:
    (tmp_path / "astro.config.mjs").touch()
    (tmp_path / "src").mkdir()
    (tmp_path / "src/content.config.ts").write_text("base: './src/notes'", encoding="utf-8")
    files = [*pages("src/content/blog/2020"), *pages("src/content/en/docs"), *pages("src/notes")]
    assert sections(tmp_path, [*files, "src/content/a.md", "src/pages/b.mdx"]) == [
        ("blog", ("src/content/blog/**/*.md",), 10),
        ("docs", ("src/content/*/docs/**/*.md",), 10),
        ("notes", ("src/notes/**/*.md",), 10),
        (
            "pages",
            tuple(f"src/{name}/**/*.{{md,mdx}}" for name in ("content", "notes", "pages")),
            2,
        ),
    ]


def test_a_folder_may_have_the_name_of_the_rest(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    assert [name for name, *_ in sections(tmp_path, [*pages("docs/pages"), "docs/a.md"])] == [
        "pages",
        "other-pages",
    ]


def test_of_folders_with_one_name_the_largest_is_a_section(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").touch()
    found = sections(tmp_path, [*pages("content/en/a"), *pages("content/a", 11)])
    assert found == [("a", ("content/a/**/*.md",), 11), ("pages", ("content/**/*.md",), 10)]


@pytest.mark.parametrize(
    ("path", "glob"),
    [
        ("README.md", "/README.md"),
        ("drafts/old/a.md", "/drafts/"),
        ("docs/old/a.md", "/docs/old/"),
        ("docs/[a].md", r"/docs/\[a\].md"),
    ],
)
def test_a_file_is_excluded_with_its_folder(path: str, glob: str) -> None:
    assert exclusion(path, ["docs/a.md", "index.md"]) == glob
