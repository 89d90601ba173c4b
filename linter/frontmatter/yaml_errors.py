"""Why a text is not YAML, in the words of somebody who knows YAML and looks at the text.

libyaml stops at the first character that cannot go on. That is often lines behind the mistake, and
what it says is about itself. Here its stop is a clue only. `_CAUSES` lists the mistakes that people
make, the most exact first; each is a function that looks at a `_Scene` and returns a `Mistake`, or
None where it is not that. Most are proved: a cause counts only if the parser gets further in a text
without it. What no function recognises is worded by `_WORDS`, by what the parser expected.

To add a cause, write its function and put it into `_CAUSES`; its cases go into
`tests/frontmatter/test_yaml_errors.py`.

Messages quote no text but single characters, since a broken line may belong to a secret.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from linter.core.text import Edit, Span, apply_edits, quoted
from linter.frontmatter.mistake import SMART_QUOTES, Mistake

_QUOTES = ("'", '"')
_CLOSERS = {"[": "]", "{": "}"}
# Blanks to the eye, and nothing to the eye, that are text to YAML.
_ODD_BLANKS = "\xa0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"

_LINE_END = re.compile(r"\r\n|[\r\n]")
_INDENTATION = re.compile(rf"[ \t{_ODD_BLANKS}]*")
_DOTS = re.compile(r"^(\.\.\.)(?=\s|\Z)", re.MULTILINE)
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?")
_DASHES = re.compile(r"[ \t]*-{2,}[ \t]*")
_FOREIGN_COMMENT = re.compile(r"[ \t]*(?://|/\*|<!--|;)")
_TEMPLATE = re.compile(r"\{[{%#].*?(?:[}%#]\}|\Z)")
_BEFORE_ENTRY = r"[ \t]*+(?:- ++)*+"
_DASHES_OF_ITEMS = re.compile(_BEFORE_ENTRY)
_TIGHT_DASH = re.compile(rf"{_BEFORE_ENTRY}(-)[^\s-]")
_COLONS = r"\uff1a\ufe55\ufe13\ua789"
# Up to four words that hold no colon, or quotes.
_WORD = rf"[^\s:={_COLONS}]"
_KEY = (
    rf"{_BEFORE_ENTRY}(?:[\"'][^\"']*[\"']"
    rf"|(?![\"'#\[\]{{}},&*!|>%@`-]){_WORD}+(?: {_WORD}+){{0,3}})"
)
_TIGHT_COLON = re.compile(rf"{_KEY}[ \t]*(:)(?!//)[^\s:]")
_ODD_COLON = re.compile(rf"{_KEY}[ \t]*([{_COLONS}])")
_EQUALS = re.compile(rf"{_KEY}[ \t]*(=)(?:[ \t]|\Z)")
_ENTRY = re.compile(rf"{_BEFORE_ENTRY}[^\s#].*?:(?:[ \t]|\Z)")
_KEY_AND_COLON = re.compile(r"[^\n]*?:[ \t]+")
_CLOSED_OTHERWISE = re.compile(rf"[{SMART_QUOTES}'\"][ \t,]*\Z")
_QUOTED_KEY = re.compile(r"[ \t]([\"'])[^\"']*\1\Z")
_HASH_IN_FLOW = re.compile(r"[\[{,][ \t]*(#)")

_QUOTE_IT = "Put the whole value in quotes."
_IN_DOUBLE_QUOTES = "Put the whole value in double quotes."
_ONE_COLUMN = "Keys of one mapping, and items of one list, start in one column."


class _Line(NamedTuple):
    """One line without its end, its place, and where it starts behind its indentation."""

    start: int
    end: int
    first: int
    text: str

    @property
    def column(self) -> int:
        return self.first - self.start

    @property
    def content(self) -> Span:
        return Span(self.first, self.start + len(self.text.rstrip()))


def mistake(text: str, error: yaml.MarkedYAMLError) -> Mistake:
    """Return what is wrong with a text, whose offsets the spans count, that libyaml refused so."""
    scene = _Scene(text, error)
    causes = (cause(scene) for cause in _CAUSES)
    found = next((each for each in causes if each is not None), None) or _by_words(scene)
    start, end = (min(offset, len(text)) for offset in found.span)
    return found._replace(span=Span(start, end))


def stop_of(error: yaml.MarkedYAMLError, text: str) -> int:
    """Return where libyaml stopped in a text, its last line if that is at its end."""
    return min(_index(error.problem_mark or error.context_mark) or 0, len(text.rstrip()))


class _Scene:
    """A text, where libyaml stopped in it and what it was at, and what the text is there."""

    def __init__(self, text: str, error: yaml.MarkedYAMLError) -> None:
        self.text = text
        self.reason = error.problem or error.context or ""
        self.context = error.context or ""
        self.stop = stop_of(error, text)
        # What the parser had begun when it stopped: a key, a quoted text, a collection.
        self.begun = _index(error.context_mark)
        self._to_parse = _MOST_PARSED

    def says(self, *reasons: str) -> bool:
        """Whether the parser gives one of these reasons."""
        return any(reason in self.reason for reason in reasons)

    def line(self, offset: int) -> _Line:
        """Return the line that holds an offset."""
        start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        match = _LINE_END.search(self.text, offset)
        end = match.start() if match else len(self.text)
        blanks = _INDENTATION.match(self.text, start, end)
        return _Line(start, end, blanks.end() if blanks else start, self.text[start:end])

    @cached_property
    def here(self) -> _Line:
        """The line on which the parser stopped."""
        return self.line(self.stop)

    @cached_property
    def suspects(self) -> list[_Line]:
        """The lines that may hold the mistake, the first one first.

        These are the one whose plain text or key broke, those down to the stop, and the stop's own.
        """
        first = self.begun if "simple key" in self.context else None
        before = self.before
        if first is None and isinstance(before, yaml.ScalarEvent):
            first = _start(before) if not before.style else None
        lines = {self.here.start: self.here}
        if first is not None:
            for offset in (first, *self._line_starts(first, self.here.start)):
                line = self.line(offset)
                lines.setdefault(line.start, line)
        return [line for _, line in sorted(lines.items()) if line.content.start < line.content.end]

    def _line_starts(self, start: int, end: int) -> list[int]:
        """Return where the first few lines between two offsets start."""
        starts = (match.end() for match in _LINE_END.finditer(self.text, start, end))
        return [offset for offset, _ in zip(starts, range(_MAX_SUSPECTS), strict=False)]

    @cached_property
    def before(self) -> Any:
        """The event of the last scalar, alias or bracket before the stop; None where none is."""
        last: Any = None
        for event in _events(self.text[: self.stop]):
            is_flow_end = isinstance(event, yaml.CollectionEndEvent) and _start(event) < _end(event)
            if isinstance(event, yaml.NodeEvent) or is_flow_end:
                last = event if _start(event) < _end(event) else last
        return last

    @property
    def is_behind(self) -> bool:
        """Whether something complete stands on the stop's line, and only blanks between the two."""
        if self.before is None:
            return False
        end = _end(self.before)
        return not self.text[end : self.stop].strip(" \t") and end > self.here.start

    def goes_on(self, *edits: Edit, beyond: int | None = None) -> bool:
        """Whether libyaml, in the text after the edits, leaves the line where it stopped.

        `beyond` is an offset that stands for that line.
        """
        self._to_parse -= len(self.text)
        if self._to_parse < 0:
            return False
        line = self.here if beyond is None else self.line(beyond)
        moved = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)
        stop = _stop(apply_edits(self.text, edits))
        return stop is None or stop > line.end + moved


_MAX_SUSPECTS = 8
# What is parsed again to prove causes, in characters: some hundred times an ordinary block.
_MOST_PARSED = 2_000_000


def _index(mark: Any) -> int | None:
    return None if mark is None else int(mark.index)


def _start(event: Any) -> int:
    return int(event.start_mark.index)


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of a text up to its end or the first error."""
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return


def _stop(text: str) -> int | None:
    """Return where libyaml stops in a text; None where it reads the first document to its end."""
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.DocumentEndEvent):
                return None
    except yaml.MarkedYAMLError as error:
        return _index(error.problem_mark or error.context_mark)
    except yaml.YAMLError:
        return 0
    return None


# Lines that are no YAML


def _conflict(scene: _Scene) -> Mistake | None:
    """Recognise a merge conflict that nobody has resolved."""
    lines = scene.suspects if scene.here in scene.suspects else [*scene.suspects, scene.here]
    for line in lines:
        if _CONFLICT.fullmatch(line.text) and scene.goes_on(_without(line), beyond=line.start):
            return Mistake(
                line.content,
                "this line marks a merge conflict that was not resolved",
                "Keep one of the two versions, and delete the lines of `<<<<<<<`, `=======` and"
                " `>>>>>>>`.",
            )
    return None


def _template_line(scene: _Scene) -> Mistake | None:
    """Recognise a line of a template language."""
    for line in scene.suspects:
        tag = _TEMPLATE.match(line.text, line.column)
        if tag and scene.goes_on(_without(line), beyond=line.start):
            return Mistake(
                Span(line.start + tag.start(), line.start + tag.end()),
                "a template tag stands in the front matter, which is read before any template runs",
                "Delete it, or write the value that it stands for.",
            )
    return None


def _dashes(scene: _Scene) -> Mistake | None:
    """Recognise a line of dashes that is not three."""
    return _odd_line(
        scene,
        _DASHES,
        "this line of dashes does not close the front matter",
        "The closing line is `---`: three dashes, from the line's first column on.",
        is_whole=True,
    )


def _foreign_comment(scene: _Scene) -> Mistake | None:
    """Recognise a comment as another language writes it."""
    return _odd_line(
        scene, _FOREIGN_COMMENT, "this is no comment in YAML", "A comment starts with `# `."
    )


def _odd_line(
    scene: _Scene, pattern: re.Pattern[str], cause: str, help_text: str, *, is_whole: bool = False
) -> Mistake | None:
    for line in scene.suspects:
        match = (pattern.fullmatch if is_whole else pattern.match)(line.text)
        if match and scene.goes_on(_without(line), beyond=line.start):
            return Mistake(line.content, cause, help_text)
    return None


def _without(line: _Line) -> Edit:
    """Return the edit that makes a comment of a line."""
    return Edit(Span(line.first, line.first), "#")


# Blanks


def _tab(scene: _Scene) -> Mistake | None:
    """Recognise a tab in an indentation."""
    is_named = scene.says("tab character")
    for line in scene.suspects:
        tab = line.text.find("\t", 0, line.column)
        if tab >= 0 and (is_named or scene.says("cannot start any token", "mapping values")):
            place = line.start + tab
            return Mistake(
                Span(place, line.first),
                "this line is indented with a tab",
                "Indent with blanks, never with tabs.",
            )
    if scene.text.startswith("\t", scene.stop) and scene.says("tab", "cannot start any token"):
        return Mistake(
            Span(scene.stop, scene.stop + 1),
            "a tab stands where YAML takes blanks only",
            "Write blanks instead of the tab.",
        )
    return None


def _odd_blank(scene: _Scene) -> Mistake | None:
    """Recognise a no-break space, or another blank that is text to YAML, where a blank belongs."""
    odd = re.compile(f"[{_ODD_BLANKS}]")
    for line in scene.suspects:
        found = odd.search(line.text)
        if found is None:
            continue
        edits = (
            Edit(Span(line.start + match.start(), line.start + match.end()), " ")
            for match in odd.finditer(line.text)
        )
        if scene.goes_on(*edits):
            name = "a no-break space" if found[0] == "\xa0" else _code_point(found[0])
            return Mistake(
                line.content if found.start() > line.column else Span(line.start, line.first),
                f"{name} stands where a blank belongs, and YAML takes it for a letter",
                "Write an ordinary blank instead of it.",
                ("here", Span(line.start + found.start(), line.start + found.end())),
            )
    return None


def _code_point(character: str) -> str:
    return f"the character U+{ord(character):04X}"


# Keys


def _odd_colon(scene: _Scene) -> Mistake | None:
    """Recognise a full-width colon behind a key."""
    return _rewritten(
        scene,
        _ODD_COLON,
        ": ",
        "the colon behind this key is {character}, which is a letter to YAML",
        "Write `:` and a blank.",
    )


def _tight_colon(scene: _Scene) -> Mistake | None:
    """Recognise no blank behind the colon of a key."""
    return _rewritten(
        scene,
        _TIGHT_COLON,
        ": ",
        "no blank stands behind the `:`, so that this is one word and no key",
        "Write `key: value`, with a blank behind the colon.",
    )


def _equals(scene: _Scene) -> Mistake | None:
    """Recognise an equals sign behind a key, as in TOML."""
    return _rewritten(
        scene,
        _EQUALS,
        ":",
        "a `=` stands behind this key instead of a `:`",
        "Write `key: value`.",
    )


def _tight_dash(scene: _Scene) -> Mistake | None:
    """Recognise no blank behind the dash of a list item."""
    return _rewritten(
        scene,
        _TIGHT_DASH,
        "- ",
        "no blank stands behind the `-`, so that this is text and no list item",
        "Write `- item`, with a blank behind the dash.",
    )


def _rewritten(
    scene: _Scene, pattern: re.Pattern[str], right: str, cause: str, help_text: str
) -> Mistake | None:
    """Return the mistake of a line whose group 1 should have been `right`."""
    for line in scene.suspects:
        match = pattern.match(line.text)
        if match is None:
            continue
        place = Span(line.start + match.start(1), line.start + match.end(1))
        if scene.goes_on(Edit(place, right)):
            return Mistake(line.content, cause.format(character=quoted(match[1])), help_text)
    return None


def _no_colon(scene: _Scene) -> Mistake | None:
    """Recognise a line that is neither an entry nor the rest of a value."""
    if "flow" in scene.context or not scene.says(
        "could not find expected ':'", "mapping values", "expected key", "'-' indicator"
    ):
        return None
    for line in scene.suspects:
        first = scene.text[line.first]
        if _ENTRY.match(line.text) or first in "#&*!|>%@`[]{}:":
            continue
        if scene.text.startswith(("- ", "? "), line.first):
            continue
        colon = Edit(Span(line.content.end, line.content.end), ":")
        if not (scene.goes_on(colon) or scene.goes_on(_without(line))):
            continue
        block = scene.before if getattr(scene.before, "style", None) in ("|", ">") else None
        if block is not None:
            return _left_block(block, line)
        return Mistake(
            line.content,
            "this line has no `:`, and is not indented as the rest of the value above it would be",
            "Write `key: value`, or indent the line if it continues the value above.",
        )
    return None


_LONGEST_KEY = 1024


def _left_block(block: Any, line: _Line) -> Mistake:
    header = _start(block)
    return Mistake(
        line.content,
        f"this line is indented less than the text that `{block.style}` starts",
        "All lines of that text are indented at least as far as its first one.",
        ("the text starts here", Span(header, header + 1)),
    )


# Quotes


def _open_quote(scene: _Scene) -> Mistake | None:
    """Recognise a quote that nothing closes, or that a quote lines below closes."""
    if scene.says("unexpected end of stream", "unexpected document indicator"):
        return None if scene.begun is None else _unclosed(scene, scene.begun)
    before = scene.before
    if not scene.is_behind or not _is_quoted(before):
        return None
    line = scene.line(_start(before))
    if line.end >= _end(before):
        return None
    # It ends with the line, or before brackets and commas that end it.
    ends = (line.content.end, line.start + len(line.text.rstrip(" \t,]}")))
    if any(scene.goes_on(Edit(Span(end, end), before.style)) for end in ends):
        return _unclosed(scene, _start(before))
    return None


def _unclosed(scene: _Scene, start: int) -> Mistake:
    quote = scene.text[start]
    rest = scene.text[start + 1 : scene.line(start).end].rstrip()
    last = _CLOSED_OTHERWISE.search(rest)
    help_text = f"Write {quoted(quote)} behind the text."
    if quote == '"' and rest.endswith('\\"'):
        help_text = 'A `\\"` is a quote inside the text; a `\\` itself is written `\\\\`.'
    elif last and last[0][0] != quote:
        help_text = f"A {quoted(last[0][0])} does not close it; only another {quoted(quote)} does."
    return Mistake(Span(start, start + 1), "nothing closes this quote", help_text)


def _is_quoted(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.style in _QUOTES


def _quote_inside(scene: _Scene) -> Mistake | None:
    """Recognise text behind a closing quote, which mostly was meant as part of the text."""
    before = scene.before
    if not scene.is_behind or not _is_quoted(before):
        return None
    end, quote = _end(before), before.style
    place = Span(end - 1, end)
    rest = scene.text[scene.stop : scene.here.end]
    if rest.startswith(","):
        return Mistake(
            Span(scene.stop, scene.stop + 1),
            "a `,` stands behind the closing quote",
            "Delete the comma; a list on one line is written `[a, b]`.",
        )
    if "flow" in scene.context and (rest.startswith(_QUOTES) or end < scene.stop):
        return Mistake(Span(scene.stop, scene.stop + 1), "a `,` is missing before this")
    if end - _start(before) == len("''"):
        cause = "these quotes are closed at once, and more text follows"
        return Mistake(Span(end - 2, end), cause, _quote_help(quote))
    if quote == "'" and scene.text[end - 2] == "\\":
        return Mistake(
            Span(end - 2, end),
            "a backslash does not keep a `'` from closing the text",
            "Between single quotes, write `''` for a `'`.",
        )
    cause = f"this {quoted(quote)} closes the text, and more text follows"
    return Mistake(place, cause, _quote_help(quote))


def _quote_help(quote: str) -> str:
    inner = '\\"' if quote == '"' else "''"
    other = "single" if quote == '"' else "double"
    return f"Write `{inner}` for a quote inside the text, or put the whole value in {other} quotes."


def _escape(scene: _Scene) -> Mistake | None:
    """Recognise a backslash in double quotes that starts no escape."""
    if scene.begun is None or "quoted scalar" not in scene.context:
        return None
    if not scene.says("escape", "hexdecimal"):
        return None
    start = scene.text.rfind("\\", 0, scene.stop + 1)
    letter = scene.text[start + 1 : start + 2]
    place = Span(start, start + 2)
    if scene.says("invalid Unicode"):
        return Mistake(
            Span(start, scene.stop + 4),
            "this escape stands for no character: half of a surrogate pair, or beyond Unicode",
            "Write the character itself, or its own escape such as `\\U0001F600`.",
        )
    if letter == "'":
        return Mistake(place, "a `'` needs no backslash between double quotes", "Delete the `\\`.")
    double = "Between double quotes a backslash starts an escape: write `\\\\` for a backslash"
    help_text = f"{double}, or put the value in single quotes."
    if scene.says("hexdecimal"):
        digits = {"x": 2, "u": 4, "U": 8}.get(letter, 0)
        cause = f"{digits} hexadecimal digits must follow {quoted(chr(92) + letter)}"
        return Mistake(place, cause, help_text)
    return Mistake(place, "this escape does not exist in YAML", help_text)


def _smart_quote(scene: _Scene) -> Mistake | None:
    """Recognise a value in typographic quotes with a colon in it."""
    value = _value_start(scene)
    if value is None or scene.text[value] not in SMART_QUOTES:
        return None
    return Mistake(
        Span(value, value + 1),
        f"{quoted(scene.text[value])} does not quote the value, and the `: ` in it makes it a key",
        'Put the value in straight quotes: `"…"`.',
    )


def _value_start(scene: _Scene) -> int | None:
    """Return where the value of the stop's line starts, if it starts before the stop."""
    match = _KEY_AND_COLON.match(scene.text, scene.here.first, scene.stop)
    return match.end() if match and match.end() < scene.stop else None


# Values that start with a character of YAML's own


def _template_value(scene: _Scene) -> Mistake | None:
    """Recognise a value that is a tag of Liquid, Jinja or another template language."""
    line = scene.here
    for match in _TEMPLATE.finditer(line.text):
        start, end = line.start + match.start(), line.start + match.end()
        if start > scene.stop:
            return None
        shielded = Edit(Span(start, end), "x" * (end - start))
        if scene.goes_on(shielded):
            return _template(Span(start, end), match[0][:2])
    return None


def _template(place: Span, mark: str) -> Mistake:
    cause = f"a value cannot start with {quoted(mark)}, which is YAML before any template runs"
    return Mistake(place, cause, _IN_DOUBLE_QUOTES)


def _reserved(scene: _Scene) -> Mistake | None:
    """Recognise a value that starts with a character that no plain value can start with."""
    character = scene.text[scene.stop : scene.stop + 1]
    if not scene.says("cannot start any token") or not character.strip():
        return None
    is_key = scene.stop == scene.here.first
    what = "this line" if is_key else "a value without quotes"
    shown = "a backtick" if character == "`" else quoted(character)
    return Mistake(
        Span(scene.stop, scene.stop + 1),
        f"{what} cannot start with {shown}",
        "Put the key in quotes." if is_key else _QUOTE_IT,
    )


def _directive(scene: _Scene) -> Mistake | None:
    """Recognise a line that starts with `%`."""
    if "directive" not in scene.context or scene.begun is None:
        return None
    place = Span(scene.begun, scene.begun + 1)
    return Mistake(place, "this line cannot start with `%`", "Put the key in quotes.")


def _no_mark(scene: _Scene) -> Mistake | None:
    """Recognise a value that starts with `*`, `&` or `!` and is neither alias, anchor nor tag."""
    at = {"alias": "*", "anchor": "&", "tag": "!"}
    for name, character in at.items():
        if scene.context.endswith((f"a {name}", f"an {name}")) and scene.begun is not None:
            return _marked(scene.begun, character, name)
    if scene.says("undefined tag handle", "duplicate tag"):
        start = scene.stop if scene.begun is None else scene.begun
        return Mistake(
            Span(start, start + 1), "this starts a tag whose prefix is not declared", _QUOTE_IT
        )
    if scene.says("undefined alias"):
        return Mistake(
            Span(scene.stop, scene.stop + 1),
            "this is an alias of an anchor that does not exist",
            "Put the value in quotes if the `*` is part of the text.",
        )
    if scene.is_behind and isinstance(scene.before, yaml.AliasEvent):
        return _marked(_start(scene.before), "*", "alias")
    return None


def _marked(start: int, character: str, name: str) -> Mistake:
    article = "a" if name == "tag" else "an"
    return Mistake(
        Span(start, start + 1),
        f"a {quoted(character)} at the start makes this {article} {name}, and it is none",
        _QUOTE_IT,
    )


def _block_header(scene: _Scene) -> Mistake | None:
    """Recognise text behind `|` or `>`."""
    if scene.begun is None or not scene.says("comment or line break", "indentation indicator"):
        return None
    character = scene.text[scene.begun]
    if scene.says("indentation indicator"):
        cause = f"the number behind {quoted(character)} must be 1 to 9"
        return Mistake(Span(scene.begun, scene.stop + 1), cause, None)
    return Mistake(
        Span(scene.begun, scene.begun + 1),
        f"text stands behind {quoted(character)}, which starts a text on the lines below",
        "Put the value in quotes if that character is part of it.",
    )


# Brackets


def _behind_brackets(scene: _Scene) -> Mistake | None:
    """Recognise text behind a closed `[…]` or `{…}`, or a bracket too many."""
    before = scene.before
    if not scene.is_behind or not isinstance(before, yaml.CollectionEndEvent):
        return None
    character = scene.text[scene.stop]
    if character in "]}":
        return Mistake(
            Span(scene.stop, scene.stop + 1), f"this {quoted(character)} closes nothing", None
        )
    if character == ",":
        return Mistake(
            Span(scene.stop, scene.stop + 1),
            "a `,` stands behind the closing bracket",
            "Delete the comma.",
        )
    start = _opening(scene, _end(before))
    if scene.text.startswith("{{", start):
        return _template(Span(start, _end(before)), "{{")
    bracket = scene.text[start]
    kind = "list" if bracket == "[" else "mapping"
    return Mistake(
        Span(start, start + 1),
        f"a {quoted(bracket)} at the start makes this a {kind}, and text follows it",
        _QUOTE_IT,
    )


def _opening(scene: _Scene, end: int) -> int:
    """Return where the outermost flow collection starts that ends at an offset."""
    starts: list[int] = []
    for event in _events(scene.text[: scene.stop]):
        if isinstance(event, yaml.CollectionStartEvent):
            starts.append(_start(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            start = starts.pop()
            if _start(event) < _end(event) == end:
                return start
    return end - 1


def _in_brackets(scene: _Scene) -> Mistake | None:
    """Recognise a bracket that nothing closes, and what is wrong inside of one."""
    if "flow" not in scene.context or scene.begun is None:
        return None
    is_bracket = scene.text[scene.begun : scene.begun + 1] in _CLOSERS
    start = scene.begun if is_bracket else _innermost_open(scene)
    if start is None:
        return None
    for cause in (_comment_in_brackets, _open_bracket, _other_bracket, _no_comma):
        found = cause(scene, start)
        if found is not None:
            return found
    return _unclosed_bracket(scene, start) if scene.says("',' or") else None


def _comment_in_brackets(scene: _Scene, start: int) -> Mistake | None:
    """Recognise a `#` that starts a comment before the closing bracket."""
    signs = [
        Span(*match.span(1))
        for match in _HASH_IN_FLOW.finditer(scene.text, start, scene.line(start).end)
    ]
    if not signs or not scene.goes_on(*(Edit(sign, "x") for sign in signs)):
        return None
    return Mistake(
        signs[0],
        "this `#` starts a comment, which takes the closing bracket away",
        "Put each item that starts with `#` in quotes.",
    )


def _open_bracket(scene: _Scene, start: int) -> Mistake | None:
    """Recognise a bracket that is open to the end, or that should end with its line."""
    line = scene.line(start)
    closed = Edit(Span(line.content.end, line.content.end), _CLOSERS[scene.text[start]])
    is_at_end = not scene.text[scene.stop :].strip()
    if scene.stop == scene.here.first and scene.text.startswith(":", scene.stop):
        return None
    if is_at_end or (line.start < scene.here.start and scene.goes_on(closed)):
        return _unclosed_bracket(scene, start)
    return None


def _other_bracket(scene: _Scene, start: int) -> Mistake | None:
    """Recognise a closing bracket of the other kind."""
    here, closer = scene.text[scene.stop], _CLOSERS[scene.text[start]]
    if here not in ("]", "}") or here == closer:
        return None
    return Mistake(
        Span(scene.stop, scene.stop + 1),
        f"a {quoted(closer)} is expected here, since a {quoted(scene.text[start])} is open",
        None,
        _opened_at(start),
    )


def _no_comma(scene: _Scene, start: int) -> Mistake | None:
    """Recognise a comma that is missing, or one too many, and a second colon."""
    place, here = Span(scene.stop, scene.stop + 1), scene.text[scene.stop]
    if here == ",":
        return Mistake(place, "a value is missing before this `,`")
    if not scene.says("',' or"):
        return None
    if here == ":":
        if scene.stop == scene.here.first:
            return Mistake(place, "this `:` stands on another line than its key")
        second = Mistake(place, "a second `:` makes a key of what is a value", _QUOTE_IT)
        return _comma_above(scene) or _comma_before_key(scene) or second
    if scene.goes_on(Edit(Span(scene.stop, scene.stop), ", ")):
        return Mistake(place, "a `,` is missing before this", None, _opened_at(start))
    return None


def _opened_at(start: int) -> tuple[str, Span]:
    return "opened here", Span(start, start + 1)


def _comma_above(scene: _Scene) -> Mistake | None:
    """Recognise a comma that is missing at the end of the line above."""
    before = scene.before
    if before is None or _start(before) >= scene.here.start:
        return None
    end = scene.line(scene.here.start - 1).content.end
    if not scene.goes_on(Edit(Span(end, end), ",")):
        return None
    place = Span(scene.here.first, scene.here.first + 1)
    return Mistake(place, "a `,` is missing before this, at the end of the line above")


def _comma_before_key(scene: _Scene) -> Mistake | None:
    """Return the comma that is missing before a key in quotes: `{"a": 1 "b": 2}`."""
    match = _QUOTED_KEY.search(scene.text, scene.here.first, scene.stop)
    if match is None or not scene.goes_on(Edit(Span(match.start(1), match.start(1)), ", ")):
        return None
    return Mistake(Span(match.start(1), match.start(1) + 1), "a `,` is missing before this")


def _unclosed_bracket(scene: _Scene, start: int) -> Mistake:
    bracket = scene.text[start]
    return Mistake(
        Span(start, start + 1),
        f"nothing closes this {quoted(bracket)}",
        f"Write {quoted(_CLOSERS[bracket])} behind the last item, or put the value in quotes if"
        f" the {quoted(bracket)} is part of it.",
    )


def _innermost_open(scene: _Scene) -> int | None:
    """Return where the innermost flow collection starts that is open at the stop."""
    starts: list[int] = []
    for event in _events(scene.text[: scene.stop]):
        # A pair of a list, as in `[a: b]`, has no brackets of its own.
        if isinstance(event, yaml.CollectionStartEvent) and event.flow_style:
            starts.append(_start(event))
        elif isinstance(event, yaml.CollectionEndEvent) and _start(event) < _end(event):
            while starts and scene.text[starts.pop()] not in _CLOSERS:
                pass
    return next((start for start in reversed(starts) if scene.text[start] in _CLOSERS), None)


# Colons inside values, and indentation


def _too_far_right(scene: _Scene) -> Mistake | None:
    """Recognise a key, or an item, indented so far that it continues the value above."""
    line = scene.here
    if not scene.says("mapping values", "did not find expected key", "sequence entries"):
        return None
    before = scene.before
    if before is None or _start(before) >= line.start:
        return None
    if isinstance(before, yaml.ScalarEvent) and before.style in ("|", ">"):
        return None
    above = scene.line(_start(before))
    entry = _DASHES_OF_ITEMS.match(above.text)
    columns = sorted({above.column, entry.end() if entry else above.column}, reverse=True)
    is_item = scene.text.startswith("- ", line.first)
    for column in columns:
        moved = Edit(Span(line.start, line.first), " " * column)
        repair = _without(line) if is_item else moved
        if column < line.column and scene.goes_on(repair):
            return Mistake(
                Span(line.first, line.first + 1),
                "this line is indented further than the key above, which has its value already",
                "A list stands below a key that has no other value." if is_item else _ONE_COLUMN,
                ("the key above", Span(above.start + column, above.start + column + 1)),
            )
    return None


def _long_key(scene: _Scene) -> Mistake | None:
    """Recognise a key of more than 1,024 characters, or of several lines."""
    before = scene.before
    if not scene.says("mapping values") or scene.text[scene.stop : scene.stop + 1] != ":":
        return None
    if _is_quoted(before) and scene.is_behind and _start(before) < scene.here.start:
        return Mistake(Span(_start(before), _start(before) + 1), "a key must stand on one line")
    key = scene.text[scene.here.first : scene.stop]
    if len(key) > _LONGEST_KEY and ": " not in key:
        return Mistake(scene.here.content, "this key is longer than YAML allows")
    return None


def _second_colon(scene: _Scene) -> Mistake | None:
    """Recognise a value that holds a colon and a blank."""
    before = scene.text[scene.here.first : scene.stop].rstrip(" \t")
    is_colon = scene.text[scene.stop : scene.stop + 1] == ":"
    if not scene.says("mapping values") or not is_colon or not before.rstrip(":").strip():
        return None
    place = Span(scene.stop, scene.stop + 1)
    if before.endswith(":"):
        return Mistake(place, "one `:` too many stands here", "Delete it, or quote the value.")
    if not _KEY_AND_COLON.match(before):
        return None
    return Mistake(
        place,
        "a second `:` on this line makes it look like a key inside a value",
        _IN_DOUBLE_QUOTES,
    )


def _list_on_the_line(scene: _Scene) -> Mistake | None:
    """Recognise a list that starts behind its key."""
    if not scene.says("block sequence entries", "mapping keys are not allowed"):
        return None
    character = scene.text[scene.stop]
    what = "list" if character == "-" else "key"
    cause = f"a value cannot start with {quoted(character + ' ')}: a {what} starts on its own line"
    return Mistake(
        Span(scene.stop, scene.stop + 1),
        cause,
        f"Start it on the next line, or quote the value if {quoted(character)} is part of it.",
    )


def _document_end(scene: _Scene) -> Mistake | None:
    """Recognise a line of three dots above or before the stop."""
    if not scene.says("<document start>"):
        return None
    dots = _DOTS.search(scene.text, 0, scene.here.end)
    if dots is None:
        return None
    return Mistake(
        Span(*dots.span(1)),
        "`...` ends the fields; all that follows is ignored",
        "The closing line is `---`.",
    )


def _first_line_indented(scene: _Scene) -> Mistake | None:
    """Recognise a first key that is indented while the others are not."""
    if not scene.says("<document start>") or scene.here.column > 0:
        return None
    first = next(
        (
            event
            for event in _events(scene.text[: scene.stop])
            if isinstance(event, yaml.CollectionStartEvent)
        ),
        None,
    )
    if first is None or first.flow_style:
        return None
    line = scene.line(_start(first))
    if line.column == 0 or not scene.goes_on(Edit(Span(line.start, line.first), "")):
        return None
    return Mistake(
        Span(line.start, line.first),
        "the first line is indented, and those below it are not",
        _ONE_COLUMN,
    )


def _no_key(scene: _Scene) -> Mistake | None:
    """Recognise a colon without a key."""
    if not scene.says("expected key") or not re.match(r":(?:\s|\Z)", scene.text[scene.stop :][:2]):
        return None
    return Mistake(Span(scene.stop, scene.stop + 1), "a key is missing before this `:`")


def _left_of_block(scene: _Scene) -> Mistake | None:
    """Recognise a line that would continue a block text if it were indented as far."""
    line, before = scene.here, scene.before
    if scene.stop != line.first or getattr(before, "style", None) not in ("|", ">"):
        return None
    return _left_block(before, line) if scene.goes_on(_as_far_as(scene, before, line)) else None


def _indentation(scene: _Scene) -> Mistake | None:
    """Recognise a line that starts in no column in which one above does."""
    line, begun = scene.here, scene.begun
    if scene.stop != line.first or begun is None or "flow" in scene.context:
        return None
    place = Span(line.first, line.first + 1)
    related = ("the others start here", Span(begun, begun + 1))
    is_item = scene.text.startswith("-", scene.stop)
    if scene.says("'-' indicator") and not is_item:
        return Mistake(
            place,
            "a key stands among the items of a list",
            "Indent it less if it follows the list, more if it belongs to the item above.",
            related,
        )
    is_aligned = begun - scene.line(begun).start == line.column
    if is_item and is_aligned:
        return Mistake(
            place,
            "a list item stands among the keys of a mapping",
            "Write the key that the list belongs to above it.",
            related,
        )
    if is_aligned or not scene.says("expected key", "'-' indicator"):
        return None
    what = "list item" if is_item else "key"
    cause = f"this {what} starts in a column in which nothing above it starts"
    return Mistake(place, cause, _ONE_COLUMN, related)


def _as_far_as(scene: _Scene, block: Any, line: _Line) -> Edit:
    """Return the edit that indents a line as far as the first one of a block text."""
    first = _LINE_END.search(scene.text, _start(block))
    width = line.column + 1
    if first is not None:
        while first is not None and not scene.line(first.end()).text.strip():
            first = _LINE_END.search(scene.text, first.end())
        width = scene.line(first.end()).column if first is not None else width
    return Edit(Span(line.start, line.first), " " * width)


_CAUSES: tuple[Callable[[_Scene], Mistake | None], ...] = (
    _conflict,
    _open_quote,
    _escape,
    _tab,
    _template_value,
    _template_line,
    _odd_blank,
    _odd_colon,
    _tight_colon,
    _quote_inside,
    _no_mark,
    _reserved,
    _directive,
    _block_header,
    _behind_brackets,
    _in_brackets,
    _smart_quote,
    _tight_dash,
    _equals,
    _dashes,
    _foreign_comment,
    _no_colon,
    _too_far_right,
    _long_key,
    _second_colon,
    _list_on_the_line,
    _document_end,
    _first_line_indented,
    _no_key,
    _left_of_block,
    _indentation,
)

# What libyaml expected, and what that means to somebody who writes an article.
_WORDS: tuple[tuple[str, str, str | None], ...] = (
    ("mapping values are not allowed", "no key can stand here", _IN_DOUBLE_QUOTES),
    (
        "could not find expected ':'",
        "this is neither a `key: value` nor the rest of the value above it",
        "Is a `:` missing, or the indentation of a continued value?",
    ),
    (
        "did not find expected <document start>",
        "the fields have ended above; this line and all that follows is ignored",
        "Fields between `{` and `}` end with the `}`.",
    ),
    ("expected key", "a key is expected here", _ONE_COLUMN),
    ("'-' indicator", "a list item is expected here", _ONE_COLUMN),
    ("',' or", "a `,` or the closing bracket is missing", None),
    ("node content", "a value is expected here", _QUOTE_IT),
)


def _by_words(scene: _Scene) -> Mistake:
    start = min(scene.stop, max(len(scene.text) - 1, 0))
    place = Span(start, start + 1)
    if "simple key" in scene.context and scene.begun is not None:
        place = scene.line(scene.begun).content
    for says, cause, help_text in _WORDS:
        if scene.says(says):
            return Mistake(place, cause, help_text)
    return Mistake(place, "this is not YAML", _QUOTE_IT)
