"""Tables for papers can be put into LaTeX and into Word, where Persian is read from the right."""

import io
import re
import zipfile

import docx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import papers
from analysis.errors import UserError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = pd.DataFrame({
    "unit": ["صلح‌نامه", "NATO و ایران", "50% & _x_ #1 {a} ~^\\ $", "[=آ] --"],
    "n": [1234, 2, 3, 0],
    "ratio": [0.5, -1.25, np.nan, 1234.567],
    "more": ["", "الف\nب", "\x0b", None],
})  # fmt: skip


@pytest.fixture
def saved(tmp_path):
    def save(table=TABLE, **options):
        papers.save_table(table, tmp_path / "t", **options)
        return tmp_path / "t"

    return save


@pytest.fixture
def document(saved):
    return lambda table=TABLE, **options: docx.Document(saved(table, **options).with_suffix(".docx"))


# --- Word -------------------------------------------------------------------------------------------------------------


def test_word_has_headings_texts_and_numbers_in_persian_digits(document):
    [table] = document(caption="جدول ۱", columns={"unit": "واژه", "n": "بسامد", "ratio": "نسبت"}).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["واژه", "بسامد", "نسبت"]
    assert rows[1] == ["صلح‌نامه", "۱٬۲۳۴", "۰٫۵۰"]
    assert [row[2] for row in rows[2:]] == ["\u200e−۱٫۲۵", "", "۱٬۲۳۴٫۵۷"]


def test_digits_stay_as_they_are_by_choice_and_text_is_never_changed(document):
    [table] = document(persian_digits=False, decimals=1).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1] == ["صلح‌نامه", "1,234", "0.5", ""]
    assert rows[2] == ["NATO و ایران", "2", "\u200e−1.2", "الف ب"]
    assert [row[0] for row in rows[1:]] == TABLE["unit"].tolist()


def test_a_persian_table_runs_from_the_right_in_every_paragraph_and_run(document):
    made = document(caption="جدول ۱", note="یادداشت", columns={"unit": "واژه", "n": "بسامد"})
    [table] = made.tables
    assert table._tbl.tblPr.find(f"{W}bidiVisual") is not None
    paragraphs = [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs] + made.paragraphs
    assert all(paragraph._p.pPr.find(f"{W}bidi") is not None for paragraph in paragraphs)
    for paragraph in paragraphs:
        for run in paragraph.runs:
            latin = re.fullmatch(r"[A-Za-z].*", run.text) is not None
            assert bool(run.font.rtl) is not latin
            assert run._r.rPr.find(f"{W}szCs").get(f"{W}val") == str(2 * int(run.font.size.pt))
            assert run._r.rPr.find(f"{W}rFonts").get(f"{W}cs") == "Times New Roman"
    words = [[(run.text, bool(run.font.rtl)) for run in cell.paragraphs[0].runs] for cell in table.columns[0].cells]
    assert words[2] == [("NATO", False), (" و ایران", True)]
    assert [paragraph.text for paragraph in made.paragraphs] == ["جدول ۱", "یادداشت"]
    assert made.paragraphs[0].style.name == "Caption"


def test_an_english_table_runs_from_the_left_but_persian_in_it_from_the_right(document):
    [table] = document(lang="en", columns={"unit": "word"}).tables
    assert table._tbl.tblPr.find(f"{W}bidiVisual").get(f"{W}val") in ("0", "false")
    assert [(run.text, bool(run.font.rtl)) for run in table.cell(2, 0).paragraphs[0].runs] == [
        ("NATO ", False),
        ("و ایران", True),
    ]
    assert table.cell(2, 0).paragraphs[0]._p.pPr is None


def test_the_children_of_properties_stand_in_the_order_of_the_schema(document):
    made = document(caption="جدول ۱")
    orders = {
        "rPr": "rFonts b bCs color sz szCs rtl lang",
        "pPr": "pStyle keepNext bidi",
        "tblPr": "tblStyle bidiVisual tblW jc tblBorders tblLayout tblLook",
        "tcPr": "tcW tcBorders",
    }
    for name, order in orders.items():
        found = list(made.element.iter(f"{W}{name}"))
        assert found
        for element in found:
            places = [order.split().index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places)


def test_the_first_row_is_repeated_on_each_page(document):
    [table] = document().tables
    assert [row._tr.trPr is not None and row._tr.trPr.find(f"{W}tblHeader") is not None for row in table.rows][:2] == [
        True,
        False,
    ]


def test_the_same_table_gives_the_same_bytes_and_the_document_names_no_maker_or_time(saved, monkeypatch):
    path = saved(caption="جدول ۱").with_suffix(".docx")
    before = path.read_bytes()
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 2, 3, 4, 5, 6, 0, 34, 0))
    assert saved(caption="جدول ۱").with_suffix(".docx").read_bytes() == before
    with zipfile.ZipFile(io.BytesIO(before)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in archive.read("docProps/core.xml")


# --- LaTeX ------------------------------------------------------------------------------------------------------------


def test_latex_has_the_rules_of_booktabs_the_caption_and_what_the_preamble_needs(saved):
    text = (
        saved(caption="واژه‌های NATO", note="۱۰٪", columns={"unit": "واژه", "n": "بسامد"})
        .with_suffix(".tex")
        .read_text(encoding="utf-8")
    )
    assert [text.count(rule) for rule in ("\\toprule", "\\midrule", "\\bottomrule")] == [1, 1, 1]
    assert "\\caption{واژه‌های \\lr{NATO}}" in text
    assert "واژه & بسامد \\\\" in text
    assert "صلح‌نامه & ۱٬۲۳۴ \\\\" in text
    assert "\\lr{NATO} و ایران & ۲ \\\\" in text
    assert "{\\footnotesize ۱۰٪\\par}" in text
    assert all(line.startswith("%") for line in text.split("\\begin{table}")[0].splitlines())
    assert "\\usepackage{xepersian}" in text


def test_signs_that_mean_something_to_latex_are_printed(saved):
    rows = saved(lang="en").with_suffix(".tex").read_text(encoding="utf-8").split("\\midrule\n")[1].splitlines()
    assert rows[2].startswith(r"50\% \& \_x\_ \#1 \{a\} \textasciitilde{}\textasciicircum{}\textbackslash{} \$ & 3 & ")
    assert rows[3].startswith(r"{[}=\foreignlanguage{persian}{آ}{]} -{}- & 0 & 1,234.57 & ")
    assert rows[1] == r"NATO \foreignlanguage{persian}{و ایران} & 2 & $-$1.25 & \foreignlanguage{persian}{الف ب} \\"


def test_a_negative_number_keeps_its_minus_at_the_left_in_persian(saved):
    assert r"\LRE{$-$۱٫۲۵}" in saved().with_suffix(".tex").read_text(encoding="utf-8")


@settings(max_examples=50, deadline=None)
@given(
    st.text(st.sampled_from("آ‌ a1[]*%\\{}$&_#^~-`|<>") | st.characters(exclude_categories=["Cs"])), st.sampled_from(["fa", "en"])
)
def test_any_cell_leaves_braces_in_balance_and_no_sign_bare(text, lang):
    written = papers._escaped(papers._line(text), lang)
    bare = re.sub(r"\\[#$%&_{}]|\\[A-Za-z]+", "", written)
    depth = np.cumsum([{"{": 1, "}": -1}.get(sign, 0) for sign in bare]) if bare else np.array([0])
    assert depth.min() >= 0 == depth[-1]
    assert not re.search(r"[#%&_~^\\]|(?<!\{)[\[*]", bare)


# --- files ------------------------------------------------------------------------------------------------------------


def test_the_csv_holds_all_columns_and_digits(saved):
    path = saved(TABLE[["unit", "n", "ratio"]], columns={"n": "بسامد"}).with_suffix(".csv")
    pd.testing.assert_frame_equal(pd.read_csv(path), TABLE[["unit", "n", "ratio"]])


def test_a_table_without_rows_is_written_as_its_headings(document):
    [table] = document(TABLE.head(0), caption="خالی").tables
    assert [cell.text for cell in table.rows[0].cells] == list(TABLE)
    assert len(table.rows) == 1


def test_only_the_formats_that_are_asked_for_are_written_and_nothing_of_others_is_replaced(saved):
    path = saved(formats=("tex",))
    assert sorted(file.name for file in path.parent.iterdir()) == ["MANIFEST.json", "t.tex"]
    path.with_suffix(".docx").write_bytes(b"mine")
    with pytest.raises(UserError, match=r"t\.docx was not made by goftman"):
        saved()
    assert not path.with_suffix(".csv").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"formats": ["pdf"]}, "format is 'pdf', but must be one of csv, tex, docx"),
        ({"lang": "de"}, "lang is 'de'"),
        ({"columns": {"x": "y"}}, "column is 'x', but must be one of unit, n, ratio, more"),
    ],
)
def test_a_mistake_is_said_in_one_line(saved, options, said):
    with pytest.raises(UserError, match=said):
        saved(**options)
