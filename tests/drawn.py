"""Figures as a reader gets them: where their texts stand on the page, and what the files say."""

import os
import re
import subprocess
import sys
import unicodedata
from itertools import combinations

import pandas as pd
import pytest

from analysis.plots import save


def boxes(fig, artists):
    """The boxes of artists in the pixels of the saved page."""
    fig.set_dpi(300)
    fig.draw_without_rendering()
    return [artist.get_window_extent() for artist in artists]


def apart(rectangles):
    """Whether no rectangle overlaps another."""
    return not any(one.overlaps(other) for one, other in combinations(rectangles, 2))


def within(fig, artists):
    """Whether all artists lie on the page."""
    page = fig.bbox
    inside = [page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1 for box in boxes(fig, artists)]
    return all(inside) and len(inside) > 0


def plain(text):
    """A text without signs of direction and joined forms of letters."""
    return re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]", "", unicodedata.normalize("NFKC", text))


def text_of_pdf(fig, folder):
    """Save a figure, and read it back."""
    pypdfium2 = pytest.importorskip("pypdfium2", reason="without pypdfium2 no PDF can be read")
    save(fig, folder / "figure", pd.DataFrame())
    with pypdfium2.PdfDocument(folder / "figure.pdf") as pdf:
        return plain(pdf[0].get_textpage().get_text_range())


def same_bytes_in_another_process(code, folder):
    """Whether `code`, which makes `fig`, gives the same files whatever the order of sets."""
    code = f"import sys, pandas as pd; from analysis.plots import save\n{code}\nsave(fig, sys.argv[1], pd.DataFrame())"
    for seed in ("1", "2"):
        subprocess.run([sys.executable, "-c", code, folder / seed], check=True, env=os.environ | {"PYTHONHASHSEED": seed})
    return all((folder / f"1.{kind}").read_bytes() == (folder / f"2.{kind}").read_bytes() for kind in ("pdf", "svg", "png"))
