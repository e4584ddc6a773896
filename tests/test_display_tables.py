"""Tables are shown from right to left, and what stands in a cell is text, never code."""

import re
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from analysis import display_tables
from analysis.display import show


def cells(table, **options):
    """The cells of the body, as HTML."""
    return re.findall(r"<td[^>]*>(.*?)</td>", show(table, **options)._repr_html_(), re.DOTALL)


CODE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</td></table><b>", "&lt;", "'onclick='x"]


@pytest.mark.parametrize("code", CODE)
def test_code_in_a_cell_or_in_the_name_of_a_column_is_shown_not_run(code):
    html = show(pd.DataFrame({code: [code]}))._repr_html_()
    assert not re.search(r"<(script|img|b)\b", html)
    assert html.count("<td>") == html.count("</td>") == html.count("<th>") == 1
    assert (
        code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#x27;") in html
    )


def test_a_table_runs_from_right_to_left_with_its_columns_in_order():
    html = show(pd.DataFrame({"واژه": ["صلح"], "n": [3]}))._repr_html_()
    assert "dir='rtl'" in html
    assert re.findall(r"<th>(.*?)</th>", html) == ["واژه", "n"]
    assert cells(pd.DataFrame({"واژه": ["صلح"], "n": [3]})) == ["صلح", "3"]


@pytest.mark.parametrize(
    ("value", "shown", "persian"),
    [
        (3, "3", "۳"),
        (1234567, "1,234,567", "۱٬۲۳۴٬۵۶۷"),
        (-5, "-5", "-۵"),
        (1234.5, "1,234.50", "۱٬۲۳۴٫۵۰"),
        (0.0, "0.00", "۰٫۰۰"),
        ("F-16", "F-16", "F-16"),
        ("1402", "1402", "1402"),
        ("۱۲", "۱۲", "۱۲"),
        (True, "True", "True"),
        (None, "", ""),
        (float("nan"), "", ""),
        (pd.NA, "", ""),
        (pd.NaT, "", ""),
        (np.int64(1234), "1,234", "۱٬۲۳۴"),
        (np.float32(0.5), "0.50", "۰٫۵۰"),
        (pd.Timestamp("2023-10-14"), "2023-10-14 00:00:00", "2023-10-14 00:00:00"),
        (["a", "b"], "[&#x27;a&#x27;, &#x27;b&#x27;]", "[&#x27;a&#x27;, &#x27;b&#x27;]"),
    ],
)
def test_persian_digits_are_for_numbers_alone_and_nothing_known_is_nothing_shown(value, shown, persian):
    table = pd.DataFrame({"x": pd.Series([value], dtype=object)})
    assert cells(table) == [shown]
    assert cells(table, persian_digits=True) == [persian]


def test_columns_of_every_type_are_shown():
    table = pd.DataFrame({
        "a": pd.array([1, None], "Int64"), "b": pd.Categorical(["صلح", None]),
        "c": pd.array([True, None], "boolean"), "d": [0.5, np.nan],
    })  # fmt: skip
    assert cells(table) == ["1", "صلح", "True", "0.50", "", "", "", ""]


def test_decimals_and_rows_are_as_asked_and_what_is_left_out_is_said():
    table = pd.DataFrame({"x": [1 / 3] * 5})
    assert cells(table, decimals=4) == ["0.3333"] * 5
    assert show(table, rows=2)._repr_html_().count("<tr hidden>") == 3
    assert "2 / 5" in show(table, rows=2)._repr_html_()
    assert "/ 5" not in show(table, rows=5)._repr_html_()


def test_an_empty_table_shows_its_columns():
    html = show(pd.DataFrame({"واژه": []}))._repr_html_()
    assert "<th>واژه</th>" in html
    assert "<td>" not in html


def test_in_a_terminal_a_table_is_plain_text():
    shown = repr(show(pd.DataFrame({"word": ["صلح", "<b>"], "n": [3, 2]}), rows=1))
    assert shown.split() == ["word", "n", "0", "صلح", "3"]


def test_a_number_of_another_kind_is_shown_as_it_is():
    assert cells(pd.DataFrame({"x": [Decimal("1.50")]})) == ["1.50"]


@pytest.mark.parametrize(("cells_run", "brought"), [(["a", "b", "a", "c"], [1, 0, 1, 0]), (["", "", ""], [1, 0, 0])])
def test_the_code_that_pages_tables_comes_with_one_cell_of_a_notebook(monkeypatch, cells_run, brought):
    monkeypatch.setattr(display_tables.Table, "loader", None)
    sizes = []
    for cell in cells_run:
        monkeypatch.setattr(display_tables, "_cell_id", lambda cell=cell: cell)
        sizes.append(len(show(pd.DataFrame({"x": range(30)}))._repr_html_()))
    assert [int(size > 100_000) for size in sizes] == brought
    assert max(sizes) < 300_000


def test_a_table_of_many_rows_says_how_many_are_searched():
    html = show(pd.DataFrame({"x": range(1200)}))._repr_html_()
    assert "20 / 1200, 1000 of them searched" in html
    assert html.count("<tr") == 1001
