"""`articlelint schema`: print the built-in JSON Schemas."""

import json

import click

from linter.cli import terminal


@click.command
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    """Print a JSON Schema, or list those there are."""
    from linter.schema import SchemaError, builtin_names, builtin_text

    if name is None:
        names = builtin_names()
        column = max(map(len, names))
        titles = (json.loads(builtin_text(each))["title"] for each in names)
        rows = zip(names, titles, strict=True)
        terminal.write("".join(f"{each:<{column}}  {title}\n" for each, title in rows))
        return
    try:
        terminal.write(builtin_text(name))
    except SchemaError as error:
        raise click.UsageError(str(error)) from None
