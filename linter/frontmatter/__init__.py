"""The front matter of a file: where it stands, and its values with their places and types."""
