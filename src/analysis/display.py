"""What a notebook shows: tables, articles with what was found in them, and words in their lines, from right to left.

In JupyterLab and in exported HTML each is drawn; in a terminal it is plain text. Only Persian runs from the right.
"""

from .display_article import article
from .display_lines import kwic
from .display_tables import show

__all__ = ["article", "kwic", "show"]
