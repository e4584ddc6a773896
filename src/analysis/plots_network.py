"""The figure of a network of words, such as a word with its collocates.

As in `plots`, the function takes a tidy table whose numbers are already worked out, and only draws.
"""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Circle

from .errors import UserError
from .labels import SIZE, fix_layout, in_points, part
from .page import MM, narrow, share
from .plots import LABEL_WIDTH, PALETTE, check, draw_title, numbers, panel, say_nothing, wrapped
from .rtl import number, rtl

WIDEST, NARROWEST = 4, 0.3  # points, of an edge
EDGE = "#9a9a9a"
LOWEST, HIGHEST, A_WORD = 90, 220, 3  # mm, of the figure: at least, at most, and for each word
MARGIN, FULL = 5, 0.6  # points around a name that other names stay out of; the share of the figure that names may take up
SPARSE = 0.3  # the same of a narrow figure, in which names are parted less easily
ROUNDS, FIRST_STEP, LAST_STEP, GRAVITY = 300, 0.1, 0.001, 12


def network(table, *, source, target, weight, seed=1, lang="fa", title=None, legend=None, font=None):
    """Words joined by lines, one a row of the table, the wider the greater its `weight`.

    `source`, `target` and `weight` name columns; `legend` says what the widths mean. The words of `source` are white on
    blue, those that occur only as `target` black on white; a word joined to itself has a loop on top. All words are
    shown, none over another, and they make way for lines; where it is too crowded for that, a line passes under a word.
    Places say only what is joined with what: neither the direction nor the distance is a measure. The same rows, in any
    order, and the same `seed` give the same figure.

    >>> import pandas as pd
    >>> pairs = pd.DataFrame({"node": ["مرز", "مرز"], "collocate": ["دریایی", "مشترک"], "log_dice": [9.5, 8.0]})
    >>> fig = network(pairs, source="node", target="collocate", weight="log_dice")
    >>> len(fig.axes[0].texts)
    3
    """
    check(table, lang, source, target, weight)
    words = _words(table, source, target)
    with panel(None, height(len(words)), lang, None, font) as ax:
        draw_title(ax.figure, title, lang)
        if table.empty:
            return say_nothing(ax, lang)
        edges, weights = _edges(table, source, target, weight, words)
        widths = np.maximum(WIDEST * weights / weights.max(), NARROWEST)
        _width_legend(ax, weights, widths, legend, lang)
        ax.set_axis_off()
        texts = _write(ax, words, set(table[source]))
        centres = place(ax, texts, edges, weights, seed)
        for text, centre in zip(texts, centres, strict=True):
            text.set_position(centre)
        _join(ax, texts, centres, edges, widths)
        return ax.figure


def height(n):
    """Height in mm of a figure with so many names: the more, the higher, and higher on a narrow page."""
    return min(max(LOWEST, 40 + A_WORD * n) / min(share(), 1) ** 0.5, HIGHEST)


def spring_layout(edges, weights, n, seed=1):
    """Places (n by 2) for the nodes 0 to n - 1 by the method of Fruchterman and Reingold (1991), in no unit.

    Nodes push each other away by k²/d and `edges` (m by 2) pull theirs together by d²/k times their share of the greatest
    of `weights`, with d the distance and k = 1/√n; steps get shorter from round to round. A weak pull to the middle, which
    the paper does not have, keeps parts that nothing joins from drifting apart.

    >>> a, b, c = spring_layout(np.array([[0, 1]]), np.array([1.0]), 3)
    >>> bool(np.hypot(*(a - b)) < np.hypot(*(a - c)))
    True
    """
    places, k = np.random.default_rng(seed).random((n, 2)), n**-0.5
    ends, shares = edges.T, (weights / weights.max())[:, None]
    for longest in np.linspace(FIRST_STEP, LAST_STEP, ROUNDS):
        gaps = places[:, None] - places[None]
        force = (gaps * k**2 / np.maximum((gaps**2).sum(axis=2, keepdims=True), 1e-6)).sum(axis=1)
        pulls = places[ends[1]] - places[ends[0]]
        pulls = pulls * np.sqrt((pulls**2).sum(axis=1, keepdims=True)) / k * shares
        np.add.at(force, ends[0], pulls)
        np.add.at(force, ends[1], -pulls)
        force += GRAVITY * k * (0.5 - places)
        length = np.sqrt((force**2).sum(axis=1, keepdims=True))
        # Rounded, as the last digit of a sum may differ from computer to computer, and would grow.
        places = np.round(places + force * np.minimum(1, longest / np.maximum(length, 1e-9)), 9)
    return places


def _words(table, source, target):
    ends = [table.get(column, table.index[:0].to_series()) for column in (source, target)]
    if any(end.isna().any() for end in ends):
        raise UserError(f"a row has no word in column '{source}' or '{target}', and a line has two ends: leave such rows out")
    return sorted(set().union(*ends), key=str)


def _edges(table, source, target, weight, words):
    """The edges as pairs of places in `words` (m by 2), and their weights, both in an order that does not depend on the rows."""
    weights = numbers(table, weight)
    if not (weights > 0).all():
        raise UserError(f"column '{weight}' has weights that are not above zero, which no line can show: leave those rows out")
    where = {word: place for place, word in enumerate(words)}
    edges = np.array([(where[one], where[other]) for one, other in zip(table[source], table[target], strict=True)])
    order = np.lexsort((weights, edges[:, 1], edges[:, 0]))
    return edges[order], weights[order]


def _width_legend(ax, weights, widths, legend, lang):
    """Lines as wide as those of the greatest and of the smallest weight, below the figure."""
    ends = list(dict.fromkeys([weights.argmax(), weights.argmin()]))[:: -1 if lang != "en" else 1]
    ax.figure.legend(
        [Line2D([], [], color=EDGE, linewidth=widths[end]) for end in ends],
        [rtl(number(float(f"{weights[end]:.3g}"), lang)) for end in ends],
        title=wrapped(legend, LABEL_WIDTH, lang=lang), title_fontsize=SIZE, loc="outside lower center", ncols=2,
        markerfirst=lang == "en",
    )  # fmt: skip


def _write(ax, words, sources):
    """Write the words, whose places are still to be found."""
    box = {"boxstyle": "round,pad=0.25", "linewidth": 0.6, "edgecolor": PALETTE[0]}
    return [
        ax.text(
            0, 0, wrapped(word, LABEL_WIDTH // 2), fontsize=SIZE, horizontalalignment="center", verticalalignment="center",
            color="white" if word in sources else "black", bbox=box | {"facecolor": PALETTE[0] if word in sources else "white"},
        )
        for word in words
    ]  # fmt: skip


def place(ax, texts, edges, weights, seed):
    """Places for the texts: a spring layout stretched over the whole axes, which are in points from here on."""
    if narrow():
        _heighten(ax.figure, texts)
    fix_layout(ax.figure)
    frame = np.array([(0, 0), in_points(ax, ax.bbox.size)])
    ax.set(xlim=frame[:, 0], ylim=frame[:, 1])
    sizes = np.array([in_points(ax, text.get_bbox_patch().get_window_extent().size) for text in texts]) + MARGIN
    centres = None
    if sizes.prod(axis=1).sum() < FULL * frame[1].prod():
        places = spring_layout(edges, weights, len(texts), seed)
        centres = part(_stretched(places, sizes, frame), sizes, frame, edges)
        if centres is None:  # where it is crowded, from places as far from each other as can be
            ranks = places.argsort(axis=0).argsort(axis=0).astype(float)
            centres = part(_stretched(ranks, sizes, frame), sizes, frame)
    if centres is None:
        raise UserError(f"{len(texts)} words are too many for one network: keep the rows with the greatest weights")
    return centres


def _stretched(places, sizes, frame):
    """Places spread over the whole frame, so far from its edges that a name fits in."""
    low, high, inset = places.min(axis=0), places.max(axis=0), sizes.max(axis=0) / 2
    return inset + (places - low) / np.maximum(high - low, 1e-9) * (frame[1] - 2 * inset)


def _heighten(fig, texts):
    """Give a narrow figure the height in which its names take up no more than a part of it."""
    fig.draw_without_rendering()
    taken = sum(text.get_bbox_patch().get_window_extent().padded(MARGIN).size.prod() for text in texts) / fig.dpi**2
    height = taken / SPARSE / fig.get_figwidth()
    fig.set_figheight(max(fig.get_figheight(), min(height, HIGHEST * MM)))


def _join(ax, texts, centres, edges, widths):
    """The lines between the words, and the loops of words that are joined to themselves."""
    ax.add_collection(LineCollection(centres[edges], linewidths=widths, colors=EDGE, zorder=1), autolim=False)
    for (word, other), width in zip(edges, widths, strict=True):
        if word == other:
            top = centres[word, 1] + in_points(ax, texts[word].get_window_extent().height) / 2
            ax.add_patch(Circle((centres[word, 0], top + 2), MARGIN, fill=False, edgecolor=EDGE, linewidth=width, zorder=1))
