"""A whole site made up from a seed: articles, 1 in 50 with a defect, and what they refer to."""

import struct
import zlib
from pathlib import Path
from urllib.parse import urlsplit

from bench.articles import PUBLISHERS, SITE, TOPICS, Article, Publisher, article, logo
from bench.defects import DEFECTS, planted

ONE_IN = 50
"""One of so many articles has a defect."""

_DONE = ".complete"


def write_site(folder: Path, files: int, seed: int, one_in: int = ONE_IN) -> dict[str, str]:
    """Write a site with so many articles into a new folder; return the codes of defects, by path.

    The same arguments give the same bytes. `one_in` is even, because defects go into long articles.

    Raises:
        FileExistsError: the folder is there.

    """
    folder.mkdir(parents=True)
    _write_surroundings(folder)
    (folder / "_news").mkdir()
    defects = {}
    for number in range(files):
        made = article(number, seed)
        if number % one_in == one_in - 1:
            defect = DEFECTS[number // one_in % len(DEFECTS)]
            other = article(abs(number - len(PUBLISHERS)), seed)
            made = Article(made.path, planted(defect, made.text, other.text))
            defects[made.path] = defect.code
        # Bytes, because line ends must not depend on the system.
        (folder / made.path).write_bytes(made.text.encode())
    (folder / _DONE).touch()
    return defects


def is_complete(folder: Path) -> bool:
    """Whether a site was written there to its end."""
    return (folder / _DONE).exists()


def _write_surroundings(folder: Path) -> None:
    address = urlsplit(SITE)
    config = f"url: {address.scheme}://{address.netloc}\nbaseurl: {address.path}\n"
    files = {"_config.yml": config.encode()}
    for topic in TOPICS:
        text = f"taxonomy: topic\n_id: {topic.lower()}\nname: {topic}\n"
        files[f"_data/topics/{topic.lower()}.yaml"] = text.encode()
    for publisher in PUBLISHERS:
        files[f"_data/organizations/{publisher.domain}.md"] = _organisation(publisher).encode()
        files[logo(publisher).lstrip("/")] = _png(50, 50)
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _organisation(publisher: Publisher) -> str:
    lines = ["---", "taxonomy: organization", f"_id: {publisher.domain}"]
    lines += [f"name: {publisher.name}", f"domain: {publisher.domain}", "images:"]
    lines += [f"  - url: {logo(publisher)}", "    width: 50", "    height: 50", "---", ""]
    return "\n".join(lines)


def _png(width: int, height: int) -> bytes:
    """Return a black picture in shades of grey (PNG, third edition, sections 5 and 11.2)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height))
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
