"""JSON Schema: loading, roles, validity, explanation, cost, and objects by role."""
