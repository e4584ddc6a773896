"""The practice corpus is what its plan says (data/practice/DESIGN.md): counted anew here, by other means than the kit's."""

import csv
import hashlib
import re
from collections import Counter
from functools import cache
from itertools import permutations

import pytest

import analysis
from analysis import paths
from analysis.check import gaps, problems

FOLDER = paths.PRACTICE
QUOTED = ("quoted", "colon", "clause", "turn")
SIDES = ("mahuran", "altaran", "vandria", "haftrud", "media", "unnamed")
FOLD = str.maketrans({"ي": "ی", "ك": "ک", "\u200c": " "})
LINE_ENDS = {"lf": "\n", "crlf": "\r\n"}


def _table(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLAN = {row["article_id"]: row for row in _table("plan")}
WORDS, STATEMENTS, STANCES = _table("plan_words"), _table("plan_statements"), _table("plan_stances")


@cache
def _bytes(article):
    return (FOLDER / "articles" / f"{article}.txt").read_bytes()


@cache
def _raw(article):
    return _bytes(article).decode(PLAN[article]["encoding"])


@cache
def _count(article, phrase):
    """How often a phrase stands in a text, as whole words; ha may be joined to its end."""
    text, phrase = (re.sub(r"\s+", " ", part.translate(FOLD)) for part in (_raw(article), phrase))
    return len(re.findall(rf"(?<!\w){re.escape(phrase)}(?:ها(?:یی?)?)?(?!\w)", text))


def _articles(row):
    """The articles for which a row of plan_words.csv is good."""
    if row["scope"] == "article":
        return [row["id"]]
    planned = PLAN.items()
    return [a for a, plan in planned if plan["outlet"] == row["id"] and row["from_event"] <= plan["event"] <= row["to_event"]]


def _broken(stands_for=None):
    """The rows of plan_words.csv that do not hold; stands_for: {article: another one whose text stands in its place}."""
    swapped = stands_for or {}
    found = []
    for row in WORDS:
        for article in _articles(row):
            number = _count(swapped.get(article, article), row["phrase"])
            if not int(row["min"]) <= number <= int(row["max"]):
                found.append((article, row["phrase"], number))
    return found


def test_thirty_six_articles_tell_twelve_events_in_three_outlets():
    assert len(PLAN) == 36
    assert Counter(row["outlet"] for row in PLAN.values()) == {"kana": 12, "ravagh": 12, "altin": 12}
    assert set(Counter(row["event"] for row in PLAN.values()).values()) == {3}
    assert sorted(path.stem for path in (FOLDER / "articles").iterdir()) == sorted(PLAN)


def test_articles_have_150_to_450_words_and_all_about_ten_thousand():
    sizes = {article: len(re.findall(r"[^\W\d_]+", _raw(article).replace("\u200c", ""))) for article in PLAN}
    assert [article for article, size in sizes.items() if not 150 <= size <= 450] == []
    assert 9_000 <= sum(sizes.values()) <= 11_500


def test_every_planned_word_stands_as_often_as_planned():
    assert _broken() == []


def test_the_plan_is_broken_when_any_article_is_swapped_for_another():
    unnoticed = [pair for pair in permutations(PLAN, 2) if not _broken({pair[0]: pair[1]})]
    assert unnoticed == []


@pytest.mark.parametrize(
    ("phrase", "own", "other"),
    [("رزمایش", "kana", "altin"), ("مانور", "altin", "kana"), ("مرز مشترک", "kana", "altin"), ("نوار مرزی", "altin", "kana"),
     ("شرکای بین‌المللی", "altin", "kana"), ("حضور نظامی وندریا", "ravagh", "kana")],
)  # fmt: skip
def test_each_outlet_has_its_own_word_for_the_same_thing(phrase, own, other):
    counts = {outlet: sum(_count(a, phrase) for a, row in PLAN.items() if row["outlet"] == outlet) for outlet in (own, other)}
    assert counts[own] >= 5
    assert counts[other] == 0


@pytest.mark.parametrize("row", [*STATEMENTS, *STANCES], ids=lambda row: f"{row['article_id']}-{row['start']}")
def test_a_planned_span_is_the_text_that_it_names(row):
    assert hashlib.sha256(_bytes(row["article_id"])).hexdigest() == row["sha256"]
    assert _raw(row["article_id"])[int(row["start"]) : int(row["end"])] == row["text"]


def _quoted(article):
    return [row for row in STATEMENTS if row["article_id"] == article and row["mode"] in QUOTED and row["place"] == "body"]


@pytest.mark.parametrize("article", PLAN)
def test_each_side_says_as_much_in_an_article_as_planned(article):
    said = Counter(row["side"] or "unnamed" for row in _quoted(article))
    assert {side: said[side] for side in SIDES} == {side: int(PLAN[article][f"says_{side}"]) for side in SIDES}


@pytest.mark.parametrize(
    ("outlet", "side", "low", "high"),
    [("kana", "mahuran", 0.65, 0.80), ("kana", "altaran", 0.05, 0.20), ("ravagh", "mahuran", 0.45, 0.60),
     ("ravagh", "altaran", 0.05, 0.25), ("altin", "mahuran", 0.10, 0.25), ("altin", "altaran", 0.55, 0.75)],
)  # fmt: skip
def test_an_outlet_gives_each_side_the_planned_share_of_its_statements(outlet, side, low, high):
    said = [row["side"] for article, plan in PLAN.items() if plan["outlet"] == outlet for row in _quoted(article)]
    assert low <= said.count(side) / len(said) <= high


@pytest.mark.parametrize(
    ("holder", "target", "before", "after"),
    [
        (("buraqli", "altaran"), "mahuran", +1, None),
        (("alpov",), "joint_exercise", +1, None),
        (("vandria",), "territorial_integrity", None, +1),
        (("mahuran", "pirouznia", "radnik", "dadbin", "hurtash", "sepehrvand"), "outside_forces", -1, -1),
        (("نویسنده",), "suspension", None, -1),
    ],
)
def test_stances_move_at_the_turning_point_as_planned(holder, target, before, after):
    found = [row for row in STANCES if row["holder"] in holder and row["target"] == target]
    for expected, period in ((before, "e01 e02 e03 e04 e05 e06"), (after, "e07 e08 e09")):
        polarity = {int(row["polarity"]) for row in found if row["article_id"][:3] in period.split()}
        assert polarity == ({expected} if expected else polarity - {+1})


def test_files_have_the_planned_encodings_line_ends_and_untidiness():
    for article, plan in PLAN.items():
        raw = _raw(article)
        assert set(re.findall(r"\r?\n", raw)) <= {LINE_ENDS[plan["newline"]]}, article
        untidy = plan["untidiness"]
        assert ("Arabic yeh" in untidy) == ("ي" in raw), article
        assert not ("no ZWNJ" in untidy and "\u200c" in raw), article
        assert ("star headings" in untidy) == ("\n** " in raw), article
        assert ("end mark" in untidy) == ("انتهای پیام" in raw.translate(FOLD)), article
    assert Counter(plan["encoding"] for plan in PLAN.values())["cp1256"] == 1
    assert sum(bool(re.sub(r"\|?end mark", "", plan["untidiness"])) for plan in PLAN.values()) >= 12


def test_the_kit_reads_title_date_and_outlet_of_every_article_and_finds_the_one_reprint():
    corpus = analysis.open(FOLDER)
    articles = corpus.articles.set_index("article_id")
    assert articles["date_jalali"].to_dict() == {article: plan["date_jalali"] for article, plan in PLAN.items()}
    assert articles["encoding"].to_dict() == {article: plan["encoding"] for article, plan in PLAN.items()}
    assert gaps(corpus) == {}
    assert articles.loc[articles["near_duplicate_of"] != "", "near_duplicate_of"].to_dict() == {"e05-ravagh": "e05-kana"}


def test_the_corpus_is_without_problems():
    assert problems(FOLDER) == []


@pytest.mark.parametrize("name", ["actors", "concepts"])
def test_speakers_and_targets_of_the_plan_are_in_the_tables(name):
    known = {row[f"{name[:-1]}_id"] for row in _table(name)} | {"", "نویسنده", "mahuran", "experts"}
    named = (
        {row["speaker"] for row in STATEMENTS}
        if name == "actors"
        else {r["target"] for r in STANCES if r["target_kind"] == "concept"}
    )
    assert named - known == set()


def test_no_nine_words_in_a_row_stand_in_a_reference_text(shared):
    theirs = set()
    for path in [*shared.glob("articles/*.txt"), *shared.glob("news*/articles/*.txt"), *shared.glob("coding/dev/articles/*.txt")]:
        theirs |= _shingles(path.read_text(encoding="utf-8", errors="ignore"))
    assert theirs
    assert [article for article in PLAN if _shingles(_raw(article)) & theirs] == []


def _shingles(text):
    words = re.findall(r"\w+", text.translate(FOLD))
    return {" ".join(words[place : place + 9]) for place in range(len(words) - 8)}
