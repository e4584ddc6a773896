"""Counts are worked out by hand on small tables; the people and countries in them are invented."""

import numpy as np
import pandas as pd
import pytest

from analysis import speech
from analysis.errors import UserError

NAMES = {"h": "جمشید هورتاش", "b": "ارسلان بوراقلی", "m": "ماهوران", "": ""}
ARTICLES = pd.DataFrame(
    {
        "article_id": ["a", "b", "c", "d"],
        "outlet": ["رواق", "رواق", "کانا", ""],
        "date_jalali": ["1402-07-20", "1402-02-13", "1402-02-20", ""],
        "event": ["تیراندازی", "پروتکل", "پروتکل", ""],
    }
)
MENTIONS = pd.DataFrame(
    [
        ("a", 0, 5, "h", "هورتاش", "name"),
        ("a", 10, 15, "h", NAMES["h"], "title_name"),
        ("a", 20, 22, "", "", "pronoun"),
        ("b", 0, 5, "h", NAMES["h"], "name"),
        ("b", 30, 38, "m", "ماهوران", "place"),
        ("c", 0, 8, "b", NAMES["b"], "name"),
        ("d", 0, 8, "b", NAMES["b"], "name"),
    ],
    columns=["article_id", "start", "end", "actor_id", "name", "how"],
)
STATEMENTS = pd.DataFrame(
    [
        ("a", 10, 110, "h", "neutral"),
        ("a", 50, 80, "b", "distancing"),  # within the one before
        ("a", 120, 170, "", ""),
        ("b", 50, 80, "h", "neutral"),  # the same place in another article
        ("c", 0, 20, "b", "directive"),
    ],
    columns=["article_id", "start", "end", "speaker", "cue_class"],
)
STATEMENTS["speaker_name"] = STATEMENTS["speaker"].map(NAMES)
SENTENCES = pd.DataFrame(
    [("a", 0, 18, 0, 0), ("a", 19, 40, 1, 0), ("b", 0, 20, 0, 0), ("b", 21, 50, 1, 0), ("c", 0, 20, 0, 0)],
    columns=["article_id", "start", "end", "sentence_id", "paragraph"],
)
STANCES = pd.DataFrame(
    [("a", "m", "p", 1), ("a", "m", "p", 1), ("b", "m", "p", -1), ("b", "m", "q", 0), ("c", "h", "p", -1)],
    columns=["article_id", "holder", "target", "polarity"],
)
STANCES["holder_name"] = STANCES["holder"].map(NAMES)
STANCES["target_name"] = STANCES["target"].map({"p": "صلح", "q": "رزمایش"})
CALLS = {
    "actors_by": lambda mentions, said, held: speech.actors_by(mentions, ARTICLES),
    "voice": lambda mentions, said, held: speech.voice(said, ARTICLES),
    "voice_over_time": lambda mentions, said, held: speech.voice_over_time(said, ARTICLES),
    "cue_classes": lambda mentions, said, held: speech.cue_classes(said),
    "unnamed": lambda mentions, said, held: speech.unnamed(said, "cue_class"),
    "only_spoken_about": lambda mentions, said, held: speech.only_spoken_about(mentions, said),
    "neighbours": lambda mentions, said, held: speech.neighbours(mentions, SENTENCES, by="article"),
    "stance_matrix": lambda mentions, said, held: speech.stance_matrix(held),
    "stance_over_time": lambda mentions, said, held: speech.stance_over_time(held, ARTICLES),
}


def rows(table, *columns):
    return list(table[list(columns)].itertuples(index=False, name=None))


def many(n, **columns):
    """A table with a row for each of n articles, and their articles."""
    table = pd.DataFrame({"article_id": [f"{row:02}" for row in range(n)], **columns})
    return table, table[["article_id"]].assign(outlet="کانا", date_jalali="1402-01-01")


def test_each_actor_has_his_share_of_the_mentions_of_an_outlet():
    assert rows(speech.actors_by(MENTIONS, ARTICLES), "outlet", "actor_id", "name", "n", "share", "n_articles", "articles") == [
        ("رواق", "h", NAMES["h"], 3, 0.6, 2, 2),
        ("رواق", "", "", 1, 0.2, 1, 2),
        ("رواق", "m", "ماهوران", 1, 0.2, 1, 2),
        ("کانا", "b", NAMES["b"], 1, 1.0, 1, 1),
    ]


def test_shares_are_of_the_chosen_ways_of_naming():
    table = speech.actors_by(MENTIONS, ARTICLES, how=["name", "title_name"])
    assert rows(table, "outlet", "actor_id", "n", "share") == [("رواق", "h", 3, 1.0), ("کانا", "b", 1, 1.0)]
    assert speech.actors_by(MENTIONS, ARTICLES, how="collective").empty


def test_chosen_actors_have_a_row_everywhere_by_id_or_name():
    table = speech.actors_by(MENTIONS, ARTICLES, actors=[NAMES["b"], "h", "کسی"])
    assert rows(table, "outlet", "actor_id", "n", "share") == [
        ("رواق", "b", 0, 0.0),
        ("رواق", "h", 3, 0.6),
        ("رواق", "کسی", 0, 0.0),
        ("کانا", "b", 1, 1.0),
        ("کانا", "h", 0, 0.0),
        ("کانا", "کسی", 0, 0.0),
    ]


def test_all_articles_are_one_group_without_by():
    assert rows(speech.actors_by(MENTIONS, ARTICLES, None), "actor_id", "n") == [("h", 3), ("b", 2), ("", 1), ("m", 1)]


@pytest.mark.parametrize(("n", "given"), [(9, False), (10, True)])
def test_intervals_are_given_from_ten_articles_on(n, given):
    table, articles = many(n, actor_id=["h", *"b" * (n - 1)], name="x")
    bounds = speech.actors_by(table, articles)[["low", "high"]]
    assert bool(bounds.notna().all(axis=None)) == given
    assert bool(bounds.isna().all(axis=None)) != given


def test_an_interval_is_as_wide_as_articles_differ():
    alike, articles = many(20, actor_id="h", name="x")
    both = speech.actors_by(pd.concat([alike, alike.assign(actor_id="b")]), articles)
    assert both[["low", "high"]].to_numpy() == pytest.approx(0.5)
    table, articles = many(100, actor_id=["h"] * 40 + ["b"] * 60, name="x")
    low, high = speech.actors_by(table, articles, actors=["h"], resamples=4000)[["low", "high"]].iloc[0]
    assert (low, high) == pytest.approx((0.4 - 1.96 * 0.049, 0.4 + 1.96 * 0.049), abs=0.015)  # the binomial of 100 articles


def test_a_statement_within_another_has_no_characters_of_its_own():
    assert rows(speech.voice(STATEMENTS, ARTICLES), "outlet", "speaker_name", "n", "characters") == [
        ("رواق", NAMES["h"], 2, 130),
        ("رواق", "", 1, 50),
        ("رواق", NAMES["b"], 1, 0),
        ("کانا", NAMES["b"], 1, 20),
    ]


def test_of_two_statements_with_the_same_bounds_one_has_the_characters():
    said = pd.DataFrame({"article_id": "a", "start": 0, "end": 10, "speaker_name": ["ب", "الف", ""]})
    assert speech.voice(said, ARTICLES)["characters"].tolist() == [10, 0, 0]


def test_overlapping_statements_keep_their_characters():
    said = pd.DataFrame({"article_id": "a", "start": [0, 5], "end": [10, 15], "speaker_name": ["ب", "الف"]})
    assert speech.voice(said, ARTICLES)["share"].tolist() == [0.5, 0.5]


def test_voice_can_be_counted_in_statements():
    table = speech.voice(STATEMENTS, ARTICLES, None, of="statements")
    assert rows(table, "speaker_name", "share") == [(NAMES["b"], 0.4), (NAMES["h"], 0.4), ("", 0.2)]


def test_months_come_in_time_with_the_same_speakers_in_each():
    table = speech.voice_over_time(STATEMENTS, ARTICLES, top=1)
    assert rows(table, "month", "speaker_name", "characters", "share") == [
        ("1402-02", NAMES["h"], 30, 0.6),
        ("1402-02", "", 0, 0.0),
        ("1402-07", NAMES["h"], 100, 100 / 150),
        ("1402-07", "", 50, 50 / 150),
    ]


def test_events_come_in_the_order_of_their_first_dates():
    assert speech.voice_over_time(STATEMENTS, ARTICLES, "event")["event"].unique().tolist() == ["پروتکل", "تیراندازی"]
    assert speech.stance_over_time(STANCES, ARTICLES, period="event")["event"].tolist() == ["پروتکل", "تیراندازی"]


def test_each_speaker_has_his_cue_classes():
    assert rows(speech.cue_classes(STATEMENTS), "speaker_name", "cue_class", "n", "share") == [
        (NAMES["b"], "directive", 1, 0.5),
        (NAMES["b"], "distancing", 1, 0.5),
        (NAMES["h"], "neutral", 2, 1.0),
        ("", "", 1, 1.0),
    ]


def test_statements_without_a_speaker_are_counted_in_all_and_by_group():
    assert rows(speech.unnamed(STATEMENTS), "n", "n_unnamed", "share", "articles") == [(5, 1, 0.2, 3)]
    table = speech.unnamed(STATEMENTS, "outlet", articles=ARTICLES)
    assert rows(table, "outlet", "n", "n_unnamed", "share") == [("رواق", 4, 1, 0.25), ("کانا", 1, 0, 0.0)]


def test_only_who_never_speaks_is_only_spoken_about():
    assert rows(speech.only_spoken_about(MENTIONS, STATEMENTS), "actor_id", "name", "n", "n_articles") == [("m", "ماهوران", 1, 1)]
    by_name = STATEMENTS.assign(speaker="").head(1)
    assert speech.only_spoken_about(MENTIONS, by_name)["actor_id"].tolist() == ["b", "m"]


@pytest.mark.parametrize(("by", "pairs"), [("sentence", []), ("paragraph", [("h", "m", 1)]), ("article", [("h", "m", 1)])])
def test_neighbours_are_named_in_one_part_of_an_article(by, pairs):
    assert rows(speech.neighbours(MENTIONS, SENTENCES, by=by), "actor_id", "neighbour_id", "n") == pairs


def test_a_sentence_counts_once_however_often_it_names_a_pair():
    named = pd.DataFrame({"article_id": list("aaaac"), "start": [0, 2, 4, 99, 3], "actor_id": list("hbhmm"), "name": "x"})
    table = speech.neighbours(pd.concat([named, named.assign(article_id="c")]), SENTENCES)
    assert rows(table, "actor_id", "neighbour_id", "n", "n_articles") == [("b", "h", 2, 2), ("b", "m", 1, 1), ("h", "m", 1, 1)]


def test_stances_are_counted_by_holder_and_target():
    columns = ("holder", "target", "n", "n_for", "n_against", "n_neutral", "n_articles")
    assert rows(speech.stance_matrix(STANCES), *columns) == [
        ("ماهوران", "صلح", 3, 2, 1, 0, 2),
        ("ماهوران", "رزمایش", 1, 0, 0, 1, 1),
        (NAMES["h"], "صلح", 1, 0, 1, 0, 1),
    ]
    assert speech.stance_matrix(STANCES)["balance"].tolist() == pytest.approx([1 / 3, 0, -1])


def test_holders_and_targets_are_chosen_by_id_or_name_and_keep_their_order():
    table = speech.stance_matrix(STANCES, holders=["h", "ماهوران"], targets="صلح")
    assert rows(table, "holder", "target", "n") == [(NAMES["h"], "صلح", 1), ("ماهوران", "صلح", 3)]
    assert speech.stance_matrix(STANCES, holders=["کسی"]).empty


def test_a_stance_over_time_has_the_mean_polarity_of_each_month():
    table = speech.stance_over_time(STANCES, ARTICLES, "m", "p")
    assert rows(table, "month", "n", "balance") == [("1402-02", 1, -1.0), ("1402-07", 2, 1.0)]


def test_the_interval_of_a_balance_comes_from_articles():
    table, articles = many(10, holder="m", target="p", holder_name="M", target_name="P", polarity=[1, -1] * 5)
    low, high = speech.stance_over_time(table, articles)[["low", "high"]].iloc[0]
    assert -1 < low < 0 < high < 1
    assert speech.stance_over_time(table.head(9), articles)[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("name", CALLS)
def test_the_order_of_rows_and_the_type_of_columns_do_not_matter(name):
    tables = (MENTIONS, STATEMENTS, STANCES)
    shuffled = (table.sample(frac=1, random_state=1).astype({"article_id": "category"}) for table in tables)
    pd.testing.assert_frame_equal(CALLS[name](*tables), CALLS[name](*shuffled))


@pytest.mark.parametrize("name", CALLS)
def test_empty_tables_give_an_empty_table_with_the_same_columns(name):
    full = CALLS[name](MENTIONS, STATEMENTS, STANCES)
    for tables in ((MENTIONS.head(0), STATEMENTS.head(0), STANCES.head(0)), [pd.DataFrame()] * 3):
        empty = CALLS[name](*tables)
        assert len(empty) == 0
        assert empty.dtypes.to_dict() == full.dtypes.to_dict()
        assert not full.drop(columns=["low", "high"], errors="ignore").isna().any(axis=None)


def test_no_articles_give_an_empty_table():
    assert speech.actors_by(MENTIONS, pd.DataFrame()).empty
    assert speech.voice_over_time(STATEMENTS, ARTICLES.head(0)).empty


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: speech.actors_by(MENTIONS.drop(columns="actor_id"), ARTICLES), "mentions has no column 'actor_id'"),
        (lambda: speech.actors_by(MENTIONS, ARTICLES, "medium"), "no column 'medium'"),
        (lambda: speech.actors_by(MENTIONS, ARTICLES.assign(share=1), "share"), "'share' has the name of a column of the result"),
        (lambda: speech.voice(STATEMENTS.assign(end=np.nan), ARTICLES), "statements needs whole numbers"),
        (lambda: speech.voice(STATEMENTS, ARTICLES, of="words"), "of='characters'"),
        (lambda: speech.cue_classes(STATEMENTS, "medium"), "statements has no column 'medium'"),
        (lambda: speech.neighbours(MENTIONS, SENTENCES, by="page"), "sentence, paragraph, article"),
        (lambda: speech.stance_matrix(STANCES.assign(polarity=2)), "polarity"),
    ],
)
def test_a_mistake_is_named_in_one_line(call, message):
    with pytest.raises(UserError, match=message) as error:
        call()
    assert "\n" not in str(error.value)
