"""How Sphinx builds the site; see https://www.sphinx-doc.org/en/master/usage/configuration.html."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx

from linter import __version__
from linter.core.project import DOCUMENTATION, REPOSITORY
from linter.core.resources import schema_folder

project = "articlelint"
version = release = __version__

extensions = ["myst_parser", "sphinx_copybutton", "sphinx_inline_tabs"]
# Colons fence tabs, so that code in them is shown as code where the pages are read as Markdown.
myst_enable_extensions = ["colon_fence", "deflist"]
# A link may lead to any heading of a page.
myst_heading_anchors = 4
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "articlelint"
html_baseurl = "" if DOCUMENTATION is None else f"{DOCUMENTATION}/"
html_css_files = ["site.css"]
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
templates_path = ["_templates"]
html_context = {"repository": REPOSITORY}

# Only commands are copied, without their prompts and what they print.
copybutton_selector = "div:not(.highlight-text) > div.highlight > pre"
copybutton_prompt_text = "$ "
copybutton_copy_empty_lines = False
copybutton_line_continuation_character = "\\"


def setup(app: Sphinx) -> None:
    """Publish the schemas beside the pages."""
    app.connect("build-finished", _copy_schemas)


def _copy_schemas(app: Sphinx, failure: Exception | None) -> None:
    if failure is None:
        shutil.copytree(schema_folder(), Path(app.outdir) / "schemas", dirs_exist_ok=True)
