"""The examples that CONTRIBUTING.md walks through work as they stand."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from linter.core.diagnostic import Diagnostic, Severity
from linter.core.text import Position, Span
from linter.frontmatter.source import Source
from linter.lint.results import FileResult
from linter.profiles.profile import Profile, SiteRoot
from linter.reporters import Look
from linter.rules.base import Rule
from linter.run.report import Report
from linter.site.config import SiteConfig
from linter.testing import cases
from tests.conftest import Plant

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


def example(path: str, folder: Path) -> ModuleType:
    """Return the module whose code follows its path in the text."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    _, _, rest = text.partition(f"Write `{path}`")
    code = re.search(r"^```python\n(.*?)^```$", rest, re.MULTILINE | re.DOTALL)
    assert code is not None
    file = folder / Path(path).name
    file.write_text(code[1], encoding="utf-8")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_example_rule_keeps_to_its_cases(tmp_path: Path, plant: Plant) -> None:
    module = example("linter/rules/texts/txt009_shouting_title.py", tmp_path)
    rule = module.ShoutingTitle
    assert issubclass(rule, Rule)
    plant(rule)
    for case in cases(rule):
        case.run()


def test_the_example_profile_has_the_pages_of_a_site(tmp_path: Path) -> None:
    profile = example("linter/profiles/vitepress.py", tmp_path).PROFILE
    assert isinstance(profile, Profile)
    (tmp_path / ".vitepress").mkdir()
    site = SiteRoot(str(tmp_path), profile)
    assert profile.is_site(site)
    content = site.content
    names = ("index.md", "guide/_part.md", "public/a.md", ".vitepress/theme/a.md", "a.html")
    assert [name for name in names if content.is_page(name)] == ["index.md", "guide/_part.md"]
    places = site.links_at(SiteConfig()).places("./map.png", "guide/start.md")
    assert places is not None
    assert [Path(each) for each in places.paths] == [Path("guide/map.png")]


def test_the_example_format_escapes_what_it_prints(tmp_path: Path) -> None:
    module = example("linter/reporters/teamcity.py", tmp_path)
    diagnostic = Diagnostic(
        path="a.md",
        code="TXT002",
        name="html-tag",
        severity=Severity.ERROR,
        message="it's a |[b]\n",
        span=Span(0, 1),
        start=Position(1, 1),
        end=Position(1, 2),
        pointer=None,
        help=None,
        fix=None,
        related=(),
        url=None,
    )
    report = Report(("a.md",), (FileResult(Source("a.md", "a"), (diagnostic,), ()),))
    assert module.FORMAT.render(report, Look()) == (
        "##teamcity[message text='a.md:1: TXT002 it|'s a |||[b|]\\n' status='ERROR']\n"
    )


def test_the_paths_and_names_in_the_text_exist() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:linter|tests|docs|schemas|bench)/[\w./-]+)`", text))
    examples = re.compile("vitepress|teamcity|podcast|shouting")
    missing = [path for path in paths if not (CONTRIBUTING.parent / path).exists()]
    assert len(paths) > 30
    assert [path for path in missing if not examples.search(path)] == []
    named = re.findall(r"`(\w+)`\s+in\s+`(linter/[\w/]+\.py)`", text)
    assert len(named) > 8
    for name, path in named:
        assert name in (CONTRIBUTING.parent / path).read_text(encoding="utf-8"), (name, path)
