"""A fix of a text keeps the way in which the text is written, whichever that is."""

from itertools import product

from linter.config.settings import Settings
from linter.fix.fixer import fix
from linter.frontmatter.source import decode
from linter.rules.base import CASE_CLOCK
from linter.schema.schema import Schema, builtin
from tests.each_case import each_case

# What is wrong, and the right text: rule, key, before, after.
MISTAKES = {
    "URL002": ("webUrl", "http://www.pbs.org/a", "https://www.pbs.org/a"),
    "URL003": ("webUrl", "https://WWW.pbs.org/b/../a", "https://www.pbs.org/a"),
    "URL004": ("webUrl", "https://www.pbs.org/a?utm_source=x&b=c", "https://www.pbs.org/a?b=c"),
    "SCH004": ("type", "Article", "article"),
    "TXT001": ("title", "Caf&#233; &amp; bar", "Café & bar"),
    "TXT002": ("title", "The <b>best</b> tools", "The best tools"),
    "TXT003": ("title", "Power\u200bApps", "PowerApps"),
    "TXT004": ("title", "Power  Apps", "Power Apps"),
    "TXT005": ("title", "CafÃ© bar", "Café bar"),
    "TXT006": ("title", "Cafe\u0301 bar", "Café bar"),
}

# The built-in one demands a link of each article, and so none of them is spelt right without.
KINDS = {
    "properties": {
        "type": {"enum": ["article", "video"]},
        "related": {"items": {"properties": {"type": {"enum": ["article", "video"]}}}},
    }
}

STYLES = {
    "plain": "{key}: {value}\n",
    "plain with a comment": "# above\n{key}:   {value}  # beside\n",
    "single-quoted": "{key}: '{value}' # beside\n",
    "double-quoted": '{key}: "{value}" # beside\n',
    "folded": "{key}: >- # beside\n  {value}\n",
    "literal": "{key}: |-\n    {value}\n",
    "anchored": '{key}: &name "{value}"\nother: *name\n',
    "tagged": "{key}: !!str {value}\n",
    "quoted key": '"{key}": "{value}"\n',
    "flow mapping": 'related: [{{{key}: "{value}", quality: 1}}]\n',
    "flow mapping over lines": "related: [\n  {{ {key}: '{value}' }} ]\n",
    "related item": 'related:\n  - quality: 1\n    {key}: "{value}" # beside\n  - quality: 0\n',
    "first key of an item": "related:\n- {key}: {value}\n  quality: 1\n",
    "among blank lines": "quality: 1\n\n{key}: {value}\n\n\nheat: 1\n",
}


@each_case(product(MISTAKES, STYLES, ["\n", "\r\n"]))
def test_style(code: str, style: str, newline: str) -> None:
    key, before, after = MISTAKES[code]
    frame = f"---\n{STYLES[style]}---\nbody\n".replace("\n", newline)
    text, expected = (frame.format(key=key, value=value) for value in (before, after))
    source = decode("_news/2020-06-11-a.md", text.encode())
    settings = Settings(select=(code,), now=CASE_CLOCK)
    schema = Schema("kinds", KINDS, {"": KINDS}) if code == "SCH004" else builtin("article")
    result = fix(source, schema, settings, unsafe=True)
    assert result.after.text == expected
    assert [item.code for item in result.fixed] == [code]


@each_case(["name: A  b", "name: 'A  b'", "name: >-\n  A  b", "name: |-\n  A  b"])
def test_the_last_line_of_a_data_file_has_no_end(last: str) -> None:
    source = decode("_data/topics/a.yaml", last.encode())
    settings = Settings(select=("TXT004",), now=CASE_CLOCK)
    assert fix(source, builtin("topic"), settings).after.text == last.replace("  b", " b")
