"""Agreement between coders, on a corpus whose figures are worked out by hand, and on the practice corpus."""

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis import codings, paths
from analysis.agreement import COLUMNS, PLACES, agreement, disagreements
from analysis.codings import append
from analysis.errors import UserError

TEXT = "وزیر راه گفت که جاده باز است و نمایندگان از آن خرسندند.\n" * 5
ACTORS = "actor_id,label_fa,kind\nm,ماهوران,state\na,آلتاران,state\n"


@pytest.fixture
def corpus(write_corpus):
    """Makes a corpus of n articles of 100 characters or more, coded as told: {coder: [(article, what, start, end, …)]}."""

    def make(marks, done=None, articles=1, condition="blind"):
        folder = write_corpus({f"a{number:02}": TEXT + str(number) for number in range(articles)}, {"actors.csv": ACTORS})
        made = analysis.open(folder)
        ids = made.articles["article_id"].tolist()
        hashes = dict(zip(ids, made.articles["sha256"], strict=True))
        for coder, rows in marks.items():
            for number, what, start, end, *more in rows:
                content = dict(zip(codings.CONTENT[what], more, strict=False)) | {"condition": condition}
                append(folder, coder, {"what": what, "sha256": hashes[ids[number]], "start": start, "end": end} | content)
            for number in range(articles) if done is None else done.get(coder, ()):
                finished = {"what": "article", "decision": "done", "condition": condition}
                append(folder, coder, finished | {"sha256": hashes[ids[number]]})
        return made

    return make


def row(table, measure, of="span", one="x", other="y"):
    [found] = table[(table["measure"] == measure) & (table["of"] == of) & (table["one"] == one) & (table["other"] == other)].index
    return table.loc[found]


X = [(0, "mention", 0, 10, "m", "name"), (0, "mention", 20, 30, "a", "name"), (0, "mention", 40, 50, "a", "place")]
Y = [(0, "mention", 0, 10, "m", "name"), (0, "mention", 20, 26, "m", "name"), (0, "mention", 60, 70, "a", "place")]


def test_the_figures_are_those_worked_out_by_hand(corpus):
    table = agreement(corpus({"x": X, "y": Y}), what="mention", coders=["x", "y"])
    assert [row(table, f"F1 {least}")["value"] for least in (0.3, 0.8, 1)] == pytest.approx([2 / 3, 1 / 3, 1 / 3])
    assert [row(table, f"F1 {least}")["n_both"] for least in (0.3, 0.8, 1)] == [2, 1, 1]
    judged = row(table, "kappa", "actor_id")  # two units: m with m, a with m
    assert judged[["n_articles", "n_one", "n_other", "n_both"]].tolist() == [1, 3, 3, 2]
    assert judged["value"] == pytest.approx((1 / 2 - 1 / 2) / (1 - 1 / 2))
    # coincidences: m with m 2, a with m 1 + 1; D_o = 2, D_e = (16 - 9 - 1) / 3
    assert row(table, "alpha", "actor_id")["value"] == pytest.approx(1 - 2 / 2)
    assert np.isnan(row(table, "kappa", "how")["value"])  # both say name, of both units
    assert table[["low", "high"]].isna().all(axis=None)


def test_unitising_alpha_is_that_of_the_whole_text(corpus):
    from analysis.coefficients import unitising_alpha

    made = corpus({"x": X, "y": Y})
    length = len(made.raw("a00"))
    table = agreement(made, what="mention", coders=["x", "y"])
    spans = [[(start, end, value) for _, _, start, end, value, _ in rows] for rows in (X, Y)]
    assert row(table, "u-alpha", "actor_id")["value"] == pytest.approx(unitising_alpha(spans, length))
    plain = [[(start, end, "") for start, end, _ in ones] for ones in spans]
    assert row(table, "u-alpha")["value"] == pytest.approx(unitising_alpha(plain, length))


def test_articles_that_one_has_not_finished_do_not_count(corpus):
    more = [(1, "mention", 0, 10, "m", "name"), (2, "mention", 0, 10, "m", "name")]
    table = agreement(corpus({"x": X + more, "y": Y + more}, done={"x": [0, 1], "y": [0, 2]}, articles=4), coders=["x", "y"])
    assert set(table["what"]) == {"mention", "statement", "stance", "code"}
    counts = table.loc[table["what"] == "mention", ["n_articles", "n_one", "n_other"]]
    assert counts.drop_duplicates().values.tolist() == [[1, 3, 3]]


def test_blind_and_assisted_codings_never_share_a_coefficient(corpus):
    made = corpus({"x": X})
    corpus({"y": Y}, condition="assisted")
    assert agreement(made, what="mention", coders=["x", "y"]).empty
    corpus({"x": X[:1]}, condition="assisted")
    table = agreement(made, what="mention", coders=["x", "y"])
    assert set(table["condition"]) == {"assisted"}
    assert row(table, "F1 1")[["n_one", "n_other", "n_both"]].tolist() == [1, 3, 1]


def test_of_three_coders_there_are_pairs_and_all_together(corpus):
    made = corpus({"x": X, "y": Y, "z": X})
    table = agreement(made, what="mention", coders=["x", "y", "z"])
    assert set(zip(table["one"], table["other"], strict=True)) == {("x", "y"), ("x", "z"), ("y", "z"), ("x, y, z", "")}
    assert row(table, "F1 1", other="z")["value"] == 1
    together = row(table, "alpha", "actor_id", "x, y, z", "")
    assert together[["n_one", "n_other", "n_both"]].tolist() == [9, 0, 3]
    # three places: m m m, a m a, and a a of x and z; in coincidences m m 3, a a 1 + 2, a m 1 + 1
    assert together["value"] == pytest.approx(1 - 2 * 7 / (64 - 16 - 16))


def test_the_interval_is_drawn_from_ten_articles_on(corpus):
    marks = [(number, "mention", 0, 10, "m", "name") for number in range(10)]
    made = corpus({"x": marks, "y": marks[:5]}, articles=10)
    found = row(agreement(made, what="mention", coders=["x", "y"]), "F1 0.8")
    assert found["value"] == pytest.approx(2 / 3)
    assert 0 < found["low"] < 2 / 3 < found["high"] < 1
    assert agreement(made, what="mention", coders=["x", "y"]).equals(agreement(made, what="mention", coders=["x", "y"]))


def test_the_program_is_compared_where_a_coder_has_finished(corpus):
    made = corpus({"x": X}, done={"x": [0]}, articles=3)
    table = agreement(made, what="mention")
    assert set(table["one"]) == {"machine"}
    assert row(table, "F1 0.3", one="machine", other="x")["n_articles"] == 1


def test_without_codings_there_are_no_rows(write_corpus):
    made = analysis.open(write_corpus({"a": TEXT}))
    assert agreement(made).columns.tolist() == COLUMNS
    assert disagreements(made).columns.tolist() == PLACES
    assert len(agreement(made)) == len(disagreements(made)) == 0


def test_an_unknown_coder_or_kind_is_named(corpus):
    made = corpus({"x": X})
    with pytest.raises(UserError, match=r"there is no coder z: coding/z\.csv is missing"):
        agreement(made, coders=["x", "z"])
    with pytest.raises(UserError, match="what is 'mentions', but must be one of"):
        agreement(made, what="mentions")


# --- places to discuss ------------------------------------------------------------------------------------------------


def test_places_to_discuss_say_how_they_differ(corpus):
    table = disagreements(corpus({"x": X, "y": Y}), what="mention")
    assert table["differ"].tolist() == ["span, actor_id", "only x", "only y"]
    assert table[["start", "end"]].values.tolist() == [[20, 30], [40, 50], [60, 70]]
    assert table["overlap"].tolist() == pytest.approx([0.6, 0, 0])
    assert table.loc[0, "version_one"] == "[20-30] actor_id=a, how=name"
    assert table.loc[1, "version_other"] == ""


def test_an_id_and_its_name_are_no_disagreement(corpus):
    held = (0, "stance", 0, 20), ("جاده", "advocacy", "1")
    made = corpus({"x": [(*held[0], "m", *held[1])], "y": [(*held[0], "ماهوران", *held[1])]})
    assert disagreements(made).empty


# --- the practice corpus ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def practice():
    return analysis.open(paths.PRACTICE)


def test_the_practice_readers_agree_as_its_readme_says(practice):
    table = agreement(practice, coders=["reader-a", "reader-b"], resamples=200)
    ones = {"one": "reader-a", "other": "reader-b"}
    found = {what: row(table[table["what"] == what], "F1 0.8", **ones) for what in ("statement", "mention")}
    assert [round(found[what]["value"], 2) for what in found] == [0.99, 0.98]
    assert found["mention"][["n_articles", "n_one", "n_other"]].tolist() == [12, 254, 258]
    assert all(table["low"].isna() == table["value"].isna())
    assert (table["low"].dropna() <= table["value"].dropna() + 1e-9).all()


def test_kappa_of_the_practice_readers_is_that_of_nltk(practice):
    from nltk.metrics.agreement import AnnotationTask

    a, b = (codings.marks(practice.folder, name).query("what == 'mention'") for name in ("reader-a", "reader-b"))
    both = a.merge(b, on=["sha256", "start", "end"])
    rows = [(coder, unit, getattr(one, f"how_{coder}")) for unit, one in enumerate(both.itertuples()) for coder in "xy"]
    table = agreement(practice, what="mention", coders=["reader-a", "reader-b"], resamples=0)
    assert row(table, "kappa", "how", "reader-a", "reader-b")["value"] == pytest.approx(AnnotationTask(rows).kappa())
    assert row(table, "alpha", "how", "reader-a", "reader-b")["value"] == pytest.approx(AnnotationTask(rows).alpha())


def test_what_differs_is_what_a_table_without_it_does_not_have(practice):
    found = disagreements(practice)
    a, b = (codings.marks(practice.folder, name) for name in ("reader-a", "reader-b"))
    for what, columns in (("mention", ["actor_id", "how"]), ("statement", ["mode", "speaker"])):
        keys = ["sha256", "start", "end", *columns]
        same = a[a["what"] == what].merge(b[b["what"] == what], on=keys)
        places = found[found["what"] == what]
        apart = (places["differ"].str.startswith("only")).sum() + 2 * (~places["differ"].str.startswith("only")).sum()
        assert len(a[a["what"] == what]) + len(b[b["what"] == what]) - 2 * len(same) == apart
    assert isinstance(found, pd.DataFrame)
    assert found["start"].lt(found["end"]).all()
