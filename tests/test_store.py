"""What is built once is kept: a change costs the work of what changed, and no accident leaves tables that are wrong."""

import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis import corpus
from analysis.errors import UserError
from analysis.store import Store

TEXTS = {
    "a": "باران در کوهسار آمد. رود بالا آمد.",
    "b": "وزیر ساحلستان به کوهسار رفت و گفت: صلح پایدار است.",
    "c": "باغداران سیب چیدند.",
    "d": "برف آمد و راه‌ها بسته شد!",
    "e": "تیم کوهسار برد.",
    "f": "دریاچه آرام بود، باد نمی وزید.",
}
TABLES = ("articles", "sentences", "tokens")


@pytest.fixture
def built(monkeypatch):
    """The articles of each batch that is built, in order."""
    batches, build = [], corpus.build
    monkeypatch.setattr(corpus, "build", lambda batch, *rest: batches.append(list(batch)) or build(batch, *rest))
    return batches


@pytest.fixture
def small(monkeypatch):
    """Each article is a batch of its own."""
    monkeypatch.setattr(corpus, "BATCH", 1)


def open_(folder, **options):
    return analysis.open(folder, **{"workers": 1} | options)


def tables(read):
    return {name: getattr(read, name).astype({"article_id": "str"}) for name in TABLES}


def assert_same(one, other):
    for name, table in tables(one).items():
        table = table.astype(dict.fromkeys(table.select_dtypes("category"), "str"))
        counterpart = tables(other)[name]
        assert_frame_equal(table, counterpart.astype(dict.fromkeys(counterpart.select_dtypes("category"), "str")))


def fresh(folder, tmp_path):
    """The corpus as it is built with an empty cache."""
    return open_(folder, cache=tmp_path / f"fresh{len(list(tmp_path.glob('fresh*')))}")


def write(folder, article, text):
    path = folder / "articles" / f"{article}.txt"
    path.write_text(text, encoding="utf-8")
    return path


# --- what changes costs its own work ----------------------------------------------------------------------------------


def test_what_is_built_is_not_built_again(write_corpus, built):
    folder = write_corpus(TEXTS)
    open_(folder)
    open_(folder)
    assert built == [list(TEXTS)]


def test_one_changed_article_costs_one_articles_work(write_corpus, built, tmp_path):
    folder = write_corpus(TEXTS)
    open_(folder)
    write(folder, "c", "باغداران گیلاس چیدند و فروختند.")
    read = open_(folder)
    assert built[1:] == [["c"]]
    assert read.tokens.loc[read.tokens["article_id"] == "c", "text"].tolist() == [
        "باغداران",
        "گیلاس",
        "چیدند",
        "و",
        "فروختند",
        ".",
    ]
    assert_same(read, fresh(folder, tmp_path))


@pytest.mark.parametrize("forms", [200, 40_000])
def test_a_part_with_few_forms_goes_together_with_one_with_many(write_corpus, tmp_path, forms):
    letters = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
    many = [letters[n // 1024] + letters[n // 32 % 32] + letters[n % 32] if n < 32768 else f"{n}الف" for n in range(forms)]
    folder = write_corpus({"a": "باران آمد.", "b": " ".join(many)})
    open_(folder)
    write(folder, "a", "برف آمد.")
    read = open_(folder)
    assert read.tokens.loc[read.tokens["article_id"] == "a", "text"].tolist() == ["برف", "آمد", "."]
    assert_same(read, fresh(folder, tmp_path))


def test_an_article_that_was_written_again_with_the_same_bytes_costs_nothing(write_corpus, built):
    folder = write_corpus(TEXTS)
    open_(folder)
    os.utime(write(folder, "c", TEXTS["c"]), (1, 1))
    open_(folder)
    assert len(built) == 1


def test_a_deleted_article_disappears_from_every_table(write_corpus, built, tmp_path):
    folder = write_corpus(TEXTS)
    open_(folder)
    (folder / "articles" / "b.txt").unlink()
    read = open_(folder)
    assert len(built) == 1
    assert all("b" not in table["article_id"].tolist() for table in tables(read).values())
    assert_same(read, fresh(folder, tmp_path))


def test_a_renamed_article_has_its_rows_under_its_new_name_alone(write_corpus, built, tmp_path):
    folder = write_corpus(TEXTS)
    open_(folder)
    (folder / "articles" / "b.txt").rename(folder / "articles" / "z.txt")
    read = open_(folder)
    assert built[1:] == [["z"]]
    assert read.articles["article_id"].tolist() == ["a", "c", "d", "e", "f", "z"]
    assert_same(read, fresh(folder, tmp_path))


def test_a_new_article_costs_its_own_work(write_corpus, built, tmp_path):
    folder = write_corpus(TEXTS)
    open_(folder)
    write(folder, "bb", "آفتاب شد.")
    assert_same(open_(folder), fresh(folder, tmp_path))
    assert built[1] == ["bb"]


def test_many_changes_one_after_the_other_leave_the_same_tables_as_a_new_build(write_corpus, small, tmp_path):
    folder = write_corpus(TEXTS)
    for article, text in [("c", "برف."), ("a", "باران و برف آمد."), ("c", TEXTS["c"]), ("g", "تازه است."), ("a", "دیگر نه.")]:
        write(folder, article, text)
        open_(folder)
    (folder / "articles" / "d.txt").unlink()
    assert_same(open_(folder), fresh(folder, tmp_path))


def test_a_change_of_articles_csv_costs_no_building_and_is_seen(write_corpus, built):
    folder = write_corpus(TEXTS)
    open_(folder)
    (folder / "articles.csv").write_text("article_id,outlet\na,نوا\n", encoding="utf-8")
    assert open_(folder).articles["outlet"].tolist() == ["نوا", "", "", "", "", ""]
    assert len(built) == 1


def test_a_changed_codebook_of_the_corpus_rebuilds_each_time_in_one_session(write_corpus, built):
    folder = write_corpus({"a": "باران در کوهسار آمد."}, {"codebook/stopwords.csv": "lemma,class,source\nباران,آزمون,test\n"})
    seen = []
    for word in ("باران", "کوهسار", "باران"):
        (folder / "codebook" / "stopwords.csv").write_text(f"lemma,class,source\n{word},آزمون,test\n", encoding="utf-8")
        read = open_(folder).tokens
        seen.append(read.loc[read["is_stop"], "text"].tolist())
    assert seen == [["باران"], ["کوهسار"], ["باران"]]
    assert len(built) == 3


def test_two_folders_of_one_name_do_not_share(write_corpus, tmp_path):
    one = write_corpus({"a": "باران آمد."}, name="یک/پیکره")
    two = write_corpus({"a": "برف آمد."}, name="دو/پیکره")
    cache = tmp_path / "cache"
    open_(one, cache=cache)
    assert open_(two, cache=cache).tokens["text"].tolist() == ["برف", "آمد", "."]
    assert open_(one, cache=cache).tokens["text"].tolist() == ["باران", "آمد", "."]
    assert len(list(cache.iterdir())) == 2


def test_a_long_persian_folder_name_is_no_longer_in_the_cache(write_corpus):
    assert len(open_(write_corpus(TEXTS, name="گفتمان" * 20)).articles) == 6


def test_nothing_is_written_to_the_corpus(write_corpus, tmp_path):
    folder = write_corpus(TEXTS, {"articles.csv": "article_id,outlet\na,نوا\n"})
    before = {path: (path.read_bytes() if path.is_file() else None, path.stat().st_mtime_ns) for path in folder.rglob("*")}
    tables(open_(folder, cache=tmp_path / "cache"))
    assert before == {
        path: (path.read_bytes() if path.is_file() else None, path.stat().st_mtime_ns) for path in folder.rglob("*")
    }


def test_old_parts_do_not_pile_up(write_corpus, tmp_path):
    folder, cache = write_corpus({"a": "باران آمد."}), tmp_path / "cache"
    for number in range(4):
        write(folder, "a", f"باران {number} آمد.")
        open_(folder, cache=cache)
    assert len([path for path in next(cache.iterdir()).iterdir() if path.is_dir()]) == 1


# --- several batches and processes ------------------------------------------------------------------------------------


def test_two_processes_build_the_same_tables_as_one(write_corpus, small, tmp_path):
    folder = write_corpus(TEXTS)
    assert_same(open_(folder, cache=tmp_path / "one"), open_(folder, workers=2, cache=tmp_path / "two"))


def test_a_mistake_that_another_process_finds_is_one_clear_error(write_corpus, small):
    folder = write_corpus(TEXTS | {"bad": b"\x89PNG\0"})
    with pytest.raises(UserError, match=r"bad\.txt is not a text file"):
        open_(folder, workers=2)


def test_the_size_of_a_batch_changes_nothing(write_corpus, monkeypatch, tmp_path):
    folder = write_corpus(TEXTS)
    whole = fresh(folder, tmp_path)
    for size in (1, 40, 100):
        monkeypatch.setattr(corpus, "BATCH", size)
        assert_same(fresh(folder, tmp_path), whole)


# --- accidents --------------------------------------------------------------------------------------------------------


def test_an_interrupted_build_is_finished_by_the_next_run_which_builds_only_what_is_missing(
    write_corpus, small, monkeypatch, tmp_path
):
    folder = write_corpus(TEXTS)
    build, batches = corpus.build, []

    def interrupted(batch, *rest):
        batches.append(list(batch))
        if len(batches) == 4:
            raise KeyboardInterrupt
        return build(batch, *rest)

    monkeypatch.setattr(corpus, "build", interrupted)
    with pytest.raises(KeyboardInterrupt):
        open_(folder)
    read = open_(folder)
    assert batches[4:] == [["d"], ["e"], ["f"]]
    assert_same(read, fresh(folder, tmp_path))


KILLED = """
import os, sys
from analysis import corpus, store
corpus.BATCH = 1
noted = []
note = store.Store._note
def die(self):
    if len(noted) == 2:
        os._exit(9)
    noted.append(note(self))
store.Store._note = die
corpus.open(sys.argv[1], cache=sys.argv[2], workers=1)
"""


def test_a_process_killed_between_part_and_manifest_leaves_a_cache_that_opens(write_corpus, small, built, tmp_path):
    folder, cache = write_corpus(TEXTS), tmp_path / "cache"
    done = subprocess.run([sys.executable, "-c", KILLED, folder, cache], check=False)
    assert done.returncode == 9
    read = open_(folder, cache=cache)
    assert built == [["c"], ["d"], ["e"], ["f"]]
    assert_same(read, fresh(folder, tmp_path))


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b'{"key": "x"}', b"\xff\xfe", b'{"entries": {}}'])
def test_a_damaged_manifest_is_built_anew(write_corpus, built, tmp_path, damage):
    folder, cache = write_corpus(TEXTS), tmp_path / "cache"
    open_(folder, cache=cache)
    next(cache.glob("*/manifest.json")).write_bytes(damage)
    assert len(open_(folder, cache=cache).articles) == 6
    assert len(built) == 2


@pytest.mark.parametrize("damage", ["no folder", "no table", "half a table", "empty table"])
def test_a_part_that_is_missing_or_cut_off_is_built_anew(write_corpus, small, built, tmp_path, damage):
    folder, cache = write_corpus(TEXTS), tmp_path / "cache"
    open_(folder, cache=cache)
    part = sorted(cache.glob("*/*/tokens.arrow"))[0]
    data = part.read_bytes()
    if damage == "no folder":
        shutil.rmtree(part.parent)
    else:
        part.unlink()
        if damage != "no table":
            part.write_bytes(data[: len(data) // 2] if damage.startswith("half") else b"")
    assert_same(open_(folder, cache=cache), fresh(folder, tmp_path))
    assert len(built) == 6 + 1 + 6


def test_tables_that_vanish_while_a_corpus_is_open_are_an_error_that_says_what_to_do(write_corpus, tmp_path):
    folder, cache = write_corpus(TEXTS), tmp_path / "cache"
    read = open_(folder, cache=cache)
    shutil.rmtree(cache)
    with pytest.raises(UserError, match="open it again"):
        _ = read.tokens


def test_a_cache_below_a_file_cannot_be_written_and_the_message_names_the_variable(write_corpus, tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(UserError, match=r"cannot write to the cache .*file.*GOFTMAN_CACHE"):
        open_(write_corpus(TEXTS), cache=tmp_path / "file" / "cache")


def test_a_full_disk_is_named_and_leaves_a_cache_that_opens(write_corpus, small, monkeypatch, tmp_path):
    folder, cache = write_corpus(TEXTS), tmp_path / "cache"

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("analysis.store.feather.write_feather", full)
        with pytest.raises(UserError, match="No space left on device"):
            open_(folder, cache=cache)
    assert_same(open_(folder, cache=cache), fresh(folder, tmp_path))


def test_rows_of_a_changed_article_without_rows_elsewhere_do_not_come_back(tmp_path):
    """The part has a and b; b then gets a part of its own, and c, which is in the first part too, has no row in the table."""
    store = Store(tmp_path / "store", "key")
    frame = pd.DataFrame({"article_id": pd.Categorical(["a", "b"], ["a", "b", "c"]), "n": [1, 2]})
    entry = {"sha256": "", "size": 0, "mtime": 0}
    store.add(dict.fromkeys(TABLES, frame), dict.fromkeys("abc", entry))
    store.add(dict.fromkeys(TABLES, frame[1:].assign(n=3)), {"b": entry | {"size": 1}})
    assert store.read("tokens", ["a", "b", "c"])["n"].tolist() == [1, 3]


def test_what_was_built_by_another_method_is_not_taken(tmp_path):
    frame = pd.DataFrame({"article_id": pd.Categorical(["a"]), "n": [1]})
    entry = {"sha256": "", "size": 0, "mtime": 0}
    Store(tmp_path / "store", "one").add(dict.fromkeys(TABLES, frame), {"a": entry})
    assert Store(tmp_path / "store", "one").entries.keys() == {"a"}
    assert Store(tmp_path / "store", "other").entries == {}
