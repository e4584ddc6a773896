"""To a spreadsheet: corpus.xlsx, a sheet for each table but the tokens, read from the right.

A text cell is stored as text, whatever it begins with: =, +, - and @ begin no formula there, and nothing is taken for a date.
Control characters, which the format cannot hold, are escaped as its standard says (_x000D_; ECMA-376, part 1, 22.9.2.19).
"""

import io
import re
from zipfile import BadZipFile

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from .corrections import COLUMNS
from .errors import UserError
from .output import settled

SHEETS = ("articles", "sentences", *COLUMNS)
LONGEST, MOST = 32_767, 1_048_575  # characters in a cell and rows under the first that a spreadsheet can hold
SPECIAL = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # and what looks like an escape
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def files(corpus):
    """The file corpus.xlsx, {name: bytes}."""
    return {"corpus.xlsx": workbook({name: getattr(corpus, name) for name in SHEETS})}


def workbook(tables):
    """The bytes of a workbook with a sheet for each table, {name: table}.

    Raises UserError for a table with more rows, or a cell with more characters, than a spreadsheet can hold.
    """
    for name, table in tables.items():
        _refuse_large(name, table)
    book = Workbook(write_only=True)
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        sheet.sheet_view.rightToLeft, sheet.freeze_panes = True, "A2"
        sheet.append([_cell(sheet, column) for column in table])
        for row in table.astype(object).itertuples(index=False):
            sheet.append([_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue())


def _cell(sheet, value):
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet)
    cell._value, cell.data_type, cell.quotePrefix = _escaped(value), "s", True  # the value's own setter looks for formulas
    return cell


def _escaped(text):
    return SPECIAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _refuse_large(name, table):
    if len(table) > MOST:
        raise UserError(f"{name} has {len(table):,} rows, more than a spreadsheet can hold: use goftman tables")
    for column, values in table.select_dtypes(["str", "object", "category"]).items():
        if (long := values.astype("str").map(_escaped).str.len() > LONGEST).any():
            row = table[long].iloc[0]
            raise UserError(f"{name}, {column} of {row.iloc[0]!r:.60} is too long for a spreadsheet: use goftman tables")


def read(path):
    """The tables of such a file, {name: table}, with the same text; what is empty is an empty text.

    Raises UserError where the file is no workbook.
    """
    try:
        book = load_workbook(path, read_only=True)
    except (OSError, KeyError, ValueError, BadZipFile, InvalidFileException) as error:
        raise UserError(f"{path} cannot be read as a spreadsheet ({error}): save it as .xlsx") from None
    found = {}
    for sheet in book.worksheets:
        head, *rows = ([_text(value) for value in row] for row in sheet.iter_rows(values_only=True))
        found[sheet.title] = pd.DataFrame(rows, columns=head).infer_objects()
    book.close()
    return found


def _text(value):
    if not isinstance(value, str):
        return "" if value is None else value
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
