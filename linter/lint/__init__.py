"""One file to findings and facts."""
