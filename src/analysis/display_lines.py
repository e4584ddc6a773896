"""Words in their lines (KWIC, key word in context): the node in a column, from right to left."""

from .marks import escaped

# A flex box that is filled from its end cuts what is far from the node, not what is next to it.
STYLE = """
table.goftman-lines{width:100%;table-layout:fixed;border-collapse:collapse;direction:rtl}
table.goftman-lines td,table.goftman-lines th{white-space:nowrap;padding:.15em .4em;overflow:hidden;text-align:start;
text-overflow:ellipsis}
table.goftman-lines td>div{display:flex;overflow:hidden;direction:rtl}
table.goftman-lines .before>div{justify-content:flex-end}
table.goftman-lines td.node{text-decoration:underline}
table.goftman-lines .node{text-align:center;font-weight:bold}
table.goftman-lines th.before{text-align:end}
table.goftman-lines .place{direction:ltr;text-align:left;font-size:.85em;opacity:.85}
"""
WIDTHS = {"before": "28%", "node": "8%", "after": "28%", "from": "16%", "place": "20%"}
HEADS = {"before": "before", "node": "node", "after": "after", "from": "date, outlet", "place": "article_id, start–end"}


class Lines:
    """Rows of a concordance as a notebook and a terminal show them; lines: the rows; rows: how many are shown at the most."""

    def __init__(self, lines, *, rows=50):
        self.lines, self.rows = lines, rows

    def __repr__(self):
        shown = [f"{row.before}【{row.node}】{row.after}  ({_place(row)})" for row in self.lines.head(self.rows).itertuples()]
        return "\n".join(" ".join(line.split()) for line in shown) + self._rest("\n{} / {}")

    def _repr_html_(self):
        columns = "".join(f'<col style="width:{width}">' for width in WIDTHS.values())
        head = "".join(f'<th class="{name}">{shown}</th>' for name, shown in HEADS.items())
        body = "".join(_line(row) for row in self.lines.head(self.rows).itertuples())
        table = f'<table class="goftman-lines" dir="rtl"><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>'
        return f"<style>{STYLE}</style>{table}<tbody>{body}</tbody></table>{self._rest('<p>{} / {}</p>')}"

    def _rest(self, form):
        return form.format(self.rows, len(self.lines)) if len(self.lines) > self.rows else ""


def kwic(lines, *, rows=50):
    """Rows of a concordance, node below node.

    lines: a DataFrame as `concordance.concordance` gives it; rows: how many are shown at the most. The right is what the reader
    sees at the right, the words before the node. article_id, start and end say where a line stands: `article(corpus,
    lines.iloc[0])` opens the first.

    >>> import analysis
    >>> from analysis.concordance import concordance
    >>> "goftman-lines" in kwic(concordance(analysis.open(), "گفت"), rows=5)._repr_html_()
    True
    """
    return Lines(lines, rows=rows)


def _line(row):
    context = "".join(
        f'<td class="{name}" lang="fa"><div><span>{escaped(getattr(row, name))}</span></div></td>' if name != "node"
        else f'<td class="node" lang="fa">{escaped(row.node)}</td>' for name in ("before", "node", "after")
    )  # fmt: skip
    outlet, date, place = escaped(row.outlet), escaped(row.date_jalali), escaped(_place(row))
    source = f'<td title="{date} {outlet}"><bdi dir="ltr">{date}</bdi> <bdi>{outlet}</bdi></td>'
    return f'<tr>{context}{source}<td class="place" title="{place}">{place}</td></tr>'


def _place(row):
    return f"{row.article_id} {row.start}–{row.end}"
