"""The figure of agreement is looked at as a reader gets it: where points stand, and what is written beside them."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawn import boxes, same_bytes_in_another_process, text_of_pdf, within

from analysis.errors import UserError
from analysis.plots_agreement import agreement

COLUMNS = "what condition one other measure of value low high".split()
TABLE = pd.DataFrame(
    [
        ("stance", "blind", "نسرین", "reader-b", "F1 0.8", "span", 0.75, 0.5, 1.0),
        ("stance", "blind", "machine", "agreed", "F1 0.8", "span", 0.25, np.nan, np.nan),
        ("stance", "blind", "نسرین", "reader-b", "alpha", "polarity", -0.25, -0.5, 0.0),
        ("stance", "assisted", "machine", "reader-b", "alpha", "polarity", np.nan, np.nan, np.nan),
    ],
    columns=COLUMNS,
)


@pytest.fixture(autouse=True)
def _a_fresh_start(monkeypatch):
    monkeypatch.delenv("GOFTMAN_FONT", raising=False)
    yield
    plt.close("all")


def points(fig):
    """The values and rows of the points of each pair."""
    lines = [line for line in fig.axes[0].lines if line.get_marker() not in ("None", "", None)]
    return [list(zip(line.get_xdata(), np.round(line.get_ydata()), strict=True)) for line in lines]


def test_each_pair_has_a_point_in_the_row_of_its_measure():
    first, second, third = points(agreement(TABLE))
    assert first == [(0.75, 0), (-0.25, 1)]
    assert second == [(0.25, 0)]
    assert np.isnan(third[0][0])


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_agreement_grows_in_the_direction_of_reading_and_below_chance_has_room(lang):
    fig = agreement(TABLE, lang=lang)
    boxes(fig, [])
    chance, perfect, lowest = fig.axes[0].transData.transform([(0, 0), (1, 0), (-0.5, 0)])[:, 0]
    assert (perfect < chance < lowest) == (lang == "fa")
    left, right = sorted(fig.axes[0].get_xlim())
    assert left < -0.5
    assert right >= 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fa", ["موضع‌ها", "له یا علیه", "برنامه", "با پیشنهاد برنامه", "۰٫۸", "نسرین"]),
        ("en", ["stances: alpha (polarity)", "F1, overlap from 0.8", "machine – agreed", "assisted"]),
    ],
)
def test_measures_and_coders_are_named(tmp_path, lang, said):
    found = text_of_pdf(agreement(TABLE, lang=lang), tmp_path)
    for text in said:
        assert all(word in found or word[::-1] in found for word in text.replace("\u200c", "").split())


def test_everything_lies_on_the_page():
    fig = agreement(TABLE, title="توافق کدگذاران", note="دو مقاله")
    assert within(fig, [*fig.axes[0].get_yticklabels(), *fig.legends, *fig.texts])


def test_without_rows_there_is_nothing_and_why():
    fig = agreement(TABLE[:0], note="هنوز کدگذاری نشده")
    assert len(fig.axes[0].texts) == 2


def test_more_pairs_than_can_be_told_apart_are_refused():
    table = pd.concat([TABLE[:1].assign(one=f"r{number}") for number in range(9)])
    with pytest.raises(UserError, match="there are 9 pairs of coders"):
        agreement(table)


def test_the_figure_is_the_same_in_another_process(tmp_path):
    table = TABLE.to_dict("list")
    code = f"from analysis.plots_agreement import agreement\nnan = float('nan')\nfig = agreement(pd.DataFrame({table!r}))"
    assert same_bytes_in_another_process(code, tmp_path)
