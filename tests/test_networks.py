"""Networks are those that a reader works out with pencil and paper, those of DNA's manual, and those of other libraries."""

import os
import subprocess
import sys
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jaccard as jaccard_distance

from analysis.errors import UserError
from analysis.networks import (
    MEASURES,
    NORMALISATIONS,
    TWO_MODE,
    communities,
    graph,
    louvain,
    modularity,
    moving,
    one_mode,
    polarisation,
    positions,
    two_mode,
    write_graphml,
)

SEPEHRVAND, ALPOV, MATSLO = "سپهروند", "آلپ‌اف", "ماتسلو"
PROTOCOL, EXERCISE, MONITORING = "پروتکل", "رزمایش", "پایش مرزی"


def stances(*rows):
    """Stances from rows of article_id, holder_name, target_name, polarity."""
    table = pd.DataFrame(rows, columns=["article_id", "holder_name", "target_name", "polarity"]).astype({"polarity": "int64"})
    ids = [f"s{row}" for row in range(1, len(table) + 1)]
    return table.assign(stance_id=ids, statement_id=ids, holder="", target_kind="concept")


def articles(**dates):
    return pd.DataFrame({"article_id": list(dates), "outlet": "کانا", "date": list(dates.values())})


DATES = articles(a="2023-09-20", b="2023-09-21", c="2023-10-12")
DEBATE = stances(
    ("a", SEPEHRVAND, PROTOCOL, 1),
    ("a", SEPEHRVAND, PROTOCOL, 1),
    ("a", ALPOV, PROTOCOL, 1),
    ("b", SEPEHRVAND, PROTOCOL, 1),
    ("b", SEPEHRVAND, EXERCISE, -1),
    ("b", ALPOV, EXERCISE, 1),
    ("c", MATSLO, EXERCISE, 1),
    ("c", MATSLO, PROTOCOL, -1),
    ("c", ALPOV, MONITORING, 1),
)
NOTHING = stances()


@pytest.fixture
def debate():
    return positions(DEBATE, DATES)


def rows(table, *columns):
    return table[list(columns)].values.tolist()


def weights(table):
    """{(name, name): weight}"""
    return {(one, other): weight for one, other, weight in table.iloc[:, :3].itertuples(index=False)}


# --- what is counted --------------------------------------------------------------------------------------------------


def test_a_position_counts_once_an_article_and_keeps_all_its_stances(debate):
    assert rows(debate, "article_id", "date", "actor", "concept", "polarity", "stance_ids") == [
        ["a", "2023-09-20", ALPOV, PROTOCOL, 1, ["s3"]],
        ["a", "2023-09-20", SEPEHRVAND, PROTOCOL, 1, ["s1", "s2"]],
        ["b", "2023-09-21", ALPOV, EXERCISE, 1, ["s6"]],
        ["b", "2023-09-21", SEPEHRVAND, EXERCISE, -1, ["s5"]],
        ["b", "2023-09-21", SEPEHRVAND, PROTOCOL, 1, ["s4"]],
        ["c", "2023-10-12", ALPOV, MONITORING, 1, ["s9"]],
        ["c", "2023-10-12", MATSLO, EXERCISE, 1, ["s7"]],
        ["c", "2023-10-12", MATSLO, PROTOCOL, -1, ["s8"]],
    ]


@pytest.mark.parametrize(
    ("once_per", "days", "number"),
    [
        ("stance", ["2023-10-14", "2023-10-14"], 2),
        ("article", ["2023-10-14", "2023-10-14"], 2),  # two articles of one day
        ("week", ["2023-10-13", "2023-10-14"], 2),  # Friday and Saturday
        ("week", ["2023-10-14", "2023-10-20"], 1),  # Saturday and Friday
        ("week", ["2023-10-14", "2024-10-12"], 2),  # Saturdays of two years
        ("month", ["2023-10-22", "2023-10-23"], 2),  # 30 Mehr and 1 Aban 1402
        ("month", ["2023-09-23", "2023-10-22"], 1),  # 1 and 30 Mehr
        ("month", ["2023-09-23", "2024-09-22"], 2),  # 1 Mehr 1402 and 1403
        ("month", ["", ""], 2),  # without a date, once an article
    ],
)
def test_a_position_counts_once_an_article_a_week_or_a_month(once_per, days, number):
    table = positions(
        stances(("a", ALPOV, PROTOCOL, 1), ("b", ALPOV, PROTOCOL, 1)), articles(a=days[0], b=days[1]), once_per=once_per
    )
    assert len(table) == number
    assert table["date"].iloc[0] == min(days)
    assert sorted(stance for ids in table["stance_ids"] for stance in ids) == ["s1", "s2"]


def test_opposite_positions_count_each_for_itself():
    assert len(positions(stances(("a", ALPOV, PROTOCOL, 1), ("a", ALPOV, PROTOCOL, -1)), DATES)) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"statement_id": ""},
        {"statement_id": None},
        {"holder_name": ""},
        {"target_name": ""},
        {"target_kind": "actor"},
        {"polarity": 0},
    ],
)
def test_only_stances_in_statements_with_holder_concept_and_side_count(change):
    table = pd.concat([DEBATE, DEBATE.tail(1).assign(stance_id="s0", article_id="a", **change)])
    assert positions(table, DATES).to_csv() == positions(DEBATE, DATES).to_csv()


def test_in_a_coding_without_statements_all_count():
    coding = DEBATE.drop(columns="statement_id").assign(note="")
    assert positions(coding, DATES).to_csv() == positions(DEBATE, DATES).to_csv()


def test_names_may_be_categories_and_ids_numbers():
    table = DEBATE.assign(stance_id=range(1, len(DEBATE) + 1), polarity=DEBATE["polarity"].astype("Int64"))
    found = positions(table.astype({"article_id": "category", "holder_name": "category", "statement_id": "category"}), DATES)
    assert rows(found, "actor", "concept", "polarity") == rows(positions(DEBATE, DATES), "actor", "concept", "polarity")
    assert one_mode(found)["stance_ids"].tolist() == [[1, 2, 3, 4], [6, 7]]


def test_articles_that_are_not_in_the_table_do_not_count():
    assert set(positions(DEBATE, DATES.head(1))["article_id"]) == {"a"}


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        ("2023-09-21", None, {"b", "c"}),
        (None, "2023-09-21", {"a", "b"}),
        ("1402-06-30", "1402-07-19", {"b"}),
        (None, None, {"a", "b", "c", "d"}),
    ],
)
def test_start_and_end_are_days_of_either_calendar_and_leave_out_what_has_no_date(start, end, left):
    table = pd.concat([DEBATE, stances(("d", ALPOV, PROTOCOL, 1))])
    dated = articles(a="2023-09-20", b="2023-09-21", c="2023-10-12", d="")
    assert set(positions(table, dated, start=start, end=end)["article_id"]) == left


ACTORS = pd.DataFrame(
    [
        ("sepehrvand", SEPEHRVAND, "mod"),
        ("mod", "وزارت دفاع", "mahuran"),
        ("mahuran", "ماهوران", ""),
        ("alpov", ALPOV, "altaran"),
    ],
    columns=["actor_id", "label_fa", "affiliation"],
)


def test_holders_go_by_the_last_of_their_affiliations_and_then_count_once_an_article():
    table = stances(
        ("a", SEPEHRVAND, PROTOCOL, 1), ("a", "وزارت دفاع", PROTOCOL, 1), ("a", ALPOV, PROTOCOL, 1), ("a", "ویسه", PROTOCOL, 1)
    )
    found = positions(table.assign(holder=["sepehrvand", "mod", "alpov", ""]), DATES, affiliations=ACTORS)
    assert rows(found, "actor", "stance_ids") == [["altaran", ["s3"]], ["ماهوران", ["s1", "s2"]], ["ویسه", ["s4"]]]


# --- networks by hand -------------------------------------------------------------------------------------------------
# Sepehrvand (n = 3): protocol + 2, exercise - 1. Alpov (n = 3): protocol + 1, exercise + 1, monitoring + 1. Matslo (n = 2):
# exercise + 1, protocol - 1.

PAIRS = [(ALPOV, SEPEHRVAND), (ALPOV, MATSLO), (SEPEHRVAND, MATSLO)]


@pytest.mark.parametrize(
    ("measure", "normalisation", "expected"),
    [
        ("congruence", "none", [2 * 1, 1 * 1, None]),
        ("conflict", "none", [1 * 1, 1 * 1, 2 * 1 + 1 * 1]),
        ("subtract", "none", [2 - 1, 1 - 1, 0 - 3]),
        ("congruence", "average", [2 / ((3 + 3) / 2), 1 / ((3 + 2) / 2), None]),
        ("subtract", "average", [1 / 3, 0, -3 / 2.5]),
        ("congruence", "jaccard", [2 / (1 + 2 + 2), 1 / (2 + 1 + 1), None]),
        ("conflict", "jaccard", [1 / (1 + 2 + 2), 1 / (2 + 1 + 1), 3 / (3 + 2 + 0)]),
        ("congruence", "cosine", [2 / (3 * 3), 1 / (3 * 2), None]),
    ],
)
def test_actors_are_joined_as_worked_out_by_hand(debate, measure, normalisation, expected):
    found = weights(one_mode(debate, measure=measure, normalisation=normalisation))
    assert found == pytest.approx({pair: value for pair, value in zip(PAIRS, expected, strict=True) if value is not None})


def test_raw_counts_and_stances_stand_beside_the_weights(debate):
    table = one_mode(debate, measure="subtract", normalisation="average")
    assert rows(table, "source", "target", "congruence", "conflict", "n_source", "n_target") == [
        [ALPOV, SEPEHRVAND, 2, 1, 3, 3], [ALPOV, MATSLO, 1, 1, 3, 2], [SEPEHRVAND, MATSLO, 0, 3, 3, 2],
    ]  # fmt: skip
    assert table["stance_ids"].tolist() == [
        ["s1", "s2", "s3", "s4", "s5", "s6"], ["s3", "s6", "s7", "s8"], ["s1", "s2", "s4", "s5", "s7", "s8"],
    ]  # fmt: skip


def test_an_edge_keeps_only_the_stances_that_make_it(debate):
    assert one_mode(debate)["stance_ids"].tolist() == [["s1", "s2", "s3", "s4"], ["s6", "s7"]]
    assert one_mode(debate, measure="conflict")["stance_ids"].tolist()[1:] == [["s5", "s6"], ["s3", "s8"]]


@pytest.mark.parametrize(
    ("normalisation", "expected"),
    [
        ("none", [2, -1, 1, 1, 1, -1, 1]),
        ("activity", [2 / 3, -1 / 3, 1 / 3, 1 / 3, 1 / 3, -1 / 2, 1 / 2]),
        ("prominence", [2 / 4, -1 / 3, 1 / 4, 1 / 3, 1 / 1, -1 / 4, 1 / 3]),
    ],
)
def test_actors_and_concepts_are_joined_as_worked_out_by_hand(debate, normalisation, expected):
    pairs = [(SEPEHRVAND, PROTOCOL), (SEPEHRVAND, EXERCISE), (ALPOV, PROTOCOL), (ALPOV, EXERCISE), (ALPOV, MONITORING),
             (MATSLO, PROTOCOL), (MATSLO, EXERCISE)]  # fmt: skip
    table = two_mode(debate, normalisation=normalisation)
    assert weights(table) == pytest.approx(dict(zip(pairs, expected, strict=True)))
    assert table["weight"].is_monotonic_decreasing
    first = table.set_index(["actor", "concept"]).loc[SEPEHRVAND, PROTOCOL]
    assert first[["positive", "negative", "n_actor", "n_concept", "stance_ids"]].tolist() == [2, 0, 3, 4, ["s1", "s2", "s4"]]


def test_who_is_as_often_for_as_against_keeps_a_row_of_weight_0():
    table = two_mode(positions(stances(("a", ALPOV, PROTOCOL, 1), ("a", ALPOV, PROTOCOL, -1)), DATES))
    assert rows(table, "weight", "positive", "negative", "stance_ids") == [[0, 1, 1, ["s1", "s2"]]]


# --- DNA's manual and other libraries ---------------------------------------------------------------------------------


def test_the_first_figure_of_the_manual_has_its_congruence_network():  # Leifeld, Gruber & Bossner 2018, figure 2.1
    said = [(1, 1), (2, 1), (2, 2), (2, 3), (3, 3), (3, 5), (4, 3), (5, 3), (5, 4)]
    table = positions(stances(*(("a", f"a{actor}", f"c{concept}", 1) for actor, concept in said)), DATES)
    joined = [(1, 2), (2, 3), (2, 4), (2, 5), (3, 4), (3, 5), (4, 5)]
    assert weights(one_mode(table)) == {(f"a{one}", f"a{other}"): 1 for one, other in joined}


POSITIONS = st.lists(
    st.tuples(st.sampled_from("xyz"), st.sampled_from("ABCD"), st.sampled_from("pqr"), st.sampled_from([-1, 1])), max_size=25
)
XYZ = articles(x="2023-09-20", y="2023-10-20", z="2023-11-20")


@settings(max_examples=50, deadline=None)
@given(POSITIONS)
def test_congruence_and_conflict_are_products_of_matrices(said):
    table = positions(stances(*said), XYZ, once_per="stance")
    of = np.array([[[said.count((a, i, j, k)) for j in "pqr" for a in "xyz"] for i in "ABCD"] for k in (1, -1)])
    support, rejection = of.reshape(2, 4, 3, 3).sum(axis=3)
    same, opposite = support @ support.T + rejection @ rejection.T, support @ rejection.T + rejection @ support.T
    activity = (support + rejection).sum(axis=1)
    for measure, expected in (("congruence", same), ("conflict", opposite), ("subtract", same - opposite)):
        pairs = {(a, b): (i, j) for i, a in enumerate("ABCD") for j, b in enumerate("ABCD") if i < j and expected[i, j]}
        averages = {pair: expected[i, j] / ((activity[i] + activity[j]) / 2) for pair, (i, j) in pairs.items()}
        found = weights(one_mode(table, measure=measure, normalisation="average"))
        assert {pair: weight for pair, weight in found.items() if weight} == pytest.approx(averages)


@settings(max_examples=50, deadline=None)
@given(POSITIONS.filter(len))
def test_where_positions_count_once_networkx_projects_to_the_same_and_jaccard_is_that_of_scipy(said):
    table = positions(stances(*[("x", *row[1:]) for row in said]), XYZ)
    net = nx.Graph()
    net.add_edges_from((actor, (concept, side)) for actor, concept, side in rows(table, "actor", "concept", "polarity"))
    projected = nx.bipartite.weighted_projected_graph(net, sorted(set(table["actor"])))
    assert weights(one_mode(table)) == {(min(pair), max(pair)): weight for *pair, weight in projected.edges(data="weight")}
    held = {actor: [(concept, side) in net[actor] for concept in "pqr" for side in (1, -1)] for actor in projected}
    for (one, other), weight in weights(one_mode(table, normalisation="jaccard")).items():
        assert weight == pytest.approx(1 - jaccard_distance(held[one], held[other]))


@settings(max_examples=50, deadline=None)
@given(POSITIONS)
def test_weights_are_finite_and_bounded_and_every_position_is_counted(said):
    table = positions(stances(*said), XYZ)
    both = two_mode(table)
    assert both["positive"].sum() + both["negative"].sum() == len(table)
    for normalisation in TWO_MODE:
        assert np.isfinite(two_mode(table, normalisation=normalisation)["weight"]).all()
    assert two_mode(table, normalisation="activity")["weight"].abs().le(1).all()
    for normalisation in NORMALISATIONS:
        edges = one_mode(table, measure="subtract", normalisation=normalisation)
        assert np.isfinite(edges["weight"]).all()
        assert (edges["source"] < edges["target"]).all()
        assert (np.sign(edges["weight"]) == np.sign(edges["congruence"] - edges["conflict"])).all()
    for normalisation in ("jaccard", "cosine"):
        assert one_mode(table, normalisation=normalisation)["weight"].between(0, 1).all()


# --- communities ------------------------------------------------------------------------------------------------------


def cliques(*groups, weight=1.0):
    """Edges within each group, and a weak one from each to the next."""
    edges = [(a, b, weight) for group in groups for a in group for b in group if a < b]
    edges += [(one[0], other[0], weight / 10) for one, other in pairwise(groups)]
    return pd.DataFrame(edges, columns=["source", "target", "weight"])


def test_who_stands_together_is_one_community_the_largest_first():
    table = communities(cliques("DEF", "ABCG"))
    assert rows(table, "actor", "community", "size") == [*([name, 1, 4] for name in "ABCG"), *([name, 2, 3] for name in "DEF")]
    assert table["strength"].tolist() == pytest.approx([3.1, 3, 3, 3, 2.1, 2, 2])


def test_communities_do_not_depend_on_the_order_of_rows_or_the_seed_where_they_are_clear():
    edges = cliques("ABCD", "EFGH", "IJKL")
    found = {communities(edges.sample(frac=1, random_state=seed), seed=seed).to_csv() for seed in range(5)}
    assert len(found) == 1


def test_communities_are_the_same_in_another_process():
    code = (
        "import numpy as np; from analysis.networks import louvain\n"
        "w = np.random.default_rng(3).integers(0, 4, (40, 40)) / 7; print(louvain(np.triu(w, 1) + np.triu(w, 1).T).tolist())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


def test_modularity_is_that_of_networkx():
    net = nx.karate_club_graph()
    matrix = nx.to_numpy_array(net)
    groups = louvain(matrix)
    parts = [set(np.flatnonzero(groups == group)) for group in range(groups.max() + 1)]
    assert modularity(matrix, groups) == pytest.approx(nx.community.modularity(net, parts), abs=1e-12)
    assert modularity(matrix, np.zeros(34)) == 0


def test_modularity_by_hand():
    # two triangles joined by one edge: W = 14, of which 6 within each, of strengths 7 each: 6/14 + 6/14 - 2 (7/14)² = 5/14
    matrix = nx.to_numpy_array(nx.Graph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]), nodelist=range(6))
    assert modularity(matrix, np.array([0, 0, 0, 1, 1, 1])) == pytest.approx(5 / 14)
    assert louvain(matrix).tolist() == [0, 0, 0, 1, 1, 1]


def test_communities_of_weights_below_0_are_refused(debate):
    with pytest.raises(UserError, match="weights are below 0: take the edges of one_mode") as error:
        communities(one_mode(debate, measure="subtract"))
    assert "\n" not in str(error.value)


# --- over time --------------------------------------------------------------------------------------------------------


def test_windows_begin_with_the_first_position_and_the_last_holds_the_last(debate):
    table = moving(debate, two_mode, days=10, step=7)
    assert list(dict.fromkeys(zip(table["start"], table["end"], strict=True))) == [
        ("2023-09-20", "2023-09-29"), ("2023-10-04", "2023-10-13"),
    ]  # fmt: skip  # that from 27 September has no position
    assert table.columns[:4].tolist() == ["start", "end", "actor", "concept"]
    last = table[table["start"] == "2023-10-04"].drop(columns=["start", "end"])
    assert last.to_csv(index=False) == two_mode(positions(DEBATE, DATES, start="2023-10-04")).to_csv(index=False)


def test_one_window_as_long_as_everything_is_the_whole_network(debate):
    table = moving(debate, one_mode, days=23, step=1, measure="subtract", normalisation="average")
    assert set(table["end"]) == {"2023-10-12"}
    whole = one_mode(debate, measure="subtract", normalisation="average")
    assert table.drop(columns=["start", "end"]).to_csv() == whole.to_csv()


def camps(days, opposed):
    """Articles of these days, in each of which four actors speak of the protocol; opposed: two of them against the others."""
    said = [(f"a{day}", name, PROTOCOL, -1 if opposed and name in "CD" else 1) for day in days for name in "ABCD"]
    dates = {f"a{day}": f"2023-{4 + day // 30:02}-{1 + day % 30:02}" for day in days}
    return positions(stances(*said), articles(**dates))


def test_polarisation_of_two_camps_and_of_none_by_hand():
    # two camps: W_c / W = 1/2 and S_c / W = 1/2 for both, Q = 2 (1/2 - 1/4) = 0.5; all at one: one community, Q = 1 - 1 = 0
    table = polarisation(camps(range(12), True), days=12)
    assert rows(table, "modularity", "low", "high", "n_communities", "n_actors", "n_positions", "n_articles") == [
        [0.5, 0.5, 0.5, 2, 4, 48, 12]
    ]
    assert rows(table, "start", "end", "middle") == [["2023-04-01", "2023-04-12", "1402-01-17"]]
    assert polarisation(camps(range(12), False), days=12)["modularity"].tolist() == [0]


def test_fewer_than_ten_articles_have_no_interval():
    few, enough = (polarisation(camps(range(number), True))[["low", "high"]].notna().all(axis=None) for number in (9, 10))
    assert (few, enough) == (False, True)
    assert polarisation(camps(range(10), True), resamples=0)["low"].isna().all()


def noisy(number):
    """Articles of one day in which three actors speak, mostly as their camp does."""
    random, said = np.random.default_rng(4), []
    for article in range(number):
        for name, concept in zip(random.choice([*"ABCDEF"], 3), random.choice([*"pqrs"], 3), strict=True):
            said.append((f"a{article}", name, concept, (-1 if name in "DEF" else 1) * (1 if random.random() < 0.8 else -1)))
    return positions(stances(*said), articles(**{f"a{article}": "2023-04-01" for article in range(number)}))


def test_an_interval_holds_the_modularity_and_is_narrower_for_more_articles():
    small, large = (polarisation(noisy(number)).iloc[0] for number in (20, 80))
    for row in (small, large):
        assert -0.5 <= row["low"] <= row["modularity"] <= row["high"] <= 1
    assert large["high"] - large["low"] < small["high"] - small["low"]


def test_an_interval_depends_on_the_seed_alone():
    first, same, other = (polarisation(noisy(20), seed=seed) for seed in (1, 1, 2))
    assert first.to_csv() == same.to_csv()
    assert first["modularity"].tolist() == other["modularity"].tolist()
    assert first["low"].tolist() != other["low"].tolist()


def test_a_window_without_congruence_has_no_row():
    table = positions(stances(*DEBATE[["article_id", "holder_name", "target_name", "polarity"]].values.tolist()), DATES)
    found = polarisation(table, days=7, step=7)
    assert found["start"].tolist() == ["2023-09-20"]  # in October nobody shares a position
    assert found["n_actors"].tolist() == [2]


# --- graphs and files -------------------------------------------------------------------------------------------------


def test_a_graph_has_names_as_nodes_and_all_columns_on_its_edges(debate):
    net = graph(one_mode(debate), communities(one_mode(debate)))
    assert net.edges[SEPEHRVAND, ALPOV] == {
        "weight": 2.0, "congruence": 2, "conflict": 1, "n_source": 3, "n_target": 3, "stance_ids": ["s1", "s2", "s3", "s4"],
    }  # fmt: skip
    assert dict(net.nodes(data="kind")) == dict.fromkeys([SEPEHRVAND, ALPOV, MATSLO], "actor")
    assert dict(net.nodes(data="community")) == dict.fromkeys([SEPEHRVAND, ALPOV, MATSLO], 1)


def test_a_graph_of_actors_and_concepts_is_bipartite_even_where_one_has_the_name_of_the_other():
    net = graph(two_mode(positions(stances(("a", "هفت‌رود", "هفت‌رود", 1), ("a", ALPOV, PROTOCOL, -1)), DATES)))
    assert nx.is_bipartite(net)
    assert {name for name, mode in net.nodes(data="bipartite") if mode == 1} == {"هفت‌رود (concept)", PROTOCOL}
    assert net.edges[ALPOV, PROTOCOL]["weight"] == -1


@pytest.mark.parametrize("of_one_network", [graph, communities])
def test_graphs_and_communities_are_of_one_window(debate, of_one_network):
    with pytest.raises(UserError, match=f"two rows join {ALPOV} and {SEPEHRVAND}"):
        of_one_network(moving(debate, one_mode, days=20, step=1, measure="conflict"))


def test_a_written_graph_is_read_back_with_its_stances(debate, tmp_path):
    net = graph(two_mode(debate, normalisation="prominence"))
    write_graphml(net, tmp_path / "شبکه.graphml")
    back = nx.read_graphml(tmp_path / "شبکه.graphml")
    assert dict(back.nodes(data=True)) == dict(net.nodes(data=True))
    assert back.edges[SEPEHRVAND, PROTOCOL] == net.edges[SEPEHRVAND, PROTOCOL] | {"stance_ids": "s1|s2|s4"}
    assert net.edges[SEPEHRVAND, PROTOCOL]["stance_ids"] == ["s1", "s2", "s4"]


def test_a_graph_gives_the_same_bytes_again_and_overwrites_nothing_of_the_users(debate, tmp_path):
    for name, table in (("a", debate), ("b", debate.iloc[::-1])):
        write_graphml(graph(one_mode(table, measure="subtract")), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    (tmp_path / "mine.graphml").write_bytes(b"mine")
    with pytest.raises(UserError, match="was not made by goftman"):
        write_graphml(graph(one_mode(debate)), tmp_path / "mine.graphml")
    assert (tmp_path / "mine.graphml").read_bytes() == b"mine"


# --- what is not there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        positions(NOTHING, DATES),
        positions(DEBATE, DATES.head(0)),
        positions(DEBATE, DATES, start="2024-01-01"),
        positions(stances(("a", ALPOV, PROTOCOL, 1)), DATES),
        positions(stances(("a", ALPOV, PROTOCOL, 1)), articles(a="")),
    ],
)
def test_without_two_actors_there_are_tables_without_rows_and_with_all_columns(table):
    full = positions(DEBATE, DATES)
    assert table.dtypes.to_dict() == full.dtypes.to_dict()
    for network in (two_mode, one_mode, lambda table: moving(table, one_mode, days=9, step=9), polarisation):
        found = network(table)
        assert found.dtypes.to_dict() == network(full).dtypes.to_dict()
        assert len(found) == (network is two_mode and len(table))
    assert len(communities(one_mode(table))) == 0
    assert communities(one_mode(table)).dtypes.to_dict() == communities(one_mode(full)).dtypes.to_dict()
    assert len(graph(one_mode(table), communities(one_mode(table)))) == 0


def test_without_dates_there_is_a_network_but_nothing_over_time():
    table = positions(DEBATE, articles(a="", b="", c=None))
    assert weights(one_mode(table)) == weights(one_mode(positions(DEBATE, DATES)))
    assert len(moving(table, one_mode, days=9, step=9)) == len(polarisation(table)) == 0


CIRCLE = ACTORS.assign(affiliation=["mod", "mahuran", "mod", ""])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: positions(DEBATE, DATES, once_per=["week"]), "once_per is .'week'."),
        (
            lambda: positions(DEBATE, DATES, once_per="year"),
            "once_per is 'year', but must be one of stance, article, week, month",
        ),
        (
            lambda: positions(DEBATE.drop(columns="polarity"), DATES),
            "table of stances has no column 'polarity'; it has article_id",
        ),
        (lambda: positions(DEBATE, DATES.drop(columns="date")), "table of articles has no column 'date'"),
        (lambda: positions(DEBATE, DATES, affiliations=ACTORS[["actor_id"]]), "table of actors has no column 'label_fa'"),
        (lambda: positions(DEBATE, DATES, affiliations=CIRCLE), "affiliations of 'sepehrvand' go round in a circle"),
        (lambda: positions(DEBATE.assign(polarity=2), DATES), "polarity is '2', but must be -1, 0 or 1"),
        (lambda: positions(DEBATE.assign(polarity="for"), DATES), "polarity is 'for'"),
        (lambda: positions(DEBATE, DATES.assign(date="Mehr")), "'Mehr' is no day"),
        (lambda: positions(DEBATE, DATES, start="2023-02-30"), "'2023-02-30' is no day: write it as 2023-10-12"),
        (lambda: positions(DEBATE, DATES, end="1402"), "'1402' is no day"),
        (lambda: two_mode(DEBATE), "table of positions has no column 'actor'"),
        (
            lambda: two_mode(positions(DEBATE, DATES), normalisation="average"),
            "normalisation is 'average', but must be one of none",
        ),
        (lambda: one_mode(positions(DEBATE, DATES), normalisation="activity"), "normalisation is 'activity'"),
        (lambda: one_mode(positions(DEBATE, DATES), measure="ignore"), "measure is 'ignore', but must be one of congruence"),
        (lambda: communities(two_mode(positions(DEBATE, DATES))), "table of edges has no column 'source'"),
        (lambda: moving(positions(DEBATE, DATES), two_mode, days=0, step=1), "days is 0, but must be a whole number from 1"),
        (lambda: polarisation(positions(DEBATE, DATES), step=2.5), "step is 2.5"),
        (lambda: polarisation(positions(DEBATE, DATES), resamples=None), "resamples is None"),
        (lambda: polarisation(positions(DEBATE, DATES), normalisation="x"), "normalisation is 'x'"),
        (lambda: graph(DEBATE), "table of edges has no column 'source'"),
    ],
)
def test_what_cannot_be_answered_is_named_in_one_line(call, said):
    with pytest.raises(UserError, match=said) as error:
        call()
    assert "\n" not in str(error.value)


def everything(stance_rows, article_rows):
    """The CSV of all tables."""
    texts = []
    for once_per in ("stance", "article", "month"):
        table = positions(stance_rows, article_rows, once_per=once_per)
        edges = [one_mode(table, measure=measure, normalisation="average") for measure in MEASURES]
        found = table, two_mode(table), *edges, communities(edges[0]), polarisation(table, resamples=0)
        texts += [one.to_csv() for one in found]
    return texts


IN_ORDER = everything(DEBATE, DATES)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(DEBATE))), st.permutations(range(len(DATES))))
def test_rows_in_another_order_give_the_same_bytes(stance_rows, article_rows):
    assert everything(DEBATE.iloc[stance_rows], DATES.iloc[article_rows]) == IN_ORDER


def test_an_interval_does_not_depend_on_the_order_of_rows():
    table = noisy(12)
    assert polarisation(table.sample(frac=1, random_state=1)).to_csv() == polarisation(table).to_csv()
