"""What figures were made of is kept beside them, and a later run says which no longer match, and what changed."""

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis import gallery, notebooks, output, paths, provenance
from analysis.cli import commands
from analysis.errors import UserError
from analysis.verify import changed, verify

TEXTS = {"a": "سیل در کوهسار\nباران آمد، رود بالا آمد.\n", "b": "وزیر گفت: «صلح پایدار است.»\n"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A corpus with the figures of the first notebook."""
    folder = tmp_path_factory.mktemp("made") / "پیکره"
    (folder / "articles").mkdir(parents=True)
    (folder / "codebook").mkdir()
    for name, text in TEXTS.items():
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "articles.csv").write_text("article_id,outlet\na,نوا\nb,آوا\n", encoding="utf-8")
    shutil.copy(paths.CODEBOOK / "stopwords.csv", folder / "codebook")
    list(notebooks.run({"GOFTMAN_CORPUS": str(folder), "GOFTMAN_OUT": str(folder)}, only="00"))
    return folder


@pytest.fixture
def corpus(kept, tmp_path):
    """A copy of it, to be changed."""
    return shutil.copytree(kept, tmp_path / "کار")


def test_unchanged_figures_match_to_the_byte_wherever_the_corpus_lies(corpus):
    assert verify(corpus, corpus / "figures") == ([], [])


def test_a_changed_number_is_named_with_its_figure_row_and_column(corpus):
    path = corpus / "figures" / "00_words_by_outlet.csv"
    table = pd.read_csv(path)
    true = int(table.loc[1, "words"])
    table.loc[1, "words"] += 1
    table.to_csv(path, index=False, lineterminator="\n")
    assert verify(corpus, corpus / "figures") == (
        [
            "00_words_by_outlet.csv was changed since it was made",
            f"00_words_by_outlet: row 2, words: kept is {true + 1}, now it is {true}",
        ],
        [],
    )


def test_a_changed_article_and_a_changed_row_of_the_codebook_are_named(corpus):
    (corpus / "articles" / "b.txt").write_text(TEXTS["b"] + "باز هم صلح.\n", encoding="utf-8")
    codebook = corpus / "codebook" / "stopwords.csv"
    codebook.write_text(codebook.read_text(encoding="utf-8").replace("از,", "ازبهر,", 1), encoding="utf-8")
    done = CliRunner().invoke(commands, ["verify", str(corpus)])
    assert done.exit_code == 2
    lines = done.stdout.splitlines()
    assert [line for line in lines if "changed: " in line] == ["article changed: b.txt", "codebook file changed: stopwords.csv"]
    assert [line.split(",")[0] for line in lines if line.startswith("00_words_by_outlet: ")] == ["00_words_by_outlet: row 1"]
    assert done.stderr.endswith("1 figure or files no longer match\n") or "figures or files no longer match" in done.stderr


def test_figures_of_which_nothing_is_known_are_named(tmp_path):
    with pytest.raises(UserError, match=r"has no PROVENANCE\.json.*: run goftman figures first"):
        verify(tmp_path, tmp_path / "figures")


def test_what_figures_were_made_of_names_no_place_and_no_time(kept):
    for name in (provenance.FILE, output.LEDGER, gallery.FILE):
        text = (kept / "figures" / name).read_text(encoding="utf-8")
        assert str(kept.parent) not in text
        assert str(Path.home()) not in text
    known = provenance.read(kept / "figures")
    assert sorted(known["figures"]) == ["00_articles_over_time", "00_words_by_outlet"]
    [snapshot] = known["snapshots"].values()
    assert sorted(snapshot["articles"]) == ["a.txt", "b.txt"]
    assert sorted(snapshot["tables"]) == ["articles.csv"]
    assert {"matplotlib", "pandas", "python", "platform"} <= snapshot["packages"].keys()
    assert known["figures"]["00_words_by_outlet"]["parameters"]["LANG"] == "language.chosen()"


def test_every_figure_of_every_notebook_is_described():
    found = {name for path in paths.NOTEBOOKS.glob("*.ipynb") for name in provenance.described(path)}
    assert found == {path.stem for path in (paths.KIT / "figures").glob("*.csv")}


def test_changed_packages_are_named_with_their_versions():
    assert changed({"packages": {"numpy": "2.0"}}, {"packages": {"numpy": "2.1"}}) == ["package changed: numpy (2.0, now 2.1)"]


# --- the page of all figures --------------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    """The tags of a page, its links, and its text; every tag that is opened must be closed."""

    VOID = ("meta", "img")

    def __init__(self, text):
        super().__init__()
        self.open, self.links, self.tags, self.text = [], [], [], ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("href", "src")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_the_page_shows_every_figure_with_its_numbers_and_links_to_its_files(kept):
    page = _Page((kept / "figures" / gallery.FILE).read_text(encoding="utf-8"))
    assert page.tags.count("figure") == 2
    assert "script" not in page.tags
    files = {unquote(link) for link in page.links}
    assert files == {
        f"{name}.{suffix}" for name in ("00_articles_over_time", "00_words_by_outlet") for suffix in ("pdf", "svg", "png", "csv")
    }
    assert all((kept / "figures" / file).is_file() for file in files)
    assert "نوا" in page.text


def test_whatever_stands_in_a_table_is_shown_as_text(tmp_path):
    hostile = "<script>alert('x')</script>&\"</td>"
    pd.DataFrame({hostile: [hostile]}).to_csv(tmp_path / "x.csv", index=False)
    figure = {
        "notebook": "n",
        "question": hostile,
        "caption": hostile,
        "parameters": {},
        "size": "page",
        "labels": "fa",
        "made_from": "",
    }
    output.write(tmp_path, {provenance.FILE: json.dumps({"figures": {"x": figure}, "snapshots": {}}).encode()})
    gallery.write(tmp_path)
    page = _Page((tmp_path / gallery.FILE).read_text(encoding="utf-8"))
    assert "script" not in page.tags
    assert page.text.count(hostile) == 4  # question, caption, heading and cell
