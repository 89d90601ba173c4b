"""Settings as values, what a config may say, and the files that say it."""
