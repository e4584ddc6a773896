"""What goftman writes is whole, and never goes over what somebody else wrote or changed."""

import io
import os
import re
import zipfile

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

import analysis
from analysis import corpus as corpora
from analysis import output
from analysis.errors import UserError
from analysis.export import write_tables

TEXTS = {"a": "سیل در کوهسار\nباران آمد، رود بالا آمد.\n", "b": "وزیر گفت: «صلح، پایدار است.»\n", "c": "باغداران سیب می چینند.\n"}
TABLE = "article_id,outlet,date,note\nb,نوا,1400-01-01,یک\na,آوا,1403-01-01,\n"


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_written_and_replaced_by_the_same_hand(tmp_path):
    output.write(tmp_path / "new" / "folder", {"x.csv": b"1"})
    output.write(tmp_path / "new" / "folder", {"x.csv": b"2", "y.csv": b"3"})
    found = content(tmp_path / "new" / "folder")
    assert (found["x.csv"], found["y.csv"]) == (b"2", b"3")


def test_a_file_of_somebody_else_is_left_and_nothing_is_written_beside_it(tmp_path):
    (tmp_path / "z.csv").write_bytes(b"mine")
    with pytest.raises(UserError, match=r"z\.csv was not made by goftman"):
        output.write(tmp_path, {"a.csv": b"1", "z.csv": b"2"})
    assert content(tmp_path) == {"z.csv": b"mine"}


def test_a_file_that_was_changed_since_is_left(tmp_path):
    output.write(tmp_path, {"x.csv": b"1"})
    (tmp_path / "x.csv").write_bytes(b"1 and mine")
    with pytest.raises(UserError, match="changed since"):
        output.write(tmp_path, {"x.csv": b"2"})
    assert (tmp_path / "x.csv").read_bytes() == b"1 and mine"


@pytest.mark.parametrize("ledger", [b"", b"[]", b"[1]", b"null", b"\xff", b'{"x.csv": 1}'])
def test_with_a_damaged_ledger_every_file_is_somebody_elses(tmp_path, ledger):
    output.write(tmp_path, {"x.csv": b"1"})
    (tmp_path / output.LEDGER).write_bytes(ledger)
    output.write(tmp_path, {"x.csv": b"1"})  # nothing would be lost
    (tmp_path / output.LEDGER).write_bytes(ledger)
    with pytest.raises(UserError):
        output.write(tmp_path, {"x.csv": b"2"})


def test_an_interrupted_write_leaves_the_old_file_whole_and_no_rest(tmp_path, monkeypatch):
    output.write(tmp_path, {"x.csv": b"1"})
    before = content(tmp_path)

    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        output.write(tmp_path, {"x.csv": b"2"})
    assert content(tmp_path) == before


def test_a_folder_below_a_file_cannot_be_written(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    for folder in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(UserError, match="choose a folder where you may write"):
            output.write(folder, {"x.csv": b"1"})
    assert (tmp_path / "file").read_bytes() == b"x"


def test_a_folder_in_the_place_of_a_file_is_left(tmp_path):
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(UserError, match=r"cannot write .*x\.csv"):
        output.write(tmp_path, {"x.csv": b"1"})


# --- the tables of a corpus -------------------------------------------------------------------------------------------

ARTICLES = (
    "article_id title outlet source date date_jalali title_from outlet_from date_from path encoding sha256 n_tokens n_sentences"
    " near_duplicate_of note"
).split()
SENTENCES = "article_id start end sentence_id paragraph section kind text".split()
TOKENS = "article_id start end sentence_id token_id text norm lemma is_word is_stop".split()


@pytest.fixture
def corpus(write_corpus):
    return analysis.open(write_corpus(TEXTS, {"articles.csv": TABLE}))


@pytest.mark.parametrize(("name", "columns"), [("articles", ARTICLES), ("sentences", SENTENCES), ("tokens", TOKENS)])
def test_each_table_has_the_columns_of_the_contract_in_csv_and_parquet(corpus, tmp_path, name, columns):
    write_tables(corpus, tmp_path / "out")
    assert (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8").split("\n")[0].split(",") == columns
    assert pq.read_schema(tmp_path / "out" / f"{name}.parquet").names == columns


@pytest.mark.parametrize("name", ["articles", "sentences", "tokens"])
def test_csv_and_parquet_hold_the_same_values(corpus, tmp_path, name):
    rows = write_tables(corpus, tmp_path / "out")
    read = pd.read_csv(tmp_path / "out" / f"{name}.csv", dtype=str, keep_default_na=False)
    parquet = pd.read_parquet(tmp_path / "out" / f"{name}.parquet")
    assert len(read) == rows[name] > 0
    assert read.values.tolist() == parquet.astype("str").values.tolist()


def test_csv_is_utf8_without_mark_and_with_plain_line_feeds(corpus, tmp_path):
    write_tables(corpus, tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        data = path.read_bytes()
        assert not data.decode("utf-8").startswith("\ufeff")
        assert b"\r" not in data
        assert data.endswith(b"\n")


def test_tokens_of_the_written_table_stand_in_the_text_at_their_offsets(corpus, tmp_path):
    write_tables(corpus, tmp_path / "out")
    tokens = pd.read_csv(tmp_path / "out" / "tokens.csv")
    for row in tokens.itertuples():
        assert TEXTS[row.article_id][row.start : row.end] == row.text
    assert "می چینند" in tokens["text"].tolist()


def test_a_second_run_gives_the_same_bytes(corpus, tmp_path):
    write_tables(corpus, tmp_path / "one")
    write_tables(analysis.open(corpus.folder, cache=tmp_path / "cache"), tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_files_and_rows_in_another_order_and_other_batches_give_the_same_bytes(write_corpus, tmp_path, monkeypatch):
    head, *rows = TABLE.splitlines()
    one = write_corpus(TEXTS, {"articles.csv": TABLE}, name="یک")
    two = write_corpus(dict(reversed(TEXTS.items())), {"articles.csv": "\n".join([head, *reversed(rows)])}, name="دو")
    write_tables(analysis.open(one), tmp_path / "one")
    monkeypatch.setattr(corpora, "BATCH", 1)
    write_tables(analysis.open(two), tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_corpus_that_grew_by_and_by_gives_the_same_bytes_as_one_built_at_once(write_corpus, tmp_path):
    folder = write_corpus({"c": TEXTS["c"]}, {"articles.csv": TABLE})
    analysis.open(folder)
    write_corpus({"a": TEXTS["a"]})
    analysis.open(folder)
    write_corpus({"b": TEXTS["b"]})
    write_tables(analysis.open(folder), tmp_path / "one")
    write_tables(analysis.open(folder, cache=tmp_path / "cache"), tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


@pytest.mark.parametrize("place", [".", "articles", "articles/tables"])
def test_tables_are_not_written_into_the_corpus_itself(write_corpus, place):
    folder = write_corpus(TEXTS)  # without articles.csv: a table of that name would be taken for it
    with pytest.raises(UserError, match="holds the corpus itself"):
        write_tables(analysis.open(folder), folder / place)
    assert sorted(path.name for path in folder.rglob("*.*")) == ["a.txt", "b.txt", "c.txt"]


def test_tables_are_not_written_into_a_bare_folder_of_texts_but_below_it(tmp_path):
    (tmp_path / "a.txt").write_text(TEXTS["a"], encoding="utf-8")
    corpus = analysis.open(tmp_path)
    with pytest.raises(UserError, match="holds the corpus itself"):
        write_tables(corpus, tmp_path)
    write_tables(corpus, tmp_path / "tables")
    assert pd.read_csv(io.BytesIO((tmp_path / "tables" / "articles.csv").read_bytes()))["article_id"].tolist() == ["a"]
    assert list(analysis.open(tmp_path).files) == ["a"]


def test_two_office_files_that_differ_in_the_time_of_making_alone_are_made_the_same():
    def made(day):
        book = openpyxl.Workbook()
        book.active["A1"] = "صلح"
        buffer = io.BytesIO()
        book.save(buffer)
        archive = io.BytesIO()
        with zipfile.ZipFile(buffer) as given, zipfile.ZipFile(archive, "w") as late:
            for name in given.namelist():
                content = re.sub(rb"\d{4}-\d\d-\d\dT", b"20%02d-01-01T" % day, given.read(name))
                late.writestr(zipfile.ZipInfo(name, (2000 + day, 1, 1, 0, 0, 0)), content)
        return archive.getvalue()

    one, two = made(1), made(2)
    assert one != two
    assert output.settled(one) == output.settled(two)
    assert openpyxl.load_workbook(io.BytesIO(output.settled(one))).active["A1"].value == "صلح"
