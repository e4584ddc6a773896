"""To the list of events of Discourse Network Analyzer: a stance here is a statement there.

The columns are those that DNA 3.0 exports (Exporter.eventCSV), with `;` between cells; then the place in the raw text. A cell
with `;` or `"` in it is quoted, where DNA changes the character.
"""

import pandas as pd

from .positions import WRITER

PERSONS = ("person", "office")
BODIES = ("body:", "state:")  # how ids of organisations begin that the program made


def files(corpus, rows):
    """The file statements.csv, {name: bytes}; rows: as `exchange.annotations` gives them."""
    return {"statements.csv": statements(corpus, rows).to_csv(index=False, sep=";", lineterminator="\n").encode()}


def statements(corpus, rows):
    """The stances among the rows of `exchange.annotations`, as DNA lists statements.

    Returns one row a stance: statement ID (from 1), time (midnight of the article's day; empty where it has none), document ID,
    document title, author, source (the outlet), section, type, text (the evidence), person and organization (the holder: a
    person or office, with what it belongs to; or a body or state alone), concept (the target), agreement (1 for, 0 against;
    empty for a declared neutrality), article_id, start, end.

    >>> import analysis
    >>> from analysis.exchange import annotations
    >>> corpus = analysis.open()
    >>> row = statements(corpus, annotations(corpus, coder="agreed")).iloc[0]
    >>> row[["person", "concept", "agreement"]].tolist()
    ['اردوان سپهروند', 'سطح فعلی همکاری های دفاعی', '0']
    """
    about = corpus.articles.assign(number=range(1, len(corpus.articles) + 1)).set_index("article_id")
    actors = _actors(corpus)
    concepts = _labels(corpus.concepts, "concept_id")
    stances = rows[rows["what"] == "stance"]
    found = [_statement(row, about.loc[row.article_id], actors, concepts) for row in stances.itertuples()]
    table = pd.DataFrame(found, columns=COLUMNS)
    return table.assign(**{"statement ID": range(1, len(table) + 1)})


COLUMNS = ["statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text"]
COLUMNS += ["person", "organization", "concept", "agreement", "article_id", "start", "end"]


def _statement(row, article, actors, concepts):
    person, organisation = _holder(row.holder, row.holder_name, article["outlet"], actors)
    target = row.target_name or concepts.get(row.target) or actors.get(row.target, {}).get("label_fa") or row.target
    return {
        "time": f"{article['date']} 00:00:00" if article["date"] else "",
        "document ID": article["number"],
        "document title": article["title"],
        "author": "",
        "source": article["outlet"],
        "section": "",
        "type": "",
        "text": row.text,
        "person": person,
        "organization": organisation,
        "concept": target,
        "agreement": {"1": "1", "-1": "0"}.get(row.polarity, ""),
        "article_id": row.article_id,
        "start": row.start,
        "end": row.end,
    }


def _holder(holder, name, outlet, actors):
    """(person, organization) of a holder."""
    name = name or holder
    if actor := actors.get(holder) or actors.get(name):
        home = actors.get(actor["affiliation"], {}).get("label_fa", "")
        return (actor["label_fa"], home) if actor["kind"] in PERSONS else ("", actor["label_fa"])
    if name == WRITER:
        return name, outlet
    return ("", name) if holder.startswith(BODIES) else (name, "")


def _actors(corpus):
    """{actor_id or label: row of actors.csv}."""
    if corpus.actors is None:
        return {}
    rows = corpus.actors.assign(affiliation=corpus.actors.get("affiliation", "")).to_dict("records")
    return {row["label_fa"]: row for row in rows} | {row["actor_id"]: row for row in rows}


def _labels(table, key):
    return {} if table is None else dict(zip(table[key], table["label_fa"], strict=True))
