"""Records Neovim with a finding as the picture of the page on editors.

`python -m tests.lsp.editors.picture` writes it; it needs Neovim, tmux and the settings of the page.
"""

import os
import re
import shlex
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from tests.commands import plain_environment
from tests.lsp.editors.session import ARTICLE, EDITORS, ROOT, environment, settings, site_in

PICTURE = ROOT / "docs" / "_static" / "editor.svg"
COLUMNS, ROWS = 124, 18
FINDING = "expected a whole number"
PATIENCE = 30
"""Seconds until the finding counts as missing."""

COLOR_OF_LINE = re.compile(r"\x1b\[58;[0-9;]*m")
"""The colour of an underline, which rich reads as something else."""

# Rich's own template loads a font from elsewhere.
FORMAT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
  <!-- Written by tests/lsp/editors/picture.py. -->
  <title>A finding in Neovim</title>
  <style>
    .{unique_id}-matrix {{
      font: {char_height}px ui-monospace, Menlo, Consolas, monospace;
      line-height: {line_height}px;
      font-variant-east-asian: full-width;
    }}
    {styles}
  </style>
  <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
    </clipPath>
    {lines}
  </defs>
  <rect fill="#0c0c0c" width="{width}" height="{height}" rx="8"/>
  <g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix">
    {matrix}
    </g>
  </g>
</svg>
"""


@contextmanager
def terminal(folder: Path) -> Iterator[list[str]]:
    """Yield the beginning of commands for a terminal in which Neovim has opened the article."""
    site = site_in(folder)
    init = folder / "init.lua"
    neovim = EDITORS["neovim"]
    init.write_text(settings(neovim.heading(neovim.program), neovim.language), encoding="utf-8")
    tmux = ["tmux", "-f", os.devnull, "-S", str(folder / "tmux")]
    look = "set nowrap noruler laststatus=0 | highlight clear SignColumn"
    command = [neovim.program, "-u", str(init), "-c", look, ARTICLE]
    subprocess.run(
        [*tmux, "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), shlex.join(command)],
        cwd=site,
        env=plain_environment() | environment(folder, site) | {"LC_ALL": "C.UTF-8"},
        check=True,
    )
    try:
        yield tmux
    finally:
        subprocess.run([*tmux, "kill-server"], check=True)


def screen(tmux: list[str]) -> str:
    """Return the screen with its colours, once the finding is shown."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        capture = [*tmux, "capture-pane", "-e", "-p"]
        shown = subprocess.run(capture, capture_output=True, encoding="utf-8", check=True).stdout
        if FINDING in shown:
            return shown
        time.sleep(0.05)
    raise TimeoutError(f"Neovim does not show the finding:\n{shown}")


def picture(shown: str) -> str:
    """Return a screen as SVG."""
    console = Console(record=True, width=COLUMNS, file=StringIO())
    console.print(Text.from_ansi(COLOR_OF_LINE.sub("", shown)), no_wrap=True, crop=True)
    return console.export_svg(theme=MONOKAI, code_format=FORMAT, unique_id="editor")


def main() -> None:
    """Write the picture."""
    # What ends with Neovim may still be writing.
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, terminal(Path(folder)) as tmux:
        PICTURE.write_text(picture(screen(tmux)), encoding="utf-8")


if __name__ == "__main__":
    main()
