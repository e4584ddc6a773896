"""What coders have alike is taken over, the rest is asked; what is decided is decided once."""

import csv
import shutil

import pytest
from click.testing import CliRunner

from analysis import codings, paths
from analysis.adjudication import adjudicate
from analysis.cli import commands
from analysis.codings import append
from analysis.errors import UserError

SHA = "f0"


def mention(start, end, actor, how="name"):
    return {"what": "mention", "sha256": SHA, "article_id": "a", "start": start, "end": end, "actor_id": actor, "how": how}


def write(folder, coder, rows, scope="mention", **common):
    for row in rows:
        append(folder, coder, row | common)
    append(folder, coder, {"what": "article", "sha256": SHA, "decision": "done", "scope": scope} | common)


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "x", [mention(0, 10, "m"), mention(20, 30, "a"), mention(40, 50, "a")])
    write(tmp_path, "y", [mention(0, 10, "m"), mention(20, 28, "m")])
    return tmp_path


def rows(folder, name):
    with (folder / "coding" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def decide(folder, *decisions):
    table = rows(folder, "to_decide")
    with (folder / "coding" / "to_decide.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        for row, decided in zip(table, decisions, strict=True):
            writer.writerow(row | {"decided": decided, "why": f"{decided} را بهتر دیدم".strip()})


def agreed(folder):
    table = codings.read(folder)
    return table[table["what"] != "article"]


def test_what_both_have_is_taken_over_and_the_rest_is_asked(folder):
    assert adjudicate(folder) == {"taken": 1, "decided": 0, "left": 2, "stale": 0}
    assert agreed(folder)[["start", "end", "actor_id", "decided"]].values.tolist() == [[0, 10, "m", "both"]]
    asked = rows(folder, "to_decide")
    assert [(row["x"], row["y"]) for row in asked] == [
        ("[20-30] actor_id=a, how=name", "[20-28] actor_id=m, how=name"), ("[40-50] actor_id=a, how=name", ""),
    ]  # fmt: skip
    assert [row["decided"] for row in asked] == ["", ""]
    assert codings.finished(codings.read(folder), "mention") == set()


def test_a_decision_is_taken_over_with_who_and_why(folder):
    adjudicate(folder)
    decide(folder, "y", "none")
    assert adjudicate(folder) == {"taken": 0, "decided": 2, "left": 0, "stale": 0}
    assert agreed(folder)[["start", "end", "actor_id", "decided", "why"]].values.tolist() == [
        [0, 10, "m", "both", ""], [20, 28, "m", "y", "y را بهتر دیدم"],
    ]  # fmt: skip
    assert codings.finished(codings.read(folder), "mention") == {SHA}
    assert rows(folder, "to_decide") == []
    before = (folder / "coding" / "agreed.csv").read_bytes()
    assert adjudicate(folder) == {"taken": 0, "decided": 0, "left": 0, "stale": 0}
    assert (folder / "coding" / "agreed.csv").read_bytes() == before


def test_both_versions_may_hold(folder):
    adjudicate(folder)
    decide(folder, "x | y", "")
    adjudicate(folder)
    assert agreed(folder)["actor_id"].tolist() == ["m", "a", "m"]
    assert [row["x"] for row in rows(folder, "to_decide")] == ["[40-50] actor_id=a, how=name"]


def test_a_decision_that_stands_is_never_overwritten(folder):
    adjudicate(folder)
    decide(folder, "x", "")
    adjudicate(folder)
    before = agreed(folder)
    append(folder, "y", mention(20, 30, "q"))  # a coder thinks anew of a place that is decided
    adjudicate(folder)
    after = agreed(folder)
    assert after[after["start"] == 20].equals(before[before["start"] == 20])


@pytest.mark.parametrize(("decided", "said"), [("z", "decided is 'z': must be one or more of x, y, none"), ("x|none", "'none'")])
def test_a_decision_for_nobody_is_named_with_its_line(folder, decided, said):
    adjudicate(folder)
    decide(folder, decided, "")
    before = (folder / "coding" / "agreed.csv").read_bytes()
    with pytest.raises(UserError, match=rf"to_decide\.csv:2: .*{said}"):
        adjudicate(folder)
    assert (folder / "coding" / "agreed.csv").read_bytes() == before


def test_what_was_written_for_a_place_that_changed_is_not_lost(folder):
    adjudicate(folder)
    decide(folder, "x", "")
    append(folder, "y", mention(22, 29, "a"))
    [unit] = [row["unit"] for row in rows(folder, "y") if row["start"] == "20"]
    append(folder, "y", mention(20, 28, "m") | {"unit": unit, "decision": "remove"})
    assert adjudicate(folder)["stale"] == 1
    assert [row["decided"] for row in rows(folder, "to_decide")] == ["", "", "x"]


def test_a_note_beside_an_open_place_stays(folder):
    adjudicate(folder)
    decide(folder, "", "")
    adjudicate(folder)
    assert [row["why"] for row in rows(folder, "to_decide")] == ["را بهتر دیدم"] * 2


def test_blind_and_assisted_codings_are_not_mixed(tmp_path):
    write(tmp_path, "x", [mention(0, 10, "m")])
    write(tmp_path, "y", [mention(0, 10, "m")], condition="assisted")
    assert adjudicate(tmp_path) == {"taken": 0, "decided": 0, "left": 0, "stale": 0}
    write(tmp_path, "x", [mention(0, 10, "m")], condition="assisted")
    assert adjudicate(tmp_path)["taken"] == 1
    assert agreed(tmp_path)["condition"].tolist() == ["assisted"]


def test_articles_that_one_alone_has_finished_wait(folder):
    append(folder, "x", mention(3, 8, "m") | {"sha256": "other"})
    adjudicate(folder)
    assert "other" not in {row["sha256"] for row in rows(folder, "agreed") + rows(folder, "to_decide")}


def test_of_three_what_all_have_is_taken_over(folder):
    write(folder, "z", [mention(0, 10, "m"), mention(20, 28, "m")])
    assert adjudicate(folder) == {"taken": 1, "decided": 0, "left": 2, "stale": 0}
    assert agreed(folder)["decided"].tolist() == ["all"]
    assert rows(folder, "to_decide")[0]["z"] == "[20-28] actor_id=m, how=name"
    assert adjudicate(folder, coders=["y", "z"])["taken"] == 1


def test_one_coder_is_not_enough(tmp_path):
    write(tmp_path, "x", [])
    with pytest.raises(UserError, match="two coders or more; there are: x"):
        adjudicate(tmp_path)


@pytest.fixture
def practice(tmp_path):
    shutil.copytree(paths.PRACTICE, tmp_path / "practice")
    return tmp_path / "practice"


def test_the_agreed_version_of_the_practice_corpus_stays_as_it_is(practice):
    before = (practice / "coding" / "agreed.csv").read_bytes()
    done = CliRunner().invoke(commands, ["adjudicate", str(practice)])
    assert (done.exit_code, done.output) == (0, f"{practice / 'coding' / 'agreed.csv'}: 0 taken over, 0 decided\n")
    assert (practice / "coding" / "agreed.csv").read_bytes() == before


def test_of_the_practice_readers_that_is_taken_over_which_their_agreed_version_has_of_both(practice):
    kept = codings.marks(practice)
    (practice / "coding" / "agreed.csv").unlink()
    done = CliRunner().invoke(commands, ["adjudicate", str(practice), "--coders", "reader-a,reader-b"])
    assert done.exit_code == 0
    assert f"{(kept['decided'] == 'both').sum()} taken over" in done.output
    keys = ["sha256", "start", "end", "what", "actor_id", "how", "mode", "speaker", "holder", "target", "polarity"]
    found, expected = (
        table.sort_values(keys)[keys].values.tolist() for table in (agreed(practice), kept.query("decided == 'both'"))
    )
    assert found == expected
