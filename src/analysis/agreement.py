"""How far the program's mentions, statements and stances agree with a coding by reading."""

from pathlib import Path

import numpy as np
import pandas as pd

from .codebook import read_csv
from .lemma import ZWNJ
from .resampling import FEWEST
from .text import clean

COLUMNS = ["what", "n_articles", "coded", "found", "right", "precision", "recall", "f1", "low", "high"]
ALIKE = 0.6  # of the words of two phrases that mean the same


def coding(folder, coder=None):
    """A coding of a corpus folder, coding/CODER.csv, as a table; without a coder agreed.csv, else the first; None without any.

    One row is a coded statement, stance or mention, addressed by sha256, start and end.
    """
    home = Path(folder) / "coding"
    files = [home / f"{coder}.csv"] if coder else [home / "agreed.csv", *sorted(home.glob("*.csv"))]
    path = next((file for file in files if file.is_file()), None)
    if path is None:
        return None
    return read_csv(path).astype({"start": "int64", "end": "int64"})


def accuracy(corpus, coded, resamples=1000, seed=0):
    """How much of a coding the program finds, and how much of what it finds is coded; over the coded articles alone.

    corpus: a Corpus; coded: as `coding` gives it, or None. One row a kind of finding:

    - statements, overlap 0.8 and 0.3: coded and found spans match one to one, best first, where their characters have at least
      that in common (Jaccard). Nominal and free ones are left out on both sides; `nominal` counts the former by themselves.
    - speakers: of the statements matched at 0.8, those whose speaker is right.
    - mentions: spans that overlap and mean the same actor; only actors of actors.csv. stances: polarity agrees, the evidence
      overlaps, and the words of holder and target are `alike`.

    Columns: coded, found, right, precision = right / found, recall = right / coded, f1, and its 95 % interval low, high from
    drawing articles anew, nan below ten articles. No rows where nothing is coded: the findings are then unvalidated.
    """
    if coded is None or coded.empty:
        return pd.DataFrame(columns=COLUMNS)
    names = dict(zip(corpus.articles["sha256"], corpus.articles["article_id"], strict=True))
    coded = coded.assign(article_id=coded["sha256"].map(names)).dropna(subset="article_id")
    articles = sorted(coded["article_id"].unique())
    if not articles:
        return pd.DataFrame(columns=COLUMNS)
    rows = [
        _row(what, [count(corpus, coded, article) for article in articles], resamples, seed) for what, count in COUNTS.items()
    ]
    return pd.DataFrame([row for row in rows if row[2]], columns=COLUMNS)


def _row(what, counts, resamples, seed):
    counts = np.array(counts)
    coded, found, right = counts.sum(axis=0)
    low, high = np.nan, np.nan
    if len(counts) >= FEWEST:
        drawn = np.random.default_rng(seed).integers(len(counts), size=(resamples, len(counts)))
        low, high = np.quantile(_f1(counts[drawn].sum(axis=1).T), (0.025, 0.975))
    precision, recall = right / max(found, 1), right / max(coded, 1)
    return [what, len(counts), coded, found, right, precision, recall, _f1((coded, found, right)), low, high]


def _f1(counts):
    coded, found, right = counts
    return 2 * right / np.maximum(coded + found, 1)


def matched(coded, found, least):
    """Pairs of places of two lists of spans that match one to one, best first, where overlap / union >= least.

    >>> matched([(0, 10), (20, 30)], [(21, 30), (0, 4)], 0.8)
    [(1, 0)]
    """
    pairs = [(_overlap(a, b), -i, -j) for i, a in enumerate(coded) for j, b in enumerate(found)]
    used, kept = (set(), set()), []
    for share, i, j in sorted(pairs, reverse=True):
        if share >= least and share > 0 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            kept.append((-i, -j))
    return sorted(kept)


def _overlap(a, b):
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(common, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def _spans(table):
    return list(zip(table["start"], table["end"], strict=True))


def _of(corpus, coded, article, table, what):
    found = getattr(corpus, table)
    return coded[(coded["article_id"] == article) & (coded["what"] == what)], found[found["article_id"] == article]


def _statements(least, modes):
    def count(corpus, coded, article):
        gold, mine = _of(corpus, coded, article, "statements", "statement")
        pairs = matched(_spans(gold), _spans(mine), least)
        kinds = gold["mode"].isin(modes).to_numpy()
        right = sum(kinds[i] for i, _ in pairs)
        other = sum(not kinds[i] for i, _ in pairs)
        alone = mine["mode"].isin(modes).sum() - sum(mine["mode"].isin(modes).to_numpy()[j] for _, j in pairs)
        return kinds.sum(), right + alone if other or alone else right, right

    return count


def _speakers(corpus, coded, article):
    gold, mine = _of(corpus, coded, article, "statements", "statement")
    pairs = matched(_spans(gold), _spans(mine), 0.8)
    right = sum(_same_speaker(gold.iloc[i], mine.iloc[j]) for i, j in pairs)
    return len(pairs), len(pairs), right


def _same_speaker(gold, mine):
    return (
        gold["speaker"] == mine["speaker"]
        if gold["speaker"] or not gold["speaker_name"]
        else gold["speaker_name"] == mine["speaker_name"]
    )


def _mentions(corpus, coded, article):
    gold, mine = _of(corpus, coded, article, "mentions", "mention")
    known = set(corpus.actors["actor_id"]) if corpus.actors is not None else set()
    gold, mine = gold[gold["actor_id"].isin(known)], mine[mine["actor_id"].isin(known)]
    right = sum(gold["actor_id"].iloc[i] == mine["actor_id"].iloc[j] for i, j in matched(_spans(gold), _spans(mine), 0.01))
    return len(gold), len(mine), right


def _stances(corpus, coded, article):
    gold, mine = _of(corpus, coded, article, "stances", "stance")
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
    "statements, overlap 0.8": _statements(0.8, CORE),
    "statements, overlap 0.3": _statements(0.3, CORE),
    "nominal statements": _statements(0.8, ("nominal",)),
    "speakers": _speakers,
    "mentions": _mentions,
    "stances": _stances,
}


def confusion(corpus, coded):
    """The polarities of coded and found stances whose holder, target and evidence agree, counted against each other.

    Returns one row a polarity of the coding, and none for what only the program has: coded, and a column for each polarity that
    was found, -1, 0, 1 and none. Without rows where nothing is coded.

    """
    names = ["-1", "0", "1", "none"]
    if coded is None or coded.empty:
        return pd.DataFrame(columns=["coded", *names])
    counts = pd.DataFrame(0, index=names, columns=names)
    ids = dict(zip(corpus.articles["sha256"], corpus.articles["article_id"], strict=True))
    coded = coded.assign(article_id=coded["sha256"].map(ids)).dropna(subset="article_id")
    for article in sorted(coded["article_id"].unique()):
        gold, mine = _of(corpus, coded, article, "stances", "stance")
        left = list(mine.itertuples())
        for row in gold.itertuples():
            hit = next((one for one in left if _same_stance(row._replace(polarity=one.polarity), one)), None)
            counts.loc[row.polarity, str(hit.polarity) if hit is not None else "none"] += 1
            left = [one for one in left if one is not hit]
        for one in left:
            counts.loc["none", str(one.polarity)] += 1
    return counts.rename_axis("coded").reset_index()
