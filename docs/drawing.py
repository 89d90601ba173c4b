"""The drawing of the packages of `linter/`, made from the import contract and the imports."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]

_ROW = 26
_NAME = 108
_TEXT = 590
_CELL = 26
_TOP = 92
_STYLE = """\
  <style>
    text { font: 13px system-ui, sans-serif; fill: #24292f }
    .name { font-weight: 600 }
    .row { fill: #f6f8fa }
    .own { fill: #d0d7de }
    circle { fill: #0969da }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .row { fill: #161b22 }
      .own { fill: #30363d }
      circle { fill: #58a6ff }
    }
  </style>"""


def packages() -> list[str]:
    """Return the packages and modules of `linter/` from the top layer to the bottom one."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = config["tool"]["importlinter"]["contracts"][0]
    return [name for line in contract["layers"] for name in line.split(" | ")]


def imports(package: str) -> set[str]:
    """Return what a package or module of `linter/` imports from the others."""
    home = ROOT / "linter" / package
    files = home.rglob("*.py") if home.is_dir() else [home.with_suffix(".py")]
    names = (name for file in files for name in _imported(file))
    return {name.split(".")[1] for name in names if name.startswith("linter.")} - {package}


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "linter":
            yield from (f"linter.{each.name}" for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def _summary(package: str) -> str:
    home = ROOT / "linter" / package
    file = home / "__init__.py" if home.is_dir() else home.with_suffix(".py")
    doc = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return doc.split("\n\n", maxsplit=1)[0].replace("\n", " ").replace("`", "")


def packages_drawing() -> str:
    """Return the SVG: a row for each package, with a dot below each that it imports."""
    names = packages()
    left = _NAME + _TEXT
    width, height = left + _CELL * len(names) + 32, _TOP + _ROW * len(names) + 6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
        "  <!-- Written by docs/generate.py. -->",
        "  <title>Each package and the packages that it imports</title>",
        _STYLE,
    ]
    for column, name in enumerate(names):
        x = left + _CELL * column + _CELL // 2
        parts.append(
            f'  <text class="name" transform="translate({x + 4} {_TOP - 8}) rotate(-60)">'
            f"{name}</text>"
        )
    for row, name in enumerate(names):
        y = _TOP + _ROW * row
        middle = y + _ROW // 2
        if row % 2 == 0:
            parts.append(f'  <rect class="row" x="0" y="{y}" width="{width}" height="{_ROW}"/>')
        parts.append(f'  <text class="name" x="6" y="{middle + 4}">{name}</text>')
        parts.append(f'  <text x="{_NAME}" y="{middle + 4}">{escape(_summary(name))}</text>')
        parts.append(
            f'  <rect class="own" x="{left + _CELL * row + 7}" y="{middle - 6}" width="12"'
            ' height="12"/>'
        )
        below = imports(name)
        parts += [
            f'  <circle cx="{left + _CELL * column + _CELL // 2}" cy="{middle}" r="5"/>'
            for column, other in enumerate(names)
            if other in below
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"
