"""The codings of the practice corpus stand where they say, and agree as its README says."""

import csv
import hashlib
import re
from collections import Counter

import pytest

from analysis import paths

FOLDER = paths.PRACTICE
READERS = ("reader-a", "reader-b")
VALUES = {
    "statement": {"mode": {"quoted", "colon", "clause", "nominal", "free", "turn"}},
    "stance": {"polarity": {"-1", "0", "1"}, "act": {"evaluation", "advocacy", "rejection"}},
    "mention": {"how": {"name", "title_name", "function", "collective", "place", "pronoun"}},
}


def _table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CODINGS = {name: _table(FOLDER / "coding" / f"{name}.csv") for name in (*READERS, "agreed")}
ACTORS = {row["actor_id"] for row in _table(FOLDER / "actors.csv")}


@pytest.mark.parametrize("name", CODINGS)
def test_a_coding_stands_where_it_says_with_values_that_the_conventions_know(name):
    for row in CODINGS[name]:
        data = (FOLDER / "articles" / f"{row['article_id']}.txt").read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
        text = data.decode("utf-8-sig")
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
        assert all(part in text for column in ("speaker_text", "cue", "addressee") for part in row[column].split(" … "))
        assert all(row[column] in allowed for column, allowed in VALUES[row["what"]].items())
        assert {row["speaker"], row["actor_id"]} <= {*ACTORS, ""}
        assert row["what"] != "mention" or row["actor_id"]
        assert row["what"] != "stance" or (row["holder"] and row["target"])


def test_twelve_articles_are_coded_one_of_each_event_and_four_of_each_outlet():
    for rows in CODINGS.values():
        articles = {row["article_id"] for row in rows}
        assert len({article[:3] for article in articles}) == 12
        assert Counter(article.split("-")[1] for article in articles) == {"kana": 4, "ravagh": 4, "altin": 4}


def test_the_agreed_version_takes_every_row_on_which_the_readers_agree():
    key = ("what", "article_id", "start", "end", "mode", "speaker", "actor_id", "how", "holder", "target", "polarity")
    a, b, agreed = ({tuple(row[column] for column in key) for row in CODINGS[name]} for name in CODINGS)
    assert len(a & b) > 400
    assert len((a & b) - agreed) <= 0.01 * len(a & b)


def _overlap(one, other):
    (start, end), (left, right) = ((int(row["start"]), int(row["end"])) for row in (one, other))
    common = max(0, min(end, right) - max(start, left))
    return common / (end - start + right - left - common)


def _matched(what, least, alike=("article_id",)):
    """Rows of both readers that overlap, one to one, best first."""
    a, b = ([row for row in CODINGS[name] if row["what"] == what] for name in READERS)
    pairs = [(_overlap(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b) if all(x[c] == y[c] for c in alike)]
    used, found = set(), []
    for score, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score >= least and score > 0 and not used & {("a", i), ("b", j)}:
            used |= {("a", i), ("b", j)}
            found.append((a[i], b[j]))
    return found, 2 * len(found) / (len(a) + len(b)), (len(a), len(b))


def _same(pairs, column):
    return sum(x[column] == y[column] for x, y in pairs) / len(pairs)


@pytest.mark.parametrize(
    ("what", "least", "alike", "columns"),
    [
        ("statement", 0.8, ("article_id",), ("mode", "speaker")),
        ("mention", 0.8, ("article_id",), ("actor_id", "how")),
        ("stance", 0.0, ("article_id", "holder", "polarity"), ("target",)),
    ],
)
def test_the_readme_gives_the_agreement_that_the_readings_have(what, least, alike, columns):
    pairs, f1, sizes = _matched(what, least, alike)
    row = re.search(rf"^\| {what}s \|.*$", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)[0]
    given = [re.sub(r"[^\d.]", "", cell) for cell in row.split("|")[2:]]
    shares = [f1, *(_same(pairs, column) for column in columns)]
    assert [cell for cell in given if cell] == [*map(str, sizes), *(f"{share:.2f}".removeprefix("0") for share in shares)]
