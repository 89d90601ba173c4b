"""The site around a file: its settings, addresses, data files and pictures."""
