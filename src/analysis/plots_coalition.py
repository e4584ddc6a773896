"""The figures of discourse networks: who is for and against what, who stands together, and how far apart camps are over time.

As in `plots`, each function takes a tidy table whose numbers are already worked out, and only draws. `note` is that of
`plots_speech`.
"""

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from . import jalali
from .errors import UserError
from .labels import SIZE
from .language import of
from .page import narrow
from .plots import (
    LABEL_WIDTH,
    PALETTE,
    TIMELINE_HEIGHT,
    check,
    dates,
    draw_title,
    numbers,
    panel,
    value_axis,
    wrapped,
)
from .plots_network import WIDEST, height, place
from .plots_speech import legend_below, legend_pad, noted, nothing
from .rtl import number, rtl

NARROWEST = 0.8  # points, of an edge whose dashes are to be seen
DASH, DOT = (5, 3), (1, 2.5)  # points, of a thin edge and its gaps
WEAK = 0.03  # how much less an edge pulls between communities than within them
DARK, GREY = "#333333", "#9a9a9a"
DEEP = (PALETTE[0], PALETTE[6])  # colours on which letters are white
LOOKS = ((PALETTE[0], None), (PALETTE[1], DASH), (GREY, DOT))  # colour and dashes of edges above, below and at 0
SIGNS = {  # what they are called in a network of one mode, of two
    "fa": (("هم‌سو", "ناهم‌سو", "هر دو برابر"), ("موافق", "مخالف", "هر دو برابر")),
    "en": (("at one", "at odds", "both alike"), ("for", "against", "both alike")),
}
MODES = {"fa": ("کنشگر", "مفهوم"), "en": ("actor", "concept")}
TIES = {"fa": ("درون ائتلاف", "میان ائتلاف‌ها"), "en": ("within a coalition", "between coalitions")}


def signed(table, *, source, target, weight, two_mode=False, seed=1, lang="fa", title=None, legend=None, note=None,
           font=None):  # fmt: skip
    """A network of edges with a sign, one a row of the table, the wider the further its `weight` is from 0.

    Edges above 0 are blue and solid, those below 0 vermilion and dashed, those of 0 grey and dotted. `source`, `target` and
    `weight` name columns. two_mode: sources are actors, white on dark, and targets concepts, black on white, even where they
    have the same name. `legend` says what the widths mean. All names are shown, none over another. What edges above 0 join
    lies near each other, in two modes also what others join; no distance is a measure. The same rows, in any order, and
    the same `seed` give the same figure.

    >>> edges = pd.DataFrame({"actor": ["ویسه", "آلپ‌اف"], "concept": ["پروتکل", "پروتکل"], "weight": [-0.5, 1]})
    >>> fig = signed(edges, source="actor", target="concept", weight="weight", two_mode=True)
    >>> len(fig.axes[0].texts)
    3
    """
    check(table, lang, source, target, weight)
    nodes, edges, weights = _read(table, source, target, weight, two_mode)
    with panel(None, _height(nodes), lang, None, font) as ax:
        draw_title(ax.figure, title, lang)
        if table.empty:
            return nothing(ax, note, lang)
        noted(ax, note, lang)
        sizes, signs = np.abs(weights), np.select([weights > 0, weights < 0], [0, 1], 2)
        faces = (DARK, "white") if two_mode else ("white",)
        names = of(MODES, lang) if two_mode else ()
        modes = {name: Patch(facecolor=face, edgecolor=DARK) for name, face in zip(names, faces, strict=False)}
        samples = {of(SIGNS, lang)[two_mode][sign]: _sample(*LOOKS[sign]) for sign in np.unique(signs)}
        _legends(ax, modes | samples, sizes, legend, lang)
        looks = [("white" if faces[mode] == DARK else "black", faces[mode]) for mode, _ in nodes]
        pulls = sizes if two_mode else np.maximum(weights, 0)
        _draw(ax, nodes, looks, edges, sizes, [LOOKS[sign] for sign in signs], pulls, seed)
        return ax.figure


def coalitions(table, groups, *, source, target, weight, actor="actor", community="community", seed=1, lang="fa", title=None,
               legend=None, note=None, font=None):  # fmt: skip
    """A network of actors in the colours of their communities, its edges the wider the greater their `weight`.

    `source`, `target` and `weight` name columns of the table of edges, `actor` and `community` those of `groups`, which has a
    row for each actor. The number of its community stands under each name. Edges within a community are solid and in its
    colour, those between two are grey and dashed. Communities are drawn apart; otherwise as `signed`.

    >>> edges = pd.DataFrame({"source": ["ویسه"], "target": ["کیاراد"], "weight": [2.0]})
    >>> groups = pd.DataFrame({"actor": ["ویسه", "کیاراد"], "community": [1, 1]})
    >>> fig = coalitions(edges, groups, source="source", target="target", weight="weight")
    >>> len(fig.axes[0].texts)
    2
    """
    check(table, lang, source, target, weight)
    check(groups, lang, actor, community)
    nodes, edges, weights = _read(table, source, target, weight, False)
    if not (weights > 0).all():
        raise UserError(f"column '{weight}' has weights that are not above 0, which join nobody: leave those rows out")
    member = _members(groups, actor, community, nodes)
    with panel(None, _height(nodes), lang, None, font) as ax:
        draw_title(ax.figure, title, lang)
        if table.empty:
            return nothing(ax, note, lang)
        noted(ax, note, lang)
        colors = {group: PALETTE[rank % len(PALETTE)] for rank, group in enumerate(sorted(set(member)))}
        within = member[edges[:, 0]] == member[edges[:, 1]]
        samples = dict(zip(of(TIES, lang), [_sample(PALETTE[0], None), _sample(GREY, DASH)], strict=True))
        _legends(ax, samples, weights, legend, lang)
        looks = [("white" if colors[group] in DEEP else "black", colors[group]) for group in member]
        lines = [(colors[member[one]], None) if inside else (GREY, DASH) for (one, _), inside in zip(edges, within, strict=True)]
        labels = [(mode, f"{name}\n{number(group, lang)}") for (mode, name), group in zip(nodes, member, strict=True)]
        _draw(ax, labels, looks, edges, weights, lines, np.where(within, weights, WEAK * weights), seed)
        return ax.figure


def polarisation(table, *, value="modularity", x="middle", low="low", high="high", lang="fa", title=None, ylabel=None, note=None,
                 font=None):  # fmt: skip
    """A measure of windows over time, with the band of its interval; a point stands at the middle of each window.

    `value`, `x` (Jalali days, "1402-02-15"), `low` and `high` name columns. Points of windows that follow each other are joined;
    one without a row, or whose value is not a number, leaves a gap. Time runs from left to right in Persian too, as in
    `plots.timeline`. The value axis holds 0.

    >>> table = pd.DataFrame({"middle": ["1402-01-15", "1402-02-14"], "modularity": [0.2, 0.4], "low": 0.1, "high": 0.5})
    >>> fig = polarisation(table)
    >>> [len(line.get_xdata()) for line in fig.axes[0].lines[1:]]
    [2]
    """
    check(table, lang, x, value, low, high)
    with panel(None, TIMELINE_HEIGHT, lang, title, font) as ax:
        if table.empty:
            return nothing(ax, note, lang)
        noted(ax, note, lang)
        ax.axhline(0, color="black", linewidth=0.6)
        rows = _windows(table, x, value, low, high)
        ax.plot(rows["value"], color=PALETTE[0], marker="o", clip_on=False)
        ax.fill_between(rows.index, rows["low"], rows["high"], color=PALETTE[0], alpha=0.18, linewidth=0)
        alone = rows[_alone(rows["high"])]
        ax.vlines(alone.index, alone["low"], alone["high"], color=PALETTE[0], linewidth=0.8)
        first, last = rows.index[0], rows.index[-1]
        ax.set_xlim(first - 3, last + 3)
        dates(ax, first - 3, last + 3, "day", lang)
        value_axis(ax, ax.yaxis, ylabel, lang, False)
        return ax.figure


def _windows(table, x, value, low, high):
    """The rows by their days; between windows that do not follow each other stands one that is not a number."""
    days = [jalali.place(date, x, "day") for date in table[x]]
    rows = pd.DataFrame({"value": numbers(table, value), "low": numbers(table, low), "high": numbers(table, high)}, index=days)
    rows = rows.sort_index()
    if rows.index.has_duplicates:
        raise UserError(f"two rows have the same {x}: a line has one value for each window")
    step = min(np.diff(rows.index), default=1)
    return rows.reindex(sorted({*rows.index, *(rows.index[:-1][np.diff(rows.index) > step] + step)}))


def _alone(column):
    """Which values have no neighbour, so that no band can show them."""
    return column.notna() & column.shift().isna() & column.shift(-1).isna()


def _height(nodes):
    return height(len(nodes))


def _read(table, source, target, weight, two_mode):
    """The nodes as (mode, name), edges as pairs of their places (m by 2), and weights, in an order of their own."""
    ends = [table.get(column, pd.Series(dtype=object)) for column in (source, target)]
    if any(end.isna().any() for end in ends):
        raise UserError(f"a row has no name in column '{source}' or '{target}', and a line has two ends: leave such rows out")
    modes = (0, 1) if two_mode else (0, 0)
    nodes = sorted({(mode, str(name)) for mode, end in zip(modes, ends, strict=True) for name in end})
    if len(table) == 0:
        return nodes, np.empty((0, 2), int), np.empty(0)
    weights, where = numbers(table, weight), {node: row for row, node in enumerate(nodes)}
    if np.isnan(weights).any():
        raise UserError(f"column '{weight}' has weights that are not numbers: leave those rows out")
    edges = np.array([(where[modes[0], str(one)], where[modes[1], str(other)]) for one, other in zip(*ends, strict=True)])
    if (same := edges[:, 0] == edges[:, 1]).any():
        raise UserError(f"'{nodes[edges[same][0, 0]][1]}' is joined to itself, which no line can show: leave such rows out")
    order = np.lexsort((weights, edges[:, 1], edges[:, 0]))
    return nodes, edges[order], weights[order]


def _members(groups, actor, community, nodes):
    """The community of each node."""
    found = dict(zip(groups.get(actor, ()), groups.get(community, ()), strict=True))
    if alone := [name for _, name in nodes if name not in found]:
        raise UserError(f"'{alone[0]}' is in no community: take the communities of these edges")
    return np.array([found[name] for _, name in nodes])


def _draw(ax, nodes, looks, edges, sizes, lines, pulls, seed):
    """Names in boxes, (colour of letters, of the box), and edges between them, (colour, dashes)."""
    box = {"boxstyle": "round,pad=0.25", "linewidth": 0.6, "edgecolor": DARK}
    texts = [
        ax.text(
            0, 0, wrapped(name, LABEL_WIDTH // 2), fontsize=SIZE, horizontalalignment="center", verticalalignment="center",
            color=letters, bbox=box | {"facecolor": face},
        )
        for (_, name), (letters, face) in zip(nodes, looks, strict=True)
    ]  # fmt: skip
    ax.set_axis_off()
    centres = place(ax, texts, edges, pulls if pulls.any() else np.ones(len(pulls)), seed)
    for text, centre in zip(texts, centres, strict=True):
        text.set_position(centre)
    widths = _widths(sizes)
    styles = [_dashes(dashes, width) for (_, dashes), width in zip(lines, widths, strict=True)]
    drawn = LineCollection(centres[edges], linewidths=widths, colors=[color for color, _ in lines], linestyles=styles, zorder=1)
    ax.add_collection(drawn, autolim=False)


def _widths(sizes):
    return np.maximum(WIDEST * sizes / max(sizes.max(), 1e-9), NARROWEST)


def _dashes(dashes, width):
    """Dashes as matplotlib wants them, in widths of the line."""
    return (0, tuple(length / width + (place % 2) for place, length in enumerate(dashes))) if dashes else "-"


def _sample(color, dashes):
    return Line2D([], [], color=color, linewidth=1.5, linestyle=_dashes(dashes, 1.5))


def _legends(ax, samples, sizes, title, lang):
    """Below the figure, what colours and dashes mean, and lines as wide as those of the greatest and of the smallest weight."""
    widths = _widths(sizes)
    ends = dict.fromkeys([sizes.argmax(), sizes.argmin()])
    lines = {number(float(f"{sizes[end]:.3g}"), lang): Line2D([], [], color=GREY, linewidth=widths[end]) for end in ends}
    sides = ("right", "left") if lang != "en" else ("left", "right")
    if narrow():  # all in one, as two have no room side by side
        named = samples | {f"{title}: {size}" if title else size: line for size, line in lines.items()}
        legend_below(ax, list(named.values()), list(named), lang)
        return
    for named, heading, side in ((samples, None, sides[0]), (lines, title, sides[1])):
        named = dict(list(named.items())[:: -1 if lang != "en" else 1])
        ax.figure.legend(
            named.values(), [rtl(name) for name in named], title=wrapped(heading, LABEL_WIDTH, lang=lang), title_fontsize=SIZE,
            loc=f"outside lower {side}", ncols=len(named), markerfirst=lang == "en", columnspacing=1.2, handlelength=1.8,
            borderaxespad=legend_pad(ax.figure) ,
        )  # fmt: skip
