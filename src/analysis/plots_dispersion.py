"""The figure of dispersion: where in each article a word occurs.

As in `plots`, the function takes a tidy table whose numbers are already worked out, and only draws.
"""

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter

from .errors import UserError
from .language import of
from .plots import LABEL_WIDTH, PALETTE, READ_FROM, TITLE_WIDTH, bars_height, check, numbers, panel, say_nothing, wrapped
from .rtl import digits, number, rtl

HITS = {"fa": "شمار", "en": "hits"}
HALF = 0.35  # of a row, from its middle to the ends of a line
GAP = 4  # points from an article to the number of its hits
PARTS = (0, 25, 50, 75, 100)  # per cent of an article


def barcode(table, *, article, position, size, lang="fa", title=None, xlabel=None, color=PALETTE[0], font=None):
    """A row for each article, with a line at each occurrence, at its place between the beginning and the end of the article.

    The table has a row for each occurrence: `article`, `position` and `size` name the columns of the article's name, of the
    place of the occurrence, counted from 0, and of the length of the article in the same units. An article whose only
    position is not a number has no occurrences. Articles come in the order of the table, the number of their occurrences
    beside them. In Persian an article begins at the right.

    >>> hits = pd.DataFrame({"article": ["مرز تازه", "مرز تازه"], "place": [0, 75], "words": [100, 100]})
    >>> fig = barcode(hits, article="article", position="place", size="words")
    >>> [float(line[0, 0]) for line in fig.axes[0].collections[1].get_segments()]
    [0.0, 75.0]
    """
    check(table, lang, article, position, size)
    table = table.assign(**{article: table[article].astype(object).fillna("—")}) if len(table) else table
    names = list(dict.fromkeys(table.get(article, ())))
    with panel(None, bars_height(pd.DataFrame({article: names}), article), lang, title, font) as ax:
        if table.empty:
            return say_nothing(ax, lang)
        rows = pd.Series([names.index(name) for name in table[article]])
        places = _relative(table, article, position, size)
        hits = rows[~np.isnan(places)]
        ax.hlines(range(len(names)), 0, 100, color="#cccccc", linewidth=0.6)
        ax.vlines(places[hits.index], hits - HALF, hits + HALF, color=color, linewidth=0.8)
        _counts(ax, hits.value_counts().reindex(range(len(names)), fill_value=0), lang)
        ax.set_yticks(range(len(names)), [wrapped(name, LABEL_WIDTH) for name in names])
        ax.set_ylim(len(names) - 0.5, -1)
        _place_axis(ax, xlabel, lang)
        return ax.figure


def _relative(table, article, position, size):
    """The place of each occurrence in its article, from 0 to 100."""
    places, sizes = numbers(table, position), numbers(table, size)
    if table.groupby(article, sort=False)[size].nunique(dropna=False).gt(1).any():
        raise UserError(f"column '{size}' has two lengths for one article of column '{article}': name articles by their id")
    wrong = ~(sizes > 0) | (places < 0) | (places >= sizes)
    if wrong.any():
        row = table.iloc[wrong.argmax()]
        raise UserError(
            f"article {row[article]} has an occurrence at {row[position]} of {row[size]}: "
            f"'{position}' counts from 0 and stays below '{size}', in the same units"
        )
    return 100 * places / sizes


def _counts(ax, counts, lang):
    """The number of occurrences of each article, behind its end, under a heading."""
    side = READ_FROM[lang]
    for row, text in [(-0.8, of(HITS, lang)), *((row, number(count, lang)) for row, count in counts.items())]:
        ax.annotate(
            rtl(text), (100, row), (GAP if lang == "en" else -GAP, 0), textcoords="offset points", annotation_clip=False,
            horizontalalignment=side, verticalalignment="center",
        )  # fmt: skip


def _place_axis(ax, label, lang):
    ax.set_xlim((101, -1) if lang != "en" else (-1, 101))
    ax.set_xticks(PARTS)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda part, _: rtl(digits(f"{part:.0f}%", lang))))
    ax.set_xlabel(wrapped(label, TITLE_WIDTH, lang=lang))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    if lang != "en":
        ax.yaxis.tick_right()
