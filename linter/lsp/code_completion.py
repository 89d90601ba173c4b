"""Completion in comments that switch rules off: the verb, and codes of rules in its brackets."""

from lsprotocol import types

from linter.core.patterns import lazy_pattern
from linter.core.text import Span
from linter.frontmatter.document import Document
from linter.lsp.proposal import Proposal
from linter.rules.registry import known_rules

# Up to the caret: a comment with an open bracket, or with the start of a verb.
_IN_BRACKETS = lazy_pattern(r"#[ \t]*articlelint:[ \t]*ignore(?:-file)?[ \t]*\[(?P<rules>[^\]]*)")
_VERB = lazy_pattern(r"#[ \t]*(?P<start>articlelint:[ \t]*[\w-]*|[a-z]*)")
_SELECTOR = lazy_pattern(r"[\w-]*")
_VERBS = ("articlelint: ignore[", "articlelint: ignore-file[")


def code_completion(document: Document, comment: Span, caret: int) -> tuple[Span, list[Proposal]]:
    """Return the text that is completed at a caret in a comment, and what may stand there."""
    text = document.source.text
    inside = _IN_BRACKETS.fullmatch(text, comment.start, caret)
    if inside is not None:
        start = caret - len(inside["rules"].rpartition(",")[2].lstrip())
        rest = _SELECTOR.match(text, caret, comment.end)
        return Span(start, rest.end() if rest else caret), _codes(inside["rules"])
    verb = _VERB.fullmatch(text, comment.start, caret)
    if verb is None or not "articlelint:".startswith(verb["start"].partition(":")[0]):
        return Span(caret, caret), []
    kind = types.CompletionItemKind.Keyword
    word = Span(verb.start("start"), caret)
    return word, [Proposal(each.rstrip("["), (each,), kind) for each in _VERBS]


def _codes(listed: str) -> list[Proposal]:
    """Return the codes of all rules that are not listed before the caret."""
    *before, _ = listed.split(",")
    named = {each.strip().upper() for each in before}
    kind = types.CompletionItemKind.EnumMember
    return [
        Proposal(rule.code, (rule.code,), kind, detail=rule.name)
        for rule in known_rules().values()
        if rule.code not in named
    ]
