"""Hostile folders: names, links, special files, settings, data and pictures."""

import os
import re
import shutil
import socket
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import MAX_OPEN_FILES, Commands, Ending
from tests.git import git, needs_git
from tests.hostile.articles import ARTICLES, PART, article, front_matter
from tests.hostile.orderly import check_orderly
from tests.links import link_on_posix

pytestmark = pytest.mark.slow

CONFIG = b"url: https://example.com\ncollections:\n  news:\n    output: true\n"
GOOD = article()

NAMES = (
    "line\nbreak.md",
    "return\rhere.md",
    "\x1b[2J\x1b]0;owned\x07.md",
    "-rf.md",
    "--fix.md",
    "\u202eevil.md",
    "  blanks  .md",
    "::error::x.md",
    "a%0Ab.md",
    "<script>.md",
    "quote\"'`$(id).md",
    "b" * 252 + ".md",
    "back\\slash.md",
)
"""Names of files that try to steer what reads the output."""

# Latin-1, which no UTF-8 name can hold.
_BYTES_NAME = b"caf\xe9.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    _lay_out(tmp_path)
    return tmp_path


def _lay_out(site: Path) -> None:
    (site / "_news").mkdir(parents=True)
    (site / "_config.yml").write_bytes(CONFIG)
    (site / "_news/2020-06-11-good.md").write_bytes(GOOD)


def _linted(commands: Commands, folder: Path, *paths: str) -> Ending:
    checked = commands.run("check", *paths, folder=folder)
    check_orderly(checked)
    return checked


def _both(commands: Commands, folder: Path, *paths: str) -> Ending:
    """Lint and then fix; neither may touch anything but articles."""
    checked = _linted(commands, folder, *paths)
    check_orderly(commands.run("check", "--fix", "--output-format", "json", *paths, folder=folder))
    return checked


def _files_in(ending: Ending) -> int:
    """Return the number of files with findings."""
    (count,) = re.findall(rb"in (\d+) of \d+ files", ending.stdout)
    return int(count)


# Names


@pytest.mark.posix("names of any signs")
def test_names(commands: Commands, site: Path) -> None:
    for name in NAMES:
        (site / "_news" / name).write_bytes(front_matter("title: &x"))
    ending = _both(commands, site)
    assert ending.status == 1
    assert _files_in(ending) == 1 + len(NAMES)


@pytest.mark.posix("names of any signs")
def test_names_given(commands: Commands, site: Path) -> None:
    names = [name for name in NAMES if not name.startswith("-")]
    for name in names:
        (site / name).write_bytes(front_matter("title: [a"))
    ending = _both(commands, site, *names)
    assert ending.status == 1
    assert _files_in(ending) == len(names)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes on Linux only")
def test_name_that_is_not_utf_8(commands: Commands, site: Path) -> None:
    (Path(os.fsdecode(os.fsencode(site / "_news") + b"/" + _BYTES_NAME))).write_bytes(
        b"---\na: [\n---\n"
    )
    assert _both(commands, site).status == 1


@pytest.mark.posix("names of any signs")
def test_folder_with_hostile_name(commands: Commands, site: Path) -> None:
    folder = site / "_news" / "\x1b[2J\n::error::x"
    folder.mkdir()
    (folder / "a.md").write_bytes(front_matter("title: [a"))
    assert _both(commands, site).status == 1


# Special files


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    # The address of a socket is shorter than most temporary folders.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _folder(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _to_nothing(path: Path) -> None:
    path.symlink_to("nothing.md")


def _to_passwords(path: Path) -> None:
    path.symlink_to("/etc/passwd")


SPECIAL: dict[str, Callable[[Path], None]] = {"folder": _folder}
if sys.platform != "win32":
    SPECIAL |= {
        "pipe": _fifo,
        "socket": _socket,
        "device": _device,
        "loop": _loop,
        "to-nothing": _to_nothing,
        "to-passwords": _to_passwords,
    }


def _reported(ending: Ending) -> list[str]:
    """Return the names of the files that could not be read, without their suffix."""
    return sorted(re.findall(r"([a-z-]+)\.md: ", ending.stderr.decode()))


def test_special_files_on_a_walk(commands: Commands, site: Path) -> None:
    for name, make in SPECIAL.items():
        make(site / f"_news/{name}.md")
    ending = _both(commands, site)
    assert ending.status == 2
    assert _reported(ending) == sorted(SPECIAL)
    assert b"root:" not in ending.stdout + ending.stderr


def test_special_files_given(commands: Commands, site: Path) -> None:
    names = [name for name in SPECIAL if name != "to-passwords"]
    for name in names:
        SPECIAL[name](site / f"{name}.md")
    ending = _both(commands, site, *(f"{name}.md" for name in names), "_news")
    assert ending.status == 2
    assert _reported(ending) == sorted(names)


@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL)
@pytest.mark.parametrize("names", [("_config.yml",), (".gitignore", "_data/topics/a.yml", "p.png")])
def test_special_files_beside_articles(
    make: Callable[[Path], None], names: tuple[str, ...], commands: Commands, site: Path
) -> None:
    for name in names:
        (site / name).unlink(missing_ok=True)
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        make(site / name)
    (site / "_news/2020-06-12-b.md").write_bytes(
        article(images="[{url: /p.png, width: 1, height: 1}]")
    )
    ending = _both(commands, site)
    assert b"root:" not in ending.stdout + ending.stderr


@pytest.mark.posix("symbolic links")
def test_links_in_circles(commands: Commands, site: Path) -> None:
    (site / "_news/down").mkdir()
    (site / "_news/down/up").symlink_to("..")
    (site / "_news/down/all").symlink_to("/")
    ending = _both(commands, site)
    assert ending.stdout.endswith(b"in 1 of 1 file.\n")


def test_folders_without_end(commands: Commands, site: Path) -> None:
    deep = site / "_news" / "/".join(["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "a.md").write_bytes(GOOD)
    ending = _both(commands, site)
    assert ending.status == 2
    assert b"folders deep" in ending.stderr


def test_more_files_than_may_be_open(commands: Commands, site: Path) -> None:
    for index in range(MAX_OPEN_FILES + 20):
        (site / f"_news/2020-06-11-{index}.md").write_bytes(front_matter("title: [a"))
    assert _both(commands, site).status == 1


# What stands around articles: it is read alike whether a run fixes or not.

_HOSTILE_YAML = [
    each
    for each in ARTICLES
    if each.name.split("-")[0] in {"nul", "not", "utf", "mark", "deep", "alias", "merge", "anchor"}
]


def _without_marks(data: bytes) -> bytes:
    return data.removeprefix(b"---\n").removesuffix(b"---\n\nBody.\n")


def test_hostile_configs_of_sites(commands: Commands, tmp_path: Path) -> None:
    """Each is that of a site of its own."""
    made = {tmp_path / each.name: _without_marks(each.make(PART)) for each in _HOSTILE_YAML}
    for site, data in made.items():
        _lay_out(site)
        (site / "_config.yml").write_bytes(data)
    assert _files_in(_linted(commands, tmp_path)) == len(made)
    assert {site: (site / "_config.yml").read_bytes() for site in made} == made
    assert {(site / "_news/2020-06-11-good.md").read_bytes() for site in made} == {GOOD}


def test_hostile_data_files_beside_articles(commands: Commands, site: Path) -> None:
    """Each is read whatever is wrong with the others."""
    made = {}
    for hostile in _HOSTILE_YAML:
        data = hostile.make(PART)
        made[site / f"_data/topics/{hostile.name}.yml"] = _without_marks(data)
        made[site / f"_data/organizations/{hostile.name}.md"] = data
    for file, data in made.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    _linted(commands, site, "_news")
    assert {file: file.read_bytes() for file in made} == made
    assert (site / "_news/2020-06-11-good.md").read_bytes() == GOOD


SETTINGS = {
    "outside": b"source: ../../..\n",
    "absolute": b"source: /\ncollections_dir: /etc\ndata_dir: /\n",
    "globs": b"exclude: ['" + b"*a" * 30 + b"b']\n",
    "many-globs": b"exclude: [" + b"'**/*a*', " * 2_000 + b"]\n",
    "address": b"url: https://" + b"a." * 10_000 + b"com\nbaseurl: " + b"/../" * 5_000 + b"\n",
    "collections": b"collections: {"
    + b",".join(b"c%d: {output: true}" % i for i in range(1_000))
    + b"}\n",
    "types": b"url: [1]\nbaseurl: {a: b}\nexclude: 7\ncollections: 1\ndata_dir: [x]\n",
}


def test_settings(commands: Commands, tmp_path: Path) -> None:
    for name, settings in SETTINGS.items():
        site = tmp_path / name
        _lay_out(site)
        (site / "_config.yml").write_bytes(settings)
        (site / ("a" * 200)).mkdir()
        (site / "_learning").mkdir()
        (site / "_learning" / ("a" * 200 + ".md")).write_bytes(GOOD)
    _linted(commands, tmp_path)


IGNORED = {
    "stars": b"*a" * 200 + b"b\n",
    "stars-in-folders": b"**/a/" * 50 + b"b\n",
    "classes": b"[" * 900 + b"\n[z-a]\n[[:alpha:]-z]\n[!]\n",
    "long": b"a" * 900_000 + b"\n",
    "many": b"".join(b"name%d\n" % index for index in range(5_000)),
    "many-with-stars": b"".join(b"**/*a*a%d*b\n" % index for index in range(1_000)),
    "two-folders": b"_news/*a*a*a/*a*a*ab\n_news/*a*a*a*a*a*a*a*a*a*a*a*a*ab\n",
    "every-folder": b"**/*a*/" * 12 + b"b\n",
    "bytes": bytes(range(256)) * 100,
    "large": b"x\n" * 600_000,
}


# Git itself takes its whole time for several of them; one of each kind is enough.
IN_A_REPOSITORY = ("every-folder", "bytes")


@pytest.mark.parametrize(
    ("patterns", "is_repository"),
    [
        *(pytest.param(each, False, id=f"{name}-folder") for name, each in IGNORED.items()),
        *(
            pytest.param(IGNORED[name], True, id=f"{name}-repository", marks=needs_git)
            for name in IN_A_REPOSITORY
        ),
    ],
)
def test_gitignore(patterns: bytes, *, is_repository: bool, commands: Commands, site: Path) -> None:
    if is_repository:
        git(site, "init", "--quiet")
    (site / ".gitignore").write_bytes(patterns)
    deep = site / "_news" / "/".join(["a"] * 40)
    deep.mkdir(parents=True)
    for folder in (site / "_news", deep):
        (folder / ("a" * 200 + ".md")).write_bytes(GOOD)
    _linted(commands, site)


STARS = "*a" * 12 + "b"


@pytest.mark.parametrize(
    "config",
    [
        pytest.param(f'exclude = ["_news/{STARS}/{STARS}"]\n', id="exclude"),
        pytest.param(f'[per-file-ignores]\n"_news/{STARS}" = ["DUP"]\n', id="per-file-ignores"),
        pytest.param(
            f'[[collections]]\nname = "x"\nfiles = ["_news/**", "!**/{STARS}"]\n'
            'schema = "article"\n',
            id="collections",
        ),
    ],
)
def test_globs_of_a_config(config: str, commands: Commands, site: Path) -> None:
    (site / "articlelint.toml").write_text(config, encoding="utf-8")
    folder = site / "_news" / ("a" * 250)
    folder.mkdir()
    for name in ("a" * 240, "a" * 100):
        (folder / f"{name}.md").write_bytes(GOOD)
        (site / "_news" / f"{name}.md").write_bytes(GOOD)
    _linted(commands, site)


# Pictures


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, data in chunks:
        parts.append(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )
    return b"".join(parts)


PICTURES = {
    "bomb.png": _png(
        (b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(1_000_000))),
    ),
    "empty.png": b"",
    "cut.png": b"\x89PNG\r\n\x1a\n\0\0",
    "cut.jpg": b"\xff\xd8\xff",
    "segments.jpg": b"\xff\xd8" + b"\xff\xe1\x00\x02" * 50_000,
    "fill.jpg": b"\xff\xd8" + b"\xff" * 200_000,
    "zero.gif": b"GIF89a" + bytes(100),
    "huge.webp": b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\xff" * 100,
    "boxes.avif": b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + b"\0\0\0\x08meta" * 150_000,
    "box-of-nothing.avif": b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + bytes(1_200_000),
    "offsets.tiff": b"II*\0\x08\0\0\0" + b"\xff" * 1_000_000,
    "header.bmp": b"BM" + b"\xff" * 200,
    "entries.ico": b"\0\0\1\0\xff\xff" + bytes(500_000),
    "entities.svg": b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 20))
    + b']><svg width="&a19;"/>',
    "external.svg": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg width="&a;"/>',
    "nested.svg": b"<svg>" + b"<g>" * 400_000,
    "attributes.svg": b"<svg " + b"a" * 1_200_000,
    "comments.svg": b"<!--" * 300_000,
    "numbers.svg": b'<svg width="' + b"9" * 1_000_000 + b'" height="1e999999"/>',
    "jpeg2000.jp2": b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0\0\0\0" * 300_000,
}


def test_pictures(commands: Commands, site: Path) -> None:
    for name, data in PICTURES.items():
        (site / name).write_bytes(data)
    items = "\n".join(f"  - {{url: /{name}, width: 10, height: 10}}" for name in PICTURES)
    (site / "_news/2020-06-12-b.md").write_bytes(article(images=f"\n{items}"))
    assert _both(commands, site).status == 1
    assert {name: (site / name).read_bytes() for name in PICTURES} == PICTURES


ADDRESSES = (
    "/../../../../../../etc/passwd",
    "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/out/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/dev",
    "/zero",
    "/a%00b",
    "/" + "a/" * 20_000,
    "/" + "a" * 40_000,
    "/" + "../" * 20_000 + "etc/passwd",
    "/%ff%fe",
    "/loop",
)


def test_addresses_of_pictures(commands: Commands, site: Path) -> None:
    link_on_posix(site / "out", "/etc")
    link_on_posix(site / "zero", "/dev/zero")
    link_on_posix(site / "dev", "/dev")
    link_on_posix(site / "loop", "loop")
    images = "\n".join(f"  - {{url: '{each}', width: 1, height: 1}}" for each in ADDRESSES)
    (site / "_news/2020-06-12-b.md").write_bytes(article(images=f"\n{images}"))
    ending = _linted(commands, site)
    assert b"root:" not in ending.stdout + ending.stderr


# While it runs


@pytest.mark.posix("modes of folders")
def test_everything_is_read_only(commands: Commands, site: Path) -> None:
    file = site / "_news/2020-06-11-good.md"
    file.write_bytes(GOOD.replace(b"\n", b" \n", 3))
    before = file.read_bytes()
    file.chmod(0o444)
    file.parent.chmod(0o555)
    try:
        check_orderly(commands.run("check", "--fix", folder=site))
        if os.geteuid() != 0:
            assert file.read_bytes() == before
    finally:
        file.parent.chmod(0o755)


def test_the_folder_is_gone(commands: Commands, site: Path) -> None:
    shutil.rmtree(site / "_news")
    assert _both(commands, site, "_news", "_news/a.md").status == 2
