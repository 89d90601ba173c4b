"""linter.web.image_hints: sizes that the addresses of pictures state."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linter.web.image_hints import SizeHint, size_hint
from tests.processor_time import bounded
from tests.sites import OWN, REAL, on_each_site

LONG = 50_000

CDN = "https://cdn.example.com/2020/a"


def test_stated_sizes() -> None:
    stated: dict[str, tuple[int | None, int | None, str]] = {
        f"{CDN}-1024x683.jpg": (1024, 683, "1024x683"),
        f"{CDN}_1200x700.PNG": (1200, 700, "1200x700"),
        f"{CDN}_c0-156-3748-2342_s1200x700.jpg?640d14f1ef06": (1200, 700, "1200x700"),
        f"{CDN}-1000x563-1-630x355.jpeg": (630, 355, "630x355"),
        f"{CDN}-100x100.webp?v=1#x": (100, 100, "100x100"),
        "/assets/images/organizations/wsj.com-50x50.jpg": (50, 50, "50x50"),
        "/800x800/a-24x24.gif": (24, 24, "24x24"),
        f"{CDN}.jpg?w=1200&h=600": (1200, 600, "w=1200&h=600"),
        f"{CDN}?width=1200&height=600&quality=80": (1200, 600, "width=1200&height=600"),
        f"{CDN}.jpg?w=1200&strip=all": (1200, None, "w=1200"),
        f"{CDN}.jpg?height=600": (None, 600, "height=600"),
        f"{CDN}.jpg?fit=1200%2C600&ssl=1": (1200, 600, "fit=1200%2C600"),
        f"{CDN}.jpg?resize=1200,600": (1200, 600, "resize=1200,600"),
        f"{CDN}.png?resize=620%2C497&#038;ssl=1": (620, 497, "resize=620%2C497"),
        f"{CDN}.jpg?w=1200&h=600&fit=crop": (1200, 600, "w=1200&h=600"),
        f"{CDN}.jpg?w=1200&h=600&crop=1": (1200, 600, "w=1200&h=600"),
        f"{CDN}-1200x600.jpg?w=1200": (1200, 600, "1200x600"),
        "https://i.ytimg.com/vi/D8wNJ_0O-lo/maxresdefault.jpg": (1280, 720, "maxresdefault"),
        "https://i.ytimg.com/vi/x/hqdefault.jpg": (480, 360, "hqdefault"),
        "https://i3.ytimg.com/vi/x/default.jpg": (120, 90, "default"),
        "https://img.youtube.com/vi/x/mqdefault.jpg": (320, 180, "mqdefault"),
        "https://i.ytimg.com/vi_webp/x/sddefault.webp": (640, 480, "sddefault"),
    }
    assert {url: size_hint(url) for url in stated} == {
        url: SizeHint(*expected) for url, expected in stated.items()
    }


def test_no_stated_size() -> None:
    urls = (
        "",
        f"{CDN}.jpg",
        "https://images.wsj.net/im-197060/social",
        # In a folder, in the middle of a name, or the whole name.
        "https://cdn.example.com/800x800/dimg/a.jpg",
        "https://cdn.example.com/profile_banners/8/1500x500",
        f"{CDN}_2400x1600-100788531-large.jpg",
        f"{CDN}-1024x683-scaled.jpg",
        f"{CDN}-150x150@2x.jpg",
        f"{CDN}1024x683.jpg",
        f"{CDN}-1024x683.jpg/",
        # Other things than pixels.
        f"{CDN}-16x9.jpg",
        f"{CDN}-4x3.jpg",
        f"{CDN}-1024x683.html",
        f"{CDN}-0050x0050.jpg",
        f"{CDN}-99999x10.jpg",
        f"{CDN}-99999x9999.jpg",
        f"{CDN}.jpg?h=252bffe16c5044754d58",
        f"{CDN}.jpg?w=100%25",
        f"{CDN}.jpg?w=0",
        f"{CDN}.jpg?w=99999",
        f"{CDN}.jpg?w=auto&h=600",
        f"{CDN}.jpg?x=1#w=1200",
        # Resized in a way that is not told.
        f"{CDN}.png?auto=format&fit=max&w=1200",
        f"{CDN}-1024x683.jpg?fit=max",
        f"{CDN}.jpg?w=600&h=300&dpr=2",
        f"{CDN}.jpg?resize=980:*",
        f"{CDN}-1024x683.jpg?size=large",
        f"{CDN}-1024x683.jpg?crop=1",
        f"{CDN}.jpg?w=600&crop=1",
        f"{CDN}?v=1.0&px=999",
        "https://avatars.example.com/u/10974906?s=400&v=4",
        # Statements that differ.
        f"{CDN}-1024x683.jpg?w=600",
        f"{CDN}.jpg?w=600&w=300",
        f"{CDN}.jpg?resize=600,300&h=400",
        # Still pictures of unknown or changed size.
        "https://i.ytimg.com/vi/x/hqdefault.jpg?sqp=-oaymwEXCNAC",
        "https://i.ytimg.com/vi/x/maxresdefault_live.jpg",
        "https://i.ytimg.com/an/x/hqdefault.jpg",
        "https://i.ytimg.com.evil.com/vi/x/hqdefault.jpg",
        "https://example.com/vi/x/hqdefault.jpg",
    )
    assert [url for url in urls if size_hint(url) is not None] == []


def pictures(value: Any) -> list[tuple[str, int, int]]:
    """Collect (url, width, height) wherever the three stand together."""
    if isinstance(value, list):
        return [picture for item in value for picture in pictures(item)]
    if not isinstance(value, dict):
        return []
    nested = pictures(list(value.values()))
    if {"url", "width", "height"} <= value.keys():
        return [(value["url"], value["width"], value["height"]), *nested]
    return nested


@on_each_site
def test_hints_hold_for_every_picture_of_a_site(folder: Path) -> None:
    found = []
    for file in folder.rglob("*"):
        if file.suffix in {".md", ".html", ".yml"}:
            text = file.read_text(encoding="utf-8")
            block = re.split(r"(?m)^---\s*$", text)[1] if text.startswith("---") else text
            found += pictures(yaml.load(block, yaml.CSafeLoader))
    hints = [(size_hint(url), width, height) for url, width, height in found]
    stated = [(hint, width, height) for hint, width, height in hints if hint is not None]
    assert len(stated) > {OWN: 30, REAL: 800}[folder]
    for hint, width, height in stated:
        assert hint.width in {width, None}
        assert hint.height in {height, None}


PIECES = (
    st.sampled_from(["https://i.ytimg.com/vi/", "/", "-", "_s", "x", "600", "1200", ".jpg", "0"])
    | st.sampled_from(["?", "&", "=", "#", "w", "h", "fit", "resize", "crop", "%2C", ",", "max"])
    | st.sampled_from(["w=600", "h=300", "-600x300.jpg", "?w=", "hqdefault", "\u0661", "%"])
)
TEXTS = st.text(st.characters()) | st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS)
def test_a_hint_states_at_least_one_side(url: str) -> None:
    hint = size_hint(url)
    if hint is not None:
        sides = [side for side in (hint.width, hint.height) if side is not None]
        assert sides
        assert all(1 <= side <= 20_000 for side in sides)


@given(TEXTS)
def test_a_fragment_changes_nothing(url: str) -> None:
    assert size_hint(f"{url}#w=7") == size_hint(url)


@pytest.mark.slow
@pytest.mark.parametrize(
    "url",
    [
        "https://a.com/" + "-12345x12345" * LONG,
        "https://a.com/" + "_s" * LONG + ".jpg",
        "https://a.com/?" + "w=600&" * LONG + "w=601",
        "https://a.com/?w=" + "1" * LONG,
        "https://i.ytimg.com/vi/" + "a" * LONG,
        "/" * LONG,
    ],
    ids=lambda url: url[:30],
)
def test_long_text_takes_linear_time(url: str) -> None:
    with bounded():
        assert size_hint(url) is None
