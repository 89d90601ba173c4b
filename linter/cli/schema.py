"""`articlelint schema`: print the built-in JSON Schemas, and own ones that stand alone."""

import json
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from linter.cli import terminal
from linter.cli.exit_status import CommandError

CONFIG = "config"
"""The name of the schema of config files, which is made from the rules and those of plug-ins."""


def _complete(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the names of schemas that start with the incomplete text."""
    from linter.schema.builtin import builtin_names

    names = (*builtin_names(), CONFIG)
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.command
@click.argument("name", required=False, shell_complete=_complete)
@click.option(
    "--bundle",
    is_flag=True,
    help="Embed all schemas that it refers to; NAME may be the path of a schema of yours.",
)
def schema(name: str | None, *, bundle: bool) -> None:
    """Print a JSON Schema, or list all of them."""
    from linter.schema.builtin import builtin_names, builtin_text
    from linter.schema.errors import SchemaError

    if name is None:
        if bundle:
            raise CommandError("--bundle needs the name or the path of a schema")
        names = builtin_names()
        column = max(map(len, names))
        titles = (json.loads(builtin_text(each))["title"] for each in names)
        rows = [*zip(names, titles, strict=True), (CONFIG, "The content of articlelint.toml")]
        terminal.write("".join(f"{each:<{column}}  {title}\n" for each, title in rows))
        return
    try:
        if name == CONFIG:
            text = _config_text()
        else:
            text = _bundle_text(name) if bundle else builtin_text(name)
        terminal.write(text)
    except SchemaError as error:
        raise CommandError(str(error)) from None


def _config_text() -> str:
    from linter.config.schema import config_schema
    from linter.reporters.shared.json_text import document

    return document(config_schema())


def _bundle_text(name: str) -> str:
    from linter.config.files import Configs
    from linter.reporters.shared.json_text import document
    from linter.schema.builtin import is_file
    from linter.schema.files import load

    root = None
    if is_file(name):
        file = Path.cwd() / name
        file = file.parent.resolve() / file.name
        root = Configs().of(file.parent).site_root or Path.cwd()
        name, root = str(file), root if file.is_relative_to(root) else None
    return document(load(name, root).bundled())
