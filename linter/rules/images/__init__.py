"""Rules about: pictures."""
