"""Where findings go: each `--output-format`, with the `--output-file` behind it, is one output."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import click

from linter.cli import terminal
from linter.core.filesystem import reason
from linter.reporters import DOCUMENTS, FORMATS, STATISTICS, Look, render

if TYPE_CHECKING:
    from linter.run.report import Report

_ORDER = "order of options"
_FORMAT, _FILE = "output_format", "output_file"


class Output(NamedTuple):
    """A format, None for the default one, and the file it is written to, None for standard output.

    A default format can stand for several.
    """

    format: str | None
    file: Path | None


class OrderedCommand(click.Command):
    """A command that keeps the order in which its options were given.

    Whatever is wrong with a config is the user's to mend.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command.

        Raises:
            UsageError: a config, or a plug-in, is wrong.

        """
        from linter.rules.registry import ConfigError

        try:
            return super().invoke(ctx)
        except ConfigError as error:
            *others, last = str(error).split("\n")
            for message in others:
                terminal.say("error", message)
            raise click.UsageError(last) from None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, and keep the names of the parameters in their order."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta[_ORDER] = [parameter.name for parameter in order]
        return super().parse_args(ctx, args)


def paired(ctx: click.Context, formats: Sequence[str], files: Sequence[Path]) -> list[Output]:
    """Return the outputs that the options of an `OrderedCommand` ask for.

    Raises:
        UsageError: a file follows no format of its own, or two outputs cannot share one place.

    """
    waiting_formats, waiting_files = iter(formats), iter(files)
    found: list[Output] = []
    for name in ctx.meta[_ORDER]:
        if name == _FORMAT:
            found.append(Output(next(waiting_formats), None))
        elif name == _FILE:
            file = next(waiting_files)
            if found and found[-1].file is None:
                found[-1] = found[-1]._replace(file=file)
            elif found:
                raise click.UsageError(f"--output-file {file} needs an --output-format before it")
            else:
                found.append(Output(None, file))
    _check(found)
    return found or [Output(None, None)]


def _check(outputs: Sequence[Output]) -> None:
    files = [output.file for output in outputs if output.file is not None]
    for file in files:
        if files.count(file) > 1:
            raise click.UsageError(f"two outputs cannot share the file {file}")
    printed = [output.format for output in outputs if output.file is None]
    documents = [each for each in printed if each in DOCUMENTS]
    if documents and len(printed) > 1:
        raise click.UsageError(
            f"`{documents[0]}` must have standard output to itself; give the others an"
            " --output-file each"
        )


def default_formats(configured: str | None) -> tuple[str, ...]:
    """Return the formats for people: the config's, else annotations where GitHub reads the log."""
    if configured is not None:
        return (configured,)
    return ("github", "full") if os.environ.get("GITHUB_ACTIONS") == "true" else ("full",)


class Writer(NamedTuple):
    """How findings are written: see the options of the same names."""

    configured: str | None
    statistics: bool
    color: terminal.Color
    quiet: bool

    def write_all(self, report: "Report", outputs: Sequence[Output], stream: TextIO) -> "Report":
        """Write a report to all outputs; one that cannot be written keeps no other from it.

        Returns the report as it was written: where a format failed at what was found in a file, an
        internal error stands in its place.

        Raises:
            ClickException: some cannot be written.

        """
        failures = []
        for output in outputs:
            try:
                report = self.write(report, output, stream)
            except click.ClickException as error:
                failures.append(error.message)
        for message in failures[:-1]:
            terminal.say("error", message)
        if failures:
            raise click.ClickException(failures[-1])
        return report

    def write(self, report: "Report", output: Output, stream: TextIO) -> "Report":
        """Write a report to an output; `stream` is what takes the place of standard output.

        Raises:
            ClickException: it cannot be written.

        """
        formats = default_formats(self.configured) if output.format is None else (output.format,)
        if output.file is None:
            colored = terminal.wants_color(self.color, stream)
            look = Look(terminal.width(), colored, self.quiet)
        else:
            look = Look(terminal.LOG_WIDTH, self.color is terminal.Color.ALWAYS, self.quiet)
        modules = STATISTICS if self.statistics else FORMATS
        # Annotations and text for people may have one and the same way of counting.
        wanted = tuple(dict.fromkeys(modules[each] for each in formats))
        try:
            text = _rendered(wanted, report, look)
        except Exception:  # noqa: BLE001 - a bug of a format must not cost what others can show
            report = _without_faulty(wanted, report, look)
            text = _rendered(wanted, report, look)
        write_text(text, output.file, stream)
        return report


def _rendered(modules: Sequence[str], report: "Report", look: Look) -> str:
    return "".join(render(module, report, look) for module in modules)


def _without_faulty(modules: Sequence[str], report: "Report", look: Look) -> "Report":
    """Return a report with an internal error for each file at which a format fails."""
    from linter.lint.engine import failed

    results = []
    for result in report.results:
        try:
            _rendered(modules, replace(report, results=(result,)), look)
        except Exception as error:  # noqa: BLE001 - as in `write`
            results.append(failed(result.source.path, error, "what was found is not shown"))
        else:
            results.append(result)
    return replace(report, results=tuple(results))


def write_text(text: str, file: Path | None, stream: TextIO | None = None) -> None:
    """Write a text to a file, or to a stream.

    Raises:
        ClickException: it cannot be written.

    """
    if file is None:
        terminal.write(text, stream)
        return
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise click.ClickException(f"{file}: {reason(error)}") from None
