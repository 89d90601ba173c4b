"""Why a text is not TOML, and which keys stand twice in it."""
