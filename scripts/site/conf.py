"""What Sphinx builds the site with. Nothing of it is fetched when it is built or read."""

from __future__ import annotations

from typing import Any, Final

from goodoffices._version import __version__

project = "Good Offices"
author = "The Good Offices contributors"
version = release = __version__
copyright = "Apache-2.0"  # noqa: A001 - Sphinx's name

extensions = ["myst_parser"]
root_doc = "index"
source_suffix = {".md": "markdown"}
#: Headings are targets, as on the repository's host.
myst_heading_anchors = 4
myst_enable_extensions: Final[list[str]] = []

html_theme = "furo"
html_title = f"Good Offices {__version__}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
#: System fonts; no web font is named.
html_theme_options: Final[dict[str, Any]] = {
    "light_css_variables": {"color-brand-primary": "#1d4f7c", "color-brand-content": "#1d4f7c"},
    "dark_css_variables": {"color-brand-primary": "#8fc1ec", "color-brand-content": "#8fc1ec"},
}
pygments_style = "friendly"
pygments_dark_style = "native"
