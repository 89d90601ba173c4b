"""The smallest changes of text for one scalar, key, entry or list."""
