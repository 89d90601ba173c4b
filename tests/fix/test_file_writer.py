"""A file is replaced whole or not at all, whatever the file system does."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from linter.fix.file_writer import ChangedSinceReadError, replace_file
from linter.frontmatter.source import Source, decode

ROOT = Path(__file__).parents[2]
OLD = "---\r\ntitle: größer\r\n---\r\nText"
NEW = "---\r\ntitle: größer 😀\r\n---\r\nText"
NOBODY = 65534

on_posix = pytest.mark.posix("modes and owners")
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)

# Replaces the file named by the first argument, under the limits of the other two.
REPLACE = """\
import os, resource, signal, sys
from pathlib import Path
from linter.fix.file_writer import replace_file
from linter.frontmatter.source import decode
path, user, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
before = decode("a.md", path.read_bytes())
if limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if user:
    os.setuid(user)
try:
    replace_file(path, before, before.text + "x" * 10_000)
except OSError as error:
    print(type(error).__name__)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(OLD.encode())
    return path


def source_of(file: Path) -> Source:
    return decode("a.md", file.read_bytes())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def replace_elsewhere(file: Path, user: int = 0, limit: int = 0) -> str:
    """Replace a file in a process of its own; return the name of the error, if any."""
    run = subprocess.run(
        [sys.executable, "-c", REPLACE, str(file), str(user), str(limit)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_bytes_are_written_as_they_are(file: Path) -> None:
    replace_file(file, source_of(file), NEW)
    assert file.read_bytes() == NEW.encode()
    assert names(file.parent) == ["a.md"]


def test_a_byte_order_mark_is_kept(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + OLD.encode())
    replace_file(file, source_of(file), f"\ufeff{NEW}")
    assert file.read_bytes() == b"\xef\xbb\xbf" + NEW.encode()


@on_posix
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o755, 0o777, 0o6755])
def test_the_mode_is_kept(file: Path, mode: int) -> None:
    before = source_of(file)
    file.chmod(mode)
    replace_file(file, before, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@as_root
def test_the_owner_and_the_mode_are_kept(file: Path) -> None:
    os.chown(file, NOBODY, NOBODY - 1)
    file.chmod(0o6750)
    replace_file(file, source_of(file), NEW)
    status = file.stat()
    assert (status.st_uid, status.st_gid) == (NOBODY, NOBODY - 1)
    assert stat.S_IMODE(status.st_mode) == 0o6750


@on_posix
def test_a_link_stays_and_its_target_is_replaced(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    (folder / "b.md").symlink_to("../a.md")
    (folder / "c.md").symlink_to("b.md")
    replace_file(folder / "c.md", source_of(file), NEW)
    assert (folder / "c.md").readlink() == Path("b.md")
    assert (folder / "b.md").readlink() == Path("../a.md")
    assert file.read_bytes() == NEW.encode()
    assert not file.is_symlink()
    assert names(folder) == ["b.md", "c.md"]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(b"", id="emptied"),
        pytest.param(OLD.encode() + b"\n", id="longer"),
        pytest.param(OLD.encode().replace(b"\r", b""), id="other line ends"),
        pytest.param(b"\xef\xbb\xbf" + OLD.encode(), id="byte-order mark"),
        pytest.param(b"\xff", id="not UTF-8"),
    ],
)
def test_a_file_changed_since_it_was_read_is_left(file: Path, now: bytes) -> None:
    before = source_of(file)
    file.write_bytes(now)
    with pytest.raises(ChangedSinceReadError, match="left as it is"):
        replace_file(file, before, NEW)
    assert file.read_bytes() == now
    assert names(file.parent) == ["a.md"]


def test_a_vanished_file_stays_away(file: Path) -> None:
    before = source_of(file)
    file.unlink()
    with pytest.raises(FileNotFoundError):
        replace_file(file, before, NEW)
    assert names(file.parent) == []


@on_posix
def test_what_is_no_file_any_more_is_left_at_once(file: Path) -> None:
    before = source_of(file)
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(OSError, match="not a regular file"):
        replace_file(file, before, NEW)
    assert stat.S_ISFIFO(file.stat().st_mode)
    assert names(file.parent) == ["a.md"]


@as_root
@pytest.mark.parametrize(
    ("file_mode", "folder_mode"),
    [
        pytest.param(0o444, 0o777, id="read-only file"),
        pytest.param(0o666, 0o555, id="read-only folder"),
    ],
)
def test_what_is_read_only_is_left(file: Path, file_mode: int, folder_mode: int) -> None:
    for folder in file.parents[:-1]:
        # pytest keeps its folders from others.
        if folder.stat().st_uid == os.getuid() and folder.is_relative_to("/tmp"):  # noqa: S108
            folder.chmod(folder.stat().st_mode | 0o011)
    file.chmod(file_mode)
    file.parent.chmod(folder_mode)
    assert replace_elsewhere(file, user=NOBODY) == "PermissionError"
    assert file.read_bytes() == OLD.encode()
    assert names(file.parent) == ["a.md"]


@on_posix
def test_a_full_disk_leaves_the_old_file(file: Path) -> None:
    assert replace_elsewhere(file, limit=4096) == "OSError"
    assert file.read_bytes() == OLD.encode()
    assert names(file.parent) == ["a.md"]


@on_posix
def test_a_process_of_its_own_replaces(file: Path) -> None:
    # The two tests above would also pass if their process did nothing.
    assert replace_elsewhere(file) == ""
    assert file.read_bytes() == OLD.encode() + b"x" * 10_000


def test_what_was_read_is_compared_byte_for_byte(file: Path) -> None:
    with pytest.raises(ChangedSinceReadError):
        replace_file(file, Source("a.md", OLD.replace("ö", "o\u0308")), NEW)
    assert file.read_bytes() == OLD.encode()


def has_attributes(folder: Path) -> bool:
    """Whether the file system keeps attributes of users."""
    try:
        os.setxattr(folder, "user.test", b"")
    except (AttributeError, OSError):
        return False
    return True


def test_extended_attributes_are_kept(file: Path) -> None:
    if not has_attributes(file.parent):
        pytest.skip("the file system has no extended attributes")
    attributes = {"user.mime_type": b"text/markdown", "user.empty": b"", "user.bytes": bytes(99)}
    for name, value in attributes.items():
        os.setxattr(file, name, value)
    before = source_of(file)
    replace_file(file, before, NEW)
    assert file.read_bytes() == NEW.encode()
    assert {name: os.getxattr(file, name) for name in os.listxattr(file)} == attributes
