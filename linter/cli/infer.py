"""`articlelint infer`: a JSON Schema from the front matter of files."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linter.cli import completion, progress, terminal
from linter.cli.exit_status import WRONG_USE, CommandError, status_of
from linter.cli.inference_output import (
    as_json,
    print_findings,
    print_update,
    report_text,
    write_schemas,
)
from linter.cli.notices import folder_text
from linter.cli.option_groups import GroupedCommand
from linter.cli.report_writer import ReportWriter, write_text
from linter.core.filesystem import reason
from linter.core.paths import real_path

if TYPE_CHECKING:
    from linter.config.files import Configs
    from linter.files.targets import Found
    from linter.inference.infer import Inference


@click.command(cls=GroupedCommand)
@click.argument("paths", nargs=-1, shell_complete=completion.files)
@click.option("--collection", metavar="NAME", help="Infer the schema of one collection.")
@click.option(
    "-o",
    "--output-dir",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each schema to a new file in this folder, named after its collection.",
)
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all outliers to this file instead of standard error.",
)
@click.option(
    "--output-format",
    type=click.Choice(["schema", "json"]),
    default="schema",
    show_default=True,
    help="What to print; `json` includes the outliers.",
)
@click.option(
    "--update",
    metavar="SCHEMA",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Widen this schema until it accepts its files, and print what it accepts now.",
)
@click.option("--check", is_flag=True, help="Lint the files by their schema, and do not print it.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors and the result, nothing else.")
def infer(  # noqa: PLR0913 - the options
    paths: tuple[str, ...],
    *,
    collection: str | None,
    output_dir: Path | None,
    report: Path | None,
    output_format: str,
    update: Path | None,
    check: bool,
    quiet: bool,
) -> int:
    """Infer a JSON Schema from front matter.

    PATHS default to the current folder. Each collection of the config has a schema of its own;
    without collections all pages of a site have one.

    Outliers, values unlike nearly all others, are printed to standard error. The exit status is
    that of `check` with --check, else 0, and 2 for wrong usage and for files that cannot be read.
    """
    from linter.config.files import Configs
    from linter.files import discovery

    configs = Configs()
    found = discovery.find(paths or (".",), Path.cwd(), configs)
    for error in found.errors:
        terminal.print_message("error", f"{error.path}: {error.reason}")
    inferences = _chosen(_inferred(found, quiet=quiet), collection)
    status = WRONG_USE if found.errors else 0
    if update is not None:
        if output_dir or report or check or output_format == "json":
            raise CommandError("--update can be used with PATHS, --collection and --quiet alone")
        _update(update, inferences, quiet=quiet)
        return status
    if not (len(inferences) == 1 or output_dir or check or output_format == "json"):
        raise _several(inferences)
    if report is not None:
        write_text(report_text(inferences), report)
    elif not (quiet or output_format == "json"):
        print_findings(inferences)
    if output_dir is not None:
        for file in write_schemas(inferences, output_dir):
            terminal.print_message("written", str(file))
    if check:
        return max(status, _check(inferences, found, configs, quiet=quiet))
    _print(inferences, output_format, is_written=output_dir is not None)
    return status


def _several(inferences: Sequence["Inference"]) -> CommandError:
    names = [each.name for each in inferences]
    choice = "name one with --collection, or a folder for their files with --output-dir"
    if len(set(names)) < len(names):
        # Sites in one repository, which `--collection` does not tell apart.
        here = real_path(Path.cwd())
        names = [f"{each.name} in {_site_folder(each, here)}" for each in inferences]
        choice = "name the folder of one site"
    return CommandError(f"there are several collections: {', '.join(names)}; {choice}")


def _site_folder(inference: "Inference", here: str) -> str:
    """Return the folder of a collection's site; without one, the current folder."""
    site = inference.targets[0].site
    return folder_text(here if site is None else site.path, here)


def _inferred(found: "Found", *, quiet: bool) -> list["Inference"]:
    from linter.inference.infer import infer as infer_from

    total = len(found.targets)
    with progress.progress_bar(total, "Reading", quiet=quiet) as advance:
        return infer_from(found.targets, advance)


def _chosen(inferences: list["Inference"], name: str | None) -> list["Inference"]:
    """Return the inferences of one collection, or all.

    Raises:
        CommandError: there is no front matter, or none in that collection.

    """
    from linter.core.similar import nearest, suggestion

    if name is not None:
        names = [each.name for each in inferences]
        inferences = [each for each in inferences if each.name == name]
        if not inferences:
            hint = suggestion(nearest(name, names))
            raise CommandError(f"no collection `{name}` has files with front matter{hint}")
    if not inferences:
        raise CommandError("no file with front matter that can be read")
    return inferences


def _print(inferences: Sequence["Inference"], output_format: str, *, is_written: bool) -> None:
    from linter.inference.schema_text import schema_text

    if output_format == "json":
        terminal.write(as_json(inferences))
    elif not is_written:
        terminal.write(schema_text(inferences[0].schema))


def _update(path: Path, inferences: Sequence["Inference"], *, quiet: bool) -> None:
    """Widen a schema for the files of its collection, or else for those of the only one.

    Raises:
        CommandError: it cannot be used or written, or there are several collections.

    """
    from linter.inference.schema_file import SchemaFile
    from linter.inference.update import update
    from linter.schema.errors import SchemaError

    real = real_path(path)
    own = [each for each in inferences if real_path(each.kind.schema) == real]
    if len(own or inferences) > 1:
        raise _several(own or inferences)
    (inference,) = own or inferences
    total = len(inference.targets)
    try:
        file = SchemaFile.read(path)
        with progress.progress_bar(total, "Reading", quiet=quiet) as advance:
            result = update(file, inference, advance)
        if result.widened:
            file.write()
    except (OSError, SchemaError) as error:
        why = f"{path}: {reason(error)}" if isinstance(error, OSError) else str(error)
        raise CommandError(why) from None
    print_update(inference, result)


def _check(
    inferences: Sequence["Inference"], found: "Found", configs: "Configs", *, quiet: bool
) -> int:
    """Lint the files of all collections by what was inferred, and return the exit status."""
    from linter.cli.outputs import Output
    from linter.run.cores import usable_cores
    from linter.run.runner import RunOptions
    from linter.run.schema_trial import Trial, lint_by

    trials = [Trial(each.targets, each.kind, each.schema) for each in inferences]
    total = sum(len(each.targets) for each in inferences)
    with progress.progress_bar(total, "Linting", quiet=quiet) as advance:
        options = RunOptions(usable_cores(), advance=advance)
        report = lint_by(trials, found, configs, options)
    config = configs.of(Path.cwd())
    writer = ReportWriter(
        config.output_format, statistics=False, color=terminal.Color.AUTO, quiet=quiet
    )
    report = writer.write_all(report, [Output(None, None)], sys.stdout)
    return status_of(report, found=config.fail_on.is_reached(report.diagnostics))
