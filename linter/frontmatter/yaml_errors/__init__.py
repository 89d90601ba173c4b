"""The mistake in a text that is not YAML, in words for its author.

libyaml stops at the first character with which a text cannot continue. That is often lines below
the mistake, and its message is about itself, so its stop is a clue only. `causes` lists the
mistakes that people make, the most exact first, and the other modules recognise them, a family
each: a function takes a `BrokenText` and returns a `Mistake`, or None where the mistake is another.
Most are proved: a cause counts only if the parser gets further in a text without it.

To add a cause, write its function in the module of its family and put it into `causes.CAUSES`; its
cases go into `tests/frontmatter/test_yaml_errors.py`.

Messages quote no text but single characters, since a broken line may belong to a secret.
"""
