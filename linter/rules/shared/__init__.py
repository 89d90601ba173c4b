"""Helpers for the rules of several families."""
