"""Plans are data, what they name is light to import, and a proof is what linting finds."""

import ast
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from linter.config.settings import Settings
from linter.fastpath.plan import Plan
from linter.fastpath.prove import Proof, Prover
from linter.frontmatter.source import decode
from linter.lint.plan import rule_table
from linter.lint.proof import proved
from linter.lint.proof_plan import HeldTo, proof_plan
from linter.lint.results import FileResult, Suspects
from linter.lint.run import lint
from linter.profiles.news_api import PROFILE as NEWS_API
from linter.profiles.registry import all_profiles
from linter.schema.roles import ROLES
from linter.schema.schema import builtin
from linter.site.config import SiteConfig
from linter.site.site import Site
from linter.site.view import SiteView
from tests.each_case import each_case
from tests.processor_time import bounded

ROOT = Path(__file__).parents[2]
ARTICLE = next((ROOT / "seeds").glob("*.md"))
SETTINGS = Settings(now=datetime(2026, 11, 1, tzinfo=UTC))


def plan_of(name: str = "news-api", settings: Settings = SETTINGS) -> Plan:
    profile = all_profiles()[name]
    held_to = HeldTo(builtin(profile.schema), profile, profile.dialect, has_site=True)
    plan = proof_plan(rule_table(settings), held_to)
    assert plan is not None
    return plan


def is_proved(text: str) -> bool:
    proof = Prover(plan_of()).prove(
        text.encode(),
        "_news/2020-06-11-a.md",
        now="2026-11-01T00:00:00Z",
        max_characters=500_000,
        accepts=builtin("article").accepts,
        site=None,
    )
    return isinstance(proof, Proof)


@each_case(sorted(all_profiles()))
def test_a_plan_is_the_same_after_it_was_kept_as_json(profile: str) -> None:
    plan = plan_of(profile)
    assert Plan.of(json.loads(json.dumps(plan))) == plan


def test_what_plans_name_imports_no_library_no_schema_and_no_rule() -> None:
    names = {
        name.partition(":")[0]
        for profile in all_profiles()
        for plan in (plan_of(profile),)
        for each in plan.objects
        for name, *_ in (*each.checks, *each.site_checks)
    }
    names |= {each.name.partition(":")[0] for each in plan_of().facts}
    code = (
        f"import sys, importlib; [importlib.import_module(each) for each in {sorted(names)}]\n"
        "import linter.fastpath.prove\n"
        "print(sorted({'yaml', 'jsonschema_rs', 'click', 'linter.rules.base', 'linter.schema'}"
        " & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
    assert len(names) > 5


def test_the_sample_is_proved_clean_with_its_facts() -> None:
    source, schema = decode("_news/2020-06-11-a.md", ARTICLE.read_bytes()), builtin("article")
    site = SiteView(Site(ROOT, SiteConfig()))
    clean = proved(
        source,
        ARTICLE.read_bytes(),
        schema,
        SETTINGS,
        site,
        dialect=NEWS_API.dialect,
        profile=NEWS_API,
    )
    assert isinstance(clean, FileResult)
    assert clean == lint(source, schema, SETTINGS, site)._replace(is_proved=True)
    assert [code for code, _ in clean.facts] == ["DUP001", "SEC007", "SEC008"]


def test_validity_is_the_same_in_the_first_files_and_in_those_after_them() -> None:
    schema, data = builtin("article"), ARTICLE.read_bytes()
    invalid = data.replace(b"quality: 74", b"quality: high")
    assert invalid != data
    settings = Settings(now=datetime(2021, 2, 3, tzinfo=UTC))
    for number in range(50):
        clean, suspects = (
            proved(
                decode(f"_news/2020-06-11-{number}.md", text),
                text,
                schema,
                settings,
                None,
                dialect=NEWS_API.dialect,
                profile=NEWS_API,
            )
            for text in (data, invalid)
        )
        assert isinstance(clean, FileResult)
        assert isinstance(suspects, Suspects)
        assert "SCH003" in suspects.codes


@each_case(
    [
        ("quality: 74", "quality: 75"),
        ("title: ", "titel: "),
        ("domain: pbs.org", "domain: wsj.com"),
        ("T13:14:00Z", "T13:14:00"),
        ("width: 1024", "width: 1025"),
        ("2020-06-11T00:03:00Z", '"2020-06-11T00:03:00Z"'),
        ("2020-06-11T00:03:00Z", "2030-06-11T00:03:00Z"),
        ("www.wsj.com/amp", "www.wsj.com//amp"),
        ("  - AI\n", "  - 'AI  '\n"),
        ("  - AI\n", "  - 'AI && &amp;'\n"),
        ("  - AI\n", "  - 'AI << <b>'\n"),
    ]
)
def test_a_file_with_a_finding_is_not_proved_clean(old: str, new: str) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    assert old in text
    assert not is_proved(text.replace(old, new, 1))


@pytest.mark.parametrize("number", ["1" * 200_000, "1." * 100_000 + "1", "1_" * 100_000])
def test_the_type_of_a_long_number_is_found_in_linear_time(number: str) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    assert "quality: 74" in text
    with bounded():
        assert not is_proved(text.replace("quality: 74", f"quality: {number}", 1))


@pytest.mark.parametrize("part", ["&", "<", "<!--", "&amp", "a & <b "])
def test_texts_are_searched_in_linear_time(part: str) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    with bounded():
        is_proved(text.replace("  - AI\n", f"  - '{part * (300_000 // len(part))}'\n", 1))


def test_a_rule_without_a_statement_prevents_all_proofs_of_its_objects() -> None:
    held_to = HeldTo(builtin("article"), NEWS_API, NEWS_API.dialect, has_site=False)
    plan = proof_plan(rule_table(replace(SETTINGS, select=("STY001",))), held_to)
    assert plan is not None
    assert not plan.can_prove


@pytest.mark.parametrize(
    ("block", "is_clean"),
    [
        ("title: a", True),
        ("provider:", True),
        ("provider:\n  name: a", False),
        ("provider:\n  domain: a.com", False),
        ("related:\n  - title: a", True),
        ("related:\n  - title: a\n    provider:\n      name: a", False),
    ],
)
def test_objects_of_a_rule_without_a_statement_are_not_proved_clean(
    block: str, *, is_clean: bool
) -> None:
    prover = Prover(plan_of(settings=replace(SETTINGS, select=("REF003",))))
    proof = prover.prove(
        f"---\n{block}\n---\n".encode(),
        "a.md",
        now="2026-11-01T00:00:00Z",
        max_characters=500_000,
        accepts=lambda _: True,
        site=None,
    )
    assert isinstance(proof, Proof) is is_clean


def test_functions_look_for_roles_alone() -> None:
    files = [*ROOT.glob("linter/rules/*/silence.py"), *ROOT.glob("linter/rules/shared/*silence.py")]
    named = {
        call.args[0].value
        for file in files
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "get"
        and isinstance(call.args[0], ast.Constant)
    }
    assert named <= ROLES.keys()
    assert len(named) > 15


@each_case(
    product(
        ["zola", "hugo", "eleventy", "docusaurus", "jekyll", "mkdocs"],
        ["2013-09-23 07:00:00 +0000", "2013-09-23T07:00:00.123Z"],
    )
)
def test_a_date_is_proved_clean_only_if_the_generator_reads_it(name: str, date: str) -> None:
    profile = all_profiles()[name]
    schema, path = builtin(profile.schema), "blog/_posts/2013-09-23-a.md"
    for written in (date, f"'{date}'"):
        data = f"---\ntitle: a\ndate: {written}\n---\n".encode()
        source = decode(path, data)
        clean = proved(
            source, data, schema, SETTINGS, None, dialect=profile.dialect, profile=profile
        )
        found = lint(source, schema, SETTINGS, dialect=profile.dialect, profile=profile)
        assert not isinstance(clean, FileResult) or not found.diagnostics


def test_a_plan_names_the_rules_that_state_its_conditions() -> None:
    plan = plan_of(settings=replace(SETTINGS, select=("TXT001", "TXT008", "SEC001", "SCH004")))
    suspects = [each.codes for texts in plan.texts for each in texts.suspects]
    checks = [check.codes for each in plan.objects for check in each.checks]
    assert ["TXT001", "TXT008"] in suspects
    assert {code for codes in checks for code in codes} == {"TXT008", "SEC001"}
    assert plan.schema_codes == ["SCH004"]


def test_a_plan_names_the_rules_that_state_nothing() -> None:
    article = plan_of(settings=replace(SETTINGS, select=("STY001", "REF003"))).objects[0]
    assert article.unstated == ["STY001"]
    assert {code for codes in article.unproven.values() for code in codes} <= {"REF003"}
