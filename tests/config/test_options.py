"""Declared options: what follows from a field, in every type and for every table."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import jsonschema_rs
import pytest

from linter.config.options import Merge, RelativeGlob, Text, described
from linter.config.schema import config_schema, table_schema
from linter.config.settings import Collection, Config
from linter.config.values import made, updated, written_table
from linter.core.limits import Limits
from linter.site.config import SiteSettings

FOLDER = Path("/site")


class Mood(StrEnum):
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True)
class Inner:
    least: Annotated[int, "The least.", ("minimum", 1)] = 3
    most: Annotated[int | None, "The most."] = None


@dataclass(frozen=True)
class Row:
    label: Annotated[Text, "A label."]
    weight: Annotated[float, "A weight."] = 1.5


@dataclass(frozen=True)
class Beside:
    is_strict: Annotated[bool, "Whether it is strict."] = False


@dataclass(frozen=True)
class Table:
    mood: Annotated[Mood, "A mood."] = Mood.GOOD
    side: Annotated[Literal["left", "right"], "A side."] = "left"
    file: Annotated[Path | None, "A file."] = None
    globs: Annotated[tuple[RelativeGlob, ...], "Globs.", Merge.JOIN] = ()
    words: Annotated[tuple[str, ...], "Words."] = ("a",)
    by_glob: Annotated[
        tuple[tuple[RelativeGlob, Annotated[tuple[Text, ...], "Names."]], ...], "By glob."
    ] = ()
    inner: Annotated[Inner, "A table."] = Inner()
    rows: Annotated[tuple[Row, ...], "Rows."] = ()
    beside: Beside = Beside()
    secret: int = 7


VALUES: dict[str, Any] = {
    "mood": "bad",
    "side": "right",
    "file": "a.txt",
    "globs": ["*.md"],
    "words": ["b", "c"],
    "by-glob": {"x/": ["n"]},
    "inner": {"most": 9},
    "rows": [{"label": "r"}],
    "is-strict": True,
}


def test_values_are_read_by_their_types() -> None:
    assert updated(Table(), VALUES, FOLDER) == Table(
        mood=Mood.BAD,
        side="right",
        file=FOLDER / "a.txt",
        globs=(RelativeGlob(FOLDER, "*.md"),),
        words=("b", "c"),
        by_glob=((RelativeGlob(FOLDER, "x/"), ("n",)),),
        inner=Inner(most=9),
        rows=(Row("r"),),
        beside=Beside(is_strict=True),
    )


def test_values_that_a_file_lacks_stay_as_they_were() -> None:
    first = updated(Table(), VALUES, FOLDER)
    assert updated(first, {}, Path("/other")) == first
    assert updated(first, {"inner": {"least": 2}}, FOLDER).inner == Inner(2, 9)


def test_a_list_replaces_that_of_the_extended_file_unless_it_joins_it() -> None:
    first = updated(Table(), VALUES, FOLDER)
    second = updated(first, {"globs": ["b"], "words": ["d"]}, Path("/other"))
    assert second.globs == (RelativeGlob(FOLDER, "*.md"), RelativeGlob(Path("/other"), "b"))
    assert second.words == ("d",)


def test_a_field_without_a_description_is_no_option() -> None:
    keys = [option.key for option in described(Table)]
    assert "is-strict" in keys
    assert not {"secret", "beside"} & {*keys}
    assert updated(Table(), {"secret": 8, "beside": {"is-strict": True}}, FOLDER) == Table()


def test_what_is_shown_is_what_was_read() -> None:
    shown = written_table(updated(Table(), VALUES, FOLDER))
    assert json.loads(json.dumps(shown)) == {
        **VALUES,
        "file": str(FOLDER / "a.txt"),
        "inner": {"least": 3, "most": 9},
        "rows": [{"label": "r", "weight": 1.5}],
    }
    assert list(shown) == [option.key for option in described(Table)]


@pytest.mark.parametrize(
    ("values", "is_valid"),
    [
        pytest.param(VALUES, True, id="all"),
        pytest.param({}, True, id="none"),
        pytest.param({"mood": "sad"}, False, id="enum"),
        pytest.param({"side": "top"}, False, id="literal"),
        pytest.param({"file": ""}, False, id="empty-path"),
        pytest.param({"globs": ["x" * 1_001]}, False, id="long-glob"),
        pytest.param({"words": [1]}, False, id="item"),
        pytest.param({"by-glob": {"a": "b"}}, False, id="value-of-a-pair"),
        pytest.param({"inner": {"least": 0}}, False, id="keyword"),
        pytest.param({"inner": {"lest": 1}}, False, id="unknown-inside"),
        pytest.param({"rows": [{}]}, False, id="required"),
        pytest.param({"secret": 7}, False, id="no-option"),
    ],
)
def test_the_schema_accepts_what_can_be_read(values: dict[str, Any], *, is_valid: bool) -> None:
    assert jsonschema_rs.is_valid(table_schema(Table), values) is is_valid


def test_the_schema_has_defaults_and_descriptions() -> None:
    properties = table_schema(Table)["properties"]
    assert properties["mood"] == {
        "enum": ["good", "bad"],
        "default": "good",
        "description": "A mood.",
    }
    assert properties["words"]["default"] == ["a"]
    assert properties["by-glob"]["additionalProperties"]["description"] == "Names."
    assert not {"default"} & {*properties["file"], *properties["globs"], *properties["inner"]}


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        pytest.param(Config, (), id="top"),
        pytest.param(SiteSettings, ("site",), id="site"),
        pytest.param(Limits, ("limits",), id="limits"),
        pytest.param(Collection, ("collections", "items"), id="collections"),
    ],
)
def test_every_option_of_each_table_is_in_the_config_schema(
    kind: Any, path: tuple[str, ...]
) -> None:
    schema: Any = config_schema()
    for part in path:
        schema = schema["properties"][part] if "properties" in schema else schema[part]
    keys = {option.key for option in described(kind)}
    assert {*schema["properties"]} - {"extend", "rules"} == keys


def test_a_required_option_must_be_given() -> None:
    with pytest.raises(TypeError, match="label"):
        made(Row, {"weight": 2.0}, FOLDER)


def test_the_recipe_of_the_contributing_guide_declares_an_option() -> None:
    guide = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = guide.partition("## Add a config option")[2].partition("\n## ")[0]
    (line,) = re.findall(r"^    (\w+: Annotated.*)$", recipe, re.MULTILINE)
    names: dict[str, Any] = {"Annotated": Annotated, "dataclass": dataclass}
    exec(f"@dataclass\nclass Scratch:\n    {line}", names)  # noqa: S102 - a line of our own guide
    (option,) = described(names["Scratch"])
    assert (option.key, option.default) == ("max-columns", 100)
    values = {option.key: 90}
    assert jsonschema_rs.is_valid(table_schema(names["Scratch"]), values)
    assert not jsonschema_rs.is_valid(table_schema(names["Scratch"]), {option.key: 9})
    assert updated(names["Scratch"](), values, FOLDER).max_columns == 90
    classes = re.findall(r"`(\w+)` (?:there|in `(linter/[\w/]+\.py)`)", recipe)
    assert [name for name, _ in classes] == [
        "Config", "Settings", "Collection", "SiteSettings", "OnlineSettings", "Limits",
    ]  # fmt: skip
    root = Path(__file__).parents[2]
    for name, module in classes:
        assert not module or f"class {name}:" in (root / module).read_text(encoding="utf-8")
