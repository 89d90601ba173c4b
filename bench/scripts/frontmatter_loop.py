"""What people write themselves: python-frontmatter, then jsonschema, file by file."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from jsonschema import Draft202012Validator

# python-frontmatter takes the loader in C where there is one.
if not yaml.__with_libyaml__:
    sys.exit("PyYAML has no libyaml")
validator = Draft202012Validator(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
found = 0
for path in sorted(Path(sys.argv[2]).iterdir()):
    try:
        values: dict[str, Any] = frontmatter.load(str(path), encoding="utf-8-sig").metadata
    except yaml.YAMLError as error:
        found += 1
        print(path, error)
        continue
    # The schema has dates as text.
    for item in [values, *values.get("related", [])]:
        for key, value in item.items():
            if isinstance(value, datetime):
                item[key] = value.isoformat()
    for violation in validator.iter_errors(values):
        found += 1
        print(path, violation.json_path, violation.message)
sys.exit(found > 0)
