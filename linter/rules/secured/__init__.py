"""Rules about the secured field."""
