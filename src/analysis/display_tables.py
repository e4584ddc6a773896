"""Tables from right to left, for JupyterLab: large ones in pages, which can be searched and sorted without a network."""

import base64
import gzip
import json
from functools import cache
from hashlib import sha256
from html import escape
from numbers import Integral, Real
from pathlib import Path

import pandas as pd

DIGITS = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")
MOST = 1000  # rows that a page of JupyterLab can search without becoming slow
STYLE = """
.goftman-table{overflow-x:auto;direction:rtl}
.goftman-table>p,.goftman-table .dt-layout-row:not(.dt-layout-table){direction:ltr}
.goftman-table table.goftman{direction:rtl;table-layout:auto;width:auto;margin:0}
.goftman td,.goftman th{text-align:start!important;unicode-bidi:plaintext;vertical-align:top}
.goftman td.long{min-width:16em}
"""
LONG = 30  # letters of a cell that would be a tower of words if its column were narrow

# A table in the page gets its pages as soon as the library is there; without JavaScript its first rows stay as they are.
READY = "(window.goftmanTables ??= (() => { let give; return Object.assign(new Promise(to => give = to), {give}); })())"
PAGES = """<script type="module">READY.then(({ ITable, set_or_remove_dark_class }) => {
  set_or_remove_dark_class();
  document.querySelectorAll('[id="ID"]:not(.dataTable)').forEach(table => {
    table.querySelectorAll('tr[hidden]').forEach(row => row.removeAttribute('hidden'));
    table.nextElementSibling.remove();
    new ITable(table, {pageLength: ROWS, lengthMenu: [...new Set([ROWS, 50, 100])], order: [], autoWidth: false});
  });
})</script>""".replace("READY", READY)
LIBRARY = """<script type="module">
const packed = Uint8Array.from(atob('PACKED'), letter => letter.charCodeAt());
const unpacked = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')));
const { code, style } = await unpacked.json();
if (!document.getElementById('goftman-tables')) {
  document.head.append(Object.assign(document.createElement('style'), {id: 'goftman-tables', textContent: style}));
  READY.give(import(URL.createObjectURL(new Blob([code], {type: 'application/javascript'}))));
}
</script>""".replace("READY", READY)


class Table:
    """A table as JupyterLab shows it: columns from the right, each cell in its own direction, numbers as they are."""

    loader = None  # the cell whose output holds the code that pages tables: one copy serves a notebook

    def __init__(self, table, *, rows=20, persian_digits=False, decimals=2):
        self.table, self.rows, self.persian_digits, self.decimals = table, rows, persian_digits, decimals

    def __repr__(self):
        return self.table.head(self.rows).to_string()

    def _repr_html_(self):
        shown, large = self.table.head(MOST), len(self.table) > self.rows
        head = "".join(f"<th>{escape(str(name))}</th>" for name in shown)
        body = "".join(self._row(*each) for each in enumerate(shown.itertuples(index=False, name=None)))
        content = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        own = f"goftman-{sha256(content.encode()).hexdigest()[:10]}"
        table = f"<table id='{own}' class='goftman display compact' dir='rtl'>{content}"
        searched = f", {len(shown)} of them searched" if len(self.table) > len(shown) else ""
        more = f"<p>{self.rows} / {len(self.table)}{searched}</p>{self._pages(own)}" if large else ""
        return f"<style>{STYLE}</style><div class='goftman-table'>{table}{more}</div>"

    def _row(self, number, row):
        return f"<tr{' hidden' * (number >= self.rows)}>{''.join(self._cell(value) for value in row)}</tr>"

    def _cell(self, value):
        number = isinstance(value, Real) and not isinstance(value, bool) and not pd.isna(value)
        text, order = self._text(value), f' data-order="{float(value)}"' if number else ""
        return f"<td{order}{' class=long' if len(text) > LONG else ''}>{escape(text)}</td>"

    def _text(self, value):
        """What a cell shows: nothing where nothing is known, a number with its thousands set apart, else the value as it is."""
        if pd.api.types.is_scalar(value) and pd.isna(value):
            return ""
        if isinstance(value, bool) or not isinstance(value, Real):
            return str(value)
        text = f"{value:,}" if isinstance(value, Integral) else f"{value:,.{self.decimals}f}"
        return text.translate(DIGITS) if self.persian_digits else text

    def _pages(self, own):
        """The script that pages a table, behind the library where no other cell has brought it."""
        script, cell = PAGES.replace("ID", own).replace("ROWS", str(self.rows)), _cell_id()
        if Table.loader is not None and (not cell or cell != Table.loader):
            return script
        Table.loader = cell
        return _library() + script


def show(table, *, rows=20, persian_digits=False, decimals=2):
    """A table from right to left.

    table: a DataFrame; rows: how many are shown at once: of more, the first 1,000 come in pages that can be searched and sorted;
    persian_digits: for numbers; decimals: of fractions. In a terminal, the first rows are plain text.

    >>> import pandas as pd
    >>> "۳</td>" in show(pd.DataFrame({"واژه": ["صلح"], "n": [3]}), persian_digits=True)._repr_html_()
    True
    """
    return Table(table, rows=rows, persian_digits=persian_digits, decimals=decimals)


def _cell_id():
    """The cell of a notebook that is run, as JupyterLab names it; "" where there is none."""
    from IPython import get_ipython

    shell = get_ipython()
    return shell.get_parent().get("metadata", {}).get("cellId", "") if hasattr(shell, "get_parent") else ""


@cache
def _library():
    """The script that brings DataTables, as itables keeps it; packed, it takes a quarter of a megabyte of a notebook."""
    from itables import options

    bundle = Path(options.dt_bundle)
    code, style = (path.read_text(encoding="utf-8") for path in (bundle, bundle.with_suffix(".css")))
    packed = gzip.compress(json.dumps({"code": code, "style": style}).encode(), mtime=0)
    return LIBRARY.replace("PACKED", base64.b64encode(packed).decode())
