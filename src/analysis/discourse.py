"""Who is named, who says what and who stands for what, as tables: built from the tokens when they are first asked for."""

import hashlib
from itertools import count, islice
from pathlib import Path

import pandas as pd

from . import (
    actors,
    article,
    clauses,
    constituents,
    content,
    cues,
    descriptions,
    evaluations,
    frames,
    grammar,
    lexicon,
    names,
    people,
    phrases,
    phrasing,
    positions,
    reference,
    referents,
    roster,
    source,
    speakers,
    stance,
    statements,
    wishes,
)
from .corrections import COLUMNS, LETTERS
from .store import Store

TABLES = tuple(COLUMNS)
BATCH = 50  # articles that are read at a time
METHOD = (
    article, grammar, phrases, lexicon, names, people, roster, actors, cues, content, source, statements, speakers,
    descriptions, reference, clauses, constituents, phrasing, frames, referents, positions, wishes, evaluations, stance,
)  # fmt: skip


def tables(articles, *, people=None, concepts=None, codebook=None):
    """The tables of some articles, {"mentions": …, "statements": …, "stances": …}, one row each, in the order of the texts.

    articles: a list of Article; people, concepts: the tables of actors.csv and concepts.csv, or None; codebook: a corpus's own
    codebook folder.

    >>> from analysis.article import read
    >>> tables([read("هورتاش، وزیر دفاع ماهوران، گفت: مرز امن است.")])["statements"][["mode", "text"]].values.tolist()
    [['colon', 'مرز امن است']]
    """
    rows = {name: [] for name in TABLES}
    for one in articles:
        ids = {name: map(f"{one.article_id}:{letter}{{}}".format, count()) for name, letter in LETTERS.items()}
        for part in article.stretches(one):
            for name, found in _read(part, ids, people, concepts, codebook).items():
                rows[name] += found
    return {name: pd.DataFrame(found, columns=COLUMNS[name]).astype(_types(name)) for name, found in rows.items()}


def _read(one, ids, people, concepts, codebook):
    """The rows of an article or a stretch of it, {table: [row]}; ids: an iterator over those to give, by table."""
    named, said = reference.discourse(one, people, codebook)
    stands = stance.stances(one, named, said, concepts, codebook)
    own = list(islice(ids["statements"], len(said)))
    return {
        "mentions": [_mention(one, number, each) for each, number in zip(named, ids["mentions"], strict=False)],
        "statements": [_statement(one, number, each) for each, number in zip(said, own, strict=True)],
        "stances": [
            _stance(one, number, each, _around(said, own, each.start))
            for each, number in zip(stands, ids["stances"], strict=False)
        ],
    }


def _around(said, ids, start):
    """The id of the innermost statement around a place of the raw text, or ''."""
    around = (number for number in reversed(range(len(said))) if said[number].start <= start < said[number].end)
    return next((ids[number] for number in around), "")


def _types(name):
    numbers = {
        "start": "int32",
        "end": "int32",
        "cue_start": "int32",
        "cue_end": "int32",
        "sentence_id": "int32",
        "polarity": "int8",
    }
    return {column: numbers.get(column, "str") for column in COLUMNS[name]}


def _mention(one, number, each):
    values = {
        "article_id": one.article_id, "start": one.start[each.first], "end": one.end[each.last - 1],
        "mention_id": number, "text": one.text(each.first, each.last),
    }  # fmt: skip
    return _row("mentions", each, values)


def _statement(one, number, each):
    values = {
        "article_id": one.article_id, "statement_id": number, "sentence_id": one.sentence_id[each.first],
        "text": one.raw[each.start : each.end],
    }  # fmt: skip
    return _row("statements", each, values)


def _stance(one, number, each, statement):
    values = {
        "article_id": one.article_id, "stance_id": number, "statement_id": statement, "text": one.raw[each.start : each.end],
    }  # fmt: skip
    return _row("stances", each, values)


def _row(table, each, values):
    return [values[column] if column in values else getattr(each, column) for column in COLUMNS[table]]


# --- built where they are not built yet -------------------------------------------------------------------------------


def built(corpus, workers=1):
    """A Store with the tables of a corpus; what is not built yet is built, in batches.

    What they depend on, beside what the tokens do: the sources of METHOD, actors.csv and concepts.csv, and each article's date.
    """
    from tqdm import tqdm

    base = corpus._store
    own = hashlib.sha256(str(corpus.actors_folder.resolve()).encode()).hexdigest()[:8]
    store = Store(base.folder / f"discourse-{own}", _key(base.key, corpus.actors_folder), TABLES)
    dates = dict(zip(corpus.articles["article_id"], corpus.articles["date"], strict=True))
    facts = {name: {"sha256": base.entries[name]["sha256"], "date": dates[name]} for name in corpus.files}
    stale = lambda: [name for name, known in facts.items() if known.items() - store.entries.get(name, {}).items()]  # noqa: E731
    if not stale() and store.entries.keys() <= base.entries.keys():
        return store
    with store.locked():
        names = stale()
        with tqdm(total=len(names), desc="who says what", unit=" articles", delay=1) as bar:
            for batch, found in _found(corpus, names, dates, workers):
                store.add(found, {name: facts[name] for name in batch})
                bar.update(len(batch))
        store.keep([name for name in store.entries if name in base.entries])
    return store


def _found(corpus, stale, dates, workers):
    batches = [stale[first : first + BATCH] for first in range(0, len(stale), BATCH)]
    given = {"people": corpus.actors, "concepts": corpus.concepts, "codebook": corpus.method}
    if workers == 1 or len(batches) < 2 * workers:
        return ((names, _of_batch(_texts(corpus, names, dates), given)) for names in batches)
    from joblib import Parallel, delayed

    jobs = (delayed(_named_batch)(names, _texts(corpus, names, dates), given) for names in batches)
    return Parallel(workers, return_as="generator", pre_dispatch=2 * workers)(jobs)


def _texts(corpus, names, dates):
    read = lambda table: corpus._store.read(table, names)  # noqa: E731
    return {name: corpus.raw(name) for name in names}, read("tokens"), read("sentences"), dates


def _of_batch(texts, given):
    return tables(article.articles(*texts), **given)


def _named_batch(names, texts, given):
    return names, _of_batch(texts, given)


def _key(base, folder):
    files = [Path(module.__file__).read_bytes() for module in METHOD] + [Path(__file__).read_bytes()]
    files += [path.read_bytes() if path.is_file() else b"" for path in (folder / "actors.csv", folder / "concepts.csv")]
    return hashlib.sha256("\0".join([base, *(hashlib.sha256(data).hexdigest() for data in files)]).encode()).hexdigest()
