"""Agreement: of coders with each other, and of the program with coders.

Two coders are compared in the articles that both have finished, and in these alone; what was coded blind with what was coded
blind, what was coded with the program's help with the like. The program, which counts as a coder of the name machine, has
finished all articles; of its mentions those of actors.csv count, as coders mark no others.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from . import codings, coefficients
from .errors import UserError
from .lemma import ZWNJ
from .resampling import of_sums
from .spans import grouped, matched, overlap
from .text import clean

COLUMNS = "what condition one other measure of n_articles n_one n_other n_both value low high".split()
PLACES = "what condition one other article_id start end differ overlap version_one version_other text_one text_other".split()
LABELS = {  # what is judged of a unit, and on which level of measurement
    "statement": {"mode": "nominal", "speaker": "nominal"},
    "stance": {"holder": "nominal", "target": "nominal", "act": "nominal", "polarity": "ordinal"},
    "mention": {"actor_id": "nominal", "how": "nominal"},
    "code": {"code": "nominal"},
}
VALUE = {"statement": "speaker", "stance": "polarity", "mention": "actor_id", "code": "code"}  # of a segment, in unitising
LOOSE = 0.3  # overlap from which two units are taken for the same
STRICT = (0.3, 0.8, 1)
MACHINE, AGREED = "machine", "agreed"


def agreement(corpus, *, what=None, coders=None, resamples=1000, seed=0):
    """How far coders agree with each other, and the program with them.

    what: statement, stance, mention or code; None for all. coders: names of files in coding/, and agreed and machine; without
    it, each with each, and the program with each and with agreed.csv.

    One row a pair of coders (`one`, `other`), condition (blind or assisted), measure, and what is measured (`of`); and where
    three or more coders are compared, one of all together for each alpha, with an empty `other`. The measures:

    - F1 0.3, F1 0.8, F1 1: of spans, 2 n_both / (n_one + n_other); they match one to one, best first, where they share at least
      so much of the characters that they cover together.
    - u-alpha: of where something is marked (binary), and of what is marked as what, such as polarity: see
      `coefficients.unitising_alpha`.
    - kappa (Cohen), alpha (Krippendorff; ordinal for polarity, else nominal): of the units that match at 0.3, of each column of
      LABELS. An id counts as the name that actors.csv and concepts.csv give it, an empty cell as a value of its own.

    n_articles is how many articles are compared, n_one and n_other the units in them, n_both those that match (at 0.3, but for
    F1). value is nan where nothing varies; low and high are its 95 % interval from drawing articles anew, nan below ten
    articles. No rows where no article is finished by two. Raises UserError for an unknown coder or kind.
    """
    rows = []
    for kind, condition, names, articles in _comparisons(corpus, what, coders):
        compared = _Compared(corpus, kind, articles)
        for measure, of, parts, score in compared.measures(len(names) == 2):
            bounds = of_sums(parts, score, resamples, np.random.default_rng(seed))
            who = names if len(names) == 2 else (", ".join(names), "")
            rows.append([kind, condition, *who, measure, of, *compared.counts(measure), float(score(parts.sum(axis=0))), *bounds])
    return pd.DataFrame(rows, columns=COLUMNS)


def disagreements(corpus, *, what=None, coders=None):
    """The places to discuss: what only one of two coders marked, or both not alike.

    what, coders: as in `agreement`; without coders, each coder with each, but not the program.

    One row a place and pair: what, condition, one, other, article_id, start, end (of both together), differ (only and a name;
    else span, and columns in which they differ, as `agreement` compares them), overlap (0 to 1, of characters), version_one,
    version_other (where and what; empty for none), text_one, text_other. In the order of articles and places. To see it in its
    article: display.article(corpus, row.article_id, at=(row.start, row.end)).
    """
    names = coders or codings.coders(corpus.folder)
    rows = []
    for kind, condition, pair, articles in _comparisons(corpus, what, names):
        for article, ones in articles.items() if len(pair) == 2 else ():
            for group in _grouped(kind, ones):
                both = [ones[coder][group[coder]] if coder in group else None for coder in (0, 1)]
                rows += [[kind, condition, *pair, article, *place] for place in _place(kind, pair, both)]
    order = {article: place for place, article in enumerate(corpus.articles["article_id"])}
    rows.sort(key=lambda row: (row[0], order[row[4]], *row[5:7], row[1], row[2], row[3]))
    return pd.DataFrame(rows, columns=PLACES)


def _place(kind, pair, both):
    """The rest of a row, if the two are not alike."""
    units = [unit for unit in both if unit]
    spans = [(unit["start"], unit["end"]) for unit in units]
    if len(units) == 2:
        differ = [name for name in LABELS[kind] if both[0]["labels"][name] != both[1]["labels"][name]]
        differ = ["span"] * (spans[0] != spans[1]) + differ
    else:
        differ = [f"only {pair[0] if both[0] else pair[1]}"]
    if differ:
        versions = [codings.version(unit) if unit else "" for unit in both]
        texts = [unit["text"] if unit else "" for unit in both]
        start, end = min(start for start, _ in spans), max(end for _, end in spans)
        yield [start, end, ", ".join(differ), overlap(*spans) if len(units) == 2 else 0.0, *versions, *texts]


# --- who is compared with whom ----------------------------------------------------------------------------------------


def _comparisons(corpus, what, coders):
    """(kind, condition, names, {article_id: the units of each, None where one has not finished it}) of each comparison."""
    if what is not None and what not in LABELS:
        raise UserError(f"what is '{what}', but must be one of {', '.join(LABELS)}")
    groups = _groups(corpus, coders)
    tables = {name: codings.read(corpus.folder, name) for group in groups for name in group if name != MACHINE}
    if missing := [name for name, table in tables.items() if table is None]:
        raise UserError(f"there is no coder {missing[0]}: coding/{missing[0]}.csv is missing in {corpus.folder}")
    for kind in [what] if what else LABELS:
        for condition in ("blind", "assisted"):
            done = {name: _finished(corpus, kind, condition, table) for name, table in tables.items()}
            done[MACHINE] = _found(corpus, kind, set().union(*done.values()))
            for names in groups:
                if articles := _together(corpus, [done.get(name, {}) for name in names]):
                    yield kind, condition, names, articles


def _groups(corpus, coders):
    """The coders of each comparison: pairs, and all but the program where they are three or more."""
    names = list(coders or codings.coders(corpus.folder))
    people = [name for name in names if name not in (MACHINE, AGREED)]
    if coders:
        return [*combinations(names, 2), *([tuple(people)] if len(people) > 2 else [])]
    agreed = [AGREED] if (corpus.folder / "coding" / "agreed.csv").is_file() else []
    return [*combinations(names, 2), *([tuple(people)] if len(people) > 2 else []), *((MACHINE, name) for name in names + agreed)]


def _together(corpus, done):
    """{article_id: [units of each]} of the articles that at least two have finished."""
    articles = {name: [ones.get(name) for ones in done] for name in corpus.articles["article_id"]}
    return {name: ones for name, ones in articles.items() if sum(one is not None for one in ones) > 1}


def _finished(corpus, kind, condition, table):
    """{article_id: its units} of the articles that a coder has finished."""
    names = _names(corpus)
    units = {}
    for unit in table[(table["what"] == kind) & (table["condition"] == condition)].to_dict("records"):
        units.setdefault(unit["sha256"], []).append(_labelled(kind, unit, names))
    done = codings.finished(table, kind, condition)
    articles = zip(corpus.articles["article_id"], corpus.articles["sha256"], strict=True)
    return {name: units.get(sha256, []) for name, sha256 in articles if sha256 in done}


def _found(corpus, kind, articles):
    """{article_id: the units that the program finds} of some articles; none of codes, which it knows nothing of."""
    if kind == "code" or not articles:
        return {}
    names, table = _names(corpus), getattr(corpus, f"{kind}s")
    table = table[table["article_id"].isin(articles) & (table["actor_id"].isin(names) if kind == "mention" else True)]
    units = {article: [] for article in articles}
    for unit in table.assign(what=kind).to_dict("records"):
        units[unit["article_id"]].append(_labelled(kind, unit, names))
    return units


def _names(corpus):
    """{id: name} of actors and concepts."""
    tables = [(corpus.actors, "actor_id"), (corpus.concepts, "concept_id")]
    pairs = [zip(table[ids], table["label_fa"], strict=True) for table, ids in tables if table is not None]
    return {key: name for some in pairs for key, name in some}


def _labelled(kind, unit, names):
    """A unit with what is compared of it."""
    cells = {name: str(unit.get(name) or unit.get(f"{name}_name") or "") for name in LABELS[kind]}
    cells |= {"polarity": str(unit["polarity"])} if kind == "stance" else {}
    return unit | {"labels": {name: clean(names.get(cell, cell)).replace(ZWNJ, " ") for name, cell in cells.items()}}


def _grouped(kind, ones):
    """Which units of the coders are the same, in an article; None has none."""
    ones = [units or [] for units in ones]
    labels = lambda coder, place: ones[coder][place]["labels"]  # noqa: E731
    alike = lambda a, i, b, j: sum(labels(a, i)[name] == labels(b, j)[name] for name in LABELS[kind])  # noqa: E731
    return grouped([_spans(units) for units in ones], least=LOOSE, alike=alike)


def _spans(units):
    return [(unit["start"], unit["end"]) for unit in units]


# --- the measures -----------------------------------------------------------------------------------------------------


class _Compared:
    """The units of coders in the articles that are compared, with those together that are the same."""

    def __init__(self, corpus, kind, articles):
        self.kind, self.articles = kind, list(articles.values())
        self.groups = [_grouped(kind, ones) for ones in self.articles]
        self.lengths = [len(corpus.raw(article)) for article in articles]

    def counts(self, measure):
        """n_articles, n_one, n_other, n_both; where all are compared, the units of all, none, and places that two marked."""
        sizes = np.array([[len(units or ()) for units in ones] for ones in self.articles]).sum(axis=0)
        if len(sizes) > 2:
            sizes = [sizes.sum(), 0]
        both = self._matched(float(measure[3:])) if measure.startswith("F1") else self._matched(LOOSE)
        return [len(self.articles), *sizes, sum(both)]

    def _matched(self, least):
        if len(self.articles[0]) > 2:
            return [sum(len(group) > 1 for group in groups) for groups in self.groups]
        return [len(matched(_spans(one), _spans(other), least)) for one, other in self.articles]

    def measures(self, pair):
        """(measure, of, what each article adds: articles x numbers, score of sums of these)."""
        if pair:
            for least in STRICT:
                parts = [[len(a), len(b), n] for (a, b), n in zip(self.articles, self._matched(least), strict=True)]
                yield f"F1 {least}", "span", np.array(parts), _f1
        column = VALUE[self.kind]
        yield "u-alpha", "span", self._unitising(lambda unit: ""), coefficients.unitising_of
        yield "u-alpha", column, self._unitising(lambda unit: unit["labels"][column]), coefficients.unitising_of
        for name, level in LABELS[self.kind].items():
            yield from self._labels(name, level, pair)

    def _unitising(self, value):
        """What u-alpha needs of each article; value: of a unit."""
        known = {value(unit) for ones in self.articles for units in ones for unit in units or ()}
        places = {one: place for place, one in enumerate(sorted(known), 1)}
        parts = []
        for ones, length in zip(self.articles, self.lengths, strict=True):
            marks = [[(unit["start"], unit["end"], places[value(unit)]) for unit in units] for units in ones if units is not None]
            parts.append(coefficients.unitising_parts(marks, length, len(places) + 1))
        return np.array(parts)

    def _labels(self, name, level, pair):
        """kappa and alpha of one column, over the units that are the same."""
        ratings = [self._ratings(ones, groups, name) for ones, groups in zip(self.articles, self.groups, strict=True)]
        codes, values = coefficients.coded(np.concatenate(ratings, axis=1))
        per_article = np.split(codes, np.cumsum([one.shape[1] for one in ratings])[:-1], axis=1)
        size = len(values)
        if pair:
            yield "kappa", name, np.array([coefficients.kappa_parts(one, size) for one in per_article]), coefficients.kappa_of
        together = [coefficients.coincidences(one, size) for one in per_article]
        if level == "nominal":
            yield "alpha", name, np.array([coefficients.nominal_parts(o) for o in together]), coefficients.nominal_of
        else:
            flat = np.array([o.ravel() for o in together])
            score = lambda sums: coefficients.alpha_of(sums.reshape(*sums.shape[:-1], size, size), values, level)  # noqa: E731
            yield "alpha", name, flat, score

    def _ratings(self, ones, groups, name):
        """coders x units that two or more have, the value that each gave or None."""
        shared = [group for group in groups if len(group) > 1]
        ratings = np.full((len(ones), len(shared)), None, object)
        for place, group in enumerate(shared):
            for coder, unit in group.items():
                ratings[coder, place] = ones[coder][unit]["labels"][name]
        return ratings


def _f1(sums):
    one, other, both = np.moveaxis(sums, -1, 0)
    with np.errstate(invalid="ignore"):
        return 2 * both / (one + other)
