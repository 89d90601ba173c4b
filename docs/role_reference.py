"""The reference of roles, the vocabulary of `x-role`."""

from linter.schema.roles import ROLES

BEGIN = """\
# Roles

Rules select properties by role, not by key name. The keyword `x-role` in a schema gives a property
one role, or a list of them. A site with other keys keeps every rule: it brings its
own schema. A property without a role is checked by the schema alone.

```json
{ "properties": { "link": { "type": "string", "x-role": "web-url" } } }
```"""


def page() -> str:
    """Return the page."""
    entries = (f"({role})=\n`{role}`\n: {text}" for role, text in ROLES.items())
    return "\n\n".join([BEGIN, *entries]) + "\n"
