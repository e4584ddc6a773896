"""No accident leaves tables that are wrong: what was finished counts, and the next run ends as if nothing had been."""

import hashlib
import json
import os
import shutil
import subprocess
import threading
from itertools import count

import pytest
from filelock import FileLock

import analysis
from analysis import codings, corpus, discourse, output, reading, store
from analysis.errors import UserError
from analysis.export import write_tables

faults = pytest.importorskip("faults", reason="this system cannot fork", exc_type=ImportError)  # Windows has no resource

TEXTS = {
    "a": "وزیر دفاع ساحلستان به کوهسار رفت و گفت: «صلح پایدار است.»",
    "b": "رئیس جمهور کوهسار افزود که باران خواهد آمد.",
    "c": "باغداران سیب چیدند.",
}
OTHERS = {"actors.csv": "actor_id,label_fa,kind\nsahel,ساحلستان,state\nkuh,کوهسار,state\n"}
NAMES = ("articles", "sentences", "tokens", "mentions", "statements", "stances")


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Each article is a batch of its own."""
    monkeypatch.setattr(corpus, "BATCH", 1)
    monkeypatch.setattr(discourse, "BATCH", 1)


def tables(folder, cache):
    """All tables of a corpus, as text."""
    read = analysis.open(folder, cache=cache, workers=1)
    return {name: getattr(read, name).to_csv(index=False) for name in NAMES}


def killed_at_each(work, folder, every):
    """Kill some work at every so-many-th step, and give the turn to who looks at what is left; ends with the work undisturbed."""
    for step in count(1, every):
        was_killed = faults.killed_at(work, folder, step)
        yield step
        if not was_killed:
            return


# --- killed at any moment ---------------------------------------------------------------------------------------------


def test_a_build_killed_at_any_step_is_finished_by_the_next_run(write_corpus, tmp_path):
    folder, cache = write_corpus(TEXTS, OTHERS), tmp_path / "cache"
    whole = tables(folder, tmp_path / "whole")
    steps = 0
    for steps in killed_at_each(lambda: tables(folder, cache), cache, every=4):  # noqa: B007
        assert tables(folder, cache) == whole
        shutil.rmtree(cache)
    assert steps > 30


def test_tables_written_after_a_correction_are_finished_by_the_next_run_whatever_it_corrects(write_corpus, tmp_path):
    folder, out = write_corpus(TEXTS, OTHERS), tmp_path / "out"
    sha = analysis.open(folder).articles.set_index("article_id").loc["a", "sha256"]

    def correct(name):
        line = f"mentions,add,{sha},0,9,actor_id,{name}\n"
        (folder / "corrections.csv").write_text("table,action,sha256,start,end,column,value\n" + line, encoding="utf-8")

    for step in killed_at_each(lambda: write_tables(analysis.open(folder), out), out, every=5):
        correct("kuh" if step % 2 else "sahel")
        write_tables(analysis.open(folder), out)
        assert "reader" in (out / "mentions.csv").read_text(encoding="utf-8")
        if step % 3 == 0:
            shutil.rmtree(out)
    assert step > 20


def test_a_coding_killed_at_any_step_keeps_every_decision_that_was_made(write_corpus):
    folder = write_corpus(TEXTS)
    row = {"what": "statement", "sha256": "f0", "start": 0, "end": 4, "mode": "colon", "text": "گفت"}
    made = 0
    for _ in killed_at_each(lambda: codings.append(folder, "reader", row), folder, every=1):
        before = len(codings.decisions(folder, "reader"))
        assert made <= before <= made + 1
        codings.append(folder, "reader", row)
        made = before + 1
        assert len(codings.read(folder, "reader")) == made
    assert made > 3


# --- a full disk, and folders that are read-only ----------------------------------------------------------------------


@pytest.mark.parametrize("room", [0, 200, 1000, 3000])
def test_on_a_full_disk_it_stops_in_a_line_and_goes_on_when_there_is_room(write_corpus, tmp_path, room):
    folder, cache, out = write_corpus(TEXTS, OTHERS), tmp_path / "cache", tmp_path / "out"
    whole = tables(folder, tmp_path / "whole")
    assert faults.on_a_full_disk(lambda: tables(folder, cache), room) == "refused"
    assert tables(folder, cache) == whole
    write_tables(analysis.open(folder), out)
    before = (out / "tokens.csv").read_bytes()
    (folder / "articles" / "a.txt").write_text("باران آمد. " * 50, encoding="utf-8")
    analysis.open(folder).mentions.size  # noqa: B018
    assert faults.on_a_full_disk(lambda: write_tables(analysis.open(folder), out), room) == "refused"
    assert (out / "tokens.csv").read_bytes() == before
    write_tables(analysis.open(folder), out)
    assert (out / "tokens.csv").read_bytes() != before


def test_a_decision_for_which_there_is_no_room_leaves_no_half_row(write_corpus):
    folder = write_corpus(TEXTS)
    row = {"what": "statement", "sha256": "f0", "start": 0, "end": 4, "mode": "colon", "note": "باران " * 20}
    codings.append(folder, "reader", row)
    path = folder / "coding" / "reader.csv"
    before = path.read_bytes()
    for more in range(0, 300, 25):
        assert faults.on_a_full_disk(lambda: codings.append(folder, "reader", row), len(before) + more) == "refused"
        assert path.read_bytes() == before
    codings.append(folder, "reader", row)
    assert len(codings.read(folder, "reader")) == 2


@pytest.fixture
def sealed(tmp_path):
    """Makes a folder read-only, also for a user whom rights do not bind; skips where that cannot be done."""
    folders = []

    def seal(folder):
        folders.append(folder)
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o500)
        if os.access(folder, os.W_OK) and (
            not (chattr := shutil.which("chattr")) or subprocess.call([chattr, "-R", "+i", folder])
        ):
            pytest.skip("rights do not bind this user, and there is no chattr that works")

    yield seal
    for folder in folders:
        if chattr := shutil.which("chattr"):
            subprocess.call([chattr, "-R", "-i", folder], stderr=subprocess.DEVNULL)
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o700)


def test_a_read_only_corpus_and_a_built_cache_that_is_read_only_open(write_corpus, tmp_path, sealed):
    folder, cache = write_corpus(TEXTS, OTHERS), tmp_path / "cache"
    whole = tables(folder, cache)
    sealed(folder)
    sealed(cache)
    assert tables(folder, cache) == whole
    with pytest.raises(UserError, match=r"cannot write .*reader\.csv"):
        codings.append(folder, "reader", {"what": "statement", "sha256": "f0", "start": 0, "end": 4, "mode": "colon"})


def test_a_read_only_cache_that_is_not_built_is_named_with_its_variable(write_corpus, tmp_path, sealed):
    folder, cache = write_corpus(TEXTS, OTHERS), tmp_path / "cache"
    tables(folder, cache)
    (folder / "articles" / "a.txt").write_text("برف آمد.", encoding="utf-8")
    sealed(cache)
    with pytest.raises(UserError, match="set GOFTMAN_CACHE to a folder where you may write"):
        tables(folder, cache)


# --- two at once ------------------------------------------------------------------------------------------------------


def test_two_builds_at_once_both_end_with_the_same_tables(write_corpus, tmp_path):
    folder, cache = write_corpus(TEXTS, OTHERS), tmp_path / "cache"
    whole = tables(folder, tmp_path / "whole")

    def build():
        assert tables(folder, cache) == whole

    for _ in range(3):
        assert faults.at_once(build)
        shutil.rmtree(cache)


def test_who_waits_for_another_build_is_told_and_then_takes_what_that_has_built(write_corpus, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    folder, cache = write_corpus(TEXTS), tmp_path / "cache"
    analysis.open(folder, cache=cache, workers=1)
    (home,) = cache.iterdir()
    manifest = (home / "manifest.json").read_bytes()
    (home / "manifest.json").unlink()
    built = []
    monkeypatch.setattr(corpus, "build", lambda *given: built.append(given))
    with FileLock(home / ".lock", thread_local=False):
        waiting = threading.Thread(target=analysis.open, args=[folder], kwargs={"cache": cache, "workers": 1})
        waiting.start()
        said = ""
        for _ in range(600):
            waiting.join(0.05)
            if said := said + capsys.readouterr().err:
                break
        (home / "manifest.json").write_bytes(manifest)
    waiting.join(60)
    assert not waiting.is_alive()
    assert f"another process is building the tables in {home}: waiting for it" in said
    assert built == []


# --- files that change or vanish --------------------------------------------------------------------------------------


def test_a_file_that_changes_while_it_is_read_is_read_again_by_the_next_run(write_corpus, tmp_path, monkeypatch):
    folder, cache = write_corpus(TEXTS), tmp_path / "cache"
    read, changed = reading.read_bytes, []

    def change(path):
        data = read(path)
        if str(path).endswith("a.txt") and not changed:
            changed.append((folder / "articles" / "a.txt").write_text("برف آمد.", encoding="utf-8"))
        return data

    monkeypatch.setattr(reading, "read_bytes", change)
    first = analysis.open(folder, cache=cache, workers=1)
    with pytest.raises(UserError, match="open the corpus again"):
        _ = first.mentions
    assert tables(folder, cache) == tables(folder, tmp_path / "whole")


@pytest.mark.parametrize("when", ["before it is read", "before its time is asked"])
def test_a_file_that_vanishes_is_named(write_corpus, monkeypatch, when):
    folder = write_corpus(TEXTS)
    name = "article_files" if when == "before its time is asked" else "_batches"
    found = getattr(corpus, name)

    def vanish(*given):
        files = found(*given) if name == "article_files" else list(found(*given))
        (folder / "articles" / "b.txt").unlink()
        return files

    monkeypatch.setattr(corpus, name, vanish)
    with pytest.raises(UserError, match=r"cannot read .*b\.txt: No such file"):
        analysis.open(folder, workers=1)
    monkeypatch.undo()
    assert list(analysis.open(folder, workers=1).files) == ["a", "c"]


# --- a cache that is damaged or of another version --------------------------------------------------------------------

DAMAGE = {
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "emptied": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"\x89PNG\r\n" * 99),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["manifest.json", "*/tokens.arrow", "discourse-*/manifest.json", "discourse-*/*/stances.arrow"])
def test_what_is_damaged_in_the_cache_is_built_anew(write_corpus, tmp_path, name, damage):
    folder, cache = write_corpus(TEXTS, OTHERS), tmp_path / "cache"
    whole = tables(folder, cache)
    DAMAGE[damage](sorted(cache.glob(f"*/{name}"))[0])
    assert tables(folder, cache) == whole


def test_a_cache_of_another_version_is_built_anew_and_its_parts_go(write_corpus, tmp_path, monkeypatch):
    folder, cache = write_corpus(TEXTS, OTHERS), tmp_path / "cache"
    whole, key = tables(folder, cache), corpus._key
    parts = {path.name for path in cache.glob("*/*/tokens.arrow")}
    before = sorted(path.parent.name for path in cache.glob("*/*/tokens.arrow"))
    monkeypatch.setattr(corpus, "_key", lambda method: key(method) + "another")
    assert tables(folder, cache) == whole
    after = sorted(path.parent.name for path in cache.glob("*/*/tokens.arrow"))
    assert parts
    assert len(after) == len(before)
    assert not set(after) & set(before)


# --- too much ---------------------------------------------------------------------------------------------------------


def test_a_file_that_is_too_large_for_an_article_is_refused_in_a_line(write_corpus, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 1000)
    folder = write_corpus(TEXTS | {"large": "باران آمد. " * 100})
    with pytest.raises(UserError, match=r"large\.txt has .* MB, and an article has at most .* MB: make a file of each article"):
        analysis.open(folder, workers=1)


def test_the_ledger_of_files_that_were_written_to_the_end_names_one_hash_each(tmp_path):
    output.write(tmp_path, {"x.csv": b"1"})
    output.write(tmp_path, {"x.csv": b"2"})
    ledger = json.loads((tmp_path / output.LEDGER).read_bytes())
    assert ledger == {"x.csv": hashlib.sha256(b"2").hexdigest()}
