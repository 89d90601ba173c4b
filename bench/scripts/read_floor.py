"""Reads every file of a folder and does nothing else: the least that any tool must do."""

import sys
from pathlib import Path

for path in Path(sys.argv[1]).iterdir():
    path.read_bytes()
