"""How the pages of this folder become a site: `make docs`."""

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.ext.napoleon import GoogleDocstring
from sphinx.util import logging

import ravine

project = html_title = "ravine"
version = release = ravine.__version__
author = "the ravine developers"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_copy_source = html_show_copyright = False

highlight_language = "text"  # formulas stand in indented blocks, and are no Python
myst_heading_anchors = 4

default_role = "code"  # in a docstring single backticks mean code
autodoc_typehints = "none"  # Args says the shapes and units
autodoc_preserve_defaults = True  # as written, not as they print
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}


def list_pages(_: Sphinx, page: str, source: list[str]) -> None:
    """The side bar has the pages that index.md links to, under its headings."""
    if page == "index":
        for heading, text in re.findall(r"^## (.+)\n([^#]*)", source[0], re.MULTILINE):
            pages = "\n".join(re.findall(r"^- \[.+?\]\((\S+)\)", text, re.MULTILINE))
            source[0] += f"\n```{{toctree}}\n:hidden:\n:caption: {heading}\n\n{pages}\n```\n"


def as_rst(_app: Sphinx, _kind: str, _name: str, _of: object, _how: object, lines: list[str]) -> None:
    """A docstring's sections as Sphinx knows them; an indented block after an empty line is a formula."""
    text = "\n".join(line if line.startswith(" ") else line.replace("|", r"\|") for line in lines)
    text = re.sub(r"^(\S.*)\n\n(?= +\S)", r"\1\n\n::\n\n", text, flags=re.MULTILINE)
    # Napoleon as an extension would take what a property's first line has before a colon for its type.
    lines[:] = GoogleDocstring(text).lines()


def stand_alone(app: Sphinx, error: Exception | None) -> None:
    """Nothing that a page is made of may come from elsewhere: a reader needs no network."""
    foreign = r"<(?:link|script|img|source|iframe)\b[^>]*?\b(?:src|href)=\"((?:https?:)?//[^\"]+)"
    for page in [] if error else Path(app.outdir).rglob("*.html"):
        if found := re.findall(foreign, page.read_text(encoding="utf-8")):
            logging.getLogger(__name__).warning("%s: expected files of the site alone, got %s", page, found)


def setup(app: Sphinx) -> None:
    """What Sphinx calls."""
    app.connect("source-read", list_pages)
    app.connect("autodoc-process-docstring", as_rst)
    app.connect("build-finished", stand_alone)
