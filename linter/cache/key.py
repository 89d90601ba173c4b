"""The part of a cache key that stands for everything but the file: code, settings, schema, site.

A key that is too fine costs time, one that is too coarse gives stale results. So what cannot be
examined cheaply counts as a whole.
"""

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from linter import __version__
from linter.config.settings import Kind, Settings
from linter.core.digests import digest_of_file, digest_of_parts
from linter.core.resources import schema_folder
from linter.rules.registry import plugin_modules

if TYPE_CHECKING:
    from linter.schema.schema import Schema
    from linter.site.site import Site

_PACKAGE = Path(__file__).parents[1]


def context_of(  # noqa: PLR0913, PLR0917 - all that decides on a result
    kinds: tuple[Kind | None, Kind | None],
    named: bool,  # noqa: FBT001 - as a target has it
    settings: Settings,
    schema: "Schema | None",
    site: "Site | None",
    code: bytes,
) -> bytes:
    """Return sixteen bytes for all that decides a file's result, except the file and the time.

    `kinds` are those that a target has. If the file's text decides on the built-in schema, the
    first is None, or has an empty name and the dialect. `schema` is None for a built-in one: its
    name and the code stand for it. `code` is that of `code_fingerprint`.
    """
    parts = (
        code,
        kinds,
        named,
        settings.timeless,
        schema and schema.fingerprint,
        site and (site.root, site.fingerprint),
    )
    return digest_of_parts(parts)


@cache
def own_digest() -> bytes:
    """Return sixteen bytes for our code and schemas.

    Files count by their content, so that a change to a checkout counts too and a new installation
    of the same does not.
    """
    files = [*_contents(_PACKAGE, ".py"), *_contents(schema_folder(), ".json")]
    return digest_of_parts((__version__, files))


def code_fingerprint(own: bytes) -> bytes:
    """Return sixteen bytes for the code that lints: `own_digest`, that of plug-ins, the libraries.

    Plug-ins count by their content as well. The libraries count by the names of what is installed
    beside PyYAML, which hold their versions.

    Raises:
        ConfigError: a plug-in cannot be used.

    """
    plugins = [
        content
        for name in sorted(plugin_modules())
        for content in _contents_of(sys.modules.get(name))
    ]
    return digest_of_parts((own, tuple(sys.version_info), plugins, _libraries()))


def _contents_of(plugin: ModuleType | None) -> Iterator[bytes]:
    """Yield the digest of a module, or those of its whole package."""
    file = getattr(plugin, "__file__", None)
    if plugin is None or file is None:
        return
    if plugin.__package__:
        yield from _contents(Path(file).parent, ".py")
    else:
        yield digest_of_file(file)


def _contents(folder: Path, suffix: str) -> Iterator[bytes]:
    """Yield digests of the files in a folder and below it, in a fixed order."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if name.endswith(suffix):
                yield digest_of_file(os.path.join(place, name))  # noqa: PTH118 - much faster


def _libraries() -> list[str]:
    spec = find_spec("yaml")
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent.parent
    return sorted(each.name for each in folder.glob("*.dist-info"))
