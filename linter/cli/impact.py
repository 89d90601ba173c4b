"""`articlelint impact`: which findings a change of a schema adds and removes."""

import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linter.cli import progress, terminal
from linter.cli.exit_status import WRONG_USE, CommandError
from linter.cli.option_groups import GroupedCommand
from linter.core.filesystem import read_bytes, reason
from linter.core.messages import plural, printable, quoted
from linter.core.values import pointer_tokens
from linter.reporters.shared.commands import escape_lines
from linter.reporters.shared.json_text import document

if TYPE_CHECKING:
    from linter.config.files import Configs
    from linter.core.diagnostic import Diagnostic
    from linter.files.targets import Found
    from linter.run.impact import ChangedFinding, Impact

_INDEX = re.compile("[0-9]+")


@click.command(cls=GroupedCommand)
@click.argument("schema", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--against",
    metavar="OLD",
    default="HEAD",
    show_default=True,
    help="The schema before: a file, or a git revision that has SCHEMA.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors and findings, nothing else.")
def impact(schema: Path, *, against: str, output_format: str, quiet: bool) -> int:
    """Print which findings a change of SCHEMA adds and removes.

    Lints all files of the site whose collection has SCHEMA, or a schema that refers to it: once
    with SCHEMA as it was before, and once as it is now.

    The exit status is 1 if a finding starts that makes `check` fail, else 0, and 2 for wrong usage
    and for files that cannot be read.
    """
    from linter.config.files import Configs
    from linter.files import discovery
    from linter.run.impact import Change
    from linter.schema.errors import SchemaError

    file = Path.cwd() / schema
    if not file.is_file():
        raise CommandError(f"{schema.as_posix()}: no such file")
    configs = Configs()
    config = configs.of(file.parent.resolve())
    found = discovery.find((str(config.site_root or "."),), Path.cwd(), configs)
    try:
        result = _impact(found, configs, file, _content_before(file, against), quiet=quiet)
    except SchemaError as error:
        raise CommandError(str(error)) from None
    for failed in sorted({*found.errors, *result.errors}):
        terminal.print_message("error", f"{failed.path}: {failed.reason}")
    terminal.write(_json(result) if output_format == "json" else _text(result))
    if found.errors or result.errors:
        return WRONG_USE
    started = (each.finding for each in result.changed if each.change is Change.STARTS)
    return int(config.fail_on.is_reached(started))


def _content_before(schema: Path, against: str) -> bytes:
    """Return the schema before the change: another file, or its own in a revision of git.

    Raises:
        CommandError: neither is there.

    """
    from linter.files import git

    try:
        if Path(against).is_file():
            return read_bytes(Path(against))
        # Git takes `REVISION:./path` relative to the folder that it runs in.
        place = f"{against}:./{schema.name}"
        return git.run(schema.parent, "cat-file", "blob", "--end-of-options", place)
    except (OSError, git.GitError) as error:
        message = f"{quoted(against)} is neither a file nor a revision with {schema.name}"
        raise CommandError(f"{message}: {reason(error)}") from None


def _impact(
    found: "Found", configs: "Configs", schema: Path, old: bytes, *, quiet: bool
) -> "Impact":
    """Compare, and show the progress.

    Raises:
        SchemaError: the old or the new schema cannot be used.

    """
    from linter.run.cores import usable_cores
    from linter.run.impact import Comparison
    from linter.run.runner import RunOptions

    comparison = Comparison(found, configs, schema, old)
    with progress.progress_bar(comparison.files, "Linting", quiet=quiet) as advance:
        return comparison.impact(RunOptions(usable_cores(), advance=advance))


def _shown(result: "Impact") -> list["ChangedFinding"]:
    """Return the findings that change, without what is secret."""
    from linter.reporters.shared.redacted_file import redacted_files
    from linter.run.impact import Change

    old, new = redacted_files(result.old), redacted_files(result.new)
    shown = []
    for each in result.changed:
        file = (old if each.change is Change.STOPS else new)[each.finding.path]
        message, pointer = file.safe(each.finding.message), each.finding.pointer
        safe = each.finding._replace(message=message, pointer=pointer and file.safe(pointer))
        shown.append(each._replace(finding=safe))
    return shown


def _text(result: "Impact") -> str:
    """Return the findings by property, and a line that counts the files."""
    lines = []
    for name, group in groupby(sorted(_shown(result), key=_property), key=_property):
        lines.append(name)
        lines += (f"  {each.change.value}: {_line(each.finding)}" for each in group)
    lines.append(_summary(result))
    return escape_lines("".join(f"{printable(line)}\n" for line in lines))


def _line(finding: "Diagnostic") -> str:
    start = finding.start
    place = f"{finding.path}:{start.row}:{start.column}"
    return f"{place}: {finding.severity.value} {finding.code} {finding.message}"


def _property(changed: "ChangedFinding") -> str:
    """Return the property that a finding is about, with `[]` for an item of a list.

    What is about the front matter as a whole names the properties itself.
    """
    pointer = changed.finding.pointer
    if not pointer:
        return changed.finding.message
    first, *others = pointer_tokens(pointer)
    return first + "".join("[]" if _INDEX.fullmatch(each) else f".{each}" for each in others)


def _summary(result: "Impact") -> str:
    from linter.run.impact import Change

    counts = {
        change: len({each.finding.path for each in result.changed if each.change is change})
        for change in Change
    }
    if not result.changed:
        return f"No finding changes in {plural(result.files, 'file')}."
    parts = ", ".join(
        f"{change.value} in {plural(count, 'file')}" for change, count in counts.items() if count
    )
    return f"Findings: {parts}; {plural(result.files, 'file')} linted."


def _json(result: "Impact") -> str:
    changed = [
        {
            "change": each.change.value,
            "property": _property(each),
            "path": each.finding.path,
            "row": each.finding.start.row,
            "column": each.finding.start.column,
            "pointer": each.finding.pointer,
            "code": each.finding.code,
            "severity": each.finding.severity.value,
            "message": each.finding.message,
        }
        for each in _shown(result)
    ]
    return document({"version": 1, "files": result.files, "changed": changed})
