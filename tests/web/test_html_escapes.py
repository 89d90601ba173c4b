"""Character references of HTML in URLs."""

import pytest

from linter.core.text import Edit, Span
from linter.web.html_escapes import html_entities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.com/b?c&amp;d", [(17, 22, "&")]),
        ("https://a.com/b?c&#38;d&#X26;", [(17, 22, "&"), (23, 29, "&")]),
        ("https://a.com/&amp;amp;#039;", [(14, 28, "'")]),
        ("https://a.com/&LT;&quot;", [(14, 18, "<"), (18, 24, '"')]),
        ("https://a.com/b?c&amp=d&copy;&#169;&#1039;&amp", []),
        ("/b?c&amp;d", []),
    ],
)
def test_html_entities_in_a_url(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert html_entities(text) == [Edit(Span(*span), new) for *span, new in expected]
