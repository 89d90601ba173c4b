"""IMG006: the same picture twice in one list."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Fix, Related, Safety, Severity
from linter.core.messages import quoted
from linter.core.values import Path, json_pointer
from linter.editing.item import remove_item
from linter.rules.base import Bad, Context, EntryRule, Good
from linter.rules.images.silence import are_different
from linter.rules.shared.link_patterns import ADDRESS
from linter.rules.shared.links import page_key
from linter.schema.entries import Entry, Field
from linter.web import urls

_URL = "https://a.com/b.jpg"
_IMAGE_URL = frozenset({"image-url"})


class RepeatedImage(EntryRule):
    """A list contains the same picture twice.

    ## What it does
    Reports pictures of an item, or logos of an organisation, with the same address as an earlier
    one in the list. Addresses that differ only in `http` or in tracking parameters are the same. A
    different size at a different address is a different picture.

    ## Why is this bad?
    Apps show the pictures one after the other, and readers see the same one again.

    ## Example
    ```yaml
    images:
      - url: https://example.com/taser.jpg
        width: 1024
        height: 683
      - url: https://example.com/taser.jpg
        width: 1024
        height: 683
    ```
    Use instead:
    ```yaml
    images:
      - url: https://example.com/taser.jpg
        width: 1024
        height: 683
    ```

    ## Fix safety
    Unsafe: the fix removes the later picture, but its address may just be the wrong one.
    """

    code = "IMG006"
    name = "repeated-image"
    severity = Severity.WARNING
    fixes = frozenset({Safety.UNSAFE})
    roles = frozenset({"images", "logos"})
    silence = ADDRESS._replace(roles=frozenset({"image-url"}), holds=are_different, of_objects=True)

    good = (
        Good(f"images: [{{url: '{_URL}'}}, {{url: '{_URL}?w=100'}}, {{url: 'https://a.com/c'}}]\n"),
        Good(f"images: [{{url: '{_URL}'}}]\nprovider: {{images: [{{url: '{_URL}'}}]}}\n"),
        Good(f"images: [{{url: '{_URL}'}}]\nrelated: [{{images: [{{url: '{_URL}'}}]}}]\n"),
        Good("images: [{url: a b}, {url: a b}, {url: 1}, {url: 1}, {}, 1, 1]\n"),
    )
    bad = (
        Bad(
            f"images:\n  - url: {_URL}\n    width: 1\n  - url: ⟦{_URL}⟧\n    width: 2\ntitle: a\n",
            fixed=f"images:\n  - url: {_URL}\n    width: 1\ntitle: a\n",
            says="`url` is the same picture as in item 1 of `images`",
        ),
        Bad(
            f"images: [{{url: '{_URL}'}}, {{url: 'https://a.com/c'}},"
            f" {{url: ⟦'http://A.com/b.jpg?utm_source=x'⟧}}, {{url: ⟦'{_URL}#b'⟧}}]\n",
            fixed=f"images: [{{url: '{_URL}'}}, {{url: 'https://a.com/c'}}]\n",
        ),
        Bad(
            "provider:\n  images:\n  - url: /assets/b.png\n  - url: ⟦/assets/b.png⟧\n",
            fixed="provider:\n  images:\n  - url: /assets/b.png\n",
        ),
        Bad(
            f"images:\n  - {_URL}\n  - ⟦{_URL}⟧ # again\n",
            fixed=f"images:\n  - {_URL}\n",
            says="item 2 of `images` is the same picture as item 1",
            schema={
                "properties": {"images": {"x-role": "images", "items": {"x-role": "image-url"}}}
            },
        ),
    )

    def check(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Yield a finding at each address that is in the list already."""
        for path, fields in _lists(entry).items():
            if len(fields) == 1:
                continue
            first: dict[str, Field] = {}
            for field in fields:
                if not isinstance(field.value, str):
                    continue
                if urls.problem(field.value, allow_path=True) is not None:
                    continue
                before = first.setdefault(page_key(field.value), field)
                if before is not field:
                    yield _finding(path, before, field)


def _lists(entry: Entry) -> dict[Path, list[Field]]:
    """Return the addresses in each list of pictures, keyed by the path of the list."""
    lists: dict[Path, list[Field]] = {}
    for role in ("images", "logos"):
        for picture in entry.entries(role):
            field = picture.field("image-url")
            if field is not None:
                lists.setdefault(picture.path[:-1], []).append(field)
    for field in entry.fields(_IMAGE_URL):
        if isinstance(field.path[-1], int):
            lists.setdefault(field.path[:-1], []).append(field)
    return lists


def _finding(path: Path, before: Field, field: Field) -> Finding:
    numbers = [int(one.path[len(path)]) + 1 for one in (before, field)]
    name = quoted(path[-1])
    if isinstance(field.path[-1], int):
        message = f"item {numbers[1]} of {name} is the same picture as item {numbers[0]}"
    else:
        message = f"{quoted(field.key)} is the same picture as in item {numbers[0]} of {name}"
    edits = remove_item(field.document, field.path[: len(path) + 1])
    fix = None
    if edits is not None:
        title = f"Remove item {numbers[1]} of {name}"
        fix = Fix(title, edits, Safety.UNSAFE, (json_pointer(path),))
    return field.finding(
        message, fix=fix, related=(Related("the picture is here first", before.span),)
    )
