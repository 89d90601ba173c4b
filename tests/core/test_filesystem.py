import io
import os
from pathlib import Path

import pytest

from linter.core.filesystem import MAX_BYTES, read_bytes, read_to_end, reason


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"\xff\x00---\r\n")
    assert read_bytes(file) == b"\xff\x00---\r\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"---\na: 1\n", b"---\na: 1\n", id="starts-so"),
        pytest.param(b"\xef\xbb\xbf---\n", b"\xef\xbb\xbf---\n", id="starts-the-other-way"),
        pytest.param(b"--- ", b"--- ", id="shorter-than-the-longest-start"),
        pytest.param(b"# a\n---\n", b"", id="starts-otherwise"),
        pytest.param(b"--", b"", id="too-short"),
    ],
)
def test_only_files_that_start_in_some_way(tmp_path: Path, data: bytes, expected: bytes) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(data)
    assert read_bytes(file, (b"---", b"\xef\xbb\xbf---")) == expected


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_the_largest_file(tmp_path: Path) -> None:
    assert len(read_bytes(sparse(tmp_path / "a.md", MAX_BYTES))) == MAX_BYTES


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    file = sparse(tmp_path / "a.md", MAX_BYTES + 1)
    with pytest.raises(OSError, match="larger than 10 MB"):
        read_bytes(file)
    assert read_bytes(file, (b"---",)) == b""


def test_a_stream_that_is_too_large() -> None:
    with pytest.raises(OSError, match="larger than 10 MB"):
        read_to_end(io.BytesIO(bytes(MAX_BYTES + 1)))


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as raised:
        read_bytes(tmp_path)
    assert reason(raised.value) == "is a directory"


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 200_000])
def test_a_file_of_several_pieces(tmp_path: Path, size: int) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(data := bytes(range(256)) * (size // 256) + b"\r\n" * (size % 256))
    assert read_bytes(file) == data


@pytest.mark.posix("named pipes")
def test_a_pipe_without_a_writer_does_not_wait(tmp_path: Path) -> None:
    pipe = tmp_path / "a.md"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="not a regular file"):
        read_bytes(pipe)


def test_a_device() -> None:
    with pytest.raises(OSError, match="not a regular file"):
        read_bytes(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("error", "text"),
    [
        pytest.param(FileNotFoundError(2, "No such file"), "no such file", id="of-the-system"),
        pytest.param(OSError(None, "not a regular file"), "not a regular file", id="our-own"),
        pytest.param(OSError("Odd"), "odd", id="without-number"),
    ],
)
def test_reason(error: OSError, text: str) -> None:
    assert reason(error) == text
