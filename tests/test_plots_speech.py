"""The figures of speech are looked at as a reader gets them; all people, countries and outlets are invented."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawn import apart, boxes, plain, same_bytes_in_another_process, text_of_pdf, within

from analysis.errors import UserError
from analysis.plots_speech import (
    article_view,
    cue_classes,
    measured,
    shares,
    stance_matrix,
    stance_over_time,
    undated,
    voice_over_time,
)
from analysis.rtl import rtl

LONG = "فرماندهی مشترک نیروهای مرزبانی ناحیهٔ شمال شرق و کرانهٔ دریای سمن"
PEOPLE = ["ماهوران", "جمشید هورتاش", LONG, "NATO", *(f"سخنگوی شمارهٔ {n}" for n in range(21))]
OUTLETS = ["خبرگزاری کانا", "رواق", "پایگاه خبری تحلیلی کرانه‌های هفت‌رود"]
RAW = (
    "هورتاش: مرز امن است\n\nجمشید هورتاش گفت: «به NATO Response Force نمی‌پیوندیم و بوراقلی گفته است که صلح می‌خواهد.» "
    "کیاراد: نه! ویسه: شاید. شبدیز: هرگز. دادبین گفت که مذاکره ادامه دارد."
)


def table(columns, *values):
    return pd.DataFrame(values, columns=columns.split())


def spans(*texts, **columns):
    return pd.DataFrame(
        {"start": [RAW.index(text) for text in texts], "end": [RAW.index(text) + len(text) for text in texts], **columns}
    )


def named(actors, outlets):
    rows = [(o, a, a, 0.4 - 0.01 * i, 0.3 - 0.01 * i, 0.5) for o in outlets for i, a in enumerate(actors)]
    return table("outlet actor_id name share low high", *rows)


def said(months, speakers=PEOPLE[:3]):
    return table("month speaker_name share low high", *[(m, s, 0.3, 0.2, 0.4) for m in months for s in speakers])


CUES = table(
    "speaker_name cue_class n share",
    *[("جمشید هورتاش", "neutral", 5, 0.5), ("جمشید هورتاش", "distancing", 3, 0.3), ("جمشید هورتاش", "", 2, 0.2)],
    *[(LONG, "neutral", 1, 0.25), (LONG, "own", 3, 0.75), ("", "assertive", 4, 1.0)],
)
HELD = table("holder target n balance", ("ماهوران", "صلح", 12, 0.5), ("ماهوران", LONG, 1, -1.0), ("", "صلح", 3, 0.0))
OVER_TIME = table("month balance low high", ("1402-01", 0.5, 0.2, 0.7), ("1402-02", -1.0, np.nan, np.nan))
MENTIONS = spans("هورتاش", "جمشید هورتاش", "NATO", "بوراقلی", "کیاراد")
SAID = ["مرز امن است", RAW[RAW.index("به NATO") : RAW.index(".»")], "صلح می‌خواهد", "نه!", "شاید", "هرگز", "مذاکره ادامه دارد"]
SPEAKERS = ["جمشید هورتاش", "جمشید هورتاش", "ارسلان بوراقلی", "مازیار کیاراد", "", LONG, "پریچهر دادبین"]
STATEMENTS = spans(*SAID, speaker_name=SPEAKERS)
STANCES = spans("مرز امن است", "صلح می‌خواهد", holder_name=["ماهوران", LONG], target_name=["مرز", "صلح"], polarity=[1, -1])
EVENTS = said(["پروتکل", LONG]).rename(columns={"month": "event"})
DRAWINGS = {
    "shares": lambda **options: shares(named(PEOPLE[:4], OUTLETS), **options),
    "voice": lambda **options: voice_over_time(said(["1402-01", "1402-02"]), **options),
    "event": lambda **options: voice_over_time(EVENTS, by="event", **options),
    "cues": lambda **options: cue_classes(CUES, **options),
    "matrix": lambda **options: stance_matrix(HELD, **options),
    "stance": lambda **options: stance_over_time(OVER_TIME, **options),
    "article": lambda **options: article_view(RAW, MENTIONS, STATEMENTS, STANCES, **options),
}


@pytest.fixture(autouse=True)
def _a_fresh_start(monkeypatch):
    monkeypatch.delenv("GOFTMAN_FONT", raising=False)
    yield
    plt.close("all")


def texts(fig):
    """All texts that are shown, ticks, titles and legends among them, and their boxes in pixels."""
    fig.set_dpi(300)
    fig.draw_without_rendering()
    ax = fig.axes[0]
    ticks = [(ax.get_xlim(), 0, text) for text in ax.get_xticklabels()] + [
        (ax.get_ylim(), 1, text) for text in ax.get_yticklabels()
    ]
    ticks = [text for ends, way, text in ticks if ax.axison and min(ends) <= text.get_position()[way] <= max(ends)]
    labels = [text for legend in fig.legends for text in legend.get_texts()]
    shown = [
        text
        for text in [
            *(text for text in ax.texts if text.get_alpha() != 0),
            *ticks,
            *labels,
            *fig.texts,
            ax.xaxis.label,
            ax.yaxis.label,
        ]
        if text.get_text()
    ]
    return shown, boxes(fig, shown)


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("name", DRAWINGS)
def test_no_text_is_cut_or_over_another(name, lang):
    fig = DRAWINGS[name](lang=lang, title="سهم و نام")
    shown, found = texts(fig)
    assert len(shown) > 3
    assert within(fig, shown)
    assert apart(found)


def test_twenty_five_long_names_are_neither_cut_nor_over_each_other():
    people = [f"{name} {LONG}" if row % 5 == 0 else name for row, name in enumerate(PEOPLE)]
    held = table("holder target n balance", *[(one, other, 120, -0.5) for one in people for other in people])
    for fig in (
        shares(named(people, OUTLETS)),
        stance_matrix(held, title="موضع"),
        cue_classes(named(people, [""]).assign(n=1, cue_class=""), by="name"),
    ):
        shown, found = texts(fig)
        assert within(fig, shown)
        assert apart(found)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_twelve_months_have_room_beside_each_other(lang):
    fig = voice_over_time(said([f"1402-{month:02}" for month in range(1, 13)], PEOPLE[:6]), lang=lang)
    names = fig.axes[0].get_xticklabels()
    ends = np.array([box.max if lang == "en" else box.min for box in boxes(fig, names)])[:, 0]  # what is turned ends at its month
    heights = [text.get_fontsize() * 300 / 72 for text in names]
    assert within(fig, names)
    assert apart(boxes(fig, names)) if lang == "fa" else (np.diff(ends) > 1.2 * max(heights)).all()


@pytest.mark.parametrize(("lang", "side"), [("fa", -1), ("en", 1)])
def test_points_lie_by_their_shares_from_the_side_of_the_language(lang, side):
    fig = shares(named(["هورتاش"], OUTLETS[:2]).assign(share=[0.1, 0.3]), lang=lang)
    ax = fig.axes[0]
    boxes(fig, [])
    zero, first, second = ax.transData.transform([(0, 0), *((line.get_xdata()[0], 0) for line in ax.lines[:2])])[:, 0]
    assert side * (second - zero) == pytest.approx(3 * side * (first - zero))
    assert side * (first - zero) > 0


def test_an_interval_that_is_not_a_number_is_not_drawn():
    fig = shares(named(PEOPLE[:2], OUTLETS[:1]).assign(low=[0.1, np.nan], high=[0.5, np.nan]))
    assert [np.isfinite(line).all() for line in fig.axes[0].collections[0].get_segments() if len(line)].count(True) == 1


def test_two_actors_of_one_name_have_a_row_each():
    two = named(["a", "b"], OUTLETS[:1]).assign(name="هورتاش")
    assert [text.get_text() for text in shares(two).axes[0].get_yticklabels()] == [rtl("هورتاش")] * 2


def test_bars_of_cues_fill_the_width_and_get_darker_in_one_order():
    bars = cue_classes(CUES).axes[0].patches
    widths = pd.Series([bar.get_width() for bar in bars]).groupby([round(bar.get_y(), 2) for bar in bars]).sum()
    assert widths.to_numpy() == pytest.approx(100)
    greys = [np.dot(bar.get_facecolor()[:3], (0.3, 0.59, 0.11)) for bar in bars[::3]]
    assert all(np.diff(greys) < -0.05)


def test_a_class_of_cues_has_the_same_colour_whatever_else_is_there():
    first, only = cue_classes(CUES[CUES["cue_class"] != "own"]), cue_classes(CUES[CUES["cue_class"] == "assertive"])
    assert only.axes[0].patches[0].get_facecolor() in [bar.get_facecolor() for bar in first.axes[0].patches]


def test_cells_have_balance_and_number_and_the_colour_of_the_side():
    ax = stance_matrix(HELD, lang="en").axes[0]
    assert [text.get_text() for text in ax.texts] == ["0.5\n(12)", "−1\n(1)", "0\n(3)"]
    (red, _, blue, _), (against, _, with_, _), neutral = (cell.get_facecolor() for cell in ax.patches)
    assert (blue > red, against > with_, np.ptp(neutral[:3]) < 0.05) == (True, True, True)


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("n", [1, 5, 25])
def test_numbers_stay_within_their_cells(n, lang):
    fig = stance_matrix(table("holder target n balance", *[("ماهوران", str(target), 12, -0.5) for target in range(n)]), lang=lang)
    numbers, cells = boxes(fig, fig.axes[0].texts), boxes(fig, fig.axes[0].patches)
    assert all(cell.x0 <= number.x0 and number.x1 <= cell.x1 for number, cell in zip(numbers, cells, strict=True))


def test_a_stance_is_shown_between_its_ends():
    assert stance_over_time(OVER_TIME.assign(balance=0.1)).axes[0].get_ylim() == pytest.approx((-1.05, 1.05))


def lines_of(fig):
    """The lines of an article as they are drawn, and their boxes."""
    drawn = [text for text in fig.axes[0].texts if text.get_path_effects()]
    return [plain(text.get_text()) for text in drawn], boxes(fig, drawn)


def underlines(fig):
    """(left, right) of each line of marks, in pixels."""
    boxes(fig, [])
    return [tuple(sorted(fig.axes[0].transData.transform(line.get_xydata())[:, 0])) for line in fig.axes[0].lines]


def test_an_article_stands_in_its_own_words_from_right_to_left():
    lines, found = lines_of(article_view(RAW, None, None))
    assert plain(rtl("هورتاش: مرز امن است")) == lines[0]
    assert sum(len(line.split()) for line in lines) == len(RAW.split())
    assert all(upper.y0 > lower.y0 for upper, lower in pairwise(found))
    assert [box.x1 for box in found] == pytest.approx([found[0].x1] * len(found), rel=0.04)


@pytest.mark.parametrize(("before", "name"), [("", "هورتاش"), ("", "هورتاش: مرز"), ("هورتاش: ", "مرز")])
def test_a_name_is_underlined_from_its_first_letter_to_its_last(before, name):
    fig = article_view(RAW, pd.DataFrame({"start": [len(before)], "end": [len(before + name)]}), None)
    ((left, right),), (_, found) = underlines(fig), lines_of(fig)
    widths = [boxes(fig, [fig.text(0, 0, rtl(text), fontsize=80)])[0].width / 10 for text in (before, name, RAW.split("\n")[0])]
    edge = found[0].x0 + widths[2]
    assert (right, left) == pytest.approx((edge - widths[0], edge - widths[0] - widths[1]), abs=4)


@pytest.mark.parametrize("part", ["NATO", "Response", "۲۰۲۴"])
def test_a_name_within_latin_words_is_underlined_with_these(part):
    raw = "به NATO Response Force (۲۰۲۴) پیوست"
    marks = [pd.DataFrame({"start": [raw.index(text)], "end": [raw.index(text) + len(text)]}) for text in (part, raw[3:28])]
    assert underlines(article_view(raw, marks[0], None)) == underlines(article_view(raw, marks[1], None))


def test_a_statement_is_shaded_on_each_of_its_lines():
    fig = article_view(RAW, None, spans(RAW, speaker_name=[""]))
    shades, (_, found) = boxes(fig, fig.axes[0].patches), lines_of(fig)
    assert len(shades) == len(found) > 2
    assert all(shade.y0 < line.y0 + 12 and line.y1 - 12 < shade.y1 for shade, line in zip(shades, found, strict=True))
    assert apart(shades)


def test_stances_are_told_apart_by_their_lines():
    for_, against = article_view(RAW, None, None, STANCES).axes[0].lines
    assert for_.get_linestyle() != against.get_linestyle()
    assert for_.get_color() != against.get_color()


def test_a_part_of_an_article_is_shown_alone():
    start, end = RAW.index("کیاراد"), RAW.index(" شبدیز")
    lines, _ = lines_of(article_view(RAW, MENTIONS, STATEMENTS, start=start, end=end))
    assert lines == [plain(rtl(RAW[start:end]))]


def test_words_of_an_article_are_read_back_from_the_pdf(tmp_path):
    text = text_of_pdf(article_view(RAW, MENTIONS, STATEMENTS, title="یک مقاله"), tmp_path)
    assert {"مرز", "امن", "NATO", "مذاکره", "مقاله"} <= set(text.split())


def test_long_words_and_long_articles_stay_on_the_page():
    fig = article_view("https://example.org/" + "a/" * 200 + "\t" + "مرز " * 500, None, None, STANCES[:0])
    assert within(fig, fig.axes[0].texts)
    with pytest.raises(UserError, match="start= and end="):
        article_view("مرز " * 20000, None, None)


@pytest.mark.parametrize(("lang", "words"), [("fa", "دادهای نیست"), ("en", "no data")])
def test_nothing_gives_a_figure_that_says_so(lang, words, tmp_path):
    for draw, table in (
        (shares, EVENTS),
        (voice_over_time, EVENTS),
        (cue_classes, CUES),
        (stance_matrix, HELD),
        (stance_over_time, HELD),
    ):
        for nothing in (table[:0], pd.DataFrame()):
            assert words in text_of_pdf(draw(nothing, lang=lang, title="عنوان"), tmp_path)
    assert words in text_of_pdf(article_view(" \n", MENTIONS[:0], None, lang=lang, title="عنوان"), tmp_path)


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: shares(named(PEOPLE[:2], OUTLETS), by="medium"), "no column 'medium'"),
        (lambda: shares(named(PEOPLE[:2], [str(n) for n in range(9)])), "has 9 values, .* room for 8"),
        (lambda: voice_over_time(said(["امروز"])), "no Jalali"),
        (lambda: cue_classes(CUES, lang="ar"), "write 'fa', 'en' or 'both'"),
        (lambda: stance_matrix(table("holder target n balance", *[("m", str(n), 1, 1.0) for n in range(31)])), "31 targets"),
        (lambda: article_view("کوتاه", MENTIONS, None), "mentions reach beyond the text"),
        (lambda: article_view(RAW, None, STATEMENTS.assign(article_id=list("aaaaaab"))), "several articles"),
        (lambda: article_view(RAW, None, MENTIONS), "no column 'speaker_name'"),
    ],
)
def test_a_mistake_is_named_in_one_line_and_leaves_no_figure(draw, message):
    with pytest.raises(UserError, match=message) as error:
        draw()
    assert "\n" not in str(error.value)
    assert not plt.get_fignums()


def test_the_figures_give_the_same_bytes_in_another_process(tmp_path):
    rows = "'outlet': ['a', 'b'], 'name': ['هورتاش', 'بوراقلی'], 'share': [.5, .2], 'low': .1, 'high': .6"
    marks = "'start': [0], 'end': [6], 'speaker_name': ['هورتاش']"
    for name, call in (("dots", f"shares(table({rows}))"), ("page", f"article_view('هورتاش: NATO', *[table({marks})] * 2)")):
        (tmp_path / name).mkdir()
        call = call.replace("table(", "pd.DataFrame({").replace(")", "})", 1)
        assert same_bytes_in_another_process(f"from analysis.plots_speech import *\nfig = {call}", tmp_path / name)


def test_drawing_leaves_the_tables_as_they_were():
    before = [part.copy() for part in (CUES, HELD, OVER_TIME, MENTIONS, STATEMENTS, STANCES)]
    for draw in DRAWINGS.values():
        draw()
    for part, copy in zip((CUES, HELD, OVER_TIME, MENTIONS, STATEMENTS, STANCES), before, strict=True):
        pd.testing.assert_frame_equal(part, copy)


NOTE = "موضع‌ها: سنجیده نشده (unvalidated)"


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("name", [name for name in DRAWINGS if name != "cues"])
def test_a_note_is_neither_cut_nor_over_another_text(name, lang, tmp_path):
    fig = DRAWINGS[name](lang=lang, title="سهم و نام", note=NOTE)
    shown, found = texts(fig)
    assert within(fig, shown)
    assert apart(found)
    assert "unvalidated" in text_of_pdf(fig, tmp_path)


@pytest.mark.parametrize("name", ["shares", "voice", "matrix"])
def test_a_legend_and_a_note_lie_below_the_axes(name):
    fig = DRAWINGS[name](note=NOTE)
    axes, legend, note = boxes(fig, [fig.axes[0], fig.legends[0], fig.texts[-1]])
    assert axes.y0 >= legend.y1 - 1
    assert legend.y0 >= note.y1 - 1


def test_a_figure_without_rows_says_why():
    note = undated(pd.DataFrame({"date_jalali": [""]}))
    assert plain(rtl(note)) in [plain(text.get_text()) for text in stance_over_time(OVER_TIME[:0], note=note).axes[0].texts]
    assert undated(pd.DataFrame({"date_jalali": ["", "1402-01-02"]})) is None


def test_stances_that_nobody_measured_are_called_so():
    assert "سنجیده نشده" in measured(pd.DataFrame(columns=["what", "f1", "n_articles"]))


def test_points_without_an_interval_and_of_one_article_are_explained(tmp_path):
    some = named(PEOPLE[:2], OUTLETS[:1])
    assert not shares(some.assign(articles=12)).texts
    text = text_of_pdf(shares(some.assign(low=np.nan, high=np.nan, articles=1), lang="en"), tmp_path)
    assert "fewer than 10 articles" in text
    assert "hollow" in text


def test_the_legend_of_a_matrix_has_only_the_sides_that_occur():
    names = [text.get_text() for text in stance_matrix(HELD[:1], lang="en").legends[0].get_texts()]
    assert names == ["for"]


def test_runs_of_spaces_stay_on_the_page_and_marks_stay_on_their_words():
    raw = "هورتاش گفت" + " " * 300 + "مرز امن" + " \t " * 50 + "است. " + "صلح  " * 60
    start = raw.index("مرز")
    fig = article_view(raw, pd.DataFrame({"start": [start], "end": [start + 3]}), None)
    plain_fig = article_view(" ".join(raw.split()), pd.DataFrame({"start": [11], "end": [14]}), None)
    assert within(fig, fig.axes[0].texts)
    assert np.allclose(underlines(fig), underlines(plain_fig), atol=1)


def test_both_colours_of_statements_are_in_the_legend():
    fig = article_view(RAW, None, STATEMENTS, lang="en")
    assert {"statement", "next statement"} <= {text.get_text() for text in fig.legends[0].get_texts()}
    assert boxes(fig, [fig.legends[0]])[0].y1 < min(box.y0 for box in lines_of(fig)[1])
