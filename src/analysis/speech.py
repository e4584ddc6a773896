"""Who is named, who is heard and who stands where: what the tables mentions, statements and stances tell in numbers.

`by` is a column of the articles, year or month (Jalali), or None for all articles together; articles that are not given do not
count. Shares go from 0 to 1; what is not known is an empty text with a row of its own, so that the shares of a group add up to 1.
Columns in common: n, share, low, high, n_articles (articles that have it), articles (of the group). low and high bound a share
or mean: the 95 % percentile bootstrap over articles (Efron & Tibshirani 1993, ch. 13), as what stands in one article is not
independent; nan where fewer than ten articles of a group have something to count, and for what does not occur.
"""

from types import SimpleNamespace

import numpy as np
import pandas as pd
from scipy import sparse

from .errors import UserError
from .frequency import grouping, matrix_of
from .resampling import interval

SHARES = ["n", "share", "low", "high", "n_articles", "articles"]
BALANCE = ["n", "n_for", "n_against", "n_neutral", "balance", "low", "high", "n_articles"]
TYPES = dict.fromkeys(("share", "low", "high", "balance"), "float64")
TYPES |= dict.fromkeys((*BALANCE[:4], "n_articles", "articles", "characters", "n_unnamed"), "int64")
TYPES |= dict.fromkeys(("actor_id", "name", "speaker_name", "cue_class"), "str")
TOGETHER = {"sentence": "sentence_id", "paragraph": "paragraph", "article": "article_id"}
MEASURES = {"characters": "characters", "statements": "n"}


def actors_by(mentions, articles, by="outlet", how=None, *, actors=None, resamples=1000, seed=1):
    """How often each actor is mentioned in each group of articles.

    how: mentions of this kind or these kinds alone, such as ["name", "title_name"]; shares are of these. actors: these alone (ids
    or names), each with a row in each group, be it of zeros, in this order. Returns one row an actor and group, by group, most
    mentions first, then by actor_id: the group, actor_id, name (that of most mentions), n (mentions), share, low, high,
    n_articles, articles. Mentions of nobody known have an empty actor_id and name.

    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["رواق", "کانا"]})
    >>> named = pd.DataFrame({"article_id": list("aab"), "actor_id": list("hbh"), "name": ["هورتاش", "بوراقلی", "هورتاش"]})
    >>> actors_by(named, articles)[["outlet", "name", "n", "share"]].values.tolist()
    [['رواق', 'بوراقلی', 1, 0.5], ['رواق', 'هورتاش', 1, 0.5], ['کانا', 'هورتاش', 1, 1.0]]
    """
    table, names = _mentions(mentions, how)
    ids = {name: actor for actor, name in sorted(names.items(), reverse=True)}
    chosen = None if actors is None else [actor if actor in names else ids.get(actor, actor) for actor in _listed(actors)]
    shares = _shares(_parts(table, by, articles), by, ["actor_id", *SHARES], chosen, "n", resamples, seed)
    shares.insert(len(_listed(by)) + 1, "name", shares["actor_id"].map(lambda actor: names.get(actor, actor)).astype("str"))
    return shares


def voice(statements, articles, by="outlet", *, of="characters", speakers=None, resamples=1000, seed=1):
    """The share of voice: whose words the articles of each group report, and how many.

    of: what shares are of, characters or statements. speakers: these names alone, each with a row in each group, in this order.
    Returns one row a speaker and group, by group, the greatest share first, then by name: the group, speaker_name (empty for
    all without a speaker), n (statements), characters (of their content, with spaces), share, low, high, n_articles, articles. A
    statement within another counts in n, but its characters are the outer speaker's; of two with the same bounds one has them.

    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": ["کانا"]})
    >>> said = {"article_id": "a", "start": [0, 50, 5], "end": [30, 60, 9], "speaker_name": ["هورتاش", "", "دادبین"]}
    >>> voice(pd.DataFrame(said), articles)[["speaker_name", "n", "characters", "share"]].values.tolist()
    [['هورتاش', 1, 30, 0.75], ['', 1, 10, 0.25], ['دادبین', 1, 0, 0.0]]
    """
    if of not in MEASURES:
        raise UserError(f"of={of!r} is no measure of voice: write of='characters' or of='statements'")
    table = _read(statements, "statements", "article_id", "speaker_name", numbers=("start", "end"))
    table = table.sort_values(["article_id", "start", "end", "speaker_name"], ascending=[True, True, False, False])
    reach = table.groupby("article_id")["end"].cummax().groupby(table["article_id"]).shift()  # of those that begin before
    table["characters"] = (table["end"] - table["start"]).where(~(table["end"] <= reach), 0)
    chosen, columns = None if speakers is None else _listed(speakers), ["speaker_name", "n", "characters", *SHARES[1:]]
    return _shares(_parts(table, by, articles), by, columns, chosen, MEASURES[of], resamples, seed)


def voice_over_time(statements, articles, by="month", *, of="characters", speakers=None, top=5, resamples=1000, seed=1):
    """The share of voice of the same speakers in each month, year or event, the earliest first.

    by: also a column such as event, whose values come in the order of their first dates. speakers: whose; without it, the `top`
    with most characters in all, and "" for those without. Returns rows as `voice`, speakers always in the same order.

    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "date_jalali": ["1402-02-13", "1402-01-20"]})
    >>> said = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": 9, "speaker_name": ["هورتاش", "بوراقلی"]})
    >>> voice_over_time(said, articles, top=1)[["month", "speaker_name", "share"]].values.tolist()
    [['1402-01', 'بوراقلی', 1.0], ['1402-02', 'بوراقلی', 0.0]]
    """
    if speakers is None:
        overall = voice(statements, articles, None, resamples=0)["speaker_name"]
        speakers = [*overall[overall != ""].head(top), *overall[overall == ""]]
    return _in_time(voice(statements, articles, by, of=of, speakers=speakers, resamples=resamples, seed=seed), articles, by)


def cue_classes(statements, by="speaker_name", *, articles=None, resamples=1000, seed=1):
    """With which classes of cues each speaker is quoted.

    by: a column of the statements; with `articles`, of these. Returns one row a speaker and class, the speaker with most
    statements first: speaker_name (or `by`), cue_class (empty for no cue), n (statements), share (of the speaker's), low, high,
    n_articles, articles (without `articles`, those with the speaker).

    >>> said = pd.DataFrame({"article_id": "a", "speaker_name": "هورتاش", "cue_class": ["neutral", "distancing", "neutral"]})
    >>> cue_classes(said)[["cue_class", "n"]].values.tolist()
    [['neutral', 2], ['distancing', 1]]
    """
    table = _read(statements, "statements", "article_id", "cue_class", *_listed(by if articles is None else None))
    parts = sorted(_parts(table, by, articles).items(), key=lambda part: (-len(part[1][0]), part[0]))
    return _shares(dict(parts), by, ["cue_class", *SHARES], None, "n", resamples, seed)


def unnamed(statements, by=None, *, articles=None, resamples=1000, seed=1):
    """How many statements have no speaker that can be named, as in «گفته می‌شود».

    by: as in `cue_classes`. Returns one row a group, by name: the group, n (statements), n_unnamed, share, low, high, articles.

    >>> unnamed(pd.DataFrame({"article_id": "a", "speaker_name": ["هورتاش", "", "", ""]}))["share"].tolist()
    [0.75]
    """
    table = _read(statements, "statements", "article_id", "speaker_name", *_listed(by if articles is None else None))
    parts = _parts(table.assign(named=(table["speaker_name"] != "").astype("str")), by, articles)
    shares = _shares(parts, by, ["named", *SHARES], ["False"], "n", resamples, seed).rename(columns={"n": "n_unnamed"})
    shares["n"] = [len(rows) for rows, _ in parts.values() if len(rows)]
    return shares[[*_listed(by), "n", "n_unnamed", "share", "low", "high", "articles"]]


def only_spoken_about(mentions, statements):
    """Actors that are mentioned but never speak, neither by their id nor by one of their names.

    Returns one row an actor, most mentions first, then by id: actor_id, name, n (mentions), n_articles. A state that is silent
    here may still be heard through its minister, who is another actor.

    >>> named = pd.DataFrame({"article_id": "a", "actor_id": list("hdd"), "name": ["هورتاش", "دمیرسو", "دمیرسو"]})
    >>> only_spoken_about(named, pd.DataFrame({"speaker": ["h"], "speaker_name": ["هورتاش"]})).values.tolist()
    [['d', 'دمیرسو', 2, 1]]
    """
    (table, names), said = _mentions(mentions), _read(statements, "statements", "speaker", "speaker_name")
    heard = {"", *said["speaker"], *table.loc[table["name"].isin(set(said["speaker_name"]) - {""}), "actor_id"]}
    return _counted(table[~table["actor_id"].isin(heard)], {"actor_id": "name"}, names)


def neighbours(mentions, sentences, *, by="sentence", how=None):
    """Who is named next to whom: pairs of actors in one sentence, paragraph or article, which `by` says.

    how: as in `actors_by`. Returns one row a pair, the most frequent first, then by ids: actor_id, name, neighbour_id, neighbour
    (its name), n (sentences, paragraphs or articles with both), n_articles. A pair stands once, the first id first.

    >>> named = pd.DataFrame({"article_id": "a", "start": [0, 10, 40], "actor_id": list("hbd"), "name": list("HBD")})
    >>> lines = pd.DataFrame({"article_id": "a", "start": [0, 30], "end": [29, 60], "sentence_id": [0, 1]})
    >>> neighbours(named, lines).values.tolist()
    [['b', 'B', 'h', 'H', 1, 1]]
    """
    if by not in TOGETHER:
        raise UserError(f"by={by!r} is no part of an article: write one of {', '.join(TOGETHER)}")
    (table, names), within = _mentions(mentions, how, "start"), list(dict.fromkeys(["article_id", TOGETHER[by]]))
    lines = _read(sentences, "sentences", "article_id", numbers=("start", "end", *within[1:])).sort_values("start")
    placed = pd.merge_asof(table.sort_values("start"), lines, on="start", by="article_id")
    placed = placed.loc[(placed["start"] < placed["end"]) & (placed["actor_id"] != ""), [*within, "actor_id"]].drop_duplicates()
    pairs = placed.merge(placed.rename(columns={"actor_id": "neighbour_id"}), on=within).query("actor_id < neighbour_id")
    return _counted(pairs, {"actor_id": "name", "neighbour_id": "neighbour"}, names)


def stance_matrix(stances, holders=None, targets=None, *, resamples=1000, seed=1):
    """Who stands for or against whom and what.

    holders, targets: these alone (ids or names), in this order; without them, those with most stances first, then by name.
    Returns one row a holder and target that a stance joins: holder, target (names), n (stances), n_for, n_against, n_neutral,
    balance ((n_for - n_against) / n, the mean polarity: from -1, all against, to 1), low, high (of balance), n_articles.

    >>> held = {"article_id": "a", "holder": "m", "holder_name": "ماهوران", "target": "p", "target_name": "صلح"}
    >>> stance_matrix(pd.DataFrame({**held, "polarity": [1, 1, -1, 0]}))[["n_for", "n_against", "balance"]].values.tolist()
    [[2.0, 1.0, 0.25]]
    """
    pairs = _stances(stances, holders, targets).groupby(["holder_place", "holder_name", "target_place", "target_name"])
    rows = [{"holder": name[1], "target": name[3], **_balance(rows, resamples, seed)} for name, rows in pairs]
    return _typed(pd.DataFrame(rows, columns=["holder", "target", *BALANCE]), ["holder", "target", *BALANCE])


def stance_over_time(stances, articles, holder=None, target=None, period="month", *, resamples=1000, seed=1):
    """How the stance of a holder on a target changes: its mean polarity in each month, year or event, the earliest first.

    holder, target: an id or name, several, or None for all. period: as `by` in `voice_over_time`. Returns one row a period with a
    stance: the period, and from n on the columns of `stance_matrix`.

    >>> articles = pd.DataFrame({"article_id": ["a"], "date_jalali": ["1402-02-13"]})
    >>> held = {"article_id": "a", "holder": "m", "holder_name": "ماهوران", "target": "p", "target_name": "صلح"}
    >>> stance_over_time(pd.DataFrame({**held, "polarity": [1, 0]}), articles)[["month", "n", "balance"]].values.tolist()
    [['1402-02', 2, 0.5]]
    """
    parts = _parts(_stances(stances, holder, target), period, articles)
    rows = [{period: group, **_balance(rows, resamples, seed)} for group, (rows, _) in parts.items() if len(rows)]
    return _in_time(_typed(pd.DataFrame(rows, columns=[period, *BALANCE]), [period, *BALANCE]), articles, period)


def _read(table, name, *texts, numbers=()):
    """Some columns of a table as plain texts, empty where nothing is known, and as whole numbers."""
    missing = [column for column in (*texts, *numbers) if column not in table]
    if missing and len(table):
        raise UserError(f"the table {name} has no column '{missing[0]}'; its columns are {', '.join(map(str, table))}")
    table = table.reindex(columns=list(dict.fromkeys([*texts, *numbers]))).reset_index(drop=True)
    try:
        return table.astype(dict.fromkeys(texts, "str")).fillna(dict.fromkeys(texts, "")).astype(dict.fromkeys(numbers, "int64"))
    except (TypeError, ValueError) as error:
        raise UserError(f"the table {name} needs whole numbers in {', '.join(numbers)}: {error}") from error


def _mentions(mentions, how=None, *numbers):
    """The mentions of these kinds, and {actor_id: the name that most of its mentions have}."""
    table = _read(mentions, "mentions", "article_id", "actor_id", "name", *(["how"] if how is not None else []), numbers=numbers)
    names = table.groupby("actor_id")["name"].agg(lambda names: names.mode()[0]).to_dict() | {"": ""}
    return (table if how is None else table[table["how"].isin(_listed(how))]), names


def _counted(table, actors, names):
    """How often the actors of some columns stand in a row; {column of ids: column of names}."""
    found = table.groupby(list(actors))["article_id"].agg(n="size", n_articles="nunique").reset_index()
    found = found.assign(**{name: found[actor].map(names) for actor, name in actors.items()}, least=-found["n"])
    return _typed(
        found.sort_values(["least", *actors]), [*(column for pair in actors.items() for column in pair), "n", "n_articles"]
    )


def _stances(stances, holders, targets):
    """The stances of those chosen, with the place of holder and target among these, or by the number of stances."""
    table = _read(stances, "stances", "article_id", "holder", "holder_name", "target", "target_name", numbers=("polarity",))
    if not table["polarity"].isin([-1, 0, 1]).all():
        raise UserError("the table stances has a polarity that is none of -1, 0 and 1")
    for side, chosen in (("holder", holders), ("target", targets)):
        names, place = table[f"{side}_name"], {one: number for number, one in enumerate(_listed(chosen))}
        found = names.map(-names.value_counts()) if chosen is None else names.map(place).fillna(table[side].map(place))
        table = table.assign(**{f"{side}_place": found.astype(float)})[found.notna()]
    return table


def _balance(rows, resamples, seed):
    """The columns BALANCE of some stances."""
    articles, counts = rows.groupby("article_id")["polarity"].agg(["sum", "size"]).astype(float), rows["polarity"].value_counts()
    sums, sizes, random = sparse.csr_array(articles[["sum"]].to_numpy()), articles["size"].to_numpy(), np.random.default_rng(seed)
    values = *(counts.get(one, 0) for one in (1, -1, 0)), rows["polarity"].mean(), *interval(sums, sizes, resamples, random)[:, 0]
    return dict(zip(BALANCE, (len(rows), *values, len(articles)), strict=True))


def _parts(table, by, articles):
    """{group: (its rows, its articles)}, by a column of the articles, or of the table where none are given."""
    if articles is None:
        groups = table.groupby(by or np.zeros(len(table))) if len(table) else ()
        return {group: (rows, rows["article_id"].unique()) for group, rows in groups}
    if by in list(TYPES):
        raise UserError(f"the column '{by}' has the name of a column of the result: give it another name in articles.csv")
    corpus = SimpleNamespace(articles=articles.assign(date_jalali=articles.get("date_jalali", "")))
    groups = grouping(corpus, by) if len(articles) else {}
    return {group: (table[table["article_id"].isin(ids)], ids) for group, ids in groups.items()}


def _in_time(table, articles, by):
    """The rows, groups in the order of their first dates."""
    if by not in articles or "date_jalali" not in articles:
        return table
    dates = articles["date_jalali"].where(articles["date_jalali"] != "").groupby(articles[by].astype("str")).min()
    return table.sort_values(by, key=lambda groups: groups.map(dates), kind="stable", ignore_index=True)


def _shares(parts, by, columns, chosen, weight, resamples, seed):
    """One row a group and unit, which the first column names, all or those chosen, with their shares of a group's weight."""
    tables, unit, sums = [pd.DataFrame(columns=columns)], columns[0], sorted({"n", weight} | {"characters"} & set(columns))
    for group, (rows, ids) in parts.items():
        rows = rows.assign(n=1)
        found = rows.groupby(unit)[sums].sum().assign(n_articles=rows.groupby(unit)["article_id"].nunique())
        found = found.reindex(sorted({*found.index, *(chosen or ())}), fill_value=0)
        matrix = matrix_of(rows[["article_id"]].assign(unit=rows[unit], n=rows[weight]), ids, found.index)
        if size := (sizes := matrix.sum(axis=1)).sum():
            low, high = np.where(found[weight] > 0, interval(matrix, sizes, resamples, np.random.default_rng(seed)), np.nan)
            found = found.assign(share=found[weight] / size, low=low, high=high, articles=len(ids), group=group)
            order = found.index[np.lexsort((found.index, -found["n"], -found[weight]))] if chosen is None else chosen
            tables.append(found.loc[order].rename_axis(unit).reset_index())
    return _typed(pd.concat(tables).rename(columns={"group": by}), [*_listed(by), *columns])


def _typed(table, columns):
    return table.reindex(columns=columns).astype({name: TYPES.get(name, "str") for name in columns}).reset_index(drop=True)


def _listed(values):
    return [] if values is None else [values] if isinstance(values, str) else list(dict.fromkeys(values))
