import json
from pathlib import Path

import pytest

from linter.schema.builtin import builtin_names
from tests.cli.conftest import Run


def test_list(run: Run) -> None:
    lines = run("schema").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*builtin_names(), "config"]
    assert all(len(line.split()) > 1 for line in lines)


def test_one_schema(run: Run) -> None:
    assert json.loads(run("schema", "article").stdout)["title"] == "News article"


def test_the_config_is_described_by_its_committed_schema(run: Run) -> None:
    # To write it anew: python docs/generate.py
    file = Path(__file__).parents[2] / "schemas/config.schema.json"
    assert run("schema", "config").stdout == file.read_text(encoding="utf-8")


def test_no_such_schema(run: Run) -> None:
    result = run("schema", "artcle")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: no schema is called `artcle`; did you mean `article`?\n"


def test_a_bundle_of_a_builtin_schema(run: Run) -> None:
    bundle = json.loads(run("schema", "topic", "--bundle").stdout)
    assert bundle["$id"] == "urn:articlelint:schema:topic"
    assert "urn:articlelint:schema:common" in bundle["$defs"]
    assert run("schema", "config", "--bundle").stdout == run("schema", "config").stdout


@pytest.mark.usefixtures("site")
def test_a_bundle_of_an_own_schema(run: Run) -> None:
    Path("schemas").mkdir()
    own = "properties: {a: {$ref: part.json}}\n"
    Path("schemas/own.yaml").write_text(own, encoding="utf-8")
    Path("schemas/part.json").write_text('{"type": "string"}', encoding="utf-8")
    result = run("schema", "schemas/own.yaml", "--bundle")
    assert json.loads(result.stdout)["$defs"] == {
        "https://site.invalid/schemas/part.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "https://site.invalid/schemas/part.json",
            "type": "string",
        }
    }


@pytest.mark.usefixtures("site")
def test_each_mistake_in_the_config_has_a_line_of_its_own(run: Run) -> None:
    Path("own.json").write_text("{}", encoding="utf-8")
    Path("articlelint.toml").write_text("igmore = []\nselekt = []\n", encoding="utf-8")
    result = run("schema", "./own.json", "--bundle")
    assert (result.exit_code, result.stdout) == (2, "")
    starts = [line.partition(" unknown key `")[0] for line in result.stderr.splitlines()]
    assert starts == ["error: articlelint.toml:1:", "error: articlelint.toml:2:"]


@pytest.mark.posix("symbolic links")
@pytest.mark.usefixtures("site")
def test_a_bundle_holds_no_file_outside_of_the_site(run: Run) -> None:
    Path("out.json").write_text('{"const": "secret"}', encoding="utf-8")
    Path("blog/schemas").mkdir(parents=True)
    Path("blog/articlelint.toml").write_text('site-root = "."', encoding="utf-8")
    Path("blog/schemas/own.json").write_text('{"$ref": "../part.json"}', encoding="utf-8")
    Path("blog/part.json").symlink_to("../out.json")
    result = run("schema", "blog/schemas/own.json", "--bundle")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: schema `../part.json` lies outside the site root\n"


@pytest.mark.usefixtures("site")
def test_what_cannot_be_bundled(run: Run) -> None:
    assert run("schema", "--bundle").stderr == (
        "error: --bundle needs the name or the path of a schema\n"
    )
    missing = run("schema", "none.json", "--bundle")
    assert missing.exit_code == 2
    assert missing.stderr == "error: schema `none.json`: no such file or directory\n"
    Path("own.json").write_text('{"$ref": "https://example.org/a.json"}', encoding="utf-8")
    remote = run("schema", "own.json", "--bundle")
    assert remote.stderr == (
        "error: schema `own.json`: `$ref` leads out of the site, and is not fetched: "
        "https://example.org/a.json\n"
    )
