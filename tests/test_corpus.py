"""A folder of articles is read without changing a letter, and every offset points back into it."""

import os
import subprocess
import sys

import pytest

import analysis
from analysis import corpus, reading
from analysis.errors import UserError

TEXT = "كشور ساحلستان و كشور كوهسار پيمان بستند.\r\nوزير گفت: «صلح پايدار است.»\r\n"  # also Windows-1256 has these letters
ENCODINGS = {
    "utf-8": TEXT.encode(),
    "utf-8-sig": b"\xef\xbb\xbf" + TEXT.encode(),
    "utf-16 from the left": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "utf-16 from the right": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "cp1256": TEXT.encode("cp1256"),
}


def slices_hold(corpus):
    """Whether each token and sentence stands in the raw text where its offsets say."""
    raws = {article: corpus.raw(article) for article in corpus.files}
    tables = (corpus.tokens, corpus.sentences)
    return all(raws[row.article_id][row.start : row.end] == row.text for table in tables for row in table.itertuples())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_article_is_read_in_the_encodings_that_windows_writes_and_its_encoding_is_recorded(write_corpus, encoding):
    read = analysis.open(write_corpus({"a": ENCODINGS[encoding]}))
    assert read.raw("a") == TEXT
    assert read.articles["encoding"].tolist() == [encoding.split(" from")[0]]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_offsets_count_from_after_the_byte_order_mark_and_carriage_returns_count(write_corpus, encoding):
    read = analysis.open(write_corpus({"a": ENCODINGS[encoding]}))
    assert slices_hold(read)
    assert read.tokens["start"].tolist()[:2] == [0, 5]
    first, second, _ = TEXT.split("\r\n")
    assert read.sentences[["start", "end"]].values.tolist() == [[0, len(first)], [len(first) + 2, len(TEXT) - 2]]
    assert read.sentences["text"].tolist() == [first, second]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\r\n \r\n", "\u2028", "\x0b"])
def test_every_kind_of_line_end_ends_a_sentence_and_shifts_no_offset(write_corpus, end):
    read = analysis.open(write_corpus({"a": end.join(["", "باران آمد", "برف آمد", "آفتاب شد", ""])}))
    assert slices_hold(read)
    assert read.sentences["text"].tolist() == ["باران آمد", "برف آمد", "آفتاب شد"]


def test_an_article_without_an_end_of_line_or_of_one_word_is_read(write_corpus):
    read = analysis.open(write_corpus({"a": "صلح", "b": "صلح."}))
    assert slices_hold(read)
    assert read.tokens.groupby("article_id", observed=True).size().to_dict() == {"a": 1, "b": 2}


def test_counts_of_tokens_and_sentences_stand_with_each_article(write_corpus):
    read = analysis.open(write_corpus({"a": "باران آمد. برف آمد!", "b": "صلح"}))
    assert read.articles[["n_tokens", "n_sentences"]].values.tolist() == [[6, 2], [1, 1]]


def test_real_articles_keep_every_offset(shared):
    read = analysis.open(shared / "news-mixed")
    assert len(read.articles) == 150
    assert slices_hold(read)


def test_ids_of_sentences_and_tokens_begin_anew_in_each_article(write_corpus):
    read = analysis.open(write_corpus({"a": "باران آمد. برف آمد.", "b": "صلح. جنگ."}))
    starts = read.tokens.groupby("article_id", observed=True)[["sentence_id", "token_id"]].agg(["min", "max"])
    assert starts.values.tolist() == [[0, 1, 0, 5], [0, 1, 0, 3]]


# --- which files are articles -----------------------------------------------------------------------------------------


def test_a_bare_folder_of_text_files_is_a_corpus(tmp_path):
    (tmp_path / "یک.txt").write_text("باران آمد.", encoding="utf-8")
    assert analysis.open(tmp_path).articles["article_id"].tolist() == ["یک"]


def test_sub_folders_count_and_the_path_names_them(write_corpus):
    read = analysis.open(write_corpus({"b": "باران آمد.", "sal/a": "برف آمد."}))
    assert read.articles[["article_id", "path"]].values.tolist() == [["a", "sal/a.txt"], ["b", "b.txt"]]


def test_a_file_that_moved_to_a_sub_folder_is_found_there(write_corpus):
    folder = write_corpus({"a": "باران آمد.", "sal/b": "برف آمد."})
    analysis.open(folder)
    (folder / "articles" / "a.txt").rename(folder / "articles" / "sal" / "a.txt")
    assert analysis.open(folder).articles["path"].tolist() == ["sal/a.txt", "sal/b.txt"]


def test_a_file_ending_in_capitals_counts_and_hidden_files_do_not(write_corpus):
    others = {"articles/B.TXT": "برف آمد.", "articles/._a.txt": "x", "articles/~$a.txt": "x", "articles/note.md": "x"}
    others["articles/.ipynb_checkpoints/a-checkpoint.txt"] = "باران آمد."
    assert list(analysis.open(write_corpus({"a": "باران آمد."}, others)).files) == ["B", "a"]


def test_a_link_within_the_folder_is_an_article(write_corpus):
    folder = write_corpus({"a": "باران آمد."})
    (folder / "articles" / "b.txt").symlink_to(folder / "articles" / "a.txt")
    assert analysis.open(folder).raw("b") == "باران آمد."


@pytest.mark.parametrize("target", ["out/x.txt", "out", "nowhere.txt"])
def test_a_link_out_of_the_folder_or_to_nothing_is_refused_and_named(write_corpus, tmp_path, target):
    folder = write_corpus({"a": "باران آمد."})
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "x.txt").write_text("برف آمد.", encoding="utf-8")
    link = folder / "articles" / ("b" if target == "out" else "b.txt")
    link.symlink_to(tmp_path / target)
    with pytest.raises(UserError, match="is a link") as error:
        analysis.open(folder)
    assert str(link) in str(error.value)


def test_a_link_to_a_folder_without_articles_does_no_harm(tmp_path):
    corpus_folder, figures = tmp_path / "corpus", tmp_path / "figures"
    corpus_folder.mkdir()
    figures.mkdir()
    (corpus_folder / "a.txt").write_text("باران آمد.", encoding="utf-8")
    (corpus_folder / "figures").symlink_to(figures)
    assert list(analysis.open(corpus_folder).files) == ["a"]


def test_a_file_name_that_is_not_utf8_is_refused_in_a_line_that_can_be_printed(write_corpus):
    folder = write_corpus({"a": "باران آمد."})
    path = os.path.join(os.fsencode(folder), b"articles", b"r\xe9sum\xe9.txt")  # noqa: PTH118
    with open(path, "wb") as file:  # noqa: PTH123
        file.write("برف آمد.".encode())
    with pytest.raises(UserError, match="give it another name") as error:
        analysis.open(folder)
    str(error.value).encode("utf-8")


# --- bytes that are no article ----------------------------------------------------------------------------------------

FRENCH = "Le ministre a déclaré que la réunion était très utile à l'économie française.".encode("latin-1")
WRONG = {
    "empty": (b"", "is empty"),
    "only white space": ("\u00a0 \n\u200c\u200f".encode(), "is empty"),
    "only a mark": (b"\xef\xbb\xbf", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02", "not a text file"),
    "utf-16 without mark": ("باران آمد و رفت".encode("utf-16-le"), "not a text file"),
    "utf-32": ("باران آمد".encode("utf-32"), "not a text file"),
    "latin-1": (FRENCH, "neither UTF-8 nor Windows-1256"),
    "half a letter of utf-16": (b"\xff\xfe" + "باران".encode("utf-16-le") + b"\x06", "damaged"),
    "cut off utf-8": (("باران آمد و رفت. " * 3).encode()[:-3] + b"\xd8", "damaged"),
    "damaged utf-8 with mark": (b"\xef\xbb\xbf" + "باران".encode() + b"\xff", "damaged"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_file_that_is_no_article_is_refused_by_name_with_what_to_do(write_corpus, kind):
    data, said = WRONG[kind]
    folder = write_corpus({"a": "باران آمد.", "bad": data})
    with pytest.raises(UserError, match=said) as error:
        analysis.open(folder)
    assert str(folder / "articles" / "bad.txt") in str(error.value)
    assert "\n" not in str(error.value)


def test_the_line_of_the_damage_is_named(tmp_path):
    data = "باران آمد و رفت.\nبرف آمد و رفت.\n".encode() + b"\xd8 " + "آفتاب شد.".encode()
    with pytest.raises(UserError, match=r"a\.txt:3: damaged"):
        reading.decode(data, tmp_path / "a.txt")


@pytest.mark.parametrize("text", ["دگرگوني بزرگ", "کتاب", "پايگاه گزارش کرد که پيچ و ژاله آمد"])
def test_windows_1256_is_not_taken_for_damaged_utf8(tmp_path, text):
    assert reading.decode(text.encode("cp1256"), tmp_path / "a.txt") == (text, "cp1256")


def test_a_file_that_may_not_be_read_is_named(write_corpus, monkeypatch):
    folder = write_corpus({"a": "باران آمد."})

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(UserError, match=r"cannot read .*a\.txt"):
        corpus.build({"a": folder / "articles" / "a.txt"})


def test_a_sub_folder_that_may_not_be_read_is_not_passed_over(write_corpus, monkeypatch):
    folder = write_corpus({"a": "باران آمد.", "closed/b": "برف آمد."})
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(UserError, match=r"cannot read .*closed"):
        analysis.open(folder)


# --- the corpus as a whole --------------------------------------------------------------------------------------------


def test_a_part_of_a_corpus_has_the_rows_of_its_articles_alone(write_corpus):
    read = analysis.open(write_corpus({"a": "باران آمد.", "b": "برف آمد.", "c": "آفتاب شد."}))
    part = read.only(["c", "a"])
    assert part.articles["article_id"].tolist() == ["a", "c"]
    assert part.tokens["text"].tolist() == ["باران", "آمد", ".", "آفتاب", "شد", "."]
    assert part.sentences["text"].tolist() == ["باران آمد.", "آفتاب شد."]
    assert slices_hold(part)


def test_a_part_of_no_article_has_empty_tables_with_the_same_columns(write_corpus):
    read = analysis.open(write_corpus({"a": "باران آمد."}))
    none = read.only([])
    for table in ("articles", "sentences", "tokens"):
        assert len(getattr(none, table)) == 0
        assert getattr(none, table).columns.tolist() == getattr(read, table).columns.tolist()


def test_an_unknown_article_is_named(write_corpus):
    read = analysis.open(write_corpus({"a": "باران آمد."}))
    with pytest.raises(UserError, match="has no article z"):
        read.only(["a", "z"])
    with pytest.raises(UserError, match="has no article z"):
        read.raw("z")


def test_a_text_that_was_changed_after_opening_is_not_shown_under_old_offsets(write_corpus):
    folder = write_corpus({"a": "باران آمد."})
    read = analysis.open(folder)
    (folder / "articles" / "a.txt").write_text("برف سنگین آمد.", encoding="utf-8")
    with pytest.raises(UserError, match="open the corpus again"):
        read.raw("a")
    assert analysis.open(folder).raw("a") == "برف سنگین آمد."


def test_a_folder_of_actors_must_be_one(write_corpus, tmp_path):
    folder = write_corpus({"a": "باران آمد."})
    with pytest.raises(UserError, match=r"has no actors\.csv"):
        analysis.open(folder, actors=tmp_path)
    (tmp_path / "actors.csv").write_text("actor_id,label_fa,kind\n", encoding="utf-8")
    assert analysis.open(folder, actors=tmp_path).actors_folder == tmp_path
    assert analysis.open(folder).actors_folder == folder


def test_the_corpus_of_the_environment_is_opened_where_none_is_given(write_corpus, monkeypatch):
    monkeypatch.setenv("GOFTMAN_CORPUS", str(write_corpus({"tanha": "باران آمد."})))
    assert list(analysis.open().files) == ["tanha"]


@pytest.mark.parametrize("given", ["abc", "1.5", ""])
def test_a_number_of_workers_is_a_number(write_corpus, monkeypatch, given):
    monkeypatch.setenv("GOFTMAN_WORKERS", given)
    folder = write_corpus({"a": "باران آمد."})
    if given:
        with pytest.raises(UserError, match="GOFTMAN_WORKERS is"):
            analysis.open(folder)
    else:
        assert len(analysis.open(folder).articles) == 1


def test_importing_the_package_loads_none_of_the_slow_libraries():
    code = "import analysis, sys; print({'pandas', 'hazm', 'matplotlib', 'scipy', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
