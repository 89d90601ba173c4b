"""URL011: a doubled slash in a link."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.editing.scalar import part_span
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good, Where
from linter.rules.shared.link_patterns import in_usual_form
from linter.rules.shared.links import double_slash
from linter.schema.entries import Field
from linter.schema.roles import URLS


class DoubleSlashPath(FieldRule):
    """The path of a link contains `//`.

    ## What it does
    Reports the first `//` in the path of a link. Paths that contain another URL, as in archives and
    image services, are ignored, and so are cache addresses, which repeat the path of their page.

    ## Why is this bad?
    It results from joining a folder that ends with `/` and a path that starts with `/`. Many
    servers accept it, but caches and programs that compare links treat it as a different address,
    and some servers answer with an error.

    ## Example
    ```yaml
    url: https://powerusers.microsoft.com//t5/image.png
    ```
    Use instead:
    ```yaml
    url: https://powerusers.microsoft.com/t5/image.png
    ```
    """

    code = "URL011"
    name = "double-slash-path"
    severity = Severity.WARNING
    roles = URLS - {"amp-cache-url"}

    good = (
        Good("webUrl: https://a.com/b/c?d=//e#//f\noriginalUrl: https://a.com\n"),
        Good("webUrl: https://web.archive.org/web/20200611000000/https://a.com/b//c\n"),
        Good("images: [{url: https://a.com/300x200//images.b.com/c.jpg}, {url: //a.com/b.jpg}]\n"),
        Good("images: [{url: 'https://a.com/fetch/https%3A//b.com/c.jpg'}]\n"),
        Good("cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com//b\nwebUrl: a//b\n"),
    )
    bad = (
        Bad(
            'webUrl: "https://a.com⟦//⟧b//c" # joined\n',
            says="`webUrl` contains `//` inside its path, expected one slash",
        ),
        Bad("related:\n  - originalUrl: https://a.com/b⟦//⟧\n"),
        Bad("related: [{ampWebUrl: 'https://a.com/b⟦//⟧/c'}]\n"),
        Bad("images:\n  - url: /assets⟦//⟧a.jpg\n  - url: https://a.com⟦//⟧b.jpg?c\n"),
    )

    def silence_at(self, where: Where) -> Silence | None:
        """Return silence about links in their usual form."""
        return in_usual_form(where.roles)

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first doubled slash."""
        at = double_slash(field.value) if isinstance(field.value, str) else None
        if at is not None:
            yield field.finding(
                f"{quoted(field.key)} contains `//` inside its path, expected one slash",
                span=part_span(field.document, field.path, at, at + len("//")),
            )
