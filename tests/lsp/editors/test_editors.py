"""The server in real editors, with the settings that the page on editors shows."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.commands import Commands
from tests.lsp.editors.picture import PICTURE
from tests.lsp.editors.session import ARTICLE, DEFECTS, EDITORS, ROOT, Session, session, site_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=EDITORS)
def edited(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Session:
    return session(EDITORS[request.param], tmp_path_factory.mktemp(request.param))


def fixed(commands: Commands, folder: Path, *options: str) -> bytes:
    """Return the article as the command writes it."""
    article = site_in(folder) / ARTICLE
    commands.run("check", "--fix", *options, str(article), folder=ROOT)
    return article.read_bytes()


def test_findings_are_where_they_are_in_the_text(edited: Session) -> None:
    assert edited.answers["findings"] == [
        ["TXT004", "  "],
        ["DAT001", "2020-06-11T02:03:00+02:00"],
        ["SCH003", "124x"],
    ]


def test_a_hover_has_what_the_schema_states_of_the_key(edited: Session) -> None:
    assert "Type: integer" in edited.answers["hover"]


def test_topics_of_the_site_are_completed(edited: Session) -> None:
    assert "AI" in edited.answers["completions"]


def test_an_outline_has_the_keys(edited: Session) -> None:
    assert {"category", "title", "provider", "domain", "related"} <= {*edited.answers["outline"]}


def test_a_topic_leads_to_its_file(edited: Session) -> None:
    assert edited.answers["definition"] == "_data/topics/ai.yaml"


def test_an_edited_config_is_seen_at_once(edited: Session) -> None:
    assert edited.answers["findings_by_edited_config"] == [["TXT004", "  "], ["SCH003", "124x"]]


def test_a_quick_fix_writes_what_the_command_writes(
    edited: Session, commands: Commands, tmp_path: Path
) -> None:
    written = (edited.folder / "quick-fix.md").read_bytes()
    assert written == fixed(commands, tmp_path, "--select", "TXT004")


def test_all_fixes_write_what_the_command_writes(
    edited: Session, commands: Commands, tmp_path: Path
) -> None:
    assert (edited.site / ARTICLE).read_bytes() == fixed(commands, tmp_path)
    assert edited.answers["findings_after_fixes"] == [["SCH003", "124x"]]


def test_the_picture_shows_what_is_found_now(commands: Commands, tmp_path: Path) -> None:
    ending = commands.run("check", "--output-format", "json", ARTICLE, folder=site_in(tmp_path))
    texts = ET.parse(PICTURE).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own
    shown = "".join("".join(text.itertext()) for text in texts).replace("\N{NO-BREAK SPACE}", " ")
    findings = json.loads(ending.stdout)
    assert len(findings) == len(DEFECTS)
    for finding in findings:
        assert finding["message"][:30] in shown


def test_an_editor_that_is_missing_is_named(tmp_path: Path) -> None:
    absent = EDITORS["neovim"]._replace(program="no-such-editor")
    assert shutil.which(absent.program) is None
    with pytest.raises(pytest.skip.Exception, match="apt-get install neovim"):
        session(absent, tmp_path)
