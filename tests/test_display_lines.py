"""Words in their lines: the node stands in the middle, what comes before it at the right."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.concordance import concordance
from analysis.display import kwic


class Rows(HTMLParser):
    """The texts of the cells of the body, a list a row, and the names of tags and attributes."""

    def __init__(self, content):
        super().__init__()
        self.rows, self.tags, self.attributes, self.inside = [], set(), set(), False
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tbody":
            self.inside = True
        elif tag == "tr" and self.inside:
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.inside and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag):
        self.inside &= tag != "tbody"


@pytest.fixture(scope="module")
def lines():
    return concordance(analysis.open(), "گفت", sort="left1", right=8)


def test_a_line_is_the_raw_text_with_its_source_and_place(lines):
    shown = Rows(kwic(lines, rows=10**6)._repr_html_()).rows
    assert len(shown) == len(lines) > 20
    for cells, row in zip(shown, lines.itertuples(), strict=True):
        assert cells[:3] == [row.before, row.node, row.after]
        assert cells[3] == f"{row.date_jalali} {row.outlet}"
        assert cells[4] == f"{row.article_id} {row.start}–{row.end}"


def test_what_is_left_out_is_said(lines):
    assert f"5 / {len(lines)}" in kwic(lines, rows=5)._repr_html_()
    assert repr(kwic(lines, rows=5)).endswith(f"5 / {len(lines)}")
    assert f"/ {len(lines)}" not in kwic(lines, rows=len(lines))._repr_html_()


def test_in_a_terminal_a_line_is_a_line(lines):
    first = repr(kwic(lines, rows=3)).splitlines()[0]
    row = lines.iloc[0]
    assert first == " ".join(f"{row.before}【{row.node}】{row.after}  ({row.article_id} {row.start}–{row.end})".split())


strings = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.sampled_from(["<script>x</script>", "</td><img src=x onerror=y>", '" onclick="x', "&lt;"]),
)


@given(st.fixed_dictionaries(dict.fromkeys(["before", "node", "after", "outlet", "date_jalali", "article_id"], strings)))
def test_nothing_in_a_line_becomes_code(row):
    page = Rows(kwic(pd.DataFrame([row | {"start": 1, "end": 2}]))._repr_html_())
    assert page.rows[0][:3] == [row["before"], row["node"], row["after"]]
    assert page.tags <= {"style", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "div", "span", "bdi"}
    assert page.attributes <= {"class", "dir", "lang", "style", "title"}
