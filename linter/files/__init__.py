"""Which files a run covers, and the schema that each is held to."""
