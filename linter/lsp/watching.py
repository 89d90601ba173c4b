"""Changes of files on the disk: by the client where it watches files, else by watchfiles."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Final

from lsprotocol import types

from linter.core.filesystem import reason
from linter.files.gitignore import NAME as GITIGNORE
from linter.files.watched_files import ARTICLES, DATA, PICTURES, may_decide

_LOG = logging.getLogger(__name__)

_IDENTIFIER: Final = "files"


def registration() -> types.RegistrationParams:
    """Return what the client is to watch."""
    suffixes = ",".join(sorted(each.removeprefix(".") for each in ARTICLES | DATA | PICTURES))
    # Some clients compare the case of letters, and then changes of `.JPG` are missed.
    globs = (f"**/*.{{{suffixes}}}", f"**/{GITIGNORE}")
    options = types.DidChangeWatchedFilesRegistrationOptions(
        [types.FileSystemWatcher(glob) for glob in globs]
    )
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    return types.RegistrationParams([types.Registration(_IDENTIFIER, method, options)])


async def changes(folders: Iterable[Path], stop: asyncio.Event) -> AsyncIterator[set[Path]]:
    """Yield the files that change in some folders, several at a time, until it is to stop."""
    try:
        import watchfiles
    except ImportError:
        _LOG.warning("files are not watched: the client does not, and watchfiles is not installed")
        return
    try:
        async for found in watchfiles.awatch(
            *folders, watch_filter=lambda _, path: may_decide(Path(path)), stop_event=stop
        ):
            yield {Path(path) for _, path in found}
    except OSError as error:
        _LOG.warning("files are not watched: %s", reason(error))
