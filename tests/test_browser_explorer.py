"""The explorer of a concordance as a reader uses it: with keyboard and mouse, in JupyterLab."""

import pandas as pd
import pytest

HACK = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
TEXTS = {
    "a": "وزیر گفت: صلح پایدار است.\n\nمردم از صلح گفتند.",
    "b": f"نماینده گفت: صلح شکننده است {HACK} و این را همه می‌دانند.",
    "c": "\n\n".join(["بندی بلند که از صلح هیچ نمی‌گوید، اما جا می‌گیرد."] * 60),
}
CELL = "import analysis\nfrom analysis.explorer import explore\nexplore(analysis.open({!r}))"


@pytest.fixture
def explorer(write_corpus, open_notebook):
    """The folder of a corpus and the notebook in which it is explored."""
    attribute = HACK.replace('"', '""')
    table = f'article_id,title,outlet,date_jalali\na,صلح,کانا,1402-07-01\nb,"{attribute}","{attribute}",1403-01-01\nc,,کانا,\n'
    folder = write_corpus(TEXTS, {"articles.csv": table})
    return folder, open_notebook([CELL.format(str(folder))])


def _search(page, query):
    field = page.locator(".goftman-explorer input[type=text]").first
    field.fill(query)
    field.press("Enter")
    return page.locator(".goftman-chooser tbody tr")


def _choose(page, name, value):
    page.locator(".goftman-explorer").get_by_label(name, exact=True).select_option(value)


def _words(page, selector):
    """Where the first and the last word of a line stand: (left end, right end) of each."""
    return page.locator(selector).first.evaluate("""line => {
        const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), node = texts.nextNode();
        const words = [...node.data.matchAll(/[^\\s:،.]+/g)];
        return [words[0], words.at(-1)].map(word => {
            const range = document.createRange();
            range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
            const box = range.getBoundingClientRect(); return [box.left, box.right];
        });
    }""")


def test_a_search_is_typed_sorted_read_in_its_article_and_exported(explorer):
    from playwright.sync_api import expect

    folder, notebook = explorer
    page = notebook.page
    rows = _search(page, "صلح")
    page.get_by_text("1–20 of 63").wait_for()
    _choose(page, "outlet", "کانا")
    page.get_by_text("1–20 of 62").wait_for()
    _choose(page, "sort", "left1")
    expect(rows.locator(".after").first).to_have_text(" پایدار است.\n\nمردم از صلح گفتند.")
    page.get_by_role("button", name="export these lines").click()
    page.get_by_text("20 of 62 lines written to").wait_for()
    read = pd.read_csv(folder / "tables" / "concordance.csv", keep_default_na=False)
    assert len(read) == 20
    assert read["after"].str.split().str[0].str.strip(".").tolist() == ["پایدار", "گفتند", *["هیچ"] * 18]
    for row in read.itertuples():
        raw = TEXTS[row.article_id]
        assert raw[row.start - len(row.before) : row.end + len(row.after)] == row.before + raw[row.start : row.end] + row.after

    rows.nth(19).click()
    here = page.locator(".goftman-article .text .here")
    here.wait_for()
    place, box = here.bounding_box(), page.locator(".goftman-article .text").bounding_box()
    assert box["y"] <= place["y"] <= box["y"] + box["height"] - place["height"]
    assert page.locator(".goftman-article .text").evaluate("box => box.textContent") == TEXTS["c"]
    rows.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".goftman-article .text")).to_contain_text("وزیر گفت")

    _search(page, "[lemma=")
    expect(page.locator(".goftman-explorer")).to_contain_text("nothing found")
    expect(page.locator(".goftman-explorer")).to_contain_text("the query [lemma= cannot be read at character 2")
    assert not notebook.foreign


def test_persian_runs_from_right_to_left_numbers_do_not_and_a_hostile_article_runs_nothing(explorer, tmp_path):
    _, notebook = explorer
    page = notebook.page
    row = _search(page, "شکننده").first
    assert "<script>window.hacked=1</script><img" in row.locator(".after").inner_text()
    row.click()
    page.locator(".goftman-article .text .here").wait_for()
    assert page.locator(".goftman-article .text").evaluate("box => box.textContent") == TEXTS["b"]
    assert HACK in page.locator(".goftman-article .about").inner_text()
    assert page.evaluate("() => window.hacked") is None
    assert page.locator(".goftman-explorer img").count() == 0

    assert page.screenshot(path=tmp_path / "explorer.png")
    for selector in (".goftman-chooser .before span", ".goftman-article .text"):
        first, last = _words(page, selector)
        assert last[1] < first[0]
    for selector in (".goftman-chooser td.place", ".jp-Notebook", ".jp-CodeCell .cm-content"):
        assert page.locator(selector).first.evaluate("part => getComputedStyle(part).direction") == "ltr"
