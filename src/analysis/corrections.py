"""A reader's corrections of mentions, statements and stances: corrections.csv in a corpus folder, which survives every rebuild.

A row says what a cell of a `table` should be, or that one of its rows should come or go. The address of that row is sha256 (of
the article file's bytes), start and end as the program gave them, never an id: ids move on a rebuild. By `action`:

    change  `column` becomes `value`, in the row at that address. Several corrections may change several columns of a row, start
            and end among them; all give the address that the row had before.
    remove  the row goes; column and value are empty. It wins over a change.
    add     a new row at that address; corrections with one address fill its columns. What nobody fills is empty, polarity 0, and
            what points to a cue or a sentence -1.

Where several rows have one address (two stances on one clause), a further column `match` may say which is meant, such as
holder_name=ماهوران, with | between conditions; else all are. In an addition it holds for the new row, and keeps several apart.

Where an id becomes that of a row of actors.csv, the name beside it becomes its label, unless that is corrected too; and where a
statement gets another speaker, so do the stances in it that the old one held, unless they are corrected themselves.

A corrected row has the rule 'reader', so that it is visible that a reader decided, and its text is taken from the raw text. Ids
are given by the table: a row keeps its own, a new one gets the next. Articles of the same bytes are corrected alike.
"""

from functools import cache
from itertools import count
from pathlib import Path
from re import fullmatch

import numpy as np
import pandas as pd

from . import codebook
from .errors import UserError

COLUMNS = {
    "mentions": "article_id start end mention_id actor_id name text alias how distanced rule".split(),
    "statements": "article_id start end statement_id sentence_id speaker speaker_name speaker_text cue cue_start cue_end"
    " cue_class mode addressee text rule".split(),
    "stances": "article_id start end stance_id statement_id holder holder_name holder_text target target_name target_text"
    " target_kind act polarity text rule".split(),
}
NEEDED = "table action sha256 start end column value".split()  # who, when and why are for readers
GIVEN = "article_id mention_id statement_id stance_id sentence_id text rule".split()  # columns that no reader fills
NUMBERS = {"start": 0, "end": 0, "cue_start": -1, "cue_end": -1, "sentence_id": -1, "polarity": 0}  # and what a new row has there
LETTERS = {"mentions": "m", "statements": "s", "stances": "p"}  # in ids, such as e01:s3
NAMES = {"actor_id": "name", "speaker": "speaker_name", "holder": "holder_name"}  # of an id of actors.csv, and its name
OWN = ("person:", "body:", "state:")  # how ids begin that the program makes itself
AGAIN = "look at the article as it is now, and correct this row or take it out"
VALUES = {  # that a column may have
    "table": list(COLUMNS),
    "action": "add change remove".split(),
    "mode": "quoted colon clause nominal free turn".split(),
    "how": "name title_name function collective place pronoun".split(),
    "act": "evaluation advocacy rejection".split(),
    "target_kind": "actor concept".split(),
    "polarity": "-1 0 1".split(),
}


def read(folder):
    """corrections.csv of a corpus folder as a table of strings, a row a correction; without rows where there is no such file.

    match is added where it is missing, and path, the file's. Raises UserError where a column that is needed is missing.
    """
    path = Path(folder) / "corrections.csv"
    table = codebook.read_csv(path) if path.is_file() else pd.DataFrame(columns=NEEDED, dtype="str")
    if missing := [name for name in NEEDED if name not in table]:
        raise UserError(f"{path}:1: the column {missing[0]} is missing; the first line must have {','.join(NEEDED)}")
    table = table.assign(match=table.get("match", ""), path=str(path))
    table = table.assign(**{name: table[name].str.strip() for name in (*NEEDED, "match")})
    return table.assign(sha256=table["sha256"].str.lower())


def apply(name, table, corrections, articles, raw):
    """One of the tables as a reader corrected it, in the order of article and start; the given one stays as it is.

    name: mentions, statements or stances; table: its rows as the program gave them; corrections: as `read` gives them;
    articles: article_id and sha256; raw: gives the raw text of an article_id. What fits nothing is passed over: see `unfit`.

    >>> table = pd.DataFrame([["a", 0, 4, "a:m0", "", "", "وزیر", "", "function", "", "function"]], columns=COLUMNS["mentions"])
    >>> said = pd.DataFrame([["mentions", "change", "f0", "0", "4", "end", "12", ""]], columns=[*NEEDED, "match"])
    >>> articles = pd.DataFrame({"article_id": ["a"], "sha256": ["f0"]})
    >>> apply("mentions", table, said, articles, lambda article: "وزیر ماهوران گفت").loc[0, ["text", "rule"]].tolist()
    ['وزیر ماهوران', 'reader']
    """
    said, raw = _said(name, corrections, articles), cache(raw)
    rows = [row for edit in _edits(name, table, said) if (row := _settled(*edit, raw))]
    types = {column: _wide(table[column].dtype, [row[column] for row in rows]) for column in table}
    edited = pd.DataFrame(rows, columns=table.columns).astype(types)
    joined = pd.concat([table[~_near(table, said)].astype(types), edited], ignore_index=True)
    places = dict(zip(articles["article_id"], count(), strict=False))
    order = np.lexsort([joined["start"], joined["article_id"].astype("str").map(places)])
    return joined.iloc[order].reset_index(drop=True)


def completed(corrections, actors):
    """The corrections with the names that go with their ids before them, without those of strangers; actors: a table or None."""
    known = corrections[~_strange(corrections, actors)]
    labels = _labels(actors)
    ids = known[known["column"].isin(NAMES) & known["value"].isin(labels)]
    names = ids.assign(column=ids["column"].map(NAMES), value=ids["value"].map(labels))
    return pd.concat([names, known], ignore_index=True)  # a later one wins: a name that is corrected itself


def follow(stances, before, after):
    """The stances, held by the new speaker of their statement where the old one held them and no reader corrected them.

    before, after: the statements as the program gave them, and as a reader corrected them.
    """
    who = ["statement_id", "speaker", "speaker_name"]
    said = after.loc[after["rule"] == "reader", who].merge(before[who], on="statement_id", suffixes=("", "_before"))
    said = said[(said["speaker"] != said["speaker_before"]) | (said["speaker_name"] != said["speaker_name_before"])]
    said = stances[["statement_id"]].merge(said, how="left", on="statement_id").set_axis(stances.index)
    held, spoke = _either(stances, "holder", "holder_name"), _either(said, "speaker_before", "speaker_name_before")
    moved = (held == spoke) & (held != "") & (stances["rule"] != "reader")
    return stances.assign(
        holder=stances["holder"].mask(moved, said["speaker"]),
        holder_name=stances["holder_name"].mask(moved, said["speaker_name"]),
        rule=stances["rule"].mask(moved, "reader"),
    )


def _either(table, column, other):
    return table[column].where(table[column] != "", table[other])


def _labels(actors):
    return {} if actors is None else dict(zip(actors["actor_id"], actors["label_fa"], strict=True))


def _strange(corrections, actors):
    """Which corrections name somebody whom neither actors.csv nor the program knows."""
    value = corrections["value"]
    known = value.isin(_labels(actors)) | value.str.startswith(OWN) | (value == "")
    return corrections["column"].isin(NAMES) & ~known


def _said(name, corrections, articles):
    """{(article_id, start, end): [correction]} of those of a table that can be used."""
    found, names = {}, articles.astype({"article_id": "str"}).groupby("sha256")["article_id"].agg(list)
    for one in corrections[corrections["table"] == name].itertuples():
        for article in names.get(one.sha256, ()) if not _fault(one) else ():
            found.setdefault((article, int(one.start), int(one.end)), []).append(one)
    return found


def _near(table, said):
    """Which rows of a table may be meant by a correction, judged quickly."""
    articles, starts, _ = zip(*said, strict=True) if said else ((), (), ())
    return table["article_id"].isin(articles) & table["start"].isin(starts)


def _edits(name, table, said):
    """(old row, new row, corrections that made it) of each row that is near, and each added; None where there is no such row."""
    for row in table[_near(table, said)].to_dict("records"):
        here = said.get((row["article_id"], row["start"], row["end"]), ())
        ones = [one for one in here if one.action != "add" and all(str(row[column]) == value for column, value in _match(one))]
        removed = any(one.action == "remove" for one in ones)
        yield row, None if removed else _filled(row, ones), ones
    taken = set(table[COLUMNS[name][3]])
    for address, here in said.items():
        for match in dict.fromkeys(one.match for one in here if one.action == "add"):
            ones = [one for one in here if one.action == "add" and one.match == match]
            ids = (f"{address[0]}:{LETTERS[name]}{number}" for number in count())
            first = (*address, next(each for each in ids if each not in taken))
            taken.add(first[-1])
            row = {column: NUMBERS.get(column, "") for column in COLUMNS[name]} | dict(zip(COLUMNS[name], first, strict=False))
            yield None, _filled(row, ones, _match(ones[0])), ones


def _match(one):
    """[(column, value)] that the match of a correction asks for."""
    return [(name.strip(), value.strip()) for name, _, value in (part.partition("=") for part in one.match.split("|") if part)]


def _filled(row, ones, pairs=()):
    """A row with the values of some corrections, and others before them, [(column, text)]."""
    pairs = [*pairs, *((one.column, one.value) for one in ones if one.column)]
    return row | {column: int(text) if column in NUMBERS else text for column, text in pairs}


def _settled(old, new, ones, raw):
    """The row that an edit leaves, or None: marked as a reader's, with its text, and not moved out of its article."""
    if not ones or not new:
        return new
    if not _within(new, raw):
        if not old:
            return None
        new |= {"start": old["start"], "end": old["end"]}
    return new | {"text": raw(new["article_id"])[new["start"] : new["end"]], "rule": "reader"}


def _within(row, raw):
    return 0 <= row["start"] < row["end"] <= len(raw(row["article_id"]))


def _wide(dtype, values):
    """A dtype that has room for these values too: categories are added."""
    more = set(values) - set(dtype.categories) if isinstance(dtype, pd.CategoricalDtype) else ()
    return pd.CategoricalDtype([*dtype.categories, *sorted(more)], dtype.ordered) if more else dtype


# --- what is wrong ----------------------------------------------------------------------------------------------------


def faults(corrections):
    """What is wrong in the corrections by themselves, a line each: file and line, what, and what to do."""
    twice = corrections.duplicated([*NEEDED[:-1], "match"])
    found = dict.fromkeys(corrections.index[twice], "the same is corrected in a row before; keep one of them")
    return _lines(corrections, found | {one.Index: fault for one in corrections.itertuples() if (fault := _fault(one))})


def unfit(corrections, tables, articles, raw, actors=None):
    """The corrections that are not applied, a line each: file and line, what does not fit, and what to do.

    tables: {name: its rows as the program gave them}; actors: the table of actors.csv or None; the rest as in `apply`.
    """
    raw = cache(raw)
    found = {one.Index: _fault(one) or f"no article has this sha256; {AGAIN}" for one in corrections.itertuples()}
    for name, table in tables.items():
        said = _said(name, corrections, articles)
        for (article, start, end), ones in said.items():
            found |= {one.Index: f"{name} has no such row at {start}-{end} of {article}; {AGAIN}" for one in ones}
        for _, new, ones in _edits(name, table, said):
            lost = new and not _within(new, raw)
            what = f"{new['start']}-{new['end']} is no place in {new['article_id']}; {AGAIN}" if lost else ""
            found |= {one.Index: what if one.action == "add" or one.column in ("start", "end") else "" for one in ones}
    for one in corrections[_strange(corrections, actors)].itertuples():
        known = f"must be an actor_id of actors.csv, or begin with {', '.join(OWN)}"
        found[one.Index] = found[one.Index] or f"{one.column} is '{one.value}': {known}"
    return _lines(corrections, found)


def _lines(corrections, found):
    """{number of a correction: what is wrong} as lines, in the order of the file; those without anything wrong are left out."""
    paths = corrections["path"]
    return [f"{codebook.where(paths[row], row)}: {what}" for row, what in sorted(found.items()) if what]


def _fault(one):
    """Why a correction can never be used, and what to do; empty where it can."""
    given = _match(one) + ([(one.column, one.value)] if one.column or one.value or one.action == "change" else [])
    for column, value in [(name, getattr(one, name)) for name in ("table", "action", "start", "end")] + given:
        if column in VALUES and value not in VALUES[column]:
            return f"{column} is '{value}': must be one of {', '.join(VALUES[column])}"
        if column in NUMBERS and not fullmatch(r"-1|\d{1,9}", value):
            return f"{column} is '{value}': write a whole number"
    if not 0 <= int(one.start) < int(one.end):
        return f"start is '{one.start}': must be below end, which is '{one.end}'"
    if one.action == "remove" and (one.column or one.value):
        return f"column is '{one.column}': leave column and value empty to remove a row, or write change"
    columns = [name for name in COLUMNS[one.table] if name not in GIVEN and (one.action != "add" or name not in ("start", "end"))]
    unknown = [column for column, _ in given if column not in columns]
    return f"column is '{unknown[0]}': must be one of {', '.join(columns)}" if unknown else ""
