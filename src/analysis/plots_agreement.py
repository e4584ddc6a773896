"""The figure of agreement: how far coders agree with each other, and the program with them.

As in `plots`, the function takes a tidy table whose numbers are already worked out, and only draws.
"""

import numpy as np
from matplotlib.lines import Line2D

from . import language
from .errors import UserError
from .plots import LABEL_WIDTH, MARKERS, PALETTE, READ_FROM, check, numbers, panel, value_axis, wrapped
from .plots_speech import legend_pad, noted, nothing
from .rtl import digits

KINDS = {
    "fa": {"statement": "گفته‌ها", "stance": "موضع‌ها", "mention": "نام‌بری‌ها", "code": "کدها"},
    "en": {"statement": "statements", "stance": "stances", "mention": "mentions", "code": "codes"},
}
MEASURES = {
    "fa": {"F1": "F1، هم‌پوشی از", "u-alpha": "آلفای u", "alpha": "آلفا", "kappa": "کاپا"},
    "en": {"F1": "F1, overlap from", "u-alpha": "u-alpha", "alpha": "alpha", "kappa": "kappa"},
}
OF = {
    "fa": {
        "span": "جا", "mode": "شیوه", "speaker": "گوینده", "holder": "دارنده", "target": "موضوع", "act": "کنش",
        "polarity": "له یا علیه", "actor_id": "کنشگر", "how": "شیوهٔ نامیدن", "code": "کد",
    },
    "en": {"span": "place"},
}  # fmt: skip
CODERS = {"fa": {"machine": "برنامه", "agreed": "نسخهٔ توافقی", "assisted": "با پیشنهاد برنامه"}, "en": {}}
ROW = 9  # mm, of a row


def agreement(table, *, lang="fa", title=None, note=None, font=None):
    """A row for each measure of the table, with a point and a whisker for each pair of coders, from 0 (chance) to 1.

    table: rows of `agreement.agreement`, those that are to be shown; a value that is not a number has no point.

    >>> from pandas import DataFrame
    >>> row = dict(what="stance", condition="blind", one="machine", other="agreed", measure="F1 0.8", of="span", value=0.5)
    >>> fig = agreement(DataFrame([row | {"low": 0.4, "high": 0.6}]), lang="en")
    >>> [label.get_text() for label in fig.axes[0].get_yticklabels()]
    ['stances: F1, overlap from 0.8']
    """
    check(table, lang, "what", "condition", "one", "other", "measure", "of", "value", "low", "high")
    rows = list(dict.fromkeys(zip(*(table[name] for name in ("what", "measure", "of")), strict=True))) if len(table) else []
    pairs = list(dict.fromkeys(zip(*(table[name] for name in ("one", "other", "condition")), strict=True))) if rows else []
    if len(pairs) > len(MARKERS):
        raise UserError(f"there are {len(pairs)} pairs of coders, but one figure has room for {len(MARKERS)}: choose some")
    with panel(None, 26 + ROW * max(len(rows), 2) + 4 * len(pairs), lang, title, font) as ax:
        if not rows:
            return nothing(ax, note, lang)
        noted(ax, note, lang)
        handles = [_points(ax, table, rows, pair, rank, len(pairs)) for rank, pair in enumerate(pairs)]
        _axes(ax, table, [_said(_measure, row, lang) for row in rows], lang)
        names = [wrapped(_said(_pair, pair, lang), 2 * LABEL_WIDTH) for pair in pairs]
        ax.figure.legend(
            handles, names, loc="outside lower center", markerfirst=lang == "en", borderaxespad=legend_pad(ax.figure),
            alignment=READ_FROM[lang],
        )  # fmt: skip
        return ax.figure


def _points(ax, table, rows, pair, rank, number):
    """The points and whiskers of a pair of coders; gives what stands for them in the legend."""
    part = table[[one == pair for one in zip(table["one"], table["other"], table["condition"], strict=True)]]
    places = [rows.index(row) for row in zip(part["what"], part["measure"], part["of"], strict=True)]
    y = np.array(places) + 0.7 * ((rank + 0.5) / number - 0.5)
    look = {"color": PALETTE[rank], "marker": MARKERS[rank], "markersize": 4}
    ax.hlines(y, numbers(part, "low"), numbers(part, "high"), linewidth=1, color=PALETTE[rank])
    ax.plot(numbers(part, "value"), y, linestyle="", clip_on=False, **look)
    return Line2D([], [], linewidth=1, **look)


def _axes(ax, table, names, lang):
    value_axis(ax, ax.xaxis, None, lang, False)
    lowest = np.nanmin([0, *numbers(table, "low"), *numbers(table, "value")])
    ax.set(xlim=(1.02, lowest - 0.02) if lang != "en" else (lowest - 0.02, 1.02), ylim=(len(names) - 0.5, -0.5))
    ax.axvline(0, color="black", linewidth=0.8)
    for row in range(1, len(names), 2):
        ax.axhspan(row - 0.5, row + 0.5, color="#f3f3f3", linewidth=0, zorder=0)
    ax.set_yticks(range(len(names)), [wrapped(name, LABEL_WIDTH, lang=lang) for name in names])
    ax.tick_params(axis="y", length=0, pad=6)
    ax.spines["left"].set_visible(False)
    if lang != "en":
        ax.yaxis.tick_right()


def _said(say, row, lang):
    return language.of({name: say(*row, name) for name in ("fa", "en")}, lang)


def _measure(what, measure, of, lang):
    name, _, least = measure.partition(" ")
    detail = digits(f" {least}", lang) if least else f" ({OF[lang].get(of, of)})"
    return f"{KINDS[lang].get(what, what)}: {MEASURES[lang].get(name, name)}{detail}"


def _pair(one, other, condition, lang):
    names = " – ".join(CODERS[lang].get(name, name) for name in (one, other) if name)
    return names if condition == "blind" else f"{names} ({CODERS[lang].get(condition, condition)})"
