"""Values that start with a character that means something to YAML."""

import yaml

from linter.core.messages import quoted
from linter.core.text import Span
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.yaml_errors.broken_text import BrokenText, start_of
from linter.frontmatter.yaml_errors.wording import QUOTE_IT


def reserved_character(broken: BrokenText) -> Mistake | None:
    """Recognise a value that starts with a character that no plain value can start with."""
    character = broken.text[broken.stop : broken.stop + 1]
    if not broken.has_reason("cannot start any token") or not character.strip():
        return None
    is_key = broken.stop == broken.stop_line.first
    what = "this line" if is_key else "a value without quotes"
    shown = "a backtick" if character == "`" else quoted(character)
    return Mistake(
        Span(broken.stop, broken.stop + 1),
        f"{what} cannot start with {shown}",
        "Put the key in quotes." if is_key else QUOTE_IT,
    )


def directive(broken: BrokenText) -> Mistake | None:
    """Recognise a line that starts with `%`."""
    if "directive" not in broken.context or broken.begun_at is None:
        return None
    place = Span(broken.begun_at, broken.begun_at + 1)
    return Mistake(place, "this line cannot start with `%`", "Put the key in quotes.")


def not_an_alias_anchor_or_tag(broken: BrokenText) -> Mistake | None:
    """Recognise a value that starts with `*`, `&` or `!` and is neither alias, anchor nor tag."""
    at = {"alias": "*", "anchor": "&", "tag": "!"}
    for name, character in at.items():
        if broken.context.endswith((f"a {name}", f"an {name}")) and broken.begun_at is not None:
            return _marked(broken.begun_at, character, name)
    if broken.has_reason("undefined tag handle", "duplicate tag"):
        start = broken.stop if broken.begun_at is None else broken.begun_at
        return Mistake(
            Span(start, start + 1), "this starts a tag whose prefix is not declared", QUOTE_IT
        )
    if broken.has_reason("undefined alias"):
        return Mistake(
            Span(broken.stop, broken.stop + 1),
            "this is an alias of an anchor that does not exist",
            "Put the value in quotes if the `*` is part of the text.",
        )
    if broken.follows_last_token and isinstance(broken.last_token, yaml.AliasEvent):
        return _marked(start_of(broken.last_token), "*", "alias")
    return None


def _marked(start: int, character: str, name: str) -> Mistake:
    article = "a" if name == "tag" else "an"
    return Mistake(
        Span(start, start + 1),
        f"a {quoted(character)} at the start makes this {article} {name}, and it is none",
        QUOTE_IT,
    )


def block_header(broken: BrokenText) -> Mistake | None:
    """Recognise text after `|` or `>`."""
    if broken.begun_at is None or not broken.has_reason(
        "comment or line break", "indentation indicator"
    ):
        return None
    character = broken.text[broken.begun_at]
    if broken.has_reason("indentation indicator"):
        cause = f"the number after {quoted(character)} must be 1 to 9"
        return Mistake(Span(broken.begun_at, broken.stop + 1), cause, None)
    return Mistake(
        Span(broken.begun_at, broken.begun_at + 1),
        f"text follows {quoted(character)}, which starts a text on the lines below",
        "Put the value in quotes if that character is part of it.",
    )


def collection_on_the_line(broken: BrokenText) -> Mistake | None:
    """Recognise a list that starts on the line of its key."""
    if not broken.has_reason("block sequence entries", "mapping keys are not allowed"):
        return None
    character = broken.text[broken.stop]
    what = "list" if character == "-" else "key"
    cause = f"a value cannot start with {quoted(character + ' ')}: a {what} starts on its own line"
    return Mistake(
        Span(broken.stop, broken.stop + 1),
        cause,
        f"Start it on the next line, or quote the value if {quoted(character)} is part of it.",
    )
