"""The site, made of the notebooks as they are kept, one of which has something to show."""

import re
import shutil

import nbformat
import pandas as pd
import pytest
from browser import PATIENCE

from analysis import paths, site
from analysis.display import show
from analysis.errors import UserError

WIDGET = {site.WIDGET: {"model_id": "1", "version_major": 2, "version_minor": 0}, "text/plain": "VBox()"}
TABLE = {"text/html": show(pd.DataFrame({"واژه": [f"صلح {n}" for n in range(50)]}), rows=5)._repr_html_()}
PLACED = {"text/plain": f"Corpus('{paths.KIT}/data/practice', 35 articles)"}


def _cell(data):
    shown = nbformat.v4.new_output("execute_result", data, execution_count=1)
    return nbformat.v4.new_code_cell("shown", outputs=[shown], execution_count=1)


def _run(environment, keep):
    """In place of running: the notebooks as they are, and the figures that are kept."""
    shutil.copytree(paths.NOTEBOOKS, keep, ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(paths.KIT / "figures", keep.parent / "figures")
    notebook = nbformat.read(keep / "00_corpus.ipynb", as_version=4)
    prose = nbformat.v4.new_markdown_cell("این بند به فارسی است، با `code` در آن.\n\nEnglish, with «به گزارش …», ها, می in it.")
    notebook.cells[1:1] = [prose, *map(_cell, (WIDGET, TABLE, PLACED))]
    nbformat.write(notebook, keep / "00_corpus.ipynb")
    yield "00_corpus", 1.0


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a site."""
    pytest.importorskip("myst_nb", reason="no site: Sphinx and myst-nb are not installed (pip install -e '.[site]')")
    out = tmp_path_factory.mktemp("site")
    site.build(out, run=_run, say=lambda line: None)
    return out


@pytest.fixture(scope="module")
def first(made):
    """The page of the first notebook."""
    return (made / "notebooks" / "00_corpus.html").read_text(encoding="utf-8")


def test_each_document_and_notebook_has_a_page(made):
    documents = [*paths.DOCS.glob("*.md"), *paths.NOTEBOOKS.glob("*.ipynb"), paths.KIT / "data" / "TABLES.md"]
    expected = [path.relative_to(paths.KIT).with_suffix(".html") for path in documents]
    assert [name for name in [*expected, "index.html", "CONTRIBUTING.html"] if not (made / name).is_file()] == []
    assert re.search(
        r'href="notebooks/09_coding\.html".*href="docs/method\.html"',
        (made / "index.html").read_text(encoding="utf-8"),
        re.DOTALL,
    )


def test_the_reference_has_each_module_that_the_notebooks_import(made):
    cells = [cell.source for path in paths.NOTEBOOKS.glob("*.ipynb") for cell in nbformat.read(path, as_version=4).cells]
    lines = re.findall(
        r"^from analysis import (.+)|^from analysis\.(\w+) import|^import analysis\.(\w+)", "\n".join(cells), re.MULTILINE
    )
    imported = set(re.findall(r"\w+", " ".join(" ".join(line) for line in lines)))
    pages = {path.stem.removeprefix("analysis.") for path in (made / "docs" / "reference").glob("*.html")}
    assert len(imported) > 10
    assert imported - pages - {"display"} == set()  # what is public of display stands in three modules


def test_the_reference_says_of_a_function_what_its_docstring_says(made):
    page = (made / "docs" / "reference" / "analysis.collocation.html").read_text(encoding="utf-8")
    assert "ΔP(collocate | node) = O11 / R1 - O21 / R2" in page
    assert 'id="analysis.collocation.collocates"' in page


def test_persian_runs_from_the_right_also_within_english_and_code_from_the_left(first, made):
    assert '<p class="persian">این بند' in first
    assert '<p>English, with <span class="persian">«به گزارش …»</span>, <span class="persian">ها</span>, ' in first
    assert "pre, code, .sig { direction: ltr;" in (made / "_static" / "site.css").read_text(encoding="utf-8")


def test_a_widget_is_a_note_and_solutions_are_folded(first):
    assert "Interactive: open this notebook in JupyterLab" in first
    assert "VBox()" not in first
    assert "widget" not in first.split("Interactive:")[0]
    assert first.count('<details class="admonition hide') == first.count("tag_solution") > 0


def test_no_page_says_where_the_kit_lies_on_this_machine(made, first):
    assert "data/practice', 35 articles)" in first
    assert [path.name for path in made.rglob("*.html") if str(paths.KIT) in path.read_text(encoding="utf-8")] == []


def test_broken_links_and_what_would_be_fetched_are_named(tmp_path):
    (tmp_path / "b.html").write_text('<p id="here"></p>', encoding="utf-8")
    links = ["b.html", "b.html#here", "b.html#gone", "c.html", "#gone", "https://example.org/"]
    body = "".join(f'<a href="{link}"></a>' for link in links) + '<img src="data:,"><img src="no.png">'
    fetched = '<script src="https://example.org/x.js"></script><link href="//example.org/x.css">'
    (tmp_path / "a.html").write_text(body + fetched, encoding="utf-8")
    wrong = ["no place b.html#gone", "no file c.html", "no place #gone", "no file no.png"]
    wrong += ["fetches https://example.org/x.js", "fetches //example.org/x.css"]
    assert site.faults(tmp_path) == [f"a.html: {fault}" for fault in wrong]


def test_what_somebody_else_wrote_into_the_folder_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(site, "render", lambda source, pages: shutil.copytree(source, pages))
    (tmp_path / "index.md").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match=r"index\.md was not made by goftman"):
        site.build(tmp_path, run=_run, say=lambda line: None)
    assert [path.name for path in tmp_path.iterdir()] == ["index.md"]


def test_without_its_documents_there_is_no_site(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "DOCS", tmp_path)
    with pytest.raises(UserError, match="checkout"):
        site.build(tmp_path / "out")


def test_browser_opens_the_site_from_disk_pages_its_tables_and_asks_for_nothing(made, chromium):
    page, asked, errors = chromium.new_page(viewport={"width": 400, "height": 900}), [], []
    page.set_default_timeout(PATIENCE * 1000)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(error))
    page.goto((made / "notebooks" / "00_corpus.html").as_uri())
    page.locator(".dt-search input").first.fill("صلح 49")
    page.get_by_text("1 to 1 of 1").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == errors == []
