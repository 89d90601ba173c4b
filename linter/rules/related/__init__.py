"""Rules about related items and scores."""
