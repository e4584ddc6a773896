"""A reader's corrections find their rows by file and place, and say where they no longer fit."""

import csv
import hashlib
import io
from collections import Counter

import pandas as pd
import pytest

from analysis.corrections import COLUMNS, NEEDED, apply, completed, faults, follow, read, unfit
from analysis.errors import UserError

TEXTS = {"a": "وزیر دفاع ماهوران گفت: مرز امن است. وی افزود: صلح پایدار است.", "b": "ساحلستان از گفت‌وگو پشتیبانی کرد."}
SHA = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in TEXTS.items()}
ARTICLES = pd.DataFrame({"article_id": list(SHA), "sha256": list(SHA.values())})
NUMBERS = dict.fromkeys(["start", "end", "cue_start", "cue_end", "sentence_id"], "int32") | {"polarity": "int8"}


def place(words, article="a"):
    start = TEXTS[article].index(words)
    return {"article_id": article, "start": start, "end": start + len(words), "text": words}


def table(name, *rows):
    """A table as the program gives it: ids counted in each article, numbers in few bytes, article_id as a category."""
    first = {column: 0 if column in NUMBERS else "" for column in COLUMNS[name]} | {"rule": "colon"}
    key, letter, seen = COLUMNS[name][3], {"mentions": "m", "statements": "s", "stances": "p"}[name], Counter()
    found = []
    for row in rows:
        found.append(first | row | {key: f"{row['article_id']}:{letter}{seen[row['article_id']]}"})
        seen[row["article_id"]] += 1
    types = {column: NUMBERS.get(column, "str") for column in COLUMNS[name]}
    types["article_id"] = pd.CategoricalDtype(list(TEXTS))
    return pd.DataFrame(found, columns=COLUMNS[name]).astype(types)


MENTIONS = table("mentions", place("وزیر دفاع ماهوران"), place("وی"), place("ساحلستان", "b"))
STATEMENTS = table(
    "statements",
    place("مرز امن است") | {"speaker_name": "وزیر دفاع", "mode": "colon", "sentence_id": 0, "cue_start": 18, "cue_end": 21},
    place("صلح پایدار است") | {"speaker_name": "وزیر دفاع", "mode": "colon", "sentence_id": 1, "cue_start": 39, "cue_end": 44},
)
CLAUSE = place("از گفت‌وگو پشتیبانی کرد", "b") | {"act": "advocacy", "target_kind": "concept", "polarity": 1}
STANCES = table("stances", CLAUSE | {"holder_name": "ساحلستان"}, CLAUSE | {"holder_name": "ماهوران"})
TABLES = {"mentions": MENTIONS, "statements": STATEMENTS, "stances": STANCES}


@pytest.fixture
def corrections(tmp_path):
    """Makes the table of a corrections.csv: corrections((table, action, words or (start, end), column, value[, match]), …)."""

    def make(*rows):
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow([*NEEDED, "who", "when", "why", "match"])
        for name, action, words, column, value, *match in rows:
            article = next((article for article, text in TEXTS.items() if isinstance(words, str) and words in text), "a")
            spot = place(words, article) if isinstance(words, str) else dict(zip(("start", "end"), words, strict=True))
            writer.writerow(
                [name, action, SHA[article], spot["start"], spot["end"], column, value, "خواننده", "", "", *(match or [""])]
            )
        (tmp_path / "corrections.csv").write_text(file.getvalue(), encoding="utf-8")
        return read(tmp_path)

    return make


def corrected(name, found, articles=ARTICLES, tables=TABLES):
    return apply(name, tables[name], found, articles, TEXTS.__getitem__)


def misfits(found):
    return [line.split("corrections.csv:")[1] for line in unfit(found, TABLES, ARTICLES, TEXTS.__getitem__)]


# --- change -----------------------------------------------------------------------------------------------------------


def test_a_change_sets_a_cell_and_shows_that_a_reader_decided(corrections):
    found = corrected("statements", corrections(("statements", "change", "صلح پایدار است", "speaker_name", "جمشید هورتاش")))
    assert found["speaker_name"].tolist() == ["وزیر دفاع", "جمشید هورتاش"]
    assert found["rule"].tolist() == ["colon", "reader"]
    assert found["statement_id"].tolist() == ["a:s0", "a:s1"]


def test_several_changes_of_one_row_all_give_the_address_that_it_had(corrections):
    start = TEXTS["a"].index("پایدار")
    rows = [("start", str(start)), ("mode", "clause"), ("cue_start", "-1")]
    found = corrected("statements", corrections(*(("statements", "change", "صلح پایدار است", *row) for row in rows)))
    assert found.loc[1, ["start", "text", "mode", "cue_start"]].tolist() == [start, "پایدار است", "clause", -1]


def test_a_change_means_every_row_of_its_address_unless_a_match_says_which(corrections):
    words = CLAUSE["text"]
    both = corrected("stances", corrections(("stances", "change", words, "polarity", "0")))
    one = corrected("stances", corrections(("stances", "change", words, "polarity", "-1", "holder_name=ماهوران")))
    none = corrected("stances", corrections(("stances", "change", words, "polarity", "-1", "holder_name=ماهوران|polarity=0")))
    assert both["polarity"].tolist() == [0, 0]
    assert one["polarity"].tolist() == [1, -1]
    assert none["polarity"].tolist() == [1, 1]


def test_a_row_that_is_moved_takes_its_new_place_in_the_order(corrections):
    words = TEXTS["a"].index("وی"), TEXTS["a"].index("وی") + 2
    found = corrected(
        "mentions", corrections(("mentions", "change", words, "start", "0"), ("mentions", "change", words, "end", "4"))
    )
    assert found["text"].tolist() == ["وزیر دفاع ماهوران", "وزیر", "ساحلستان"]
    late = corrected("mentions", corrections(("mentions", "change", "وزیر دفاع ماهوران", "start", "5")))
    assert late["text"].tolist()[0] == "دفاع ماهوران"


# --- names and stances that follow a change ---------------------------------------------------------------------------

ACTORS = pd.DataFrame({"actor_id": ["hurtash", "nava"], "label_fa": ["جمشید هورتاش", "نوا"]})


def test_a_name_follows_its_id_unless_it_is_corrected_itself(corrections):
    first, second = "مرز امن است", "صلح پایدار است"
    rows = [(first, "speaker", "hurtash"), (second, "speaker_name", "او"), (second, "speaker", "nava")]
    found = corrections(*(("statements", "change", *row) for row in rows))
    after = corrected("statements", completed(found, ACTORS))
    assert after[["speaker", "speaker_name"]].values.tolist() == [["hurtash", "جمشید هورتاش"], ["nava", "او"]]


def test_a_stranger_speaks_nowhere_and_is_named(corrections):
    found = corrections(*(("statements", "change", "مرز امن است", "speaker", who) for who in ("horttash", "body:شورا")))
    assert corrected("statements", completed(found, ACTORS))["speaker"].tolist() == ["body:شورا", ""]
    [line] = unfit(found, TABLES, ARTICLES, TEXTS.__getitem__, ACTORS)
    assert "corrections.csv:2: speaker is 'horttash'" in line


def test_stances_in_a_statement_follow_its_speaker(corrections):
    mine = place("مرز امن است") | {"statement_id": "a:s0", "holder_name": "وزیر دفاع"}
    read_again = mine | {"rule": "reader"}
    stances = table("stances", mine, mine | {"holder_name": "ساحلستان"}, read_again, mine | {"statement_id": "a:s1"})
    found = completed(corrections(("statements", "change", "مرز امن است", "speaker", "nava")), ACTORS)
    after = follow(stances, STATEMENTS, corrected("statements", found))
    assert after["holder"].tolist() == ["nava", "", "", ""]
    assert after["holder_name"].tolist() == ["نوا", "ساحلستان", "وزیر دفاع", "وزیر دفاع"]
    assert after.dtypes.equals(stances.dtypes)
    pd.testing.assert_frame_equal(follow(stances, STATEMENTS, STATEMENTS), stances)


# --- remove and add ---------------------------------------------------------------------------------------------------


def test_a_removed_row_goes_and_the_others_keep_their_ids(corrections):
    found = corrected("statements", corrections(("statements", "remove", "مرز امن است", "", "")))
    assert found[["statement_id", "text", "rule"]].values.tolist() == [["a:s1", "صلح پایدار است", "colon"]]


@pytest.mark.parametrize("order", [1, -1])
def test_a_removal_wins_over_a_change_in_whichever_order(corrections, order):
    rows = [("statements", "remove", "مرز امن است", "", ""), ("statements", "change", "مرز امن است", "mode", "free")]
    assert corrected("statements", corrections(*rows[::order]))["statement_id"].tolist() == ["a:s1"]


def test_additions_with_one_address_fill_the_columns_of_one_new_row(corrections):
    rows = [("actor_id", "mahuran"), ("name", "ماهوران"), ("how", "name")]
    found = corrected("mentions", corrections(*(("mentions", "add", "ماهوران", *row) for row in rows)))
    assert found["mention_id"].tolist() == ["a:m0", "a:m2", "a:m1", "b:m0"]
    assert found.loc[1].to_dict() == dict.fromkeys(COLUMNS["mentions"], "") | place("ماهوران") | {
        "mention_id": "a:m2", "actor_id": "mahuran", "name": "ماهوران", "how": "name", "rule": "reader",
    }  # fmt: skip


def test_an_addition_where_there_is_a_row_already_leaves_that_as_it_is(corrections):
    found = corrected("mentions", corrections(("mentions", "add", "وی", "name", "هورتاش")))
    assert found.loc[1:2, ["text", "name", "rule"]].values.tolist() == [["وی", "", "colon"], ["وی", "هورتاش", "reader"]]


def test_an_addition_need_not_fill_a_column(corrections):
    found = corrected("statements", corrections(("statements", "add", "امن است", "", "")))
    assert found.loc[1, ["text", "speaker_name", "cue_start", "sentence_id"]].tolist() == ["امن است", "", -1, -1]


def test_a_match_keeps_apart_what_is_added_at_one_address_and_is_true_of_it(corrections):
    rows = [("صلح", "holder_name=ماهوران"), ("مرز", "holder_name=ساحلستان|polarity=-1")]
    found = corrected("stances", corrections(*(("stances", "add", "مرز امن است", "target_name", *row) for row in rows)))
    assert found.loc[:1, ["holder_name", "target_name", "polarity"]].values.tolist() == [
        ["ماهوران", "صلح", 0],
        ["ساحلستان", "مرز", -1],
    ]
    assert found["stance_id"].is_unique


def test_a_table_without_rows_can_be_added_to(corrections):
    found = corrected(
        "stances", corrections(("stances", "add", "ساحلستان", "act", "advocacy")), tables={"stances": table("stances")}
    )
    assert found[["article_id", "stance_id", "act"]].values.tolist() == [["b", "b:p0", "advocacy"]]
    assert found.dtypes.equals(STANCES.dtypes)


# --- the whole table --------------------------------------------------------------------------------------------------

ALL = [
    ("mentions", "add", "ماهوران", "name", "ماهوران"),
    ("mentions", "remove", "ساحلستان", "", ""),
    ("statements", "change", "مرز امن است", "end", "100000"),
    ("statements", "change", "صلح پایدار است", "mode", "free"),
    ("stances", "add", "مرز امن است", "polarity", "-1"),
]


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_dtypes_stay_and_the_given_table_is_not_touched(corrections, name):
    before = TABLES[name].copy(deep=True)
    found = corrected(name, corrections(*ALL))
    assert found.dtypes.to_dict() == before.dtypes.to_dict()
    assert list(found) == COLUMNS[name]
    assert list(found.index) == list(range(len(found)))
    pd.testing.assert_frame_equal(TABLES[name], before)


@pytest.mark.parametrize("name", COLUMNS)
def test_without_corrections_a_table_stays_as_it_is(tmp_path, name):
    found = corrected(name, read(tmp_path))
    pd.testing.assert_frame_equal(found, TABLES[name])
    assert found is not TABLES[name]


def test_strings_that_are_kept_as_categories_can_get_new_values(corrections):
    tables = {"statements": STATEMENTS.astype({"mode": "category"})}
    found = corrected("statements", corrections(("statements", "change", "مرز امن است", "mode", "free")), tables=tables)
    assert found["mode"].tolist() == ["free", "colon"]
    assert isinstance(found["mode"].dtype, pd.CategoricalDtype)


def test_articles_of_the_same_bytes_are_corrected_alike(corrections):
    articles = pd.DataFrame({"article_id": ["b", "a"], "sha256": [SHA["a"], SHA["a"]]})
    found = apply(
        "mentions", MENTIONS[:0], corrections(("mentions", "add", "وزیر", "", "")), articles, lambda article: TEXTS["a"]
    )
    assert found[["article_id", "text"]].values.tolist() == [["b", "وزیر"], ["a", "وزیر"]]


def test_only_the_texts_of_corrected_articles_are_read(corrections):
    found = corrections(("mentions", "change", "ساحلستان", "name", "ساحلستان"))
    apply("mentions", MENTIONS, found, ARTICLES, {"b": TEXTS["b"]}.__getitem__)


def test_what_fits_nothing_is_passed_over(corrections):
    found = corrections(
        ("mentions", "change", (3, 7), "name", "نوا"),
        ("mentions", "add", (3, 1000), "name", "نوا"),
        ("mentions", "change", "ساحلستان", "end", "1000"),
        ("mentions", "change", "ساحلستان", "name", "ساحلستان"),
        ("mentions", "change", "وی", "mention_id", "a:m7"),
    )
    after = corrected("mentions", found)
    assert after["text"].tolist() == MENTIONS["text"].tolist()
    assert after.loc[2, ["name", "rule"]].tolist() == ["ساحلستان", "reader"]
    assert after["mention_id"].tolist() == MENTIONS["mention_id"].tolist()


# --- the file ---------------------------------------------------------------------------------------------------------


def test_a_spreadsheets_spaces_and_capitals_and_persian_digits_do_no_harm(tmp_path, corrections):
    start, end = str(place("وی")["start"]).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")), place("وی")["end"]
    row = f"mentions, change ,{SHA['a'].upper()},{start},{end} ,name, هورتاش\n"
    (tmp_path / "corrections.csv").write_text(f"{','.join(NEEDED)}\n{row}", encoding="utf-8-sig")
    assert corrected("mentions", read(tmp_path))["name"].tolist() == ["", "هورتاش", ""]


def test_a_missing_column_is_named(tmp_path):
    (tmp_path / "corrections.csv").write_text("table,action,start,end,column,value\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"corrections\.csv:1: the column sha256 is missing"):
        read(tmp_path)


def test_corrections_that_fit_are_not_named(corrections):
    good = [row for row in ALL if row[4] != "100000"]
    assert misfits(corrections(*good)) == faults(corrections(*good)) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("statements", "change", (3, 7), "mode", "free"), "statements has no such row at 3-7 of a; look at the article"),
        (("mentions", "remove", (3, 7), "", ""), "mentions has no such row at 3-7 of a"),
        (("stances", "change", CLAUSE["text"], "polarity", "0", "holder_name=آوا"), "stances has no such row at"),
        (("mentions", "add", (3, 1000), "", ""), "3-1000 is no place in a; look at the article"),
        (("mentions", "change", "ساحلستان", "end", "1000"), "0-1000 is no place in b"),
        (("mentions", "change", "ساحلستان", "start", "8"), "8-8 is no place in b"),
        (("mentions", "change", "ساحلستان", "start", "-1"), "-1-8 is no place in b"),
    ],
)
def test_a_correction_that_fits_no_longer_is_named_with_its_line(corrections, row, said):
    [line] = misfits(corrections(ALL[0], row))
    assert line.startswith(f"3: {said}")


def test_an_article_that_was_changed_is_named(corrections):
    found = corrections(ALL[0], ("mentions", "change", "ساحلستان", "name", "ساحلستان"))
    [line] = unfit(found, TABLES, ARTICLES[:1], TEXTS.__getitem__)
    assert "corrections.csv:3: no article has this sha256; look at the article" in line


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("articles", "change", "وی", "name", "x"), "table is 'articles': must be one of mentions, statements, stances"),
        (("mentions", "delete", "وی", "", ""), "action is 'delete': must be one of add, change, remove"),
        (("mentions", "remove", ("x", 4), "", ""), "start is 'x': write a whole number"),
        (("mentions", "remove", (4, 4), "", ""), "start is '4': must be below end"),
        (("mentions", "remove", (-1, 4), "", ""), "start is '-1'"),
        (("mentions", "remove", "وی", "name", ""), "column is 'name': leave column and value empty"),
        (("mentions", "change", "وی", "", "x"), "column is '': must be one of start, end, actor_id"),
        (("mentions", "change", "وی", "polarity", "1"), "column is 'polarity': must be one of"),
        (("mentions", "change", "وی", "mention_id", "a:m0"), "column is 'mention_id': must be one of"),
        (("mentions", "change", "وی", "text", "او"), "column is 'text': must be one of"),
        (("mentions", "change", "وی", "name", "x", "holder=y"), "column is 'holder': must be one of"),
        (("mentions", "add", "وی", "end", "4"), "column is 'end': must be one of actor_id"),
        (("statements", "change", "مرز امن است", "mode", "shouted"), "mode is 'shouted': must be one of quoted, colon"),
        (("statements", "change", "مرز امن است", "cue_end", "4.5"), "cue_end is '4.5': write a whole number"),
        (("stances", "change", CLAUSE["text"], "polarity", "2"), "polarity is '2': must be one of -1, 0, 1"),
    ],
)
def test_a_fault_is_named_with_its_line_and_passed_over(corrections, row, said):
    found = corrections(ALL[0], row)
    [line] = faults(found)
    assert f"corrections.csv:3: {said}" in line
    assert unfit(found, TABLES, ARTICLES, TEXTS.__getitem__) == [line]
    for name in COLUMNS:
        pd.testing.assert_frame_equal(corrected(name, found), corrected(name, found[:1]))


def test_two_readers_who_correct_the_same_are_named(corrections):
    rows = [("statements", "change", "مرز امن است", "mode", mode) for mode in ("free", "clause")]
    [line] = faults(corrections(*rows))
    assert "corrections.csv:3: the same is corrected in a row before" in line
