"""Almost-YAML, and real articles with something wrong."""

from hypothesis import strategies as st

from tests.fuzz.seeds import articles

_WORDS = (
    *("title", "webUrl", "secured", "related", "images", "provider", "publishedDateTime", "heat"),
    *(": ", "- ", "? ", "&a ", "*a", "<<: ", "!x ", "!!str ", "|", ">-", "[", "]", "{", "}", ","),
    *("\n", "\n  ", "\n    - ", "\r\n", "\r", "\t", " #", "---\n", "...\n", '"', "'", "\\u200b"),
    *("yes", "~", ".nan", "0o7", "1e999", "2020-06-11", "&amp;", "<b>", "\u2028", "\ufeff", "\0"),
    *(
        "https://example.com/?utm_source=a",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ),
)

SAMPLES = tuple(articles())


def almost_yaml() -> st.SearchStrategy[str]:
    """Return texts of the signs and words that front matter is made of."""
    pieces = st.one_of(st.sampled_from(_WORDS), st.text(max_size=6))
    return st.lists(pieces, max_size=40).map("".join)


@st.composite
def mutated_articles(draw: st.DrawFn) -> str:
    """Return a sample with some pieces cut out, put in twice, or replaced."""
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        middle = draw(st.one_of(almost_yaml(), st.just(""), st.just(text[start:end] * 2)))
        text = text[:start] + middle + text[end:]
    return text
