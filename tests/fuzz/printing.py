"""Output of the commands that try random or hostile input."""


def print_at_once(text: str) -> None:
    """Print a line for whoever waits for it, also where the output goes into a file."""
    print(text, flush=True)  # noqa: T201 - for whoever fuzzes
