"""What several output formats use: colours, excerpts, escapes, counts."""
