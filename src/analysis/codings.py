"""Codings by hand: the files coding/CODER.csv of a corpus folder, in which each decision of a coder is a row.

A row says what stands from `start` to `end` of an article, which is named by `sha256` (of its file's bytes), never by ids, which
move on a rebuild. By `what` it is a statement, a stance, a mention or a code (one of codes.csv); the columns of each are in
CONTENT, and data/TABLES.md describes all. What makes a file a record of decisions:

    unit       what the row is about; a later row of the same unit takes the place of the earlier ones. A row without one is a
               unit of its own, #n for the n-th row of the file
    decision   add (also where empty), accept, change, remove, or undone, as if nothing had been decided on a proposal; with
               what=article done or undone
    condition  blind (also where empty), or assisted by the program's proposals; the two are never counted together
    proposal   the row of the program that it is about, as `address` writes it
    scope      with what=article: for what the coder is through with the article, with | between; empty for all
    when       the time, such as 2026-11-25T10:30:00+00:00

An article is finished for what a row says that it is done; in a file without the column decision, for all that the file has.
"""

import codecs
import csv
import io
import os
import re
import secrets
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from . import corrections, output
from .codebook import read_csv, where
from .errors import UserError

CONTENT = {  # the columns in which a coder says what a stretch is
    "statement": "mode speaker speaker_name speaker_text cue addressee".split(),
    "stance": "holder target act polarity".split(),
    "mention": "actor_id how".split(),
    "code": ["code"],
}
NEEDED = {"statement": "mode", "stance": "polarity", "code": "code"}
RECORD = "unit decision condition proposal scope when".split()
COLUMNS = [
    *"what article_id sha256 start end text".split(),
    *(column for columns in CONTENT.values() for column in columns),
    "note",
    *RECORD,
]
VALUES = {  # that a column may have, or be empty
    "what": [*CONTENT, "article"],
    "condition": ["blind", "assisted"],
    **{column: corrections.VALUES[column] for column in ("mode", "how", "act", "polarity")},
}
DECISIONS = {False: "add accept change remove undone".split(), True: "done undone".split()}  # of units, and of articles
GONE = ["remove", "undone"]  # those after which no unit stands
OWN = ("agreed", "to_decide")  # files of coding/ that no coder writes


def read(folder, coder=None):
    """What a coder holds after all decisions: coding/CODER.csv; without a coder agreed.csv, else the first; None without any.

    Returns one row a unit that stands, in the order in which they were decided, and one with what=article for each article that
    is finished; columns as in COLUMNS, with those that the file has besides. start and end are numbers, 0 for an article.
    Raises UserError where the file is no table, or start or end is no number.
    """
    files = [coder] if coder else ["agreed", *coders(folder)]
    name = next((name for name in files if _file(folder, name).is_file()), None)
    if name is None:
        return None
    table = decisions(folder, name)
    return table[~table["decision"].isin(GONE)].reset_index(drop=True)


def decisions(folder, coder):
    """The last decision on each unit, those on removed ones too, and the finished articles; otherwise as `read`.

    Without rows where there is no such file.
    """
    path = _file(folder, coder)
    table = _table(path) if path.is_file() else pd.DataFrame(columns=COLUMNS, dtype="str")
    units = table[table["what"] != "article"].drop_duplicates("unit", keep="last")
    folded = pd.concat([units, _articles(table)], ignore_index=True).fillna("")
    return folded.astype({"start": "int64", "end": "int64"})


def marks(folder, coder=None):
    """What stands, as `read` gives it, without the articles and without the columns that say how it came about."""
    table = read(folder, coder)
    return None if table is None else table[table["what"] != "article"].drop(columns=RECORD).reset_index(drop=True)


def coders(folder):
    """The names of those who coded a corpus folder, in order.

    >>> from analysis import paths
    >>> coders(paths.PRACTICE)
    ['reader-a', 'reader-b']
    """
    return sorted(path.stem for path in (Path(folder) / "coding").glob("[!.]*.csv") if path.stem not in OWN)


def finished(coded, what, condition="blind"):
    """The sha256 of the articles finished for what; coded: as `read` gives it, or a table without the column decision."""
    if "decision" not in coded:
        coded = pd.concat([coded, pd.DataFrame(_done(coded))])
    rows = coded[(coded["what"] == "article") & (coded["condition"] == condition)]
    return set(rows.loc[[what in scope.split("|") for scope in rows["scope"]], "sha256"])


def append(folder, coder, row):
    """Write a decision into coding/CODER.csv, at once and for good; returns it as it stands there, {column: text}.

    row: {column of COLUMNS: value}; a unit and the time are given where it has none. Line ends become spaces, so that each
    decision is a line. The file and columns that it lacks are made; what a crash left of a last line goes to CODER.torn.
    Raises UserError for a row that cannot be right, and for a file that is no table: then nothing is written.
    """
    path = _file(folder, coder)
    row = {name: " ".join(str(value).splitlines()) for name, value in row.items()}
    unknown = [f"there is no column {name}: there are {', '.join(COLUMNS)}" for name in row if name not in COLUMNS]
    if fault := (unknown or [_fault(row)])[0]:
        raise UserError(f"{path}: {fault}")
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    row |= {"unit": row.get("unit") or secrets.token_hex(4), "when": row.get("when") or now}
    with locked(path):
        names = settled(path)
        size = path.stat().st_size
        try:
            with path.open("ab") as file:
                file.write(_line([row.get(name, "") for name in names]))
                file.flush()
                os.fsync(file.fileno())
        except OSError:  # a full disk: no half of a row
            os.truncate(path, size)
            raise
    return {name: row.get(name, "") for name in names}


def address(what, row):
    """The address of a row that the program found, for the column proposal: its place, and what tells it from others there.

    what: mention, statement or stance; row: {column: value} of that table.

    >>> address("stance", {"start": 3, "end": 9, "holder_name": "ماهوران", "target_name": "توافق", "polarity": 1})
    '3-9|holder_name=ماهوران|target_name=توافق|polarity=1'
    """
    apart = {"stance": ("holder_name", "target_name", "polarity"), "statement": ("speaker_name",)}.get(what, ())
    return "|".join([f"{row['start']}-{row['end']}", *(f"{name}={row[name]}" for name in apart)])


def version(row):
    """Where a unit stands and what it says, in a line; row: {column: value}.

    >>> version({"what": "mention", "start": 3, "end": 9, "actor_id": "hurtash", "how": "name"})
    '[3-9] actor_id=hurtash, how=name'
    """
    content = [f"{name}={row[name]}" for name in CONTENT[row["what"]] if row.get(name)]
    return " ".join([f"[{row['start']}-{row['end']}]", *([", ".join(content)] if content else [])])


def sample(corpus, n, *, by="outlet", seed=0):
    """A plan of articles to code: drawn at random, from each outlet in proportion to its articles.

    by: a column of the articles, or None to draw from all alike. In each group articles come in random order, the k-th of m at
    (k - u) / m, with one random u in [0, 1) a group; the first n of all are taken. So each article has the same chance, any
    beginning of the plan is in proportion too, and a plan of more articles with the same seed begins with this one.

    Returns one row an article, in the order in which to code: article_id, sha256 and the column `by`. All articles where there
    are fewer. Raises UserError for an unknown column.

    >>> import analysis
    >>> sample(analysis.open(), 6)["outlet"].value_counts().tolist()
    [2, 2, 2]
    """
    articles = corpus.articles.sort_values("article_id").reset_index(drop=True)
    if by is not None and by not in articles:
        raise UserError(f"by is '{by}', but the articles have the columns {', '.join(articles)}")
    random, place = np.random.default_rng(seed), np.empty(len(articles))
    for rows in articles.groupby(by or (lambda row: 0), sort=True).indices.values():
        place[rows] = (random.permutation(len(rows)) + random.random()) / len(rows)
    chosen = articles.iloc[np.argsort(place, kind="stable")[:n]]
    return chosen[["article_id", "sha256", *([by] if by and by != "article_id" else [])]].reset_index(drop=True)


# --- a file -----------------------------------------------------------------------------------------------------------


def _file(folder, coder):
    if not re.fullmatch(r"[\w-][\w .-]*", coder):
        raise UserError(f"the coder is '{coder}': give a name of letters and digits, which is that of a file in {folder}/coding")
    return Path(folder) / "coding" / f"{coder}.csv"


@contextmanager
def locked(path):
    """Nobody else writes this file meanwhile; its folder is made."""
    from filelock import FileLock

    try:
        path.parent.mkdir(exist_ok=True)
        with FileLock(path.parent / f".{path.name}.lock"):
            yield
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror}; see to it that you may write there") from None


def _whole(data):
    """The bytes of a file without what a crash left of a last row, which has no line end."""
    if data.endswith(b"\n"):
        return data
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        if rows and len(rows[-1]) == len(rows[0]):  # an editor that writes no last line end
            return data + b"\n"
    except (UnicodeDecodeError, csv.Error):
        pass
    return data[: data.rfind(b"\n") + 1]


def _table(path):
    """All rows of a file as strings, with all of COLUMNS, each row with its unit, decision and condition."""
    data = _whole(path.read_bytes())
    return _completed(read_csv(path, data), lambda row: where(path, row, data))


def _completed(table, where):
    old = "decision" not in table
    table = table.assign(**{name: "" for name in COLUMNS if name not in table})
    table["unit"] = table["unit"].where(table["unit"] != "", [f"#{number + 1}" for number in range(len(table))])
    table["condition"] = table["condition"].replace("", "blind")
    table["decision"] = table["decision"].replace("", "add")
    for name in ("start", "end"):
        table[name] = table[name].mask((table["what"] == "article") & (table[name] == ""), "0")
        for row in table.index[~table[name].str.fullmatch(r"\d{1,9}")]:
            raise UserError(f"{where(row)}: {name} is '{table.loc[row, name]}': write a whole number")
    return pd.concat([table, pd.DataFrame(_done(table))], ignore_index=True).fillna("") if old else table


def _done(table):
    """The articles of a file without decisions, as rows that say that they are done."""
    ids = table["article_id"] if "article_id" in table else table["sha256"]
    scope = "|".join(what for what in CONTENT if what in set(table["what"]))
    common = {"what": "article", "start": "0", "end": "0", "decision": "done", "condition": "blind", "scope": scope}
    return [common | {"sha256": one, "article_id": name} for one, name in dict(zip(table["sha256"], ids, strict=True)).items()]


def _articles(table):
    """One row for each article and condition: for what it is finished, by the last word on each."""
    last = {}
    for row in table[table["what"] == "article"].to_dict("records"):
        one = last.setdefault((row["sha256"], row["condition"]), row | {"scope": set()})
        change = {part.strip() for part in row["scope"].split("|")} - {""} or set(CONTENT)
        one["scope"] = one["scope"] | change if row["decision"] == "done" else one["scope"] - change
    rows = [one | {"decision": "done", "scope": "|".join(sorted(one["scope"]))} for one in last.values() if one["scope"]]
    return pd.DataFrame(rows, columns=table.columns)


def settled(path):
    """The columns of a file in which a row can be written now: it is made, made whole, or given the columns that it lacks."""
    if not path.is_file():
        write(path, pd.DataFrame(columns=COLUMNS))
        return COLUMNS
    found = path.read_bytes()
    data = _whole(found)
    names = [name.strip() for name in next(csv.reader([data.partition(b"\n")[0].decode("utf-8-sig", "replace")]), [])]
    if data == found and set(COLUMNS) <= set(names):
        return names
    table = read_csv(path, data)
    if set(COLUMNS) - set(names):
        table = _completed(table, lambda row: where(path, row, data))
    if torn := found[len(data) :]:
        with path.with_suffix(".torn").open("ab") as file:
            file.write(torn + b"\n")
    write(path, table)
    return list(table)


def write(path, table, *, mark=False):
    """Write a table of strings as a CSV file, whole or not at all; with a byte order mark if it has one, or mark says so."""
    mark = mark or (path.is_file() and path.read_bytes().startswith(codecs.BOM_UTF8))
    output.replace(path, codecs.BOM_UTF8 * mark + b"".join(map(_line, [list(table), *table.to_numpy().tolist()])))


def _line(cells):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


# --- what is wrong ----------------------------------------------------------------------------------------------------


def faults(folder, codes=None):
    """What is wrong in the files by themselves, a line each: file and line, what, and what to do.

    codes: those of codes.csv; None where any will do.
    """
    found = []
    for path in _files(folder):
        data = _whole(path.read_bytes())
        table = read_csv(path, data)
        said = {number: _fault(row) or _unknown(row, codes) for number, row in enumerate(table.to_dict("records"))}
        said |= _wandering(table)
        found += [f"{where(path, row, data)}: {fault}" for row, fault in sorted(said.items()) if fault]
    return found


def unfit(corpus):
    """The rows that do not fit the articles of a corpus, a line each; of an article that is not there, the first row alone."""
    known, found = dict(zip(corpus.articles["sha256"], corpus.articles["article_id"], strict=True)), []
    for path in _files(corpus.folder):
        data = _whole(path.read_bytes())
        table = _table(path)
        table = table[(table["what"] != "article") & ~table["decision"].isin(GONE)]
        for sha256, rows in table.groupby("sha256", sort=False):
            if sha256 not in known:
                what = f"no article has the sha256 {sha256}, of which there are rows: {len(rows)}"
                found.append(f"{where(path, rows.index[0], data)}: {what}; put the article back as it was when it was coded")
                continue
            raw = corpus.raw(known[sha256])
            for row in rows.itertuples():
                if row.text and row.text.split() != raw[int(row.start) : int(row.end)].split():
                    what = f"'{row.text}' does not stand at {row.start}-{row.end} of {known[sha256]}"
                    found.append(f"{where(path, row.Index, data)}: {what}; mend start and end, or the text")
    return found


def _files(folder):
    return [path for name in ("agreed", *coders(folder)) if (path := _file(folder, name)).is_file()]


def _fault(row):
    """Why a row, {column: text}, cannot be right, and what to do; empty where it can."""
    row = {name: row.get(name, "") for name in COLUMNS}
    article = row["what"] == "article"
    for name, allowed in (VALUES | {"decision": DECISIONS[article]}).items():
        if row[name] not in ("", *allowed) or (name == "what" and not row[name]):
            return f"{name} is '{row[name]}': must be one of {', '.join(allowed)}"
    if not row["sha256"]:
        return "sha256 is empty: it says which article is meant; copy it from the table articles"
    if article:
        wrong = [part for part in row["scope"].split("|") if part.strip() not in ("", *CONTENT)]
        return f"scope is '{wrong[0]}': must be one or more of {', '.join(CONTENT)}, with | between" if wrong else ""
    return _misplaced(row) or _incomplete(row)


def _misplaced(row):
    for name in ("start", "end"):
        if not re.fullmatch(r"\d{1,9}", row[name]):
            return f"{name} is '{row[name]}': write a whole number"
    return "" if int(row["start"]) < int(row["end"]) else f"start is '{row['start']}': must be below end, which is '{row['end']}'"


def _incomplete(row):
    name = NEEDED.get(row["what"])
    if name and not row[name] and row["decision"] not in GONE:
        return f"{name} is empty: a {row['what']} must have one"
    return f"when is '{row['when']}': write a time as 2026-11-25T10:30:00" if row["when"] and not _is_time(row["when"]) else ""


def _is_time(text):
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _unknown(row, codes):
    wrong = codes is not None and row["what"] == "code" and row["code"] not in ("", *codes)
    return f"code is '{row['code']}': there is no row with this code in codes.csv" if wrong else ""


def _wandering(table):
    """{row: what is wrong} of rows whose unit is of another kind or article than when it came up."""
    if "unit" not in table:
        return {}
    named = table[(table["unit"] != "") & (table["what"] != "article")]
    first = named.groupby("unit")[["what", "sha256"]].transform("first")
    wrong = named[(named[["what", "sha256"]] != first).any(axis=1)]
    what = "a row before uses it for something else; give another"
    return {row.Index: f"unit is '{row.unit}': {what}" for row in wrong.itertuples()}
