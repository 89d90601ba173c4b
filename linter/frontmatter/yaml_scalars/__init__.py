r"""YAML scalars as text: where each character of a value comes from, and how to change a few.

A *token* is the source text of one scalar node, `text[start_mark.index:end_mark.index]` of PyYAML
with libyaml (0.2.5, measured), with these properties:

- Anchor and tag belong to the token: `&a !!str 'x'`; comments and line breaks may stand between
  them and the text. No function of this package touches them.
- `style` is `"'"`, `'"'`, `"|"` or `">"`; a plain scalar has `""` from libyaml and `None` from
  PyYAML's own parser. Both are taken here.
- Plain and quoted tokens end with their last character: no trailing spaces, no comment. Only a
  missing value (`key:`) has an empty token. In a block collection it stands right after the colon
  or dash, in a flow collection where the next token starts.
- A block scalar's token includes the comment after `|` or `>`, the content, and all blank lines
  below it. It ends where the next line starts that is not blank: a key, or a comment indented less
  than the content. Only at the end of the text can the last line break be missing.
- Marks count code points. PyYAML does not count a byte-order mark at the start of the text, so
  all its marks are one too small there.
- An alias gives the node that it stands for, with that node's marks.
- Line breaks are `\n`, `\r\n`, `\r` and U+0085, which all read as `\n`, and U+2028 and U+2029,
  which stay what they are (YAML 1.1, section 4.2). YAML 1.2 has only the first three.
"""
