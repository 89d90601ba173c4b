"""The escapes of double quotes that stand for one character by a letter (YAML 1.1, section 5.6)."""

_CHARACTERS = '\0\a\b\t\n\v\f\r\x1b"\\\x85\u2028\u2029'
_LETTERS = '0abtnvfre"\\NLP'

LETTER_OF = dict(zip(_CHARACTERS, _LETTERS, strict=True))
"""How characters are written."""

CHARACTER_OF = dict(zip(f"{_LETTERS}\t /_", f"{_CHARACTERS}\t /\xa0", strict=True))
"""How escapes are read, those among them that are not written."""
