"""Finds and reads articles on other file systems, by URL.

The library fsspec reads the file systems, most of them with packages of their own, which its
documentation lists: https://filesystem-spec.readthedocs.io. Files are chosen as in a walk, by the
names of folders and files; configs and ignore files there are not read.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from linter.config.settings import Config
from linter.core.credentials import without_user, without_user_of
from linter.core.filesystem import MAX_BYTES, read_to_end, reason
from linter.files.file_names import FolderContext, is_left_out
from linter.files.targets import Found, RunError, Target, known_kind, page_kind
from linter.profiles.plain import PROFILE as PLAIN

# As many bytes as most articles have, so that one response of a server is enough.
_START = 65_536


def is_in_this_process(url: str) -> bool:
    """Whether a URL names memory of this process, which no other process can read."""
    return url.startswith("memory://")


def with_urls(found: Found, urls: Iterable[str], config: Config) -> Found:
    """Return the files found, and those that URLs stand for, each once, in order.

    Settings of the config for all files apply to them, settings for some paths do not.
    """
    targets: dict[str, Target] = {}
    errors = set(found.errors)
    for url in urls:
        try:
            for target in _targets(url, config):
                targets.setdefault(target.location, target)
        except OSError as error:
            errors.add(RunError(without_user(url), reason(error)))
    ordered = sorted((*found.targets, *targets.values()), key=lambda target: target.shown_as)
    return found._replace(targets=ordered, errors=tuple(sorted(errors)))


def read(url: str, starts: tuple[bytes, ...] = (b"",), max_bytes: int = MAX_BYTES) -> bytes:
    """Return the content at a URL, or nothing if it begins with none of `starts`.

    Raises:
        OSError: it cannot be read, or is larger than `max_bytes`.

    """
    with _failing_as_files_do(url):
        system, path = _located(url)
        with system.open(path, "rb") as file:
            start: bytes = file.read(_START)
            if not start.startswith(starts):
                return b""
            return start + read_to_end(file, len(start), max_bytes)


def _targets(url: str, config: Config) -> Iterator[Target]:
    """Yield the files that a URL stands for.

    Raises:
        OSError: it cannot be listed.

    """
    with _failing_as_files_do(url):
        system, root = _located(url)
        # To list a missing folder is no error; to read its status is.
        status = system.info(root)
        is_folder = status["type"] == "directory"
        listing = system.find(root, detail=True) if is_folder else {root: status}
    start = FolderContext.of(tuple(root.split("/") if is_folder else root.split("/")[:-1]))
    if not is_folder:
        if status["type"] != "file":
            raise OSError(None, "not a regular file")
        yield _target(url, start, config, named=True)
        return
    for path, entry in listing.items():
        # Unlike its path in the file system, a URL has a host.
        inner = path.removeprefix(root).strip("/")
        context = _context(start, (*root.rstrip("/").split("/")[-1:], *inner.split("/")))
        if entry["type"] == "file" and context is not None:
            yield _target(f"{url.rstrip('/')}/{inner}", context, config, named=False)


def _context(start: FolderContext, names: tuple[str, ...]) -> FolderContext | None:
    """Return the context of a file by its names from the first folder on; None to skip it."""
    context = start
    if any(map(is_left_out, names[1:])):
        return None
    for parent, name in pairwise(names[:-1]):
        context = context.below(name, parent)
    return context if context.takes(names[-1]) else None


def _target(url: str, context: FolderContext, config: Config, *, named: bool) -> Target:
    return Target(
        url,
        without_user(url),
        known_kind(context.kind, config.dialect),
        named,
        other_kind=page_kind(PLAIN, config.dialect),
        config=config,
        settings=config.settings,
        url=url,
    )


def _located(url: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path in it.

    Raises:
        OSError: the package that reads URLs is not installed, or the URL holds another one.

    """
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ImportError:
        message = "a URL needs another package: pip install fsspec"
        raise OSError(None, message) from None
    if "::" in url:
        raise OSError(None, "one URL inside of another is not read")
    system, path = url_to_fs(url)
    return system, path


@contextmanager
def _failing_as_files_do(url: str) -> Iterator[None]:
    """Turn whatever a file system's library raises into an `OSError` of a few words.

    The words do not hold the password in the URL.
    """
    try:
        yield
    except FileNotFoundError:
        raise OSError(None, "no such file or directory") from None
    except PermissionError:
        raise OSError(None, "permission denied") from None
    except OSError as error:
        raise OSError(None, _in_few_words(reason(error), url)) from None
    except Exception as error:  # noqa: BLE001 - each file system's library has errors of its own
        raise OSError(None, _in_few_words(str(error) or type(error).__name__, url)) from None


def _in_few_words(text: str, url: str) -> str:
    return without_user_of(url, " ".join(text.split()))
