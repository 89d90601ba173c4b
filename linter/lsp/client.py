"""What the client can do: what it does not offer is not used."""

from dataclasses import dataclass
from typing import Any, Final

from lsprotocol.types import (
    ClientCapabilities,
    CompletionItemTag,
    DiagnosticTag,
    InsertTextMode,
    MarkupKind,
    PositionEncodingKind,
    ResourceOperationKind,
)
from pygls.capabilities import ServerCapabilitiesBuilder, get_capability

_PUSHED: Final = "text_document.publish_diagnostics"
_PULLED: Final = "text_document.diagnostic"
_ACTION: Final = "text_document.code_action"
_COMPLETED: Final = "completion.completion_item"


@dataclass(frozen=True, slots=True)
class Client:
    """The capabilities that decide what is sent to a client, and in which form."""

    encoding: PositionEncodingKind = PositionEncodingKind.Utf16
    """What a character of a position counts."""
    pulls_diagnostics: bool = False
    """Whether it requests diagnostics, and again when told to; else they are sent to it."""
    has_versions: bool = False
    """Whether diagnostics that are sent to it carry the version of the text."""
    has_related_information: bool = False
    """Whether a diagnostic may name other places."""
    has_tags: bool = False
    """Whether a diagnostic may be tagged, as one of a text that is of no use."""
    has_code_links: bool = False
    """Whether the code of a diagnostic may link to a page."""
    has_markdown_hovers: bool = False
    """Whether hovers may be Markdown; else they are plain text."""
    has_markdown_completions: bool = False
    """Whether the notes of completions may be Markdown; else they are plain text."""
    has_snippets: bool = False
    """Whether a completion may have blanks to fill in."""
    keeps_lines: bool = False
    """Whether it can insert lines with the indentation that they have."""
    shows_deprecated: bool = False
    """Whether a completion may be marked as deprecated."""
    has_code_actions: bool = False
    """Whether code actions may be edits; else they would be commands alone."""
    prefers_actions: bool = False
    """Whether a code action may be marked as preferred."""
    has_versioned_edits: bool = False
    """Whether edits may name the version of the text that they were made for."""
    renames_files: bool = False
    """Whether an edit may rename a file."""
    has_symbol_trees: bool = False
    """Whether an outline may be a tree; else it is a row of symbols."""
    has_location_links: bool = False
    """Whether a definition may name the text that leads to it."""
    registers_watchers: bool = False
    """Whether it watches files that the server names."""

    @classmethod
    def of(cls, capabilities: ClientCapabilities) -> "Client":
        """Return what a client states of itself."""

        def has(name: str) -> bool:
            return bool(get_capability(capabilities, name, default=False))

        def offers(name: str, value: object) -> bool:
            return value in (get_capability(capabilities, f"text_document.{name}") or ())

        def shows(name: str) -> bool:
            # Many clients state for pushed diagnostics alone what holds for both.
            return has(f"{_PUSHED}.{name}") or has(f"{_PULLED}.{name}")

        return cls(
            encoding=PositionEncodingKind(
                ServerCapabilitiesBuilder.choose_position_encoding(capabilities)
            ),
            pulls_diagnostics=has(_PULLED) and has("workspace.diagnostics.refresh_support"),
            has_versions=has(f"{_PUSHED}.version_support"),
            has_related_information=shows("related_information"),
            has_tags=any(
                _has_unnecessary(get_capability(capabilities, f"{form}.tag_support"))
                for form in (_PUSHED, _PULLED)
            ),
            has_code_links=shows("code_description_support"),
            has_markdown_hovers=offers("hover.content_format", MarkupKind.Markdown),
            has_markdown_completions=offers(
                f"{_COMPLETED}.documentation_format", MarkupKind.Markdown
            ),
            has_snippets=has(f"text_document.{_COMPLETED}.snippet_support"),
            keeps_lines=offers(
                f"{_COMPLETED}.insert_text_mode_support.value_set", InsertTextMode.AsIs
            ),
            shows_deprecated=offers(
                f"{_COMPLETED}.tag_support.value_set", CompletionItemTag.Deprecated
            ),
            has_code_actions=has(f"{_ACTION}.code_action_literal_support"),
            prefers_actions=has(f"{_ACTION}.is_preferred_support"),
            has_versioned_edits=has("workspace.workspace_edit.document_changes"),
            renames_files=ResourceOperationKind.Rename
            in (get_capability(capabilities, "workspace.workspace_edit.resource_operations") or ()),
            has_symbol_trees=has(
                "text_document.document_symbol.hierarchical_document_symbol_support"
            ),
            has_location_links=has("text_document.definition.link_support"),
            registers_watchers=has("workspace.did_change_watched_files.dynamic_registration"),
        )


def _has_unnecessary(support: Any) -> bool:
    """Whether one of the tags that a client shows is that of a text that is of no use."""
    return support is not None and DiagnosticTag.Unnecessary in support.value_set
