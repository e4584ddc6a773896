"""Accuracy against a coding by reading: a corpus of two articles whose figures are worked out by hand."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.accuracy import COLUMNS, accuracy

SPEECH = ["what", "sha256", "start", "end", "mode", "speaker", "speaker_name"]
MINE = ["article_id", "start", "end", "mode", "speaker", "speaker_name"]
STANCE = ["article_id", "start", "end", "holder", "holder_name", "target", "target_name", "polarity"]
CODED = pd.concat(
    [
        pd.DataFrame(
            [
                ("statement", "1", 0, 100, "clause", "h", "جمشید هورتاش"),
                ("statement", "1", 200, 300, "colon", "", "گلنار ویسه"),
                ("statement", "1", 400, 500, "nominal", "", "گلنار ویسه"),
                ("statement", "2", 0, 50, "quoted", "h", "جمشید هورتاش"),
            ],
            columns=SPEECH,
        ),
        pd.DataFrame(
            [
                ("mention", "1", 0, 5, "h"),
                ("mention", "1", 10, 15, "b"),
                ("mention", "1", 20, 25, "unknown"),  # not in actors.csv
            ],
            columns=["what", "sha256", "start", "end", "actor_id"],
        ),
        pd.DataFrame(
            [
                ("stance", "1", 0, 20, "h", "m", "1"),
                ("stance", "1", 30, 50, "h", "m", "-1"),
                ("stance", "1", 60, 70, "گلنار ویسه", "m", "1"),
                ("stance", "1", 100, 110, "h", "m", "1"),
            ],
            columns=["what", "sha256", "start", "end", "holder", "target", "polarity"],
        ),
    ]
).fillna("")
STATEMENTS = pd.DataFrame(
    [
        ("a", 0, 90, "clause", "h", "جمشید هورتاش"),  # 90 of 100 characters
        ("a", 200, 250, "colon", "", "گلنار ویسه"),  # half
        ("a", 400, 500, "clause", "", "گلنار"),  # coded as nominal, by somebody else
        ("a", 600, 700, "nominal", "", ""),
        ("a", 800, 900, "colon", "", ""),
        ("c", 0, 50, "quoted", "", ""),  # an article that nobody coded
    ],
    columns=MINE,
)
MENTIONS = pd.DataFrame(
    [("a", 0, 7, "h"), ("a", 10, 15, "h"), ("a", 20, 25, "unknown"), ("a", 30, 35, "b"), ("c", 0, 5, "h")],
    columns=["article_id", "start", "end", "actor_id"],
)
STANCES = pd.DataFrame(
    [
        ("a", 10, 25, "h", "جمشید هورتاش", "m", "ماهوران", 1),
        ("a", 30, 50, "h", "جمشید هورتاش", "m", "ماهوران", 1),  # the other sign
        ("a", 65, 80, "", "گلنار ویسه", "m", "ماهوران", 1),
        ("a", 110, 120, "h", "جمشید هورتاش", "m", "ماهوران", 1),  # begins where the coded one ends
    ],
    columns=STANCE,
)


def stand_in(statements=STATEMENTS, articles=("a", "b", "c")):
    """A corpus of the tables above; the sha256 of its articles are 1, 2, 3."""
    return SimpleNamespace(
        articles=pd.DataFrame({"article_id": articles, "sha256": [str(number + 1) for number in range(len(articles))]}),
        statements=statements, mentions=MENTIONS, stances=STANCES, actors=pd.DataFrame({"actor_id": ["h", "b", "m"]}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("what", "coded", "found", "right", "precision", "recall", "f1"),
    [
        ("statements, overlap 0.8", 3, 3, 1, 1 / 3, 1 / 3, 1 / 3),
        ("statements, overlap 0.3", 3, 3, 2, 2 / 3, 2 / 3, 2 / 3),
        ("nominal statements", 1, 2, 1, 1 / 2, 1, 2 / 3),
        ("speakers", 2, 2, 1, 1 / 2, 1 / 2, 1 / 2),
        ("mentions", 2, 3, 1, 1 / 3, 1 / 2, 2 / 5),
        ("stances", 4, 4, 2, 1 / 2, 1 / 2, 1 / 2),
    ],
)
def test_the_figures_are_those_worked_out_by_hand(what, coded, found, right, precision, recall, f1):
    table = accuracy(stand_in(), CODED).set_index("what")
    row = table.loc[what]
    assert [row["coded"], row["found"], row["right"]] == [coded, found, right]
    assert row[["precision", "recall", "f1"]].tolist() == pytest.approx([precision, recall, f1])
    assert row["n_articles"] == 2
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])


def test_nothing_coded_gives_no_rows():
    assert accuracy(stand_in(), None).empty
    assert accuracy(stand_in(), CODED[:0]).columns.tolist() == COLUMNS


def test_a_coding_of_other_articles_gives_no_rows():
    assert accuracy(stand_in(), CODED.assign(sha256="of another corpus")).empty


def test_what_is_not_coded_has_no_row():
    table = accuracy(stand_in(), CODED[CODED["what"] == "mention"])
    assert table["what"].tolist() == ["mentions"]


def test_nothing_found_is_a_recall_of_zero():
    row = accuracy(stand_in(STATEMENTS[:0]), CODED).set_index("what").loc["statements, overlap 0.8"]
    assert row[["coded", "found", "right", "precision", "recall", "f1"]].tolist() == [3, 0, 0, 0, 0, 0]


def test_an_interval_is_drawn_from_ten_articles_on():
    names = tuple("abcdefghij")
    mine = pd.DataFrame([(name, 0, 50, "quoted", "h", "") for name in names[:5]], columns=MINE)
    coded = pd.DataFrame([("statement", str(n + 1), 0, 50, "quoted", "h", "") for n in range(10)], columns=SPEECH)
    coded = coded.assign(actor_id="")
    row = accuracy(stand_in(mine, names), coded).set_index("what").loc["statements, overlap 0.8"]
    assert row["f1"] == pytest.approx(2 / 3)  # right 5, coded 10, found 5
    assert 0 < row["low"] < row["f1"] < row["high"] < 1
    again = accuracy(stand_in(mine, names), coded).set_index("what").loc["statements, overlap 0.8"]
    assert again[["low", "high"]].tolist() == row[["low", "high"]].tolist()
    full = accuracy(stand_in(mine[:5], names), coded[:9]).set_index("what")
    assert full["low"].isna().all()
