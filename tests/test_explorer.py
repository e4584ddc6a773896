"""The explorer of a concordance shows what `concordance` finds, says what is wrong in a line, and never writes over a file."""

import pandas as pd
import pytest

import analysis
from analysis.concordance import concordance
from analysis.errors import UserError
from analysis.explorer import CONTEXT, explore

TEXTS = {
    "a": "وزیر گفت: صلح پایدار است.\n\nمردم از صلح گفتند.",
    "b": "نماینده گفت: صلح شکننده است.",
    "c": '=1+1 صلح "آرام", است.\r\nپایان',
}
TABLE = "article_id,outlet,date_jalali\na,کانا,1402-07-01\nb,رواق,1403-01-01\nc,,\n"


@pytest.fixture
def corpus(write_corpus):
    return analysis.open(write_corpus(TEXTS, {"articles.csv": TABLE}))


def _same(explorer, *given, **options):
    wanted = concordance(explorer.corpus, *given, left=CONTEXT, right=CONTEXT, **options)
    pd.testing.assert_frame_equal(explorer.shown, wanted)


def test_what_is_typed_sorted_and_filtered_is_shown_as_the_concordance_gives_it(corpus):
    explorer = explore(corpus)
    assert explorer.status.value == "nothing found"
    explorer.query.value = "صلح"
    _same(explorer, "صلح")
    assert explorer.status.value == "1–4 of 4"
    explorer.sort.value, explorer.then.value = "left1", "right1"
    _same(explorer, "صلح", sort=("left1", "right1"))
    explorer.outlet.value = "کانا"
    _same(explorer, "صلح", sort=("left1", "right1"), outlet="کانا")
    explorer.outlet.value, explorer.since.value = "all outlets", "1403"
    _same(explorer, "صلح", sort=("left1", "right1"), since="1403")
    explorer.since.value, explorer.unit.value, explorer.query.value = "", "lemma", "گفتن"
    assert sorted(explorer.shown["node"]) == ["گفت", "گفت", "گفتند"]


def test_pages_turn_and_end():
    corpus = analysis.open()
    explorer = explore(corpus, "گفت", rows=20)
    wanted = concordance(corpus, "گفت", left=CONTEXT, right=CONTEXT)
    pages = [explorer.shown]
    while not explorer.next.disabled:
        explorer.next.click()
        pages.append(explorer.shown)
    assert [len(page) for page in pages[:-1]] == [20] * (len(wanted) // 20)
    pd.testing.assert_frame_equal(pd.concat(pages, ignore_index=True), wanted)
    explorer.back.click()
    pd.testing.assert_frame_equal(explorer.shown, pages[-2])
    explorer.sort.value = "random"
    assert explorer.page == 0
    again = explore(corpus, "گفت")
    again.sort.value = "random"
    pd.testing.assert_frame_equal(explorer.shown, again.shown)
    assert not explorer.shown.equals(pages[0])


@pytest.mark.parametrize(("query", "since"), [("[lemma=", ""), ("/(/", ""), ("صلح", "دیروز")])
def test_a_mistake_is_said_in_one_line_and_nothing_is_shown(corpus, query, since):
    explorer = explore(corpus, "صلح")
    explorer.since.value, explorer.query.value = since, query
    assert explorer.message.value
    assert "\n" not in explorer.message.value
    assert "<" not in explorer.message.value
    assert explorer.shown.empty
    explorer.since.value, explorer.query.value = "", "صلح پایدار"
    assert explorer.message.value == ""
    assert len(explorer.shown) == 1


def test_a_line_opens_its_article_at_its_place(corpus):
    explorer = explore(corpus, "شکننده")
    explorer.open(0)
    (opened,) = explorer.reading.outputs
    assert "【شکننده】" in opened["data"]["text/plain"]
    assert 'class="here"' in opened["data"]["text/html"]
    assert 'class="statement"' in opened["data"]["text/html"]
    explorer.marks.value = False
    explorer.open(0)
    assert 'class="statement"' not in explorer.reading.outputs[0]["data"]["text/html"]


def test_the_lines_that_are_shown_are_exported_as_they_are(corpus):
    explorer = explore(corpus, "صلح")
    explorer.sort.value = "date"
    explorer.export.click()
    path = corpus.folder / "tables" / "concordance.csv"
    assert explorer.message.value == f"4 of 4 lines written to {path}"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(path, keep_default_na=False, dtype="str")
    assert read["article_id"].tolist() == ["a", "a", "b", "c"]
    for row in read.itertuples():
        raw, start, end = TEXTS[row.article_id], int(row.start), int(row.end)
        assert raw[start:end] == row.node == "صلح"
        assert raw[start - len(row.before) : end + len(row.after)] == row.before + row.node + row.after
    assert read["before"].iloc[-1] == "=1+1 "


def test_a_file_of_somebody_else_stays(corpus):
    explorer = explore(corpus, "صلح")
    path = corpus.folder / "tables" / "concordance.csv"
    path.parent.mkdir()
    path.write_text("mine", encoding="utf-8")
    explorer.export.click()
    assert "was not made by goftman" in explorer.message.value
    assert path.read_text(encoding="utf-8") == "mine"
    explorer.file.value = "second.csv"
    explorer.export.click()
    explorer.query.value = "صلح پایدار"
    explorer.export.click()
    assert len(pd.read_csv(path.with_name("second.csv"))) == 1  # goftman's own file is written anew


@pytest.mark.parametrize("name", ["../a.csv", "a.txt", "", "/tmp/a.csv", ".csv/"])
def test_a_name_that_is_no_file_of_lines_is_said_in_one_line(corpus, name):
    explorer = explore(corpus, "صلح")
    explorer.file.value = name
    explorer.export.click()
    assert "must be a name that ends with .csv" in explorer.message.value
    assert not (corpus.folder / "tables").exists()


def test_rows_that_cannot_be_chosen_are_said_in_one_line(corpus):
    with pytest.raises(UserError, match=r"^rows is 7, but must be one of 10, 20"):
        explore(corpus, rows=7)


def test_in_a_terminal_the_lines_are_printed(corpus):
    assert "【شکننده】" in repr(explore(corpus, "شکننده"))
