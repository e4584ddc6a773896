"""What matplotlib draws of a label is compared, pixel by pixel, with what Pillow draws of it by libraqm."""

import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps, features

from analysis.errors import UserError
from analysis.rtl import digits, font, matplotlib_shapes, number, rtl

FONTS = Path(mpl.get_data_path(), "fonts", "ttf")
DEJAVU = FONTS / "DejaVuSans.ttf"
SETTINGS = {"font.family": "DejaVu Sans", "pdf.fonttype": 42, "svg.fonttype": "path"}
ALIKE = 0.9  # correlation of pixels; what is right reaches .96, what is reversed or unjoined less than .6

needs_raqm = pytest.mark.skipif(not features.check("raqm"), reason="this Pillow has no libraqm to compare with")

LETTERS = [
    "خبرگزاری آبان",
    "میشود",
    "می‌شود",
    "واژه‌ها و گفت‌وگو",
    "نامهٔ وزیر",
    "خانۀ سپید",
    "آیت‌الله",
    "ه‍ کلام",
    "ابپتثجچحخد",
    "ذرزژسشصضطظعغ",
    "فقکگلمنوهی",
    "آن رأی مؤثر، شیء مسئول",
    "سلام! چه؟",
]
BRACKETS = ["(متن) «نقل»", "پ (ب (ج) د)", "دو [سه] {چهار} <پنج>", "ب (ناتمام", "«سلام»؛"]
NUMBERS = ["۴۵٪ از واژه‌ها", "45% از کل", "1403/02/15 تاریخ", "۱٬۲۳۴٫۵ واژه", "سال‌های ۱۴۰۱–۱۴۰۳", "بهای $5 و $6"]
MIXED = [
    "NATO و ایران",
    "ایران و NATO",
    "F-16 جنگنده",
    "(a) ب",
    "a (b) ج",
    "گفت: «NATO (2024)» رفت",
    "زمبلا (NATO و EU) و «آسیا (2024)»",
]
LABELS = LETTERS + BRACKETS + NUMBERS + MIXED


def drawn_by_pillow(text, direction="rtl"):
    image = Image.new("L", (3000, 200), 255)
    face = ImageFont.truetype(DEJAVU, 96, layout_engine=ImageFont.Layout.RAQM)
    ImageDraw.Draw(image).text((100, 30), text, font=face, fill=0, direction=direction, language="fa")
    return image


def saved(text, suffix, **settings):
    """The bytes of a figure of 3000 by 300 pixels with nothing but a text."""
    with mpl.rc_context(SETTINGS | settings):
        fig = Figure(figsize=(30, 3), dpi=100)
        fig.text(0.5, 0.5, text, fontsize=72, horizontalalignment="center", verticalalignment="center", linespacing=1.6)
        file = io.BytesIO()
        fig.savefig(file, format=suffix, dpi=100)
    return file.getvalue()


def drawn(text, **settings):
    return Image.open(io.BytesIO(saved(text, "png", **settings))).convert("L")


def ink(image):
    """The inked part of an image, scaled to one size and blurred a little, as letters may be a pixel apart."""
    part = image.crop(ImageOps.invert(image).getbbox()).resize((600, 60))
    return np.asarray(part.filter(ImageFilter.GaussianBlur(3)), float)


def likeness(image, other):
    return np.corrcoef(ink(image).ravel(), ink(other).ravel())[0, 1]


def treated_beforehand(text):
    """A text with its letters joined and its words reversed, whatever matplotlib is running."""
    from arabic_reshaper import reshape
    from bidi import get_display

    return get_display(reshape(text), base_dir="R")


def readable(text):
    return re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]", "", unicodedata.normalize("NFKC", text))


@needs_raqm
@pytest.mark.parametrize("text", LABELS)
def test_a_label_looks_as_libraqm_draws_it(text):
    assert likeness(drawn(rtl(text)), drawn_by_pillow(text)) > ALIKE


@needs_raqm
@pytest.mark.parametrize("text", LABELS)
def test_a_reversed_label_is_told_from_a_right_one(text):
    assert likeness(drawn(rtl(text[::-1])), drawn_by_pillow(text)) < ALIKE


@needs_raqm
@pytest.mark.parametrize("text", [*LETTERS, *MIXED])
def test_a_label_treated_twice_is_told_from_a_right_one(text):
    text = text.replace("الله", "اله").replace("ۀ", "ه")  # those forms are missing from the font
    assert likeness(drawn(rtl(treated_beforehand(text))), drawn_by_pillow(text)) < ALIKE


@needs_raqm
@pytest.mark.skipif(not matplotlib_shapes(), reason="matplotlib before 3.11 cannot place vowel signs")
@pytest.mark.parametrize("text", ["شدّتِ", "کلاً", "مُعَلِّم"])
def test_vowel_signs_stand_where_libraqm_puts_them(text):
    assert likeness(drawn(rtl(text)), drawn_by_pillow(text)) > ALIKE


@pytest.mark.parametrize(("text", "without"), [("نامهٔ", "نامه"), ("کلاً", "کلا"), ("شدّت", "شدت")])
def test_signs_above_letters_are_kept(text, without):
    assert np.sum(np.asarray(drawn(rtl(text))) < 128) > np.sum(np.asarray(drawn(rtl(without))) < 128)


@needs_raqm
def test_a_non_joiner_parts_letters():
    assert likeness(drawn(rtl("می‌شود")), drawn_by_pillow("میشود")) < ALIKE


@needs_raqm
@pytest.mark.parametrize("text", ["می‌شود", "NATO و ایران", "تغییر \u200e−۱٫۵"])
def test_joiners_and_marks_leave_no_box_in_a_font_that_lacks_them(text, tmp_path):
    family = font(font_without_joiners(tmp_path / "plain.ttf"))
    assert likeness(drawn(rtl(text), **{"font.family": family}), drawn_by_pillow(text)) > ALIKE


def font_without_joiners(path):
    with TTFont(DEJAVU) as face:
        for table in face["cmap"].tables:
            for code in range(0x200B, 0x2010):
                table.cmap.pop(code, None)
        for record in face["name"].names:
            if record.nameID in (1, 4, 16):
                record.string = "Plain"
        face.save(path)
    return path


@needs_raqm
def test_each_line_of_a_label_is_read_from_the_right():
    image = ImageOps.invert(drawn(rtl("خبرگزاری آبان\nNATO و (ایران)")))
    image = image.crop(image.getbbox())
    blank = np.flatnonzero(np.asarray(image).max(axis=1) == 0)
    upper = image.crop((0, 0, image.width, blank[0]))
    lower = image.crop((0, blank[-1] + 1, image.width, image.height))
    assert likeness(ImageOps.invert(upper), drawn_by_pillow("خبرگزاری آبان")) > ALIKE
    assert likeness(ImageOps.invert(lower), drawn_by_pillow("NATO و (ایران)")) > ALIKE


@needs_raqm
@pytest.mark.parametrize("text", ["NATO (2024)", "$5 to $6", "45%"])
def test_a_label_without_persian_is_read_from_the_left(text):
    assert likeness(drawn(rtl(text)), drawn_by_pillow(text, direction="ltr")) > ALIKE


@pytest.mark.parametrize("text", ["", "\n", "NATO (2024)", "12.5% – 3", "a\n\nb"])
def test_a_label_without_persian_stays_as_it_is(text):
    assert rtl(text) == text


@needs_raqm
@pytest.mark.parametrize("text", LABELS)
def test_a_label_looks_the_same_in_pdf(text):
    pypdfium2 = pytest.importorskip("pypdfium2", reason="without pypdfium2 no PDF can be looked at")
    with pypdfium2.PdfDocument(saved(rtl(text), "pdf")) as pdf:
        image = pdf[0].render(scale=1.4).to_pil().convert("L")
    assert likeness(image, drawn_by_pillow(text)) > ALIKE


@needs_raqm
@pytest.mark.parametrize("text", LABELS)
def test_a_label_looks_the_same_in_svg(text):
    resvg = pytest.importorskip("resvg_py", reason="without resvg_py no SVG can be looked at")
    svg = saved(rtl(text), "svg").decode()
    png = resvg.svg_to_bytes(svg_string=svg, dpi=96, width=3000, background="#ffffff", skip_system_fonts=True)
    image = Image.open(io.BytesIO(bytes(png))).convert("L")
    assert likeness(image, drawn_by_pillow(text)) > ALIKE


@pytest.mark.parametrize(
    "text", ["خبرگزاری آبان", "گزارش روزنامه از مرز", "NATO و ایران", "۴۵٪ از واژه‌ها", "1403/02/15 تاریخ", "سال‌های ۱۴۰۱–۱۴۰۳"]
)
def test_words_are_read_back_from_pdf_in_order(text):
    pypdfium2 = pytest.importorskip("pypdfium2", reason="without pypdfium2 no PDF can be read")
    with pypdfium2.PdfDocument(saved(rtl(text), "pdf")) as pdf:
        found = pdf[0].get_textpage().get_text_range()
    assert readable(found) == readable(text)


@pytest.mark.parametrize(
    ("text", "persian"),
    [
        ("1403/02/15", "۱۴۰۳/۰۲/۱۵"),
        ("1403-02-15", "۱۴۰۳-۰۲-۱۵"),
        ("12.5%", "۱۲٫۵٪"),
        ("1,234,567.25", "۱٬۲۳۴٬۵۶۷٫۲۵"),
        ("-3", "\u200e−۳"),
        ("−0.5", "\u200e−۰٫۵"),
        ("2.3.1", "۲.۳.۱"),
        ("F-16", "F-۱۶"),
        ("1, 2", "۱, ۲"),
        ("آبان", "آبان"),
        ("", ""),
    ],
)
def test_numbers_are_written_with_persian_digits_and_signs(text, persian):
    assert digits(text) == persian
    assert digits(persian) == persian
    assert digits(text, "en") == text


@pytest.mark.parametrize(
    ("value", "persian", "english"),
    [
        (0, "۰", "0"),
        (-0.0, "۰", "0"),
        (-1e-17, "۰", "0"),
        (0.1 + 0.2, "۰٫۳", "0.3"),
        (1200, "۱٬۲۰۰", "1,200"),
        (-2.5, "\u200e−۲٫۵", "−2.5"),
        (0.0004, "۰٫۰۰۰۴", "0.0004"),
    ],
)
def test_a_number_is_shown_without_idle_decimals(value, persian, english):
    assert (number(value), number(value, "en")) == (persian, english)


@needs_raqm
def test_a_minus_stands_to_the_left_of_its_number():
    assert likeness(drawn(rtl(number(-1.5))), drawn_by_pillow("−۱٫۵", direction="ltr")) > ALIKE


def test_the_default_font_is_dejavu_sans(monkeypatch):
    monkeypatch.delenv("GOFTMAN_FONT", raising=False)
    assert font() == "DejaVu Sans"


def test_a_font_file_is_taken_from_the_environment_or_the_argument(monkeypatch, tmp_path):
    plain = font_without_joiners(tmp_path / "named.ttf")
    monkeypatch.setenv("GOFTMAN_FONT", str(plain))
    assert font() == "Plain"
    assert font(DEJAVU) == "DejaVu Sans"


@pytest.mark.parametrize("name", ["missing.ttf", "text.ttf", "."])
def test_a_font_file_that_cannot_be_read_is_named_in_one_line(name, monkeypatch, tmp_path):
    (tmp_path / "text.ttf").write_text("no font", encoding="utf-8")
    monkeypatch.setenv("GOFTMAN_FONT", str(tmp_path / name))
    with pytest.raises(UserError, match=r"GOFTMAN_FONT.*name a \.ttf file") as error:
        font()
    assert str(tmp_path / name) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_font_without_persian_letters_is_refused():
    with pytest.raises(UserError, match="lacks Persian letters"):
        font(FONTS / "cmr10.ttf")


def test_importing_the_module_does_not_import_matplotlib():
    code = "import sys, analysis.rtl; sys.exit(any(name in sys.modules for name in ('matplotlib', 'bidi', 'arabic_reshaper')))"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("text", ["رزمایش in seven articles", "Where «رزمایش» stands (2023)", "words of خبرگزاری آبان: 12%"])
def test_an_english_text_with_persian_words_is_read_from_the_left(text):
    assert likeness(drawn(rtl(text, "en")), drawn_by_pillow(text, direction="ltr")) > ALIKE
    assert rtl(text, "en") != rtl(text, "fa")
