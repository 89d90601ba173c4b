"""Rules about: links."""
