"""Infers JSON Schemas: files become summaries, and these become schemas and outliers."""
