"""Texts that are, look like, or are made from pieces of URLs."""

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters())
# Pieces that URLs are made of, the awkward ones among them.
PIECES = (
    st.sampled_from(["https://", "HTTP://", "/", "//", ".", "..", "%2e", "?", "#", "&", "=", "@"])
    | st.sampled_from(["example.com", "A.com", "xn--", "bücher", "ΑΣ", "İ", "\u212a", "[::1]"])
    | st.sampled_from([":", ":443", ":80", "\u0661", "1", "0x7f", "-", "_", "!", "é", "%C3", "%c3"])
    | st.sampled_from(["utm_source=x", "fbclid", "a=b", "2020", "06", "jun", "20200610", "%"])
)
SEVERAL_PIECES = st.lists(PIECES, max_size=12).map("".join)
URL_LIKE = SEVERAL_PIECES | SEVERAL_PIECES.map("https://{}".format)
TEXTS = ANY_TEXT | URL_LIKE
