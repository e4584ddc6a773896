"""Tables, articles and lines as a reader sees them in JupyterLab and in exported HTML."""

from browser import PATIENCE

HOSTILE = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
CELLS = [
    """import pandas as pd, analysis
from analysis.concordance import concordance
from analysis.display import article, kwic, show
from analysis.display_article import Article
corpus = analysis.open()""",
    f"""words = [{HOSTILE!r}, *(f'صلح {{n}}' for n in range(200))]
show(pd.DataFrame({{'واژه': words, 'n': range(201)}}), rows=4, persian_digits=True)""",
    "show(corpus.articles[['article_id', 'outlet', 'n_tokens']], rows=3)",
    f"Article({HOSTILE!r} + ' صلح', {{}}, at=(0, 5), about=[{HOSTILE!r}])",
    "article(corpus, 'e01-kana', at=(1700, 1710))",
    "kwic(concordance(corpus, 'گفت', width='characters', left=200, right=200), rows=5)",
]


def _rows(page, table):
    return page.locator("table.goftman").nth(table).locator("tbody tr:visible").all_inner_texts()


def _page_search_and_sort(page):
    """A large table has pages, and is searched and sorted, by number and not by digit."""
    from playwright.sync_api import expect

    shows = lambda column, cells: expect(  # noqa: E731
        page.locator("table.goftman").first.locator(f"tbody td:nth-child({column})")
    ).to_have_text(cells, timeout=PATIENCE * 1000)
    page.locator(".dt-container").nth(1).wait_for()
    assert [len(_rows(page, table)) for table in (0, 1)] == [4, 3]
    search, order = page.locator(".dt-search input").first, page.locator(".dt-column-order").nth(1)
    search.fill("صلح 199")
    shows(2, ["۲۰۰"])
    search.fill("onerror")
    shows(1, [HOSTILE])
    search.fill("")
    order.click()
    shows(2, ["۰", "۱", "۲", "۳"])
    order.click()
    shows(2, ["۲۰۰", "۱۹۹", "۱۹۸", "۱۹۷"])


def _inside(box, outer):
    return box["y"] >= outer["y"] and box["y"] + box["height"] <= outer["y"] + outer["height"]


def test_in_jupyterlab_tables_page_articles_open_at_their_place_and_text_is_never_run(open_notebook):
    notebook = open_notebook(CELLS)
    page = notebook.page
    _page_search_and_sort(page)
    text = page.locator(".goftman-article .text").nth(1)
    assert _inside(text.locator(".here").bounding_box(), text.bounding_box())
    assert page.evaluate("() => window.hacked") is None
    assert not notebook.foreign


def test_the_node_stands_in_one_column_with_what_comes_before_it_at_its_right(open_notebook):
    page = open_notebook([CELLS[0], CELLS[-1]]).page
    for row in page.locator(".goftman-lines tbody tr").all():
        before, after = (row.locator(f".{name} span").bounding_box() for name in ("before", "after"))
        node = row.locator(".node").bounding_box()
        assert after["x"] + after["width"] - 1 <= node["x"] + 10
        assert before["x"] + 10 >= node["x"] + node["width"] - 1
        assert before["x"] - (node["x"] + node["width"]) < 20  # the words next to the node are seen, not cut
    nodes = [node.bounding_box()["x"] for node in page.locator(".goftman-lines td.node").all()]
    assert max(nodes) - min(nodes) < 1


def test_exported_html_pages_its_tables_without_a_network_and_shows_their_first_rows_without_javascript(tmp_path, chromium):
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    NotebookClient(notebook, kernel_name="python3", timeout=None, extra_arguments=["--log-level=ERROR"]).execute()
    (tmp_path / "notebook.html").write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    for scripts in (True, False):
        context = chromium.new_context(java_script_enabled=scripts, offline=True)
        page = context.new_page()
        page.goto((tmp_path / "notebook.html").as_uri(), wait_until="commit")
        if scripts:
            _page_search_and_sort(page)
            assert page.evaluate("() => window.hacked") is None
        else:
            page.locator(".goftman-lines").wait_for()
            assert [len(_rows(page, table)) for table in (0, 1)] == [4, 3]
        context.close()
