"""Hostile articles, and what must come of each.

Each is made when it is asked for. Where nothing else is said, the command ends with findings.
"""

import base64
from collections.abc import Callable, Iterator
from typing import NamedTuple

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

    `codes` are rules that must report it, `status` is the exit status without fixes, `fixed` tells
    whether fixes, unsafe ones too, change it; None where either may be.
    """

    name: str
    make: Callable[[], bytes]
    codes: tuple[str, ...] = ()
    status: int | None = 1
    fixed: bool | None = False


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


def _every(template: str, values: Iterator[str] | list[str]) -> str:
    return "\n".join(
        template.format(index=index, value=value) for index, value in enumerate(values)
    )


def _text(*names_and_texts: tuple[str, str]) -> list[Hostile]:
    return [
        Hostile(name, lambda text=text: front_matter(text), fixed=None)  # type: ignore[misc]
        for name, text in names_and_texts
    ]


_TAGS = (
    "!ruby/object:Gem::Installer {i: x}",
    "!ruby/hash:ActionController::Routing::RouteSet::NamedRouteCollection {a: 1}",
    "!!python/object/apply:os.system ['true']",
    "!!python/name:os.system ''",
    "!!binary aGVsbG8=",
    "!!binary '%%%'",
    "!!set {a, b}",
    "!!omap [a: 1]",
    "!!float abc",
    "!!int 0x",
    "!!timestamp never",
    "!!null x",
    "!<tag:yaml.org,2002:str> a",
    "!!map [a]",
    "!!seq {a: b}",
    "!" + "a" * 100_000 + " b",
    "!<%ff%fe> a",
    "!e!x a",
)

_NUMBERS = (
    "1" * 100_000,
    "0x" + "f" * 100_000,
    "0b" + "1" * 100_000,
    "0o" + "7" * 100_000,
    "-" + "9" * 5_000,
    "1e999999",
    "-1e-999999",
    "1" * 5_000 + "." + "1" * 5_000,
    ".inf",
    "-.INF",
    ".nan",
    "1:1:1:1:1:1:1:1:1:1",
    ":".join(["59"] * 20_000),
    "1_" * 50_000 + "1",
    "0_______8",
    "+.e+1",
)

_DATES = (
    "99999-99-99",
    "9999-12-31T23:59:60Z",
    "0000-00-00",
    "0001-01-01T00:00:00+99:99",
    "2020-06-11T00:03:00." + "9" * 100_000 + "Z",
    "2020-06-11" + " " * 100_000 + "00:03:00",
    "-0001-01-01",
    "2020-02-30 24:61:61 -14:00",
    "\uff11\uff19\uff19\uff19-01-01",
    "2020-06-11T00:03:00Z" * 1_000,
)

_ADDRESSES = (
    "https://example.com/" + "a" * 100_000,
    "https://example.com/" + "../" * 35_000,
    "https://example.com/" + "/" * 100_000,
    "https://" + "a." * 10_000 + "com/",
    "https://" + "a" * 50_000 + ".com/",
    "https://example.com/" + "%2e%2e/" * 15_000,
    "https://example.com/" + "%25" * 30_000 + "41",
    "https://example.com/?" + "utm_source=a&" * 15_000,
    "https://example.com/?" + "&" * 100_000,
    "https://example.com/#" + "#" * 100_000,
    "https://" + "@" * 50_000 + "example.com/",
    "https://user:password@example.com:99999999999999999999/",
    "https://[" + ":" * 25_000 + "]/",
    "https://[::1%25" + "a" * 25_000 + "]/",
    "https://xn--" + "a" * 25_000 + ".com/",
    "https://" + "ß" * 5_000 + ".example/",
    "https://" + "\u0661" * 200 + "/",
    "http:" + "\\\\" * 25_000 + "example.com",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html;base64," + "A" * 100_000,
    "//" * 50_000,
    "https://www-example-com.cdn.ampproject.org/" + "c/s/" * 25_000 + "example.com",
    "https://" + "-" * 30_000 + ".cdn.ampproject.org/c/s/x",
    "https://i0.wp.com/" + "i0.wp.com/" * 10_000 + "a.jpg?w=1&h=1",
    "https://example.com/" + "-1x1" * 25_000 + ".jpg",
    "https://example.com/a_w" + "9" * 50_000 + "_h1.jpg",
    "/../../../../etc/passwd",
    "https://example.com/\\ud800",
    "https://example.com/\\0\\x1b[31m",
)

_TEXTS = (
    "&amp;" * 20_000,
    "&" * 100_000,
    "&#" + "9" * 50_000 + ";",
    "&#x1b;&#0;&#xd800;&#x110000;",
    "<b>" * 30_000,
    "<" * 100_000,
    "<a " + "x='" * 30_000,
    "<!--" * 25_000,
    "<![CDATA[" * 10_000,
    " " * 100_000 + "a",
    "a" + " \\t" * 30_000 + "b",
    "\\u200b" * 20_000,
    "\\u202e\\u2066" * 10_000,
    "e" + "\\u0301" * 20_000,
    "\\ufdfa" * 10_000,
    "Ã©" * 30_000,
    "â€™" * 20_000,
    "{{ site.title }}" * 10_000,
    "{% raw %}" * 10_000,
    "\\x1b]0;owned\\x07\\x1b[2J",
    "\\n::error file=x::owned\\n##vso[task.setvariable]",
    "]]></failure><script>alert(1)</script>",
    "\\ud800",
    "\\0",
    "😀" * 20_000,
)


def _scalars(kind: str, key: str, values: tuple[str, ...], *, quoted: bool) -> list[Hostile]:
    def maker(value: str) -> Callable[[], bytes]:
        return lambda: article(**{key: f'"{value}"' if quoted else value})

    return [
        Hostile(f"{kind}-{index:02}", maker(value), status=None, fixed=None)
        for index, value in enumerate(values)
    ]


SCALARS: dict[str, list[Hostile]] = {
    kind: _scalars(kind, key, values, quoted=quoted)
    for kind, key, values, quoted in (
        ("number", "quality", _NUMBERS, False),
        (
            "number-of-image",
            "images",
            tuple(f"[{{url: 'https://example.com/a', width: {each}}}]" for each in _NUMBERS[:11]),
            False,
        ),
        ("date", "publishedDateTime", _DATES, False),
        ("tag", "title", _TAGS, False),
        ("address", "webUrl", _ADDRESSES, True),
        ("address-amp", "cdnAmpWebUrl", _ADDRESSES, True),
        (
            "domain",
            "provider",
            tuple(f'{{name: a, domain: "{address[8:]}"}}' for address in _ADDRESSES[:17]),
            False,
        ),
        ("text", "title", _TEXTS, True),
        ("topic", "topics", tuple(f'["{text}"]' for text in _TEXTS), False),
    )
}
"""Articles that are right but for one value, by its kind."""

ARTICLES: tuple[Hostile, ...] = (
    # Bytes
    Hostile("empty", lambda: b"", ("PAR001",)),
    Hostile("nul", lambda: b"\0" * 1_000, ("PAR001",)),
    Hostile("nul-in-title", lambda: front_matter("title: a\0b"), ("PAR003",)),
    Hostile("not-utf-8-in-value", lambda: b"---\ntitle: \xff\n---\n", ("PAR007",)),
    Hostile("not-utf-8-in-key", lambda: b"---\n\xc3\x28: a\n---\n", ("PAR007",)),
    Hostile("not-utf-8-in-body", lambda: front_matter("title: a") + b"\xed\xa0\x80", ("PAR007",)),
    Hostile("not-utf-8-at-end", lambda: front_matter("title: a") + b"\xf0\x9f\x98", ("PAR007",)),
    Hostile("not-utf-8-overlong", lambda: b"\xc0\xae" * 100_000, ("PAR007",)),
    Hostile("utf-16", lambda: front_matter("title: a").decode().encode("utf-16"), ("PAR007",)),
    Hostile("utf-32", lambda: front_matter("title: a").decode().encode("utf-32"), ("PAR007",)),
    Hostile("mark", lambda: b"\xef\xbb\xbf" + front_matter("title: a"), ("PAR008",), fixed=True),
    Hostile(
        "mark-twice",
        lambda: b"\xef\xbb\xbf" * 2 + front_matter("title: a"),
        ("PAR001",),
    ),
    Hostile("mark-alone", lambda: b"\xef\xbb\xbf", ("PAR001",), fixed=True),
    Hostile(
        "lone-carriage-returns", lambda: front_matter("title: a").replace(b"\n", b"\r"), ("PAR001",)
    ),
    Hostile(
        "carriage-returns-inside",
        lambda: front_matter("title: a\rtype: b\rtopics: c"),
        status=None,
        fixed=True,
    ),
    Hostile(
        "mixed-line-ends",
        lambda: front_matter("title: a\r\ntype: b\ntopics: c\r\n" * 2),
        ("PAR012",),
        fixed=True,
    ),
    Hostile(
        "line-separators",
        lambda: front_matter("title: a\u2028b\u2029c\x85d: e"),
        status=None,
    ),
    Hostile("noncharacters", lambda: front_matter("title: \ufffe"), ("PAR003",)),
    Hostile("private-use", lambda: front_matter("\ue000: \U0010ffff"), status=None, fixed=None),
    # Sizes
    Hostile("file-of-100-mb", lambda: b"---\n" + b"a: b\n" * 20_000_000, status=2),
    Hostile("body-of-9-mb", lambda: front_matter("title: a") + b"x\n" * 4_500_000),
    Hostile(
        "body-of-one-line", lambda: front_matter("title: a") + "\U0001f600".encode() * 2_200_000
    ),
    Hostile(
        "body-of-bad-bytes", lambda: front_matter("title: a") + b"\xff" * 9_000_000, ("PAR007",)
    ),
    Hostile("unclosed-9-mb", lambda: b"---\n" + b"a: b\n" * 1_800_000, ("PAR002",)),
    Hostile("unclosed-dashes", lambda: b"---\n" + b"--- \t#\n" * 1_000_000, ("PAR002",)),
    Hostile("closing-and-blank-lines", lambda: b"---\ntitle: a\n---\n" + b" \n" * 1_500_000),
    Hostile("opening-blanks", lambda: b"---" + b" " * 9_000_000, ("PAR001",)),
    Hostile("front-matter-9-mb", lambda: front_matter("- a\n" * 2_250_000), ("PAR014",)),
    Hostile(
        "front-matter-9-mb-text", lambda: front_matter(f"title: {'a' * 9_000_000}"), ("PAR014",)
    ),
    Hostile("front-matter-of-brackets", lambda: front_matter("a: [" + "[]," * 80_000 + "]")),
    Hostile("front-matter-of-comments", lambda: front_matter("#\n" * 120_000 + "title: a")),
    Hostile("front-matter-of-marks", lambda: front_matter("- \n" * 80_000), ("PAR005",)),
    Hostile(
        "line-of-240-kb", lambda: article(title=f'"{"a b " * 60_000}"'), status=None, fixed=None
    ),
    Hostile(
        "title-of-spaces", lambda: article(title=f'"{" " * 240_000}"'), status=None, fixed=None
    ),
    Hostile(
        "title-of-lines", lambda: article(title="|\n" + "  a\n" * 8_000), status=None, fixed=None
    ),
    Hostile(
        "title-of-blank-lines",
        lambda: article(title="|+\n" + "\n" * 240_000),
        status=None,
    ),
    Hostile(
        "title-of-escapes",
        lambda: article(title='"' + "\\u00e9" * 40_000 + '"'),
        status=None,
    ),
    Hostile(
        "trailing-whitespace",
        lambda: front_matter("b:\n" + "  - 1 \n" * 30_000),
    ),
    # Many
    Hostile("keys-many", lambda: front_matter(_every("{index}:", [""] * 30_000)), ("SCH002",)),
    Hostile(
        "keys-misspelt",
        lambda: front_matter(_every("titl{index}: 1", [""] * 15_000)),
        ("SCH002",),
    ),
    Hostile(
        "keys-misspelt-long",
        lambda: front_matter(_every("cdnAmpWebUr{value}{index}: 1", ["x" * 12] * 6_500)),
        ("SCH002",),
    ),
    Hostile("keys-equal", lambda: front_matter("title: a\n" * 27_000), ("PAR004",)),
    Hostile("keys-equal-short", lambda: front_matter("a: 1\n" * 20_000), ("PAR004",)),
    Hostile(
        "keys-equal-flow",
        lambda: front_matter("provider: {" + "a: b," * 15_000 + "}"),
        ("PAR004",),
    ),
    Hostile("keys-empty", lambda: front_matter("? \n" * 30_000), status=None, fixed=None),
    Hostile("key-of-240-kb", lambda: front_matter(f'? "{"k" * 240_000}"\n: 1'), ("SCH002",)),
    Hostile("items-wrong", lambda: front_matter("topics:\n" + "- 1\n" * 20_000), ("SCH003",)),
    Hostile("items-empty", lambda: front_matter(_related(8_000, "  - {}")), ("SCH001",)),
    Hostile(
        "items-of-unknown-keys",
        lambda: front_matter(_related(4_000, "  - {titel: 1, tpye: 2}")),
        ("SCH002",),
    ),
    Hostile(
        "items-right",
        lambda: article(topics="\n" + _every("- topic {index}", [""] * 14_000)),
        status=None,
    ),
    Hostile(
        "items-equal", lambda: article(topics="\n" + "- AI\n" * 45_000), status=None, fixed=None
    ),
    Hostile(
        "related-to-one",
        lambda: article(
            related="\n" + "  - {webUrl: 'https://example.com/a', title: a, quality: 1}\n" * 2_000
        ),
    ),
    Hostile(
        "related-to-many",
        lambda: article(
            related="\n"
            + _every(
                "  - {{webUrl: 'https://example.com/{index}', quality: {index}}}", [""] * 2_000
            )
        ),
    ),
    Hostile(
        "images-many",
        lambda: article(
            images="\n"
            + _every(
                "  - {{url: 'https://example.com/{index}-10x10.jpg', width: 1, height: 2}}",
                [""] * 3_500,
            )
        ),
    ),
    Hostile(
        "images-equal",
        lambda: article(
            images="\n" + "  - {url: 'http://example.com/a.jpg', width: 1, height: 2}\n" * 1_500
        ),
    ),
    Hostile("documents", lambda: b"---\ntitle: a\n" + b"--- b\n" * 35_000 + b"---\n", ("PAR003",)),
    Hostile(
        "anchors", lambda: front_matter(_every("k{index}: &a{index} 1", [""] * 12_000)), ("SCH002",)
    ),
    Hostile(
        "aliases",
        lambda: front_matter("title: &a b\ntopics:\n" + "- *a\n" * 45_000),
        status=None,
    ),
    Hostile("tags", lambda: front_matter("topics:\n" + "- !x y\n" * 15_000), ("PAR009",)),
    Hostile(
        "ambiguous",
        lambda: front_matter("topics:\n" + "- yes\n- 0o7\n- 1:20\n" * 4_000),
        ("PAR006",),
    ),
    # Nesting
    Hostile("deep-flow", lambda: front_matter("a: " + "[" * 10_000 + "]" * 10_000), ("PAR011",)),
    Hostile("deep-flow-open", lambda: front_matter("[" * 240_000), ("PAR011",)),
    Hostile(
        "deep-flow-mappings",
        lambda: front_matter("a: " + "{a: " * 10_000 + "}" * 10_000),
        ("PAR011",),
    ),
    Hostile("deep-flow-mixed", lambda: front_matter("a: " + "[{a: " * 10_000), ("PAR011",)),
    Hostile("deep-flow-pairs", lambda: front_matter("a: " + "[a: " * 10_000), ("PAR011",)),
    Hostile("deep-block-list", lambda: front_matter("a:\n  " + "- " * 10_000 + "b"), ("PAR011",)),
    Hostile("deep-block-steps", lambda: front_matter(_block_steps(600)), ("PAR011",)),
    Hostile("deep-keys", lambda: front_matter("? " * 10_000 + "a"), ("PAR011",)),
    Hostile("deep-keys-flow", lambda: front_matter("{? " * 10_000 + "a"), ("PAR011",)),
    Hostile("deep-mixed", lambda: front_matter("- ? - ? " * 5_000 + "a"), ("PAR011",)),
    Hostile(
        "deep-by-carriage-returns",
        lambda: b"---\n" + b"\r".join(b" " * level + b"k:" for level in range(200)) + b"\n---\n",
        ("PAR011",),
        fixed=True,
    ),
    Hostile(
        "deep-by-separators",
        lambda: front_matter("\u2028".join(" " * level + "k:" for level in range(200))),
        status=None,
    ),
    Hostile(
        "deep-by-aliases",
        lambda: front_matter(
            "a0: &a0 [x]\n"
            + _every("a{index}x: &a{value} [*a{index}]", [str(level) for level in range(1, 500)])
        ),
        ("PAR010",),
    ),
    # Aliases
    Hostile("alias-bomb", lambda: front_matter(_bomb(9, 9)), ("PAR010",)),
    Hostile("alias-bomb-wide", lambda: front_matter(_bomb(3, 5_000)), ("PAR010",)),
    Hostile(
        "alias-bomb-in-keys",
        lambda: front_matter(
            "a: &a [x,x,x,x]\nb: &b {*a : *a, ? [*a,*a] : *a}\nc: {? *b : *b, ? [*b] : [*b]}"
        ),
        status=None,
    ),
    Hostile("merge-bomb", lambda: front_matter(_merge_bomb(9)), ("PAR010",)),
    Hostile("merge-chain", lambda: front_matter(_merge_chain(60)), status=None),
    Hostile("merge-chain-long", lambda: front_matter(_merge_chain(400)), ("PAR010",)),
    Hostile(
        "merge-many",
        lambda: front_matter("d: &d {title: a}\nprovider:\n" + "  <<: *d\n" * 20_000),
        status=None,
    ),
    Hostile("merge-itself", lambda: front_matter("a: &a\n  <<: *a\n  b: 1"), ("PAR010",)),
    Hostile("anchor-in-itself", lambda: front_matter("related: &a [*a]"), ("PAR010",)),
    Hostile("anchor-in-own-key", lambda: front_matter("a: &a {? *a : 1}"), ("PAR010",)),
    Hostile("anchor-of-root", lambda: front_matter("&r\na: *r"), ("PAR010",)),
    Hostile("alias-to-nothing", lambda: front_matter("title: *nothing"), ("PAR003",)),
    Hostile(
        "anchor-of-240-kb",
        lambda: front_matter(f"title: &{'a' * 240_000} b"),
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
    Hostile("json", lambda: b'{"title": "a"}' * 1_000, ("PAR001",)),
    *(each for alike in SCALARS.values() for each in alike),
    # Secrets
    Hostile(
        "secured-240-kb", lambda: article(secured=f'"{SECRET * 900}"'), status=None, fixed=None
    ),
    Hostile(
        "secured-of-equals",
        lambda: article(secured=f'"{SECRET}{"=" * 240_000}"'),
        status=None,
    ),
    Hostile(
        "secured-bad",
        lambda: article(secured=f'"{SECRET}!"', title=f'"{SECRET}"'),
        status=None,
    ),
    Hostile(
        "secured-in-lines",
        lambda: article(secured="|\n" + f"  {SECRET[:64]}\n" * 3_500),
        status=None,
    ),
    Hostile(
        "secured-list",
        lambda: article(secured="\n" + f"  - {SECRET}\n" * 850),
        status=None,
    ),
    Hostile(
        "secured-mapping",
        lambda: article(secured=f"{{{SECRET}: {SECRET}}}"),
        status=None,
        fixed=None,
    ),
    Hostile(
        "secured-broken-yaml",
        lambda: front_matter(f'title: a\nsecured: "{SECRET}" {SECRET}'),
        ("PAR003",),
    ),
    Hostile("secured-unclosed", f"---\ntitle: a\nsecured: {SECRET}\n".encode, ("PAR002",)),
    Hostile(
        "secured-bad-byte",
        lambda: f"---\ntitle: a\nsecured: {SECRET}".encode() + b"\xff\n---\n",
        ("PAR007",),
    ),
    Hostile(
        "secured-alias",
        lambda: article(secured=f"&s {SECRET}", title="*s", excerpt="*s"),
        status=None,
    ),
    Hostile(
        "secured-as-key",
        lambda: article(**{SECRET: "1", "secured": SECRET}),
        status=None,
        fixed=None,
    ),
    Hostile(
        "secured-as-address",
        lambda: article(secured=SECRET, webUrl=f'"http://example.com/{SECRET}"'),
        status=None,
        fixed=True,
    ),
    Hostile(
        "comment-with-100,000-codes",
        lambda: front_matter(f"title: a # articlelint: ignore[{','.join(['X'] * 100_000)}]"),
        ("PAR013",),
        status=None,
    ),
    Hostile(
        "comment-with-40,000-idle-codes",
        lambda: front_matter(
            f"title: a &amp; b # articlelint: ignore[{','.join(['TXT001', 'REL'] * 20_000)}]"
        ),
        ("PAR013",),
        fixed=True,
    ),
    Hostile(
        "comments-with-strange-codes",
        lambda: front_matter("\n".join(f"# articlelint: ignore[X{n}]" for n in range(7_000))),
        status=None,
    ),
    Hostile(
        "comments-in-one-row",
        lambda: front_matter("title: a " + "# articlelint: ignore[TXT]\x85" * 4_000),
        status=None,
        fixed=None,
    ),
    Hostile(
        "accents-in-two-code-points",
        lambda: article(title='"' + "e\u0301" * 40_000 + '"'),
        fixed=True,
        status=None,
    ),
    Hostile(
        "findings-in-one-row",
        lambda: front_matter(
            "related: ["
            + ",".join(["{title: 'a &amp;  b', webUrl: 'http://a.com/?utm_source=1'}"] * 1_500)
            + "]"
        ),
    ),
    Hostile(
        "fixes-around-equal-lines",
        lambda: front_matter("title: 'a  b'\nx:\n" + "- a\n" * 60_000 + "excerpt: 'a  b'"),
        fixed=True,
    ),
)
