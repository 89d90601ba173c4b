"""The single values of a property: the value itself, or each item of the list."""

from collections.abc import Iterator

from linter.schema.entries import Field
from linter.site.lists import list_word


def single_values(field: Field) -> Iterator[tuple[Field, str]]:
    """Yield a value, or each item of a list, with its text; neither mappings nor null."""
    items = [field]
    if isinstance(field.value, list):
        items = [
            Field(field.document, (*field.path, index), item, field.roles)
            for index, item in enumerate(field.value)
        ]
    for item in items:
        word = list_word(item.value)
        if word is not None:
            yield item, word
