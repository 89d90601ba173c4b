import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from linter.cli.pre_commit_config import Unchanged, new_config, with_hook
from linter.cli.pre_commit_repo import INSTALLED, HookSource

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SOURCE = HookSource("https://example.com/lint.git", "v1.2.3")

USUAL = """\
  - repo: https://example.com/lint.git
    rev: v1.2.3
    hooks:
      - id: articlelint
"""
FLAT = """\
- repo: https://example.com/lint.git
  rev: v1.2.3
  hooks:
  - id: articlelint
"""
WIDE = """\
-   repo: https://example.com/lint.git
    rev: v1.2.3
    hooks:
    -   id: articlelint
"""

# Each text with `⟦⟧` where the entry goes, and the entry.
FILES = {
    "empty": ("⟦⟧", f"repos:\n{USUAL}"),
    "comment-only": ("# hooks\n⟦⟧", f"repos:\n{USUAL}"),
    "no-repos": ("fail_fast: true  # soon\n⟦⟧", f"repos:\n{USUAL}"),
    "repos-without-value": ("repos:\n⟦⟧", USUAL),
    "usual": ("repos:\n  - repo: meta\n    hooks:\n      - id: identity\n⟦⟧", USUAL),
    "flat": ("repos:\n- repo: meta\n  hooks:\n  - id: identity\n⟦⟧", FLAT),
    "wide": ("repos:\n-   repo: meta\n    hooks:\n    -   id: identity\n⟦⟧", WIDE),
    "hooks-in-brackets": ("repos:\n- {repo: meta, hooks: [{id: identity}]}\n⟦⟧", FLAT),
    "comments": (
        (
            "# top\nrepos: # all\n  # first\n  - repo:   'meta'   # why\n    hooks:\n"
            "      -   id: identity  # x\n      # - id: check-hooks-apply\n⟦⟧\n# the end\n"
        ),
        USUAL,
    ),
    "mixed-indentation": (
        (
            "default_stages: [\n    commit,\n    push\n]\nrepos:\n  # of others\n  - repo: meta\n"
            "    hooks:\n    - id: identity\n      args:\n        - a\n\n  - repo: local\n"
            "    hooks:\n      -   id: x\n          exclude: >\n            (?x)\n            a\n⟦⟧"
        ),
        USUAL,
    ),
    "more-keys-behind": (
        (
            'repos:\n- repo: meta\n  hooks:\n  - id: identity\n    args: ["a",\n      b]\n⟦⟧\n'
            "# of the service\nci:\n    autofix_prs:   false\n"
        ),
        FLAT,
    ),
    "anchors": (
        (
            "x: &x [a, b]\nrepos:\n- repo: meta\n  hooks:\n  - &h\n    id: identity\n    args: *x\n"
            "  - <<: *h\n    name: again\n    args: *x\n⟦⟧\n# end\n"
        ),
        FLAT,
    ),
    "block-scalar": (
        (
            "repos:\n- repo: meta\n  hooks:\n  - id: identity\n    exclude: |\n      (?x)^(\n"
            "        a\n      )$\n⟦⟧fail_fast: true\n"
        ),
        FLAT,
    ),
    "hyphen-on-its-own": (
        "repos:\n  -\n    repo: meta\n    hooks:\n      - id: identity\n⟦⟧",
        USUAL,
    ),
    "byte-order-mark": ("\ufeffrepos:\n- repo: meta\n  hooks:\n  - id: identity\n⟦⟧", FLAT),
    "wide-characters": ("# 😀 é\nrepos:\n- repo: meta\n  hooks:\n  - id: identity\n⟦⟧# ü\n", FLAT),
    "document-start": ("---\nrepos:\n- repo: meta\n  hooks:\n  - id: identity\n⟦⟧", FLAT),
    "document-end": ("---\nrepos:\n- repo: meta\n  hooks:\n  - id: identity\n⟦⟧...\n", FLAT),
}


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize(("marked", "added"), FILES.values(), ids=FILES)
def test_nothing_but_the_entry_is_added(marked: str, added: str, *, crlf: bool) -> None:
    text = marked.replace("\n", "\r\n") if crlf else marked
    line_end = "\r\n" if crlf and "\n" in marked else "\n"
    wanted = text.replace("⟦⟧", added.replace("\n", line_end))
    outcome = with_hook(text.replace("⟦⟧", ""), SOURCE)
    assert outcome == wanted
    assert with_hook(outcome, SOURCE) is Unchanged.HAS_HOOK


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("repos: []\n", f"repos:\n{USUAL}"),
        ("repos: []  # none yet\n", f"repos:     # none yet\n{USUAL}"),
        (
            "# a\ndefault_stages: [commit,\n  push]\nrepos: [ ]\n\n# c\nci:\n    skip:\n    - x\n",
            (
                f"# a\ndefault_stages: [commit,\n  push]\nrepos:\n{USUAL}\n"
                "# c\nci:\n    skip:\n    - x\n"
            ),
        ),
        (
            "repos: [{repo: meta, hooks: [{id: identity}]}]\n",
            (
                "repos: [{repo: meta, hooks: [{id: identity}]}, {repo:"
                " https://example.com/lint.git, rev: v1.2.3, hooks: [{id: articlelint}]}]\n"
            ),
        ),
    ],
    ids=["empty", "empty-with-comment", "empty-between-keys", "in-brackets"],
)
def test_a_list_in_brackets_is_written_anew(text: str, wanted: str) -> None:
    assert with_hook(text, SOURCE) == wanted
    crlf = with_hook(text.replace("\n", "\r\n"), SOURCE)
    assert crlf == wanted.replace("\n", "\r\n")


def test_a_last_line_without_an_end() -> None:
    text = "repos:\n- repo: meta\n  hooks:\n  - id: identity # x"
    assert with_hook(text, SOURCE) == f"{text}\n{FLAT}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("repos: [{repo: meta,\n  hooks: [{id: identity}]}]\n", id="over-lines"),
        pytest.param("repos: []\nci: {skip: [a,\n  b]}\n", id="brackets-over-lines-below"),
        pytest.param("- a\n", id="list"),
        pytest.param("repos: 5\n", id="number"),
        pytest.param("repos: &a\n- *a\n", id="recursive"),
        pytest.param("repos: [\n", id="broken"),
        pytest.param("repos: []\n---\nrepos: []\n", id="two-documents"),
        pytest.param("a: !x 1\n", id="tag"),
    ],
)
def test_an_unclear_config_is_not_edited(text: str) -> None:
    assert with_hook(text, SOURCE) is Unchanged.UNCLEAR


@pytest.mark.parametrize("hook", ["articlelint", "articlelint-fix"])
def test_one_hook_is_enough(hook: str) -> None:
    text = f"repos:\n- repo: local\n  hooks: [{{id: other}}, {{id: {hook}}}]\n"
    assert with_hook(text, SOURCE) is Unchanged.HAS_HOOK


@pytest.mark.parametrize(
    "source",
    [
        SOURCE,
        INSTALLED,
        HookSource("/home/me/a: b #c/'d\"", "0" * 40, is_clone=True),
        HookSource("/home/me/Größe 👍", "1234567890" * 4, is_clone=True),
        HookSource("C:\\Users\\me", "a" * 40, is_clone=True),
    ],
    ids=["address", "installed", "signs", "digits", "windows"],
)
def test_pre_commit_accepts_the_entry(source: HookSource, tmp_path: Path) -> None:
    file = tmp_path / "hooks.yaml"
    text = with_hook("repos:\n- repo: meta\n  hooks:\n  - id: identity\n", source)
    assert isinstance(text, str)
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(file)]
    assert subprocess.run(command, check=False).returncode == 0
    added = yaml.safe_load(text)["repos"][1]
    assert added["repo"] == (source.repository or "local")
    assert added.get("rev", "") == source.revision


def test_a_local_hook_is_that_of_the_manifest() -> None:
    (hook,) = yaml.safe_load(new_config(INSTALLED))["repos"][0]["hooks"]
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (offered,) = (each for each in manifest if each["id"] == "articlelint")
    del offered["description"]
    assert hook == {**offered, "language": "system"}
