"""Writes the front matter of a folder's articles as YAML and as JSON, for tools that need that.

What is no YAML, or has a key twice, is left out: some of the tools would stop there.
"""

import json
import sys
from pathlib import Path

import yaml


class Loader(yaml.CSafeLoader):
    """Leaves dates as text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

articles, yaml_folder, json_folder = map(Path, sys.argv[1:])
yaml_folder.mkdir(exist_ok=True)
json_folder.mkdir(exist_ok=True)
for path in articles.iterdir():
    text = path.read_text(encoding="utf-8-sig").split("---\n")[1]
    loader = Loader(text)
    try:
        root = loader.get_single_node()
    except yaml.YAMLError:
        continue
    if root is None or len({key.value for key, _ in root.value}) < len(root.value):
        continue
    values = loader.construct_document(root)
    (yaml_folder / f"{path.stem}.yaml").write_text(text, encoding="utf-8")
    (json_folder / f"{path.stem}.json").write_text(json.dumps(values), encoding="utf-8")
