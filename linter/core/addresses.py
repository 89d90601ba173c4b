"""The addresses of this project. There are none yet: nothing that is printed or written leads away.

At publication, and not before the address is ours, an owner fills these in, runs
`python docs/generate.py`, and puts the new values where the tests that fail then say. What calls
itself by a name instead of an address, as the schemas do by their `$id`, keeps that name.
"""

DOCUMENTATION: str | None = None
"""Where `docs/` is published as Sphinx's `dirhtml` builds it, without a final `/`.

With it, findings link to the pages of their rules, and a new config names its schema.
"""

REPOSITORY: str | None = None
"""Where git fetches the source, with a tag `v` and the version for every release.

With it, `articlelint init` writes the hook for an articlelint that came from a package index.
"""
