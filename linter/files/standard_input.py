"""Standard input as a file to lint."""

from pathlib import Path
from typing import BinaryIO

from linter.config.files import Configs
from linter.core.filesystem import read_to_end, reason
from linter.core.limits import DEFAULT
from linter.files.discovery import named_target
from linter.files.spelling import Spelling
from linter.files.targets import Found, RunError

NAME = "-"
"""The name that stands for standard input among paths."""


def read(
    stream: BinaryIO, name: str | None, working_folder: Path, configs: Configs
) -> tuple[Found, bytes]:
    """Read standard input, and return it as the file to lint, with its bytes.

    The text is linted in place of that of the file called `name`, which need not be there. Without
    a name it is in no site. Where the config lists collections and the name fits none of them,
    there is no file to lint.

    Raises:
        ConfigError: a config is wrong.

    """
    path = Spelling().of(name, working_folder) if name else NAME
    target = named_target(path, working_folder, configs)
    limits = DEFAULT if target is None else target.settings.limits
    try:
        data = read_to_end(stream, max_bytes=limits.max_file_bytes)
    except OSError as error:
        return Found([], (RunError(name or NAME, reason(error)),)), b""
    if target is None:
        return Found([], ()), data
    location = target.location if name else ""
    return Found([target._replace(location=location, text=data)], ()), data
