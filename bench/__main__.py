"""The command line of the measurements: `python -m bench`."""

import argparse
import shlex
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.compare import compare
from bench.corpus import write_site
from bench.editor import edit
from bench.real_sites import of_sites
from bench.report import markdown
from bench.workspace import Workspace

_RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> int:
    """Make a corpus, or measure articlelint: beside other tools, on sites, in an editor."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    commands = parser.add_subparsers(required=True)
    corpus = commands.add_parser("corpus", help="write a site of made-up articles")
    corpus.add_argument("folder", type=Path, help="a folder that does not exist yet")
    corpus.set_defaults(run=_corpus)
    side_by_side = commands.add_parser("compare", help="run everything side by side")
    side_by_side.add_argument("--rounds", type=_count, default=3)
    side_by_side.add_argument("--full", action="store_true", help="slow tools: all files")
    side_by_side.add_argument("--no-peers", action="store_true", help="only what is here already")
    side_by_side.add_argument("--write", action="store_true", help=f"into {_RESULTS.name}")
    side_by_side.add_argument("--folder", type=Path, default=Path(".bench"), help="where to work")
    side_by_side.set_defaults(run=_compare)
    sites = commands.add_parser("sites", help="measure sites that are there already")
    sites.add_argument("folders", type=Path, nargs="+", help="the root of each site")
    sites.add_argument("--rounds", type=_count, default=3)
    sites.set_defaults(run=_sites)
    editor = commands.add_parser("editor", help="type into an article, with the language server")
    editor.add_argument("--keys", type=_count, default=300)
    editor.add_argument("--folder", type=Path, default=Path(".bench"), help="where to work")
    editor.set_defaults(run=_edit)
    for each in (corpus, side_by_side, editor):
        each.add_argument("--files", type=_count, default=10_000, help="how many articles")
        each.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    status: int = arguments.run(arguments)
    return status


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1 is needed")
    return number


def _corpus(arguments: argparse.Namespace) -> int:
    try:
        defects = write_site(arguments.folder, arguments.files, arguments.seed)
    except FileExistsError:
        sys.stderr.write(f"{arguments.folder} is there already\n")
        return 2
    sys.stdout.writelines(f"{path}: {code}\n" for path, code in defects.items())
    return 0


def _sites(arguments: argparse.Namespace) -> int:
    with TemporaryDirectory() as folder:
        sites = [each.resolve() for each in arguments.folders]
        sys.stdout.write(
            of_sites(sites, arguments.rounds, Path(folder, "output.txt"), _print_progress)
        )
    return 0


def _edit(arguments: argparse.Namespace) -> int:
    workspace = Workspace(arguments.folder, arguments.seed)
    site = workspace.size(arguments.files) / "site"
    sys.stdout.write(str(edit(site, workspace.cache, workspace.log, arguments.keys)))
    return 0


def _print_progress(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _compare(arguments: argparse.Namespace) -> int:
    results = compare(
        Workspace(arguments.folder, arguments.seed),
        arguments.files,
        arguments.rounds,
        with_peers=not arguments.no_peers,
        full=arguments.full,
        progress=_print_progress,
    )
    text = markdown(results, shlex.join(("python", "-m", "bench", *sys.argv[1:])))
    sys.stdout.write(text)
    if arguments.write:
        _RESULTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
