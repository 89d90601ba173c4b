"""Hostile values for one key of an article, as YAML, at a part of their full size."""

from collections.abc import Callable
from typing import TypeAlias

Values: TypeAlias = Callable[[int], tuple[str, ...]]
"""Returns values at a part of their full size, which is given as a divisor."""


def tags(part: int) -> tuple[str, ...]:
    """Return values with a tag."""
    return (
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
        "!" + "a" * (100_000 // part) + " b",
        "!<%ff%fe> a",
        "!e!x a",
    )


def numbers(part: int) -> tuple[str, ...]:
    """Return numbers, and what looks like one."""
    return (
        "1" * (100_000 // part),
        "0x" + "f" * (100_000 // part),
        "0b" + "1" * (100_000 // part),
        "0o" + "7" * (100_000 // part),
        "-" + "9" * 5_000,
        "1e999999",
        "-1e-999999",
        "1" * 5_000 + "." + "1" * 5_000,
        ".inf",
        "-.INF",
        ".nan",
        "1:1:1:1:1:1:1:1:1:1",
        ":".join(["59"] * (20_000 // part)),
        "1_" * (50_000 // part) + "1",
        "0_______8",
        "+.e+1",
    )


def dates(part: int) -> tuple[str, ...]:
    """Return dates, and what looks like one."""
    return (
        "99999-99-99",
        "9999-12-31T23:59:60Z",
        "0000-00-00",
        "0001-01-01T00:00:00+99:99",
        "2020-06-11T00:03:00." + "9" * (100_000 // part) + "Z",
        "2020-06-11" + " " * (100_000 // part) + "00:03:00",
        "-0001-01-01",
        "2020-02-30 24:61:61 -14:00",
        "\uff11\uff19\uff19\uff19-01-01",
        "2020-06-11T00:03:00Z" * (1_000 // part),
    )


def addresses(part: int) -> tuple[str, ...]:
    """Return URLs, for double quotes."""
    return (
        "https://example.com/" + "a" * (100_000 // part),
        "https://example.com/" + "../" * (35_000 // part),
        "https://example.com/" + "/" * (100_000 // part),
        "https://" + "a." * (10_000 // part) + "com/",
        "https://" + "a" * (50_000 // part) + ".com/",
        "https://example.com/" + "%2e%2e/" * (15_000 // part),
        "https://example.com/" + "%25" * (30_000 // part) + "41",
        "https://example.com/?" + "utm_source=a&" * (15_000 // part),
        "https://example.com/?" + "&" * (100_000 // part),
        "https://example.com/#" + "#" * (100_000 // part),
        "https://" + "@" * (50_000 // part) + "example.com/",
        "https://user:password@example.com:99999999999999999999/",
        "https://[" + ":" * (25_000 // part) + "]/",
        "https://[::1%25" + "a" * (25_000 // part) + "]/",
        "https://xn--" + "a" * (25_000 // part) + ".com/",
        "https://" + "ß" * 5_000 + ".example/",
        "https://" + "\u0661" * 200 + "/",
        "http:" + "\\\\" * (25_000 // part) + "example.com",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html;base64," + "A" * (100_000 // part),
        "//" * (50_000 // part),
        "https://www-example-com.cdn.ampproject.org/" + "c/s/" * (25_000 // part) + "example.com",
        "https://" + "-" * (30_000 // part) + ".cdn.ampproject.org/c/s/x",
        "https://i0.wp.com/" + "i0.wp.com/" * (10_000 // part) + "a.jpg?w=1&h=1",
        "https://example.com/" + "-1x1" * (25_000 // part) + ".jpg",
        "https://example.com/a_w" + "9" * (50_000 // part) + "_h1.jpg",
        "/../../../../etc/passwd",
        "https://example.com/\\ud800",
        "https://example.com/\\0\\x1b[31m",
    )


def texts(part: int) -> tuple[str, ...]:
    """Return texts, for double quotes."""
    return (
        "&amp;" * (20_000 // part),
        "&" * (100_000 // part),
        "&#" + "9" * (50_000 // part) + ";",
        "&#x1b;&#0;&#xd800;&#x110000;",
        "<b>" * (30_000 // part),
        "<" * (100_000 // part),
        "<a " + "x='" * (30_000 // part),
        "<!--" * (25_000 // part),
        "<![CDATA[" * (10_000 // part),
        " " * (100_000 // part) + "a",
        "a" + " \\t" * (30_000 // part) + "b",
        "\\u200b" * (20_000 // part),
        "\\u202e\\u2066" * (10_000 // part),
        "e" + "\\u0301" * (20_000 // part),
        "\\ufdfa" * (10_000 // part),
        "Ã©" * (30_000 // part),
        "â€™" * (20_000 // part),
        "{{ site.title }}" * (10_000 // part),
        "{% raw %}" * (10_000 // part),
        "\\x1b]0;owned\\x07\\x1b[2J",
        "\\n::error file=x::owned\\n##vso[task.setvariable]",
        "]]></failure><script>alert(1)</script>",
        "\\ud800",
        "\\0",
        "😀" * (20_000 // part),
    )


def domains(part: int) -> tuple[str, ...]:
    """Return providers with the domain of an address."""
    return tuple(f'{{name: a, domain: "{address[8:]}"}}' for address in addresses(part)[:17])


def images(part: int) -> tuple[str, ...]:
    """Return lists of one image with a number as its width."""
    image = "[{{url: 'https://example.com/a', width: {}}}]"
    return tuple(map(image.format, numbers(part)[:11]))


def quoted(values: Values) -> Values:
    """Return the same values in double quotes."""
    return lambda part: tuple(f'"{value}"' for value in values(part))


def topics(part: int) -> tuple[str, ...]:
    """Return lists of one text."""
    return tuple(f'["{text}"]' for text in texts(part))
