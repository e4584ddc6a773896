"""Title, outlet, source and date of an article: from articles.csv, else from the conventions of news agencies in its text."""

import re
from datetime import date
from functools import cache

import pandas as pd

from . import codebook
from .errors import UserError
from .text import clean

LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
MONTHS = {name: number for number, name in enumerate(codebook.MONTHS.replace("|امرداد", "").split("|"), 1)} | {"امرداد": 5}
HEAD, TAIL = 600, 300  # characters in which an agency states where a report comes from, and when


def parse_date(text):
    """A date as (ISO, Jalali ISO), whichever calendar and digits it is written in; ("", "") for an empty text.

    Years to 1599 are taken as Jalali, later ones as Gregorian. Raises ValueError for what is no date.

    >>> parse_date("۱۴۰۲/۷/۲۲"), parse_date("2023-10-14"), parse_date("۲۲ مهر ۱۴۰۲")
    (('2023-10-14', '1402-07-22'), ('2023-10-14', '1402-07-22'), ('2023-10-14', '1402-07-22'))
    """
    from jdatetime import date as jalali

    text = clean(text).translate(LATIN).strip()
    if not text:
        return "", ""
    if found := re.match(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)", text):
        year, month, day = map(int, found.groups())
    elif found := re.match(rf"(\d{{1,2}})\s+({codebook.MONTHS})\s+(?:ماه\s+)?(\d{{4}})", text):
        day, month, year = int(found[1]), MONTHS[found[2]], int(found[3])
    else:
        raise ValueError(f"'{text}' is no date")
    gregorian = date(year, month, day) if year >= 1600 else jalali(year, month, day).togregorian()
    there = jalali.fromgregorian(date=gregorian)
    return gregorian.isoformat(), f"{there.year:04}-{there.month:02}-{there.day:02}"


def from_text(raw, title, folder=None):
    """What an article's own text says of it: {title, outlet, outlet_from, source, date, date_jalali}; "" where nothing.

    `title` is its first line, where that is a heading; patterns come from formulae.csv.
    """
    head, edges = clean(raw[:HEAD]), clean(raw[:HEAD] + "\n" + raw[-TAIL:])
    said = {role: _first(role, head, folder) for role in ("dateline", "reporter", "credit")}
    outlet_from = next((role for role, name in said.items() if name), "")
    day, day_jalali = _date(edges, folder)
    return {
        "title": " ".join(title.strip("*# \t").split()), "outlet": said.get(outlet_from, ""), "outlet_from": outlet_from,
        "source": said["credit"], "date": day, "date_jalali": day_jalali,
    }  # fmt: skip


def _first(role, text, folder):
    for expression in _expressions(role, folder):
        if found := expression.search(text):
            return " ".join(found["name"].split())
    return ""


def _date(text, folder):
    for expression in _expressions("date", folder):
        if found := expression.search(text.translate(LATIN)):
            try:
                return parse_date(found["date"])
            except ValueError:
                continue
    return "", ""


@cache
def _expressions(role, folder):
    table = codebook.read("formulae", folder)
    return [re.compile(codebook.pattern(row), re.MULTILINE) for row in table.loc[table["role"] == role, "pattern"]]


# --- articles.csv -----------------------------------------------------------------------------------------------------


def read_table(path):
    """articles.csv as a table of strings with article_id as index; without the file, an empty one.

    Raises UserError for a missing or repeated article_id and a date that is none, with the line.
    """
    if not path.is_file():
        return pd.DataFrame(index=pd.Index([], name="article_id", dtype="str"))
    table = codebook.read_csv(path)
    if "article_id" not in table:
        raise UserError(f"{path}:1: there is no column article_id; it must hold each file's name without .txt")
    table["article_id"] = table["article_id"].str.strip()
    for row in table.index[table["article_id"].duplicated()]:
        raise UserError(
            f"{path}:{row + 2}: article_id {table.at[row, 'article_id']} stands here a second time; keep one row for each article"
        )
    for column in ("date", "date_jalali"):
        for row, text in table.get(column, pd.Series(dtype="str")).items():
            try:
                parse_date(text)
            except ValueError:
                raise UserError(f"{path}:{row + 2}: {column} '{text}' is no date; write 1402-07-22 or 2023-10-14") from None
    return table.set_index("article_id")


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
        given = listed.get(name, pd.Series("", listed.index)).str.strip()
        table[name] = given.where(given != "", table[name])
        if name != "source":
            table[f"{name}_from"] = table[f"{name}_from"].where(given == "", "articles.csv")
    given = listed.get("date", pd.Series("", listed.index))
    given = given.where(given.str.strip() != "", listed.get("date_jalali", ""))
    for article, text in given[given.str.strip() != ""].items():
        table.loc[article, ["date", "date_jalali", "date_from"]] = [*parse_date(text), "articles.csv"]
    return table.join(listed.drop(columns=[name for name in listed if name in table]))


def _origin(column, name):
    return column.map(lambda value: name if value else "")
