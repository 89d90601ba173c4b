"""Where a caret is in a text of each notation, whether or not it can be parsed.

Each scan goes forward from the start of the block, and takes what does not fit as text that is
being written: it ends at the next line that looks like an entry.
"""
