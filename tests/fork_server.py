"""Forks a process for each command that it is given: the other end of `ForkedCommands`.

Start-up is most of what linting one file costs. So this process imports the linter once, and each
command is a child that takes its own streams and calls what the console script calls.

It reads one JSON object a line, and answers with two lines: the number of the process that it has
forked, and a JSON object with its status and costs once that has ended.
"""

import gc
import json
import os
import resource  # noqa: TID253 - it runs where there is a fork
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from typing import Any

from tests.commands import MAX_OPEN_FILES, MAX_SECONDS, NOW

# More than the bar for what is in use, since mapped libraries count here too.
_MAX_ADDRESSES = 2 * 1024 * 1024 * 1024

# macOS refuses a limit on addresses, and counts what is in use in bytes.
_IS_MACOS = sys.platform == "darwin"


def _child(request: dict[str, Any], *, limited: bool) -> None:
    given, *written = request["streams"]
    os.dup2(os.open(given, os.O_RDONLY), 0)
    for number, path in enumerate(written, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND), number)
    # The stream of the parent may be a file, which is then sought in, as a pipe cannot be.
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115 - not to be closed
    os.chdir(request["folder"])
    os.environ.update(request["environment"])
    sys.path[:0] = request["packages"]
    if limited:
        if not _IS_MACOS:
            resource.setrlimit(resource.RLIMIT_AS, (_MAX_ADDRESSES, _MAX_ADDRESSES))
        resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_OPEN_FILES, MAX_OPEN_FILES))
        resource.setrlimit(resource.RLIMIT_CPU, (3 * MAX_SECONDS, 3 * MAX_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.argv = ["articlelint", *request["arguments"]]
    from linter.cli import main

    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        # An orderly end visits every object and so copies all shared memory: most of the cost.
        if isinstance(end.code, int):
            os._exit(end.code)
        raise


def _import_everything() -> None:
    import sqlite3  # noqa: F401

    import jsonschema  # noqa: F401
    import platformdirs.unix  # noqa: F401
    import yaml  # noqa: F401

    import linter

    for module in walk_packages(linter.__path__, "linter."):
        if module.name != "linter.__main__":
            import_module(module.name)


def _prepare_for_limits(part: int) -> None:
    from linter.cache.key import own_digest
    from linter.files import git
    from linter.schema import cost, shape, subschemas

    # Git would use all of it up over hostile lines.
    git.PATIENCE = 1

    # What a schema may cost at most is reached in a part of the time.
    cost.MAX_STEPS //= part
    shape.MAX_JOINED //= part
    subschemas.MAX_CHECKED //= part

    # What is read for the cache.
    own_digest()
    _fix_an_article()


def _fix_an_article() -> None:
    """Run the command once, so that rules, schema, plans and patterns are there for all others."""
    from linter.cli import main

    with TemporaryDirectory() as folder, (Path(folder) / "output").open("w") as output:
        article = Path(folder) / "_news" / "2020-06-11-a.md"
        article.parent.mkdir()
        article.write_text("---\ntitle: a  b &amp; c\n---\n", encoding="utf-8")
        options = ("--no-cache", "--fix", "--show-fixes")
        sys.argv = ["articlelint", "check", *NOW, *options, str(article)]
        with redirect_stdout(output), redirect_stderr(output), suppress(SystemExit):
            main()


def _serve(*, limited: bool, part: int) -> None:
    _import_everything()
    if limited:
        _prepare_for_limits(part)
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            _child(json.loads(line), limited=limited)
            return
        print(pid, flush=True)  # noqa: T201 - the answer
        _, status, usage = os.wait4(pid, 0)
        costs = {
            "status": os.waitstatus_to_exitcode(status),
            "seconds": usage.ru_utime + usage.ru_stime,
            "peak_bytes": usage.ru_maxrss * (1 if _IS_MACOS else 1024),
        }
        print(json.dumps(costs), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    import_module(sys.argv[2])
    _serve(limited=sys.argv[1] == "limited", part=int(sys.argv[3]))
