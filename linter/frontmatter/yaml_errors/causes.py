"""The mistakes that people make in YAML, and how the parser's other messages are worded."""

from collections.abc import Callable

import yaml

from linter.core.text import Span
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.yaml_errors.brackets import mistake_in_brackets, text_after_brackets
from linter.frontmatter.yaml_errors.broken_text import BrokenText
from linter.frontmatter.yaml_errors.indentation import (
    dedented_block_text,
    first_line_indented,
    indented_too_far,
    misaligned,
    odd_space,
    tab,
)
from linter.frontmatter.yaml_errors.keys import (
    equals_sign,
    long_key,
    missing_colon,
    missing_key,
    odd_colon,
    second_colon,
    tight_colon,
    tight_dash,
)
from linter.frontmatter.yaml_errors.lines import (
    document_end,
    foreign_comment,
    merge_conflict,
    odd_dashes,
)
from linter.frontmatter.yaml_errors.quotes import (
    bad_escape,
    open_quote,
    smart_quote,
    text_after_quote,
)
from linter.frontmatter.yaml_errors.templates import template_line, template_value
from linter.frontmatter.yaml_errors.values import (
    block_header,
    collection_on_the_line,
    directive,
    not_an_alias_anchor_or_tag,
    reserved_character,
)
from linter.frontmatter.yaml_errors.wording import IN_DOUBLE_QUOTES, ONE_COLUMN, QUOTE_IT


def mistake(text: str, error: yaml.MarkedYAMLError) -> Mistake:
    """Return the mistake for which libyaml raised `error`; its spans are offsets into `text`."""
    broken = BrokenText(text, error)
    causes = (cause(broken) for cause in CAUSES)
    found = next((each for each in causes if each is not None), None) or _by_words(broken)
    start, end = (min(offset, len(text)) for offset in found.span)
    return found._replace(span=Span(start, end))


CAUSES: tuple[Callable[[BrokenText], Mistake | None], ...] = (
    merge_conflict,
    open_quote,
    bad_escape,
    tab,
    template_value,
    template_line,
    odd_space,
    odd_colon,
    tight_colon,
    text_after_quote,
    not_an_alias_anchor_or_tag,
    reserved_character,
    directive,
    block_header,
    text_after_brackets,
    mistake_in_brackets,
    smart_quote,
    tight_dash,
    equals_sign,
    odd_dashes,
    foreign_comment,
    missing_colon,
    indented_too_far,
    long_key,
    second_colon,
    collection_on_the_line,
    document_end,
    first_line_indented,
    missing_key,
    dedented_block_text,
    misaligned,
)
# What libyaml's message contains, and what that means to somebody who writes an article.
_WORDS: tuple[tuple[str, str, str | None], ...] = (
    ("mapping values are not allowed", "a key is not allowed here", IN_DOUBLE_QUOTES),
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
    ("expected key", "a key is expected here", ONE_COLUMN),
    ("'-' indicator", "a list item is expected here", ONE_COLUMN),
    ("',' or", "a `,` or the closing bracket is missing", None),
    ("node content", "a value is expected here", QUOTE_IT),
)


def _by_words(broken: BrokenText) -> Mistake:
    start = min(broken.stop, max(len(broken.text) - 1, 0))
    place = Span(start, start + 1)
    if "simple key" in broken.context and broken.begun_at is not None:
        place = broken.line(broken.begun_at).content
    for reason, cause, help_text in _WORDS:
        if broken.has_reason(reason):
            return Mistake(place, cause, help_text)
    return Mistake(place, "this is not YAML", QUOTE_IT)
