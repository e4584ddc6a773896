"""Accuracy: how far the program's mentions, statements and stances are those of a coding by reading."""

import numpy as np
import pandas as pd

from .codings import finished
from .lemma import ZWNJ
from .resampling import of_sums
from .spans import matched
from .text import clean

COLUMNS = ["what", "n_articles", "coded", "found", "right", "precision", "recall", "f1", "low", "high"]
ALIKE = 0.6  # of the words of two phrases that mean the same


def accuracy(corpus, coded, resamples=1000, seed=0):
    """How much of a coding the program finds, and how much of what it finds is coded; over the coded articles alone.

    corpus: a Corpus; coded: as `codings.read` gives it, or None; what is coded blind counts. One row a kind of finding:

    - statements, overlap 0.8 and 0.3: coded and found spans match one to one, best first, where their characters have at least
      that in common (Jaccard). Nominal and free ones are left out on both sides; `nominal` counts the former by themselves.
    - speakers: of the statements matched at 0.8, those whose speaker is right.
    - mentions: spans that overlap and mean the same actor; only actors of actors.csv. stances: polarity agrees, the evidence
      overlaps, and the words of holder and target are `alike`.

    Columns: coded, found, right, precision = right / found, recall = right / coded, f1, and its 95 % interval low, high from
    drawing articles anew, nan below ten articles. No rows where nothing is coded: the findings are then unvalidated.
    """
    rows = []
    for kind, (what, count) in COUNTS.items():
        counts = [count(corpus, rows_of, article) for article, rows_of in _coded(corpus, coded, what)]
        rows += [_row(kind, counts, resamples, seed)] if counts else []
    return pd.DataFrame([row for row in rows if row[2] or row[3]], columns=COLUMNS)


def _coded(corpus, coded, what):
    """[(article_id, its rows)] of the articles that are finished for what, coded blind."""
    if coded is None or coded.empty:
        return []
    rows = coded[(coded["what"] == what) & (coded.get("condition", "blind") == "blind")]
    done = corpus.articles[corpus.articles["sha256"].isin(finished(coded, what))].sort_values("article_id")
    return [(one.article_id, rows[rows["sha256"] == one.sha256]) for one in done.itertuples()]


def _row(what, counts, resamples, seed):
    counts = np.array(counts)
    coded, found, right = counts.sum(axis=0)
    bounds = of_sums(counts, _f1, resamples, np.random.default_rng(seed))
    precision, recall = right / max(found, 1), right / max(coded, 1)
    return [what, len(counts), coded, found, right, precision, recall, _f1(np.array([coded, found, right])), *bounds]


def _f1(counts):
    coded, found, right = np.moveaxis(counts, -1, 0)
    return 2 * right / np.maximum(coded + found, 1)


def _spans(table):
    return list(zip(table["start"], table["end"], strict=True))


def _of(corpus, article, table):
    found = getattr(corpus, table)
    return found[found["article_id"] == article]


def _statements(least, modes):
    def count(corpus, gold, article):
        mine = _of(corpus, article, "statements")
        pairs = matched(_spans(gold), _spans(mine), least)
        kinds = gold["mode"].isin(modes).to_numpy()
        right = sum(kinds[i] for i, _ in pairs)
        other = sum(not kinds[i] for i, _ in pairs)
        alone = mine["mode"].isin(modes).sum() - sum(mine["mode"].isin(modes).to_numpy()[j] for _, j in pairs)
        return kinds.sum(), right + alone if other or alone else right, right

    return count


def _speakers(corpus, gold, article):
    mine = _of(corpus, article, "statements")
    pairs = matched(_spans(gold), _spans(mine), 0.8)
    right = sum(_same_speaker(gold.iloc[i], mine.iloc[j]) for i, j in pairs)
    return len(pairs), len(pairs), right


def _same_speaker(gold, mine):
    return (
        gold["speaker"] == mine["speaker"]
        if gold["speaker"] or not gold["speaker_name"]
        else gold["speaker_name"] == mine["speaker_name"]
    )


def _mentions(corpus, gold, article):
    mine = _of(corpus, article, "mentions")
    known = set(corpus.actors["actor_id"]) if corpus.actors is not None else set()
    gold, mine = gold[gold["actor_id"].isin(known)], mine[mine["actor_id"].isin(known)]
    right = sum(gold["actor_id"].iloc[i] == mine["actor_id"].iloc[j] for i, j in matched(_spans(gold), _spans(mine), 0.01))
    return len(gold), len(mine), right


def _stances(corpus, gold, article):
    mine = _of(corpus, article, "stances")
    left, right = list(mine.itertuples()), 0
    for row in gold.itertuples():
        hit = next((one for one in left if _same_stance(row, one)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return len(gold), len(mine), right


def _same_stance(gold, mine):
    near = mine.start < gold.end and gold.start < mine.end and str(mine.polarity) == str(gold.polarity)
    holder = gold.holder == mine.holder or alike(gold.holder, mine.holder_name)
    names = mine.target_name, getattr(mine, "target_text", "")
    return near and holder and (gold.target == mine.target or any(alike(gold.target, name) for name in names))


def alike(one, other):
    """Whether two names or noun phrases have most words in common: at least 0.6 of both, as F1, or all of the shorter name.

    >>> alike("حضور ناظران وندریا", "حضور ناظران"), alike("وندریا", "آلتاران")
    (True, False)
    """
    a, b = (set(clean(text).replace(ZWNJ, " ").split()) for text in (one, other))
    common = len(a & b)
    return bool(common) and (2 * common / (len(a) + len(b)) >= ALIKE or common == min(len(a), len(b)) <= 2)


CORE = ("quoted", "colon", "clause", "turn")
COUNTS = {
    "statements, overlap 0.8": ("statement", _statements(0.8, CORE)),
    "statements, overlap 0.3": ("statement", _statements(0.3, CORE)),
    "nominal statements": ("statement", _statements(0.8, ("nominal",))),
    "speakers": ("statement", _speakers),
    "mentions": ("mention", _mentions),
    "stances": ("stance", _stances),
}


def confusion(corpus, coded):
    """The polarities of coded and found stances whose holder, target and evidence agree, counted against each other.

    Returns one row a polarity of the coding, and none for what only the program has: coded, and a column for each polarity that
    was found, -1, 0, 1 and none. Without rows where nothing is coded.

    """
    names = ["-1", "0", "1", "none"]
    articles = _coded(corpus, coded, "stance")
    if not articles:
        return pd.DataFrame(columns=["coded", *names])
    counts = pd.DataFrame(0, index=names, columns=names)
    for article, gold in articles:
        left = list(_of(corpus, article, "stances").itertuples())
        for row in gold.itertuples():
            hit = next((one for one in left if _same_stance(row._replace(polarity=one.polarity), one)), None)
            counts.loc[row.polarity, str(hit.polarity) if hit is not None else "none"] += 1
            left = [one for one in left if one is not hit]
        for one in left:
            counts.loc["none", str(one.polarity)] += 1
    return counts.rename_axis("coded").reset_index()
