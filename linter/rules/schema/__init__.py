"""Rules about violations of the JSON Schema."""
