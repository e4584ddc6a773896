"""A spreadsheet holds every text as text, and gives it back."""

import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import exchange, exchange_spreadsheet
from analysis.errors import UserError

HOSTILE = [
    "=1+1",
    "+98 21",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("x")',
    "'=1",
    "1402-07-15",
    "001",
    "_x000D_",
    "a\x0bb\r\nc",
    "#N/A",
]
TEXTS = st.lists(st.text(st.sampled_from("=+-@\t\r\n'_x0Dآ‌🕊") | st.characters(exclude_categories=["Cs"])), min_size=1, max_size=6)


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_any_text_comes_back_the_same(texts):
    book = exchange_spreadsheet.workbook({"جدول": pd.DataFrame({"n": range(len(texts)), "text": texts})})
    back = exchange_spreadsheet.read(io.BytesIO(book))["جدول"]
    assert back["text"].tolist() == texts
    assert back["n"].tolist() == list(range(len(texts)))


def test_no_cell_is_a_formula_and_each_is_marked_as_text_for_who_edits_it():
    book = exchange_spreadsheet.workbook({"t": pd.DataFrame({"=name": HOSTILE, "n": range(len(HOSTILE))})})
    sheet = openpyxl.load_workbook(io.BytesIO(book))["t"]
    cells = [row[0] for row in sheet.iter_rows()]
    assert [cell.data_type for cell in cells] == ["s"] * (1 + len(HOSTILE))
    assert all(cell.quotePrefix for cell in cells)
    assert [cell.value for cell in cells][:5] == ["=name", *HOSTILE[:4]]
    assert sheet.sheet_view.rightToLeft
    assert sheet["B2"].data_type == "n"


def test_the_sheets_are_the_tables_of_the_corpus(write_corpus, tmp_path):
    text = "=آلپ‌اف گفت: «🕊 صلح می‌آید.»\r\n-او از توافق حمایت کرد.\r\n"
    corpus = analysis.open(write_corpus({"001": text}))
    exchange.export(corpus, tmp_path / "out", to="spreadsheet")
    tables = exchange_spreadsheet.read(tmp_path / "out" / "corpus.xlsx")
    assert list(tables) == ["articles", "sentences", "mentions", "statements", "stances"]
    for name, table in tables.items():
        assert table.astype("str").values.tolist() == getattr(corpus, name).astype("str").values.tolist()
    assert len(tables["statements"]) > 0
    assert pd.read_excel(tmp_path / "out" / "corpus.xlsx", "articles", dtype=str)["article_id"].tolist() == ["001"]


def test_what_is_too_long_or_no_workbook_is_said(tmp_path):
    exchange_spreadsheet.workbook({"t": pd.DataFrame({"article_id": ["a"], "text": ["آ" * 32_767]})})
    with pytest.raises(UserError, match="t, text of 'a' is too long for a spreadsheet: use goftman tables"):
        exchange_spreadsheet.workbook({"t": pd.DataFrame({"article_id": ["a"], "text": ["آ" * 32_768]})})
    (tmp_path / "a.xlsx").write_bytes(b"no")
    (tmp_path / "a.txt").write_bytes(b"no")
    for path in tmp_path.iterdir():
        with pytest.raises(UserError, match="cannot be read as a spreadsheet"):
            exchange_spreadsheet.read(path)
