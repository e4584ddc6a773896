"""The figures of speech: who is named and heard, with which cues, who stands where; and an article with its marks.

As in `plots`, every function takes a tidy table whose numbers are already worked out, here one of `speech`, and only draws;
rows come in the order of the table. Shares are shown in per cent. `lang`, `title` and `font` are those of `plots`. `note` is a
small line in the lower corner, such as `measured` gives; where a table has no rows it says why, in the middle.
"""

import re

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import Normal

from . import plots
from .errors import UserError
from .language import of
from .page import MM, letters, narrow, page, share
from .plots import LABEL_WIDTH, MARKERS, PALETTE, READ_FROM, check, numbers, panel, pieces, value_axis, wrapped
from .resampling import FEWEST
from .rtl import number, rtl

LEGEND_LINE, NOTE_WIDTH = 88, 20  # characters of a legend and of a note
DATES, SHARES = ("year", "month", "day"), ("share", "low", "high")
CLASSES = {
    "neutral": "خنثی", "structuring": "سامان‌دهنده", "assertive": "تأکیدی", "endorsing": "تأییدی", "distancing": "فاصله‌گذار",
    "directive": "درخواستی", "expressive": "عاطفی", "cognitive": "شناختی", "": "بی‌نشانه",
}  # fmt: skip
WORDS = {
    "fa": {
        "": "بی‌نام",
        "statement": "گفته",
        "next": "گفتهٔ بعدی",
        "name": "نام‌برده",
        1: "موافق",
        0: "بی‌طرف",
        -1: "مخالف",
    },
    "en": {
        "": "no name",
        "statement": "statement",
        "next": "next statement",
        "name": "named",
        1: "for",
        0: "neutral",
        -1: "against",
    },
}
NOTE_SIZE, NOTE_MM, NOTE_LETTERS = 6.5, 3.4, 110  # points of a note, mm of its line, characters in it
MEASURED = {
    "fa": ("سنجیده نشده (unvalidated): مقاله‌ای از این پیکره دستی کدگذاری نشده است", "F1 = {0} در برابر {1} مقالهٔ کدگذاری‌شده"),
    "en": ("unvalidated: no article of this corpus is coded by reading", "F1 = {0} against {1} coded articles"),
}
UNDATED = {"fa": "تاریخ ندارند: articles.csv را پر کنید", "en": "no dates: fill in articles.csv"}
FEW = {
    "fa": ("نقطهٔ بی‌بازه: کمتر از {0} مقاله", "توخالی: تنها یک مقاله"),
    "en": ("point without an interval: fewer than {0} articles", "hollow: one article alone"),
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
STRONG = "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d5\u06ee\u06ef\u06fa-\u08ff"  # letters that are read from the right
WORD, SPACES = re.compile(r"\S{1,50}"), re.compile(" {2,}")
LATIN = re.compile(f"[A-Za-z](?:[^{STRONG}]*[A-Za-z0-9٠-٩۰-۹])?")  # what is read from the left, the numbers behind it included


def shares(table, *, label="name", by="outlet", lang="fa", title=None, xlabel=None, note=None, font=None):
    """A row for each actor, speaker or form of a name, with its share in each group of articles and the interval of that.

    table: of `speech.actors_by` or `speech.voice`, or the forms of an actor's name by outlet; `label` names the column of the
    rows (name, speaker_name, form), `by` that of the groups, at most eight, or None. In Persian 0 is at the right. Points without
    an interval, and those of one article, which are hollow where the table has a column articles, are explained in a note.

    >>> named = pd.DataFrame({"outlet": ["کانا", "رواق"], "name": "هورتاش", "share": [0.5, 0.25], "low": 0.2, "high": 0.6})
    >>> [float(line.get_xdata()[0]) for line in shares(named).axes[0].lines[:2]]
    [50.0, 25.0]
    """
    return _dots(table, label, by, "share", lang, title, xlabel, note, font)


def voice_over_time(table, *, by="month", lang="fa", title=None, ylabel=None, note=None, font=None):
    """The share of voice of some speakers over time, a line each; over events, which are no dates, a row for each event.

    table: of `speech.voice_over_time`; `by` names its column of months, years or events.

    >>> said = pd.DataFrame({"month": ["1402-01", "1402-02"], "speaker_name": "", "share": [0.5, 1], "low": None, "high": None})
    >>> voice_over_time(said).axes[0].lines[1].get_ydata().tolist()
    [50.0, 100.0]
    """
    if by not in DATES:
        return _dots(table, by, "speaker_name", "share", lang, title, ylabel, note, font)
    check(table, lang, by, "speaker_name", "share", "low", "high")
    with panel(None, plots.TIMELINE_HEIGHT + 10, lang, title, font) as ax:
        if table.empty:
            return nothing(ax, note, lang)
        noted(ax, note, lang)
        names = [_named(name, lang) for name in table.get("speaker_name", ())]
        shown = table.assign(speaker_name=names, **{name: 100 * numbers(table, name) for name in table if name in SHARES})
        _timeline(ax, shown, by, "share", "speaker_name", lang, ylabel)
        lines = ax.get_legend_handles_labels()[0]
        for line in lines:
            line.set_label(None)
        legend_below(ax, lines, list(dict.fromkeys(names)), lang)
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
        ax.set_xlim((100, 0) if lang != "en" else (0, 100))
        names = [of({"fa": CLASSES.get(name, name), "en": name or "no cue"}, lang) for name in handles]
        legend_below(ax, list(handles.values()), names, lang)
        return ax.figure


def stance_matrix(table, *, lang="fa", title=None, note=None, font=None):
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
    pitch, turned = COLUMNS_PT * share() / max(len(targets), 1), len(targets) > (2 if narrow() else 5)
    names = [rtl("\n".join(pieces(_named(name, lang), LABEL_WIDTH if turned else int(0.23 * pitch)))) for name in targets]
    depth, longest = (max((measure(name) for name in names), default=1) for measure in (lambda name: name.count("\n") + 1, len))
    size, head = min(8, 0.38 * pitch), min(8, pitch / 1.25 / depth) if turned else 8
    rows = (6.5 if size < 7 else 7.5) * max(len(holders), 2)
    with panel(None, 24 + rows + (0.21 * head * min(longest, LABEL_WIDTH) if turned else 3.5 * depth), lang, title, font) as ax:
        if table.empty:
            return nothing(ax, note, lang)
        noted(ax, note, lang)
        for row, value in zip(table.itertuples(), numbers(table, "balance"), strict=True):
            x, y, color = targets.index(row.target), holders.index(row.holder), BALANCE((value + 1) / 2)
            ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=color, edgecolor="white"))
            shown = (number(round(value, 1), lang), f"({number(row.n, lang)})")
            _write(ax, x, y, "\n".join(map(rtl, shown)), color, size)
        _rows(ax, [_named(name, lang) for name in holders], lang)
        ax.set_xticks(range(len(targets)), names, rotation=90 if turned else 0, fontsize=head)
        ax.set_xlim((len(targets) - 0.5, -0.5) if lang != "en" else (-0.5, len(targets) - 0.5))
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        shown = set(np.sign(numbers(table, "balance")))
        sides, words = [side for side in STANCES if side in shown], of(WORDS, lang)
        patches = [Patch(facecolor=BALANCE((side + 1) / 2), edgecolor="#bbbbbb") for side in sides]
        legend_below(ax, patches, [words[side] for side in sides], lang)
        return ax.figure


def stance_over_time(table, *, by="month", lang="fa", title=None, ylabel=None, note=None, font=None):
    """The mean polarity over time with its interval, from -1 against to 1 for; over events, which are no dates, in rows.

    table: of `speech.stance_over_time`; `by` names its column of months, years or events.

    >>> held = pd.DataFrame({"month": ["1402-01", "1402-02"], "balance": [0.5, -1], "low": None, "high": None})
    >>> [float(end) for end in stance_over_time(held).axes[0].get_ylim()]
    [-1.05, 1.05]
    """
    if by not in DATES:
        return _dots(table, by, None, "balance", lang, title, ylabel, note, font)
    with panel(None, plots.TIMELINE_HEIGHT, lang, title, font) as ax:
        if table.empty:
            return nothing(ax, note, lang)
        noted(ax, note, lang)
        _timeline(ax, table, by, "balance", None, lang, ylabel)
        ax.set(ylim=(-1.05, 1.05), yticks=(-1, -0.5, 0, 0.5, 1))
        return ax.figure


def measured(accuracy, *, what="stances", lang="fa"):
    """A note on how far findings of a kind can be trusted: their F1, or that nobody has measured it.

    accuracy: as `accuracy.accuracy` gives it.

    >>> measured(pd.DataFrame({"what": ["stances"], "f1": [0.61], "n_articles": [12]}), lang="en")
    'stances: F1 = 0.61 against 12 coded articles'
    """
    rows = accuracy[accuracy["what"] == what]
    if rows.empty:
        return of(MEASURED, lang)[0]
    shown = of(MEASURED, lang)[1].format(number(round(rows["f1"].iloc[0], 2), lang), number(rows["n_articles"].iloc[0], lang))
    return f"{'موضع‌ها' if lang != 'en' and what == 'stances' else what}: {shown}"


def undated(articles, *, lang="fa"):
    """The note of an empty figure over time: that no article has a date; None where some have one.

    >>> undated(pd.DataFrame({"date_jalali": ["", ""]}), lang="en")
    'no dates: fill in articles.csv'
    """
    return None if (articles["date_jalali"].fillna("") != "").any() else of(UNDATED, lang)


def noted(ax, note, lang):
    """Write a note in the lower corner of a figure that has nothing in it yet; the figure grows by the room it takes."""
    if not note:
        return
    text, fig, side = wrapped(note, NOTE_LETTERS, lang=lang), ax.figure, READ_FROM[lang]
    width, height = fig.get_size_inches()
    strip = NOTE_MM * MM * (text.count("\n") + 1) + MM
    fig.set_size_inches(width, height + strip)
    strip /= height + strip
    fig.get_layout_engine().set(rect=(0, strip, 1, 1 - strip))
    x = {"right": 0.99, "left": 0.01}[side]
    fig.text(x, 0.15 * strip, text, fontsize=NOTE_SIZE, color="#444444", horizontalalignment=side, verticalalignment="bottom")


def legend_pad(fig):
    """How far a legend stands from the edge of the figure, in its letters, to be above the note."""
    engine = fig.get_layout_engine()
    strip = engine.get()["rect"][1] if engine and "rect" in engine.get() else 0
    points = 72 * strip * fig.get_figheight()
    return matplotlib.rcParams["legend.borderaxespad"] + points / matplotlib.rcParams["font.size"]


def nothing(ax, note, lang):
    """Say that there is nothing, and why if that is known."""
    plots.say_nothing(ax, lang)
    look = {"textcoords": "offset points", "horizontalalignment": "center", "verticalalignment": "top"}
    ax.annotate(wrapped(note, plots.TITLE_WIDTH, lang=lang), (0.5, 0.5), (0, -12), xycoords="axes fraction", **look)
    return ax.figure


def _timeline(ax, table, x, value, group, lang, ylabel):
    plots.timeline(table, x=x, value=value, low="low", high="high", group=group, lang=lang, ylabel=ylabel, ax=ax)


def _dots(table, label, by, value, lang, title, xlabel, note, font):
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
            return nothing(ax, note, lang)
        noted(ax, "\n".join(filter(None, [note, _few(table, value, lang)])), lang)
        scale, places, handles = 100 if value == "share" else 1, {name: row for row, name in enumerate(rows[key])}, []
        for rank, group in enumerate(groups):
            part, look = table if by is None else table[table[by] == group], {"color": PALETTE[rank], "marker": MARKERS[rank]}
            y = part[key].map(places).to_numpy() + 0.75 * ((rank + 0.5) / len(groups) - 0.5)
            ax.hlines(y, scale * numbers(part, "low"), scale * numbers(part, "high"), linewidth=1, color=PALETTE[rank])
            ax.plot(scale * numbers(part, value), y, linestyle="", markersize=4, clip_on=False, **look)
            if (alone := _alone(part)).any():
                ax.plot(
                    scale * numbers(part, value)[alone],
                    y[alone],
                    linestyle="",
                    markersize=2.4,
                    clip_on=False,
                    **look | {"color": "white"},
                )
            handles.append(Line2D([], [], linewidth=1, markersize=4, **look))
        value_axis(ax, ax.xaxis, xlabel, lang, False)
        ax.set(**{"xlim": (0, None)} if value == "share" else {"xlim": (-1.05, 1.05), "xticks": (-1, -0.5, 0, 0.5, 1)})
        ax.xaxis.set_inverted(lang != "en")
        ax.axvline(0, color="black", linewidth=0.8)
        for row in range(1, len(rows), 2):
            ax.axhspan(row - 0.5, row + 0.5, color="#f3f3f3", linewidth=0, zorder=0)
        _rows(ax, [_named(name, lang) for name in rows[label]], lang)
        legend_below(ax, handles if by else [], [_named(group, lang) for group in groups if by], lang)
        return ax.figure


def _few(table, value, lang):
    """What explains the points without an interval, and the hollow ones."""
    bare = np.isnan(numbers(table, "low")) & (numbers(table, value) != 0 if value == "share" else True)
    few, alone = of(FEW, lang)
    said = [few.format(number(FEWEST, lang))] * bool(bare.any()) + [alone] * bool(_alone(table).any())
    return "؛ ".join(said) if lang != "en" else "; ".join(said)


def _alone(table):
    """Which rows rest on a single article."""
    return numbers(table, "articles") == 1 if "articles" in table else np.zeros(len(table), bool)


def _rows(ax, names, lang):
    """Name the rows of a figure, the first on top."""
    ax.set_yticks(range(len(names)), [wrapped(name, LABEL_WIDTH) for name in names])
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0, pad=6)
    ax.spines["left"].set_visible(False)
    if lang != "en":
        ax.yaxis.tick_right()


def _write(ax, x, y, text, color, size):
    """A text in the middle of a coloured cell, black or white, as is read better."""
    ink = "black" if np.dot(color[:3], (0.3, 0.59, 0.11)) > 0.5 else "white"
    ax.text(x, y, text, color=ink, fontsize=size, horizontalalignment="center", verticalalignment="center")


def _named(name, lang):
    return name if isinstance(name, str) and name else of(WORDS, lang)[""]


def _stance(row, lang):
    return f"{_named(row.holder_name, lang)}، {of(WORDS, lang)[row.polarity]}: {_named(row.target_name, lang)}"


def legend_below(ax, handles, names, lang):
    """A legend below the figure, column by column from the side of the language; gives the number of its lines.

    A narrow figure grows by the lines after the first, and any by those that a second language needs.
    """
    if not names:
        return 0
    longest = max(len(line) for name in names for line in name.split("\n"))
    depth = -(-len(names) // min(len(names), max(1, letters(LEGEND_LINE) // (longest + 8))))
    lines = depth * max(name.count("\n") + 1 for name in names)
    ax.figure.set_figheight(ax.figure.get_figheight() + plots.LEGEND_LINE * MM * (lines - (1 if narrow() else depth)))
    items = [*zip(handles, names, strict=True), *[(Line2D([], [], linewidth=0), "")] * (-len(names) % depth)]
    parts = [items[first : first + depth] for first in range(0, len(items), depth)][:: -1 if lang != "en" else 1]
    handles, names = zip(*(item for part in parts for item in part), strict=True)
    names = [wrapped(name, 2 * LABEL_WIDTH) for name in names]
    ax.figure.legend(handles, names, loc="outside lower center", ncols=len(parts), markerfirst=lang == "en",
                     borderaxespad=legend_pad(ax.figure))  # fmt: skip
    return lines


def article_view(raw, mentions, statements, stances=None, *, start=0, end=None, lang="fa", title=None, note=None,
                 font=None):  # fmt: skip
    """An article in its own words: statements shaded, their speakers at the right, those named underlined.

    raw: the text that the offsets point into. mentions, statements, stances: rows of one article in these tables; the evidence of
    a stance has a line below, and holder, side and target at the left. start, end: offsets of the part that is shown. What is in
    the margin stands beside the first line of its mark or, where that is taken, below, in the order of the text. A mark within
    Latin words takes in all of these. Runs of spaces are drawn as one. note: a small line below the title. For print; a view for
    the screen, in HTML, is made elsewhere.

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
        sheet = _Page(ax, raw, slice(start, end), 2 if stances is None else MARGIN, title, note, lang)
        for turn, row in enumerate(marks["statements"]):
            for y, left, right in sheet.lines(row):
                ax.add_patch(Rectangle((left, y - 3.5), right - left, 5, facecolor=TINTS[turn % 2], zorder=0.5))
        for row in marks["mentions"]:
            for y, *ends in sheet.lines(row):
                ax.plot(ends, (y + 1, y + 1), color="black", linewidth=0.6)
        for row in marks["stances"]:
            for y, *ends in sheet.lines(row):
                ax.plot(ends, (y + 1.9, y + 1.9), linewidth=1.6, **STANCES[row.polarity])
        sheet.notes([(row, _named(row.speaker_name, lang)) for row in marks["statements"]], page().width - 1)
        sheet.notes([(row, _stance(row, lang)) for row in marks["stances"]], MARGIN - 2)
        tints = [Patch(facecolor=tint) for tint in TINTS]
        handles = dict(zip(("statement", "next"), tints[: len(marks["statements"])], strict=False))
        handles |= {"name": Line2D([], [], color="black", linewidth=0.6)} if marks["mentions"] else {}
        sides = {row.polarity for row in marks["stances"]}
        handles |= {side: Line2D([], [], linewidth=1.6, **look) for side, look in STANCES.items() if side in sides}
        sheet.close(legend_below(ax, list(handles.values()), [of(WORDS, lang)[name] for name in handles], lang))
        return ax.figure


class _Page:
    """The words of an article on a page; lengths are in mm, from the upper left corner.

    written: (y, first, last) of each line, with offsets into raw. Letters are drawn as outlines, which are as wide in PDF as in
    PNG, so that marks fit; the same text, invisible, lies over them, to be searched and copied.
    """

    def __init__(self, ax, raw, part, left, title, note, lang):
        self.ax, self.written, self.widths, self.ruler = ax, [], {}, ax.text(0, 0, "", fontsize=80)
        self.raw = re.sub(r"[^\S\r\n]", " ", raw)
        ax.figure.set_layout_engine("none")
        ax.set_axis_off()
        ax.set_position((0, 0, 1, 1))
        title, side = wrapped(title, plots.TITLE_WIDTH, lang=lang), READ_FROM[lang]
        x = {"right": page().width - 1, "left": 1}[side]
        ax.text(x, 2, title, fontsize=10, horizontalalignment=side, verticalalignment="top")
        self.y = self.bottom = 2 + 5 * bool(title) * (title.count("\n") + 1)
        if note:
            text = wrapped(note, NOTE_LETTERS, lang=lang)
            y = self.y
            ax.text(x, y, text, fontsize=NOTE_SIZE, color="#444444", horizontalalignment=side, verticalalignment="top")
            self.y = self.bottom = y + NOTE_MM * (text.count("\n") + 1)
        self.space = self.width("ا ا") - 2 * self.width("ا")
        first, last, _ = part.indices(len(raw))
        for paragraph in re.finditer(r"[^\r\n]+", self.raw[:last]):
            words = [word.span() for word in WORD.finditer(raw, max(first, paragraph.start()), paragraph.end())]
            self.y += LINE / 3 if words else 0
            while words:
                words = self.line(words, page().width - MARGIN - left)
                if self.y > MOST_LINES * LINE:
                    raise UserError(f"the article has more than {MOST_LINES} lines: show a part of it, by start= and end=")

    def width(self, text):
        text = SPACES.sub(" ", text)
        if text not in self.widths:
            self.ruler.set_text(rtl(text))  # ten times as large, to be precise
            self.widths[text] = self.ruler.get_window_extent().width / self.ax.figure.dpi / MM / 10
        return self.widths[text]

    def line(self, words, room):
        """Write those of the words for which a line has room, and give the others."""
        ends = np.cumsum([self.width(self.raw[slice(*word)]) + self.space for word in words[: int(room)]])
        n = max(1, int(np.searchsorted(ends - self.space, room)))
        first, last = words[0][0], words[n - 1][1]
        self.y = self.bottom = self.y + LINE
        left, text = page().width - MARGIN - self.width(self.raw[first:last]), rtl(SPACES.sub(" ", self.raw[first:last]))
        self.ax.text(left, self.y, text, path_effects=[Normal()])
        self.ax.text(left, self.y, text, alpha=0)
        self.written.append((self.y, first, last))
        return words[n:]

    def lines(self, row):
        """Where a mark stands: (y, left, right) for each of its lines."""
        found = []
        for y, begin, stop in self.written:
            first, last = max(row.start, begin), min(row.end, stop)
            for latin in LATIN.finditer(self.raw, begin, stop):
                if first < latin.end() and last > latin.start():
                    first, last = min(first, latin.start()), max(last, latin.end())
            if self.raw[first:last].strip():
                left = page().width - MARGIN - self.width(self.raw[begin:last])
                found.append((y, left, left + self.width(self.raw[first:last])))
        return found

    def notes(self, notes, x):
        """Write in the margin what belongs to a mark."""
        free = 0
        for row, text in notes:
            if lines := self.lines(row):
                y, text = max(lines[0][0] - 3, free), rtl("\n".join(pieces(text, NOTE_WIDTH)))
                self.ax.text(x, y, text, fontsize=7, horizontalalignment="right", verticalalignment="top", linespacing=1.25)
                free = y + NOTE_LINE * (text.count("\n") + 1)
        self.bottom = max(self.bottom, free)

    def close(self, legend):
        """Give the figure the height that the text and a legend of so many lines need."""
        self.ruler.remove()
        height = self.bottom + 8 + 4.5 * legend
        self.ax.figure.set_size_inches(page().width * MM, height * MM)
        self.ax.set(xlim=(0, page().width), ylim=(height, 0))


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
