r"""The lines around a block of front matter, for each reader.

Jekyll takes what the Ruby pattern `\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)` matches at the very
start of the text (after a byte-order mark). In words: the first line is `---` and spaces; the block
ends at the first later line that is `---` or `...` and spaces; blank lines below that line belong
to it, and the body follows. `\s` is ASCII white space and only `\n` ends a line. Here the same is
found line by line, in linear time.

To Hugo, gray-matter and Astro (measured: Hugo 0.168, gray-matter 4.0.3, Astro 6.0) every line that
starts with `---` ends the block, and the body starts right after the three dashes. Hugo and Astro
skip blank lines above the block. gray-matter takes a language after the first dashes, and the
whole file for the block if nothing closes it.

The lines around TOML are read alike by all: Hugo and Astro take each line that starts with `+++`
for the closing one. Zola allows only spaces behind it.

MkDocs 1.6 takes `---` or `...` and spaces, and the closing line must have a line end. The block has
at least one line.
"""

import re
from typing import NamedTuple

from linter.core.patterns import lazy_pattern
from linter.frontmatter.scalars.dialect import Dialect

_LINE_OF_DASHES = r"(---(?:[ \t]+#[^\n]*|[ \t\r\f\v]*)\n)"
PLUSES = r"\+\+\+(?:[ \t]+#[^\n]*|[ \t\r\f\v]*)"
"""The line that opens TOML, without its end, as a part of patterns."""
_DASHES = lazy_pattern(r"\n(---(?:[ \t\r\f\v]*(?:\n|\Z))?)")


class Delimiters(NamedTuple):
    """The lines around a block, as patterns.

    `opening` matches from the start of the text, and its group 1 is the line itself; a group
    `language` is what follows the dashes. `closing` begins with the end of the line before
    it, which is fast to search for; its group 1 is the end of the block.
    """

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    closers: str = "`---`"
    """The closing lines in words."""
    must_close: bool = False
    """Whether a first line of dashes opens a block even if nothing closes it."""
    may_be_open: bool = False
    """Whether a block that nothing closes reaches to the end of the file."""
    has_line: bool = False
    """Whether at least one line is between the two, so that the next line never closes a block."""
    cuts_line_end: bool = False
    """Whether the last line end is no part of the block, which a text after `|+` shows."""
    is_outside: bool = False
    """Whether the opening line is not a part of what the parser gets, as dashes are of YAML."""


JEKYLL = Delimiters(
    lazy_pattern(r"(---[ \t\r\f\v]*\n)"),
    lazy_pattern(r"\n((?:---|\.\.\.)[ \t\r\f\v]*(?:\n|\Z))"),
    closers="`---` or `...`",
)
LENIENT = Delimiters(lazy_pattern(rf"[ \t\r\f\v\n]*{_LINE_OF_DASHES}"), _DASHES)
"""The lines that one of the readers but Jekyll takes."""
HUGO = LENIENT._replace(must_close=True)
GRAY_MATTER = Delimiters(
    lazy_pattern(r"(---(?P<language>[ \t\r\f\v]*(?:ya?ml[ \t\r\f\v]*)?)\n)", re.IGNORECASE),
    _DASHES,
    must_close=True,
    may_be_open=True,
    cuts_line_end=True,
)
ASTRO = Delimiters(lazy_pattern(rf"(?:[ \t\r\f\v\n]*\n)?{_LINE_OF_DASHES}"), _DASHES)
MKDOCS = Delimiters(
    lazy_pattern(r"(---[ \t]*\r?\n)"),
    lazy_pattern(r"\n((?:---|\.\.\.)[ \t]*\r?\n)"),
    closers="`---` or `...`, with a line break after it",
    has_line=True,
)
TOML = Delimiters(
    lazy_pattern(rf"[ \t\r\f\v\n]*({PLUSES}\n)"),
    lazy_pattern(r"\n(\+\+\+(?:[ \t\r\f\v]*(?:\n|\Z))?)"),
    closers="`+++`",
    must_close=True,
    is_outside=True,
)
"""The lines around TOML, for all readers of it."""
_OF_DIALECTS = {
    Dialect.JEKYLL: JEKYLL,
    Dialect.HUGO: HUGO,
    Dialect.GRAY_MATTER: GRAY_MATTER,
    Dialect.GRAY_MATTER_11TY: GRAY_MATTER,
    Dialect.JS_YAML: ASTRO,
    Dialect.PYYAML: MKDOCS,
    Dialect.YAML_1_2: LENIENT,
}


def delimiters(dialect: Dialect) -> Delimiters:
    """Return the lines that enclose front matter where YAML is read in a dialect."""
    return _OF_DIALECTS[dialect]
