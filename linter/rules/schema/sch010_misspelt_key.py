"""SCH010: a key that is most likely a key of the schema, misspelt."""

from collections.abc import Iterator
from functools import lru_cache

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.slips import slip_of
from linter.core.values import json_pointer
from linter.editing.key import rename_key
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good, Where
from linter.rules.schema.fix_validity import schema_allows
from linter.rules.schema.silence import has_no_slips
from linter.schema.shape import Shape

_MOST_USES = 2
_LEAST_USES_OF_KNOWN = 10

_SITE = {
    "hugo.toml": "",
    **{f"content/p{n}.md": "---\ntags: [a]\ndescription: b\n---\n" for n in range(10)},
}
_FEW = {name: text for name, text in _SITE.items() if name != "content/p9.md"}
_OFTEN = {
    **_SITE,
    **{f"content/q{n}.md": "---\ntag: [a]\ndescripton: a\n---\n" for n in range(3)},
}


def _good(text: str, files: dict[str, str]) -> Good:
    return Good(text, "content/a.md", files=files, profile="hugo")


def _bad(text: str, fixed: str, says: str = "") -> Bad:
    return Bad(text, fixed, says, "content/a.md", files=_SITE, profile="hugo")


class MisspeltKey(DocumentRule):
    """A key is most likely a key of the schema, misspelt.

    ## What it does
    Reports a key at the top of the front matter that differs from a key of the schema by a slip: a
    letter that is missing, doubled or swapped with its neighbour, a wrong vowel in a long word,
    other case or separators, or the singular of a key for a list.

    The built-in schemas of generators allow other keys, so all of this must hold:

    - the file lacks the key of the schema, and that key allows the value;
    - at least ten files of the collection have the key of the schema;
    - at most two files have the misspelt key.

    ## Why is this bad?
    The generator ignores the misspelt key silently: the page has no description, no tags, or no
    redirect.

    ## Example
    ```yaml
    descripton: How to feed cats
    ```
    Use instead:
    ```yaml
    description: How to feed cats
    ```

    ## Fix safety
    Unsafe: the fix renames the key, and the site's own templates may read the key as it is.
    """

    code = "SCH010"
    name = "misspelt-key"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    yields_to = ("SCH002",)
    needs_site = True

    good = (
        _good("description: a\ntags: [a]\nTAGS2: a\n", _SITE),
        _good("descripton: a\n", _FEW),
        _good("descripton: a\ntag: [a]\n", _OFTEN),
        _good("descripton: a\ndescription: b\n", _SITE),
        _good("descripton: [a]\ntag: true\n", _SITE),
        _good("prescription: a\ntagged: [a]\nTags: [a]\n_tags: a\n", _SITE),
        Good("descripton: a\n", profile="hugo"),
    )
    bad = (
        _bad(
            "title: a\n⟦descripton⟧: b # c\n",
            "title: a\ndescription: b # c\n",
            "`descripton` is not a key of Hugo, and `description` is missing",
        ),
        _bad("⟦tag⟧: [a]\n", "tags: [a]\n"),
        _bad("⟦descrpition⟧: a\n", "description: a\n"),
        _bad("⟦discription⟧: a\n⟦'ta-gs'⟧: [b]\n", "description: a\n'tags': [b]\n"),
    )

    def silence_at(self, where: Where) -> Silence | None:
        """Return silence about keys that are no slips of keys of the schema."""
        keys = tuple(where.shape.properties)
        return Silence(holds=has_no_slips, options=(keys, tuple(sorted(_lists(where.shape)))))

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at the key."""
        if document.root is None or context.site is None:
            return
        shape = context.schema.shape
        for name, value in document.data.items():
            known = None if name in shape.properties else _meant(name, shape)
            if known is None or known in document.data:
                continue
            # Generators that ignore other values than lists and texts have schemas that allow them.
            is_fitting = isinstance(value, str | list) or not _is_list(shape.properties[known])
            if is_fitting and _is_rare(name, known, context) and _is_allowed(name, known, context):
                yield _finding(document, name, known, context)


@lru_cache(maxsize=1024)
def _meant(name: str, shape: Shape) -> str | None:
    """Return the key of a schema that a name misspells."""
    return slip_of(name, shape.properties, _lists(shape))


@lru_cache(maxsize=16)
def _lists(shape: Shape) -> frozenset[str]:
    """Return the keys whose values are lists."""
    return frozenset(key for key, part in shape.properties.items() if _is_list(part))


def _is_list(shape: Shape) -> bool:
    return shape.items is not None or "array" in shape.types


def _is_rare(name: str, known: str, context: Context) -> bool:
    """Whether the files of the collection have the known key often, and the other hardly ever."""
    uses_of = context.site.key_uses if context.site is not None else None
    return (
        uses_of is not None
        and uses_of(known) >= _LEAST_USES_OF_KNOWN
        and uses_of(name) <= _MOST_USES
    )


def _is_allowed(name: str, known: str, context: Context) -> bool:
    """Whether the schema allows the value of a key under the known key."""
    return schema_allows(context, (name,), context.document.data[name], name=known)


def _finding(document: Document, name: str, known: str, context: Context) -> Finding:
    path = (name,)
    edits = rename_key(document, path, known)
    title = f"Rename {quoted(name)} to {quoted(known)}"
    changes = (json_pointer(path), json_pointer((known,)))
    where = context.profile.title if context.schema.shape.is_builtin else "the schema"
    return Finding(
        f"{quoted(name)} is not a key of {where}, and {quoted(known)} is missing",
        document.key_span(path),
        json_pointer(path),
        fix=Fix(title, edits, Safety.UNSAFE, changes) if edits else None,
    )
