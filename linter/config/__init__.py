"""Options as declared fields, the files that set them, and their JSON Schema."""
