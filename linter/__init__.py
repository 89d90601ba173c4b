"""Lint the YAML front matter of Markdown articles on Jekyll sites.

The version stands here alone: the build reads it from this line, and the command line imports it
without searching the installed distributions, which would cost start-up time.
"""

__version__ = "0.1.0"
