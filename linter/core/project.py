"""The web addresses of this project. It has none yet, so that no output links to it.

At publication, when the address belongs to the project, its owner fills these in, runs
`python docs/generate.py`, and updates the tests that fail then. Names that look like addresses stay
as they are, such as the `$id` of the schemas.
"""

DOCUMENTATION: str | None = None
"""Where `docs/` is published as Sphinx's `dirhtml` builds it, without a final `/`.

With it, findings link to the pages of their rules, and a new config names its schema.
"""

REPOSITORY: str | None = None
"""Where git fetches the source, with a tag `v` and the version for every release.

With it, `articlelint init` writes the hook for an articlelint that came from a package index.
"""
