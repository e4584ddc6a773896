"""A corpus folder from what one has: a spreadsheet, a CSV or JSON-lines file, or a folder of .txt and .docx files.

`read` gives the source as a table of strings, `guess` says which of its columns hold text, title, outlet and date, and `create`
writes the corpus. Texts are written as they are; what cannot become an article is kept in left_out.csv, with the reason.
"""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from pathlib import Path

import pandas as pd

from . import codebook
from .errors import UserError
from .metadata import latin, parse_date
from .output import replace
from .reading import decode, read_bytes
from .text import clean

FIELDS = ("text", "title", "outlet", "date")
KNOWN = ("article_id", *FIELDS, "date_jalali", "date_given")  # columns of articles.csv that no other column may be
LONGEST = 60  # letters of a file's name; Windows allows 260 for the whole path
UNSAFE = re.compile(r"[^\w\u200c .()+-]+")  # but for letters, digits and these, a name may be trouble on some system
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # devices of Windows, whatever their suffix
DELIMITERS = ",;\t"
MEMBERS = (".txt", ".docx")  # of a folder
JALALI_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(1[234]\d\d)(?!\d)")
TOGETHER = re.compile(r"(?<!\d)((?:1[34]|19|20)\d\d)(\d\d)(\d\d)(?!\d)")  # 14020722


@dataclass(frozen=True)
class Intake:
    """What became of a source: articles (how many), left_out (a table: row, reason), dates (how many were recognised), undated
    (a table of those that were not: row, date), renamed (how many file names are not the id that was given).
    """

    articles: int
    left_out: pd.DataFrame
    dates: int
    undated: pd.DataFrame
    renamed: int


# --- reading ----------------------------------------------------------------------------------------------------------


def read(source):
    """The rows of a source as a table of strings; the index names the row of a file, from 1 for the headings, or the file of a
    folder, whose table has the columns article_id and text.

    source: a path, .xlsx (its first sheet), .csv, .tsv, .jsonl or a folder. Raises UserError for what cannot be read.
    """
    source = Path(source)
    if source.is_dir():
        return _folder(source)
    readers = {".xlsx": _spreadsheet, ".xlsm": _spreadsheet, ".csv": _csv, ".tsv": _csv, ".jsonl": _json_lines}
    if source.suffix.lower() not in readers:
        raise UserError(f"{source} is no .xlsx, .csv or .jsonl file, nor a folder of .txt or .docx files: save it as one")
    table = readers[source.suffix.lower()](source)
    if table.empty:
        raise UserError(f"{source} has no row below its headings: give a table with a row for each article")
    return table


def _spreadsheet(path):
    from openpyxl import load_workbook

    read_bytes(path)  # says what is wrong with the file, if it is that
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write them wrong
        rows = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        book.close()
    except Exception as error:  # openpyxl fails in many ways where a file is damaged
        raise UserError(f"{path} cannot be read as a spreadsheet ({type(error).__name__}): save it again as .xlsx") from None
    return _table(path, dict(enumerate(rows, 1)))


def _cell(value):
    """A cell as text: a day without its hour, a whole number without a point."""
    from openpyxl.utils.escape import unescape

    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else unescape(str(value))


def _csv(path):
    content, _ = decode(read_bytes(path), path)
    first = content.partition("\n")[0]
    csv.field_size_limit(2**31 - 1)  # an article may be longer than 131,072 letters
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    try:
        return _table(path, {number: cells for number, cells in enumerate(lines, 1) if cells})
    except csv.Error as error:
        raise UserError(f"{path}:{lines.line_num}: not a table ({error}); look for a quotation mark that is not closed") from None


def _table(path, rows):
    """Rows, {number: cells}, below the first as a table; cells behind the last heading and rows without content are left out."""
    rows = {number: cells for number, cells in rows.items() if any(cell.strip() for cell in cells)}
    if not rows:
        raise UserError(f"{path} is empty: its first row must name the columns")
    (_, names), *rest = rows.items()
    names = _headings(names[: max(place for place, name in enumerate(names, 1) if name.strip())])
    for number, cells in rest:
        if any(cell.strip() for cell in cells[len(names) :]):
            raise UserError(f"{path}, row {number}: more cells than headings in the first row; a comma may need quotation marks")
    cells = [(cells + [""] * len(names))[: len(names)] for _, cells in rest]
    return pd.DataFrame(cells, [str(number) for number, _ in rest], names, dtype="str")


def _headings(names):
    """Names of columns: those without one are called by their place, those of the same name are told apart."""
    return list(_unique(" ".join(str(name).split()) or f"column {place}" for place, name in enumerate(names, 1)))


def _json_lines(path):
    content, _ = decode(read_bytes(path), path)
    rows = {}
    for number, line in enumerate(content.split("\n"), 1):
        try:
            rows |= {str(number): json.loads(line)} if line.strip() else {}
        except (ValueError, RecursionError):
            rows[str(number)] = None
        if not isinstance(rows.get(str(number), {}), dict):
            raise UserError(f'{path}:{number}: no JSON object; each line must be one, such as {{"title": …, "text": …}}')
    table = pd.DataFrame([{key: _plain(value) for key, value in row.items()} for row in rows.values()], list(rows))
    return table.fillna("").astype("str").set_axis(_headings(table), axis=1)


def _plain(value):
    if value is None or isinstance(value, str):
        return value or ""
    return str(value) if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)


def _folder(folder):
    if (folder / "articles.csv").is_file():
        raise UserError(f"{folder} has an articles.csv, so it is a corpus already: goftman figures {folder}")
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in MEMBERS and path.is_file())
    found = [path for path in found if not path.name.startswith((".", "~"))]  # what Word and others put beside an open file
    if not found:
        raise UserError(f"{folder} has no .txt or .docx file: give a folder with one for each article")
    rows = [(path.stem, _document(path)) for path in found]
    return pd.DataFrame(rows, [path.relative_to(folder).as_posix() for path in found], ["article_id", "text"], dtype="str")


def _document(path):
    """The text of a file of a folder; empty where it has none."""
    data = read_bytes(path)
    if path.suffix.lower() == ".txt":
        return decode(data, path)[0] if data.strip() else ""
    from docx import Document

    try:
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    except Exception as error:  # python-docx fails in many ways where a file is damaged
        raise UserError(f"{path} cannot be read as a Word file ({type(error).__name__}): save it again as .docx") from None


# --- which column is what ---------------------------------------------------------------------------------------------


def guess(table, **given):
    """Which columns of a table are what: {field: column or None} for article_id, text, title, outlet and date.

    given: columns that the user names, by field. The others are found by their headings (codebook/headings.csv, in its order); a
    text without a known heading is the column with the longest cells. Raises UserError for a column that is not there.

    >>> guess(pd.DataFrame({"تیتر": ["سیل"], "متن": ["باران آمد."], "گروه": [""]}))
    {'article_id': None, 'text': 'متن', 'title': 'تیتر', 'outlet': None, 'date': None}
    """
    for field, column in given.items():
        if column is not None and column not in table:
            raise UserError(f"--{field}: there is no column '{column}'; the columns are {', '.join(table)}")
    headings = codebook.read("headings")
    columns = {_folded(name): name for name in reversed(table.columns)}
    found, taken = dict.fromkeys(("article_id", *FIELDS)), {column for column in given.values() if column}
    for field in found:
        known = headings.loc[headings["field"] == field, "heading"].map(_folded)
        free = (columns[name] for name in known if columns.get(name) not in (None, *taken))
        found[field] = given.get(field) or next(free, None)
        taken.add(found[field])
    found["text"] = found["text"] or _longest(table, taken)
    return found


def _folded(heading):
    return re.sub(r"[\W_]+", "", clean(heading)).casefold()


def _longest(table, taken):
    free = [name for name in table if name not in taken]
    if not free:
        raise UserError("no column is left for the text: name it with --text")
    return max(free, key=lambda name: table[name].str.len().sum())


def day(text):
    """A date in figures or words as (ISO, Jalali ISO), within other words too; ("", "") where there is none.

    Day, month and year in this order only where the year is Jalali, as 3/4/2024 is read in two ways.

    >>> day("شنبه ۲۲ مهر ۱۴۰۲ - ۱۲:۳۰"), day("14020722"), day("۲۲/۷/۱۴۰۲"), day("دیروز")
    (('2023-10-14', '1402-07-22'), ('2023-10-14', '1402-07-22'), ('2023-10-14', '1402-07-22'), ('', ''))
    """
    text = latin(clean(text))
    text = TOGETHER.sub(r"\1-\2-\3", JALALI_DAY_FIRST.sub(r"\4-\3-\1", text))
    for found in re.finditer(rf"(?<!\d)(?:{codebook.DATE})(?!\d)", text):
        try:
            return parse_date(found[0])
        except ValueError:
            continue
    return "", ""


def told(table, columns, made):
    """What was made of a source, in lines: which column was taken for what, and what to look at; made: an Intake."""
    taken = set(columns.values())
    shown = {field: columns[field] for field in FIELDS} | {"file name": columns["article_id"]}
    lines = [f"  {field:<9} {column or '–'}" for field, column in shown.items()]
    kept = [name for name in table if name not in taken]
    lines += [f"  kept as they are: {', '.join(kept)}"] if kept else []
    lines += [f"{made.articles} articles" + (f", {made.dates} with a date" if columns["date"] else "")]
    lines += _listing("left out, and kept in left_out.csv", made.left_out)
    lines += _listing("dates not recognised, and kept in the column date_given", made.undated)
    return lines + ([f"{made.renamed} file names differ from the id, to be safe and unique"] if made.renamed else [])


def _listing(heading, rows, most=5):
    """A line for some rows of a table, with what is the matter with the first of them; none without rows."""
    first = ", ".join(f"{what} ({row})" for row, what in rows.head(most).itertuples(index=False))
    return [f"{len(rows)} {heading}: {first}{', …' * (len(rows) > most)}"] if len(rows) else []


# --- writing ----------------------------------------------------------------------------------------------------------


def create(folder, table, columns):
    """Write a corpus folder: articles/*.txt, articles.csv and, where rows cannot become articles, left_out.csv; gives an Intake.

    table: of `read`; columns: of `guess`. Columns without a field are kept in articles.csv. Raises UserError where the folder
    holds anything, or nothing can become an article.
    """
    folder = Path(folder)
    refuse_filled(folder)
    reasons = table[columns["text"]].map(_unfit)
    fit = table[reasons == ""]
    if fit.empty:
        raise UserError(f"no row has a text in the column '{columns['text']}': name another with --text")
    names = _file_names(fit, columns["article_id"])
    days = fit[columns["date"]].map(day) if columns["date"] else pd.Series([("", "")] * len(fit), fit.index)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for name, text in zip(names, fit[columns["text"]], strict=True):
        replace(folder / "articles" / f"{name}.txt", text.encode())
    replace(folder / "articles.csv", _spreadsheet_csv(_listed(fit, columns, names, days)))
    left_out = pd.DataFrame({"row": table.index, "reason": reasons})[reasons != ""]
    if len(left_out):
        replace(folder / "left_out.csv", _spreadsheet_csv(pd.concat([left_out, table.loc[left_out.index]], axis=1)))
    given = fit[columns["date"]].str.strip() if columns["date"] else pd.Series("", fit.index)
    undated = given[(given != "") & (days.str[0] == "")].rename("date").rename_axis("row").reset_index()
    wanted = fit[columns["article_id"]] if columns["article_id"] else names
    renamed = sum(one != other for one, other in zip(wanted, names, strict=True))
    return Intake(len(fit), left_out.reset_index(drop=True), int((days.str[0] != "").sum()), undated, renamed)


def suggest(folder):
    """Write actors_suggested.csv, rows for actors.csv of those who are named in a corpus, and give their number.

    See `actors.suggest_actors`; the corpus is built for it.
    """
    from .actors import suggest_actors
    from .corpus import open

    found = suggest_actors(open(folder))
    replace(Path(folder) / "actors_suggested.csv", _spreadsheet_csv(found))
    return len(found)


def refuse_filled(folder):
    """Raises UserError where there is something at the place of a new corpus."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is there already: name a folder that is new or empty")


def _unfit(text):
    """Why a text cannot be an article; empty where it can."""
    if not text.strip():
        return "no text"
    try:
        decode(text.encode(), "it")
    except UnicodeEncodeError:
        return "half a character (a lone surrogate)"
    except UserError:
        return "no text" if "\0" not in text else "a NUL character"
    return ""


def _listed(table, columns, names, days):
    """articles.csv: the known columns in front, all others behind."""
    listed = {"article_id": names}
    for field in ("title", "outlet"):
        listed |= {field: table[columns[field]].map(lambda text: " ".join(text.split()))} if columns[field] else {}
    if columns["date"]:
        listed |= {"date": days.str[0], "date_jalali": days.str[1]}
        given = table[columns["date"]].where(days.str[0] == "", "")
        listed |= {"date_given": given} if (given.str.strip() != "").any() else {}
    others = table.drop(columns=[column for column in columns.values() if column])
    names = [*listed, *(f"other {name}" if name in KNOWN else name for name in others)]
    return pd.concat([pd.DataFrame(listed, table.index), others], axis=1).set_axis(list(_unique(names)), axis=1)


def _spreadsheet_csv(table):
    """CSV with a byte order mark, without which Excel does not know that it is UTF-8."""
    return table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_ALL).encode("utf-8-sig", "backslashreplace")


def _file_names(table, column):
    """A name for each row's file, safe on every system, no two alike; its number in the table where it has no id."""
    numbers = [f"{number:0{len(str(len(table)))}}" for number in range(1, len(table) + 1)]
    given = table[column] if column else numbers
    return list(_unique(_safe(name) or number for name, number in zip(given, numbers, strict=True)))


def _safe(name):
    """A file name of an id: what may be trouble on some system becomes _.

    >>> _safe("../../x"), _safe("CON"), _safe("کد/۱۲.txt")
    ('_.._x', '_CON', 'کد_۱۲')
    """
    name = UNSAFE.sub("_", re.sub(r"(\.txt)+$", "", unicodedata.normalize("NFC", name).strip(), flags=re.IGNORECASE))
    name = " ".join(name.split()).strip(" .")[:LONGEST].strip(" .")
    return f"_{name}" if RESERVED.fullmatch(name) else name


def _unique(names):
    """The names, those that stood before told apart by a number; letters in capitals are no difference."""
    taken, times = set(), Counter()
    for name in names:
        choices = (f"{name}-{number}" if number > 1 else name for number in count(times[name.casefold()] + 1))
        chosen = next(choice for choice in choices if choice.casefold() not in taken)
        times[name.casefold()] += 1
        taken.add(chosen.casefold())
        yield chosen
