"""How large a figure is: for a page, a column of a journal, or a slide. Lengths are in mm; letters have 8 points on all."""

import os
from contextlib import contextmanager
from typing import NamedTuple

from .errors import UserError

VARIABLE = "GOFTMAN_SIZE"
MM = 1 / 25.4  # matplotlib counts in inches


class Page(NamedTuple):
    """width: of the figure, which is as high as it must be; shape: its width by its height, where that is fixed."""

    width: float
    shape: float | None = None


# A slide of 13⅓ by 7½ inches is twice as wide as its figure, whose letters thus have 16 points there.
PAGES = {"page": Page(160), "single": Page(85), "double": Page(175), "slide": Page(169.3, 16 / 9)}
_chosen = []


def page():
    """The page for which figures are drawn: the one of `sized`, else the one that GOFTMAN_SIZE names, else that of A4.

    >>> page().width
    160
    """
    name = _chosen[-1] if _chosen else os.environ.get(VARIABLE) or "page"
    if name not in PAGES:
        raise UserError(f"'{name}' is no size of a figure: write one of {', '.join(PAGES)}")
    return PAGES[name]


@contextmanager
def sized(name):
    """Draw and save figures for a page: "page" (160 mm), "single" (85 mm), "double" (175 mm) or "slide" (16 by 9).

    >>> with sized("single"):
    ...     page().width
    85
    """
    _chosen.append(name)
    try:
        page()
        yield
    finally:
        _chosen.pop()


def share():
    """How wide the page is, as a share of the text of an A4 page."""
    return page().width / PAGES["page"].width


def narrow():
    """Whether there is no room for two things side by side."""
    return share() < 0.75


def letters(number):
    """How many letters a line has where it has this many on A4.

    >>> with sized("single"):
    ...     letters(36)
    19
    """
    return int(number * min(share(), 1.1))


def canvas(width, height):
    """(x, y, width, height) in inches of what is saved of a figure of this size, in inches: all, with room to the shape."""
    shape = page().shape or width / height
    wide, high = max(width, height * shape), max(height, width / shape)
    return (width - wide) / 2, (height - high) / 2, wide, high
