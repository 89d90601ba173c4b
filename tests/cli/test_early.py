"""A run that ends early prints what the whole command prints, and ends early where that is sure."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from platformdirs import user_cache_path

from linter.cache.database import default_folder
from linter.cli import early
from linter.cli.check import check
from linter.cli.check_options import CheckOptions
from linter.cli.check_parameters import PARAMETERS
from linter.cli.early_arguments import parsed
from linter.fastpath import entry, state
from linter.fastpath.entry import Key
from linter.profiles.registry import all_markers
from linter.run import folder_entries
from tests.caches import keep_results_in
from tests.cli.conftest import Run
from tests.git import git, needs_git
from tests.sites import OWN

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("*.md"))
PASSED = "All checks passed: 1 file.\n"
PAGE = "---\ntitle: A page\ndate: 2020-06-11\n---\nText.\n"
NAME = SEED.name

Printed = Callable[..., str | None]


def early_text(arguments: list[str]) -> str | None:
    """Return what is printed early; None without an early end."""
    known = parsed(arguments)
    return None if known is None else early.printed(known)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with a clean file the current one; files just written count as settled."""
    monkeypatch.setattr("linter.run.entry_states.RACY", 0)
    keep_results_in(monkeypatch, tmp_path / "cache")
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "work/posts"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(SEED.read_bytes())
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def printed(run: Run) -> Printed:
    """Return what prints early; the whole command prints the same, with and without its caches."""

    def printed(*arguments: str) -> str | None:
        text = early_text(["check", *arguments])
        if text is not None:
            whole = run("check", "--no-cache", "--no-fast-path", *arguments)
            assert (whole.stdout, whole.stderr, whole.exit_code) == (text, "", 0)
        return text

    return printed


def test_of_a_checkout_only_its_code_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "checkout/linter"
    package.mkdir(parents=True)
    (package / "a.py").write_text("")
    monkeypatch.setattr("linter.fastpath.state._PACKAGE", str(package))
    monkeypatch.setattr(sys, "path", [str(package.parent), str(tmp_path)])
    before = state.code_state()
    (package.parent / ".pytest_cache").mkdir()
    assert state.code_state() == before
    (package / "a.py").write_text("b = 1\n")
    changed = state.code_state()
    assert changed != before
    (tmp_path / "other").mkdir()
    assert state.code_state() != changed


def entries() -> list[Path]:
    return sorted(default_folder().glob("folder-*"))


def test_a_second_run_ends_early(place: Path, run: Run, printed: Printed) -> None:
    assert printed(f"posts/{NAME}") is None
    assert run("check", f"posts/{NAME}").stdout == PASSED
    assert printed(f"posts/{NAME}") == PASSED
    assert printed(f"./posts//{NAME}") == PASSED
    assert printed(str(place / "posts" / NAME)) == PASSED
    assert printed("-q", f"posts/{NAME}") == ""
    assert printed("--quiet", "--cache-dir", str(default_folder()), f"posts/{NAME}") == ""
    assert printed("-qq", f"posts/{NAME}") == ""


def test_other_files_of_the_folder_end_early_too(place: Path, run: Run, printed: Printed) -> None:
    run("check", f"posts/{NAME}")
    text = SEED.read_text(encoding="utf-8")
    changed = text.replace("title: ", "title: More of ", 1)
    assert changed != text
    (place / "posts" / NAME).write_text(changed, encoding="utf-8")
    (place / "posts/other.md").write_text(text, encoding="utf-8")
    assert printed(f"posts/{NAME}") == PASSED
    assert printed(f"posts/{NAME}", "posts/other.md") == "All checks passed: 2 files.\n"
    (place / "posts/page.md").write_text(PAGE, encoding="utf-8")
    assert printed("posts/page.md") is None
    run("check", "posts/page.md")
    assert printed("posts/page.md") == PASSED
    assert printed("posts/page.md", f"posts/{NAME}") == "All checks passed: 2 files.\n"


def test_a_hook_ends_early_for_the_files_that_it_has_seen(
    place: Path, run: Run, printed: Printed
) -> None:
    hook = ("--force-exclude", f"posts/{NAME}")
    run("check", f"posts/{NAME}")
    assert printed(*hook) is None
    run("check", *hook)
    assert printed(*hook) == PASSED
    (place / "posts/other.md").write_bytes(SEED.read_bytes())
    assert printed("--force-exclude", "posts/other.md") is None
    run("check", "--force-exclude", "posts/other.md")
    assert printed("--force-exclude", "posts/other.md", f"posts/{NAME}") is not None
    (place / ".gitignore").write_text("other.md\n", encoding="utf-8")
    assert printed(*hook) is None


@pytest.mark.usefixtures("place")
def test_settings_of_git_in_the_environment_are_not_watched(
    run: Run, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = ("--force-exclude", f"posts/{NAME}")
    run("check", *hook)
    assert printed(*hook) == PASSED
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/somewhere")
    assert printed(*hook) is None
    run("check", *hook)
    assert printed(*hook) is None


@needs_git
@pytest.mark.parametrize("is_tracked", [True, False])
def test_a_hook_does_not_end_early_for_what_git_ignores(
    place: Path,
    run: Run,
    printed: Printed,
    is_tracked: bool,  # noqa: FBT001 - pytest's
) -> None:
    git(place, "init", "-q")
    (place / ".git/info/exclude").write_text("", encoding="utf-8")
    (place / ".gitignore").write_text("drafts\n", encoding="utf-8")
    (place / "drafts").mkdir()
    (place / "drafts" / NAME).write_bytes(SEED.read_bytes())
    if is_tracked:
        git(place, "add", "-f", "drafts")
    for path in (f"drafts/{NAME}", f"posts/{NAME}"):
        run("check", "--force-exclude", path)
    assert printed("--force-exclude", f"drafts/{NAME}") is None
    assert printed("--force-exclude", f"posts/{NAME}") == PASSED
    (place / ".git/info/exclude").write_text("posts\n", encoding="utf-8")
    assert printed("--force-exclude", f"posts/{NAME}") is None


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--no-fast-path",),
        ("--no-cache",),
        ("--fix",),
        ("-v",),
        ("--select", "TXT"),
        ("--output-format", "json"),
        ("--cache-dir",),
        ("--cache-dir=",),
        ("--isolated",),
        ("posts",),
        ("posts/none.md",),
        ("-",),
        ("--",),
        (f"./posts/{NAME}",),
        (f"posts/../posts/{NAME}",),
    ],
)
def test_other_arguments_have_the_whole_command(run: Run, arguments: tuple[str, ...]) -> None:
    run("check", f"posts/{NAME}")
    assert early_text(["check", f"posts/{NAME}", *arguments]) is None


OPTIONS = [each for each in PARAMETERS if isinstance(each, click.Option)]


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_options_of_an_early_end_are_those_after_which_entries_are_left(
    option: click.Option,
) -> None:
    for name in option.opts:
        given = [name] if option.is_flag or option.count else [name, "folder"]
        known = parsed(["check", *given, f"posts/{NAME}"])
        context = check.make_context("check", [*given, f"posts/{NAME}"], resilient_parsing=True)
        options = CheckOptions(**context.params)
        assert (known is not None) == options.may_end_early
        if known is not None:
            of_early_run = CheckOptions.of_early_run(known)
            assert of_early_run.may_end_early
            assert of_early_run._replace(option_names=()) == options._replace(option_names=())


@pytest.mark.usefixtures("place")
def test_a_folder_that_click_refuses_has_the_whole_command() -> None:
    assert parsed(["check", "--cache-dir", f"posts/{NAME}", f"posts/{NAME}"]) is None
    for folder in ("posts", "missing"):
        assert parsed(["check", "--cache-dir", folder, f"posts/{NAME}"]) is not None


@pytest.mark.usefixtures("place")
def test_other_commands_do_not_end_early(run: Run) -> None:
    run("check", f"posts/{NAME}")
    for arguments in ([], ["check"], [f"posts/{NAME}"], ["rule", f"posts/{NAME}"], ["check", "-q"]):
        assert early_text(arguments) is None


@pytest.mark.usefixtures("place")
def test_runs_that_print_something_else_leave_nothing(run: Run) -> None:
    for arguments in (("--no-cache",), ("--no-fast-path",), ("-v",), ("--exit-zero",)):
        run("check", *arguments, f"posts/{NAME}")
    run("check", "posts")
    assert entries() == []
    Path(f"posts/{NAME}").write_text("---\ntitle: A  page\n---\n", encoding="utf-8")
    run("check", f"posts/{NAME}")
    assert entries() == []


@pytest.mark.usefixtures("place")
def test_the_log_of_github_is_not_printed_early(
    run: Run, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", f"posts/{NAME}")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert printed(f"posts/{NAME}") is None


@pytest.mark.usefixtures("place")
def test_colours_are_those_of_the_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", f"posts/{NAME}")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert early_text(["check", f"posts/{NAME}"]) is None
    whole = run("check", f"posts/{NAME}")
    assert "\x1b[" in whole.stdout
    assert early_text(["check", f"posts/{NAME}"]) == whole.stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert early_text(["check", f"posts/{NAME}"]) == PASSED


CHANGES: dict[str, Callable[[Path], object]] = {
    "config": lambda place: (place / "articlelint.toml").write_text("", encoding="utf-8"),
    "config beside the file": lambda place: (place / "posts/articlelint.toml").write_text(
        'ignore = ["TXT"]\n', encoding="utf-8"
    ),
    "project": lambda place: (place / "pyproject.toml").write_text("", encoding="utf-8"),
    "schema folder of Jekyll": lambda place: (place / "_layouts").mkdir(),
    **{
        f"marker {name}": lambda place, name=name: (place.parent / name).write_text(  # type: ignore[misc]
            "", encoding="utf-8"
        )
        for name in sorted(all_markers())
    },
}


@pytest.mark.posix("symbolic links")
def test_a_broken_link_is_noticed(place: Path, run: Run, printed: Printed) -> None:
    run("check", f"posts/{NAME}")
    (place / "_config.yml").symlink_to("none")
    assert printed(f"posts/{NAME}") is None


@pytest.mark.parametrize("change", CHANGES)
def test_what_comes_and_goes_around_the_file_is_noticed(
    place: Path, run: Run, printed: Printed, change: str
) -> None:
    run("check", f"posts/{NAME}")
    CHANGES[change](place)
    assert printed(f"posts/{NAME}") is None


def test_a_config_counts_as_it_is(place: Path, run: Run, printed: Printed) -> None:
    config = place / "articlelint.toml"
    for name in (NAME, "page.md"):
        (place / "posts" / name).write_text(PAGE.replace("2020", "2999"), encoding="utf-8")
    config.write_text('ignore = ["DAT003"]\n', encoding="utf-8")
    assert run("check", "posts/page.md").stdout == PASSED
    assert printed("posts/page.md") == PASSED
    config.write_text('ignore = ["TXT003"]\n', encoding="utf-8")
    assert printed("posts/page.md") is None
    assert "DAT003" in run("check", "posts/page.md").stdout
    assert printed("posts/page.md") is None


def extend(place: Path, base: str) -> None:
    """Give the current folder a config that extends another one, and a page below it."""
    (place / "articlelint.toml").write_text('extend = "base.toml"\n', encoding="utf-8")
    (place / "base.toml").write_text(base, encoding="utf-8")
    (place / "posts/page.md").write_text(PAGE, encoding="utf-8")


def test_a_config_that_is_extended_is_noticed(place: Path, run: Run, printed: Printed) -> None:
    extend(place, 'ignore = ["TXT004"]\n')
    run("check", "posts/page.md")
    assert printed("posts/page.md") == PASSED
    (place / "base.toml").write_text('ignore = ["TXT003"]\n', encoding="utf-8")
    assert printed("posts/page.md") is None


def test_the_config_of_the_current_folder_counts_too(
    place: Path, run: Run, printed: Printed
) -> None:
    (place / "posts/articlelint.toml").write_text("", encoding="utf-8")
    extend(place, "")
    run("check", "posts/page.md")
    assert printed("posts/page.md") == PASSED
    (place / "base.toml").write_text('output-format = "json"\n', encoding="utf-8")
    assert printed("posts/page.md") is None
    run("check", "posts/page.md")
    assert printed("posts/page.md") is None


def collect(place: Path, schema: str) -> None:
    """Give the current folder a config with a collection, which has a schema of its own."""
    (place / "articlelint.toml").write_text(
        f'[[collections]]\nname = "posts"\nfiles = ["posts/*"]\nschema = "{schema}"\n',
        encoding="utf-8",
    )


def test_an_own_schema_is_noticed(place: Path, run: Run, printed: Printed) -> None:
    collect(place, "post.json")
    schema = {"type": "object", "properties": {"title": {"type": "string", "maxLength": 9}}}
    (place / "post.json").write_text(json.dumps(schema), encoding="utf-8")
    (place / "posts/a.md").write_text(PAGE, encoding="utf-8")
    (place / "posts/b.md").write_text(PAGE.replace("page", "page that is long"), encoding="utf-8")
    assert run("check", "posts/a.md").stdout == PASSED
    assert printed("posts/a.md") == PASSED
    assert printed("posts/b.md") is None
    assert run("check", "posts/b.md").exit_code == 1
    (place / "post.json").write_text(json.dumps({**schema, "required": ["x"]}), encoding="utf-8")
    assert printed("posts/a.md") is None


def test_a_schema_that_leads_to_another_file_has_the_whole_command(
    place: Path, run: Run, printed: Printed
) -> None:
    collect(place, "./post.json")
    (place / "post.json").write_text('{"properties": {"title": {"$ref": "t.json"}}}', "utf-8")
    (place / "t.json").write_text('{"type": "string"}', encoding="utf-8")
    (place / "posts/a.md").write_text(PAGE, encoding="utf-8")
    assert run("check", "posts/a.md").stdout == PASSED
    assert printed("posts/a.md") is None


def test_what_depends_on_the_site_has_the_whole_command(
    place: Path, run: Run, printed: Printed
) -> None:
    (place / "_config.yml").write_text("title: A site\n", encoding="utf-8")
    texts = {
        "plain.md": PAGE,
        "picture.md": PAGE.replace("date:", "image: /picture.png\ndate:"),
        "article.md": SEED.read_text(encoding="utf-8"),
    }
    for name, text in texts.items():
        (place / name).write_text(text, encoding="utf-8")
        run("check", name)
    assert printed("plain.md") == PASSED
    assert printed("picture.md") is None
    assert printed("article.md") is None


def test_a_site_with_a_mistake_in_its_config_has_the_whole_command(
    place: Path, run: Run, printed: Printed
) -> None:
    (place / "_config.yml").write_text("title: [\n", encoding="utf-8")
    (place / "plain.md").write_text(PAGE, encoding="utf-8")
    assert "_config.yml" in run("check", "plain.md").stderr
    assert printed("plain.md") is None


@pytest.mark.posix("symbolic links")
def test_links_have_the_whole_command(place: Path, run: Run, printed: Printed) -> None:
    (place / "link.md").symlink_to(place / "posts" / NAME)
    (place / "linked").symlink_to(place / "posts")
    for path in ("link.md", f"linked/{NAME}", f"posts/{NAME}"):
        run("check", path)
    assert printed("link.md") is None
    assert printed(f"linked/{NAME}") is None
    assert printed(f"posts/{NAME}") == PASSED


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes on Linux only")
def test_names_that_are_no_utf_8_are_names(place: Path, run: Run, printed: Printed) -> None:
    folder = place / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    file = folder / os.fsdecode(b"\xff.md")
    file.write_bytes(SEED.read_bytes())
    run("check", str(file))
    assert printed(str(file)) == PASSED


def test_other_folders_and_environments_have_entries_of_their_own(
    place: Path, run: Run, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", f"posts/{NAME}")
    (place / "posts/inner").mkdir()
    (place / "posts/inner" / NAME).write_bytes(SEED.read_bytes())
    assert printed(f"posts/inner/{NAME}") is None
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place))
    assert printed(f"posts/{NAME}") is None


def test_other_code_has_entries_of_its_own(
    place: Path, run: Run, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", f"posts/{NAME}")
    monkeypatch.setattr(sys, "path", [*sys.path, str(place)])
    assert printed(f"posts/{NAME}") is None
    monkeypatch.setattr(state, "STARTED", time.time_ns())
    run("check", f"posts/{NAME}")
    assert printed(f"posts/{NAME}") == PASSED
    # A package comes: its rules may be a plug-in's.
    (place / "some-1.0.dist-info").mkdir()
    assert printed(f"posts/{NAME}") is None
    # It came after this process had imported what there was.
    run("check", f"posts/{NAME}")
    assert printed(f"posts/{NAME}") is None


def test_a_file_is_read_as_it_is_now(place: Path, run: Run, printed: Printed) -> None:
    run("check", f"posts/{NAME}")
    file = place / "posts" / NAME
    text = file.read_bytes()
    for wrong in (
        text.replace(b"title: ", b"title:  A  ", 1),
        text.replace(b"\n---\n", b"\n--\n"),
        text + b"\xff",
        b"\xef\xbb\xbf" + text,
        text.replace(b"---\n", b"---\n$schema: x.json\n", 1),
        b"",
    ):
        file.write_bytes(wrong)
        assert printed(f"posts/{NAME}") is None
    file.unlink()
    assert printed(f"posts/{NAME}") is None


@pytest.mark.posix("symbolic links")
def test_an_entry_that_others_may_write_is_not_read(
    place: Path, run: Run, printed: Printed
) -> None:
    run("check", f"posts/{NAME}")
    (file,) = entries()
    file.chmod(0o666)
    assert printed(f"posts/{NAME}") is None
    file.chmod(0o600)
    assert printed(f"posts/{NAME}") == PASSED
    kept = file.rename(place / "kept")
    file.symlink_to(kept)
    assert printed(f"posts/{NAME}") is None


@pytest.mark.usefixtures("place")
def test_a_damaged_entry_is_none(run: Run, printed: Printed) -> None:
    run("check", f"posts/{NAME}")
    (file,) = entries()
    good = json.loads(file.read_text(encoding="utf-8"))
    for position in range(len(good)):
        wrong: object
        for wrong in (None, 0, -1, "x", [], {}, [None], {"": None}, {"article": [[], []]}):
            file.write_text(json.dumps([*good[:position], wrong, *good[position + 1 :]]), "utf-8")
            assert early_text(["check", f"posts/{NAME}"]) in {None, PASSED, "x: 1 file.\n"}
    for wrong_text in ("", "[", "null", "[[]]", "\xff", "[" * 100_000):
        file.write_text(wrong_text, encoding="latin-1")
        assert printed(f"posts/{NAME}") is None
    run("check", f"posts/{NAME}")
    assert printed(f"posts/{NAME}") == PASSED


@pytest.mark.usefixtures("place")
def test_an_entry_runs_no_other_code_than_silence(run: Run, printed: Printed) -> None:
    run("check", f"posts/{NAME}")
    (file,) = entries()
    text = file.read_text(encoding="utf-8")
    assert "linter.rules.dates.silence:are_past" in text
    for name in ("os:getcwd", "linter.cli:main", "os.silence:x"):
        file.write_text(text.replace("linter.rules.dates.silence:are_past", name), "utf-8")
        assert printed(f"posts/{NAME}") is None


@pytest.mark.usefixtures("place")
def test_clean_deletes_entries(run: Run) -> None:
    run("check", f"posts/{NAME}")
    assert entries()
    run("clean")
    assert not default_folder().exists()


def test_the_oldest_entries_go(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_entries, "MOST_ENTRIES", 2)
    for name in ("a", "b", "c", "d"):
        (place / name).mkdir()
        (place / name / "page.md").write_text(PAGE, encoding="utf-8")
        run("check", f"{name}/page.md")
    assert len(entries()) == 2


def test_files_just_written_may_still_change(
    place: Path, run: Run, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(place)
    keep_results_in(monkeypatch, place / "cache")
    (place / "articlelint.toml").write_text("", encoding="utf-8")
    (place / "page.md").write_text(PAGE, encoding="utf-8")
    run("check", "page.md")
    assert printed("page.md") is None
    assert entries() == []


def test_the_folder_of_entries_is_that_of_the_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keep_results_in(monkeypatch, tmp_path)
    folder = default_folder()
    assert folder.is_relative_to(tmp_path)
    assert entry.default_folder() == str(folder)


@pytest.mark.posix("XDG_CACHE_HOME")
def test_the_folder_is_the_usual_one_of_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("", "/somewhere", " ", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert entry.default_folder() == str(default_folder())
    for value in ("", "/somewhere"):
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert default_folder() == user_cache_path("articlelint", appauthor=False)


def test_keys_have_different_files() -> None:
    keys = [Key.of(a, b, force_exclude=c) for a in "ab" for b in "ab" for c in (True, False)]
    assert len({key.file_name for key in keys}) == len(keys)


def _mutants(text: str, chance: random.Random) -> Iterator[str]:
    """Yield texts with one to three small changes of their front matter."""
    snippets = (
        "  ",
        "'",
        '"',
        ": ",
        "- ",
        "#",
        "\t",
        "&amp;",
        "http://",
        "é",
        "2030-01-01",
        "\n",
        "null",
    )
    for _ in range(5):
        mutant = text
        for _ in range(chance.choice((1, 1, 2))):
            end = mutant.find("\n---\n")
            lines = mutant[:end].split("\n")
            at = chance.randrange(1, max(len(lines), 2))
            line = lines[at] if at < len(lines) else ""
            column = chance.randrange(line.find(":") + 1, len(line) + 1)
            match chance.randrange(8):
                case 0:
                    lines[at : at + 1] = []
                case 1:
                    lines.insert(chance.randrange(1, len(lines) + 1), line)
                case 2:
                    lines[at : at + 1] = [line[:column] + chance.choice(snippets) + line[column:]]
                case 3 | 4 | 5:
                    lines[at : at + 1] = [line[:column] + line[column + 1 :]]
                case _:
                    lines[at : at + 1] = [
                        f"{line.partition(':')[0]}: {chance.choice(('x', '7', 'true', '[a]'))}"
                    ]
            mutant = "\n".join(lines) + mutant[end:]
        yield mutant


def _files() -> list[Path]:
    return [SEED, *sorted(OWN.rglob("*.md"))]


@pytest.mark.usefixtures("place")
def test_mutants_that_end_early_are_clean(run: Run, printed: Printed) -> None:
    chance = random.Random(7)  # noqa: S311 - it only varies texts
    ended = 0
    for original in _files()[::2]:
        text = original.read_text(encoding="utf-8")
        path = f"posts/{original.name}"
        for mutant in (text, *_mutants(text, chance)):
            Path(path).write_text(mutant, encoding="utf-8")
            if printed(path) is not None:
                ended += 1
            elif mutant is text:
                run("check", path)
    assert ended > 10


def test_the_process_prints_the_same_bytes(place: Path) -> None:
    def command(*options: str, stdout: int = subprocess.PIPE) -> tuple[bytes | None, bytes, int]:
        arguments = (sys.executable, "-m", "linter", "check", *options, f"posts/{NAME}")
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            arguments,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
            cwd=place,
        )
        return done.stdout, done.stderr, done.returncode

    whole = command("--no-fast-path")
    assert whole == (PASSED.encode(), b"", 0)
    for _ in range(3):
        assert command() == whole
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            early_end = command(stdout=full.fileno())
            assert early_end == command("--no-fast-path", stdout=full.fileno())
            assert early_end[2] == 2
