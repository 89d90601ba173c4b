"""PAR003: what the YAML parser refuses."""

from collections.abc import Iterator

from linter.diagnostic import Finding, Related, Severity
from linter.document import Document, Problem, Trouble
from linter.frontmatter import Notation
from linter.rule import Bad, Context, DocumentRule, Good
from linter.text import quoted

# What libyaml says, and what it means to somebody who writes an article.
_PLAIN_WORDS: tuple[tuple[str, str, str | None], ...] = (
    (
        "mapping values are not allowed",
        "a second `:` on this line makes it look like a key inside a value",
        "Put the whole value in double quotes.",
    ),
    (
        "cannot start any token",
        "a plain value cannot start with {character}",
        "Put the value in double quotes; indent with blanks, never with tabs.",
    ),
    (
        "a tab character",
        "this line is indented with a tab",
        "Indent with blanks, never with tabs.",
    ),
    (
        "could not find expected ':'",
        "this line is neither a `key: value` nor the rest of the value above it",
        "Is a `:` missing, or the indentation of a continued value?",
    ),
    (
        "did not find expected key",
        "a key is expected here: the value above has ended, or the indentation changed",
        "Check the quotes of the value above, and that keys of one mapping start in one column.",
    ),
    (
        "did not find expected '-' indicator",
        "a list item is expected here: the list above is not finished, or the indentation changed",
        "Items of one list start in one column.",
    ),
    (
        "did not find expected ',' or",
        "a `,` or the closing bracket is missing",
        None,
    ),
    (
        "found unexpected end of stream",
        "the front matter ends inside a quoted value",
        'Close the quotes; inside double quotes write `\\"` for a quote.',
    ),
    (
        "found unexpected document indicator",
        "the front matter ends inside a quoted value",
        'Close the quotes; inside double quotes write `\\"` for a quote.',
    ),
    (
        "found unknown escape character",
        "this escape does not exist in YAML",
        "Inside double quotes a backslash starts an escape: write `\\\\` for a backslash.",
    ),
    (
        "control characters are not allowed",
        "YAML does not allow this control character: {character}",
        "Delete it, or write it as an escape inside double quotes.",
    ),
    (
        "a second YAML document",
        "a second YAML document starts here; it and all that follows is ignored",
        "Put all fields between the first `---` and the closing one.",
    ),
    (
        "did not find expected <document start>",
        "the fields have ended above; this line and all that follows is ignored",
        "Fields between `{` and `}` end with the `}`.",
    ),
    ("found undefined alias", "this alias names an anchor that does not exist", None),
    ("undefined tag handle", "this tag's prefix is not declared", None),
    ("block sequence entries are not allowed", "a list cannot start on this line", None),
)

# What Python's JSON parser says.
_JSON_WORDS: tuple[tuple[str, str, str | None], ...] = (
    (
        "trailing comma",
        "no comma may stand behind the last one",
        "Delete the comma.",
    ),
    (
        "Expecting property name",
        "a key in double quotes is expected here",
        "JSON has no comments and no keys without quotes.",
    ),
    ("Expecting ':'", "a `:` is expected behind the key", None),
    ("Expecting ','", "a `,` or the closing bracket is missing", None),
    (
        "Expecting value",
        "a value is expected here",
        "Text stands in double quotes; the other words are `true`, `false` and `null`.",
    ),
    (
        "Invalid control character",
        "a text does not go on over line ends, and holds no control characters: {character}",
        "Write line breaks as `\\n` and tabs as `\\t`, or close the quotes.",
    ),
    (
        "Invalid \\",
        "this escape does not exist in JSON",
        "A backslash starts an escape: write `\\\\` for a backslash.",
    ),
    ("Unterminated string", "nothing closes these quotes", None),
    ("Extra data", "the file goes on behind its JSON value", None),
    ("NaN", "JSON has no `NaN`", None),
    ("Infinity", "JSON has no infinite numbers", None),
)


class YamlSyntax(DocumentRule):
    """The front matter is not YAML, or not JSON where it starts with `{`.

    ## What it does
    Reports the first place where the YAML parser (libyaml, as in Jekyll) gives up, in plain words,
    and a second YAML document, which is ignored. JSON front matter, which is read where the
    site's dialect is YAML 1.2, is held to JSON (RFC 8259).

    ## Why is this bad?
    Jekyll then drops the whole front matter with a warning, and the article disappears.

    ## Example
    ```yaml
    title: Power Apps: what is new
    ```
    Use instead:
    ```yaml
    title: "Power Apps: what is new"
    ```
    """

    code = "PAR003"
    name = "yaml-syntax"
    severity = Severity.ERROR

    good = (
        Good('title: "Power Apps: what is new"\n'),
        Good("title: >-\n  folded\n  text\n"),
        Good("title: &a Power Apps\nexcerpt: &a What is new\n"),
    )
    bad = (
        Bad("title: Power Apps⟦:⟧ what is new\n", says="second `:`"),
        Bad('title: "never closed\ntype: article⟦\n⟧', says="inside a quoted value"),
        Bad("title: a\n⟦\t⟧type: article\n", says="indented with a tab"),
        Bad("title: a ⟦\x1b⟧[31m\n", says="\\x1b"),
        Bad("title: a\n⟦---⟧ more: b\n", says="second YAML document"),
        Bad("{title: a}\n⟦t⟧ype: article\n", says="this line and all that follows is ignored"),
        Bad("title: ⟦*⟧nowhere\n", says="anchor"),
        Bad('title: "a⟦\\⟧q"\n', says="escape"),
        Bad("title: ⟦@⟧name\n", says="cannot start with `@`"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding where the parser stopped."""
        problem = document.problem
        if problem is None or problem.trouble is not Trouble.SYNTAX:
            return
        meaning, help_text = _in_plain_words(problem, document)
        related: tuple[Related, ...] = ()
        if problem.context_span is not None and problem.context_span != problem.span:
            is_activity = problem.context.startswith("while ")
            message = f"the parser was {problem.context}" if is_activity else "the first one"
            related = (Related(message, problem.context_span),)
        yield Finding(meaning, problem.span, None, help=help_text, related=related)


def _in_plain_words(problem: Problem, document: Document) -> tuple[str, str | None]:
    is_json = document.notation is Notation.JSON
    language = "JSON" if is_json else "YAML"
    character = document.text(problem.span)
    for says, meaning, help_text in _JSON_WORDS if is_json else _PLAIN_WORDS:
        if says in problem.reason:
            shown = "a tab" if character == "\t" else quoted(character)
            return f"{language} syntax: {meaning.format(character=shown)}", help_text
    return f"{language} syntax: {problem.reason}", None
