"""Files of codings: what is read is what was decided last, and nothing that was written is ever lost."""

import csv
import hashlib
import io
import threading
from collections import Counter
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import codings, paths
from analysis.codings import COLUMNS, append, coders, decisions, finished, read, sample
from analysis.errors import UserError

SHA = "f0"
MENTION = {"what": "mention", "sha256": SHA, "article_id": "a", "start": 3, "end": 9, "text": "هورتاش", "how": "name"}
OLD = "what,sha256,start,end,text\nmention,1,3,4,ب\nstance,2,5,7,پت\n"


@pytest.fixture
def folder(tmp_path):
    def make(content=None, name="k", place=tmp_path):
        if content is not None:
            (place / "coding").mkdir(exist_ok=True)
            data = content if isinstance(content, bytes) else content.encode()
            (place / "coding" / f"{name}.csv").write_bytes(data)
        return place

    return make


def rows(folder, name="k"):
    with (folder / "coding" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def standing(folder, coder="k"):
    table = read(folder, coder)
    return table[table["what"] != "article"]


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_coding_is_read_by_its_name_agreed_first(folder):
    home = folder()
    assert read(home) is None
    folder(OLD, "b")
    assert standing(home, None)["text"].tolist() == ["ب", "پت"]
    folder(OLD.replace("ب", "آ"), "agreed")
    assert standing(home, None)["text"].tolist() == ["آ", "پت"]
    assert standing(home, "b")["start"].tolist() == [3, 5]
    assert read(home, "c") is None
    assert coders(home) == ["b"]


def test_two_readings_of_the_practice_corpus_are_found():
    found = {coder: standing(paths.PRACTICE, coder) for coder in ("agreed", "reader-a", "reader-b")}
    lines = {coder: (paths.PRACTICE / "coding" / f"{coder}.csv").read_bytes().count(b"\n") - 1 for coder in found}
    assert {coder: len(table) for coder, table in found.items()} == lines


def test_the_last_row_of_a_unit_holds(folder):
    home = folder()
    append(home, "k", MENTION | {"unit": "1"})
    append(home, "k", MENTION | {"unit": "2", "start": 20, "end": 24})
    append(home, "k", MENTION | {"unit": "1", "decision": "change", "end": 12})
    append(home, "k", MENTION | {"unit": "2", "start": 20, "end": 24, "decision": "remove"})
    assert standing(home)[["unit", "start", "end"]].values.tolist() == [["1", 3, 12]]
    assert decisions(home, "k").set_index("unit")["decision"].to_dict() == {"1": "change", "2": "remove"}
    append(home, "k", MENTION | {"unit": "2", "start": 20, "end": 25})
    assert standing(home)["end"].tolist() == [12, 25]


def test_a_decision_on_a_proposal_that_is_taken_back_leaves_no_unit(folder):
    home = folder()
    for decision in ("accept", "undone"):
        append(home, "k", MENTION | {"unit": "1", "proposal": "3-9", "decision": decision})
    assert standing(home).empty
    assert decisions(home, "k")["decision"].tolist() == ["undone"]


def test_a_row_without_a_unit_can_be_changed_by_its_number(folder):
    home = folder(OLD)
    assert standing(home)["unit"].tolist() == ["#1", "#2"]
    append(home, "k", MENTION | {"unit": "#1", "decision": "remove"})
    assert standing(home)["unit"].tolist() == ["#2"]


def test_all_articles_of_a_file_without_decisions_are_finished_for_what_it_has(folder):
    table = read(folder(OLD), "k")
    assert finished(table, "mention") == finished(table, "stance") == {"1", "2"}
    assert finished(table, "statement") == finished(table, "mention", "assisted") == set()


def test_articles_stay_finished_when_a_file_gets_decisions(folder):
    home = folder(OLD)
    append(home, "k", MENTION)
    assert finished(read(home, "k"), "mention") == {"1", "2"}  # not f0, of which nobody said so


def test_an_article_is_finished_for_what_a_row_says(folder):
    home, done = folder(), {"what": "article", "sha256": SHA, "decision": "done"}
    append(home, "k", MENTION)
    assert finished(read(home, "k"), "mention") == set()
    append(home, "k", done | {"scope": "mention|stance"})
    append(home, "k", done | {"scope": "code", "condition": "assisted"})
    append(home, "k", done | {"scope": "stance", "decision": "undone"})
    table = read(home, "k")
    assert finished(table, "mention") == finished(table, "code", "assisted") == {SHA}
    assert finished(table, "stance") == finished(table, "code") == finished(table, "mention", "assisted") == set()
    append(home, "k", done)
    assert all(finished(read(home, "k"), what) == {SHA} for what in codings.CONTENT)


# --- writing ----------------------------------------------------------------------------------------------------------


def test_a_row_is_written_as_it_is_given_with_unit_and_time(folder):
    home = folder()
    given = append(home, "k", MENTION | {"note": 'یک، دو, "سه"\nچهار'})
    [written] = rows(home)
    assert written == given
    assert written["note"] == 'یک، دو, "سه" چهار'
    assert written["unit"]
    assert pd.Timestamp(written["when"]).tzinfo
    assert list(written) == COLUMNS
    again = append(home, "k", MENTION | {"unit": "من", "when": "2026-11-25T10:30:00+00:00"})
    assert (again["unit"], again["when"]) == ("من", "2026-11-25T10:30:00+00:00")


@pytest.mark.parametrize("end", ["", "\r\n"])
def test_an_older_file_keeps_all_that_it_has(folder, end):
    content = "\ufeffwhat,sha256,start,end,text,mine\r\n" + 'mention,1,3,4,"یک\r\nدو",آن\r\n' + "mention,1,5,6,پ,من" + end
    home = folder(content)
    append(home, "k", MENTION)
    assert (home / "coding" / "k.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    found = pd.read_csv(home / "coding" / "k.csv", dtype=str, keep_default_na=False)
    assert found["mine"].tolist() == ["آن", "من", "", ""]
    assert found["text"].tolist() == ["یک\r\nدو", "پ", "", "هورتاش"]
    assert found["what"].tolist() == ["mention", "mention", "article", "mention"]


@given(st.integers(1, 400), st.sampled_from(['گفت، "و"', "x", "", "a,b"]))
@settings(max_examples=60, deadline=None)
def test_a_row_torn_by_a_crash_is_all_that_is_lost(tmp_path_factory, cut, note):
    home = tmp_path_factory.mktemp("torn")
    for number in range(3):
        append(home, "k", MENTION | {"unit": str(number), "note": note})
    path = home / "coding" / "k.csv"
    data = path.read_bytes()
    last = len(data) - data[:-1].rfind(b"\n") - 1
    path.write_bytes(data[: len(data) - min(cut, last)])
    before = set(standing(home)["unit"])
    append(home, "k", MENTION | {"unit": "9", "note": note})
    assert before - {"2"} == {"0", "1"}
    assert set(standing(home)["unit"]) == before | {"9"}
    table = standing(home).set_index("unit")
    assert all(table.loc[unit, ["start", "end", "note", "how"]].tolist() == [3, 9, note, "name"] for unit in before | {"9"})


def test_what_a_crash_left_is_put_aside(folder):
    home = folder()
    append(home, "k", MENTION)
    path = home / "coding" / "k.csv"
    path.write_bytes(path.read_bytes() + b"mention,a,f0,5,")
    append(home, "k", MENTION)
    assert (home / "coding" / "k.torn").read_bytes() == b"mention,a,f0,5,\n"
    assert len(rows(home)) == 2


def test_several_at_once_lose_nothing(folder):
    home = folder()
    write = lambda coder: [append(home, "k", MENTION | {"unit": f"{coder}{number}"}) for number in range(20)]  # noqa: E731
    threads = [threading.Thread(target=write, args=(coder,)) for coder in "abcd"]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert {row["unit"] for row in rows(home)} == {f"{coder}{number}" for coder in "abcd" for number in range(20)}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": "mentions"}, "what is 'mentions'"),
        ({"what": ""}, "what is ''"),
        ({"start": 9}, "start is '9': must be below end"),
        ({"end": "نه"}, "end is 'نه'"),
        ({"sha256": ""}, "sha256 is empty"),
        ({"decision": "done"}, "decision is 'done'"),
        ({"condition": "both"}, "condition is 'both'"),
        ({"how": "nickname"}, "how is 'nickname'"),
        ({"when": "yesterday"}, "when is 'yesterday'"),
        ({"colour": "red"}, "there is no column colour"),
        ({"what": "stance"}, "polarity is empty"),
        ({"what": "article", "decision": "done", "scope": "mention|verbs"}, "scope is 'verbs'"),
    ],
)
def test_a_row_that_cannot_be_right_is_not_written(folder, wrong, said):
    with pytest.raises(UserError, match=said):
        append(folder(), "k", MENTION | wrong)
    assert not (folder() / "coding").exists()


@pytest.mark.parametrize("name", ["", "../k", ".k", "a/b", "a\\b"])
def test_a_coder_has_the_name_of_a_file(folder, name):
    with pytest.raises(UserError, match="the coder is"):
        append(folder(), name, MENTION)


def test_nothing_is_written_into_a_file_that_is_no_table(folder):
    content = 'what,sha256,start,end,text\nmention,1,3,4,"ب\nmention,1,5,6,پ\n'
    with pytest.raises(UserError, match=r"k\.csv:2: not a table"):
        append(folder(content), "k", MENTION)
    assert (folder() / "coding" / "k.csv").read_bytes() == content.encode()


# --- a plan -----------------------------------------------------------------------------------------------------------


def corpus(**outlets):
    names = [f"{outlet}{number}" for outlet, size in outlets.items() for number in range(size)]
    table = pd.DataFrame({"article_id": names, "outlet": [name.rstrip("0123456789") for name in names]})
    return SimpleNamespace(articles=table.assign(sha256=[hashlib.sha256(name.encode()).hexdigest() for name in names]))


def test_a_plan_has_each_outlet_in_proportion():
    plan = sample(corpus(a=60, b=30, c=10), 20)
    counts = Counter(plan["outlet"])
    assert [counts[name] for name in "abc"] == pytest.approx([12, 6, 2], abs=1)
    assert plan["article_id"].is_unique


def test_a_plan_is_the_same_for_a_seed_and_a_longer_one_begins_with_it():
    articles = corpus(a=9, b=7).articles
    mixed = SimpleNamespace(articles=articles.sample(frac=1, random_state=1))
    plan = sample(SimpleNamespace(articles=articles), 5, seed=3)
    assert plan.equals(sample(mixed, 5, seed=3))
    assert plan.equals(sample(mixed, 9, seed=3)[:5])
    assert not plan.equals(sample(mixed, 5, seed=4))
    assert len(sample(mixed, 99)) == 16


@pytest.mark.parametrize("by", ["outlet", None])
def test_each_article_is_as_likely_to_be_drawn(by):
    made, times = corpus(a=7, b=2, c=1), 2000
    drawn = Counter(name for seed in range(times) for name in sample(made, 3, by=by, seed=seed)["article_id"])
    assert len(drawn) == 10
    assert all(abs(number / times - 0.3) < 0.05 for number in drawn.values())  # five standard errors


def test_a_plan_by_what_the_articles_do_not_have_is_refused():
    with pytest.raises(UserError, match="by is 'paper', but the articles have the columns"):
        sample(corpus(a=2), 1, by="paper")


# --- what is wrong ----------------------------------------------------------------------------------------------------


def test_the_practice_codings_fit_their_articles():
    made = analysis.open(paths.PRACTICE)
    assert codings.faults(made.folder) == codings.unfit(made) == []


def test_rows_that_do_not_fit_are_named_with_file_and_line(write_corpus):
    text = "وزیر گفت: «راه باز است.»\nپایان\n"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    written = io.StringIO()
    table = csv.writer(written)
    table.writerows([
        "what sha256 start end text".split(), ["mention", sha256, 0, 4, "وزیر"], ["mention", "gone", 0, 4, "وزیر"],
        ["mention", sha256, 0, 5, "راه"], ["mention", "gone", 5, 8, ""], ["mention", sha256, 19, 30, "است.» پایان"],
    ])  # fmt: skip
    folder = write_corpus({"a": text}, {"coding/k.csv": written.getvalue()})
    found = codings.unfit(analysis.open(folder))
    assert [line.split(": ")[0].rsplit(":", 1)[1] for line in found] == ["4", "3"]
    assert "'راه' does not stand at 0-5 of a" in found[0]
    assert "no article has the sha256 gone, of which there are rows: 2" in found[1]
