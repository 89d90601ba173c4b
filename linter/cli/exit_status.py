"""Exit statuses of the command; 0 and 1 stand for a run without and with findings to fail on."""

WRONG_USE = 2
"""The exit status for wrong usage, for files that cannot be read, and for internal errors."""

INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 plus the number of the signal, as in shells."""
