"""The rules over links together: published AMP pairs, sites with other keys, hostile values."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic, Safety
from linter.core.text import apply_edits
from linter.frontmatter.document import Document
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.rules.base import CASE_CLOCK, Clock, Context
from linter.rules.links.url004_tracking_parameter import Options, TrackingParameter
from linter.schema.entries import entries
from linter.schema.schema import Schema, builtin
from linter.web.normal_form import normalise
from tests.each_case import each_case
from tests.processor_time import bounded
from tests.sites import OWN, REAL, amp_pages, on_each_site

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md"))

URL_RULES = Settings(select=("URL",), now=CASE_CLOCK)
PAIR_RULES = Settings(select=("URL005", "URL006"), now=CASE_CLOCK)


PAIRS = [row for row in amp_pages() if "cache" in row]
REFUSED = [row for row in amp_pages() if "refuse" in row]
DISPUTED = [row for row in amp_pages() if "subdomain_by_amppackager" in row]
HASHED = [row for row in amp_pages() if "accepted_before_2020" in row]


def of_page(row: dict[str, Any]) -> str:
    """Name a row in a test report."""
    return str(row["amp"])


def article(amp: str | None, cached: str | None, year: int = 2020) -> str:
    """Return the seed with another AMP pair; a link that is None is left out."""
    text = SEED.read_text(encoding="utf-8").replace(
        "2020-06-11T00:03:00Z", f"{year}-06-11T00:03:00Z"
    )
    for key, value in (("ampWebUrl", amp), ("cdnAmpWebUrl", cached)):
        line = "" if value is None else f'{key}: "{value}"\n'
        start = text.index(f"{key}: ")
        text = text[:start] + line + text[text.index("\n", start) + 1 :]
    return text


def findings(
    text: str, settings: Settings = PAIR_RULES, schema: Schema | None = None
) -> list[Diagnostic]:
    """Return what is found in an article, by default by the two rules over AMP pairs."""
    source = decode(f"_news/{SEED.name}", text.encode(errors="surrogatepass"))
    return list(lint(source, schema or builtin("article"), settings).diagnostics)


def fixed(text: str, found: list[Diagnostic]) -> str:
    """Return the article after the fixes of all findings."""
    return apply_edits(text, [edit for item in found if item.fix for edit in item.fix.edits])


def relabelled(cached: str) -> str:
    """Return a cache address with another label."""
    return cached.replace("https://", "https://x", 1)


@each_case(PAIRS)
def test_nothing_is_wrong_in_known_pairs(row: dict[str, Any]) -> None:
    assert findings(article(row["amp"], row["cache"])) == []


@each_case(PAIRS)
def test_another_label_is_reported(row: dict[str, Any]) -> None:
    found = findings(article(row["amp"], relabelled(row["cache"])))
    assert [item.code for item in found] == ["URL006"]
    assert found[0].pointer == "/cdnAmpWebUrl"
    assert "label" in found[0].message


@each_case(PAIRS)
def test_fix_writes_the_published_address_if_any(row: dict[str, Any]) -> None:
    wrong = article(row["amp"], relabelled(row["cache"]))
    found = findings(wrong)
    offered = [item for item in found if item.fix]
    assert row["fix"] or not offered
    if offered:
        assert fixed(wrong, found) == article(row["amp"], row["cache"])


@each_case(PAIRS)
def test_the_missing_address_is_reported_and_derived_if_certain(
    row: dict[str, Any],
) -> None:
    lone = article(row["amp"], None)
    found = findings(lone)
    assert [(item.code, item.pointer) for item in found] == [("URL005", "/ampWebUrl")]
    assert row["fix"] or found[0].fix is None
    if found[0].fix:
        assert fixed(lone, found) == article(row["amp"], row["cache"])


@each_case(PAIRS)
def test_the_missing_page_is_reported_and_read_back_if_certain(
    row: dict[str, Any],
) -> None:
    lone = article(None, row["cache"])
    found = findings(lone)
    assert [(item.code, item.pointer) for item in found] == [("URL005", "/cdnAmpWebUrl")]
    assert row["fix"] or found[0].fix is None
    if found[0].fix:
        page = normalise(row["amp"])
        assert fixed(lone, found) == article(page, row["cache"])


@each_case([row for row in PAIRS if row["source"].endswith("article")])
def test_pairs_of_articles_are_fixed(row: dict[str, Any]) -> None:
    for wrong in (
        article(row["amp"], relabelled(row["cache"])),
        article(row["amp"], None),
        article(None, row["cache"]),
    ):
        assert fixed(wrong, findings(wrong)) == article(row["amp"], row["cache"])


@each_case(product(REFUSED, [None, "https://a-com.cdn.ampproject.org/c/s/a.com"]))
def test_pages_without_a_cache_address_get_none(row: dict[str, Any], cached: str | None) -> None:
    found = findings(article(row["amp"], cached))
    assert [(item.pointer, item.fix) for item in found] == [("/ampWebUrl", None)]
    assert "its host has no dot" in found[0].message


@each_case(DISPUTED)
def test_disputed_hosts_are_never_fixed(row: dict[str, Any]) -> None:
    host = row["amp"].split("/")[2]
    wrong = f"https://x.cdn.ampproject.org/c/s/{host}/amp/x"
    for text in (article(row["amp"], None), article(None, wrong), article(row["amp"], wrong)):
        found = findings(text)
        assert len(found) == 1
        assert found[0].fix is None


@pytest.mark.parametrize("row", HASHED, ids=of_page)
@pytest.mark.parametrize(("year", "codes"), [(2019, []), (2020, ["URL006"])])
def test_hashed_labels_belong_to_articles_before_2020(
    row: dict[str, Any], year: int, codes: list[str]
) -> None:
    path = row["cache"].partition(".cdn.")[2]
    old = f"https://{row['accepted_before_2020']}.cdn.{path}"
    text = article(row["amp"], old, year)
    found = findings(text)
    assert [item.code for item in found] == codes
    assert fixed(text, found) == (article(row["amp"], row["cache"], year) if codes else text)


BLOG = Schema(
    "blog",
    {
        "$id": "blog",
        "properties": {
            "link": {"x-role": "web-url"},
            "amp": {"x-role": "amp-url"},
            "amp_cache": {"x-role": "amp-cache-url"},
            "source": {"properties": {"site": {"x-role": "provider-domain"}}},
            "cover": {"properties": {"image": {"x-role": "image-url"}}},
        },
    },
    {},
)
BLOG_POST = """---
link: https://www.a.com/b
amp: https://www.a.com/amp/b
amp_cache: https://www-a-com.cdn.ampproject.org/c/s/www.a.com/amp/b
source: {site: a.com}
cover: {image: https://img.a.com/c.jpg}
---
"""


@each_case(
    [
        ("link: https://www.a.com", "link: https://b.com", "URL009", "/link"),
        ("link: https", "link: http", "URL002", "/link"),
        ("site: a.com", "site: b.com", "URL009", "/source/site"),
        ("site: a.com", "site: www.a.com", "URL012", "/source/site"),
        ("c/s/www.a.com", "c/s/a.com", "URL006", "/amp_cache"),
        ("amp: https://www.a.com/amp/b\n", "", "URL005", "/amp_cache"),
        ("link: https://www.a.com/b", "link: https://www.a.com/amp/b", "URL008", "/link"),
        ("image: https://img.a.com/", "image: https://img.a.com//", "URL011", "/cover/image"),
    ]
)
def test_a_site_with_other_keys_has_every_rule(old: str, new: str, code: str, pointer: str) -> None:
    assert findings(BLOG_POST, URL_RULES, BLOG) == []
    found = findings(BLOG_POST.replace(old, new, 1), URL_RULES, BLOG)
    assert [(item.code, item.pointer) for item in found] == [(code, pointer)]
    assert f"`{pointer.rpartition('/')[2]}`" in found[0].message


def test_own_tracking_parameters() -> None:
    rule = TrackingParameter(Options(parameters=("from*",)))
    document = Document(decode("a.md", b"---\nwebUrl: https://a.com/?utm_a=b&FROMAGE=c\n---\n"))
    schema = builtin("article")
    entry = entries(document, schema.shape)[0]
    field = next(entry.fields(frozenset({"web-url"})))
    found = list(rule.check(field, Context(document, schema, Clock(CASE_CLOCK))))
    assert [document.text(item.span) for item in found] == ["FROMAGE=c"]


VALUES = (
    st.none()
    | st.integers()
    | st.booleans()
    | st.text(st.characters(codec="utf-8"))
    | st.lists(st.sampled_from(["https://", "a.com", "/", "//", "..", "?", "&", "utm_a=b", "é"]))
    .map("".join)
    .map("https://{}".format)
    | st.sampled_from([[], {}, ["https://a.com"], {"a": None}, 10**40])
)
KEYS = ("webUrl", "originalUrl", "ampWebUrl", "cdnAmpWebUrl", "type", "publishedDateTime")


@given(st.dictionaries(st.sampled_from(KEYS), VALUES), VALUES, VALUES)
@example(item={}, domain="HTTP://0..", image=None)
def test_any_value_is_judged_and_fixes_end_their_findings(
    item: dict[str, Any], domain: Any, image: Any
) -> None:
    item = {**item, "provider": {"domain": domain}, "images": [{"url": image}]}
    text = f"---\n{json.dumps({**item, 'related': [item, image]})}\n---\n"
    found = findings(text, URL_RULES)
    assert all(item.code.startswith("URL") for item in found)
    for finding in found:
        if finding.fix is None:
            continue
        left = findings(apply_edits(text, finding.fix.edits), URL_RULES)
        assert (finding.code, finding.pointer) not in {(item.code, item.pointer) for item in left}


@pytest.mark.slow
@pytest.mark.parametrize(
    "url",
    [
        "https://a.com" + "/" * 7_500,
        "https://a.com/" + "//a." * 2_000,
        "https://a.com/" + "a/../" * 1_250,
        "https://a.com/?" + "utm_a&" * 1_250,
        "https://" + "a." * 3_750 + "com/",
        "https://a-com.cdn.ampproject.org/c/s/" + "a" * 7_500,
        "https://a.com/" + "é" * 1_250,
        "https://" * 1_000,
        "a." * 1_000,
    ],
    ids=lambda url: url[:24],
)
def test_long_values_take_linear_time(url: str) -> None:
    keys = ("webUrl", "originalUrl", "ampWebUrl", "cdnAmpWebUrl")
    item = {**dict.fromkeys(keys, url), "type": "article", "provider": {"domain": url, "name": url}}
    with bounded(shrunk=4):
        found = findings(f"---\n{json.dumps(item)}\n---\n", URL_RULES)
    assert all(item.code.startswith("URL") for item in found)
    assert "URL012" in {item.code for item in found}


@pytest.mark.slow
def test_many_items_take_linear_time() -> None:
    items = [
        {"webUrl": f"https://a.com/{number}", "type": "article", "provider": {"domain": "b.com"}}
        for number in range(900)
    ]
    found = findings(f"---\n{json.dumps({'related': items})}\n---\n", URL_RULES)
    assert len(found) == len(items)


@on_each_site
def test_findings_in_articles_of_a_site(folder: Path) -> None:
    """Two pictures in the real news, without TLS and with an entity; `//` in some samples."""
    parts = (folder / "_news", folder / "_samples")
    paths = [path for part in parts for path in sorted(part.glob("*.md"))]
    found = [item for path in paths for item in findings(path.read_text("utf-8"), URL_RULES)]
    others = [item.code for item in found if item.code != "URL011"]
    assert others == {OWN: [], REAL: ["URL013", "URL002"]}[folder]
    assert len(found) - len(others) == {OWN: 1, REAL: 90}[folder]
    assert {item.fix.safety for item in found if item.fix} <= {Safety.UNSAFE}
