"""Tags of Liquid, Jinja and other template languages: YAML is read before any template runs."""

from linter.core.messages import quoted
from linter.core.patterns import lazy_pattern
from linter.core.text import Edit, Span
from linter.frontmatter.mistake import Mistake
from linter.frontmatter.yaml_errors.broken_text import BrokenText, Line, commented_out
from linter.frontmatter.yaml_errors.wording import IN_DOUBLE_QUOTES

_TAG = lazy_pattern(r"\{[{%#].*?(?:[}%#]\}|\Z)")


def template_value(broken: BrokenText) -> Mistake | None:
    """Recognise a value that is a tag of Liquid, Jinja or another template language."""
    line = broken.stop_line
    for match in _TAG.finditer(line.text):
        start, end = line.start + match.start(), line.start + match.end()
        if start > broken.stop or _is_alone(broken, line, match[0]):
            return None
        shielded = Edit(Span(start, end), "x" * (end - start))
        if broken.parses_further(shielded):
            return unquoted_template(Span(start, end), match[0][:2])
    return None


def _is_alone(broken: BrokenText, line: Line, tag: str) -> bool:
    """Whether a tag is all that is on a line, and not the value of the key above."""
    if line.text.strip() != tag:
        return False
    above = broken.text[: line.start].rstrip()
    key = broken.line(len(above)) if above else None
    return key is None or not above.endswith(":") or key.column >= line.column


def template_line(broken: BrokenText) -> Mistake | None:
    """Recognise a line of a template language."""
    for line in broken.suspects:
        tag = _TAG.match(line.text, line.column)
        if tag and broken.parses_further(commented_out(line), beyond=line.start):
            return Mistake(
                Span(line.start + tag.start(), line.start + tag.end()),
                "a template tag is in the front matter, which is read before any template runs",
                "Delete it, or write the value that it stands for.",
            )
    return None


def unquoted_template(place: Span, mark: str) -> Mistake:
    """Return the mistake of a value that starts with a template tag."""
    cause = f"a value cannot start with {quoted(mark)}, which is YAML before any template runs"
    return Mistake(place, cause, IN_DOUBLE_QUOTES)
