"""How Sphinx renders the site. `goftman site` lays the documents out and calls it; nothing in the pages is fetched."""

import re
from functools import cached_property
from pathlib import Path

from docutils import nodes

project = "goftman"
root_doc = "index"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # the notebooks come executed
nb_merge_streams = True

default_role = "code"  # in docstrings, `name` is a name of the code
add_module_names = False
autodoc_member_order = "bysource"

html_theme = "alabaster"
html_theme_options = {
    "description": "The discourse analysis of Persian news",
    "font_family": "system-ui, 'Segoe UI', 'DejaVu Sans', Tahoma, sans-serif",
    "head_font_family": "system-ui, 'Segoe UI', 'DejaVu Sans', Tahoma, sans-serif",
    "page_width": "1160px",
    "sidebar_width": "260px",
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
html_static_path = ["_static"]
html_css_files = ["site.css"]
templates_path = [str(Path(__file__).parent / "_templates")]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False

MARKS = re.compile(r"(`[^`]*`)|([*|\\]|(?<=\w)_(?!\w))")
PERSIAN, LATIN = re.compile("[آ-ی]"), re.compile("[A-Za-z]")
WORDS = r"[آ-ی\u200c\u064b-\u0652]+"
RUN = re.compile(rf"(«[^«»]*[آ-ی][^«»]*»|{WORDS}(?: {WORDS})*)")  # a quotation, or words in a row
PROSE = (nodes.paragraph, nodes.title, nodes.entry, nodes.list_item, nodes.term)
WITHIN = (*PROSE, nodes.strong, nodes.emphasis, nodes.reference)


def plain(app, what, name, obj, options, lines):
    """Take docstrings as plain text, in which a name in backticks alone is marked: ΔP(node | collocate) has no substitution."""
    lines[:] = "\n\n".join(_paragraph(text) for text in "\n".join(lines).split("\n\n")).split("\n")


def _paragraph(text):
    if text.startswith(">>>"):
        return text
    if text.startswith("    "):  # columns of words
        return f"::\n\n{text}"
    return MARKS.sub(lambda mark: mark[1] or f"\\{mark[2]}", text)


def skip(app, what, name, obj, skipped, options):
    """Leave fields and traits out, of which only their type could be told: the docstring of the class says what they are."""
    return skipped or not (callable(obj) or isinstance(obj, property | cached_property))


def direct(app, document):
    """Mark prose that is Persian for the most part, and Persian within other prose, so that each runs from the right."""
    for node in document.findall(lambda node: isinstance(node, PROSE)):
        if _persian(node.astext()):
            node["classes"].append("persian")
    for text in list(document.findall(nodes.Text)):
        if isinstance(text.parent, WITHIN) and RUN.search(text) and not _persian(text.parent.astext()):
            text.parent.replace(text, [_piece(piece) for piece in RUN.split(text) if piece])


def _persian(text):
    return len(PERSIAN.findall(text)) > len(LATIN.findall(text))


def _piece(text):
    return nodes.inline(text, text, classes=["persian"]) if RUN.fullmatch(text) else nodes.Text(text)


def setup(app):
    app.connect("autodoc-process-docstring", plain)
    app.connect("autodoc-skip-member", skip)
    app.connect("doctree-read", direct)
