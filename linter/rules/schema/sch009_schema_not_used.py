"""SCH009: a schema that the front matter names, and that cannot be used."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document
from linter.rules.base import Bad, Context, DocumentRule, Good
from linter.schema.choice import schema_choice
from linter.site.schemas import NoSchemaError

_SITE = {"schemas/post.json": '{"properties": {"title": {}}}', "schemas/bad.json": '{"type": "x"}'}


class SchemaNotUsed(DocumentRule):
    """The schema that the front matter names cannot be used.

    ## What it does
    Reports a key `$schema`, or a comment `# yaml-language-server: $schema=` above the first key,
    that names no usable schema: a path that leads to no file of the site, a file that is not a
    schema, or an address. Nothing is fetched; an address may be the `$id` of a schema of a
    collection, or of a built-in one. A path is relative to the file, or to the top folder of the
    site.

    ## Why is this bad?
    The file is checked against the schema of its collection, not against the one that its author
    sees in an editor.

    ## Example
    ```yaml
    $schema: https://example.org/post.schema.json
    ```
    Use instead:
    ```yaml
    $schema: ../schemas/post.schema.json
    ```
    """

    code = "SCH009"
    name = "schema-not-used"
    severity = Severity.WARNING
    needs_site = True
    silence = Silence()

    good = (
        Good("$schema: ../schemas/post.json\ntitle: a\n", files=_SITE),
        Good("$schema: schemas/post.json\ntitle: a\n", files=_SITE),
        Good("$schema: /schemas/post.json\ntitle: a\n", files=_SITE),
        Good("# yaml-language-server: $schema=../schemas/post.json\ntitle: a\n", files=_SITE),
        Good("$schema: urn:articlelint:schema:article\ntitle: a\n", files=_SITE),
        Good("title: a\n# yaml-language-server: $schema=gone.json\n", files=_SITE),
        Good("title: a\n", files=_SITE),
        Good("$schema: gone.json\n"),
    )
    bad = (
        Bad(
            "$schema: ⟦gone.json⟧\n",
            says="`gone.json` is not used: no such file is beside this one",
            files=_SITE,
        ),
        Bad(
            "# yaml-language-server: $schema=⟦https://example.org/post.json⟧\ntitle: a\n",
            says="nothing is fetched",
            files=_SITE,
        ),
        Bad("$schema: ⟦'../../post.json'⟧\n", says="it leads out of the site", files=_SITE),
        Bad("$schema: ⟦../schemas/bad.json⟧\n", says="at /type", files=_SITE),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding where the schema is named."""
        choice = schema_choice(document) if context.site is not None else None
        if choice is None or context.site is None:
            return
        try:
            context.site.schema(choice.reference, document.dialect)
        except NoSchemaError as error:
            message = f"the schema {quoted(choice.reference)} is not used: {error}"
            help_text = "The schema of its collection applies to the file."
            yield Finding(message, choice.span, choice.pointer, help_text)
