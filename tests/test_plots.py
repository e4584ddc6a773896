"""Figures are looked at as a reader gets them: in the pixels of the PNG file and in the text of the PDF file."""

import os
import re
import subprocess
import sys
import unicodedata

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from analysis.errors import UserError
from analysis.plots import bars, save, small_multiples, timeline

BLUE = (0x00, 0x72, 0xB2)
DIGITS = "۰۱۲۳۴۵۶۷۸۹"

WORDS = pd.DataFrame(
    {
        "word": ["مرز", "Zembla", "واژه‌ها"],
        "rate": [1200.5, 0.1 + 0.2, 600.0],
        "low": [1000.0, np.nan, 500.0],
        "high": [1400.0, np.nan, 700.0],
    }
)


def months(*names, rate=5.0, **columns):
    return pd.DataFrame({"month": names, "rate": rate} | columns)


@pytest.fixture(autouse=True)
def _a_fresh_start(monkeypatch):
    monkeypatch.delenv("GOFTMAN_FONT", raising=False)
    yield
    plt.close("all")


@pytest.fixture
def look(tmp_path):
    """Save a figure, and give its pixels, rows by columns by red, green and blue."""

    def pixels(fig):
        save(fig, tmp_path / "figure", WORDS)
        with Image.open(tmp_path / "figure.png") as image:
            return np.asarray(image.convert("RGB")).astype(int)

    return pixels


@pytest.fixture
def read(tmp_path):
    """Save a figure, and give its text, without signs of direction."""
    pypdfium2 = pytest.importorskip("pypdfium2", reason="without pypdfium2 no PDF can be read")

    def text(fig):
        save(fig, tmp_path / "figure", WORDS)
        with pypdfium2.PdfDocument(tmp_path / "figure.pdf") as pdf:
            found = pdf[0].get_textpage().get_text_range()
        return re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]", "", unicodedata.normalize("NFKC", found))

    return text


def coloured(pixels, color=BLUE, within=40):
    return np.abs(pixels - np.array(color)).max(axis=2) < within


def runs(mask):
    """[(start, end)] of the stretches of a mask that are true."""
    edges = np.flatnonzero(np.diff(np.r_[0, mask.astype(int), 0]))
    return list(zip(edges[::2], edges[1::2], strict=True))


def bar_ends(pixels):
    """[(left, right)] of each bar, from the top."""
    blue = coloured(pixels)
    rows = [(top + bottom) // 2 - 8 for top, bottom in runs(blue.sum(axis=1) > 2)]  # beside the whisker
    return [(np.flatnonzero(blue[row])[0], np.flatnonzero(blue[row])[-1]) for row in rows]


def test_persian_bars_grow_from_the_right_where_their_labels_stand(look):
    pixels = look(bars(WORDS, label="word", value="rate"))
    ends = bar_ends(pixels)
    origin = ends[0][1]
    assert abs(ends[-1][1] - origin) < 3
    assert ends[0][0] < ends[-1][0]
    assert (pixels[: pixels.shape[0] // 3, origin + 10 :] < 128).any()


def test_english_bars_grow_from_the_left_where_their_labels_stand(look):
    pixels = look(bars(WORDS, label="word", value="rate", lang="en"))
    ends = bar_ends(pixels)
    origin = ends[0][0]
    assert abs(ends[-1][0] - origin) < 3
    assert ends[0][1] > ends[-1][1]
    assert (pixels[: pixels.shape[0] // 3, : origin - 10] < 128).any()


def test_bars_are_as_long_as_their_values(look):
    first, _, third = bar_ends(look(bars(WORDS.assign(rate=[900, 300, 450]), label="word", value="rate")))
    assert (first[1] - first[0]) / (third[1] - third[0]) == pytest.approx(2, rel=0.02)


def test_an_interval_that_is_not_a_number_is_not_drawn(look):
    two = pd.DataFrame({"word": ["a", "b"], "rate": [5.0, 5.0], "low": [4.0, np.nan], "high": [9.0, np.nan]})
    pixels = look(bars(two, label="word", value="rate", low="low", high="high", lang="en"))
    (_, right), _ = bar_ends(pixels)
    beyond = (pixels[:, right + 30 : right + 60] < 60).all(axis=2).all(axis=1)
    bodies = runs(coloured(pixels).sum(axis=1) > 2)
    assert [bool(beyond[top:bottom].any()) for top, bottom in bodies] == [True, False]


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_numbers_on_an_axis_are_in_the_digits_of_the_language(lang, read):
    text = read(bars(WORDS.assign(word=["a", "b", "c"]), label="word", value="rate", lang=lang))
    assert any(digit in text for digit in DIGITS) == (lang == "fa")
    assert bool(re.search("[0-9]", text)) == (lang == "en")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_long_labels_and_titles_are_not_cut(lang, tmp_path, read):
    label = "گزارش روزنامه از گفت‌وگوی چند کشور کرانه با هم و با سازمان آب در شهر مرزی دریا"
    table = pd.DataFrame({"word": [label, "مرز", label], "rate": [3, 2, 1]})
    text = read(bars(table, label="word", value="rate", lang=lang, title=f"{label} {label}", xlabel=f"{label} {label}"))
    with Image.open(tmp_path / "figure.png") as image:
        pixels = np.asarray(image.convert("L"))
    assert pixels[[0, 1, -2, -1]].min() == pixels[:, [0, 1, -2, -1]].min() == 255
    assert all(text.count(word) >= 6 for word in ("گزارش", "سازمان", "مرزی"))


def test_a_dollar_sign_does_not_start_a_formula(read):
    text = read(bars(pd.DataFrame({"word": ["$a$", "b"], "rate": [1, 2]}), label="word", value="rate", lang="en", title="$x$"))
    assert "$a$" in text
    assert "$x$" in text


@pytest.mark.parametrize(
    ("lang", "names", "years"), [("fa", ["بهمن", "فروردین"], ["۱۴۰۲", "۱۴۰۳"]), ("en", ["Bahman", "Farvardin"], ["1402", "1403"])]
)
def test_months_are_named_with_the_year_where_it_begins(lang, names, years, read):
    words = read(timeline(months("1402-11", "1402-12", "1403-01", "1403-02"), value="rate", lang=lang)).split()
    assert set(names) <= set(words)
    assert [words.count(year) for year in years] == [1, 1]


def test_days_are_numbered_within_their_month(read):
    table = pd.DataFrame({"day": ["1402-12-28", "1402-12-29", "1403-01-01", "1403-01-02"], "rate": 5.0})
    words = read(timeline(table, value="rate", x="day", lang="en")).split()
    assert {"28", "29", "1", "2", "Esfand", "Farvardin"} <= set(words)
    assert [words.count(name) for name in ("Esfand", "Farvardin", "1402", "1403")] == [1, 1, 1, 1]


def test_a_year_of_days_is_marked_by_months(read):
    days = [f"1403-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 15)]
    words = read(timeline(pd.DataFrame({"day": days, "rate": 0.5}), value="rate", x="day", lang="en")).split()
    assert {"Farvardin", "Mehr"} <= set(words)
    assert "15" not in words


def line_runs(pixels):
    """The stretches of columns with a blue line above the baseline."""
    return runs(coloured(pixels).any(axis=0))


def test_neighbouring_months_are_joined_also_over_the_new_year(look):
    assert len(line_runs(look(timeline(months("1402-11", "1402-12", "1403-01"), value="rate")))) == 1


def test_a_month_without_a_row_leaves_a_gap(look):
    assert len(line_runs(look(timeline(months("1402-01", "1402-02", "1402-04", "1402-05"), value="rate")))) == 2


def test_a_value_that_is_not_a_number_leaves_a_gap(look):
    table = months("1402-01", "1402-02", "1402-03", "1402-04", "1402-05", rate=[1, 2, np.nan, 2, 1])
    assert len(line_runs(look(timeline(table, value="rate")))) == 2


@pytest.mark.parametrize(
    ("days", "pieces"),
    [
        (("1402-12-28", "1402-12-29", "1403-01-01"), 1),  # 1402 has no 30 Esfand, 1403 has
        (("1403-12-29", "1403-12-30", "1404-01-01"), 1),
        (("1403-12-28", "1403-12-29", "1404-01-01"), 2),
        (("1403-06-30", "1403-06-31", "1403-07-01"), 1),
    ],
)
def test_neighbouring_days_are_joined_as_the_calendar_has_them(days, pieces, look):
    table = pd.DataFrame({"day": days, "rate": 5.0})
    assert len(line_runs(look(timeline(table, value="rate", x="day")))) == pieces


def test_rows_may_come_in_any_order(look):
    table = months("1402-01", "1402-02", "1402-03", rate=[1.0, 9.0, 4.0])
    assert (look(timeline(table, value="rate")) == look(timeline(table.iloc[::-1], value="rate"))).all()


def test_time_runs_from_left_to_right_in_both_languages(look):
    table = months("1402-01", "1402-02", "1402-03", rate=[1.0, 2.0, 9.0])
    for lang in ("fa", "en"):
        blue = coloured(look(timeline(table, value="rate", lang=lang)))
        (start, end), heights = runs(blue.any(axis=0))[0], blue.argmax(axis=0)
        assert heights[start + 5] > heights[end - 5]


def test_a_point_without_neighbours_shows_its_interval(look):
    table = months("1402-01", rate=[5.0], low=[2.0], high=[8.0])
    height = coloured(look(timeline(table, value="rate", low="low", high="high"))).any(axis=1).sum()
    assert height > 3 * coloured(look(timeline(table, value="rate"))).any(axis=1).sum()


@pytest.mark.parametrize(("x", "date"), [("year", 1402), ("month", "1402-05"), ("day", "1402-05-31")])
def test_a_lone_date_is_drawn_in_the_middle_and_named(x, date):
    ax = timeline(pd.DataFrame({x: [date], "rate": [5.0]}), value="rate", x=x, lang="en").axes[0]
    (place,), (label,) = ax.get_xticks(), ax.get_xticklabels()
    assert place == sum(ax.get_xlim()) / 2 == ax.lines[1].get_xdata()[0]
    assert "1402" in label.get_text()


def test_rows_without_a_group_come_under_a_dash(read):
    table = months("1402-01", "1402-01", outlet=["آبان", None])
    assert {"آبان", "—"} <= set(read(timeline(table, value="rate", group="outlet")).split())


@pytest.mark.parametrize(("lang", "leftmost"), [("fa", "Quux"), ("en", "Zembla")])
def test_panels_are_laid_out_in_the_direction_of_reading(lang, leftmost, tmp_path):
    pypdfium2 = pytest.importorskip("pypdfium2", reason="without pypdfium2 no PDF can be read")
    table = pd.DataFrame({"outlet": ["Zembla", "Quux"], "word": ["a", "b"], "rate": [1, 2]})
    save(small_multiples(table, by="outlet", label="word", value="rate", lang=lang), tmp_path / "panels", table)
    with pypdfium2.PdfDocument(tmp_path / "panels.pdf") as pdf:
        page = pdf[0].get_textpage()
        left = {name: page.get_charbox(page.search(name).get_next()[0])[0] for name in ("Zembla", "Quux")}
    assert min(left, key=left.get) == leftmost


def test_panels_share_one_scale(look):
    table = pd.DataFrame({"outlet": ["a", "b"], "word": ["w", "w"], "rate": [10, 5]})
    pixels = look(small_multiples(table, by="outlet", label="word", value="rate", lang="en"))
    widths = [end - start for start, end in runs(coloured(pixels).sum(axis=0) > 20)]
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.02)


def test_lines_keep_their_colours_in_all_panels(look):
    table = months(*["1402-01", "1402-02"] * 2, outlet=["a", "a", "b", "b"], place=["x", "x", "y", "y"])
    pixels = look(small_multiples(table, by="place", draw=timeline, group="outlet", value="rate", lang="en"))
    middle = pixels.shape[1] * 2 // 5
    assert coloured(pixels[:, :middle]).any()
    assert not coloured(pixels[:, :middle], (0xD5, 0x5E, 0x00)).any()


@pytest.mark.parametrize(("lang", "words"), [("fa", "دادهای نیست"), ("en", "no data")])
def test_a_table_without_rows_gives_a_figure_that_says_so(lang, words, read):
    assert words in read(bars(WORDS.head(0), label="word", value="rate", lang=lang))
    assert words in read(timeline(months().head(0), value="rate", lang=lang))
    assert words in read(small_multiples(WORDS.head(0), by="word", label="word", value="rate", lang=lang))
    assert words in read(bars(pd.DataFrame(), label="word", value="rate", lang=lang))


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: bars(WORDS, label="word", value="share"), "no column 'share'; its columns are word, rate, low, high"),
        (lambda: bars(WORDS, label="word", value="rate", low="lower"), "no column 'lower'"),
        (lambda: bars(WORDS, label="word", value="word"), "'word' of the table is not numbers"),
        (lambda: bars(WORDS.replace(600.0, np.inf), label="word", value="rate"), "'rate' of the table has an infinite number"),
        (lambda: bars(WORDS, label="word", value="rate", lang="ar"), "write 'fa', 'en' or 'both'"),
        (lambda: small_multiples(WORDS, by="outlet", label="word", value="rate"), "no column 'outlet'"),
        (lambda: timeline(months("1402-13"), value="rate"), "'1402-13', which is no Jalali year, month or day"),
        (lambda: timeline(months("1402-12-30"), value="rate"), "'1402-12-30', which is no Jalali year, month or day"),
        (lambda: timeline(months(None), value="rate"), "which is no Jalali year, month or day"),
        (lambda: timeline(months("1402-01", "1402-01"), value="rate"), r"1402-01: name the column .* group="),
    ],
)
def test_a_mistake_in_the_call_is_named_in_one_line_and_leaves_no_figure(draw, message):
    with pytest.raises(UserError, match=message) as error:
        draw()
    assert "\n" not in str(error.value)
    assert not plt.get_fignums()


def test_saving_writes_three_pictures_and_the_numbers_and_closes_the_figure(tmp_path):
    save(bars(WORDS, label="word", value="rate"), tmp_path / "new" / "folder" / "02_words", WORDS)
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == [
        "02_words.csv",
        "02_words.pdf",
        "02_words.png",
        "02_words.svg",
        "MANIFEST.json",
    ]
    assert not plt.get_fignums()


def test_the_numbers_are_saved_whole_and_the_text_as_it_was(tmp_path):
    save(bars(WORDS, label="word", value="rate"), tmp_path / "f", WORDS)
    expected = "word,rate,low,high\nمرز,1200.5,1000.0,1400.0\nZembla,0.30000000000000004,,\nواژه‌ها,600.0,500.0,700.0\n"
    assert (tmp_path / "f.csv").read_bytes() == expected.encode()


def test_drawing_leaves_the_table_and_the_settings_as_they_were():
    table, settings = WORDS.copy(), dict(plt.rcParams)
    bars(table, label="word", value="rate", low="low", high="high")
    pd.testing.assert_frame_equal(table, WORDS)
    assert dict(plt.rcParams) == settings


def test_the_same_figure_gives_the_same_bytes_in_another_process(tmp_path):
    code = (
        "import sys, pandas as pd; from analysis.plots import save, timeline\n"
        "table = pd.DataFrame({'month': ['1402-01', '1402-02'], 'rate': [1.5, 2], 'outlet': ['خبرگزاری آبان', 'Zembla']})\n"
        "save(timeline(table, value='rate', group='outlet', title='نامهٔ «آبان»'), sys.argv[1], table)\n"
    )
    for seed in ("1", "2"):
        subprocess.run([sys.executable, "-c", code, tmp_path / seed], check=True, env=os.environ | {"PYTHONHASHSEED": seed})
    for suffix in ("pdf", "svg", "png", "csv"):
        assert (tmp_path / f"1.{suffix}").read_bytes() == (tmp_path / f"2.{suffix}").read_bytes()


def test_files_tell_no_date_and_no_program_and_carry_their_fonts(tmp_path):
    save(bars(WORDS, label="word", value="rate"), tmp_path / "f", WORDS)
    pdf, svg = (tmp_path / "f.pdf").read_bytes(), (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert not re.search(rb"/(CreationDate|Creator|Producer)", pdf)
    assert b"/FontFile2" in pdf
    assert b"/Type3" not in pdf
    assert not re.search("dc:date|dc:creator|<text", svg)
    with Image.open(tmp_path / "f.png") as image:
        assert "Software" not in image.info


@pytest.mark.parametrize("obstacle", ["folder", "file"])
def test_a_place_that_cannot_be_written_to_is_named_in_one_line(obstacle, tmp_path):
    if obstacle == "folder":
        (tmp_path / "taken").write_text("a file where the folder should be", encoding="utf-8")
    else:
        (tmp_path / "taken" / "f.pdf").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UserError, match=r"cannot write .*f\.pdf") as error:
        save(bars(WORDS, label="word", value="rate"), tmp_path / "taken" / "f", WORDS)
    assert "\n" not in str(error.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_years_stand_on_the_axis_as_months_and_days_do():
    table = pd.DataFrame({"year": ["1397", "1399", "1400"], "rate": [1.0, 2.0, 3.0]})
    fig = timeline(table, x="year", value="rate", lang="en")
    labels = [label.get_text() for label in fig.axes[0].get_xticklabels()]
    assert labels == ["1397", "1398", "1399", "1400"]
    (line,) = (line for line in fig.axes[0].lines if len(line.get_xdata()) == 4)
    assert list(map(float, line.get_ydata()))[2:] == [2.0, 3.0]  # the year without a row is a gap
    plt.close(fig)
