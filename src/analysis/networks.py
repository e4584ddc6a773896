"""Discourse networks: who is for or against what, and who therefore stands with whom (Leifeld 2017).

Formulas and symbols are those of the manual of Discourse Network Analyzer, chapter 2 (Leifeld, Gruber & Bossner 2018, DNA 2.0):
x_ijk counts the positions of actor i on concept j, k being against or for; i' is another actor, k' the other side. Here x is an
array, actors x concepts x 2, and a measure gives actors x actors.
"""

import datetime
import io
from collections import defaultdict
from pathlib import Path

import jdatetime
import networkx as nx
import numpy as np
import pandas as pd

from . import output
from .errors import UserError
from .resampling import FEWEST

STANCES = ["stance_id", "article_id", "holder", "holder_name", "target_name", "target_kind", "polarity"]
POSITIONS = ["article_id", "date", "actor", "concept", "polarity", "stance_ids"]
FIRST_GREGORIAN = 1700  # a date of an earlier year is a Jalali one


# --- measures ---------------------------------------------------------------------------------------------------------


def congruence(x):
    """Σ_j Σ_k x_ijk x_i'jk: how often two actors are both for or both against a concept."""
    return _flat(x) @ _flat(x).T


def conflict(x):
    """Σ_j Σ_k x_ijk x_i'jk': how often one actor is for what the other is against."""
    return _flat(x) @ _flat(x[:, :, ::-1]).T


def subtract(x):
    """Congruence less conflict: below 0 where two actors are at odds more often than at one."""
    return congruence(x) - conflict(x)


def average(x):
    """(n_i + n_i') / 2, the average activity, where n_i = Σ_j Σ_k x_ijk."""
    return np.add.outer(_activity(x), _activity(x)) / 2


def jaccard(x):
    """Σ x_ijk [x_i'jk = 0] + Σ x_i'jk [x_ijk = 0] + Σ x_ijk x_i'jk, each sum over all j and k."""
    alone = _flat(x) @ (_flat(x) == 0).T
    return alone + alone.T + congruence(x)


def cosine(x):
    """n_i n_i', as the manual and the program have it; the cosine of two vectors would have √Σ x_ijk² in the place of n_i."""
    return np.outer(_activity(x), _activity(x))


MEASURES = {"congruence": congruence, "conflict": conflict, "subtract": subtract}
NORMALISATIONS = {"none": lambda x: 1, "average": average, "jaccard": jaccard, "cosine": cosine}
TWO_MODE = {"none": lambda x: 1, "activity": lambda x: _activity(x)[:, None], "prominence": lambda x: x.sum(axis=(0, 2))}
OPPOSITE = {"congruence": [0], "conflict": [1], "subtract": [0, 1]}  # whether the positions that a measure joins are opposite


def _flat(x):
    return x.reshape(len(x), x.shape[1] * 2)


def _activity(x):
    return x.sum(axis=(1, 2))


def _ratio(over, under):
    over, under = np.broadcast_arrays(over, np.asarray(under, float))
    return np.divide(over, under, out=np.zeros(over.shape), where=under != 0)


# --- what is counted --------------------------------------------------------------------------------------------------

PERIODS = {  # what a stance's place in the table, its article and its day make of it, if it counts once for each of them
    "stance": lambda place, article, day: place,
    "article": lambda place, article, day: article,
    "week": lambda place, article, day: (day.toordinal() + 1) // 7 if day else article,
    "month": lambda place, article, day: day.toordinal() - _jalali(day).day if day else article,
}


def positions(stances, articles, *, once_per="article", affiliations=None, start=None, end=None):
    """The positions that a network counts: actors for or against concepts.

    stances: the table of that name, of which those rows count that lie in a statement and have a named holder, a named target
    of kind concept and a polarity other than 0; of a coding by hand, a table without the column statement_id, those
    outside of statements too. articles: article_id and date (ISO or empty); stances of other articles are left out.
    once_per: article, week (from Saturday) or month (Jalali), in which an actor's position on a concept counts once, as with
    'ignore per document' of DNA (where a week begins on Monday and a month is Gregorian); or stance: each counts. Without a
    date, a position counts once an article. affiliations: a table of actors (actor_id, label_fa, affiliation), by which each
    holder is replaced by what it belongs to, and this by what it belongs to itself, to the last. start, end: the first and
    the last day, ISO or Jalali, of articles that count; then none without a date does.

    Returns one row a position, in the order of time: article_id, date (of its first stance), actor, concept, polarity (1 or
    -1), stance_ids (a list of all stances that it stands for). Raises UserError for a missing column, an unknown once_per, a
    polarity that is none of the three, a day that is none, and affiliations that go round in a circle.

    >>> stances = pd.DataFrame({
    ...     "stance_id": ["s1", "s2", "s3"], "article_id": "a", "holder": "", "holder_name": ["ویسه", "ویسه", "آلپ‌اف"],
    ...     "target_name": "پروتکل", "target_kind": "concept", "polarity": [-1, -1, 1]})
    >>> table = positions(stances, pd.DataFrame({"article_id": ["a"], "date": ["2023-10-12"]}))
    >>> table[["actor", "polarity", "stance_ids"]].values.tolist()
    [['آلپ‌اف', 1, ['s3']], ['ویسه', -1, ['s1', 's2']]]
    """
    _known("once_per", once_per, PERIODS)
    dates = _text(articles, "articles", ["article_id", "date"]).drop_duplicates("article_id")
    dates["date"] = pd.array([str(_day(date)) if date else "" for date in dates["date"]], dtype="str")
    rows = _counting(stances, _ends(affiliations)).merge(dates, on="article_id")
    if start is not None or end is not None:
        rows = rows[rows["date"].between(str(_day(start or "1700-01-01")), str(_day(end or "9999-12-31")))]
    rows = rows.sort_values(["date", "article_id", "stance_id"], ignore_index=True)
    days = [datetime.date.fromisoformat(date) if date else None for date in rows["date"]]
    once = pd.Series(list(map(PERIODS[once_per], rows.index, rows["article_id"], days)), dtype=object)
    groups = rows.groupby(["actor", "concept", "polarity", once], sort=False)
    table = groups.agg(article_id=("article_id", "first"), date=("date", "first"), stance_ids=("stance_id", list)).reset_index()
    table = table.astype({"stance_ids": object})[POSITIONS]
    return table.sort_values(["date", "article_id", *POSITIONS[2:5]], kind="stable", ignore_index=True)


def _counting(stances, ends):
    """The stances that count: stance_id, article_id, actor, concept, polarity."""
    in_statements = ["statement_id"] if "statement_id" in stances else []
    text = _text(stances, "stances", STANCES + in_statements)
    polarity = pd.to_numeric(text["polarity"].replace("", "0"), errors="coerce")
    if not (known := polarity.isin([-1, 0, 1])).all():
        raise UserError(f"polarity is '{text['polarity'][~known].iloc[0]}', but must be -1, 0 or 1")
    text["actor"] = [ends.get(holder, name) for holder, name in zip(text["holder"], text["holder_name"], strict=True)]
    kept = (text["target_kind"] == "concept") & (polarity != 0)
    kept &= (text[["actor", "target_name", *in_statements]] != "").all(axis=1)
    columns = {"stance_id": stances["stance_id"], "concept": text["target_name"], "polarity": polarity.astype("int64")}
    return text[["article_id", "actor"]].astype("str").assign(**columns)[kept]


def _ends(actors):
    """{actor_id: the label of the last in its chain of affiliations}; empty without a table of actors."""
    if actors is None:
        return {}
    rows = _text(actors, "actors", ["actor_id", "label_fa", "affiliation"]).drop_duplicates("actor_id").set_index("actor_id")
    above, ends = rows["affiliation"][rows["affiliation"] != ""].to_dict(), {actor: actor for actor in rows.index}
    for _ in rows.index:
        ends = {actor: above.get(end, end) for actor, end in ends.items()}
    if circle := [actor for actor, end in ends.items() if end in above]:
        raise UserError(f"the affiliations of '{circle[0]}' go round in a circle: mend the column affiliation of actors.csv")
    return {actor: rows["label_fa"].get(end) or end for actor, end in ends.items()}


def _day(value):
    try:
        year, month, day = map(int, str(value).split("-"))
        return jdatetime.date(year, month, day).togregorian() if year < FIRST_GREGORIAN else datetime.date(year, month, day)
    except ValueError:
        raise UserError(f"'{value}' is no day: write it as 2023-10-12, or as 1402-07-20 in the Jalali calendar") from None


def _jalali(day):
    return jdatetime.date.fromgregorian(date=day)


# --- networks ---------------------------------------------------------------------------------------------------------


def two_mode(positions, *, normalisation="none"):
    """The network of actors and concepts: support less rejection (DNA's affiliation network with 'subtract').

    positions: the table of that function. normalisation: none: Σ_k k x_ijk, with k = 1 for and k = -1 against; activity: this
    over Σ_j Σ_k x_ijk, all positions of the actor; prominence: over Σ_i Σ_k x_ijk, all positions on the concept (manual, ch. 2).

    Returns one row a pair, by weight, then names: actor, concept, weight, positive, negative (positions for and against),
    n_actor, n_concept (all positions of the actor, on the concept), stance_ids (list). The weight is 0 where an actor was as
    often for as against. Raises UserError for an unknown normalisation.

    >>> table = pd.DataFrame({"actor": ["ویسه", "ویسه", "آلپ‌اف"], "concept": ["پروتکل", "رزمایش", "پروتکل"],
    ...                       "polarity": [-1, 1, 1], "stance_ids": [["s1"], ["s2"], ["s3"]]})
    >>> two_mode(table, normalisation="activity")[["actor", "concept", "weight"]].values.tolist()
    [['آلپ‌اف', 'پروتکل', 1.0], ['ویسه', 'رزمایش', 0.5], ['ویسه', 'پروتکل', -0.5]]
    """
    _known("normalisation", normalisation, TWO_MODE)
    cells, actors, concepts = _cells(positions)
    x, held = _array(cells, actors, concepts), _held(cells, positions)
    weight, of_actor, of_concept = _ratio(x[..., 1] - x[..., 0], TWO_MODE[normalisation](x)), _activity(x), x.sum(axis=(0, 2))
    rows = [
        (actors[i], concepts[j], weight[i, j], *x[i, j, ::-1], of_actor[i], of_concept[j], held[i, j, 0] + held[i, j, 1])
        for i, j in np.argwhere(x.any(axis=2))
    ]
    return _edges(rows, ["actor", "concept", "weight", "positive", "negative", "n_actor", "n_concept", "stance_ids"])


def one_mode(positions, *, measure="congruence", normalisation="none"):
    """The network of actors, by what they are for and against.

    positions: the table of that function. measure: a name from MEASURES: congruence, conflict, subtract. normalisation: a name
    from NORMALISATIONS, what the measure is divided by: none, average (activity, the usual choice), jaccard (works best if
    positions count once in all), cosine. The functions of these names have the formulas.

    Returns one row a pair that the measure joins, by weight, then names: source and target (actors; source is the first by
    name, and there is no direction), weight, congruence, conflict (counts, not normalised), n_source, n_target (all
    positions of each), stance_ids (a list of the stances of both that make the tie). With subtract the weight is 0 where
    there is as much conflict as congruence. Raises UserError for an unknown measure or normalisation.

    >>> table = pd.DataFrame({"actor": ["ویسه", "ویسه", "آلپ‌اف"], "concept": ["پروتکل", "رزمایش", "پروتکل"],
    ...                       "polarity": [-1, 1, 1], "stance_ids": [["s1"], ["s2"], ["s3"]]})
    >>> one_mode(table, measure="conflict", normalisation="average")[["source", "target", "weight"]].round(3).values.tolist()
    [['آلپ‌اف', 'ویسه', 0.667]]
    """
    _known("measure", measure, MEASURES)
    _known("normalisation", normalisation, NORMALISATIONS)
    cells, actors, concepts = _cells(positions)
    x, held = _array(cells, actors, concepts), _held(cells, positions)
    weight, counts, n = _ratio(MEASURES[measure](x), NORMALISATIONS[normalisation](x)), (congruence(x), conflict(x)), _activity(x)
    rows = []
    for i, other in np.argwhere(np.triu(sum(counts[opposite] for opposite in OPPOSITE[measure]), 1)):
        behind = [
            stance
            for opposite in OPPOSITE[measure]
            for j, k in np.argwhere(x[i] * x[other][:, :: -1 if opposite else 1])
            for stance in held[i, j, k] + held[other, j, abs(k - opposite)]
        ]
        tie = weight[i, other], counts[0][i, other], counts[1][i, other]
        rows.append((actors[i], actors[other], *tie, n[i], n[other], behind))
    return _edges(rows, ["source", "target", "weight", "congruence", "conflict", "n_source", "n_target", "stance_ids"])


def _cells(positions):
    """The places i, j, k of the positions in x, and the names of actors and concepts."""
    _check(positions, "positions", ["actor", "concept", "polarity"])
    (i, actors), (j, concepts) = (pd.factorize(positions[column], sort=True) for column in ("actor", "concept"))
    return (i, j, (positions["polarity"] > 0).to_numpy(int)), actors, concepts


def _array(cells, actors, concepts, times=1):
    """The array x, each position counted so many times."""
    x = np.zeros((len(actors), len(concepts), 2))
    np.add.at(x, cells, times)
    return x


def _held(cells, positions):
    """{(i, j, k): its stances}"""
    _check(positions, "positions", ["stance_ids"])
    held = defaultdict(list)
    for cell, stance_ids in zip(zip(*cells, strict=True), positions["stance_ids"], strict=True):
        held[cell] += stance_ids
    return held


def _edges(rows, columns):
    """Rows of two names, weight, counts and stances as a table in its order."""
    types = dict.fromkeys(columns[:2], "str") | {"weight": float} | dict.fromkeys(columns[3:-1], "int64")
    table = pd.DataFrame(rows, columns=columns).astype(types | {"stance_ids": object})
    table["stance_ids"] = pd.Series([sorted(set(stance_ids)) for stance_ids in table["stance_ids"]], dtype=object)
    return table.sort_values(["weight", *columns[:2]], ascending=[False, True, True], ignore_index=True)


# --- coalitions -------------------------------------------------------------------------------------------------------


def communities(edges, *, seed=1):
    """Groups of actors that stand together, by the method of Louvain (Blondel et al. 2008), as networkx has it.

    edges: a table of one_mode with measure congruence. Weights below 0, as subtract has them, are refused: the method rests on
    modularity, which makes no sense of them.

    Returns one row an actor, by community, then name: actor, community (1 is the largest, then that with the first name), size
    (its actors), strength (the sum of the actor's weights). An actor without an edge is in none. Raises UserError for
    weights below 0, for a table without the columns source, target and weight, and for one of several windows.

    >>> edges = pd.DataFrame({"source": ["ویسه", "آلپ‌اف"], "target": ["کیاراد", "بوراقلی"], "weight": [1.0, 2.0]})
    >>> communities(edges)[["actor", "community"]].values.tolist()
    [['آلپ‌اف', 1], ['بوراقلی', 1], ['ویسه', 2], ['کیاراد', 2]]
    """
    _check(edges, "edges", ["source", "target", "weight"])
    if (edges["weight"] < 0).any():
        raise UserError("communities are not found where weights are below 0: take the edges of one_mode(measure='congruence')")
    _one_network(edges, ["source", "target"])
    names = pd.Index(sorted({*edges["source"], *edges["target"]}), dtype="str")
    weights = np.zeros((len(names), len(names)))
    weights[names.get_indexer(edges["source"]), names.get_indexer(edges["target"])] = edges["weight"]
    weights += weights.T
    table = pd.DataFrame({"actor": names, "community": louvain(weights, seed=seed) + 1, "strength": weights.sum(axis=1)})
    table.insert(2, "size", table.groupby("community")["actor"].transform("size"))
    return table.sort_values(["community", "actor"], ignore_index=True)


def louvain(weights, *, seed=1):
    """The number of each node's community, from 0, the largest first. weights: nodes x nodes, symmetric, none below 0."""
    net = nx.empty_graph(len(weights))
    net.add_weighted_edges_from((int(i), int(j), float(weights[i, j])) for i, j in np.argwhere(np.triu(weights, 1)))
    parts = nx.community.louvain_communities(net, seed=seed) if len(weights) else []
    groups = np.zeros(len(weights), np.int64)
    for number, part in enumerate(sorted(parts, key=lambda part: (-len(part), min(part)))):
        groups[list(part)] = number
    return groups


def modularity(weights, groups):
    """Q = Σ_c (W_c / W - (S_c / W)²), from -0.5 to 1: how much more of all weight lies within communities than would if nodes
    kept their strengths and ties fell at random (Newman 2004).

    weights: nodes x nodes, symmetric; W is its sum, W_c that within community c, S_c that of the rows of c. groups: the
    number of each node's community.

    >>> two_pairs = np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    >>> modularity(two_pairs, np.array([0, 0, 1, 1]))
    0.5
    """
    member = np.equal.outer(np.unique(groups), groups).astype(float)
    shares = member @ weights @ member.T / weights.sum()
    return round(float(shares.trace() - (shares.sum(axis=0) ** 2).sum()), 12) + 0.0  # the last digits depend on the computer


# --- over time --------------------------------------------------------------------------------------------------------


def moving(positions, network, *, days, step, **options):
    """A network for each of a row of windows, time slices that may overlap (Leifeld 2016).

    positions: the table of that function. network: one_mode or two_mode, with its options. days: length of a window; step:
    days from one beginning to the next. The first window begins with the first position, the last one holds the last.

    Returns the rows of the networks in the order of time, with start and end (first and last day, ISO) in front. Positions
    without a date are left out. Raises UserError where days or step is no whole number from 1.

    >>> table = pd.DataFrame({"date": ["2023-10-12", "2023-11-20"], "actor": ["ویسه", "آلپ‌اف"], "concept": "پروتکل",
    ...                       "polarity": [-1, 1], "stance_ids": [["s1"], ["s2"]]})
    >>> moving(table, two_mode, days=30, step=30)[["start", "end", "actor"]].values.tolist()
    [['2023-10-12', '2023-11-10', 'ویسه'], ['2023-11-11', '2023-12-10', 'آلپ‌اف']]
    """
    windows = [("", "", positions.head(0)), *_windows(positions, days, step)]
    table = pd.concat([network(part, **options).assign(start=start, end=end) for start, end, part in windows], ignore_index=True)
    return table[["start", "end", *table.columns[:-2]]]


def polarisation(positions, *, days=90, step=30, normalisation="average", resamples=1000, seed=1):
    """How far actors fall into camps, window by window: the modularity of the congruence network under its communities.

    As rDNA, the package to DNA, follows 'multipolarization' (dna_multiclust): it needs no number of camps, and works with
    windows of any size. Agreement by chance gives a small network a modularity above 0, too (Guimerà, Sales-Pardo & Amaral
    2004): compare windows with like counts. Conflict does not enter: an opponent who stands alone is in no camp.

    positions: the table of that function, counted once an article or stance, so that articles can be drawn. days, step: as for
    `moving`. normalisation: as for `one_mode`. resamples: how often articles are drawn anew.

    Returns one row a window with any congruence, in the order of time: start, end (ISO), middle (Jalali), modularity, low, high,
    n_communities (of two actors or more), n_actors, n_positions, n_articles. The 95 % interval is the percentile bootstrap
    over the articles of a window (Efron & Tibshirani 1993, ch. 13), whose communities stay as they were found, for those found
    anew would fit what chance brings; it is made wide enough to hold the modularity; nan for fewer than 10 articles. Raises
    UserError for an unknown normalisation, and for days, step and resamples that are not whole numbers.

    >>> table = pd.DataFrame({"article_id": [*"abcd"], "date": "2023-10-12", "actor": ["ویسه", "کیاراد", "آلپ‌اف", "بوراقلی"],
    ...                       "concept": "پروتکل", "polarity": [-1, -1, 1, 1]})
    >>> polarisation(table)[["middle", "modularity", "n_communities", "n_articles"]].values.tolist()
    [['1402-09-04', 0.5, 2, 4]]
    """
    _known("normalisation", normalisation, NORMALISATIONS)
    _whole("resamples", resamples, 0)
    rows = []
    for start, end, part in _windows(positions, days, step):
        middle = _jalali(_day(start) + datetime.timedelta((int(days) - 1) // 2)).isoformat()
        if found := _polarised(part, normalisation, resamples, seed):
            rows.append((start, end, middle, *found))
    counts = ["n_communities", "n_actors", "n_positions", "n_articles"]
    table = pd.DataFrame(rows, columns=["start", "end", "middle", "modularity", "low", "high", *counts])
    return table.astype(dict(zip(table.columns, ["str"] * 3 + [float] * 3 + ["int64"] * 4, strict=True)))


def _polarised(positions, normalisation, resamples, seed):
    """Modularity, its interval and the counts of one window; nothing where there is no congruence."""
    cells, actors, concepts = _cells(positions)
    article, articles = pd.factorize(positions["article_id"], sort=True)

    def ties(times=1):
        x = _array(cells, actors, concepts, times)
        return _ratio(congruence(x), NORMALISATIONS[normalisation](x)) * ~np.eye(len(x), dtype=bool)

    if not (weights := ties()).any():
        return None
    groups, low, high = louvain(weights, seed=seed), np.nan, np.nan
    found = modularity(weights, groups)
    if len(articles) >= FEWEST and resamples:
        share = np.full(len(articles), 1 / len(articles))
        drawn = np.random.default_rng(seed).multinomial(len(articles), share, size=resamples)
        anew = [modularity(again, groups) for again in (ties(times[article]) for times in drawn) if again.any()]
        low, high = np.quantile([*anew, found], [0.025, 0.975])
        low, high = min(low, found), max(high, found)
    return found, low, high, (np.bincount(groups) > 1).sum(), len(actors), len(positions), len(articles)


def _windows(positions, days, step):
    """The first day, the last day and the positions of each window."""
    _whole("days", days, 1)
    _whole("step", step, 1)
    _check(positions, "positions", ["date"])
    dates = positions["date"][positions["date"] != ""]
    start, reached = dates.min(), dates.empty
    while not reached:
        end = str(_day(start) + datetime.timedelta(int(days) - 1))
        yield start, end, positions[positions["date"].between(start, end)]
        start, reached = str(_day(start) + datetime.timedelta(int(step))), end >= dates.max()


# --- graphs -----------------------------------------------------------------------------------------------------------


def graph(edges, groups=None):
    """Edges as an undirected networkx graph: nodes are names, and edges keep all columns of the table.

    edges: a table of one_mode or two_mode. groups: a table of communities, from which nodes get theirs. Each node has a kind,
    actor or concept, and in a network of both also bipartite, 0 or 1, as networkx wants it; a concept with the name of an
    actor is called 'name (concept)'. Raises UserError where two rows join the same nodes, as those of several windows do.

    >>> net = graph(pd.DataFrame({"source": ["ویسه"], "target": ["آلپ‌اف"], "weight": [2.0], "stance_ids": [["s1", "s2"]]}))
    >>> net.edges["ویسه", "آلپ‌اف"]
    {'weight': 2.0, 'stance_ids': ['s1', 's2']}
    """
    ends = ["actor", "concept"] if "concept" in edges else ["source", "target"]
    _check(edges, "edges", [*ends, "weight"])
    _one_network(edges, ends)
    one, other = (edges[end].tolist() for end in ends)
    net = nx.Graph()
    if ends[1] == "concept":
        net.add_nodes_from(sorted(set(one)), kind="actor", bipartite=0)
        other = [f"{name} (concept)" if name in net else name for name in other]
        net.add_nodes_from(sorted(set(other)), kind="concept", bipartite=1)
    net.add_nodes_from(sorted({*one, *other} - set(net)), kind="actor")
    net.add_edges_from(zip(one, other, edges.drop(columns=ends).to_dict("records"), strict=True))
    if groups is not None:
        found = zip(groups["actor"], groups["community"].tolist(), strict=True)
        nx.set_node_attributes(net, {name: community for name, community in found if name in net}, "community")
    return net


def write_graphml(net, path):
    """Write a graph as GraphML, which Gephi, visone, igraph and Cytoscape read; a list of stances is one text, "|" between.

    A file that goftman did not write is not replaced; `analysis.output.write` says what is raised.
    """
    net = net.copy()
    for *_, edge in net.edges(data=True):
        edge.update({name: "|".join(map(str, value)) for name, value in edge.items() if isinstance(value, list)})
    content = io.BytesIO()
    nx.write_graphml_xml(net, content)
    output.write(Path(path).parent, {Path(path).name: content.getvalue()})


# --- checks -----------------------------------------------------------------------------------------------------------


def _known(option, value, names):
    if value not in list(names):
        raise UserError(f"{option} is {value!r}, but must be one of {', '.join(names)}")


def _whole(option, value, least):
    if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < least:
        raise UserError(f"{option} is {value!r}, but must be a whole number from {least}")


def _check(table, name, columns):
    if missing := [column for column in columns if column not in table]:
        raise UserError(f"the table of {name} has no column '{missing[0]}'; it has {', '.join(map(str, table))}")


def _one_network(edges, ends):
    if (twice := edges.duplicated(ends)).any():
        one, other = edges[ends][twice].iloc[0]
        raise UserError(f"two rows join {one} and {other}, but this is for one network at a time: take the rows of one window")


def _text(table, name, columns):
    """Columns as text, empty where there is nothing."""
    _check(table, name, columns)
    return table[columns].astype("str").where(table[columns].notna(), "")
