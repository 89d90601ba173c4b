"""When rules about the secured field are certainly silent, and their facts."""

from linter.core.digests import digest
from linter.fastpath.silence import FactParts, Item
from linter.rules.secured.parts import decoded, halves, is_valid, is_vector
from linter.rules.shared.fact_keys import fact_key

# Sixteen bytes in Base64 without padding; a shorter text is not a ciphertext.
_SHORTEST = 22


def is_encrypted(item: Item) -> bool:
    """Whether there is no secured value, or one that no rule about a single value reports."""
    value = item.own.get("secured")
    return value is None or (isinstance(value, str) and is_valid(value))


def vector_fact(text: str, _key: str) -> FactParts | None:
    """Return the fact about an initialisation vector; it holds digests."""
    both = halves(text)
    vector = decoded(both.vector) if both is not None else None
    if both is None or vector is None or not is_vector(vector):
        return None
    ciphertext = digest(both.ciphertext.encode(errors="replace")).hex()
    return FactParts(fact_key(both.vector), both.vector[:16], ciphertext)


def ciphertext_fact(text: str, _key: str) -> FactParts | None:
    """Return the fact about a ciphertext; it holds a digest."""
    both = halves(text)
    if both is None or len(both.ciphertext) < _SHORTEST:
        return None
    return FactParts(fact_key(both.ciphertext), both.ciphertext[:16], "")
