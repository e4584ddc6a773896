"""Figures have the size of the page that they are for, and nothing in them overlaps or is cut."""

import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawn import apart, boxes, within
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from analysis import page, plots, plots_coalition, plots_speech
from analysis.errors import UserError

LONG = ["کمیتهٔ حقیقت‌یاب دریای آبی", "وزارت دفاع و پشتیبانی ماهوران", "منوچهر رادنیک", "سازمان"]
BARS = pd.DataFrame({"a": LONG, "n": [4.0, 3, 2, 1]})
OVER_TIME = pd.DataFrame(
    {"month": [f"1402-{month:02}" for month in range(1, 13)] * 4, "name": np.repeat(LONG, 12), "n": np.arange(48.0)}
)
CUES = pd.DataFrame({"speaker_name": np.repeat(LONG, 9), "cue_class": list(plots_speech.CLASSES) * 4, "n": 1, "share": 1 / 9})
EDGES = pd.DataFrame({"a": LONG, "b": [*LONG[1:], "خط ارتباط مستقیم"], "w": [1, -1, 0, 0.5]})


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def bars(lang):
    return plots.bars(BARS, label="a", value="n", lang=lang, title="واژه‌ها", xlabel="شمار")


def timeline(lang):
    return plots.timeline(OVER_TIME, value="n", group="name", lang=lang, title="در گذر زمان", ylabel="شمار")


def cues(lang):
    return plots_speech.cue_classes(CUES, lang=lang, title="نشانه‌ها", xlabel="سهم")


def network(lang):
    return plots_coalition.signed(
        EDGES, source="a", target="b", weight="w", two_mode=True, lang=lang, legend="سهم", note="یادداشت"
    )


FIGURES = (bars, timeline, cues, network)


def saved(fig, folder):
    plots.save(fig, folder / "x", pd.DataFrame())
    return {path.suffix: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(("name", "width"), [("page", 160), ("single", 85), ("double", 175), ("slide", None)])
@pytest.mark.parametrize("draw", FIGURES)
def test_a_figure_is_as_wide_as_its_page_in_pdf_and_png(tmp_path, name, width, draw):
    with page.sized(name):
        files = saved(draw("fa"), tmp_path)
    box = re.search(rb"/MediaBox \[([\d. ]+)\]", files[".pdf"])[1].split()
    wide, high = float(box[2]) / 72 * 25.4, float(box[3]) / 72 * 25.4
    pixels = imread(io.BytesIO(files[".png"])).shape
    assert pixels[1] / pixels[0] == pytest.approx(wide / high, abs=0.01)
    if width:
        assert wide == pytest.approx(width, abs=0.1)
        assert pixels[1] / 300 * 25.4 == pytest.approx(width, abs=0.2)
    else:
        assert wide / high == pytest.approx(16 / 9, abs=0.01)


@pytest.mark.parametrize("lang", ["fa", "en", "both"])
@pytest.mark.parametrize("name", ["single", "slide"])
@pytest.mark.parametrize("draw", FIGURES)
def test_no_text_is_cut_and_none_lies_over_another(draw, name, lang):
    with page.sized(name):
        fig = draw(lang)
        ax, legends = fig.axes[0], fig.legends
        assert within(fig, [*legends, *(text for text in fig.texts if text.get_text())])
        names = [text for text in (*ax.texts, *ax.get_yticklabels()) if text.get_text() and text.get_visible()]
        assert apart(boxes(fig, [*names, *legends]))
        assert draw is not bars or apart(boxes(fig, ax.get_xticklabels()))


def test_fonts_are_embedded_in_pdf_as_whole_letters(tmp_path):
    pdf = saved(bars("fa"), tmp_path)[".pdf"]
    assert b"/FontFile2" in pdf
    assert b"/CIDFontType2" in pdf
    assert b"/Type3" not in pdf


def test_an_unknown_size_is_named(monkeypatch):
    monkeypatch.setenv(page.VARIABLE, "poster")
    with pytest.raises(UserError, match="'poster' is no size of a figure: write one of page, single, double, slide"):
        page.page()


# --- colours, as those see them who are colour-blind --------------------------------------------------------------------------

# Machado, Oliveira & Fernandes 2009, 'A physiologically-based model for simulation of color vision deficiency', severity 1.0.
SEEN = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
WHITE = XYZ.sum(axis=1)
DISTINCT = 15  # of CIE 1976 ΔE*ab; 2.3 is just noticeable (Mahy, Van Eycken & Oosterlinck 1994)


def lab(color, matrix):
    """CIE L*a*b* of a colour as it is seen through a matrix over linear sRGB."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    t = XYZ @ np.clip(np.array(matrix) @ linear, 0, 1) / WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def nearest(colors, matrix):
    """The least difference between two of the colours, as they are seen."""
    seen = [lab(color, matrix) for color in colors]
    return min(np.linalg.norm(one - other) for rank, one in enumerate(seen) for other in seen[:rank])


@pytest.mark.parametrize("kind", SEEN)
def test_the_colours_of_the_palette_differ_for_those_who_are_colour_blind(kind):
    assert nearest(plots.PALETTE, SEEN[kind]) > DISTINCT
    assert nearest([plots_speech.BALANCE(end) for end in (0.0, 0.5, 1.0)], SEEN[kind]) > DISTINCT
    assert nearest(["#7f7f00", "#b06a00", "#5f8f00"], SEEN[kind]) < DISTINCT  # as the measure shows of colours that do not
