"""A link made wrong in a real article gives one finding: the right one, at the right place."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from linter.config.settings import Settings
from linter.core.diagnostic import Diagnostic
from linter.core.text import LineIndex, apply_edits
from linter.frontmatter.source import decode
from linter.lint.run import lint
from linter.rules.base import CASE_CLOCK
from linter.schema.schema import builtin

SEED = next((Path(__file__).parents[2] / "seeds").glob("2020-06-11-amazon-*.md"))

# The article, and items of `related`: PBS and Boston Globe with AMP pages, the others without.
OWN = "https://www.wsj.com/articles/amazon-suspends-police-use-of-its-facial-recognition-technology"
OWN_AMP = OWN.replace("/articles", "/amp/articles")
OWN_CACHED = OWN_AMP.replace("www.", "www-wsj-com.cdn.ampproject.org/c/s/www.")
OWN_END = "-11591826559"
OWN_IMAGE = "https://images.wsj.net/im-197060/social"
OWN_LOGO = "https://smartableai.github.io/artificial-intelligence/assets/images/organizations/wsj"
PBS = "https://www.pbs.org/newshour/nation/amazon"
PBS_AMP = "https://www.pbs.org/newshour/amp/nation/amazon"
PBS_CACHED = "https://www-pbs-org.cdn.ampproject.org/c/s/www.pbs.org/newshour/amp/nation/amazon"
PBS_END = "-bans-police-use-of-face-recognition-technology-for-a-year"
PBS_IMAGE = "https://d3i6fh83elv35t.cloudfront.net/static"
SC = "https://www.scmagazine.com/home/security-news/house"
GLOBE = "https://www.bostonglobe.com/2020/06/10/business/amazon"
GLOBE_AMP_END = "technology-year/?outputType=amp"
TIMES = "https://www.washingtontimes.com/news/2020/jun/10/amazon"
REASON = "https://reason.com/2020/06/11/microsoft"


class Planted(NamedTuple):
    """What is planted: each `old` text, met first as the start of a value, becomes `new`.

    ⟦ and ⟧ stand before and behind the finding's span; `⟦"` marks the whole value that `new`
    begins. With `inverse`, the finding's fix gives back the article as it was.
    """

    code: str
    changes: tuple[tuple[str, str], ...]
    inverse: bool = False


def whole(old: str, new: str) -> tuple[str, str]:
    """Replace the start of a value; the finding is at the whole value."""
    return (f'"{old}', f'⟦"{new}')


def spot(old: str, new: str) -> tuple[str, str]:
    """Replace the start of a value; `new` marks the finding's span."""
    return (f'"{old}', f'"{new}')


PLANTED = {
    "blank": Planted("URL001", (whole(OWN, OWN.replace("suspends-", "suspends ")),)),
    "no scheme": Planted("URL001", (whole(PBS, PBS.removeprefix("https://")),)),
    "other scheme": Planted("URL001", (whole(PBS_AMP, PBS_AMP.replace("https", "ftp")),)),
    "no host": Planted("URL001", (whole(OWN_CACHED, "https:///c/s/"),)),
    "port": Planted("URL001", (whole(SC, SC.replace(".com", ".com:80x")),)),
    "quote": Planted("URL001", (whole(OWN_IMAGE, f'{OWN_IMAGE}\\"'),)),
    "escape": Planted("URL001", (whole(PBS_IMAGE, f"{PBS_IMAGE}%2"),)),
    "path for a page": Planted("URL001", (whole(f"{TIMES[:31]}/news", "/news"),)),
    "relative picture": Planted("URL001", (whole(f"{OWN_LOGO}.com", "assets/wsj.com"),)),
    "empty picture": Planted("URL001", ((f'"{OWN_IMAGE}"', '⟦""⟧'),)),
    "http": Planted("URL002", (spot(OWN, OWN.replace("https", "⟦http⟧")),), inverse=True),
    "item's http": Planted("URL002", (spot(REASON, REASON.replace("https", "⟦http⟧")),)),
    "picture's http": Planted("URL002", (spot(PBS_IMAGE, PBS_IMAGE.replace("https", "⟦http⟧")),)),
    "cache's http": Planted(
        "URL002", (spot(OWN_CACHED, OWN_CACHED.replace("https", "⟦http⟧")),), inverse=True
    ),
    "pair's http": Planted(
        "URL002",
        (
            spot(PBS_AMP, PBS_AMP.replace("https", "⟦http⟧")),
            spot(PBS_CACHED, PBS_CACHED.replace("/s/", "/")),
        ),
        inverse=True,
    ),
    "scheme": Planted("URL003", (whole(OWN, OWN.replace("https", "HTTPS")),), inverse=True),
    "host": Planted("URL003", (whole(PBS, PBS.replace("pbs", "PBS")),), inverse=True),
    "AMP page's host": Planted("URL003", (whole(OWN_AMP, OWN_AMP.replace("wsj", "Wsj")),)),
    "AMP page's port": Planted(
        "URL003", (whole(PBS_AMP, PBS_AMP.replace(".org", ".org:443")),), inverse=True
    ),
    "AMP page's dots": Planted("URL003", (whole(PBS_AMP, PBS_AMP.replace("/amp", "/x/../amp")),)),
    "cache's dots": Planted(
        "URL003", (whole(OWN_CACHED, OWN_CACHED.replace("/amp", "/./amp")),), inverse=True
    ),
    "not ASCII": Planted("URL003", (whole(GLOBE, GLOBE.replace("amazon", "amazón")),)),
    "picture's port": Planted("URL003", (whole(PBS_IMAGE, PBS_IMAGE.replace(".net", ".net:")),)),
    "logo's host": Planted("URL003", (whole(OWN_LOGO, OWN_LOGO.replace("github", "GitHub")),)),
    "parameter": Planted("URL004", ((OWN_END, f"{OWN_END}?⟦utm_source=rss⟧"),), inverse=True),
    "AMP page's parameter": Planted(
        "URL004", ((GLOBE_AMP_END, f"{GLOBE_AMP_END}&⟦fbclid=a⟧"),), inverse=True
    ),
    "parameter before another": Planted(
        "URL004", (("?outputType=amp", "?⟦gclid=a⟧&outputType=amp"),), inverse=True
    ),
    "cache's parameter": Planted(
        "URL004",
        ((f"{OWN_CACHED}{OWN_END}", f"{OWN_CACHED}{OWN_END}?⟦mc_cid=a⟧"),),
    ),
    "no cache address": Planted(
        "URL005",
        (whole(OWN_AMP, OWN_AMP), (f'cdnAmpWebUrl: "{OWN_CACHED}{OWN_END}"\n', "")),
        inverse=True,
    ),
    "no AMP page": Planted(
        "URL005",
        ((f'ampWebUrl: "{OWN_AMP}{OWN_END}"\n', ""), whole(OWN_CACHED, OWN_CACHED)),
        inverse=True,
    ),
    "item without AMP page": Planted(
        "URL005",
        (
            (f'    ampWebUrl: "{PBS_AMP}{PBS_END}"\n', ""),
            whole(PBS_CACHED, PBS_CACHED),
        ),
        inverse=True,
    ),
    "label": Planted(
        "URL006", (whole(OWN_CACHED, OWN_CACHED.replace("www-wsj", "wwx-wsj")),), inverse=True
    ),
    "item's label": Planted(
        "URL006", (whole(PBS_CACHED, PBS_CACHED.replace("-pbs-", "-pbs--")),), inverse=True
    ),
    "cache domain": Planted(
        "URL006", (whole(PBS_CACHED, PBS_CACHED.replace("ampproject", "ampprojekt")),), inverse=True
    ),
    "no s": Planted("URL006", (whole(OWN_CACHED, OWN_CACHED.replace("/s/", "/")),)),
    "prefix": Planted(
        "URL006", (whole(OWN_CACHED, OWN_CACHED.replace("/c/", "/i/")),), inverse=True
    ),
    "cached host": Planted(
        "URL006", (whole(PBS_CACHED, PBS_CACHED.replace("www.pbs", "pbs")),), inverse=True
    ),
    "cached path": Planted(
        "URL006", (whole(PBS_CACHED, PBS_CACHED.replace("/amp/", "//amp/")),), inverse=True
    ),
    "AMP page's path": Planted(
        "URL006",
        (spot(PBS_AMP, PBS_AMP.replace("nation", "politics")), whole(PBS_CACHED, PBS_CACHED)),
    ),
    "AMP page's scheme": Planted(
        "URL006",
        (spot(PBS_AMP, PBS_AMP.replace("https", "http")), whole(PBS_CACHED, PBS_CACHED)),
    ),
    "AMP page's site": Planted("URL006", (whole(PBS_AMP, PBS_AMP.replace("pbs", "a")),)),
    "AMP page is the web page": Planted("URL006", (whole(PBS_AMP, PBS),)),
    "AMP page is cached": Planted("URL006", (whole(PBS_AMP, PBS_CACHED),)),
    "AMP page is in a viewer": Planted(
        "URL006", (whole(PBS_AMP, PBS_AMP.replace("www.", "www.google.com/amp/s/www.")),)
    ),
    "AMP pair of another site": Planted(
        "URL007",
        (
            whole(PBS_AMP, PBS_AMP.replace("pbs.org", "example.com")),
            spot(
                PBS_CACHED,
                PBS_CACHED.replace("-pbs-org", "-example-com").replace(".pbs.org", ".example.com"),
            ),
        ),
    ),
    "web page is cached": Planted("URL008", (whole(OWN, OWN_CACHED),)),
    "item's web page is cached": Planted("URL008", (whole(REASON, PBS_CACHED),)),
    "web page is in a viewer": Planted(
        "URL008", (whole(PBS, PBS.replace("www.", "www.google.com/amp/s/www.")),)
    ),
    "web page is the AMP page": Planted("URL008", (whole(OWN, OWN_AMP),)),
    "domain": Planted("URL009", (("domain: wsj.com", "domain: ⟦nytimes.com⟧"),)),
    "item's domain": Planted("URL009", (("domain: scmagazine.com", "domain: ⟦pbs.org⟧"),)),
    "domain too narrow": Planted("URL009", (("domain: reason.com", "domain: ⟦www2.reason.com⟧"),)),
    "web page": Planted("URL009", (whole(OWN, OWN.replace("wsj", "nytimes")),)),
    "item's web page": Planted("URL009", (whole(PBS, PBS.replace("pbs", "npr")),)),
    "picture's witness": Planted("URL009", (whole(SC, SC.replace("scmagazine", "example")),)),
    "name's witness": Planted("URL009", (whole(TIMES, TIMES.replace("times", "post")),)),
    "doubled slash": Planted("URL011", (spot(OWN, OWN.replace("com/", "com⟦//⟧")),)),
    "item's doubled slash": Planted("URL011", (spot(SC, SC.replace("/sec", "⟦//⟧sec")),)),
    "AMP page's doubled slash": Planted(
        "URL011", (spot(OWN_AMP, OWN_AMP.replace("/art", "⟦//⟧art")),)
    ),
    "picture's doubled slash": Planted(
        "URL011", (spot(PBS_IMAGE, PBS_IMAGE.replace("/static", "⟦//⟧static")),)
    ),
    "logo's doubled slash": Planted(
        "URL011", (spot(OWN_LOGO, OWN_LOGO.replace("/images", "⟦//⟧images")),)
    ),
    "domain with www": Planted("URL012", (("domain: wsj", "domain: ⟦www.wsj"),), inverse=True),
    "domain in upper case": Planted("URL012", (("domain: pbs", "domain: ⟦PBS"),), inverse=True),
    "domain with scheme": Planted(
        "URL012", (("domain: bostonglobe", "domain: ⟦https://bostonglobe"),), inverse=True
    ),
    "domain with path": Planted(
        "URL012", (("domain: reason.com", "domain: ⟦reason.com/⟧"),), inverse=True
    ),
    "domain with dot": Planted(
        "URL012", (("domain: wsj.com", "domain: ⟦wsj.com.⟧"),), inverse=True
    ),
    "name for a domain": Planted("URL012", (("domain: pbs.org", "domain: ⟦PBS⟧"),)),
}


def planted_text(clean: str, planted: Planted) -> str:
    """Return the article with the defect and its marks."""
    text = clean
    for old, new in planted.changes:
        assert old in text
        text = text.replace(old, new, 1)
        if "⟦" in new and "⟧" not in new:
            # The mark closes where the value ends.
            start = text.index("⟦")
            end = re.compile(r'"(?:\\.|[^"])*"|\S+').match(text, start + 1)
            assert end
            text = f"{text[: end.end()]}⟧{text[end.end() :]}"
    assert text.count("⟦") == text.count("⟧") == 1
    return text


def findings(text: str, name: str = SEED.name) -> list[Diagnostic]:
    """Return what all rules find in an article."""
    settings = Settings(now=CASE_CLOCK)
    result = lint(decode(f"_news/{name}", text.encode()), builtin("article"), settings)
    return list(result.diagnostics)


@pytest.fixture(scope="module")
def clean() -> str:
    text = SEED.read_text(encoding="utf-8")
    assert findings(text) == []
    return text


def test_one_finding_at_the_planted_text(clean: str) -> None:
    for name, planted in PLANTED.items():
        marked = planted_text(clean, planted)
        text = re.sub("[⟦⟧]", "", marked)
        start, end = marked.index("⟦"), marked.index("⟧") - 1
        found = findings(text)
        assert [(item.code, item.span) for item in found] == [(planted.code, (start, end))], name
        assert found[0].start == LineIndex(text).position(start), name
        if planted.inverse:
            fix = found[0].fix
            assert fix is not None, name
            assert apply_edits(text, fix.edits) == clean, name


ORIGINAL = f'originalUrl: "{OWN}{OWN_END}"\n'


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (f'originalUrl: "{OWN}', f'originalUrl: "{OWN}x', "URL010"),
        (f'webUrl: "{OWN}', f'webUrl: "{OWN}x', "URL010"),
        (f'webUrl: "{OWN}', f'webUrl: "{OWN.replace("wsj", "nytimes")}', "URL009"),
        (f'webUrl: "{OWN}', f'webUrl: "{OWN_AMP}', "URL008"),
        (f'webUrl: "{OWN}', f'webUrl: "{OWN.replace("com/", "com//")}', "URL011"),
        (f'webUrl: "{OWN}', f'webUrl: "{OWN.replace("https", "http")}', "URL002"),
        (f'webUrl: "{OWN}', f'webUrl: "{OWN.replace("wsj.com", "WSJ.com:443")}', "URL003"),
        (f'webUrl: "{OWN}', f'webUrl: "{OWN} ', "URL001"),
        (f'originalUrl: "{OWN}-1', f'originalUrl: "{OWN}-1 ', "URL001"),
        ('559"\n', '559?utm_source=a"\n', "URL004"),
        ("domain: wsj.com", "domain: nytimes.com", "URL009"),
    ],
)
def test_with_an_original_link(clean: str, old: str, new: str, code: str) -> None:
    text = clean.replace("webUrl:", f"{ORIGINAL}webUrl:", 1)
    assert findings(text) == []
    assert [item.code for item in findings(text.replace(old, new, 1))] == [code]


def test_the_second_of_two_equal_texts_is_named(clean: str) -> None:
    """The same wrong domain twice: both findings, each in its own row."""
    text = clean.replace("domain: wsj.com", "domain: www.a.com").replace(
        "domain: reason.com", "domain: www.a.com"
    )
    rows = [row for row, line in enumerate(text.split("\n"), start=1) if "www.a.com" in line]
    found = [item for item in findings(text) if item.code == "URL012"]
    assert [item.start.row for item in found] == rows
    assert len(rows) == 2
