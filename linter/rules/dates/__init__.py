"""Rules about: dates."""
