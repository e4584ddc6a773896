"""The dispersion plot is looked at as a reader gets it: where an article begins, and where in it the lines stand."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawn import apart, boxes, same_bytes_in_another_process, text_of_pdf, within

from analysis.errors import UserError
from analysis.plots_dispersion import barcode
from analysis.rtl import rtl

HITS = pd.DataFrame(
    {
        "title": ["مرز تازه", "مرز تازه", "NATO و دریا", "صلح سرد"],
        "place": [0, 150, 99, np.nan],
        "words": [200, 200, 100, 50],
    }
)
COLUMNS = {"article": "title", "position": "place", "size": "words"}


@pytest.fixture(autouse=True)
def _a_fresh_start(monkeypatch):
    monkeypatch.delenv("GOFTMAN_FONT", raising=False)
    yield
    plt.close("all")


def lines_of(fig):
    """The lines of the occurrences on the page, each as two places."""
    boxes(fig, [])
    return [fig.axes[0].transData.transform(line) for line in fig.axes[0].collections[1].get_segments()]


def shares_of(fig):
    """How far from the left end of the articles each line stands, as a share of their length."""
    lines = lines_of(fig)
    left, right = sorted(fig.axes[0].transData.transform([(0, 0), (100, 0)])[:, 0])
    return [(line[0, 0] - left) / (right - left) for line in lines]


@pytest.mark.parametrize(("lang", "shares"), [("fa", [1, 0.25, 0.01]), ("en", [0, 0.75, 0.99])])
def test_an_article_begins_at_the_right_in_persian_and_at_the_left_in_english(lang, shares):
    assert shares_of(barcode(HITS, **COLUMNS, lang=lang)) == pytest.approx(shares, abs=1e-9)


def test_each_occurrence_has_an_upright_line_in_the_row_of_its_article():
    fig = barcode(HITS, **COLUMNS)
    lines = lines_of(fig)
    rows = [fig.axes[0].transData.transform((0, row))[1] for row in (0, 0, 1)]
    assert [line[0, 0] for line in lines] == pytest.approx([line[1, 0] for line in lines])
    assert [float(line[:, 1].mean()) for line in lines] == pytest.approx(rows)
    assert rows[0] > rows[2]


@pytest.mark.parametrize(("lang", "numbers"), [("fa", ["شمار", "۲", "۱", "۰"]), ("en", ["hits", "2", "1", "0"])])
def test_the_number_of_occurrences_stands_behind_the_end_of_each_article(lang, numbers):
    fig = barcode(HITS, **COLUMNS, lang=lang)
    texts = fig.axes[0].texts
    places = boxes(fig, texts)
    end = fig.axes[0].transData.transform((100, 0))[0]
    assert [text.get_text() for text in texts] == [rtl(number) for number in numbers]
    assert all(place.x1 < end if lang == "fa" else place.x0 > end for place in places)
    assert all(upper.y0 > lower.y1 for upper, lower in pairwise(places))


def test_an_article_without_occurrences_has_a_row_without_lines():
    fig = barcode(HITS.tail(1), **COLUMNS)
    assert lines_of(fig) == []
    assert [label.get_text() for label in fig.axes[0].get_yticklabels()] == [rtl("صلح سرد")]


def test_articles_come_in_the_order_of_the_table_also_when_their_rows_are_apart():
    fig = barcode(HITS.iloc[[2, 0, 3, 1]], **COLUMNS)
    names = [rtl(name) for name in ("NATO و دریا", "مرز تازه", "صلح سرد")]
    assert [label.get_text() for label in fig.axes[0].get_yticklabels()] == names
    assert len(lines_of(fig)) == 3


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_names_of_articles_stand_where_they_begin_and_none_is_cut_or_covered(lang):
    long = "گزارش روزنامه از گفت‌وگوی چند کشور کرانه با هم و با سازمان آب در شهر مرزی دریا"
    table = pd.concat([HITS.assign(title=HITS["title"] + f" {row} " + long * (row % 3 == 0)) for row in range(8)])
    fig = barcode(table, **COLUMNS, lang=lang, title=long, xlabel="جای واژه در مقاله")
    names = fig.axes[0].get_yticklabels()
    places = boxes(fig, names)
    start = fig.axes[0].transData.transform((0, 0))[0]
    assert all(place.x0 > start if lang == "fa" else place.x1 < start for place in places)
    assert apart(places)
    assert within(fig, [*names, *fig.axes[0].texts, *fig.texts, fig.axes[0].xaxis.label])


@pytest.mark.parametrize(("lang", "half"), [("fa", "۵۰٪"), ("en", "50%")])
def test_places_are_read_in_per_cent(lang, half, tmp_path):
    text = text_of_pdf(barcode(HITS, **COLUMNS, lang=lang), tmp_path)
    assert half in text or half[::-1] in text or {"۵۰", "٪۵۰"} & set(text.split())
    assert "تازه" in text.split()


def test_an_article_without_a_name_comes_under_a_dash():
    fig = barcode(HITS.assign(title=["a", "a", None, None], words=200), **COLUMNS)
    assert [label.get_text() for label in fig.axes[0].get_yticklabels()] == ["a", "—"]


@pytest.mark.parametrize(("lang", "words"), [("fa", "دادهای نیست"), ("en", "no data")])
def test_a_table_without_occurrences_gives_a_figure_that_says_so(lang, words, tmp_path):
    for table in (HITS.head(0), pd.DataFrame()):
        assert words in text_of_pdf(barcode(table, **COLUMNS, lang=lang), tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"place": [0, 200, 1, 1]}, "مرز تازه has an occurrence at 200 of 200: 'place' counts from 0 and stays below 'words'"),
        ({"place": [0, -1, 1, 1]}, "an occurrence at -1 of 200"),
        ({"words": [200, 200, 0, 50]}, "of 0: "),
        ({"words": [200, 200, np.nan, 50]}, "NATO و دریا"),
        ({"words": [200, 300, 100, 50]}, "'words' has two lengths for one article of column 'title'"),
        ({"place": ["a", "b", "c", "d"]}, "'place' of the table is not numbers"),
    ],
)
def test_places_that_cannot_be_are_named_in_one_line_and_leave_no_figure(change, message):
    with pytest.raises(UserError, match=message) as error:
        barcode(HITS.assign(**change), **COLUMNS)
    assert "\n" not in str(error.value)
    assert not plt.get_fignums()


@pytest.mark.parametrize("missing", ["title", "place", "words"])
def test_a_missing_column_is_named(missing):
    with pytest.raises(UserError, match=f"no column '{missing}'"):
        barcode(HITS.drop(columns=missing), **COLUMNS)


def test_a_dispersion_plot_gives_the_same_bytes_in_another_process(tmp_path):
    code = (
        "from analysis.plots_dispersion import barcode\n"
        "table = pd.DataFrame({'a': ['مرز', 'NATO و صلح'], 'p': [3, 1], 'n': [10, 20]})\n"
        "fig = barcode(table, article='a', position='p', size='n', title='ماهوران')"
    )
    assert same_bytes_in_another_process(code, tmp_path)
