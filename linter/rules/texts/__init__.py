"""Rules about: texts."""
