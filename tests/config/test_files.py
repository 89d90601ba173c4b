"""What config files may hold, and how their mistakes are reported."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from linter.cli.root import articlelint
from linter.config.files import Configs, Overrides
from linter.config.layers import MAX_REPORTED, ConfigFileError, inline_layer, read
from linter.config.settings import Config, FailOn, Kind
from linter.core.diagnostic import Severity
from linter.frontmatter.scalars.dialect import Dialect
from linter.lint.plan import rule_table
from linter.profiles.plain import PROFILE as PLAIN
from linter.rules.images.img005_implausible_size import Options
from linter.rules.registry import ConfigError

NOW = datetime(2021, 1, 1, tzinfo=UTC)


def written(folder: Path, text: str, name: str = "articlelint.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def rule_codes(config: Config, path: Path) -> frozenset[str]:
    return rule_table(config.settings_for(path)).codes


def test_every_key(tmp_path: Path) -> None:
    schema = written(tmp_path / "site/schemas", '{"type": "object"}', "post.json")
    text = """
        site-root = "site"
        dialect = "yaml-1.2"
        exclude = ["drafts/"]
        select = ["IMG", "DAT006"]
        extend-select = ["STY001"]
        ignore = ["IMG001"]
        fail-on = "warning"
        output-format = "concise"
        baseline = "known.json"
        [site]
        url = "https://blog.example"
        baseurl = "posts/"
        files = "static"
        [[collections]]
        name = "news"
        files = ["_news/**/*.md", "!_news/old/**"]
        schema = "article"
        dialect = "jekyll"
        [[collections]]
        name = "posts"
        files = ["content/**"]
        schema = "schemas/post.json"
        [rules.IMG005]
        min-side = 50
        severity = "error"
        [rules.url-date-distance]
        max-days = 9
        [per-file-ignores]
        "site/_news/a*.md" = ["DAT006"]
    """
    config = read(written(tmp_path, text))
    root = tmp_path / "site"
    assert config.sources == (tmp_path / "articlelint.toml",)
    assert (config.site_root, config.dialect) == (root, Dialect.YAML_1_2)
    assert (config.site.url, config.site.baseurl, config.site.files) == (
        ("https://blog.example", "posts/", "static")
    )
    assert (config.fail_on, config.output_format) == (FailOn.WARNING, "concise")
    assert config.baseline == tmp_path / "known.json"
    news, posts = config.collections
    assert (news.name, news.kind) == ("news", Kind("article", Dialect.JEKYLL, collection="news"))
    assert posts.kind == Kind(
        str(schema), Dialect.YAML_1_2, needs_block=False, profile=PLAIN, collection="posts"
    )
    assert config.collection_of(root / "_news/b.md") == news
    assert config.collection_of(root / "_news/old/b.md") is None
    assert config.collection_of(root / "content/x/y.txt") == posts
    assert config.collection_of(tmp_path / "_news/b.md") is None
    assert config.excludes(f"{tmp_path}/site/drafts/")
    assert not config.excludes(f"{tmp_path}/site/_news/")
    assert {"IMG005", "STY001", "DAT006"} <= rule_codes(config, root / "_news/b.md")
    assert "IMG001" not in rule_codes(config, root / "_news/b.md")
    assert "DAT006" not in rule_codes(config, root / "_news/a1.md")
    rules = {rule.code: rule for rule in rule_table(config.settings).rules}
    assert rules["IMG005"].options == Options(min_side=50)
    assert rules["IMG005"].given_severity is Severity.ERROR
    assert rules["DAT006"].options.max_days == 9


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("\nselct = []\n", ":2: unknown key `selct`; did you mean `select`?", id="key"),
        pytest.param(
            "extend-exclude = []",
            ":1: unknown key `extend-exclude`; did you mean `exclude`?",
            id="extended",
        ),
        pytest.param("[sit]\n", ":1: unknown key `sit`; did you mean `site`?", id="table"),
        pytest.param("select = 'URL'\n", ":1: `select` must be a list", id="no-list"),
        pytest.param(
            "select = [\n 'URL',\n 5]\n", ":3: each of `select` must be a text", id="element"
        ),
        pytest.param("\nignore = ['URL',\n'XYZ']", ":3: no rule is called `XYZ`", id="no-rule"),
        pytest.param("dialect = 'yaml'", ":1: `dialect` must be one of `jekyll`,", id="dialect"),
        pytest.param("fail-on = 1", ":1: `fail-on` must be one of `error`,", id="fail-on"),
        pytest.param("[rules.IMG999]", ":1: unknown rule `IMG999`", id="no-such-rule"),
        pytest.param("[rules.IMG005]\nmin = 1", ":2: unknown key `min`", id="no-such-option"),
        pytest.param("rules.IMG005.min-side = '5'", ":1: `min-side` must be a whole", id="type"),
        pytest.param("[rules]\nIMG001 = {severity = 'info'}", ":2: `severity` must", id="severity"),
        pytest.param(
            "[per-file-ignores]\n'*.md' = ['FOO']", ":2: no rule is called", id="per-file"
        ),
        pytest.param(
            "[[collections]]\nname = 'a'\nschema='article'", ":1: `files` is missing", id="missing"
        ),
        pytest.param(
            "[[collections]]\nname='a'\nfiles=['*']\nschema='article'\n"
            "[[collections]]\nname='b'\nfiles=['*']\nschema='artcle'",
            ":8: no schema is called `artcle`; did you mean `article`?",
            id="second-collection",
        ),
        pytest.param(
            "[[collections]]\nname='a'\nfiles=['*']\nschema='a/b.json'",
            ":4: schema `a/b.json`: no such file",
            id="no-such-schema",
        ),
        pytest.param(
            "[[collections]]\nname='a'\nfiles=['*']\nschema='../b.json'",
            ":4: schema `../b.json` lies outside the site root",
            id="schema-outside",
        ),
        pytest.param("site-root = 'no'", ":1: there is no such folder", id="site-root"),
        pytest.param("extend = 'no.toml'", ":1: there is no file `no.toml`", id="extends-nothing"),
        pytest.param("extend = 'articlelint.toml'", ":1: this file extends itself", id="loop"),
        pytest.param("a = [\n", "articlelint.toml: ", id="no-toml"),
    ],
)
def test_mistakes_are_reported_with_their_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigFileError) as caught:
        read(written(tmp_path, text))
    assert str(caught.value).startswith("articlelint.toml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_nearest_config_holds(tmp_path: Path) -> None:
    outer = written(tmp_path, "select = ['URL']")
    inner = written(
        tmp_path / "a/b", "[project]\n[tool.articlelint]\nselect=['DAT']", "pyproject.toml"
    )
    written(tmp_path / "a/b/c", "[tool.other]\narticlelint = 1", "pyproject.toml")
    written(tmp_path / "a/broken", "[articlelint", "pyproject.toml")
    configs = Configs()
    assert configs.of(tmp_path / "a").sources == (outer,)
    assert configs.of(tmp_path / "a/b/c/d").sources == (inner,)
    assert configs.of(tmp_path / "a/broken").sources == (outer,)
    assert configs.of(tmp_path.parent).sources == ()
    assert Configs(isolated=True).of(tmp_path).sources == ()
    assert Configs(file=inner).of(tmp_path).sources == (inner,)


def test_a_mistake_in_pyproject_has_the_row_there(tmp_path: Path) -> None:
    file = written(tmp_path, "[project]\n\n[tool.articlelint]\nselct = 1\n", "pyproject.toml")
    with pytest.raises(ConfigFileError, match=r"pyproject\.toml:4: unknown key `selct`"):
        read(file)


def test_what_extends_comes_before_what_is_extended(tmp_path: Path) -> None:
    base = """
        ignore = ["URL"]
        fail-on = "warning"
        [per-file-ignores]
        "old/**" = ["TXT"]
        [rules.IMG005]
        min-side = 1
        max-side = 2
    """
    base_file = written(tmp_path / "shared", base)
    own = """
        extend = "../shared/articlelint.toml"
        ignore = ["DAT"]
        fail-on = "never"
        [rules.IMG005]
        min-side = 7
    """
    file = written(tmp_path / "site", own)
    config = read(file)
    assert config.sources == (file, base_file)
    assert config.settings.ignore == ("URL", "DAT")
    assert config.fail_on is FailOn.NEVER
    # A pattern is relative to the file that it stands in.
    assert "TXT001" in rule_codes(config, tmp_path / "site/old/a.md")
    assert "TXT001" not in rule_codes(config, tmp_path / "shared/old/a.md")
    # The file has no value for this key.
    options = dict(config.settings.options)["IMG005"]
    assert (options.min_side, options.max_side) == (7, 2)


def test_the_command_line_comes_before_the_config(tmp_path: Path) -> None:
    file = written(tmp_path, "select = ['URL']\nextend-select = ['DAT001']\nignore = ['URL001']")
    plain = Configs(Overrides(now=NOW), file).of(tmp_path).settings
    assert (plain.select, plain.now) == (("URL",), NOW)
    chosen = Configs(Overrides(select=("IMG",)), file).of(tmp_path).settings
    assert (chosen.select, chosen.extend_select, chosen.ignore) == (("IMG",), (), ())
    more = Configs(Overrides(extend_select=("URL001",), ignore=("DAT",)), file).of(tmp_path)
    codes = rule_table(more.settings).codes
    assert "URL001" in codes
    assert "DAT001" in codes  # the longer selector counts
    assert "DAT002" not in codes


def test_a_rule_whose_severity_is_off_does_not_run(tmp_path: Path) -> None:
    base = written(tmp_path / "base", "[rules]\nURL001.severity = 'off'\ninvalid-url = {}")
    assert "URL001" not in rule_table(read(base).settings).codes
    assert "URL002" in rule_table(read(base).settings).codes
    selected = written(tmp_path / "a", "select = ['URL']\nrules.URL001.severity = 'off'")
    assert "URL001" not in rule_table(read(selected).settings).codes
    for text in ("rules.URL001.severity = 'warning'", "select = ['URL']"):
        near = written(tmp_path / "near", f"extend = '../base/articlelint.toml'\n{text}")
        assert "URL001" in rule_table(read(near).settings).codes
    for overrides in (Overrides(select=("URL",)), Overrides(extend_select=("invalid-url",))):
        assert "URL001" in rule_table(Configs(overrides, base).of(tmp_path).settings).codes
    for overrides in (Overrides(), Overrides(extend_select=("URL",))):
        assert "URL001" not in rule_table(Configs(overrides, base).of(tmp_path).settings).codes


def fixable(config: Config) -> list[str]:
    return sorted(code for code in config.settings.fixable_codes if code.startswith("TXT00"))[:3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["TXT001", "TXT002", "TXT003"]),
        ("unfixable = ['TXT001', 'html-tag']", ["TXT003", "TXT004", "TXT005"]),
        ("fixable = ['TXT002']", ["TXT002"]),
        ("fixable = ['TXT002']\nextend-fixable = ['TXT003']", ["TXT002", "TXT003"]),
        ("fixable = ['TXT002']\nunfixable = ['TXT']", ["TXT002"]),
        ("unfixable = ['ALL']", []),
    ],
)
def test_the_config_decides_which_rules_fix(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert fixable(read(written(tmp_path, text))) == expected


def test_the_command_line_decides_before_the_config_which_rules_fix(tmp_path: Path) -> None:
    file = written(tmp_path, "fixable = ['TXT']\nunfixable = ['TXT001']")
    for overrides, expected in (
        (Overrides(), ["TXT002", "TXT003", "TXT004"]),
        (Overrides(fixable=("TXT001",)), ["TXT001"]),
        (Overrides(extend_fixable=("html-entity",)), ["TXT001", "TXT002", "TXT003"]),
        (Overrides(unfixable=("TXT002",)), ["TXT003", "TXT004", "TXT005"]),
    ):
        assert fixable(Configs(overrides, file).of(tmp_path)) == expected
    near = written(tmp_path / "near", "extend = '../articlelint.toml'\nfixable = ['TXT001']")
    assert fixable(read(near)) == ["TXT001"]


def parameters(config: Config) -> tuple[str, ...]:
    return next(
        rule.options.parameters
        for rule in rule_table(config.settings).rules
        if rule.code == "URL004"
    )


def test_a_list_of_a_rule_can_be_added_to(tmp_path: Path) -> None:
    own = parameters(Config())
    base = written(tmp_path, "rules.URL004.extend-parameters = ['a', 'fbclid']")
    assert parameters(read(base)) == (*own, "a")
    near = "extend = '../articlelint.toml'\n[rules.URL004]\n"
    for text, expected in (
        ("extend-parameters = ['b']", (*own, "a", "b")),
        ("parameters = ['c']", ("c",)),
        ("parameters = ['c']\nextend-parameters = ['b']", ("c", "b")),
    ):
        assert parameters(read(written(tmp_path / "near", near + text))) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules.URL004.extend-parameters = 'a'", "`extend-parameters` must be a list"),
        ("rules.URL004.extend-parameters = [1]", "each of `extend-parameters` must be a text"),
        ("rules.IMG005.extend-min-side = [1]", "unknown key `extend-min-side`"),
        ("unfixable = ['FOO']", "no rule is called `FOO`"),
        ("respect-gitignore = 'no'", "`respect-gitignore` must be `true` or `false`"),
    ],
)
def test_wrong_values_of_such_options_are_mistakes(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigFileError, match=f":1: {message}"):
        read(written(tmp_path, text))


def test_options_on_the_command_line_are_a_config_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "a", "ignore = ['URL']\nrules.IMG005 = {min-side = 1, max-side = 2}")
    monkeypatch.chdir(tmp_path)
    texts = ("rules.IMG005.min-side = 7", "ignore = ['DAT']", "exclude = ['/b/']")
    overrides = Overrides(ignore=("TXT",), layers=tuple(map(inline_layer, texts)))
    config = Configs(overrides, file).of(tmp_path)
    assert config.sources == (file,)
    assert config.settings.ignore == ("URL", "DAT", "TXT")
    options = dict(config.settings.options)["IMG005"]
    assert (options.min_side, options.max_side) == (7, 2)
    # Paths are relative to the current folder.
    assert config.excludes(f"{tmp_path}/b/")
    assert not config.excludes(f"{tmp_path}/a/b/")
    assert Configs(overrides, isolated=True).of(tmp_path).settings.ignore == ("DAT", "TXT")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "--config `x = 1`: unknown key `x`"),
        ("select = URL", "--config `select = URL`: neither a file nor KEY=VALUE in TOML: "),
        ("extend = 'a.toml'", "--config `extend = 'a.toml'`: `extend` works only in a file"),
        ("select = ['FOO']", "--config `select = ['FOO']`: no rule is called `FOO`"),
    ],
)
def test_mistakes_on_the_command_line_are_reported_with_the_option(text: str, message: str) -> None:
    with pytest.raises(ConfigFileError) as caught:
        inline_layer(text)
    assert str(caught.value).startswith(message)


def test_a_per_file_ignore_is_stronger_than_any_selection(tmp_path: Path) -> None:
    text = "extend-select = ['DAT006']\n[per-file-ignores]\n'a.md' = ['DAT']"
    config = read(written(tmp_path, text))
    assert "DAT006" in rule_codes(config, tmp_path / "b.md")
    assert "DAT006" not in rule_codes(config, tmp_path / "a.md")


def test_a_selector_on_the_command_line_must_name_a_rule() -> None:
    with pytest.raises(ConfigError, match="no rule is called `FOO`"):
        rule_table(Configs(Overrides(select=("FOO",))).of(Path("/")).settings)


def test_the_committed_schema_has_every_option() -> None:
    file = Path(__file__).parents[2] / "schemas/config.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    rules = schema["properties"]["rules"]["properties"]
    side = rules["IMG005"]["properties"]["min-side"]
    assert (side["type"], side["default"]) == ("integer", 100)
    assert rules["implausible-size"] == {"$ref": "#/properties/rules/properties/IMG005"}


def test_all_mistakes_are_reported_in_order_of_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = """
        selct = ["URL"]
        ignore = ["URL001", "FOO", 5]
        fail-on = "eror"
        [rules.IMG005]
        min-side = "5"
        max-sid = 3
        [limits]
        max-depth = nan
        [per-file-ignores]
        "*.md" = ["BAR"]
    """
    levels = "`error`, `warning`, `never`"
    with pytest.raises(ConfigFileError) as caught:
        read(written(tmp_path, text))
    assert str(caught.value).split("\n") == [
        "articlelint.toml:2: unknown key `selct`; did you mean `select`?",
        "articlelint.toml:3: each of `ignore` must be a text",
        "articlelint.toml:3: no rule is called `FOO`, and no code starts with it",
        f"articlelint.toml:4: `fail-on` must be one of {levels}; did you mean `error`?",
        "articlelint.toml:6: `min-side` must be a whole number",
        "articlelint.toml:7: unknown key `max-sid`; did you mean `max-side`?",
        "articlelint.toml:9: `max-depth` must be a finite number",
        "articlelint.toml:11: no rule is called `BAR`, and no code starts with it",
    ]


def test_all_unusable_schemas_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tables = "".join(
        f"[[collections]]\nname='{name}'\nfiles=['*']\nschema='{name}'\n" for name in ("x", "y")
    )
    with pytest.raises(ConfigFileError) as caught:
        read(written(tmp_path, tables))
    assert [line[:21] for line in str(caught.value).split("\n")] == [
        "articlelint.toml:4: n",
        "articlelint.toml:8: n",
    ]


def test_mistakes_beyond_a_number_are_only_mentioned(tmp_path: Path) -> None:
    text = "\n".join(f"k{number} = 1" for number in range(30))
    with pytest.raises(ConfigFileError) as caught:
        read(written(tmp_path, text))
    lines = str(caught.value).split("\n")
    assert len(lines) == MAX_REPORTED + 1
    assert lines[-1].endswith(": there are more mistakes, which are not reported")


def test_the_command_reports_all_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "a = 1\nb = 2\n")
    result = CliRunner().invoke(articlelint, ["check"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error: articlelint.toml:1: unknown key `a`\nerror: articlelint.toml:2: unknown key `b`\n"
    )
