"""Composes the YAML nodes of every front matter with libyaml: the least of an exact parse."""

import sys
from pathlib import Path

import yaml

for path in Path(sys.argv[1]).iterdir():
    text = path.read_text(encoding="utf-8-sig").split("---\n")[1]
    try:
        yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        continue
