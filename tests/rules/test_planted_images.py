"""A picture made wrong in a real article gives one finding: the right one, at the right place."""

from linter.core.text import apply_edits
from tests.each_case import each_case
from tests.rules.planted import check_only_finding, lint_text, seed, unmarked, with_defect

LEAD_SIZE = "width: 1280\n    height: 640"
LOGO_SIZE = "width: 50\n      height: 50"
PBS_SIZE = "width: 1024\n        height: 683"
TIMES_SIZE = "width: 1200\n        height: 700"
SC_SIZE = "width: 960\n        height: 1200"
LEAD_URL = '"https://images.wsj.net/im-197060/social"'
LEAD = (
    f"  - url: {LEAD_URL}\n    width: 1280\n    height: 640\n    isCached: true\n"
    '    title: "Amazon Suspends Police Use of Its Facial-Recognition Technology"\n'
)
LOGO_URL = (
    '"https://smartableai.github.io/artificial-intelligence/assets/images/organizations/'
    'wsj.com-50x50.jpg"'
)
LOGO = f"    - url: {LOGO_URL}\n      width: 50\n      height: 50\n"
PBS_URL = '"https://d3i6fh83elv35t.cloudfront.net/static/2019/11/PrimeRisk2-1024x683.jpg"'
PBS = f"      - url: {PBS_URL}\n        width: 1024\n        height: 683\n        isCached: true\n"

# Code, what stands in the article, and what stands in its place; ⟦…⟧ is the finding's span.
PLANTED = {
    "width": ("IMG001", PBS_SIZE, "width: ⟦1025⟧\n        height: 683"),
    "height": ("IMG001", PBS_SIZE, "width: 1024\n        height: ⟦68⟧"),
    "swapped": ("IMG001", PBS_SIZE, "width: ⟦683⟧\n        height: 1024"),
    "both": ("IMG001", PBS_SIZE, "width: ⟦512⟧\n        height: 341"),
    "both implausible": ("IMG001", PBS_SIZE, "width: ⟦10⟧\n        height: 6"),
    "another hint": ("IMG001", TIMES_SIZE, "width: 1200\n        height: ⟦70⟧"),
    "width too great": ("IMG001", TIMES_SIZE, "width: ⟦120000⟧\n        height: 700"),
    "logo": ("IMG001", LOGO_SIZE, "width: 50\n      height: ⟦500⟧"),
    "size in the address": (
        "IMG001",
        f"{PBS_URL}\n        {PBS_SIZE}",
        f"{PBS_URL.replace('683', '600')}\n        width: 1024\n        height: ⟦683⟧",
    ),
    "narrow": ("IMG005", LEAD_SIZE, "width: ⟦12⟧\n    height: 640"),
    "low": ("IMG005", LEAD_SIZE, "width: 1280\n    height: ⟦64⟧"),
    "small": ("IMG005", LEAD_SIZE, "width: ⟦64⟧\n    height: 32"),
    "huge": ("IMG005", LEAD_SIZE, "width: ⟦128000⟧\n    height: 640"),
    "too wide": ("IMG005", LEAD_SIZE, "width: ⟦12800⟧\n    height: 640"),
    "too flat": ("IMG005", LEAD_SIZE, "width: 1280\n    height: ⟦128⟧"),
    "item's, low": ("IMG005", SC_SIZE, "width: 960\n        height: ⟦12⟧"),
    "lead twice": ("IMG006", LEAD, f"{LEAD}  - url: ⟦{LEAD_URL}⟧\n    {LEAD_SIZE}\n"),
    "logo twice": ("IMG006", LOGO, f"{LOGO}    - url: ⟦{LOGO_URL}⟧\n      {LOGO_SIZE}\n"),
    "item's twice": ("IMG006", PBS, f"{PBS}      - url: ⟦{PBS_URL}⟧\n        {PBS_SIZE}\n"),
    "twice, with a fragment": (
        "IMG006",
        PBS,
        f"{PBS}      - {PBS_SIZE}\n        url: ⟦{PBS_URL.replace('.jpg', '.jpg#x')}⟧\n",
    ),
}

REVERSIBLE = (
    *("width", "height", "swapped", "both", "another hint", "width too great", "logo"),
    *("lead twice", "logo twice", "item's twice", "twice, with a fragment"),
)


@each_case(PLANTED.values())
def test_one_defect_gives_one_finding(code: str, old: str, marked: str) -> None:
    check_only_finding(code, with_defect(old, marked))


@each_case(REVERSIBLE)
def test_fixing_gives_back_the_article(name: str) -> None:
    _, old, marked = PLANTED[name]
    text, _, _ = unmarked(with_defect(old, marked))
    fix = lint_text(text)[0].fix
    assert fix is not None
    assert fix.safety == "unsafe"
    assert apply_edits(text, fix.edits) == seed()
