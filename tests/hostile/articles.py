"""Hostile articles, and what must come of each.

At full size they come near the limits for one file. A part of that size takes a part of the time,
under limits that are lowered as much: whatever is refused or cut at full size still is.
"""

import base64
from collections.abc import Callable
from typing import NamedTuple

from linter.core.limits import DEFAULT
from tests.hostile import values

PART = 8
"""The part of their full size that articles and schemas have in the suite, as a divisor."""

SECRET = base64.b64encode(bytes(range(60, 252))).decode()
"""What stands in `secured`; no part of it may be printed."""

_ARTICLE = """\
category: news
title: "A title"
excerpt: "An excerpt"
publishedDateTime: 2020-06-11T00:03:00Z
webUrl: "https://example.com/a"
type: article
quality: 74
heat: 74
published: true

provider:
  name: Example
  domain: example.com

topics:
  - AI
"""


class Hostile(NamedTuple):
    """One hostile article.

    `make` takes the part of the full size, as a divisor. `codes` are rules that must report it,
    `status` is the exit status without fixes, and `fixed` is whether fixes, unsafe ones too, change
    it; None where either may be.
    """

    name: str
    make: Callable[[int], bytes]
    codes: tuple[str, ...] = ()
    status: int | None = 1
    fixed: bool | None = False


def limits(part: int) -> str:
    """Return a config with the limits for articles of a part of the full size."""
    return (
        "[limits]\n"
        f"max-file-bytes = {DEFAULT.max_file_bytes // part}\n"
        f"max-front-matter = {DEFAULT.max_front_matter // part}\n"
        f"max-findings = {DEFAULT.max_findings // part}\n"
    )


def front_matter(yaml: str) -> bytes:
    """Return an article with this front matter."""
    return f"---\n{yaml}\n---\n\nBody.\n".encode()


def article(**fields: str) -> bytes:
    """Return an article that is right but for these fields, given as YAML."""
    lines = _ARTICLE.splitlines()
    kept = [line for line in lines if line.partition(":")[0] not in fields]
    return front_matter("\n".join([*kept, *(f"{key}: {value}" for key, value in fields.items())]))


def _bomb(levels: int, width: int) -> str:
    lines = [f"a0: &a0 [{', '.join('x' * width)}]"]
    lines += (
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]"
        for level in range(1, levels)
    )
    return "\n".join(lines)


def _merge_bomb(levels: int) -> str:
    lines = ["m0: &m0 {k0: 1, k1: 2, k2: 3}"]
    lines += (
        f"m{level}: &m{level}\n  <<: [{', '.join([f'*m{level - 1}'] * 9)}]\n  k{level + 3}: 1"
        for level in range(1, levels)
    )
    return "\n".join(lines)


def _merge_chain(levels: int) -> str:
    """Return mappings each of which merges the one before it: together as many keys as squared."""
    lines = ["m0: &m0 {k0: 1}"]
    lines += (
        f"m{level}: &m{level} {{<<: *m{level - 1}, k{level}: 1}}" for level in range(1, levels)
    )
    return "\n".join(lines)


def _block_steps(levels: int) -> str:
    return "\n".join(f"{' ' * level}k:" for level in range(levels))


def _related(count: int, item: str) -> str:
    return "related:\n" + "\n".join([item] * count)


def _every(template: str, texts: list[str]) -> str:
    return "\n".join(template.format(index=index, value=value) for index, value in enumerate(texts))


def _text(*names_and_texts: tuple[str, str]) -> list[Hostile]:
    return [
        Hostile(name, lambda _, text=text: front_matter(text), fixed=None)  # type: ignore[misc]
        for name, text in names_and_texts
    ]


def _scalars(kind: str, key: str, of_size: values.Values) -> list[Hostile]:
    """Return articles that are right but for one value."""

    def maker(index: int) -> Callable[[int], bytes]:
        return lambda part: article(**{key: of_size(part)[index]})

    return [
        Hostile(f"{kind}-{index:02}", maker(index), status=None, fixed=None)
        for index in range(len(of_size(1)))
    ]


ARTICLES: tuple[Hostile, ...] = (
    # Bytes
    Hostile("empty", lambda _: b"", ("PAR001",)),
    Hostile("nul", lambda part: b"\0" * (1_000 // part), ("PAR001",)),
    Hostile("nul-in-title", lambda _: front_matter("title: a\0b"), ("PAR003",)),
    Hostile("not-utf-8-in-value", lambda _: b"---\ntitle: \xff\n---\n", ("PAR007",)),
    Hostile("not-utf-8-in-key", lambda _: b"---\n\xc3\x28: a\n---\n", ("PAR007",)),
    Hostile("not-utf-8-in-body", lambda _: front_matter("title: a") + b"\xed\xa0\x80", ("PAR007",)),
    Hostile("not-utf-8-at-end", lambda _: front_matter("title: a") + b"\xf0\x9f\x98", ("PAR007",)),
    Hostile("not-utf-8-overlong", lambda part: b"\xc0\xae" * (100_000 // part), ("PAR007",)),
    Hostile("utf-16", lambda _: front_matter("title: a").decode().encode("utf-16"), ("PAR007",)),
    Hostile("utf-32", lambda _: front_matter("title: a").decode().encode("utf-32"), ("PAR007",)),
    Hostile("mark", lambda _: b"\xef\xbb\xbf" + front_matter("title: a"), ("PAR008",), fixed=True),
    Hostile(
        "mark-twice",
        lambda _: b"\xef\xbb\xbf" * 2 + front_matter("title: a"),
        ("PAR001",),
    ),
    Hostile("mark-alone", lambda _: b"\xef\xbb\xbf", ("PAR001",), fixed=True),
    Hostile(
        "lone-carriage-returns",
        lambda _: front_matter("title: a").replace(b"\n", b"\r"),
        ("PAR001",),
    ),
    Hostile(
        "carriage-returns-inside",
        lambda _: front_matter("title: a\rtype: b\rtopics: c"),
        status=None,
        fixed=True,
    ),
    Hostile(
        "mixed-line-ends",
        lambda _: front_matter("title: a\r\ntype: b\ntopics: c\r\n" * 2),
        ("PAR012",),
        fixed=True,
    ),
    Hostile(
        "line-separators",
        lambda _: front_matter("title: a\u2028b\u2029c\x85d: e"),
        status=None,
    ),
    Hostile("noncharacters", lambda _: front_matter("title: \ufffe"), ("PAR003",)),
    Hostile("private-use", lambda _: front_matter("\ue000: \U0010ffff"), status=None, fixed=None),
    # Sizes
    Hostile("file-of-100-mb", lambda part: b"---\n" + b"a: b\n" * (20_000_000 // part), status=2),
    Hostile("body-of-9-mb", lambda part: front_matter("title: a") + b"x\n" * (4_500_000 // part)),
    Hostile(
        "body-of-one-line",
        lambda part: front_matter("title: a") + "\U0001f600".encode() * (2_200_000 // part),
    ),
    Hostile(
        "body-of-bad-bytes",
        lambda part: front_matter("title: a") + b"\xff" * (9_000_000 // part),
        ("PAR007",),
    ),
    Hostile("unclosed-9-mb", lambda part: b"---\n" + b"a: b\n" * (1_800_000 // part), ("PAR002",)),
    Hostile(
        "unclosed-dashes", lambda part: b"---\n" + b"--- \t#\n" * (1_000_000 // part), ("PAR002",)
    ),
    Hostile(
        "closing-and-blank-lines",
        lambda part: b"---\ntitle: a\n---\n" + b" \n" * (1_500_000 // part),
    ),
    Hostile("opening-blanks", lambda part: b"---" + b" " * (9_000_000 // part), ("PAR001",)),
    Hostile(
        "front-matter-9-mb", lambda part: front_matter("- a\n" * (2_250_000 // part)), ("PAR014",)
    ),
    Hostile(
        "front-matter-9-mb-text",
        lambda part: front_matter(f"title: {'a' * (9_000_000 // part)}"),
        ("PAR014",),
    ),
    Hostile(
        "front-matter-of-brackets",
        lambda part: front_matter("a: [" + "[]," * (80_000 // part) + "]"),
    ),
    Hostile(
        "front-matter-of-comments",
        lambda part: front_matter("#\n" * (120_000 // part) + "title: a"),
    ),
    Hostile(
        "front-matter-of-marks", lambda part: front_matter("- \n" * (80_000 // part)), ("PAR005",)
    ),
    Hostile(
        "line-of-240-kb",
        lambda part: article(title=f'"{"a b " * (60_000 // part)}"'),
        status=None,
        fixed=None,
    ),
    Hostile(
        "title-of-spaces",
        lambda part: article(title=f'"{" " * (240_000 // part)}"'),
        status=None,
        fixed=None,
    ),
    Hostile(
        "title-of-lines",
        lambda part: article(title="|\n" + "  a\n" * (8_000 // part)),
        status=None,
        fixed=None,
    ),
    Hostile(
        "title-of-blank-lines",
        lambda part: article(title="|+\n" + "\n" * (240_000 // part)),
        status=None,
    ),
    Hostile(
        "title-of-escapes",
        lambda part: article(title='"' + "\\u00e9" * (40_000 // part) + '"'),
        status=None,
    ),
    Hostile(
        "trailing-whitespace",
        lambda part: front_matter("b:\n" + "  - 1 \n" * (30_000 // part)),
    ),
    # Many
    Hostile(
        "keys-many",
        lambda part: front_matter(_every("{index}:", [""] * (30_000 // part))),
        ("SCH002",),
    ),
    Hostile(
        "keys-misspelt",
        lambda part: front_matter(_every("titl{index}: 1", [""] * (15_000 // part))),
        ("SCH002",),
    ),
    Hostile(
        "keys-misspelt-long",
        lambda part: front_matter(
            _every("cdnAmpWebUr{value}{index}: 1", ["x" * 12] * (6_500 // part))
        ),
        ("SCH002",),
    ),
    Hostile("keys-equal", lambda part: front_matter("title: a\n" * (27_000 // part)), ("PAR004",)),
    Hostile(
        "keys-equal-short", lambda part: front_matter("a: 1\n" * (20_000 // part)), ("PAR004",)
    ),
    Hostile(
        "keys-equal-flow",
        lambda part: front_matter("provider: {" + "a: b," * (15_000 // part) + "}"),
        ("PAR004",),
    ),
    Hostile(
        "keys-empty", lambda part: front_matter("? \n" * (30_000 // part)), status=None, fixed=None
    ),
    Hostile(
        "key-of-240-kb",
        lambda part: front_matter(f'? "{"k" * (240_000 // part)}"\n: 1'),
        ("SCH002",),
    ),
    Hostile(
        "items-wrong",
        lambda part: front_matter("topics:\n" + "- 1\n" * (20_000 // part)),
        ("SCH003",),
    ),
    Hostile(
        "items-empty", lambda part: front_matter(_related(8_000 // part, "  - {}")), ("SCH001",)
    ),
    Hostile(
        "items-of-unknown-keys",
        lambda part: front_matter(_related(4_000 // part, "  - {titel: 1, tpye: 2}")),
        ("SCH002",),
    ),
    Hostile(
        "items-right",
        lambda part: article(topics="\n" + _every("- topic {index}", [""] * (14_000 // part))),
        status=None,
    ),
    Hostile(
        "items-equal",
        lambda part: article(topics="\n" + "- AI\n" * (45_000 // part)),
        status=None,
        fixed=None,
    ),
    Hostile(
        "related-to-one",
        lambda part: article(
            related="\n"
            + "  - {webUrl: 'https://example.com/a', title: a, quality: 1}\n" * (2_000 // part)
        ),
    ),
    Hostile(
        "related-to-many",
        lambda part: article(
            related="\n"
            + _every(
                "  - {{webUrl: 'https://example.com/{index}', quality: {index}}}",
                [""] * (2_000 // part),
            )
        ),
    ),
    Hostile(
        "images-many",
        lambda part: article(
            images="\n"
            + _every(
                "  - {{url: 'https://example.com/{index}-10x10.jpg', width: 1, height: 2}}",
                [""] * (3_500 // part),
            )
        ),
    ),
    Hostile(
        "images-equal",
        lambda part: article(
            images="\n"
            + "  - {url: 'http://example.com/a.jpg', width: 1, height: 2}\n" * (1_500 // part)
        ),
    ),
    Hostile(
        "documents",
        lambda part: b"---\ntitle: a\n" + b"--- b\n" * (35_000 // part) + b"---\n",
        ("PAR003",),
    ),
    Hostile(
        "anchors",
        lambda part: front_matter(_every("k{index}: &a{index} 1", [""] * (12_000 // part))),
        ("SCH002",),
    ),
    Hostile(
        "aliases",
        lambda part: front_matter("title: &a b\ntopics:\n" + "- *a\n" * (45_000 // part)),
        status=None,
    ),
    Hostile(
        "tags", lambda part: front_matter("topics:\n" + "- !x y\n" * (15_000 // part)), ("PAR009",)
    ),
    Hostile(
        "ambiguous",
        lambda part: front_matter("topics:\n" + "- yes\n- 0o7\n- 1:20\n" * (4_000 // part)),
        ("PAR006",),
    ),
    # Nesting
    Hostile(
        "deep-flow",
        lambda part: front_matter("a: " + "[" * (10_000 // part) + "]" * (10_000 // part)),
        ("PAR011",),
    ),
    Hostile("deep-flow-open", lambda part: front_matter("[" * (240_000 // part)), ("PAR011",)),
    Hostile(
        "deep-flow-mappings",
        lambda part: front_matter("a: " + "{a: " * (10_000 // part) + "}" * (10_000 // part)),
        ("PAR011",),
    ),
    Hostile(
        "deep-flow-mixed",
        lambda part: front_matter("a: " + "[{a: " * (10_000 // part)),
        ("PAR011",),
    ),
    Hostile(
        "deep-flow-pairs", lambda part: front_matter("a: " + "[a: " * (10_000 // part)), ("PAR011",)
    ),
    Hostile(
        "deep-block-list",
        lambda part: front_matter("a:\n  " + "- " * (10_000 // part) + "b"),
        ("PAR011",),
    ),
    Hostile("deep-block-steps", lambda part: front_matter(_block_steps(600 // part)), ("PAR011",)),
    Hostile("deep-keys", lambda part: front_matter("? " * (10_000 // part) + "a"), ("PAR011",)),
    Hostile(
        "deep-keys-flow", lambda part: front_matter("{? " * (10_000 // part) + "a"), ("PAR011",)
    ),
    Hostile(
        "deep-mixed", lambda part: front_matter("- ? - ? " * (5_000 // part) + "a"), ("PAR011",)
    ),
    Hostile(
        "deep-by-carriage-returns",
        lambda _: b"---\n" + b"\r".join(b" " * level + b"k:" for level in range(200)) + b"\n---\n",
        ("PAR011",),
        fixed=True,
    ),
    Hostile(
        "deep-by-separators",
        lambda _: front_matter("\u2028".join(" " * level + "k:" for level in range(200))),
        status=None,
    ),
    Hostile(
        "deep-by-aliases",
        lambda _: front_matter(
            "a0: &a0 [x]\n"
            + _every("a{index}x: &a{value} [*a{index}]", [str(level) for level in range(1, 500)])
        ),
        ("PAR010",),
    ),
    # Aliases
    Hostile("alias-bomb", lambda _: front_matter(_bomb(9, 9)), ("PAR010",)),
    Hostile("alias-bomb-wide", lambda part: front_matter(_bomb(3, 5_000 // part)), ("PAR010",)),
    Hostile(
        "alias-bomb-in-keys",
        lambda _: front_matter(
            "a: &a [x,x,x,x]\nb: &b {*a : *a, ? [*a,*a] : *a}\nc: {? *b : *b, ? [*b] : [*b]}"
        ),
        status=None,
    ),
    Hostile("merge-bomb", lambda _: front_matter(_merge_bomb(9)), ("PAR010",)),
    Hostile("merge-chain", lambda _: front_matter(_merge_chain(60)), status=None),
    Hostile("merge-chain-long", lambda _: front_matter(_merge_chain(400)), ("PAR010",)),
    Hostile(
        "merge-many",
        lambda part: front_matter(
            "d: &d {title: a}\nprovider:\n" + "  <<: *d\n" * (20_000 // part)
        ),
        status=None,
    ),
    Hostile("merge-itself", lambda _: front_matter("a: &a\n  <<: *a\n  b: 1"), ("PAR010",)),
    Hostile("anchor-in-itself", lambda _: front_matter("related: &a [*a]"), ("PAR010",)),
    Hostile("anchor-in-own-key", lambda _: front_matter("a: &a {? *a : 1}"), ("PAR010",)),
    Hostile("anchor-of-root", lambda _: front_matter("&r\na: *r"), ("PAR010",)),
    Hostile("alias-to-nothing", lambda _: front_matter("title: *nothing"), ("PAR003",)),
    Hostile(
        "anchor-of-240-kb",
        lambda part: front_matter(f"title: &{'a' * (240_000 // part)} b"),
        status=None,
    ),
    # Keys
    *_text(
        (
            "keys-of-all-types",
            "1: a\n1.5: b\ntrue: c\nnull: d\n2020-01-01: e\n~: f\n.inf: g\n[x]: h\n{y: z}: i",
        ),
        (
            "keys-of-scripts",
            "__proto__: {a: 1}\nconstructor: {prototype: {a: 1}}\ntoString: 1\n__class__: 2",
        ),
        (
            "keys-that-steer",
            '"\\x1b[2J\\x1b]0;owned\\x07": 1\n"a\\r\\n::error::owned": 2\n"\\u202eb": 3',
        ),
        ("keys-of-pointers", '"a/b~c": 1\n"~0~1": 2\n"": 3\n"/": {"": {"/": 1}}\n"#": 4'),
        ("keys-of-surrogates", '"\\ud800": 1\n"\\udfff\\ud800": "\\udcff"'),
        (
            "keys-of-markup",
            '"]]>": 1\n"<script>": 2\n"`|*_": 3\n"${{ secrets.X }}": 4\n"%0A::error::": 5',
        ),
        ("keys-of-merges", '<<: 1\n"<<": [a]\n? <<\n: {a: b}\n<<: [{c: d}, 1]'),
    ),
    Hostile("json", lambda part: b'{"title": "a"}' * (1_000 // part), ("PAR001",)),
    *_scalars("number", "quality", values.numbers),
    *_scalars("number-of-image", "images", values.images),
    *_scalars("date", "publishedDateTime", values.dates),
    *_scalars("tag", "title", values.tags),
    *_scalars("address", "webUrl", values.quoted(values.addresses)),
    *_scalars("address-amp", "cdnAmpWebUrl", values.quoted(values.addresses)),
    *_scalars("domain", "provider", values.domains),
    *_scalars("text", "title", values.quoted(values.texts)),
    *_scalars("topic", "topics", values.topics),
    # Secrets
    Hostile(
        "secured-240-kb",
        lambda part: article(secured=f'"{SECRET * (900 // part)}"'),
        status=None,
        fixed=None,
    ),
    Hostile(
        "secured-of-equals",
        lambda part: article(secured=f'"{SECRET}{"=" * (240_000 // part)}"'),
        status=None,
    ),
    Hostile(
        "secured-bad",
        lambda _: article(secured=f'"{SECRET}!"', title=f'"{SECRET}"'),
        status=None,
    ),
    Hostile(
        "secured-in-lines",
        lambda part: article(secured="|\n" + f"  {SECRET[:64]}\n" * (3_500 // part)),
        status=None,
    ),
    Hostile(
        "secured-list",
        lambda part: article(secured="\n" + f"  - {SECRET}\n" * (850 // part)),
        status=None,
    ),
    Hostile(
        "secured-mapping",
        lambda _: article(secured=f"{{{SECRET}: {SECRET}}}"),
        status=None,
        fixed=None,
    ),
    Hostile(
        "secured-broken-yaml",
        lambda _: front_matter(f'title: a\nsecured: "{SECRET}" {SECRET}'),
        ("PAR003",),
    ),
    Hostile(
        "secured-unclosed", lambda _: f"---\ntitle: a\nsecured: {SECRET}\n".encode(), ("PAR002",)
    ),
    Hostile(
        "secured-bad-byte",
        lambda _: f"---\ntitle: a\nsecured: {SECRET}".encode() + b"\xff\n---\n",
        ("PAR007",),
    ),
    Hostile(
        "secured-alias",
        lambda _: article(secured=f"&s {SECRET}", title="*s", excerpt="*s"),
        status=None,
    ),
    Hostile(
        "secured-as-key",
        lambda _: article(**{SECRET: "1", "secured": SECRET}),
        status=None,
        fixed=None,
    ),
    Hostile(
        "secured-as-address",
        lambda _: article(secured=SECRET, webUrl=f'"http://example.com/{SECRET}"'),
        status=None,
        fixed=True,
    ),
    Hostile(
        "comment-with-100,000-codes",
        lambda part: front_matter(
            f"title: a # articlelint: ignore[{','.join(['X'] * (100_000 // part))}]"
        ),
        ("PAR013",),
        status=None,
    ),
    Hostile(
        "comment-with-40,000-idle-codes",
        lambda part: front_matter(
            "title: a &amp; b # articlelint: "
            f"ignore[{','.join(['TXT001', 'REL'] * (20_000 // part))}]"
        ),
        ("PAR013",),
        fixed=True,
    ),
    Hostile(
        "comments-with-strange-codes",
        lambda part: front_matter(
            "\n".join(f"# articlelint: ignore[X{n}]" for n in range(7_000 // part))
        ),
        status=None,
    ),
    Hostile(
        "comments-in-one-row",
        lambda part: front_matter("title: a " + "# articlelint: ignore[TXT]\x85" * (4_000 // part)),
        status=None,
        fixed=None,
    ),
    Hostile(
        "accents-in-two-code-points",
        lambda part: article(title='"' + "e\u0301" * (40_000 // part) + '"'),
        fixed=True,
        status=None,
    ),
    Hostile(
        "findings-in-one-row",
        lambda part: front_matter(
            "related: ["
            + ",".join(
                ["{title: 'a &amp;  b', webUrl: 'http://a.com/?utm_source=1'}"] * (1_500 // part)
            )
            + "]"
        ),
    ),
    Hostile(
        "fixes-around-equal-lines",
        lambda part: front_matter(
            "title: 'a  b'\nx:\n" + "- a\n" * (60_000 // part) + "excerpt: 'a  b'"
        ),
        fixed=True,
    ),
)
