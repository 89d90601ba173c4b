"""The language server: what the command finds, for the text in an editor."""
