"""The figures: bars with intervals, timelines, panels; and saving them with the numbers behind them.

Every function takes a tidy table whose numbers are already worked out, and only draws. `lang` is "fa", "en" or "both": it sets
the digits, the names of months and the side from which a figure is read (see `language`); its size is that of `page`. All text
goes through `rtl`, the tables never do.
An interval that is not a number is not drawn; a table without rows gives a figure that says so. The figures of keyness,
dispersion and networks are in `plots_keyness`, `plots_dispersion` and `plots_network`, which share the page made here.
"""

import io
import textwrap
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import Bbox

from . import jalali, output
from .errors import UserError
from .language import known, of
from .page import MM, canvas, letters, narrow, page
from .rtl import font as font_family
from .rtl import number, rtl

LEAST_WIDTH = 14  # characters of a line that most words fit into
TIMELINE_HEIGHT, PANEL_HEIGHT, LEGEND_LINE = 70, 50, 4.5  # mm
LABEL_WIDTH, TITLE_WIDTH, LEGEND_WIDTH = 36, 72, 18  # characters in a line, on a page as wide as A4's text
MOST_TICKS, MOST_DATES, MOST_MARKERS = 7, 12, 60  # on an axis as wide as the page
SIDE_BY_SIDE = 8  # English months on an axis as wide as the page
READ_FROM = {"fa": "right", "en": "left", "both": "right"}
NOTHING = {"fa": "داده‌ای نیست", "en": "no data"}

# The palette of Okabe and Ito, which colour-blind readers can tell apart; its light colours last, as lines are thin.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
MARKERS = "osD^vP*X"
DASHES = ("-", "--", ":")


def style(font=None):
    """Settings for `matplotlib.rc_context`, sober and ready for print; `font` is the path of a font file.

    >>> style()["svg.fonttype"]
    'path'
    """
    return {
        "font.family": list(dict.fromkeys([font_family(font), "DejaVu Sans"])),  # the second draws what the first lacks
        "font.size": 8,
        "axes.titlesize": 9,
        "axes.labelsize": 8.5,
        "figure.titlesize": 10,
        "figure.dpi": 150,  # in a notebook
        "legend.frameon": False,
        "lines.linewidth": 1.2,
        "lines.markersize": 3,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "grid.color": "#dddddd",
        "grid.linewidth": 0.5,
        "figure.constrained_layout.use": True,
        "savefig.dpi": 300,
        "pdf.fonttype": 42,  # whole letters, to be searched and copied
        "svg.fonttype": "path",  # outlines, the same where the font is missing
        "svg.hashsalt": "goftman",
    }


def bars(table, *, label, value, low=None, high=None, lang="fa", title=None, xlabel=None, color=PALETTE[0], font=None, ax=None):
    """Horizontal bars, one a row of the table, the first on top, with whiskers from `low` to `high`.

    `label`, `value`, `low` and `high` name columns; `font` is the path of a font file. In Persian, bars grow from the
    right, where their labels stand. Gives the figure; with `ax`, draws into that and gives its figure.
    """
    check(table, lang, label, value, low, high)
    with panel(ax, bars_height(table, label), lang, title, font) as ax:
        if table.empty:
            return say_nothing(ax, lang)
        places = range(len(table))
        ax.barh(places, numbers(table, value), height=0.7, color=color)
        ax.hlines(places, numbers(table, low), numbers(table, high), color="black", linewidth=1)
        ax.set_yticks(places, [wrapped(name, LABEL_WIDTH, ax) for name in table[label]])
        ax.set_ylim(len(table) - 0.5, -0.5)
        ax.tick_params(axis="y", length=0)
        ax.axvline(0, color="black", linewidth=0.8)
        ax.spines["left"].set_visible(False)
        value_axis(ax, ax.xaxis, xlabel, lang, is_whole(table, value))
        if lang != "en":
            ax.xaxis.set_inverted(True)
            ax.yaxis.tick_right()
        return ax.figure


def timeline(table, *, value, x="month", low=None, high=None, group=None, groups=None, lang="fa", title=None, ylabel=None,
             font=None, ax=None):  # fmt: skip
    """A line with the band of its interval over Jalali years ("1403"), months ("1403-02") or days ("1403-02-15"), one for each
    `group`.

    `x`, `value`, `low`, `high` and `group` name columns; `groups` lists the groups in the order of their colours. Only
    neighbouring months or days are joined: one without a row, or whose value is not a number, leaves a gap. Time runs
    from left to right in Persian too, as charts in Persian journals and textbooks mostly have it. The value axis holds 0.
    """
    check(table, lang, x, value, low, high, group)
    with panel(ax, TIMELINE_HEIGHT, lang, title, font) as ax:
        if table.empty:
            return say_nothing(ax, lang)
        baseline = ax.axhline(0, color="black", linewidth=0.6)
        baseline.sticky_edges.y.append(0)  # no margin under zero
        grain = jalali.grain(table[x])
        for rank, (name, rows) in enumerate(_lines(table, group, groups)):
            _line(ax, _series(rows, x, value, low, high, grain), name, rank)
        _time_axis(ax, grain, lang)
        value_axis(ax, ax.yaxis, ylabel, lang, is_whole(table, value))
        return ax.figure


def small_multiples(table, *, by, draw=bars, columns=2, lang="fa", title=None, font=None, **options):
    """A panel for each value of `by`, drawn by `draw` (bars or timeline) with its `options`, all on one scale.

    Panels come in the order of the table: in Persian from right to left, in English from left to right.
    """
    check(table, lang, by, options.get("group"))
    if table.empty:
        return draw(table, lang=lang, title=title, font=font, **options)
    if options.get("group"):
        options = {"groups": list(_parts(table, options["group"])), **options}
    parts = _parts(table, by)
    columns = min(columns, len(parts)) if not narrow() else 1
    deepest = max(parts.values(), key=len)
    height = bars_height(deepest, options["label"], columns) if draw is bars else PANEL_HEIGHT
    with _figure(-(-len(parts) // columns), columns, height, lang, title, font, sharey=draw is timeline) as axes:
        places = list((axes[:, ::-1] if lang != "en" else axes).flat)
        for ax, (name, rows) in zip(places, parts.items(), strict=False):
            draw(rows, ax=ax, lang=lang, title=name, font=font, **options)
            if draw is bars:
                ax.set_ylim(len(deepest) - 0.5, -0.5)  # bars are equally thick in all panels
        for spare in places[len(parts) :]:
            spare.remove()
        return axes[0, 0].figure


def save(fig, name, data):
    """Write a figure as `name`.pdf, .svg and .png, and the numbers behind it, the table `data`, as `name`.csv; then close it.

    `name` is a path without suffix. The same figure gives the same bytes. The CSV file is UTF-8 with the text as it was
    read, each number with all its digits; the index of `data` is left out. A file that goftman did not write is not replaced; see
    `analysis.output.write`.
    """
    nameless = {"pdf": ("Creator", "Producer", "CreationDate"), "svg": ("Creator", "Date"), "png": ("Software",)}
    files = {suffix: _rendered(fig, suffix, dict.fromkeys(metadata)) for suffix, metadata in nameless.items()}
    files["csv"] = data.to_csv(index=False, lineterminator="\n").encode()
    name = Path(name)
    output.write(name.parent, {f"{name.name}.{suffix}": content for suffix, content in files.items()})
    plt.close(fig)


def _rendered(fig, suffix, metadata):
    drawn, shown = io.BytesIO(), Bbox.from_bounds(*canvas(*fig.get_size_inches()))
    with plt.rc_context(style()):
        fig.savefig(drawn, format=suffix, metadata=metadata, bbox_inches=shown if page().shape else None)
    return drawn.getvalue()


@contextmanager
def _figure(rows, columns, height, lang, title, font, sharey=False):
    """The axes of a new figure, rows by columns, each row `height` mm high; title and legend are drawn at the end."""
    with plt.rc_context(style(font)):
        width = max(page().width, height * rows * (page().shape or 0))
        size = width * MM, height * rows * MM
        fig, axes = plt.subplots(rows, columns, figsize=size, squeeze=False, sharex=True, sharey=sharey)
        try:
            yield axes
            draw_title(fig, title, lang)
            _legend(fig, lang)
            fig.draw_without_rendering()  # ticks are made when drawn, and must be made in this style
        except BaseException:
            plt.close(fig)  # or a notebook would show the unfinished figure
            raise


@contextmanager
def panel(ax, height, lang, title, font):
    """The given axes under their title, or those of a new figure."""
    if ax is None:
        with _figure(1, 1, height, lang, title, font) as axes:
            yield axes[0, 0]
        return
    ax.tick_params(labelbottom=True, labelleft=True)  # every panel can be read alone
    ax.set_title(wrapped(title, TITLE_WIDTH, ax, lang), loc=READ_FROM[lang])
    yield ax


def bars_height(table, label, columns=1):
    """Height in mm that the bars of a table need, by their number and the lines of neighbouring labels."""
    lines = [len(pieces(str(name), letters(LABEL_WIDTH) // columns)) for name in table.get(label, ())]
    closest = max((sum(pair) / 2 for pair in pairwise(lines)), default=1)
    return 22 + max(len(table), 3) * (2.5 + 3.4 * closest)


def draw_title(fig, title, lang):
    side = READ_FROM[lang]
    if title:
        fig.suptitle(wrapped(title, TITLE_WIDTH, lang=lang), x={"right": 0.99, "left": 0.01}[side], horizontalalignment=side)


def _legend(fig, lang):
    named = {}
    for ax in fig.axes:
        handles, labels = ax.get_legend_handles_labels()
        named |= dict(zip(labels, handles, strict=True))
    if named:
        place = "outside lower center" if narrow() else "outside right center"
        fig.set_figheight(fig.get_figheight() + LEGEND_LINE * MM * sum(name.count("\n") + 1 for name in named) * narrow())
        fig.legend(named.values(), named, loc=place, alignment=READ_FROM[lang], markerfirst=lang == "en")


def wrapped(text, width, ax=None, lang="fa"):
    """A text for drawing, in lines of `width` characters, fewer where panels stand side by side or the page is narrow.

    lang: see `rtl`.
    """
    width = max(letters(width) // _columns(ax), min(width, LEAST_WIDTH))
    return rtl("\n".join(pieces("" if pd.isna(text) else str(text), width)), lang)


def pieces(text, width):
    return [part for line in text.split("\n") for part in textwrap.wrap(line, width, break_on_hyphens=False)]


def _columns(ax):
    """How many panels share the width of the page."""
    place = ax.get_subplotspec() if ax else None
    return place.get_gridspec().ncols if place else 1


def value_axis(ax, axis, label, lang, whole):
    most = MOST_TICKS - (3 * narrow() if axis is ax.xaxis else 0)
    axis.set_major_locator(MaxNLocator(most - _columns(ax), integer=whole))
    axis.set_major_formatter(FuncFormatter(lambda value, _: rtl(number(value, lang))))
    axis.set_label_text(wrapped(label, TITLE_WIDTH, ax, lang))
    axis.grid(True)


def _parts(table, column):
    """The rows of each value of a column, in the order of the table; those without a value come under a dash."""
    return dict(iter(table.groupby(table[column].astype(object).fillna("—"), sort=False)))


def _lines(table, group, groups):
    if group is None:
        return [(None, table)]
    parts = _parts(table, group)
    return [(name, parts.get(name, table.head(0))) for name in groups or parts]


def _line(ax, series, name, rank):
    color, dashes = PALETTE[rank % len(PALETTE)], DASHES[rank // len(PALETTE) % len(DASHES)]
    (line,) = ax.plot(series["value"], color=color, linestyle=dashes, marker=MARKERS[rank % len(MARKERS)])
    line.set_label(None if name is None else wrapped(name, LEGEND_WIDTH * (4 if narrow() else 1)))
    if series.empty:  # it keeps its place in the legend
        return
    line.set_clip_on(False)  # or a point at the edge is cut in half
    if series["value"].count() > MOST_MARKERS:
        line.set_markevery(_alone(series["value"]))
    ax.fill_between(series.index, series["low"], series["high"], color=color, alpha=0.18, linewidth=0)
    single = series[_alone(series["low"])]
    ax.vlines(single.index, single["low"], single["high"], color=color, linewidth=0.8)
    ax.update_datalim([(series.index[0] - 0.5, 0), (series.index[-1] + 0.5, 0)])


def _alone(column):
    """Which values have no neighbour, so that no line or band can show them."""
    return (column.notna() & column.shift().isna() & column.shift(-1).isna()).to_numpy()


def _series(rows, x, value, low, high, grain):
    """The rows by their place on the time axis; places between the first and the last without a row are not a number."""
    places = [jalali.place(date, x, grain) for date in rows[x]]
    columns = {"value": value, "low": low, "high": high}
    series = pd.DataFrame({name: numbers(rows, column) for name, column in columns.items()}, index=places)
    if series.index.has_duplicates:
        twice = rows[x][series.index.duplicated()].iloc[0]
        raise UserError(f"two rows of a line have the same {x}, {twice}: name the column that tells the lines apart, group=...")
    return series.reindex(range(min(places, default=0), max(places, default=-1) + 1))


def _time_axis(ax, grain, lang):
    ax.margins(x=0)
    first, last = ax.get_xlim()
    dates(ax, int(np.ceil(first)), int(np.floor(last)), grain, lang)


def dates(ax, first, last, grain, lang):
    """Name the dates between two places of the time axis; where English ones are many, they stand aslant."""
    named = jalali.ticks(first, last, -(-letters(MOST_DATES) // _columns(ax)), grain, lang)
    ax.set_xticks(list(named), [rtl(name) for name in named.values()])
    if lang != "fa" and len(named) > letters(SIDE_BY_SIDE) // _columns(ax):
        for name in ax.get_xticklabels():
            name.set(rotation=40, horizontalalignment="right", rotation_mode="anchor")


def numbers(table, column):
    """A column as floats; not a number throughout where no column is named."""
    if column is None:
        return np.full(len(table), np.nan)
    try:
        values = table[column].to_numpy(float, na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise UserError(f"column '{column}' of the table is not numbers: {error}") from error
    if np.isinf(values).any():
        raise UserError(f"column '{column}' of the table has an infinite number, which no axis can show: leave its row out")
    return values


def is_whole(table, column):
    """Whether a column counts something, so that its axis needs no fractions."""
    return pd.api.types.is_integer_dtype(table[column])


def check(table, lang, *columns):
    known(lang)
    missing = [column for column in columns if column is not None and column not in table]
    if missing and len(table):
        raise UserError(f"the table has no column '{missing[0]}'; its columns are {', '.join(map(str, table))}")


def say_nothing(ax, lang):
    ax.set_axis_off()
    ax.text(0.5, 0.5, rtl(of(NOTHING, lang)), transform=ax.transAxes, horizontalalignment="center", verticalalignment="center")
    return ax.figure
