"""A concordance to explore in JupyterLab: type a query, sort and filter its lines, read one in its article, export them."""

from pathlib import Path

import anywidget
import ipywidgets as widgets
import numpy as np
import traitlets

from . import output
from .concordance import SORTS, Hits
from .display_article import SHOWN, article
from .display_lines import STYLE, kwic
from .errors import UserError
from .frequency import UNITS
from .marks import escaped
from .query import places

SEED = 1  # of the random order, which is the same each time
ROWS = (10, 20, 50, 100, 500)
CONTEXT = 8  # words to each side
ANY = "all outlets"
SCRIPT = """
export default { render({ model, el }) {
  const draw = () => {
    el.innerHTML = model.get('html');
    el.querySelectorAll('tbody tr').forEach(row => { row.tabIndex = 0; row.setAttribute('role', 'button'); });
  };
  const choose = event => {
    const row = event.target.closest('tbody tr');
    if (!row || (event.type === 'keydown' && event.key !== 'Enter')) return;
    el.querySelectorAll('[aria-current]').forEach(other => other.removeAttribute('aria-current'));
    row.setAttribute('aria-current', 'true');
    model.send({ line: row.sectionRowIndex });
  };
  el.classList.add('goftman-chooser');
  el.addEventListener('click', choose);
  el.addEventListener('keydown', choose);
  model.on('change:html', draw);
  draw();
} };
"""
LOOK = f"""{STYLE}
.goftman-chooser{{max-height:26em;overflow:auto}}
.goftman-chooser tbody tr{{cursor:pointer}}
.goftman-chooser tbody tr:hover{{background:rgb(128 128 128/.15)}}
.goftman-chooser tbody tr[aria-current]{{background:rgb(230 159 0/.25);outline:1px solid currentcolor}}
.goftman-explorer input[type=text]{{unicode-bidi:plaintext;text-align:start}}
"""


def explore(corpus, query="", *, rows=20):
    """A concordance to explore: a query, its lines, and the article of the line that is chosen.

    corpus: a Corpus; query: the first one, see query.py; rows: how many lines are shown at once, one of 10, 20, 50, 100, 500.

    Lines are sorted by the keys of `concordance.concordance`, and filtered by outlet and by Jalali days. A click on a line, or
    Enter, opens its article at that place. The lines that are shown are written to a CSV file in the corpus's folder tables,
    never over a file of somebody else's; text cells are the raw text as it is, so mind those that begin with = in a spreadsheet.

    Returns an Explorer for JupyterLab; its `shown` is the table of the lines that are shown, which is printed in a terminal.

    >>> import analysis
    >>> explore(analysis.open(), "گفت", rows=10).shown.shape
    (10, 9)
    """
    return Explorer(corpus, query, rows)


class Chooser(anywidget.AnyWidget):
    """Lines of a concordance of which a reader chooses one, with the mouse or with Tab and Enter; it sends {line: number}."""

    _esm, _css = SCRIPT, LOOK
    html = traitlets.Unicode().tag(sync=True)


class Explorer:
    """See `explore`. hits: what was found, in its order; page: the number of the page that is shown, from 0."""

    def __init__(self, corpus, query, rows):
        if rows not in ROWS:
            raise UserError(f"rows is {rows!r}, but must be one of {', '.join(map(str, ROWS))}")
        self.corpus, self.hits, self.page, self.shown = corpus, None, 0, None
        self._make(query, rows)
        bars = [self.query, self.unit, self.find], [self.sort, self.then], [self.outlet, self.since, self.until]
        paging, export = [self.rows, self.back, self.next, self.status], [self.file, self.export]
        look = widgets.Layout(flex_flow="row wrap", align_items="center")
        boxes = [widgets.HBox(bar, layout=look) for bar in (*bars, paging)]
        below = [self.chooser, widgets.HBox([*export, self.marks], layout=look), self.message, self.reading]
        self.box = widgets.VBox([*boxes, *below]).add_class("goftman-explorer")
        self._listen()
        self.search()

    def __repr__(self):
        return f"{self.status.value}\n{kwic(self.shown)!r}"

    def _repr_mimebundle_(self, **options):
        return self.box._repr_mimebundle_(**options)

    def _make(self, query, rows):
        narrow, outlets = {"layout": widgets.Layout(width="15em")}, sorted(set(self.corpus.articles["outlet"]) - {""})
        line, wide = {"continuous_update": False}, widgets.Layout(width="auto")
        self.query = widgets.Text(query, description="query", placeholder='گفت*   [lemma="گفتن"] ":"', **line)
        self.unit = widgets.Dropdown(options=UNITS, value="norm", description="words as", **narrow)
        self.find = widgets.Button(description="search", button_style="primary", **narrow)
        self.sort = widgets.Dropdown(options=SORTS, description="sort", **narrow)
        self.then = widgets.Dropdown(options=SORTS, description="then", **narrow)
        self.outlet = widgets.Dropdown(options=[ANY, *outlets], description="outlet")
        self.since = widgets.Text(description="since", placeholder="1402-07-15", **line, **narrow)
        self.until = widgets.Text(description="until", placeholder="1402", **line, **narrow)
        self.rows = widgets.Dropdown(options=ROWS, value=rows, description="lines", layout=widgets.Layout(width="12em"))
        self.back, self.next = (widgets.Button(description=name, layout=widgets.Layout(width="5em")) for name in ("back", "next"))
        self.file = widgets.Text("concordance.csv", description="file", **line)
        self.export = widgets.Button(description="export these lines", layout=widgets.Layout(width="11em"))
        self.marks = widgets.Checkbox(
            True, description="mark names, speech and stances in the article", indent=False, layout=wide
        )
        self.status, self.message, self.chooser = widgets.HTML(), widgets.HTML(), Chooser()
        self.reading = widgets.Output()

    def _listen(self):
        for control in (self.query, self.unit, self.outlet, self.since, self.until):
            control.observe(self.search, "value")
        for control in (self.sort, self.then):
            control.observe(self.order, "value")
        self.rows.observe(self.turn, "value")
        self.find.on_click(self.search)
        self.back.on_click(lambda _: self.turn(to=self.page - 1))
        self.next.on_click(lambda _: self.turn(to=self.page + 1))
        self.export.on_click(self.write)
        self.chooser.on_msg(lambda _, sent, __: self.open(sent["line"]))

    def say(self, text):
        """A line below the lines; of an error, what the user can mend."""
        self.message.value = escaped(text)

    def search(self, _=None):
        """Look the query up in the texts of the chosen outlet and days."""
        self.say("")
        try:
            found = self.query.value.strip() and places(self.corpus, self.query.value, unit=self.unit.value)
            hits = Hits(self.corpus, *(found or (np.array([], int),) * 2)).of_days(self.since.value, self.until.value)
            self.hits = hits if self.outlet.value == ANY else hits.of_outlets(self.outlet.value)
        except UserError as error:
            self.hits = Hits(self.corpus, *(np.array([], int),) * 2)
            self.say(str(error))
        self.order()

    def order(self, _=None):
        """Sort what was found."""
        keys = ["random"] if self.sort.value == "random" else [self.sort.value, self.then.value]
        if "random" in keys:
            self.hits = self.hits.take(np.random.default_rng(SEED).permutation(len(self.hits)))
        self.hits = self.hits.take(self.hits.order(keys))
        self.turn()

    def turn(self, _=None, *, to=0):
        """Show a page of the lines."""
        number, rows = len(self.hits), self.rows.value
        self.page = min(max(to, 0), max(number - 1, 0) // rows)
        first = self.page * rows
        page = self.hits.take(np.arange(first, min(first + rows, number)))
        self.shown = page.lines(*page.spans(CONTEXT, CONTEXT))
        self.chooser.html = kwic(self.shown, rows=rows)._repr_html_()
        self.status.value = f"{first + 1:,}–{first + len(self.shown):,} of {number:,}" if number else "nothing found"
        self.back.disabled, self.next.disabled = self.page == 0, first + rows >= number

    def open(self, line):
        """Open the article of one of the lines that are shown, at its place."""
        view = article(self.corpus, self.shown.iloc[line], show=tuple(SHOWN) if self.marks.value else ())
        data = {"text/html": view._repr_html_(), "text/plain": repr(view)}
        self.reading.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)

    def write(self, _=None):
        """Write the lines that are shown to a file in the folder tables, for a spreadsheet: UTF-8 with its mark."""
        name = self.file.value.strip()
        try:
            if Path(name).name != name or not name.endswith(".csv"):
                raise UserError(f"file is '{name}', but must be a name that ends with .csv, without a folder")
            output.write(self.corpus.tables, {name: self.shown.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")})
            self.say(f"{len(self.shown)} of {len(self.hits):,} lines written to {self.corpus.tables / name}")
        except UserError as error:
            self.say(str(error))
