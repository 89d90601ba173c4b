"""Measurements of articlelint beside other tools: `python -m bench --help`."""
