"""Rules about: layout."""
