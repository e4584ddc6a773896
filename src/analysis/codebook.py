"""The CSV files of method: what holds for Persian in general, each row with its source or reason.

A corpus may bring files of its own in its folder codebook/; each replaces the one of that name.
"""

import hashlib
import re
from functools import cache
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
}


def read(name, folder=None):
    """One file of the codebook as a table of strings; from `folder`, where that has it, else the kit's own.

    Raises UserError where a column is missing or the file is no UTF-8 CSV.

    >>> read("lemmas").columns.tolist()
    ['form', 'lemma', 'source']
    """
    return _read(_path(name, folder))


def digest(folder=None):
    """A hash over all files of the codebook, as they stand on disk."""
    return hashlib.sha256(b"\0".join(_path(name, folder).read_bytes() for name in FILES)).hexdigest()


def _path(name, folder):
    own = Path(folder) / f"{name}.csv" if folder else None
    return own if own and own.is_file() else CODEBOOK / f"{name}.csv"


@cache
def _read(path):
    table = read_csv(path)
    if missing := [column for column in FILES[path.stem]["columns"] if column not in table]:
        raise UserError(
            f"{path}: the column {missing[0]} is missing; the first line must be {','.join(FILES[path.stem]['columns'])}"
        )
    return table


def read_csv(path):
    """A UTF-8 CSV file, with or without BOM, as a table of strings; an empty cell is an empty string."""
    import pandas as pd

    try:
        return pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False, skipinitialspace=True)
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8: save it again as 'CSV UTF-8'") from None
    except pd.errors.EmptyDataError:
        raise UserError(f"{path} is empty: its first line must name the columns") from None
    except pd.errors.ParserError as error:
        where = re.search(r"line (\d+)", str(error))
        at = f", line {where[1]}" if where else ""
        raise UserError(f"{path}{at}: not a table; a cell with a comma in it needs quotation marks around it") from None


def problems(folder=None):
    """What is wrong in the codebook, a line each: file, line, what, and what to do.

    >>> problems()
    []
    """
    return [line for name in FILES for line in _problems(name, _path(name, folder))]


def _problems(name, path):
    try:
        table = _read(path)
    except UserError as error:
        return [str(error)]
    rule, found = FILES[name], []
    for row in table[table.duplicated(list(rule["key"]))].index:
        found.append(f"{path}:{row + 2}: {' '.join(table.loc[row, list(rule['key'])])} stands here a second time; keep one row")
    for column, allowed in rule["values"].items():
        for row in table[~table[column].isin(allowed)].index:
            found.append(f"{path}:{row + 2}: {column} is '{table.at[row, column]}', but must be one of {', '.join(allowed)}")
    if name == "formulae":
        found += [f"{path}:{row.Index + 2}: {reason}" for row in table.itertuples() if (reason := _mismatch(row))]
    return found


def _mismatch(row):
    try:
        if not re.search(pattern(row.pattern), row.example, re.MULTILINE):
            return f"the pattern does not match its own example '{row.example}'"
    except re.error as error:
        return f"the pattern is no regular expression: {error}"
    return None


MONTHS = "فروردین|اردیبهشت|خرداد|تیر|مرداد|امرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
DATE = rf"\d{{4}}[/-]\d{{1,2}}[/-]\d{{1,2}}|\d{{1,2}}\s+(?:{MONTHS})\s+(?:ماه\s+)?\d{{4}}"
NAME = r"[^\s،:؛.«»()/\d-][^،:؛.\n«»()/-]{1,45}?"


def pattern(text):
    """A pattern of formulae.csv as a regular expression: {date} stands for a date, {name} for the name of a medium."""
    return text.replace("{date}", f"(?P<date>{DATE})").replace("{name}", f"(?P<name>{NAME})")
