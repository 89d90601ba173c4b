"""Spans, edits, findings, limits and files: what every other package builds on."""
