"""The figures of speech: who is named and heard, with which cues, who stands where; and an article with its marks.

As in `plots`, every function takes a tidy table whose numbers are already worked out, here one of `speech`, and only draws;
rows come in the order of the table. Shares are shown in per cent. `lang`, `title` and `font` are those of `plots`.
"""

import re

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from . import plots
from .errors import UserError
from .plots import LABEL_WIDTH, MARKERS, MM, PALETTE, READ_FROM, WIDTH, check, numbers, panel, value_axis, wrapped
from .rtl import RIGHT_TO_LEFT, number, rtl

LEGEND_LINE, NOTE_WIDTH = 88, 20  # characters
DATES, SHARES = ("year", "month", "day"), ("share", "low", "high")
CLASSES = {
    "neutral": "خنثی", "structuring": "سامان‌دهنده", "assertive": "تأکیدی", "endorsing": "تأییدی", "distancing": "فاصله‌گذار",
    "directive": "درخواستی", "expressive": "عاطفی", "cognitive": "شناختی", "": "بی‌نشانه",
}  # fmt: skip
WORDS = {
    "fa": {"": "بی‌نام", "statement": "گفته", "name": "نام‌برده", 1: "موافق", 0: "بی‌طرف", -1: "مخالف"},
    "en": {"": "no name", "statement": "statement", "name": "named", 1: "for", 0: "neutral", -1: "against"},
}
BALANCE = LinearSegmentedColormap.from_list("balance", [PALETTE[1], "#f0f0f0", PALETTE[0]])
LEAST, MOST_CELLS, COLUMNS_PT = 6, 30, 310  # per cent of a segment with its number; holders or targets; points for all targets
TINTS = ("#d3e3ef", "#f5e6c8")  # of statements, by turns
STANCES = {
    1: {"color": PALETTE[0], "linestyle": "-"},
    0: {"color": "#777777", "linestyle": ":"},
    -1: {"color": PALETTE[1], "linestyle": (0, (3, 1))},
}
LINE, NOTE_LINE, MARGIN, MOST_LINES = 5.4, 3.4, 30, 400  # mm: a line, one in the margin, the margin; lines of an article
NEEDED = {"mentions": (), "statements": ("speaker_name",), "stances": ("holder_name", "target_name", "polarity")}
WORD, LATIN = re.compile(r"\S{1,50}"), re.compile(r"[A-Za-z](?:[^\u0590-\u08ff]*[A-Za-z0-9])?")


def shares(table, *, label="name", by="outlet", lang="fa", title=None, xlabel=None, font=None):
    """A row for each actor, speaker or form of a name, with its share in each group of articles and the interval of that.

    table: of `speech.actors_by` or `speech.voice`, or the forms of an actor's name by outlet; `label` names the column of the
    rows (name, speaker_name, form), `by` that of the groups, at most eight, or None. In Persian 0 is at the right.

    >>> named = pd.DataFrame({"outlet": ["کانا", "رواق"], "name": "هورتاش", "share": [0.5, 0.25], "low": 0.2, "high": 0.6})
    >>> [float(line.get_xdata()[0]) for line in shares(named).axes[0].lines[:2]]
    [50.0, 25.0]
    """
    return _dots(table, label, by, "share", lang, title, xlabel, font)


def voice_over_time(table, *, by="month", lang="fa", title=None, ylabel=None, font=None):
    """The share of voice of some speakers over time, a line each; over events, which are no dates, a row for each event.

    table: of `speech.voice_over_time`; `by` names its column of months, years or events.

    >>> said = pd.DataFrame({"month": ["1402-01", "1402-02"], "speaker_name": "", "share": [0.5, 1], "low": None, "high": None})
    >>> voice_over_time(said).axes[0].lines[1].get_ydata().tolist()
    [50.0, 100.0]
    """
    if by not in DATES:
        return _dots(table, by, "speaker_name", "share", lang, title, ylabel, font)
    check(table, lang, by, "speaker_name", "share", "low", "high")
    with panel(None, plots.TIMELINE_HEIGHT + 10, lang, title, font) as ax:
        names = [_named(name, lang) for name in table.get("speaker_name", ())]
        shown = table.assign(speaker_name=names, **{name: 100 * numbers(table, name) for name in table if name in SHARES})
        plots.timeline(shown, x=by, value="share", low="low", high="high", group="speaker_name", lang=lang, ylabel=ylabel, ax=ax)
        lines = ax.get_legend_handles_labels()[0]
        for line in lines:
            line.set_label(None)
        _legend(ax, lines, list(dict.fromkeys(names)), lang)
        return ax.figure


def cue_classes(table, *, by="speaker_name", lang="fa", title=None, xlabel=None, font=None):
    """A bar for each speaker, parted by the classes of his cues; these have one order and one colour each, from light to dark.

    table: of `speech.cue_classes`; `by` names the column of the bars. The number of statements stands behind each name.

    >>> said = pd.DataFrame({"speaker_name": "هورتاش", "cue_class": ["neutral", "cognitive"], "n": [3, 1], "share": [0.75, 0.25]})
    >>> [float(bar.get_width()) for bar in cue_classes(said).axes[0].patches]
    [75.0, 25.0]
    """
    check(table, lang, by, "cue_class", "n", "share")
    with panel(None, plots.bars_height(table[[by]].drop_duplicates() if len(table) else table, by) + 8, lang, title, font) as ax:
        if table.empty:
            return plots.say_nothing(ax, lang)
        classes = [*CLASSES, *sorted(set(table["cue_class"]) - set(CLASSES))]
        cells = table.assign(share=100 * numbers(table, "share")).pivot_table("share", by, "cue_class")
        cells, handles = cells.reindex(table[by].unique()).fillna(0), {}
        for name, color in zip(classes, matplotlib.colormaps["viridis_r"](np.linspace(0, 1, len(classes))), strict=True):
            if name in cells:
                ends = cells[list(handles)].sum(axis=1)
                ax.barh(range(len(cells)), cells[name], 0.72, ends, color=color, edgecolor="white", linewidth=0.8)
                handles[name] = Patch(facecolor=color)
                for row, (width, end) in enumerate(zip(cells[name], ends, strict=True)):
                    if width >= LEAST:
                        _write(ax, end + width / 2, row, rtl(number(round(width), lang)), color, 6.5)
        counts = table.groupby(by)["n"].sum()
        _rows(ax, [f"{_named(name, lang)} ({number(counts[name], lang)})" for name in cells.index], lang)
        value_axis(ax, ax.xaxis, xlabel, lang, False)
        ax.set_xlim((100, 0) if lang == "fa" else (0, 100))
        names = [CLASSES.get(name, name) if lang == "fa" else name or "no cue" for name in handles]
        _legend(ax, list(handles.values()), names, lang)
        return ax.figure


def stance_matrix(table, *, lang="fa", title=None, font=None):
    """Holders by targets: colour and number of a cell are the balance, from -1 against to 1 for; in brackets, the stances.

    table: of `speech.stance_matrix`. Pairs without a stance stay empty. In Persian the first target is at the right.

    >>> held = pd.DataFrame({"holder": ["ماهوران"], "target": ["صلح"], "n": [4], "balance": [0.5]})
    >>> stance_matrix(held, lang="en").axes[0].texts[0].get_text()
    '0.5\\n(4)'
    """
    check(table, lang, "holder", "target", "n", "balance")
    holders, targets = (list(dict.fromkeys(table.get(side, ()))) for side in ("holder", "target"))
    if max(len(holders), len(targets)) > MOST_CELLS:
        raise UserError(f"{len(holders)} holders, {len(targets)} targets: one figure has room for {MOST_CELLS}, so choose some")
    pitch, turned = COLUMNS_PT / max(len(targets), 1), len(targets) > 5
    names = [wrapped(_named(name, lang), LABEL_WIDTH if turned else int(0.23 * pitch)) for name in targets]
    depth, longest = (max((measure(name) for name in names), default=1) for measure in (lambda name: name.count("\n") + 1, len))
    size, head = min(8, 0.38 * pitch), min(8, pitch / 1.25 / depth) if turned else 8
    rows = (6.5 if size < 7 else 7.5) * max(len(holders), 2)
    with panel(None, 24 + rows + (0.21 * head * min(longest, LABEL_WIDTH) if turned else 3.5 * depth), lang, title, font) as ax:
        if table.empty:
            return plots.say_nothing(ax, lang)
        for row, value in zip(table.itertuples(), numbers(table, "balance"), strict=True):
            x, y, color = targets.index(row.target), holders.index(row.holder), BALANCE((value + 1) / 2)
            ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=color, edgecolor="white"))
            shown = (number(round(value, 1), lang), f"({number(row.n, lang)})")
            _write(ax, x, y, "\n".join(map(rtl, shown)), color, size)
        _rows(ax, [_named(name, lang) for name in holders], lang)
        ax.set_xticks(range(len(targets)), names, rotation=90 if turned else 0, fontsize=head)
        ax.set_xlim((len(targets) - 0.5, -0.5) if lang == "fa" else (-0.5, len(targets) - 0.5))
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        sides = {WORDS[lang][side]: Patch(facecolor=BALANCE((side + 1) / 2), edgecolor="#bbbbbb") for side in STANCES}
        _legend(ax, list(sides.values()), list(sides), lang)
        return ax.figure


def stance_over_time(table, *, by="month", lang="fa", title=None, ylabel=None, font=None):
    """The mean polarity over time with its interval, from -1 against to 1 for; over events, which are no dates, in rows.

    table: of `speech.stance_over_time`; `by` names its column of months, years or events.

    >>> held = pd.DataFrame({"month": ["1402-01", "1402-02"], "balance": [0.5, -1], "low": None, "high": None})
    >>> [float(end) for end in stance_over_time(held).axes[0].get_ylim()]
    [-1.05, 1.05]
    """
    if by not in DATES:
        return _dots(table, by, None, "balance", lang, title, ylabel, font)
    with panel(None, plots.TIMELINE_HEIGHT, lang, title, font) as ax:
        plots.timeline(table, x=by, value="balance", low="low", high="high", lang=lang, ylabel=ylabel, ax=ax)
        ax.set(ylim=(-1.05, 1.05), yticks=(-1, -0.5, 0, 0.5, 1))
        return ax.figure


def _dots(table, label, by, value, lang, title, xlabel, font):
    """A row for each value of `label`, with a point and a whisker for each value of `by`."""
    check(table, lang, label, by, value, "low", "high")
    key = "actor_id" if label == "name" and "actor_id" in table else label  # two actors may have one name
    rows = table.drop_duplicates(key) if len(table) else table
    groups = list(dict.fromkeys(table.get(by, ()))) if by else [None]
    if len(groups) > len(MARKERS):
        raise UserError(f"column '{by}' has {len(groups)} values, but one figure has room for {len(MARKERS)}: choose some")
    height = max(plots.bars_height(rows, label), 22 + len(rows) * (1.5 + 1.7 * len(groups)))
    with panel(None, height + 4 * bool(by) + 2 * len(groups), lang, title, font) as ax:
        if table.empty:
            return plots.say_nothing(ax, lang)
        scale, places, handles = 100 if value == "share" else 1, {name: row for row, name in enumerate(rows[key])}, []
        for rank, group in enumerate(groups):
            part, look = table if by is None else table[table[by] == group], {"color": PALETTE[rank], "marker": MARKERS[rank]}
            y = part[key].map(places).to_numpy() + 0.75 * ((rank + 0.5) / len(groups) - 0.5)
            ax.hlines(y, scale * numbers(part, "low"), scale * numbers(part, "high"), linewidth=1, color=PALETTE[rank])
            ax.plot(scale * numbers(part, value), y, linestyle="", markersize=4, clip_on=False, **look)
            handles.append(Line2D([], [], linewidth=1, markersize=4, **look))
        value_axis(ax, ax.xaxis, xlabel, lang, False)
        ax.set(**{"xlim": (0, None)} if value == "share" else {"xlim": (-1.05, 1.05), "xticks": (-1, -0.5, 0, 0.5, 1)})
        ax.xaxis.set_inverted(lang == "fa")
        ax.axvline(0, color="black", linewidth=0.8)
        for row in range(1, len(rows), 2):
            ax.axhspan(row - 0.5, row + 0.5, color="#f3f3f3", linewidth=0, zorder=0)
        _rows(ax, [_named(name, lang) for name in rows[label]], lang)
        _legend(ax, handles if by else [], [_named(group, lang) for group in groups if by], lang)
        return ax.figure


def _rows(ax, names, lang):
    """Name the rows of a figure, the first on top."""
    ax.set_yticks(range(len(names)), [wrapped(name, LABEL_WIDTH) for name in names])
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0, pad=6)
    ax.spines["left"].set_visible(False)
    if lang == "fa":
        ax.yaxis.tick_right()


def _write(ax, x, y, text, color, size):
    """A text in the middle of a coloured cell, black or white, as is read better."""
    ink = "black" if np.dot(color[:3], (0.3, 0.59, 0.11)) > 0.5 else "white"
    ax.text(x, y, text, color=ink, fontsize=size, horizontalalignment="center", verticalalignment="center")


def _named(name, lang):
    return name if isinstance(name, str) and name else WORDS[lang][""]


def _stance(row, lang):
    return f"{_named(row.holder_name, lang)}، {WORDS[lang][row.polarity]}: {_named(row.target_name, lang)}"


def _legend(ax, handles, names, lang):
    """A legend below the figure, column by column from the side of the language."""
    if not names:
        return
    depth = -(-len(names) // min(len(names), max(1, LEGEND_LINE // (max(map(len, names)) + 8))))
    items = [*zip(handles, names, strict=True), *[(Line2D([], [], linewidth=0), "")] * (-len(names) % depth)]
    parts = [items[first : first + depth] for first in range(0, len(items), depth)][:: -1 if lang == "fa" else 1]
    handles, names = zip(*(item for part in parts for item in part), strict=True)
    names = [wrapped(name, 2 * LABEL_WIDTH) for name in names]
    ax.figure.legend(handles, names, loc="outside lower center", ncols=len(parts), markerfirst=lang == "en")


def article_view(raw, mentions, statements, stances=None, *, start=0, end=None, lang="fa", title=None, font=None):
    """An article in its own words: statements shaded, their speakers at the right, those named underlined.

    raw: the text that the offsets point into. mentions, statements, stances: rows of one article in these tables; the evidence of
    a stance has a line below, and holder, side and target at the left. start, end: offsets of the part that is shown. What is in
    the margin stands beside the first line of its mark or, where that is taken, below, in the order of the text. A mark within
    Latin words takes in all of these. For print; a view for the screen, in HTML, is made elsewhere.

    >>> marks = pd.DataFrame({"start": [0], "end": [6], "speaker_name": ["هورتاش"]})
    >>> len(article_view("هورتاش: صلح", marks, marks.assign(start=8, end=11)).axes[0].patches)
    1
    """
    check(pd.DataFrame(), lang)
    tables = {"mentions": mentions, "statements": statements, "stances": stances}
    marks = {name: _marks(name, table, raw) for name, table in tables.items()}
    with panel(None, 30, lang, None, font) as ax:
        if not raw[start:end].strip():
            plots.draw_title(ax.figure, title, lang)
            return plots.say_nothing(ax, lang)
        page = _Page(ax, raw, slice(start, end), 2 if stances is None else MARGIN, title, lang)
        for turn, row in enumerate(marks["statements"]):
            for y, left, right in page.lines(row):
                ax.add_patch(Rectangle((left, y - 3.5), right - left, 5, facecolor=TINTS[turn % 2], zorder=0.5))
        for row in marks["mentions"]:
            for y, *ends in page.lines(row):
                ax.plot(ends, (y + 1, y + 1), color="black", linewidth=0.6)
        for row in marks["stances"]:
            for y, *ends in page.lines(row):
                ax.plot(ends, (y + 1.9, y + 1.9), linewidth=1.6, **STANCES[row.polarity])
        page.notes([(row, _named(row.speaker_name, lang)) for row in marks["statements"]], WIDTH - 1)
        page.notes([(row, _stance(row, lang)) for row in marks["stances"]], MARGIN - 2)
        handles = {"statement": Patch(facecolor=TINTS[0]), "name": Line2D([], [], color="black", linewidth=0.6)}
        handles |= {side: Line2D([], [], linewidth=1.6, **look) for side, look in STANCES.items() if stances is not None}
        _legend(ax, list(handles.values()), [WORDS[lang][name] for name in handles], lang)
        page.close()
        return ax.figure


class _Page:
    """The words of an article on a page; lengths are in mm, from the upper left corner.

    chunks: (y, first, last, right) of what is drawn at once, with offsets into raw: single words, but Latin ones, which go from
    the left, with what is before. Each is put in its place, so that marks fit in PDF and in PNG, whose letters differ in width.
    """

    def __init__(self, ax, raw, part, left, title, lang):
        self.ax, self.raw, self.chunks, self.ruler = ax, raw, [], ax.text(0, 0, "", fontsize=80)
        ax.figure.set_layout_engine("none")
        ax.set_axis_off()
        ax.set_position((0, 0, 1, 1))
        title, side = wrapped(title, plots.TITLE_WIDTH, lang=lang), READ_FROM[lang]
        ax.text({"right": WIDTH - 1, "left": 1}[side], 2, title, fontsize=10, horizontalalignment=side, verticalalignment="top")
        self.y = self.bottom = 2 + 5 * bool(title) * (title.count("\n") + 1)
        self.space = self.width("ا ا") - 2 * self.width("ا")
        first, last, _ = part.indices(len(raw))
        for paragraph in re.finditer(r"[^\r\n]+", raw[:last]):
            words = [word.span() for word in WORD.finditer(raw, max(first, paragraph.start()), paragraph.end())]
            self.y += LINE / 3 if words else 0
            while words:
                words = self.line(words, WIDTH - MARGIN - left)
        if len({chunk[0] for chunk in self.chunks}) > MOST_LINES:
            raise UserError(f"the article has more than {MOST_LINES} lines: show a part of it, by start= and end=")

    def width(self, text):
        self.ruler.set_text(rtl(text))  # ten times as large, to be precise
        return self.ruler.get_window_extent().width / self.ax.figure.dpi / MM / 10

    def line(self, words, room):
        """Write those of the words for which a line has room, and give the others."""
        ends = np.cumsum([self.width(self.raw[slice(*word)]) + self.space for word in words[:room]])
        n, right, chunks = max(1, int(np.searchsorted(ends - self.space, room))), WIDTH - MARGIN, []
        for first, last in words[:n]:
            persian = chunks and all(RIGHT_TO_LEFT.search(self.raw[slice(*one)]) for one in (chunks[-1], (first, last)))
            chunks = [*chunks, (first, last)] if persian or not chunks else [*chunks[:-1], (chunks[-1][0], last)]
        self.y += LINE
        for first, last in chunks:
            text = re.sub(r"\s", " ", self.raw[first:last])
            self.ax.text(right, self.y, rtl(text), horizontalalignment="right")
            self.chunks.append((self.y, first, last, right))
            right -= self.width(text) + self.space
        self.bottom = self.y
        return words[n:]

    def lines(self, row):
        """Where a mark stands: (y, left, right) for each of its lines."""
        found = {}
        for y, begin, stop, right in self.chunks:
            first, last = max(row.start, begin), min(row.end, stop)
            for latin in LATIN.finditer(self.raw, begin, stop):
                if first < latin.end() and last > latin.start():
                    first, last = min(first, latin.start()), max(last, latin.end())
            if first < last:
                left = right - self.width(self.raw[begin:last])
                found.setdefault(y, []).extend((left, left + self.width(self.raw[first:last])))
        return [(y, min(ends), max(ends)) for y, ends in found.items()]

    def notes(self, notes, x):
        """Write in the margin what belongs to a mark."""
        free = 0
        for row, text in notes:
            if lines := self.lines(row):
                y, text = max(lines[0][0] - 3, free), wrapped(text, NOTE_WIDTH)
                self.ax.text(x, y, text, fontsize=7, horizontalalignment="right", verticalalignment="top", linespacing=1.25)
                free = y + NOTE_LINE * (text.count("\n") + 1)
        self.bottom = max(self.bottom, free)

    def close(self):
        """Give the figure the height that the text needs."""
        self.ruler.remove()
        self.ax.figure.set_size_inches(WIDTH * MM, (self.bottom + 12) * MM)
        self.ax.set(xlim=(0, WIDTH), ylim=(self.bottom + 12, 0))


def _marks(name, table, raw):
    """The rows of a table in the order of the text."""
    if table is None or not len(table):
        return []
    check(table, "fa", "start", "end", *NEEDED[name])
    if len(set(table.get("article_id", ()))) > 1:
        raise UserError(f"the {name} are of several articles: give those of one")
    if table["start"].min() < 0 or table["end"].max() > len(raw):
        raise UserError(f"the {name} reach beyond the text: give the raw text that they were found in")
    return list(table.sort_values(["start", "end"], ascending=[True, False], kind="stable").itertuples(index=False))
