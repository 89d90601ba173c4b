"""The outputs of `check`: each `--output-format`, with the `--output-file` after it, is one."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from linter.cli.exit_status import CommandError
from linter.reporters import get_format


class Output(NamedTuple):
    """A format and the file it is written to.

    A format of None stands for the default formats, a file of None for standard output.
    """

    format: str | None
    file: Path | None


def pair_outputs(
    option_names: Sequence[str], formats: Sequence[str], files: Sequence[Path]
) -> list[Output]:
    """Return the outputs that options stand for; without any, the default one.

    `option_names` holds an `output_format` for each format and an `output_file` for each file, in
    the order of the command line; other names are ignored.

    Raises:
        CommandError: a file follows no format of its own, or two outputs share one place.

    """
    next_format, next_file = iter(formats), iter(files)
    outputs: list[Output] = []
    for name in option_names:
        if name == "output_format":
            outputs.append(Output(next(next_format), None))
        elif name == "output_file":
            file = next(next_file)
            if not outputs:
                outputs.append(Output(None, file))
            elif outputs[-1].file is None:
                outputs[-1] = outputs[-1]._replace(file=file)
            else:
                raise CommandError(f"--output-file {file} needs an --output-format before it")
    _check_places(outputs)
    return outputs or [Output(None, None)]


def _check_places(outputs: Sequence[Output]) -> None:
    """Make sure that outputs do not get into each other's way.

    Raises:
        CommandError: two outputs share a file, or a document shares standard output.

    """
    files = [output.file for output in outputs if output.file is not None]
    for file in files:
        if files.count(file) > 1:
            raise CommandError(f"two outputs cannot share the file {file}")
    printed = [output.format for output in outputs if output.format and output.file is None]
    if len(printed) <= 1:
        return
    for name in printed:
        if get_format(name).is_document:
            raise CommandError(
                f"`{name}` must have standard output to itself; give the others an --output-file"
                " each"
            )
