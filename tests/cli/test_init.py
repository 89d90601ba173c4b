import subprocess
import tomllib
from pathlib import Path

import pytest

from linter.config.layers import read
from linter.core.project import DOCUMENTATION
from tests.cli.conftest import Run

HOOKS = ".pre-commit-config.yaml"


def test_a_jekyll_site(run: Run, site: Path) -> None:
    (site / "_config.yml").write_text("title: a\n", encoding="utf-8")
    (site / "_data/topics").mkdir(parents=True)
    (site / "_data/topics/ai.yml").write_text("name: AI\n", encoding="utf-8")
    result = run("init")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Jekyll site: ")
    assert "\n  _data/topics: topic, 1 file\n  _news: article, 2 files\n" in result.stdout
    assert "\n  articlelint check " in result.stdout
    text = (site / "articlelint.toml").read_text(encoding="utf-8")
    assert "# Everything here is optional." in text
    assert ("#:schema" in text) is (DOCUMENTATION is not None)
    assert tomllib.loads(text) == {"profile": "jekyll"}
    assert run("check", "--select", "PAR003").exit_code == 1


def test_any_other_folder_gets_a_template(run: Run, site: Path) -> None:
    result = run("init")
    text = (site / "articlelint.toml").read_text(encoding="utf-8")
    assert "# [[collections]]" in text
    assert tomllib.loads(text) == {}
    assert result.stdout.startswith("No known site generator: ")


def test_the_generator_is_recognised(run: Run, site: Path) -> None:
    (site / "hugo.toml").touch()
    (site / "content").mkdir()
    (site / "content/_index.md").write_text("---\ntitle: a\n---\n", encoding="utf-8")
    result = run("init")
    assert result.stdout.startswith(
        'Hugo site: 1 file in content/\nWrote articlelint.toml with `profile = "hugo"`; '
    )
    text = (site / "articlelint.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"profile": "hugo"}
    assert run("check").stdout == "All checks passed: 1 file.\n"


def test_the_template_is_right_once_it_is_not_a_comment(run: Run, site: Path) -> None:
    run("init")
    lines = (site / "articlelint.toml").read_text(encoding="utf-8").splitlines()
    keys = ("# [", "# name =", "# files", "# schema", "# dialect", "# min", "# sev", '# "')
    plain = [
        line.removeprefix("# ")
        for line in lines
        if line.startswith((*keys, "# ig", "# ex", "# base"))
    ]
    (site / "articlelint.toml").write_text("\n".join(plain), encoding="utf-8")
    (site / "schemas").mkdir()
    (site / "schemas/post.json").write_text("{}", encoding="utf-8")
    config = read(site / "articlelint.toml")
    assert [each.name for each in config.collections] == ["posts"]
    assert config.settings.ignore
    assert config.exclude
    assert config.baseline == site / "known.json"
    assert config.per_file_ignores


@pytest.mark.parametrize(
    ("name", "text"),
    [("articlelint.toml", "nonsense"), ("pyproject.toml", "[tool.articlelint]\n")],
)
def test_a_config_is_never_replaced(run: Run, site: Path, name: str, text: str) -> None:
    (site / name).write_text(text, encoding="utf-8")
    result = run("init")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{name} exists already; it was not changed.\n")
    assert (site / name).read_text(encoding="utf-8") == text
    assert (site / "articlelint.toml").exists() == (name == "articlelint.toml")


def test_another_tools_pyproject_is_no_config(run: Run, site: Path) -> None:
    (site / "pyproject.toml").write_text("[tool.ruff]\n", encoding="utf-8")
    assert "Wrote articlelint.toml" in run("init").stdout


def test_the_hook_is_added_once(run: Run, site: Path) -> None:
    hooks = site / HOOKS
    hooks.write_text("repos:\n- repo: meta # x\n  hooks:\n  - id: identity\n", encoding="utf-8")
    assert f"Added the hook to {HOOKS}.\n" in run("init").stdout
    text = hooks.read_text(encoding="utf-8")
    assert text.startswith("repos:\n- repo: meta # x\n  hooks:\n  - id: identity\n- repo: ")
    assert f"{HOOKS} has the hook already; it was not changed.\n" in run("init").stdout
    assert hooks.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "content", [b"repos: 5\n", b"repos: # \xff\n"], ids=["number", "not-utf-8"]
)
def test_a_file_that_cannot_be_edited_is_reported(run: Run, site: Path, content: bytes) -> None:
    (site / HOOKS).write_bytes(content)
    result = run("init")
    assert result.exit_code == 0
    assert f"{HOOKS} was not changed; add this under its `repos`:\n  - repo: " in result.stdout
    assert (site / HOOKS).read_bytes() == content


def test_the_hook_belongs_to_the_top_of_the_repository(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "--quiet", site], check=True)  # noqa: S607 - the reader's git
    monkeypatch.chdir(site / "docs")
    assert f"Wrote ../{HOOKS} with the hook.\n" in run("init").stdout
    assert (site / HOOKS).exists()
    assert not (site / "docs" / HOOKS).exists()
    assert (site / "docs/articlelint.toml").exists()


def test_a_file_that_cannot_be_read(run: Run, site: Path) -> None:
    (site / HOOKS).mkdir()
    result = run("init")
    assert result.exit_code == 2
    assert result.stderr == f"error: {site / HOOKS}: is a directory\n"


@pytest.mark.posix("limits on the size of files")
def test_a_full_disk_is_reported_with_the_folder(run: Run, site: Path) -> None:
    import resource

    # As with a full disk, the error of a limit on the size of files names no file.
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        result = run("init")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (result.exit_code, result.stderr) == (2, f"error: {site}: file too large\n")


def write_pages(site: Path, folder: str, front_matter: str) -> None:
    """Write twelve pages, more than the fewest that a schema is inferred from."""
    (site / folder).mkdir(parents=True, exist_ok=True)
    for number in range(12):
        text = f"---\n{front_matter.format(number)}\n---\n"
        (site / folder / f"{number:03}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a Hugo site with two sections the current folder."""
    (tmp_path / "hugo.toml").touch()
    write_pages(tmp_path, "content/posts", "title: Post {}\nrating: 5")
    write_pages(tmp_path, "content/notes", "heading: Note {}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_section_gets_a_collection_with_its_schema(run: Run, pages: Path) -> None:
    result = run("init")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "Hugo site: 24 files in content/\n"
        "Collections, each with a schema inferred from its files:\n"
        "  notes: 12 files, schemas/notes.schema.json\n"
        "  posts: 12 files, schemas/posts.schema.json\n"
        'Wrote articlelint.toml with `profile = "hugo"`; the rest of it is comments'
    )
    config = read(pages / "articlelint.toml")
    assert [(each.name, each.files) for each in config.collections] == [
        ("notes", ("content/notes/**/*.md",)),
        ("posts", ("content/posts/**/*.md",)),
    ]
    schema = run("infer", "--collection", "posts", "-q").stdout
    assert schema == (pages / "schemas/posts.schema.json").read_text(encoding="utf-8")
    assert run("check").stdout == "All checks passed: 24 files.\n"
    (pages / "content/posts/new.md").write_text("---\nrating: high\n---\n", encoding="utf-8")
    assert run("check", "--select", "SCH").exit_code == 1


def test_no_schemas_leaves_the_collections_to_the_user(run: Run, pages: Path) -> None:
    result = run("init", "--no-schemas")
    assert "Collections" not in result.stdout
    assert not (pages / "schemas").exists()
    text = (pages / "articlelint.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"profile": "hugo"}


def test_a_schema_that_is_there_is_left_as_it_is(run: Run, pages: Path) -> None:
    (pages / "schemas").mkdir()
    (pages / "schemas/posts.schema.json").write_text("{}", encoding="utf-8")
    result = run("init")
    assert "  posts: 12 files; schemas/posts.schema.json was not changed\n" in result.stdout
    assert (pages / "schemas/posts.schema.json").read_text(encoding="utf-8") == "{}"


def test_a_folder_without_a_generator_gets_collections(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(tmp_path, "notes", "heading: Note {}")
    monkeypatch.chdir(tmp_path)
    run("init")
    config = read(tmp_path / "articlelint.toml")
    assert (config.profile, [each.name for each in config.collections]) == ("plain", ["notes"])
    assert run("check").stdout == "All checks passed: 12 files.\n"


def test_files_that_are_no_pages_are_in_no_collection(run: Run, pages: Path) -> None:
    (pages / "hugo.toml").unlink()
    (pages / "_config.yml").write_text("exclude: [content/notes]\n", encoding="utf-8")
    write_pages(pages, "_includes", "{{{{ x }}}}: {}")
    write_pages(pages, ".", "title: Page {}")
    result = run("init")
    config = read(pages / "articlelint.toml")
    assert [each.files for each in config.collections] == [("content/**/*.md",), ("**/*.md",)]
    assert [glob for _, glob in config.exclude] == ["/_includes/", "/content/notes/"]
    assert "content: 12 files" in result.stdout
    assert run("check").stdout == "All checks passed: 24 files.\n"


def test_known_kinds_need_no_collections(run: Run, pages: Path) -> None:
    (pages / "hugo.toml").unlink()
    (pages / "_config.yml").touch()
    write_pages(pages, "_news", "title: a\ntype: article\nwebUrl: https://example.com/{}")
    run("init")
    text = (pages / "articlelint.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"profile": "jekyll"}


@pytest.mark.parametrize(("config", "title"), [("hugo.toml", "Hugo"), ("_config.yml", "Jekyll")])
def test_sites_below_keep_their_generators(run: Run, pages: Path, config: str, title: str) -> None:
    (pages / "hugo.toml").unlink()
    (pages / "_config.yml").touch()
    (pages / "docs/content").mkdir(parents=True)
    (pages / "docs" / config).touch()
    write_pages(pages, "docs/content", "title: a")
    before = run("check", "--statistics").stderr
    assert f"{title} site: 12 files in docs/" in before
    printed = run("init").stdout
    text = (pages / "articlelint.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    assert "Wrote articlelint.toml; everything in it is a comment" in printed
    assert run("check", "--statistics").stderr == before


def test_only_an_unreadable_file_that_is_no_page_is_excluded(run: Run, pages: Path) -> None:
    (pages / "hugo.toml").unlink()
    (pages / ".eleventy.js").touch()
    (pages / ".eleventyignore").write_text("/test/\n/content/posts/old.md\n", encoding="utf-8")
    (pages / "test").mkdir()
    (pages / "test/latin.html").write_bytes(b"<p>caf\xe9</p>\n")
    (pages / "content/posts/old.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    (pages / "content/posts/page.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    (pages / "content/posts/broken.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    write_pages(pages, ".", "title: Page {}")
    (pages / "index.html").write_text("---\ntitle: a\n---\n", encoding="utf-8")
    run("init")
    config = read(pages / "articlelint.toml")
    assert [glob for _, glob in config.exclude] == ["/content/posts/old.md", "/test/"]
    found = run("check", "--output-format", "concise").stdout
    assert [line.partition(":")[0] for line in found.splitlines()[:-1]] == [
        "content/posts/broken.md",
        "content/posts/page.md",
    ]


def test_a_known_site_without_pages_is_named(run: Run, site: Path) -> None:
    (site / "astro.config.mjs").touch()
    assert run("init").stdout.startswith("Astro site: 0 files in this folder\nWrote ")
