"""Hostile schemas of a site, through the command."""

import json
import re
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.commands import Commands
from tests.hostile.articles import PART, article
from tests.hostile.orderly import check_orderly
from tests.links import link_on_posix

pytestmark = pytest.mark.slow

CONFIG = """\
[[collections]]
name = "news"
files = ["_news/*.md"]
schema = "own.schema.json"
"""
HARD = "a" * 60 + "b"
HARD_ARTICLE = article(title=HARD, **{HARD: "1"})
BACKTRACKING = "^(a+)+$"


def _deep(levels: int) -> str:
    return '{"properties":{"title":' * levels + "{}" + "}}" * levels


def _chain(links: int) -> dict[str, Any]:
    names = {f"d{index}": {"$ref": f"#/$defs/d{index + 1}"} for index in range(links)}
    return {"$ref": "#/$defs/d0", "$defs": names | {f"d{links}": {"required": ["z"]}}}


def _doubling(keyword: str) -> dict[str, Any]:
    names = {f"d{index}": {keyword: [{"$ref": f"#/$defs/d{index + 1}"}] * 2} for index in range(40)}
    return {"$ref": "#/$defs/d0", "$defs": names | {"d40": {"required": ["z"]}}}


def _subsets(names: int) -> dict[str, Any]:
    """Return a schema in which each way down describes another set of places."""
    parts = {
        f"d{one}": {
            "properties": {
                f"a{other}": {"$ref": f"#/$defs/d{one}"} for other in range(names) if one != other
            }
        }
        for one in range(names)
    }
    return {"anyOf": [{"$ref": f"#/$defs/d{one}"} for one in range(names)], "$defs": parts}


_AGAIN = {"properties": {"a": {"$ref": "#"}}}
DOUBLING: dict[str, Any] = {
    "all-of": {"additionalProperties": {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}},
    "any-of": {"additionalProperties": {"anyOf": [{"$ref": "#"}, {"$ref": "#"}]}},
    "one-of": {"properties": {"a": {"oneOf": [{"$ref": "#"}, {"$ref": "#"}]}}},
    "condition": {"if": _AGAIN, "then": _AGAIN},
    "not": {"not": _AGAIN | {"required": ["a"]}, **_AGAIN},
    "unevaluated": {"allOf": [_AGAIN], "unevaluatedProperties": {"type": "string"}},
    "patterns": {"patternProperties": {"a": {"$ref": "#"}, "^a": {"$ref": "#"}}},
    "dynamic": {
        "$dynamicAnchor": "x",
        "additionalProperties": {"allOf": [{"$dynamicRef": "#x"}, {"$dynamicRef": "#x"}]},
    },
    "definitions": {
        "$ref": "#/$defs/d0",
        "$defs": {
            f"d{index}": {
                "properties": {"a": {"$ref": f"#/$defs/d{index + 1}"}},
                "anyOf": [{"properties": {"a": {"$ref": f"#/$defs/d{index + 1}"}}}],
            }
            for index in range(60)
        }
        | {"d60": {}},
    },
}

REPORTED: dict[str, Any] = {
    "pattern": {"properties": {"title": {"pattern": BACKTRACKING}}},
    "pattern-with-reference-back": {"properties": {"title": {"pattern": r"^(a+)+\1(a|aa)+\1$"}}},
    "property-names": {"propertyNames": {"pattern": BACKTRACKING}},
    "pattern-properties": {"patternProperties": {BACKTRACKING: {}}, "required": ["z"]},
    "unevaluated": {"patternProperties": {BACKTRACKING: {}}, "unevaluatedProperties": False},
    "condition": {
        "if": {"patternProperties": {BACKTRACKING: {}}},
        "then": {"patternProperties": {BACKTRACKING: {}}},
        "unevaluatedProperties": False,
    },
    "look-ahead": {
        "patternProperties": {"^(?=(a+)+$)(a+)+$": {}},
        "additionalProperties": False,
    },
    "recursive": {"additionalProperties": {"$ref": "#"}, "required": ["z"]},
    "wide": {"allOf": [{"required": ["z"]}] * (5_000 // PART)},
    "large": {
        "properties": {
            f"k{index}": {"type": "integer", "minimum": 3} for index in range(42_000 // PART)
        },
        "required": ["z"],
    },
    "values": {
        "properties": {"title": {"enum": [f"k{index}" for index in range(180_000 // PART)]}}
    },
}

_DRAFTS = {
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "7": "http://json-schema.org/draft-07/schema#",
    "6": "http://json-schema.org/draft-06/schema#",
    "4": "http://json-schema.org/draft-04/schema#",
}
_HARD_PARTS: dict[str, Any] = {
    "pattern": {"additionalProperties": {"pattern": BACKTRACKING}},
    "pattern-properties": {"patternProperties": {BACKTRACKING: {"not": {}}}},
    "property-names": {"propertyNames": {"pattern": BACKTRACKING}},
    "unevaluated": {
        "allOf": [{"patternProperties": {BACKTRACKING: {}}}],
        "unevaluatedProperties": {"pattern": BACKTRACKING},
    },
    "format": {"additionalProperties": {"format": "uuid", "not": {}}},
    "address-within": {
        "$id": "https://example.org/a.json",
        "id": "https://example.org/a.json",
        "allOf": [{"$ref": "b.json"}],
        "definitions": {
            "b": {
                "$id": "b.json",
                "id": "b.json",
                "patternProperties": {BACKTRACKING: {"pattern": BACKTRACKING}},
                "additionalProperties": {"$ref": "#/definitions/c"},
                "definitions": {"c": {"pattern": r"^\p{L}+$"}},
            }
        },
    },
}
"""What the validators of a library would match with patterns of its own."""

REPORTED |= {
    f"{name}-of-{draft}-by-reference": {
        "$schema": uri,
        "required": ["z"],
        "allOf": [{"$ref": "#/definitions/part"}],
        "definitions": {"part": {"$schema": uri, "properties": {"a": {"$ref": "#"}}, **part}},
    }
    for draft, uri in _DRAFTS.items()
    for name, part in _HARD_PARTS.items()
}
REPORTED |= {
    "meta-schema": {
        "properties": {"title": {"$ref": _DRAFTS["7"]}},
        "allOf": [{"$ref": _DRAFTS["2020-12"]}],
        "required": ["z"],
    },
    "dynamic-reference": {
        "$dynamicAnchor": "x",
        "$schema": _DRAFTS["2020-12"],
        "additionalProperties": {"$dynamicRef": "#x"},
        "patternProperties": {BACKTRACKING: {"$dynamicRef": "#x"}},
        "unevaluatedProperties": {"$ref": "#"},
        "required": ["z"],
    },
    "recursive-reference": {
        "$recursiveAnchor": True,
        "$schema": _DRAFTS["2019-09"],
        "additionalProperties": {"$recursiveRef": "#"},
        "patternProperties": {BACKTRACKING: {"$recursiveRef": "#"}},
        "required": ["z"],
    },
}


def _aside(levels: int) -> dict[str, Any]:
    """Return a schema inside others, each reached through no keyword."""
    schema: dict[str, Any] = {"properties": {f"k{index}": {} for index in range(40_000 // PART)}}
    for _ in range(levels):
        schema = {"x": schema}
    return schema | {"items": {"anyOf": [{"$ref": "#" + "/x" * each} for each in range(1, levels)]}}


def _drafts(levels: int) -> dict[str, Any]:
    """Return a schema inside others of another draft each."""
    schema: dict[str, Any] = {"properties": {f"k{index}": {} for index in range(40_000 // PART)}}
    for level in range(levels):
        uri = _DRAFTS["7" if level % 2 else "6"]
        schema = {"$id": f"https://a.example/{level}", "$schema": uri, "not": schema}
    return schema


def _anchors(count: int) -> dict[str, Any]:
    return {
        "$defs": {f"d{index}": {"$dynamicAnchor": "x"} for index in range(count)},
        "properties": {f"k{index}": {"$dynamicRef": "#x"} for index in range(count)},
    }


REFUSED: dict[str, Any] = {
    "http": {"$ref": "http://127.0.0.1:{port}/a.json"},
    "https": {"properties": {"a": {"$ref": "https://127.0.0.1:{port}/a.json#/b"}}},
    "no-scheme": {"$ref": "//127.0.0.1:{port}/a.json"},
    "file": {"$ref": "file:///etc/passwd"},
    "upwards": {"$ref": "../../outside.json"},
    "upwards-escaped": {"$ref": "%2e%2e/outside.json"},
    "absolute": {"$ref": "/etc/passwd"},
    "link": {"$ref": "link.json"},
    "link-of-a-folder": {"$ref": "folder/outside.json"},
    "itself": {"$ref": "#"},
    "no-address": {"$ref": "http://[::1"},
    "nul": {"$ref": "a\0b"},
    "own-address": {"$id": "http://[::1"},
    "chain": _chain(20_000),
    "all-of": _doubling("allOf"),
    "any-of": _doubling("anyOf"),
    "deep": _deep(400),
    "deeper": _deep(10_000),
    "brackets": "[" * 100_000,
    "subsets": _subsets(40),
    "repeats": {"properties": {"title": {"pattern": "(((a{1,99}){1,99}){1,99}){1,99}"}}},
    "groups": {"properties": {"title": {"pattern": "(" * 50_000}}},
    "surrogate": '{"properties": {"\\ud800": {}}}',
    "escape": {"x-role": "\x1b[2J\n::error::"},
    "digits": '{"maximum": ' + "9" * 10_000 + "}",
    "constant": '{"maximum": NaN}',
    "no-json": "\x1b[2J",
    "aside": _aside(100),
    "drafts": _drafts(100),
    "dynamic-anchors": _anchors(9_000),
    "draft-3": {"$schema": "http://json-schema.org/draft-03/schema#"},
    "own-meta-schema": {"$schema": "http://127.0.0.1:{port}/meta.json"},
    "no-draft": {"$schema": "\x1b[2J"},
    "network-further-in": {"$id": "http://127.0.0.1:{port}/", "items": {"$ref": "a.json"}},
    "id-upwards": {"$id": "/a/b/", "$ref": "../../../outside.json"},
    "anchor": {"$ref": "#nowhere"},
    "recursive-in-place": {"$schema": _DRAFTS["2019-09"], "allOf": [{"$recursiveRef": "#"}]},
    "dynamic-in-place": {"$dynamicAnchor": "x", "anyOf": [{"$dynamicRef": "#x"}]},
    "itself-by-its-id": {"$id": "urn:example:a", "not": {"$ref": "urn:example:a"}},
    "itself-in-a-meta-schema": {
        "$id": "https://example.org/a",
        "$dynamicAnchor": "meta",
        "$ref": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [{"$dynamicRef": "#meta"}],
    },
    "5-mb": {"enum": ["a" * 5_000_000]},
    "large": "[" + " " * 11_000_000 + "]",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "_news").mkdir(parents=True)
    (site / "_news/a.md").write_bytes(HARD_ARTICLE)
    (site / "articlelint.toml").write_text(CONFIG)
    (tmp_path / "outside.json").write_text('{"title": "root:x"}')
    link_on_posix(site / "link.json", "../outside.json")
    link_on_posix(site / "folder", "..")
    return site


@pytest.fixture(scope="module")
def network() -> Iterator[tuple[int, list[str]]]:
    """Listen on a port; the list has an entry for each connection."""
    reached: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            while True:
                connection, address = listening.accept()
                connection.close()
                if reached == ["end"]:
                    return
                reached.append(str(address))

        thread = Thread(target=accept, daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        yield port, reached
        reached[:] = ["end"]
        socket.create_connection(("127.0.0.1", port)).close()
        thread.join()


def _text(schema: Any) -> str:
    return schema if isinstance(schema, str) else json.dumps(schema)


def _nested(levels: int) -> bytes:
    return article(a="{a: " * levels + "1" + "}" * levels)


def _hold(site: Path, schemas: Mapping[str, Any], **articles: bytes) -> None:
    """Hold articles in a folder of each name to the schema of that name."""
    config = ""
    for name, schema in schemas.items():
        config += f"[[collections]]\nname = '{name}'\nfiles = ['{name}/*.md']\n"
        config += f"schema = '{name}.schema.json'\n"
        (site / f"{name}.schema.json").write_text(_text(schema))
        (site / name).mkdir()
        for stem, data in articles.items():
            (site / name / f"{stem}.md").write_bytes(data)
    (site / "articlelint.toml").write_text(config)


def test_what_a_schema_costs_is_bounded(commands: Commands, site: Path) -> None:
    _hold(site, REPORTED, hard=HARD_ARTICLE)
    ending = commands.run("check", "--no-cache", folder=site)
    check_orderly(ending)
    assert ending.status == 1
    assert set(re.findall(r"(\S+)/hard\.md:\d+:\d+", ending.stdout.decode())) == REPORTED.keys()


def test_what_a_schema_would_take_too_long_for_is_an_error_of_the_file(
    commands: Commands, site: Path
) -> None:
    schemas = {name: schema | {"required": ["z"]} for name, schema in DOUBLING.items()}
    _hold(site, schemas, hard=HARD_ARTICLE, nested=_nested(50))
    ending = commands.run("check", "--no-cache", folder=site)
    check_orderly(ending)
    assert ending.status == 2
    assert set(re.findall(r"(\S+)/hard\.md:\d+:\d+", ending.stdout.decode())) == DOUBLING.keys()
    reason = f"it would be applied more than {250_000 // PART:,} times"
    assert sorted(ending.stderr.decode().splitlines()) == sorted(
        f"error: {name}/nested.md: schema `{name}.schema.json`: {reason}" for name in DOUBLING
    )


def test_what_a_schema_may_take_is_bounded(commands: Commands, site: Path) -> None:
    """One level of an article is held to `anyOf`, and the next one to `oneOf`."""
    one_of = {"required": ["a"], "additionalProperties": {"oneOf": [{"$ref": "#"}] * 2}}
    any_of = {"required": ["a"], "additionalProperties": {"anyOf": [{"$ref": "#/$defs/one"}] * 2}}
    (site / "own.schema.json").write_text(
        _text(any_of | {"type": "object", "$defs": {"one": one_of | {"type": "object"}}})
    )
    # One level more would be too many.
    (site / "_news/a.md").write_bytes(_nested(11))
    ending = commands.run("check", "--no-cache", folder=site)
    check_orderly(ending)
    assert ending.status == 1


@pytest.mark.parametrize("schema", REFUSED.values(), ids=REFUSED)
def test_a_schema_is_refused_in_one_line(
    schema: Any, commands: Commands, site: Path, network: tuple[int, list[str]]
) -> None:
    port, reached = network
    (site / "own.schema.json").write_text(_text(schema).replace("{port}", str(port)))
    ending = commands.run("check", "--no-cache", folder=site)
    check_orderly(ending)
    assert ending.status == 2
    assert ending.stderr.startswith(b"error: articlelint.toml:4: ")
    assert ending.stderr.count(b"\n") == 1
    assert len(ending.stderr) < 600
    assert b"root:" not in ending.stderr
    assert reached == []
