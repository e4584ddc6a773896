"""The figures of keyness: words of one part of a corpus against words of another, and one measure against a second.

As in `plots`, every function takes a tidy table whose numbers are already worked out, and only draws.
"""

import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter

from .errors import UserError
from .labels import label_points
from .plots import (
    LABEL_WIDTH,
    PALETTE,
    bars_height,
    check,
    draw_title,
    is_whole,
    numbers,
    panel,
    say_nothing,
    value_axis,
    wrapped,
)

SIDE_COLORS = PALETTE[:2]  # of the target, of the reference
SIDE_WIDTH = 30  # characters in a line of a side's name
BESIDE = 4  # points from the zero line, or from the end of a whisker, to a text
SCATTER_HEIGHT = 110  # mm
UNLABELLED = "#9a9a9a"
MOST_DECADES = 2.5  # of a log axis that names more than the powers of ten


def diverging(table, *, label, value, low=None, high=None, sides=None, lang="fa", title=None, xlabel=None, font=None):
    """Bars to both sides of zero, one a row of the table, the first on top, with whiskers from `low` to `high`.

    `label`, `value`, `low` and `high` name columns; `sides` names the target, whose words have values above zero, and the
    reference. Values above zero lie on the side to which one reads: in Persian to the left, in English to the right. Each
    word stands across the zero line from its bar, behind its whisker.

    >>> import pandas as pd
    >>> words = pd.DataFrame({"word": ["مرز", "بندر"], "log_ratio": [2.5, -1.0]})
    >>> fig = diverging(words, label="word", value="log_ratio", sides=("ماهوران", "آلتاران"))
    >>> bool(fig.axes[0].xaxis_inverted())
    True
    """
    check(table, lang, label, value, low, high)
    names = _sides(sides)
    with panel(None, bars_height(table, label) + 5, lang, title, font) as ax:
        if table.empty:
            return say_nothing(ax, lang)
        places, values = np.arange(len(table)), numbers(table, value)
        lows, highs = numbers(table, low), numbers(table, high)
        ax.barh(places, values, height=0.7, color=np.where(values < 0, SIDE_COLORS[1], SIDE_COLORS[0]))
        ax.hlines(places, lows, highs, color="black", linewidth=1)
        ax.axvline(0, color="black", linewidth=0.8)
        for place, name, *reach in zip(places, table[label], values, lows, highs, strict=True):
            above = not reach[0] < 0
            behind = (np.fmin if above else np.fmax).reduce([0, *reach])
            _beside(ax, wrapped(name, LABEL_WIDTH), (behind, place), not above, lang)
        _name_sides(ax, names, lang)
        ax.set_ylim(len(table) - 0.5, -1.5 if sides else -0.5)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        value_axis(ax, ax.xaxis, xlabel, lang, is_whole(table, value))
        ax.xaxis.set_inverted(lang != "en")
        return ax.figure


def scatter(table, *, x, y, label, log_x=False, log_y=False, most=40, lang="fa", title=None, xlabel=None, ylabel=None,
            font=None):  # fmt: skip
    """A point for each row of the table, and the names of the first `most` of them for which there is room.

    `x`, `y` and `label` name columns; `log_x` and `log_y` make an axis logarithmic. The table says which words stand out:
    names are placed in the order of its rows, none over another name or over a point, and a name without room is left out.
    Points with a name are blue, the others grey. Both axes grow as in an English figure, as Persian schoolbooks have them.

    >>> import pandas as pd
    >>> words = pd.DataFrame({"word": ["مرز", "بندر"], "log_ratio": [2.5, -1.0], "dp": [0.25, 0.75]})
    >>> fig = scatter(words, x="log_ratio", y="dp", label="word")
    >>> len(fig.axes[0].texts)
    2
    """
    check(table, lang, x, y, label)
    with panel(None, SCATTER_HEIGHT, lang, None, font) as ax:
        draw_title(ax.figure, title, lang)
        if table.empty:
            return say_nothing(ax, lang)
        _measure_axis(ax, "x", table, x, log_x, xlabel, lang)
        _measure_axis(ax, "y", table, y, log_y, ylabel, lang)
        points = np.column_stack([numbers(table, x), numbers(table, y)])
        dots = ax.scatter(*points.T, s=9, linewidths=0)
        _zero_lines(ax, log_x, log_y)
        labelled = label_points(ax, [wrapped(name, LABEL_WIDTH) for name in table[label][:most]], points, lang=lang)
        dots.set_facecolors([PALETTE[0] if row in labelled else UNLABELLED for row in range(len(table))])
        return ax.figure


def _sides(sides):
    if sides is not None and (isinstance(sides, str) or len(sides) != 2):
        raise UserError(f"sides={sides!r} are not two names: write sides=(target, reference)")
    return sides or (None, None)


def _name_sides(ax, names, lang):
    """The names of target and reference in a row above the bars, on both sides of the zero line."""
    for name, color, above in zip(names, SIDE_COLORS, (True, False), strict=True):
        _beside(ax, wrapped(name, SIDE_WIDTH), (0, -1), above, lang, color=color)


def _beside(ax, text, place, above, lang, **look):
    """A text beside a place, on the side of the values above zero or on the other."""
    right = above == (lang == "en")
    ax.annotate(
        text, place, (BESIDE if right else -BESIDE, 0), textcoords="offset points", verticalalignment="center",
        horizontalalignment="left" if right else "right", **look,
    )  # fmt: skip


def _measure_axis(ax, name, table, column, log, label, lang):
    axis = {"x": ax.xaxis, "y": ax.yaxis}[name]
    if log:
        values = numbers(table, column)
        if (values <= 0).any():
            raise UserError(f"column '{column}' has numbers not above zero, which no log axis shows: leave log_{name} out")
        ax.set(**{f"{name}scale": "log"})
    value_axis(ax, axis, label, lang, is_whole(table, column))
    if log:
        decades = np.log10(np.nanmax(values) / np.nanmin(values))
        if decades > 1:
            axis.set_major_locator(LogLocator(subs=(1, 2, 5) if decades < MOST_DECADES else (1,)))
        axis.set_minor_formatter(NullFormatter())


def _zero_lines(ax, log_x, log_y):
    """Zero of each linear axis, where it lies within the figure."""
    for line, (low, high), log in ((ax.axvline, ax.get_xlim(), log_x), (ax.axhline, ax.get_ylim(), log_y)):
        if low < 0 < high and not log:
            line(0, color="black", linewidth=0.6, zorder=0.9)
