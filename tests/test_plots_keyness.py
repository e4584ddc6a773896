"""Keyness figures are looked at as a reader gets them: which side a bar lies on, and what lies over what."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawn import apart, boxes, same_bytes_in_another_process, text_of_pdf, within
from matplotlib.transforms import Bbox

from analysis.errors import UserError
from analysis.plots_keyness import diverging, scatter
from analysis.rtl import rtl

SIDES = ("ماهوران", "آلتاران")
WORDS = pd.DataFrame(
    {
        "word": ["رزمایش", "یادداشت تفاهم همکاری‌های دفاعی میان دو کشور", "NATO", "میانجی", "صلح"],
        "log_ratio": [4.0, 2.5, 0.5, -0.5, -3.0],
        "low": [3.0, 1.0, -2.0, -1.5, np.nan],
        "high": [5.5, 4.0, 3.0, 2.5, np.nan],
        "dp": [0.2, 0.5, 0.9, 0.4, 0.3],
        "freq": [1000, 500, 20, 3, 50],
    }
)
KEYS = {"label": "word", "value": "log_ratio", "low": "low", "high": "high"}


def cloud(n, seed=0):
    rng = np.random.default_rng(seed)
    return pd.DataFrame({"word": [f"واژهٔ {row}" for row in range(n)], "x": rng.normal(size=n), "y": rng.normal(size=n)})


@pytest.fixture(autouse=True)
def _a_fresh_start(monkeypatch):
    monkeypatch.delenv("GOFTMAN_FONT", raising=False)
    yield
    plt.close("all")


def bars_of(fig):
    """The boxes of the bars, from the top."""
    return boxes(fig, fig.axes[0].patches)


def texts_of(fig):
    return {text.get_text(): box for text, box in zip(fig.axes[0].texts, boxes(fig, fig.axes[0].texts), strict=True)}


def whiskers_of(fig):
    ax, (lines,) = fig.axes[0], fig.axes[0].collections
    boxes(fig, [])
    return [Bbox(ax.transData.transform(line)) for line in lines.get_segments() if len(line)]


@pytest.mark.parametrize(("lang", "side"), [("fa", -1), ("en", 1)])
def test_words_of_the_target_lie_on_the_side_to_which_one_reads(lang, side):
    fig = diverging(WORDS, **KEYS, lang=lang)
    bars = bars_of(fig)
    zero = fig.axes[0].transData.transform((0, 0))[0]
    assert [float(np.sign((bar.x0 + bar.x1) / 2 - zero)) for bar in bars] == [side, side, side, -side, -side]


def test_the_first_row_is_on_top_and_bars_are_as_long_as_their_values():
    bars = bars_of(diverging(WORDS, **KEYS))
    assert all(upper.y0 > lower.y1 for upper, lower in pairwise(bars))
    assert [bar.width / bars[0].width for bar in bars] == pytest.approx([1, 2.5 / 4, 0.5 / 4, 0.5 / 4, 3 / 4])


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_no_word_lies_over_a_bar_or_a_whisker_or_another_word(lang):
    fig = diverging(WORDS, **KEYS, sides=SIDES, lang=lang)
    texts, bars, whiskers = texts_of(fig), bars_of(fig), whiskers_of(fig)
    assert len(texts) == 7
    assert len(whiskers) == 4
    assert apart(texts.values())
    assert not any(text.overlaps(thing) for text in texts.values() for thing in bars + whiskers)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_names_of_the_sides_stand_above_their_bars(lang):
    fig = diverging(WORDS, **KEYS, sides=SIDES, lang=lang)
    texts, bars = texts_of(fig), bars_of(fig)
    target, reference = (texts[rtl(side)] for side in SIDES)
    zero = fig.axes[0].transData.transform((0, 0))[0]
    assert min(target.y0, reference.y0) > bars[0].y1
    assert (target.x0 > zero) == (bars[0].x1 > zero + 1)
    assert (reference.x0 > zero) == (bars[-1].x1 > zero + 1)


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("rows", [slice(0, 2), slice(3, 5), slice(0, 1), slice(0, 5)])
def test_nothing_is_cut_where_all_words_are_on_one_side(rows, lang):
    fig = diverging(WORDS[rows], **KEYS, sides=SIDES, lang=lang, title="واژه‌های کلیدی", xlabel="نسبت لگاریتمی")
    assert within(fig, [*fig.axes[0].texts, *fig.texts, fig.axes[0].xaxis.label])


def test_an_interval_that_is_not_a_number_is_not_drawn():
    assert len(whiskers_of(diverging(WORDS, **KEYS))) == 4
    assert whiskers_of(diverging(WORDS, label="word", value="log_ratio")) == []


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_numbers_of_a_keyness_axis_are_in_the_digits_of_the_language(lang, tmp_path):
    text = text_of_pdf(diverging(WORDS, **KEYS, sides=SIDES, lang=lang), tmp_path)
    assert ("۴" in text, "4" in text) == (lang == "fa", lang == "en")
    assert {"رزمایش", "NATO", "میانجی", *SIDES} <= set(text.split())


@pytest.mark.parametrize("n", [1, 30, 400])
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_names_in_a_scatter_overlap_neither_each_other_nor_a_point(n, lang):
    fig = scatter(cloud(n), x="x", y="y", label="word", lang=lang, title="عنوان", xlabel="x", ylabel="y")
    ax, names = fig.axes[0], texts_of(fig)
    dots = ax.transData.transform(cloud(n)[["x", "y"]])
    assert 1 <= len(names) <= 40
    assert apart(names.values())
    assert not any(box.contains(*dot) for box in names.values() for dot in dots)
    assert within(fig, ax.texts)


def test_the_first_rows_are_named_and_points_with_a_name_are_blue():
    table = pd.DataFrame({"word": ["a", "b", "c"], "x": [0, 5, 9], "y": [0, 5, 9]})
    fig = scatter(table, x="x", y="y", label="word", most=2, lang="en")
    assert list(texts_of(fig)) == ["a", "b"]
    red, _, blue, _ = fig.axes[0].collections[0].get_facecolors().T
    assert (blue > red).tolist() == [True, True, False]


def test_of_names_without_room_the_first_row_wins():
    table = pd.DataFrame({"word": [f"یک نام بسیار دراز {row}" for row in range(60)], "x": np.arange(60) % 2, "y": 1.0})
    names = list(texts_of(scatter(table, x="x", y="y", label="word", most=60)))
    assert names[0] == rtl("یک نام بسیار دراز 0")
    assert len(names) < 60


def test_each_name_stands_near_its_point():
    fig = scatter(cloud(30), x="x", y="y", label="word")
    for name, box in texts_of(fig).items():
        dot = fig.axes[0].transData.transform(cloud(30).set_index("word").rename(index=rtl).loc[name, ["x", "y"]])
        gap = np.maximum(0, np.maximum(box.min - dot, dot - box.max))
        assert np.hypot(*gap) < 27 * 300 / 72


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_on_a_log_axis_equal_factors_are_equally_far_apart(lang):
    table = pd.DataFrame({"word": ["a", "b", "c"], "freq": [10, 100, 1000], "dp": [0.1, 0.2, 0.3]})
    fig = scatter(table, x="freq", y="dp", label="word", log_x=True, lang=lang)
    across = fig.axes[0].transData.transform(fig.axes[0].collections[0].get_offsets())[:, 0]
    assert across[2] - across[1] == pytest.approx(across[1] - across[0])
    assert across[1] > across[0] + 100


@pytest.mark.parametrize("highest", [14, 60, 900, 1e6])
def test_a_log_axis_names_some_numbers_whatever_its_length(highest):
    table = pd.DataFrame({"word": ["a", "b"], "freq": [11, highest], "dp": [0.1, 0.2]})
    fig = scatter(table, x="freq", y="dp", label="word", log_x=True, lang="en")
    low, high = fig.axes[0].get_xlim()
    assert 3 <= sum(low <= tick <= high for tick in fig.axes[0].get_xticks()) <= 10


def test_a_point_that_is_not_a_number_is_neither_drawn_nor_named():
    fig = scatter(WORDS.assign(dp=[0.2, np.nan, 0.9, 0.4, 0.3]), x="freq", y="dp", label="word", log_x=True, lang="en")
    assert set(texts_of(fig)) == {rtl(word) for word in ("رزمایش", "NATO", "میانجی", "صلح")}


@pytest.mark.parametrize(("lang", "words"), [("fa", "دادهای نیست"), ("en", "no data")])
def test_a_table_without_words_gives_a_figure_that_says_so(lang, words, tmp_path):
    for table in (WORDS.head(0), pd.DataFrame()):
        assert words in text_of_pdf(diverging(table, **KEYS, sides=SIDES, lang=lang), tmp_path)
        assert words in text_of_pdf(scatter(table, x="dp", y="freq", label="word", lang=lang, log_x=True), tmp_path)


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: diverging(WORDS, label="word", value="G2"), "no column 'G2'"),
        (lambda: diverging(WORDS, label="word", value="word"), "'word' of the table is not numbers"),
        (lambda: diverging(WORDS.replace(4.0, np.inf), label="word", value="log_ratio"), "'log_ratio' .* infinite"),
        (lambda: diverging(WORDS, **KEYS, sides="ماهوران"), "not two names"),
        (lambda: diverging(WORDS, **KEYS, lang="ar"), "write 'fa', 'en' or 'both'"),
        (lambda: scatter(WORDS, x="dp", y="keyness", label="word"), "no column 'keyness'"),
        (lambda: scatter(WORDS, x="log_ratio", y="dp", label="word", log_x=True), "'log_ratio' .* not above zero.* log_x"),
    ],
)
def test_a_mistake_is_named_in_one_line_and_leaves_no_figure(draw, message):
    with pytest.raises(UserError, match=message) as error:
        draw()
    assert "\n" not in str(error.value)
    assert not plt.get_fignums()


def test_keyness_figures_give_the_same_bytes_in_another_process(tmp_path):
    table = "table = pd.DataFrame({'word': ['مرز', 'NATO', 'صلح'], 'lr': [3, 1, -2], 'dp': [.2, .21, .5]})"
    for draw, options in (("diverging", "value='lr'"), ("scatter", "x='lr', y='dp'")):
        (tmp_path / draw).mkdir()
        code = f"from analysis.plots_keyness import {draw}\n{table}\nfig = {draw}(table, {options}, label='word')"
        assert same_bytes_in_another_process(code, tmp_path / draw)


def test_drawing_leaves_the_table_as_it_was():
    table = WORDS.copy()
    diverging(table, **KEYS)
    scatter(table, x="dp", y="freq", label="word")
    pd.testing.assert_frame_equal(table, WORDS)
