"""How the documentation is built: `sphinx-build -W -c docs . site`, from the project's folder.

The source folder is the project's own, so that links to README and to the corpus are checked too.
The navigation is docs/index.md: its lists of links become the tree, and a page that is added to
one of them is in it.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

import newsclean

ROOT = Path(__file__).parents[1]

project = "newsclean"
release = newsclean.__version__
copyright = "newsclean contributors, Apache License 2.0"  # noqa: A001  # Sphinx calls it so
root_doc = "docs/index"
include_patterns = ["docs/*.md", "docs/*.rst", "README.md", "CHANGELOG.md", "corpus/README.md"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
default_role = "code"  # docstrings quote code between single backticks
nitpicky = False

html_theme = "furo"
html_title = "newsclean"
html_show_sourcelink = False
html_copy_source = False

_LIST = re.compile(r"^(?P<caption>[^\n]+):\n\n(?P<links>(?:- \[.*\n)+)", re.M)
_TARGET = re.compile(r"^- \[[^\]]*\]\(([^)#]+)\.(?:md|rst)\)", re.M)


def _with_trees(_app: Sphinx, name: str, source: list[str]) -> None:
    """Add the navigation below the index: a tree for each of its lists."""
    if name != root_doc:
        return
    for found in _LIST.finditer(source[0]):
        targets = "\n".join(_TARGET.findall(found["links"]))
        source[0] += f"\n:::{{toctree}}\n:hidden:\n:caption: {found['caption']}\n\n{targets}\n:::\n"


def _with_door(app: Sphinx, error: Exception | None) -> None:
    """Lead from the site's root to the index."""
    if error is None and app.builder.format == "html":
        door = '<!doctype html><meta http-equiv="refresh" content="0; url=docs/index.html">'
        Path(app.outdir, "index.html").write_text(door + "\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _with_trees)
    app.connect("build-finished", _with_door)
