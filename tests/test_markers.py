"""Hedges, boosters and their like are found by their words, and their density is counted by outlet and speaker."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import codebook
from analysis.article import read
from analysis.errors import UserError
from analysis.markers import CLASSES, densities, markers

HITS = Path(__file__).resolve().parents[1] / "benchmarks" / "marker_hits.csv"
ROWS = list(codebook.read("markers").itertuples())


def found(text, **options):
    table = markers([read(text)], **options)
    return list(zip(table["marker"], table["class"], strict=True))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.marker)
def test_each_marker_is_found_in_its_own_example(row):
    assert (row.marker, row[2]) in found(row.example, everything=True)


@pytest.mark.parametrize(
    "text",
    [
        "وزیر دفاع به فرازشهر سفر کرد.",
        "تیم ماهوران از آلتاران شکست خورد.",
        "بازار ساعت ده باز شد.",
        "نشست دو وزیر سه ساعت طول کشید.",
    ],
)
def test_plain_news_has_no_marker(text):
    assert found(text, everything=True) == []


def test_of_markers_that_overlap_the_longest_is_taken():
    assert found("به نظر می‌رسد راه باز است.", everything=True) == [("به نظر می‌رسد", "hedge")]
    assert found("به نظر من راه باز است.") == [("به نظر من", "self_mention")]


def test_a_marker_is_found_however_it_is_spaced_and_its_offsets_are_those_of_the_raw_text():
    text = "بی شک راه باز است؛ به‌نظر مي رسد پل هم."
    table = markers([read(text)])
    assert [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == ["بی شک", "به‌نظر مي رسد"]


def test_a_marker_does_not_go_over_the_end_of_a_sentence():
    assert found("او رفت به نظر. من آمدم.", everything=True)[-1] == ("من", "self_mention")


def test_classes_of_which_too_few_hits_were_right_are_off_by_default():
    rows = list(csv.DictReader(HITS.read_text(encoding="utf-8").splitlines()))
    total, right = Counter(row["class"] for row in rows), Counter(row["class"] for row in rows if row["right"] == "yes")
    assert len(rows) == 200
    assert set(total) == set(CLASSES)
    on = {row[2] for row in ROWS if row.default == "yes"}
    assert on == {name for name in CLASSES if right[name] / total[name] >= 0.7}
    assert found("همه باید بیایند.") == []
    assert found("همه باید بیایند.", everything=True) == [("باید", "modality")]


def corpus(texts, outlets):
    articles = [read(text, f"a{number:02d}") for number, text in enumerate(texts)]
    words = [
        {"article_id": one.article_id, "start": start, "end": end, "is_word": form[0].isalpha()}
        for one in articles
        for start, end, form in zip(one.start, one.end, one.norm, strict=True)
    ]
    names = [one.article_id for one in articles]
    return markers(articles), pd.DataFrame(words), pd.DataFrame({"article_id": names, "outlet": outlets})


def test_density_is_markers_in_a_thousand_words_of_the_group():
    hits, tokens, articles = corpus(["شاید راه باز شود.", "راه باز است.", "بی‌شک شاید راه باز است."], ["کانا", "کانا", "رواق"])
    table = densities(hits, tokens, articles).set_index(["outlet", "class"])
    assert table.loc[("کانا", "hedge"), ["n", "words", "per_thousand", "n_articles"]].tolist() == [1, 7, 1000 / 7, 2]
    assert table.loc[("رواق", "booster"), "per_thousand"] == 1000 / 5
    assert table["low"].isna().all()
    assert list(table.index.get_level_values("class")[:5]) == list(CLASSES)


def test_from_ten_articles_on_there_is_an_interval_around_the_density():
    texts = ["شاید راه باز شود." if number % 2 else "راه باز است و پل هم." for number in range(12)]
    table = densities(*corpus(texts, ["کانا"] * 12)).query("`class` == 'hedge'").iloc[0]
    assert 0 < table["low"] < table["per_thousand"] < table["high"]
    again = densities(*corpus(texts, ["کانا"] * 12)).query("`class` == 'hedge'").iloc[0]
    assert again[["low", "high"]].tolist() == table[["low", "high"]].tolist()


def test_a_group_of_few_articles_has_no_interval_but_its_counts():
    table = densities(*corpus(["شاید راه باز شود."] * 9, ["کانا"] * 9))
    assert np.isnan(table["low"]).all()
    assert table["n"].sum() == 9


def test_by_speaker_only_what_is_within_the_words_of_a_speaker_counts():
    text = "شاید باران ببارد. ویسه گفت: شاید راه باز شود."
    hits, tokens, articles = corpus([text], ["کانا"])
    start = text.rindex("شاید")
    said = pd.DataFrame({"article_id": ["a00"], "start": [start], "end": [len(text) - 1], "speaker_name": ["گلنار ویسه"]})
    table = densities(hits, tokens, articles, by="speaker", statements=said).set_index("class")
    assert table.loc["hedge", ["speaker", "n", "words"]].tolist() == ["گلنار ویسه", 1, 4]
    with pytest.raises(UserError, match="give statements="):
        densities(hits, tokens, articles, by="speaker")
