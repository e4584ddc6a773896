"""Title, outlet, source and date of an article: from articles.csv, else from the conventions of news agencies in its text."""

import re
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import pandas as pd

from . import codebook
from .errors import UserError
from .text import clean

LATIN = tuple(zip("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2, strict=True))
MONTHS = {name: number for number, name in enumerate(codebook.MONTHS.replace("|امرداد", "").split("|"), 1)} | {"امرداد": 5}
GREGORIAN = {
    name: number for number, name in enumerate("ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر".split(), 1)
}
GREGORIAN |= {"می": 5, "ژوییه": 7, "جولای": 7, "آگوست": 8}
KNOWN = ("article_id", "title", "outlet", "source", "date", "date_jalali")  # columns of articles.csv
HEAD, TAIL = 600, 300  # characters in which an agency states where a report comes from, and when


def parse_date(text):
    """A date as (ISO, Jalali ISO), whichever calendar and digits it is written in; ("", "") for an empty text.

    Years to 1599 are taken as Jalali, later ones as Gregorian. Raises ValueError for what is no date.

    >>> parse_date("۱۴۰۲/۷/۲۲"), parse_date("2023-10-14"), parse_date("۲۲ مهر ۱۴۰۲")
    (('2023-10-14', '1402-07-22'), ('2023-10-14', '1402-07-22'), ('2023-10-14', '1402-07-22'))
    """
    from jdatetime import date as jalali

    text = latin(clean(text)).strip()
    if not text:
        return "", ""
    year, month, day = _numbers(text)
    if not (1250 <= year <= 1450 or 1850 <= year <= 2100):
        raise ValueError(f"{year} is no year of news")
    gregorian = date(year, month, day) if year >= 1600 else jalali(year, month, day).togregorian()
    there = jalali.fromgregorian(date=gregorian)
    return gregorian.isoformat(), f"{there.year:04}-{there.month:02}-{there.day:02}"


def _numbers(text):
    """Year, month and day of a date written in figures, or with the name of a month of its calendar."""
    if found := re.match(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)", text):
        return tuple(map(int, found.groups()))
    if found := re.match(
        rf"(\d{{1,2}})\s+({codebook.MONTHS}|{codebook.GREGORIAN_MONTHS}){codebook.BEFORE_YEAR}(\d{{4}})(?!\d)", text
    ):
        year = int(found[3])
        if month := (GREGORIAN if year >= 1600 else MONTHS).get(found[2]):
            return year, month, int(found[1])
    raise ValueError(f"'{text}' is no date")


def from_text(raw, title, folder=None):
    """What an article's own text says of it: {title, outlet, outlet_from, source, date, date_jalali}; "" where nothing.

    `title` is its first line, where that is a heading; patterns come from formulae.csv.
    """
    head, tail = clean(raw[:HEAD]), clean(raw[-TAIL:])
    said = {role: _first(role, head, folder) for role in ("dateline", "reporter", "credit")}
    outlet_from = next((role for role, name in said.items() if name), "")
    day, day_jalali = _date(f"{head}\n{tail}", folder)
    return {
        "title": " ".join(title.strip("*#■● \t").split()), "outlet": said.get(outlet_from, ""), "outlet_from": outlet_from,
        "source": said["credit"], "date": day, "date_jalali": day_jalali,
    }  # fmt: skip


def _first(role, text, folder):
    for expression in _expressions(role, folder):
        if found := expression.search(text):
            return " ".join(found["name"].split())
    return ""


def _date(text, folder):
    text = latin(text)
    for expression in _expressions("date", folder):
        if found := expression.search(text):
            try:
                return parse_date(found["date"])
            except ValueError:
                continue
    return "", ""


def latin(text):
    """A text with Latin digits."""
    for digit, figure in LATIN:
        text = text.replace(digit, figure)
    return text


@cache
def _expressions(role, folder):
    table = codebook.read("formulae", folder)
    return [re.compile(codebook.pattern(row), re.MULTILINE) for row in table.loc[table["role"] == role, "pattern"]]


# --- articles.csv -----------------------------------------------------------------------------------------------------


def read_table(path):
    """articles.csv as a table of strings with article_id as index; without the file, an empty one.

    Raises UserError for what `faults` finds, with the line.
    """
    if not path.is_file():
        return pd.DataFrame(index=pd.Index([], name="article_id", dtype="str"))
    table = _listed(path)
    for line in faults(path):
        raise UserError(line)
    return table.set_index("article_id")


def faults(path):
    """What is wrong in articles.csv, a line each: an article_id that is missing or repeated, a date that is none."""
    table = _listed(path)
    names = table["article_id"]
    found = [(row, "article_id is empty; write the file's name without .txt") for row in table.index[names == ""]]
    found += [(row, f"article_id {names[row]}: leave off .txt") for row in table.index[names.str.lower().str.endswith(".txt")]]
    found += [
        (row, f"article_id {names[row]} stands here a second time; keep one row for each article")
        for row in table.index[names.duplicated() & (names != "")]
    ]
    days = {}
    for column in table.columns.intersection(["date", "date_jalali"]):
        for row, text in table[column].items():
            try:
                days[column, row] = parse_date(text)
            except ValueError:
                found.append((row, f"{column} '{text}' is no date; write 1402-07-22 or 2023-10-14"))
    found += [
        (row, f"date and date_jalali are two different days, {day[1]} and {other[1]}; correct one or leave it empty")
        for (column, row), day in days.items()
        if column == "date" and any(day) and any(other := days.get(("date_jalali", row), ("", ""))) and day != other
    ]
    return [f"{codebook.where(path, row)}: {what}" for row, what in sorted(found)]


def unmatched(path, files):
    """Where articles.csv and the files {article_id: path} do not fit together, a line each; without articles.csv, nothing."""
    if not path.is_file():
        return []
    listed = _listed(path)["article_id"]
    found = [
        f"{codebook.where(path, row)}: there is no file {name}.txt; add it, or take the row out"
        for row, name in listed.items()
        if name and name not in files
    ]
    missing = sorted(files.keys() - set(listed))
    return found + [f"{path}: there is no row for {Path(files[name]).name}; add one" for name in missing]


def misspelt(path, known=KNOWN):
    """Columns of a table whose names are nearly those that the kit knows, a line each; other columns are the user's own."""
    names = codebook.read_csv(path).columns
    close = {name: get_close_matches(name.lower(), known, 1, 0.8) for name in names if name not in known}
    return [f"{path}:1: the column {name} is not known; do you mean {match[0]}?" for name, match in close.items() if match]


def _listed(path):
    table = codebook.read_csv(path)
    if "article_id" not in table:
        raise UserError(
            f"{path}:1: there is no column article_id, with each file's name without .txt; columns are separated by commas"
        )
    return table.assign(article_id=table["article_id"].str.strip())


def join(found, listed):
    """The articles table: what was found in the texts, under what articles.csv says, and where each came from.

    found: a row an article (see `from_text`), article_id as index; listed: see `read_table`. Every further column of
    articles.csv is kept.
    """
    listed = listed.reindex(found.index).fillna("")
    table = found.copy()
    table["title_from"] = _origin(table["title"], "first line")
    table["date_from"] = _origin(table["date"], "text")
    for name in ("title", "outlet", "source"):
        given = _given(listed, name)
        table[name] = given.where(given != "", table[name])
        if name != "source":
            table[f"{name}_from"] = table[f"{name}_from"].where(given == "", "articles.csv")
    given = _given(listed, "date").where(lambda column: column != "", _given(listed, "date_jalali"))
    dated = given != ""
    days = pd.DataFrame([parse_date(text) for text in given[dated]], given.index[dated], ["date", "date_jalali"], dtype="str")
    table.loc[dated, ["date", "date_jalali"]] = days
    table.loc[dated, "date_from"] = "articles.csv"
    return table.join(listed.drop(columns=[name for name in listed if name in table]))


def _given(listed, name):
    """A column of articles.csv, empty where there is none."""
    return listed[name].str.strip() if name in listed else pd.Series("", listed.index, dtype="str")


def _origin(column, name):
    return column.map(lambda value: name if value else "")
