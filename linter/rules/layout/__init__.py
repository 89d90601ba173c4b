"""Rules about layout."""
