"""A schema from what is there: from files to summaries, JSON Schema, and what stands out."""
