"""Random sessions: at each moment the server finds what the command finds in the same texts."""

import random
import shutil
from pathlib import Path

import pytest

from tests.lsp.editor import Editor, check

pytestmark = pytest.mark.slow

FILES = tuple(f"_news/2020-01-0{number}-{name}.md" for number, name in enumerate("abcd", start=1))
CONFIGS = (
    "",
    'select = ["DUP", "TXT", "PAR013"]\n',
    'exclude = ["_news/*-b.md"]\n',
    'per-file-ignores = { "_news/*-c.md" = ["DUP001", "TXT001"] }\n',
    'select = ["NOPE"]\n',
)
TITLES = ("A title", "A &amp; B", '"😀\u2028 x"', "[", "A  b\u200b")
LINKS = ("https://a.com/b/c", "http://a.com/b/c", "https://a.com/other")
COMMENTS = ("", "# articlelint: ignore[DUP001]\n", "# articlelint: ignore[TXT001]\n")
ENDS = ("\n", "\r\n")
TOPIC = "_data/topics/ai.yaml"


def some_text(chosen: random.Random) -> str:
    """Return an article with a few things that may be wrong, alone or beside others."""
    lines = (
        f"---\ntitle: {chosen.choice(TITLES)}\ntype: article\ntopics: [AI]\n"
        f'publishedDateTime: "2020-01-01T00:00:00Z"\n{chosen.choice(COMMENTS)}'
        f"webUrl: {chosen.choice(LINKS)}\n---\n"
    )
    return lines.replace("\n", chosen.choice(ENDS))


@pytest.mark.parametrize("seed", range(4))
def test_after_each_step_the_findings_are_those_of_the_command(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    chosen = random.Random(seed)  # noqa: S311 - a test is to be the same each time
    site = tmp_path / "site"
    for name in ("_news", "_data/topics", "_data/organizations"):
        (site / name).mkdir(parents=True)
    (site / "_config.yml").write_text("url: https://site.org\n")
    (site / TOPIC).write_text("taxonomy: topic\n_id: ai\nname: AI\n")
    editor = Editor(site)
    opened: dict[str, str] = {}
    for step in range(25):
        file = chosen.choice(FILES)
        match chosen.choice(
            ("edit", "edit", "edit", "close", "write", "delete", "config", "topic")
        ):
            case "edit":
                opened[file] = some_text(chosen)
                editor.put(file, opened[file])
            case "close":
                opened.pop(file, None)
                editor.close(file)
            case "write":
                (site / file).write_bytes(some_text(chosen).encode())
                editor.changed(file)
            case "delete":
                (site / file).unlink(missing_ok=True)
                editor.changed(file)
            case "config":
                (site / "articlelint.toml").write_text(chosen.choice(CONFIGS))
                editor.changed("articlelint.toml")
            case "topic":
                name = chosen.choice(("AI", "Robots"))
                (site / TOPIC).write_text(f"taxonomy: topic\n_id: ai\nname: {name}\n")
                editor.changed(TOPIC)
        compare(editor, opened, tmp_path / f"copy-{step}", monkeypatch)


def compare(
    editor: Editor, opened: dict[str, str], copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compare what is found in open texts with what the command finds when they are saved."""
    config = editor.folder / "articlelint.toml"
    if config.is_file() and "NOPE" in config.read_text():
        assert all("NOPE" in editor.diagnostics(file)[0].message for file in opened)
        return
    shutil.copytree(editor.folder, copy)
    for file, text in opened.items():
        (copy / file).write_bytes(text.encode())
    expected = check(copy, monkeypatch)
    for file in opened:
        assert editor.findings(file) == expected.get(file, []), file
