"""Where the names in a figure go, so that none lies over another; lengths are in points, 72 to the inch.

The same names and places give the same result: there is no chance in it.
"""

import numpy as np

ABOUT = np.array([(1, 0), (0, 1), (0, -1), (-1, 0), (0.9, 0.9), (0.9, -0.9), (-0.9, 0.9), (-0.9, -0.9)])  # a point, best first
NEAR, FAR = 4, (10, 18)  # from a point to its name; where it is far, a thin line joins them
CLEAR, BETWEEN = 3, np.array([6, 1])  # from a name to the middle of any point; across and upwards to another name
SIZE = 7.5  # of letters
ROUNDS, LINE_ROUNDS = 1000, 300  # of moves; in the first ones names make way for lines too
NOWHERE = (np.nan, np.nan)


def label_points(ax, names, points, *, lang="fa"):
    """Write the names of the first of `points` (n by 2, in the units of the axes), and give the rows of those written.

    A name for which `beside` finds no room is left out. The layout of the figure is fixed from here on.
    """
    fix_layout(ax.figure)
    dots, frame = in_points(ax, ax.transData.transform(points)), in_points(ax, ax.get_window_extent().get_points())
    texts = [
        ax.annotate(name, point, (0, 0), textcoords="offset points", fontsize=SIZE, annotation_clip=False,
                    horizontalalignment="center", verticalalignment="center")
        for name, point in zip(names, points, strict=False)
    ]  # fmt: skip
    sizes = [
        in_points(ax, text.get_window_extent().size) if name and np.isfinite(text.xy).all() else NOWHERE
        for name, text in zip(names, texts, strict=False)
    ]
    found = beside(dots, sizes, frame, mirrored=lang != "en")
    for row, text in enumerate(texts):
        if row not in found:
            text.remove()
            continue
        centre, line = found[row]
        text.set_position(centre - dots[row])
        ends = ax.transData.inverted().transform(line * ax.figure.dpi / 72)
        ax.plot(*ends.T, color="#555555", linewidth=0.4, zorder=1.5, scalex=False, scaley=False)
    return set(found)


def beside(dots, sizes, frame, *, mirrored=False):
    """Find room for names of `sizes` (width and height) beside the first of `dots`, within `frame` (lower left, upper right).

    A name covers no dot, no other name and no line from another dot to its name; the first names choose first. Gives
    {row: (centre of the name, the line to it, which is empty where the name is near)}; a name without room is not in it.

    >>> found = beside(np.array([[20, 20], [26, 20]]), [(20, 8), (20, 8)], np.array([[0, 0], [60, 60]]))
    >>> [centre.tolist() for centre, _ in found.values()]
    [[20.0, 28.0], [26.0, 12.0]]
    """
    taken, found, barred = np.empty((0, 2, 2)), {}, dots
    for row, (dot, size) in enumerate(zip(dots, sizes, strict=False)):
        for centre, line in _choices(dot, np.asarray(size), mirrored):
            box = np.array([centre - np.divide(size, 2), centre + np.divide(size, 2)])
            if _within(box, frame) and not _covers(box, barred) and not _meets(box, taken) and not _crosses(line, taken):
                found[row] = (centre, line[[0, -1]] if len(line) else line)
                taken, barred = np.concatenate([taken, [box]]), np.concatenate([barred, line[1:]])
                break
    return found


def part(centres, sizes, frame, lines=None):
    """Move names (n by 2 centres, of n by 2 `sizes`) until none overlaps another; None if they cannot be parted.

    Names also make way for `lines` (m by 2 rows of names that a line joins) as far as that goes.

    >>> part(np.array([[10.0, 10], [14, 10]]), np.array([[10.0, 4], [10, 4]]), np.array([[0, 0], [60, 60]])).round().tolist()
    [[10.0, 7.0], [14.0, 13.0]]
    """
    for step in range(ROUNDS):
        centres = np.clip(centres, frame[0] + sizes / 2, frame[1] - sizes / 2)
        moves = _from_names(centres, sizes)
        if lines is not None and step < LINE_ROUNDS:
            moves = moves + _from_lines(centres, sizes, lines)
        if not moves.any():
            return centres
        centres = centres + moves
    return None


def _from_names(centres, sizes):
    """Moves of names away from those that they overlap, each along the shorter way."""
    order = np.sign(np.subtract.outer(np.arange(len(centres)), np.arange(len(centres))))
    gaps = centres[:, None] - centres[None]
    laps = (sizes[:, None] + sizes[None]) / 2 - np.abs(gaps)
    over = (laps > 0).all(axis=2) & (order != 0)
    shorter = over[:, :, None] & (np.arange(2) == laps.argmin(axis=2)[:, :, None])
    sides = np.where(gaps == 0, order[:, :, None], np.sign(gaps))
    return _mean(np.where(shorter, sides * (0.8 * laps + 0.01), 0), over)


def _from_lines(centres, sizes, lines):
    """Moves of names off the lines that pass through their boxes, and that do not join them."""
    start, way = centres[lines[:, 0]], centres[lines[:, 1]] - centres[lines[:, 0]]
    length = np.maximum(np.sqrt((way**2).sum(axis=1, keepdims=True)), 1e-9)
    normal, gaps = way[:, ::-1] * (-1, 1) / length, centres[:, None] - start[None]
    along, off = (gaps * way / length**2).sum(axis=2), (gaps * normal).sum(axis=2)
    lap = (np.abs(normal) * sizes[:, None] / 2).sum(axis=2) - np.abs(off)
    other = (np.arange(len(centres))[:, None, None] != lines[None]).all(axis=2)
    hit = (lap > 0) & (along > 0) & (along < 1) & other
    return _mean(np.where(hit, np.where(off < 0, -lap, lap), 0)[:, :, None] * normal / 2, hit)


def _mean(moves, counted):
    return moves.sum(axis=1) / np.maximum(counted.sum(axis=1), 1)[:, None]


def fix_layout(fig):
    """Lay a figure out, and keep it so: what is measured now holds when it is saved."""
    fig.draw_without_rendering()
    fig.set_layout_engine("none")


def in_points(ax, pixels):
    return np.asarray(pixels) * 72 / ax.figure.dpi


def _choices(dot, size, mirrored):
    """Centres for a name about its dot, nearest first, each with points on the line that joins them."""
    about = ABOUT * (-1, 1) if mirrored else ABOUT
    for distance in (NEAR, *FAR):
        for way in about:
            end = dot + way * distance
            line = np.linspace(dot, end, 8) if distance != NEAR else np.empty((0, 2))
            yield end + np.sign(way) * size / 2, line


def _within(box, frame):
    return (box[0] >= frame[0]).all() and (box[1] <= frame[1]).all()


def _covers(box, dots):
    return ((dots > box[0] - CLEAR) & (dots < box[1] + CLEAR)).all(axis=1).any()


def _meets(box, taken):
    return ((taken[:, 0] < box[1] + BETWEEN) & (taken[:, 1] > box[0] - BETWEEN)).all(axis=1).any()


def _crosses(line, taken):
    return any(_covers(box, line) for box in taken)
