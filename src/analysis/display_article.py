"""An article as it was written, with who is named, who says what and who stands for what marked in it."""

from hashlib import sha256
from itertools import chain

from .concordance import place
from .errors import UserError
from .marks import Mark, bracketed, escaped, html

SHOWN = {  # what is told of a row, in this order
    "mentions": ["name", "actor_id", "how", "distanced", "rule"],
    "statements": ["speaker_name", "speaker_text", "cue", "cue_class", "mode", "addressee", "rule"],
    "stances": ["holder_name", "target_name", "act", "polarity", "rule"],
}
IDS = {"mentions": "mention_id", "statements": "statement_id", "stances": "stance_id"}
LEGEND = {
    "mention": "somebody named", "statement": "what a source says (s)", "stance for": "stance for something (p+)",
    "stance against": "stance against something (p−)", "stance": "other stance (p)", "here": "the place asked for",
}  # fmt: skip
SIDES = {1: "stance for", -1: "stance against", 0: "stance"}

# Told apart by the kind of line as well as by colours (of Okabe and Ito) that the colour-blind tell apart.
STYLE = """
.goftman-article{--mention:#0072b2;--said:#8a6100;--tint:rgb(230 159 0/.13);--for:#00795a;--against:#c04e00;--here:#ffe9a8}
body[data-jp-theme-light=false] .goftman-article{--mention:#56b4e9;--said:#e6b94d;--tint:rgb(230 180 60/.14);--for:#3fd0a5;
--against:#ff9a57;--here:#6b5500}
.goftman-article .text{direction:rtl;white-space:pre-wrap;overflow:auto;max-height:32em;position:relative;line-height:2.3;
font:1.1em/2.3 Vazirmatn,"Noto Naskh Arabic",Tahoma,"DejaVu Sans",sans-serif;
padding:.5em 1em;border:1px solid rgb(128 128 128/.4);
overflow-wrap:anywhere;text-align:start}
.goftman-article .about{direction:rtl;text-align:start;font-weight:bold;margin:.4em 0}
.goftman-article .legend>span{margin-inline-end:1.5em}
.goftman-article .mention{text-decoration:underline solid var(--mention) 1.5px;text-underline-offset:.25em}
.goftman-article .statement{background:var(--tint);text-decoration:underline dotted var(--said) 2px;text-underline-offset:.5em}
.goftman-article .stance{text-decoration:underline dashed currentcolor 2px;text-underline-offset:.75em}
.goftman-article .for{text-decoration:underline double var(--for) 2px}
.goftman-article .against{text-decoration:underline wavy var(--against) 2px}
.goftman-article .here{background:var(--here);outline:2px solid currentcolor}
.goftman-article .text .statement[data-mark]::before,.goftman-article .text .stance[data-mark]::before{
content:attr(data-mark) "\\a0";
font:.6em/1 monospace;vertical-align:super;unicode-bidi:isolate;opacity:.8}
.goftman-article .text .for[data-mark]::before{content:attr(data-mark) "+\\a0"}
.goftman-article .text .against[data-mark]::before{content:attr(data-mark) "−\\a0"}
.goftman-article td{text-align:start;unicode-bidi:plaintext} .goftman-article th{text-align:start}
.goftman-article summary{cursor:pointer;margin:.4em 0}
.goftman-article :target{outline:2px solid currentcolor}
"""
SCROLL = """<script>document.querySelectorAll('[id="ID"] .text').forEach(box => { const here = box.querySelector('.here');
if (here) box.scrollTop = here.offsetTop - box.clientHeight / 3; })</script>"""


def article(corpus, article_id, *, at=None, show=("mentions", "statements", "stances")):
    """An article in its raw text, from right to left, with what was found in it marked.

    article_id: which one; or a row of any table, which opens its article at its place. at: (start, end), a place in the raw text
    that is marked and scrolled to. show: which of mentions, statements and stances are marked; each is listed with its rule.

    In JupyterLab and in exported HTML it is drawn; printed, it is plain text, with mentions in {}, statements in [], stances
    in ⟨⟩ and the place in 【】. Raises UserError for an unknown article, another table in show, and a place out of the text.

    >>> import analysis
    >>> row = analysis.open().statements.iloc[0]
    >>> row["text"] in repr(article(analysis.open(), row, show=()))
    True
    >>> print(article(analysis.open(), "e01-altin", at=(0, 20), show=()).text[:22])
    【آلپ‌اف: مانور مشترک 】
    """
    if unknown := [name for name in show if name not in SHOWN]:
        raise UserError(f"show has '{unknown[0]}', but may have {', '.join(SHOWN)}")
    if not isinstance(article_id, str):
        article_id, *at = place(article_id)
    part = corpus.only([article_id])  # the others need not be read for what is said in this one
    tables = {name: getattr(part, name).to_dict("records") for name in SHOWN if name in show}
    about = part.articles.iloc[0]
    facts = [about[name] for name in ("title", "outlet", "date_jalali", "article_id")]
    return Article(corpus.raw(article_id), tables, at=at, about=[fact for fact in facts if fact])


class Article:
    """A raw text with marks, as a notebook and a terminal show it.

    raw: the text. tables: {mentions, statements or stances: its rows, as dicts}. at: (start, end) or None. about: facts above it.
    """

    def __init__(self, raw, tables, *, at=None, about=()):
        if at is not None and not 0 <= at[0] < at[1] <= len(raw):
            raise UserError(f"at is {tuple(at)}, but must be start and end of a place in this text of {len(raw)} characters")
        self.raw, self.tables, self.at, self.about = raw, tables, at, about
        self.rows = {table: [(_mark(table, row), row) for row in rows] for table, rows in tables.items()}
        self.marks = [mark for mark, _ in chain.from_iterable(self.rows.values())]
        self.marks += [Mark(int(at[0]), int(at[1]), "here", "here", "the place asked for")] if at is not None else []

    @property
    def text(self):
        """The text with its marks in brackets."""
        return bracketed(self.raw, self.marks)

    def __repr__(self):
        told = [f"{mark.name}  {mark.title}" for mark in self.marks if mark.kind not in ("mention", "here")]
        return "\n".join([" · ".join(self.about), "", self.text, "", *told])

    def _repr_html_(self):
        own = "goftman-" + sha256(repr((self.about, self.raw, self.marks)).encode()).hexdigest()[:10]
        about = " · ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in self.about)
        lists = "".join(_list(table, rows, own) for table, rows in self.rows.items() if rows)
        return (
            f'<style>{STYLE}</style><div class="goftman-article" id="{own}"><div class="about">{about}</div>'
            f'{self._legend(own)}<div class="text" dir="rtl" lang="fa" tabindex="0">{html(self.raw, self.marks, own + "-")}</div>'
            f"{lists}</div>{SCROLL.replace('ID', own)}"
        )

    def _legend(self, own):
        kinds = {mark.kind for mark in self.marks}
        keys = [f'<span class="{kind}">{told}</span>' for kind, told in LEGEND.items() if kind in kinds]
        return f'<div class="legend">{" ".join(keys)}</div>' if keys else ""


def _mark(table, row):
    """The mark of a row: its kind, its number in the article, such as s3, and what the row tells."""
    kind = SIDES[row["polarity"]] if table == "stances" else table[:-1]
    told = ", ".join(f"{column} {row[column]}" for column in SHOWN[table] if str(row[column]))
    return Mark(int(row["start"]), int(row["end"]), kind, row[IDS[table]].rpartition(":")[2], f"{kind}: {told}")


def _list(table, rows, own):
    """The rows of a table below the text, each with a link to its place."""
    columns = SHOWN[table]
    head = "".join(f"<th>{name}</th>" for name in ("", "start–end", *columns))
    body = "".join(
        f'<tr><td><a href="#{own}-{mark.name}">{mark.name}</a></td><td dir="ltr">{mark.start}–{mark.end}</td>'
        + "".join(f"<td>{escaped(str(row[column]))}</td>" for column in columns)
        + "</tr>"
        for mark, row in rows
    )
    table_ = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<details><summary>{len(rows)} {table}</summary>{table_}</details>"
