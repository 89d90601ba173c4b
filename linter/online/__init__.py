"""Requests links and pictures from servers, independent of rules; only `--online` imports it."""
