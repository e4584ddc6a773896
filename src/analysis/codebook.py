"""The CSV files of method: what holds for Persian in general, each row with its source or reason.

A corpus may bring files of its own in its folder codebook/; each replaces the one of that name.
"""

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path

from .errors import UserError
from .paths import CODEBOOK

# The files, and of each: its columns, the column (or columns) that may not repeat, and the values that a column may have.
FILES = {
    "lemmas": {"columns": ("form", "lemma", "source"), "key": ("form",), "values": {}},
    "stopwords": {"columns": ("lemma", "class", "source"), "key": ("lemma",), "values": {}},
    "formulae": {
        "columns": ("role", "pattern", "example", "source"),
        "key": ("role", "pattern"),
        "values": {"role": ("byline", "credit", "dateline", "reporter", "date")},
    },
    "titles": {
        "columns": ("word", "class", "example", "source"),
        "key": ("word",),
        "values": {
            "class": (
                "office",
                "styled",
                "envoy",
                "relation",
                "role",
                "rank",
                "honorific",
                "body",
                "loose",
                "government",
                "delegation",
                "collective",
                "pejorative",
                "distancing",
                "where",
                "event",
                "motion",
                "act",
                "counterpart",
                "companion",
                "numbered",
                "pair",
                "filler",
                "outside",
            )
        },
    },
    "names": {
        "columns": ("form", "class", "gender", "origin", "ambiguous", "source"),
        "key": ("form", "class"),
        "values": {
            "class": ("given", "given_prefix", "surname_prefix", "surname_suffix"),
            "gender": ("m", "f", "both", ""),
            "ambiguous": ("yes", ""),
        },
    },
    "places": {
        "columns": ("name", "variants", "demonyms", "capital", "kind", "source"),
        "key": ("name", "kind"),
        "values": {"kind": ("state", "organisation")},
    },
    "cues": {
        "columns": ("element", "verb", "pattern", "class", "content", "topic", "addressee", "example", "source"),
        "key": ("element", "verb", "pattern"),
        "values": {
            "pattern": ("verb", "source", "text", "noun"),
            "class": (
                "neutral",
                "structuring",
                "assertive",
                "endorsing",
                "distancing",
                "directive",
                "expressive",
                "cognitive",
            ),
        },
    },
    "stance": {
        "columns": ("element", "verb", "pattern", "marker", "act", "polarity", "strength", "example", "source"),
        "key": ("element", "verb", "pattern", "marker"),
        "values": {
            "pattern": (
                "verb",
                "threat",
                "noun",
                "received",
                "naming",
                "predicate",
                "locus",
                "aim",
                "attribute",
                "agent",
                "deed",
                "plan",
                "need",
                "modal",
            ),
            "act": ("evaluation", "advocacy", "rejection"),
            "polarity": ("-1", "0", "1"),
            "strength": ("1", "2", "3"),
        },
    },
    "markers": {
        "columns": ("marker", "class", "example", "source", "default"),
        "key": ("marker",),
        "values": {"class": ("hedge", "booster", "attitude", "self_mention", "modality"), "default": ("yes", "no")},
    },
    "headings": {
        "columns": ("heading", "field", "source"),
        "key": ("heading",),
        "values": {"field": ("article_id", "text", "title", "outlet", "date")},
    },
}


# What a pattern must name, for what it finds to be read: {role: its group}.
GROUPS = {"credit": "name", "dateline": "name", "reporter": "name", "date": "date"}


@dataclass(frozen=True)
class State:
    """A codebook folder as it was found, to be given wherever a folder is.

    What is worked out from a codebook is remembered by its folder; the digest tells the folder from itself after a change.
    """

    folder: str
    digest: str

    def __fspath__(self):
        return self.folder


def state(folder):
    """The codebook that holds for a corpus, as it is now; folder: the corpus's own, which may be missing."""
    return State(str(folder if Path(folder).is_dir() else CODEBOOK), digest(folder))


def read(name, folder=None):
    """One file of the codebook as a table of strings; from `folder`, where that has it, else the kit's own.

    Raises UserError where a column is missing, the file is no UTF-8 CSV, or a pattern cannot be used.

    >>> read("lemmas").columns.tolist()
    ['form', 'lemma', 'source']
    """
    path = file_of(name, folder)
    table = _table(path)
    if name == "formulae":
        for row in table.itertuples():
            if reason := _unusable(row):
                raise UserError(f"{where(path, row.Index)}: {reason}")
    return table


def digest(folder=None):
    """A hash over all files of the codebook, as they stand on disk."""
    return hashlib.sha256(b"\0".join(_bytes(file_of(name, folder)) for name in FILES)).hexdigest()


def file_of(name, folder=None):
    """The file of the codebook that holds: the one in `folder`, where that has it, else the kit's own."""
    own = Path(folder) / f"{name}.csv" if folder else None
    return own if own and own.is_file() else CODEBOOK / f"{name}.csv"


def _bytes(path):
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}; see to it that you may read it") from None


def _table(path):
    table = read_csv(path)
    if missing := [column for column in FILES[path.stem]["columns"] if column not in table]:
        raise UserError(
            f"{path}:1: the column {missing[0]} is missing; the first line must be {','.join(FILES[path.stem]['columns'])}"
        )
    return table


# --- CSV files --------------------------------------------------------------------------------------------------------


def read_csv(path, data=None):
    """A UTF-8 CSV file, with or without BOM, as a table of strings; an empty cell is an empty string.

    data: its bytes, where they are not to be read from it. Rows without any content are left out, and columns with neither
    name nor content: spreadsheets add both. Raises UserError, with the line, where the file is no table.
    """
    import pandas as pd

    lines, rows = zip(*_rows(path, data), strict=True)
    names = [name.strip() for name in rows[0]]
    for line, cells in zip(lines, rows, strict=True):
        if len(cells) != len(names):
            raise UserError(
                f"{path}:{line}: cells: {len(cells)}, but columns in the first line: {len(names)};"
                " a cell with a comma in it needs quotation marks around it"
            )
    for place, name in enumerate(names, 1):
        if not name and any(cells[place - 1].strip() for cells in rows):
            raise UserError(f"{path}:{lines[0]}: column {place} has no name; give it one")
        if name and names.index(name) < place - 1:
            raise UserError(f"{path}:{lines[0]}: two columns have the name {name}; give one another name")
    table = pd.DataFrame(rows[1:], columns=names, dtype="str")
    return table.loc[:, [bool(name) for name in names]]


def _rows(path, data=None):
    """[(line, cells)] of the rows of a CSV file that hold something; at least one. A cell may go over several lines."""
    rows, line = [], 1
    try:
        content = Path(path).read_bytes() if data is None else data
        with io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, skipinitialspace=True, strict=True)
            for cells in reader:
                rows += [(line, cells)] if any(map(str.strip, cells)) else []
                line = reader.line_num + 1
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8: save it again as 'CSV UTF-8'") from None
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}; see to it that you may read it") from None
    except csv.Error as error:
        raise UserError(f"{path}:{line}: not a table ({error}); look for a quotation mark that is not closed") from None
    if not rows:
        raise UserError(f"{path} is empty: its first line must name the columns")
    return rows


def where(path, row, data=None):
    """The place of a row of `read_csv(path, data)`, rows counted from 0, as file:line."""
    return f"{path}:{_rows(path, data)[row + 1][0]}"


# --- what is wrong ----------------------------------------------------------------------------------------------------


def problems(folder=None):
    """What is wrong in the codebook, a line each: file, line, what, and what to do.

    >>> problems()
    []
    """
    found = [line for name in FILES for line in _problems(name, file_of(name, folder))]
    return found + [f"{path} replaces no file of the codebook: it has {', '.join(FILES)}" for path in _strangers(folder)]


def _strangers(folder):
    """The CSV files of a corpus's own codebook that have no place in it, such as misspelt ones."""
    return [path for path in sorted(Path(folder).glob("*.csv")) if path.stem not in FILES] if folder else []


def _problems(name, path):
    try:
        table = _table(path)
    except UserError as error:
        return [str(error)]
    rule, found = FILES[name], []
    for row in table[table.duplicated(list(rule["key"]))].index:
        found.append(f"{where(path, row)}: {' '.join(table.loc[row, list(rule['key'])])} stands here a second time; keep one row")
    for column, allowed in rule["values"].items():
        for row in table[~table[column].isin(allowed)].index:
            found.append(f"{where(path, row)}: {column} is '{table.loc[row, column]}', but must be one of {', '.join(allowed)}")
    if name == "formulae":
        found += [
            f"{where(path, row.Index)}: {reason}" for row in table.itertuples() if (reason := _unusable(row) or _mismatch(row))
        ]
    return found


def _unusable(row):
    """Why a row of formulae.csv cannot be used, else None."""
    try:
        expression = re.compile(pattern(row.pattern), re.MULTILINE)
    except re.error as error:
        return f"the pattern is no regular expression: {error}"
    group = GROUPS.get(row.role)
    if group and group not in expression.groupindex:
        return f"the pattern must contain {{{group}}}"
    return None


def _mismatch(row):
    """Why a row of formulae.csv contradicts itself, else None."""
    if not re.search(pattern(row.pattern), row.example, re.MULTILINE):
        return f"the pattern does not match its own example '{row.example}'"
    return None


MONTHS = "فروردین|اردیبهشت|خرداد|تیر|مرداد|امرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
GREGORIAN_MONTHS = "ژانویه|فوریه|مارس|آوریل|مه|می|ژوئن|ژوئیه|ژوییه|جولای|اوت|آگوست|سپتامبر|اکتبر|نوامبر|دسامبر"
BEFORE_YEAR = r"(?:[\s\u200c]*ماه)?\s+(?:سال\s+)?"  # ۲۲ مهر ۱۴۰۲, ۲۲ مهرماه ۱۴۰۲, ۲۲ مهر ماه سال ۱۴۰۲
DATE = rf"\d{{4}}[/-]\d{{1,2}}[/-]\d{{1,2}}|\d{{1,2}}\s+(?:{MONTHS}|{GREGORIAN_MONTHS}){BEFORE_YEAR}\d{{4}}"
NAME = r"[^\s،:؛.«»()/\d-][^،:؛.\n«»()/-]{1,45}?"


def pattern(text):
    """A pattern of formulae.csv as a regular expression: {date} stands for a date, {name} for the name of a medium."""
    return text.replace("{date}", f"(?P<date>{DATE})").replace("{name}", f"(?P<name>{NAME})")
