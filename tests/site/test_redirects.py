"""Which addresses the host of a site answers itself."""

from pathlib import Path

import pytest

from linter.site.redirects import redirected

RULES = """
[[redirects]]
from = "https://old.example.org/*"
to = "https://example.org/old/:splat"

[[redirects]]
from = "https://example.org/own/*"
to = "/docs/"

[[redirects]]
from = "https://*.example.org/any/*"
to = "/docs/"

[[redirects]]
from = "/path/:name"
to = "/docs/"
"""


def answered(root: Path, url: str, *paths: str) -> list[str]:
    patterns = list(redirected(root, ("static",), url))
    return [path for path in paths if any(each.fullmatch(path) for each in patterns)]


@pytest.mark.parametrize("url", ["https://example.org", "https://EXAMPLE.org:443/base"])
def test_rules_of_other_hosts_do_not_count(tmp_path: Path, url: str) -> None:
    (tmp_path / "netlify.toml").write_text(RULES, encoding="utf-8")
    found = answered(tmp_path, url, "x", "own/x", "any/x", "path/x", "path", "other/x")
    assert found == ["own/x", "any/x", "path/x"]


@pytest.mark.parametrize("url", ["", "/", "/base"])
def test_rules_of_all_hosts_count_where_that_of_the_site_is_unknown(
    tmp_path: Path, url: str
) -> None:
    (tmp_path / "netlify.toml").write_text(RULES, encoding="utf-8")
    assert answered(tmp_path, url, "x", "own/x") == ["x", "own/x"]


def test_each_file_of_rules_is_read(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static/_redirects").write_text("/a /b # c\n# /d /e\n\n", encoding="utf-8")
    (tmp_path / "vercel.json").write_text('{"redirects": [{"source": "/f"}]}', encoding="utf-8")
    (tmp_path / "firebase.json").write_text(
        '{"hosting": {"rewrites": [{"source": "/g/**"}]}}', encoding="utf-8"
    )
    assert answered(tmp_path, "", "a", "b", "d", "f", "g", "g/h", "i") == ["a", "f", "g", "g/h"]
