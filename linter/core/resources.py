"""Where the data files that belong to the package lie."""

from pathlib import Path


def schema_folder() -> Path:
    """Return the folder that holds the built-in JSON Schemas, `*.schema.json`.

    In a wheel the folder is packaged as `linter/schemas`. In a checkout, run in place or installed
    as editable, it is `schemas` beside the import package.
    """
    package = Path(__file__).parents[1]
    packaged = package / "schemas"
    return packaged if packaged.is_dir() else package.parent / "schemas"
