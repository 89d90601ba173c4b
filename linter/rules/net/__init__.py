"""Rules about what servers answer at the addresses of links and pictures."""
