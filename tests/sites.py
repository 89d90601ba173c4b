"""Sites and AMP pages that tests read: the project's own, and real ones where they are at hand.

`tests/own_site` was written for the tests: none of its hosts exists, and it has a known defect of
each of several kinds. A real site of a thousand files may lie beside the checkout, in
`../shared/corpus/site`, and published addresses in `../shared/data`; no test needs them.
"""

import json
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[1]

OWN = _ROOT / "tests" / "own_site"
REAL = _ROOT.parent / "shared" / "corpus" / "site"

SITES = [OWN, REAL] if REAL.is_dir() else [OWN]

on_each_site = pytest.mark.parametrize(
    "folder",
    [
        pytest.param(OWN, id="own"),
        *(pytest.param(site, id="real", marks=pytest.mark.slow) for site in SITES[1:]),
    ],
)


def amp_pages() -> list[dict[str, Any]]:
    """Return AMP pages with what is known of their cache addresses, of invented and real hosts."""
    real = _ROOT.parent / "shared" / "data" / "amp-cache-vectors.json"
    files = (_ROOT / "tests" / "amp-pages.json", real)
    return [
        row
        for file in files
        if file.is_file()
        for row in json.loads(file.read_text(encoding="utf-8"))
    ]
