"""Values and words in messages."""


def quoted(value: object, limit: int = 60) -> str:
    """Return a value for use in a message: in backticks, on one line, without control characters.

    Text beyond `limit` characters is cut, as readers need to recognise the value only.
    """
    text = printable(value if isinstance(value, str) else yaml_word(value))
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return f"`{text}`"


def yaml_word(value: object) -> str:
    """Return a value that is not text as YAML writes it: `true`, `null`, `12`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value)


def printable(text: str) -> str:
    r"""Return `text` with everything that could control a terminal or break a line made visible.

    Control characters, line separators, bidirectional overrides and lone surrogates are written
    as `\x1b`, `\u202e`; printable text of any script stays as it is.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in text
    )


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """Return `1 error`, `2 errors`; `nouns` is the plural where it takes more than an `s`."""
    return f"{count:,} {noun if count == 1 else nouns or f'{noun}s'}"
