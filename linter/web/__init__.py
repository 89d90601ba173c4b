"""Links, AMP Cache addresses and pictures: pure functions without a connection."""
