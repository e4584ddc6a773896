"""Tables from right to left, for JupyterLab."""

from html import escape
from numbers import Integral, Real

import pandas as pd

DIGITS = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")
STYLE = "table.goftman{direction:rtl} .goftman td,.goftman th{text-align:start;unicode-bidi:plaintext;vertical-align:top}"


class Table:
    """A table as JupyterLab shows it: columns from the right, each cell in its own direction, numbers as they are."""

    def __init__(self, table, *, rows=20, persian_digits=False, decimals=2):
        self.table, self.rows, self.persian_digits, self.decimals = table, rows, persian_digits, decimals

    def __repr__(self):
        return self.table.head(self.rows).to_string()

    def _repr_html_(self):
        shown = self.table.head(self.rows)
        head = "".join(f"<th>{escape(str(name))}</th>" for name in shown)
        body = "".join(f"<tr>{''.join(self._cell(value) for value in row)}</tr>" for row in shown.itertuples(index=False))
        more = f"<p>{len(shown)} / {len(self.table)}</p>" if len(self.table) > len(shown) else ""
        table = f"<table class='goftman' dir='rtl'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"<style>{STYLE}</style>{table}{more}"

    def _cell(self, value):
        return f"<td>{escape(self._text(value))}</td>"

    def _text(self, value):
        """What a cell shows: nothing where nothing is known, a number with its thousands set apart, else the value as it is."""
        if pd.api.types.is_scalar(value) and pd.isna(value):
            return ""
        if isinstance(value, bool) or not isinstance(value, Real):
            return str(value)
        text = f"{value:,}" if isinstance(value, Integral) else f"{value:,.{self.decimals}f}"
        return text.translate(DIGITS) if self.persian_digits else text


def show(table, *, rows=20, persian_digits=False, decimals=2):
    """A table from right to left.

    table: a DataFrame; rows: how many are shown at the most; persian_digits: for numbers; decimals: of fractions.

    >>> import pandas as pd
    >>> "<td>۳</td>" in show(pd.DataFrame({"واژه": ["صلح"], "n": [3]}), persian_digits=True)._repr_html_()
    True
    """
    return Table(table, rows=rows, persian_digits=persian_digits, decimals=decimals)
