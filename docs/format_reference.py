"""The reference of output formats, from the docstrings of their modules."""

from importlib import import_module
from inspect import cleandoc

from markdown_parts import table

from linter.reporters import format_names

FORMATS_BEGIN = """\
# Output formats

`articlelint check --output-format NAME`, with `--output-file PATH` to write it to a file. Findings
are in order of path, position and code (but `github` has errors first), and the same input gives
the same bytes. What could not be read or written is reported on standard error and, where the
format has a place for it, in the output as well. If nothing is found, `json`, `sarif`, `gitlab`,
`junit` and `rdjson` print a valid document without findings, `json-lines`, `github` and `azure`
nothing, and the others a summary line."""

FORMATS_END = r"""
With `--statistics` the formats in JSON print counts per rule as a JSON array, the others as text.

## Places

Rows start at 1 and count from the file's first line; the opening `---` is row 1. Columns start at 1
and count Unicode code points; ends are exclusive. The formats for people also show where in the
data a finding is, as in `related[1].images[0].url`, if that is no property of the front matter
itself; `json` and `sarif` have the JSON Pointer of every finding. In `rdjson` columns count bytes
of UTF-8, because reviewdog does. Paths are relative to the working folder, with `/`.

## Text from files

In every format what a file, its name or a message holds is text and nothing else. Control
characters, line separators and bidirectional overrides are escaped, in JSON as `\u…`, elsewhere as
`\x1b` or `\u202e`. So are the beginnings of `::name`, `##[`, `##vso[` and `##teamcity[` where a
runner of GitHub, Azure or TeamCity would take them for commands. In Markdown there are no links,
mentions or tags but articlelint's own. The content of `secured` is never printed, however it is
spelt where it is repeated.

The patch of `--diff` is byte for byte what `git apply` needs, so nothing in it can be escaped.
Where standard output is no terminal, the patch of a file that holds control characters,
bidirectional overrides or such commands is left out, and a line on standard error says why; with
`--output-file` it is written as it is. On a terminal they are shown as escapes."""


def page() -> str:
    """Return the page."""
    documented = {name: _format_documentation(name) for name in format_names()}
    rows = [(f"`{name}`", summary) for name, (summary, _) in documented.items()]
    sections = [f"## {name}\n\n{text}" for name, (_, text) in documented.items() if text]
    parts = [FORMATS_BEGIN, table(("format", "what it is"), rows), FORMATS_END.strip(), *sections]
    return "\n\n".join(parts) + "\n"


def _format_documentation(name: str) -> tuple[str, str]:
    """Return the first line of a format's documentation, and the others."""
    module = import_module(f"linter.reporters.{name.replace('-', '_')}")
    summary, _, text = cleandoc(module.__doc__ or "").partition("\n")
    return summary.rstrip("."), text.strip()
