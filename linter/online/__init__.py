"""Asks servers about links and pictures; no rule is known here. Only `--online` imports it."""
