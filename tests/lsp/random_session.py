"""Random sessions of an editor, compared after each step with what the command finds.

The editor types, pastes, damages, fixes, undoes, saves and closes texts of a site while other
programs change its files: articles, data, pictures, the config, a schema, and many files at once.
"""

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from lsprotocol.types import Position, PositionEncodingKind, Range

from linter.core.text import Edit, apply_edits
from linter.lsp.positions import Positions
from tests.commands import Commands
from tests.fix.test_planted_fixes import DAMAGE
from tests.lsp.client import Client, Message
from tests.lsp.editor import Finding
from tests.lsp.mirror import Mirror

if TYPE_CHECKING:
    from collections.abc import Callable

CAPABILITIES = {
    "general": {"positionEncodings": ["utf-32"]},
    "textDocument": {
        "diagnostic": {},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "isPreferredSupport": True,
        },
    },
    "workspace": {
        "diagnostics": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True},
    },
}

_CONFIG = "articlelint.toml"
_SCHEMA = "schemas/note.schema.json"
_NOTES = f'[[collections]]\nname = "notes"\nfiles = ["notes/*.md"]\nschema = "{_SCHEMA}"\n'
_CONFIGS = (
    "",
    'extend-select = ["ALL"]\n',
    'select = ["DUP", "TXT", "REF", "IMG", "PAR013"]\n',
    'exclude = ["_news/2020-05-*"]\n',
    'per-file-ignores = { "_news/*" = ["DUP001", "TXT001"] }\n',
    'extend-select = ["ALL"]\n[rules.DAT001]\nform = "infer"\n',
    'select = ["NOPE"]\n',
    "select = [\n",
)
_SCHEMAS = (
    '{"type": "object", "properties": {"title": {"type": "string", "x-role": "title"}}}',
    '{"type": "object", "required": ["excerpt"], "additionalProperties": false}',
    '{"properties": {"topics": {"items": {"x-exists-in": "_data/names.yaml#"}}}}',
    "{",
)
_DATA = ("_data/topics/zz.yaml", "_data/organizations/zz.example.yaml", "_data/names.yaml")
_DATA_TEXTS = (
    "taxonomy: topic\n_id: zz\nname: AI\n",
    "taxonomy: organization\n_id: zz\nname: A &amp; B\ndomain: zz.example\n",
    "- AI\n- Robots\n",
    "name: [\n",
)
_PICTURE = "assets/zz.svg"
_NEW = ("_news/2020-05-01-zz.md", "_news/2021-01-01-zz.md", "notes/zz.md", "notes/a b.md")
_WORDS = (
    *("x", "é", "😀", "\u2028", "\u200b", " ", "  ", "\n", "\r\n", "\t", ": ", "- ", "#", "'"),
    *("&amp;", "<b>", "[", "{", "|", "---", "\n---\n", '"', "http://", "?utm_source=a"),
    *(" # articlelint: ignore[DUP001]\n", "\ntopics: [AI, Robots]\n", "\nheat: 101\n", "\0"),
    *("\ud800", "\ufeff", "2020-06-1", "\nexcerpt: a\n"),
    "\nimages:\n- url: /assets/zz.svg\n  width: 5\n  height: 5\n",
)  # fmt: skip
_UNCACHED_AFTER = 50
"""How often the command runs without its cache."""

_PATIENCE = 20
"""Seconds until a difference is one: the server may still be reading files."""


class DifferenceError(Exception):
    """The server finds something else than the command."""


class RandomSession:
    """An editor in one folder, `site`; files are given by their paths in it."""

    def __init__(self, site: Path, copy: Path, seed: int, commands: Commands | None = None) -> None:
        """Start a server for a site, of which a copy is made for the command.

        With `commands`, the server is forked.
        """
        self.site = site
        self.client = Client(site, commands=commands)
        self.steps: list[str] = []
        self._mirror = Mirror(site, copy)
        self._chance = random.Random(seed)  # noqa: S311 - nothing here is secret
        self._texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._earlier: dict[str, list[str]] = {}
        self._stale: set[str] = set()
        self._acts: tuple[tuple[Callable[[], None], int], ...] = (
            (self._open, 8),
            (self._type, 20),
            (self._delete, 8),
            (self._paste, 5),
            (self._damage, 8),
            (self._act, 8),
            (self._undo, 6),
            (self._ask, 6),
            (self._save, 5),
            (self._close, 5),
            (self._write, 4),
            (self._rename, 2),
            (self._remove, 2),
            (self._configure, 1),
            (self._change_schema, 1),
            (self._change_data, 2),
            (self._change_picture, 1),
            (self._switch, 1),
        )

    def __enter__(self) -> Self:
        self.client.__enter__()
        self.client.initialize([self.site], CAPABILITIES)
        return self

    def __exit__(self, *error: object) -> None:
        self.client.__exit__(*error)

    def step(self) -> None:
        """Do something, and compare.

        Raises:
            DifferenceError: the server finds something else than the command.

        """
        acts, weights = zip(*self._acts, strict=True)
        (act,) = self._chance.choices(acts, weights)
        self.steps.append(act.__name__.strip("_"))
        act()
        self._compare()
        self.client.answer_requests()

    # What the user does

    def _open(self) -> None:
        known = [path for path in self._articles() if path not in self._texts]
        path = self._chance.choice([*self._chance.sample(known, min(9, len(known))), *_NEW, *_DATA])
        if path in self._texts:
            return
        file = self.site / path
        data = file.read_bytes() if file.is_file() else b"---\ntitle: A\n---\n"
        text = data.decode(errors="replace")
        self._stale.add(path)
        self._texts[path] = text
        self._earlier[path] = []
        self._versions[path] = 0
        self.client.open(self._uri(path), text, 0)

    def _put(self, path: str, text: str) -> None:
        self._earlier[path] = [*self._earlier[path][-20:], self._texts[path]]
        self._change(path, text)

    def _change(self, path: str, text: str) -> None:
        self._stale.add(path)
        self._texts[path] = text
        self._versions[path] += 1
        self.client.change(self._uri(path), text, self._versions[path])

    def _type(self) -> None:
        for path in self._one():
            text, word = self._texts[path], self._chance.choice(_WORDS)
            at = self._place(text)
            for end in sorted({1, len(word)}):
                self._put(path, text[:at] + word[:end] + text[at:])

    def _delete(self) -> None:
        for path in self._one():
            text, at = self._texts[path], self._place(self._texts[path])
            self._put(path, text[:at] + text[at + self._chance.choice((1, 1, 2, 9, 60)) :])

    def _paste(self) -> None:
        for path in self._one():
            other = (self.site / self._chance.choice(self._articles())).read_text(errors="replace")
            lines = other.splitlines(keepends=True)
            first = self._chance.randrange(len(lines) + 1)
            block = "".join(lines[first : first + self._chance.choice((1, 2, 5, 40))])
            text = self._texts[path]
            at = text.find("\n", self._place(text)) + 1
            self._put(path, text[:at] + block + text[at:])

    def _damage(self) -> None:
        for path in self._one():
            made = list(self._chance.choice(DAMAGE)(self._texts[path]))
            if made:
                self._put(path, self._chance.choice(made))

    def _act(self) -> None:
        """Apply one of the actions that are offered for the whole text."""
        for path in self._one():
            positions = self._positions(path)
            whole = {"start": _position(0, 0), "end": _position(1_000_000, 0)}
            found = self._request(
                "textDocument/codeAction", path, range=whole, context={"diagnostics": []}
            )
            edits = [each["edit"]["documentChanges"] for each in found or () if "edit" in each]
            if edits:
                self._apply(path, self._chance.choice(edits), positions)

    def _apply(self, path: str, changes: list[Message], positions: Positions) -> None:
        (change,) = changes
        assert change["textDocument"]["version"] == self._versions[path]
        edits = [
            Edit(positions.span(_range(each["range"])), each["newText"]) for each in change["edits"]
        ]
        self._put(path, apply_edits(_sent(self._texts[path]), edits))

    def _undo(self) -> None:
        for path in self._one():
            if self._earlier[path]:
                self._change(path, self._earlier[path].pop())

    def _ask(self) -> None:
        for path in self._one():
            text = self._texts[path]
            for _ in range(3):
                at = self._positions(path).position(min(self._place(text), len(text)))
                place = _position(at.line, at.character)
                for method in ("hover", "completion", "definition"):
                    self._request(f"textDocument/{method}", path, position=place)
            for method in ("documentSymbol", "documentLink"):
                self._request(f"textDocument/{method}", path)

    def _save(self) -> None:
        for path in self._one():
            self._on_disk(path, _sent(self._texts[path]))
            self.client.notify("textDocument/didSave", {"textDocument": {"uri": self._uri(path)}})
            self._changed(path)

    def _close(self) -> None:
        for path in self._one():
            self._stale.add(path)
            del self._texts[path]
            self.client.close(self._uri(path))

    # What other programs do

    def _write(self) -> None:
        path = self._chance.choice((*self._articles(), *_NEW))
        self._on_disk(path, self._variant())
        self._changed(path)

    def _rename(self) -> None:
        path = self._chance.choice(self._articles())
        new = f"{path.removesuffix('.md')}-{self._chance.randrange(9)}.md"
        (self.site / path).rename(self.site / new)
        self._changed(path, new)

    def _remove(self) -> None:
        path = self._chance.choice(self._articles())
        (self.site / path).unlink()
        self._changed(path)

    def _configure(self) -> None:
        config = self._chance.choice(_CONFIGS)
        notes = "" if "[" in config[-4:] else self._chance.choice(("", _NOTES))
        head, separator, tables = config.partition("[rules")
        self._on_disk(_SCHEMA, _SCHEMAS[0])
        self._on_disk(_CONFIG, f"{head}{notes}{separator}{tables}")
        self._changed(_CONFIG, _SCHEMA)

    def _change_schema(self) -> None:
        self._on_disk(_SCHEMA, self._chance.choice(_SCHEMAS))
        self._changed(_SCHEMA)

    def _change_data(self) -> None:
        path = self._chance.choice(_DATA)
        if (self.site / path).exists() and self._chance.random() < 0.5:
            (self.site / path).unlink()
        else:
            self._on_disk(path, self._chance.choice(_DATA_TEXTS))
        self._changed(path)

    def _change_picture(self) -> None:
        size = self._chance.choice((5, 7))
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"/>'
        self._on_disk(_PICTURE, svg)
        self._changed(_PICTURE)

    def _switch(self) -> None:
        """Change many files at once, as another branch does."""
        articles = self._articles()
        changed = self._chance.sample(articles, min(30, len(articles)))
        for path in changed:
            if self._chance.random() < 0.1:
                (self.site / path).unlink()
            else:
                self._on_disk(path, self._variant())
        self._changed(*changed)

    # What they do it with

    def _articles(self) -> list[str]:
        return sorted(
            path.relative_to(self.site).as_posix()
            for path in self.site.rglob("*.md")
            if path.is_file()
        )

    def _one(self) -> list[str]:
        """Return one of the open texts; nothing if there is none."""
        return [self._chance.choice(sorted(self._texts))] if self._texts else []

    def _variant(self) -> str:
        """Return the text of some article with a defect."""
        text = (self.site / self._chance.choice(self._articles())).read_text(errors="replace")
        made = list(self._chance.choice(DAMAGE)(text))
        return self._chance.choice(made) if made else text

    def _place(self, text: str) -> int:
        """Return an offset, mostly one in the front matter."""
        closing = text.find("\n---", 4)
        is_inside = closing > 0 and self._chance.random() < 0.9
        return self._chance.randrange(closing + 5 if is_inside else len(text) + 1)

    def _on_disk(self, path: str, text: str) -> None:
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def _changed(self, *paths: str) -> None:
        self._stale.update(paths)
        changes = [{"uri": self._uri(path), "type": 2} for path in paths]
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": changes})

    def _uri(self, path: str) -> str:
        return (self.site / path).as_uri()

    def _request(self, method: str, path: str, **params: Any) -> Any:
        answer = self.client.request(method, {"textDocument": {"uri": self._uri(path)}, **params})
        if "error" in answer:
            raise DifferenceError(f"{method}: {answer['error']}")
        return answer["result"]

    def _positions(self, path: str) -> Positions:
        return Positions(_sent(self._texts[path]), PositionEncodingKind.Utf32)

    # Comparing

    def _compare(self) -> None:
        for path in self._stale:
            text = self._texts.get(path)
            self._mirror.put(path, None if text is None else _sent(text))
        self._stale.clear()
        expected = self._mirror.findings(is_cached=len(self.steps) % _UNCACHED_AFTER != 0)
        until = time.monotonic() + _PATIENCE
        while difference := self._difference(expected):
            if time.monotonic() > until:
                raise DifferenceError(difference)
            time.sleep(0.05)

    def _difference(self, expected: dict[str, list[Finding]] | None) -> str:
        for path in sorted(self._texts):
            found = self._findings(path)
            if expected is None:
                if [each[:5] for each in found] != [(None, 1, 1, 1, 1)]:
                    return f"{path}: {found}, though a config is wrong"
            elif found != (wanted := expected.get(path, [])):
                more = [each for each in found if each not in wanted]
                fewer = [each for each in wanted if each not in found]
                return f"{path}: more {more}, fewer {fewer}, or in another order"
        return ""

    def _findings(self, path: str) -> list[Finding]:
        report = self._request("textDocument/diagnostic", path)
        return [
            (
                each.get("code"),
                each["range"]["start"]["line"] + 1,
                each["range"]["start"]["character"] + 1,
                each["range"]["end"]["line"] + 1,
                each["range"]["end"]["character"] + 1,
                each["message"],
            )
            for each in report["items"]
        ]


def _position(line: int, character: int) -> Message:
    return {"line": line, "character": character}


def _range(each: Message) -> Range:
    start, end = (Position(**each[name]) for name in ("start", "end"))
    return Range(start, end)


def _sent(text: str) -> str:
    """Return a text as a file can hold it."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
