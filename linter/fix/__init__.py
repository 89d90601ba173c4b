"""Fixes with proof: applied to a text, shown as a patch, written to the disk."""
