"""The form for coding by hand in JupyterLab: an article from right to left, and each decision at once a row of coding/CODER.csv.

Python holds what is shown; coding.js draws it, and sends what the coder does as commands, {"do": …}. Each is checked here before
codings.py writes it, and what is then shown comes from that file, so that no reload and no restart loses a decision. Blind, which
is the default, nothing that the program found is worked out or sent to the browser. An article is coded by one coder either
blind or assisted, never both.
"""

import json
from functools import cached_property
from pathlib import Path

import anywidget
import traitlets

from . import check, codings
from .errors import UserError
from .text import clean
from .units import Content, Decisions, Proposals, moved, plain, stretch

KINDS = {"statements": "statement", "stances": "stance", "mentions": "mention", "codes": "code"}
LABELS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))  # {language: {what is named: its name}}
LISTED = 60  # articles in the list at a time


def code(corpus, coder, *, what="statements", assisted=False, articles=None, labels="en"):
    """A form for coding articles by hand, as the last line of a cell in JupyterLab.

    corpus: a Corpus; coder: a name, that of the file coding/CODER.csv in its folder, where each decision becomes a row as soon
    as it is made. what: statements, stances, mentions, or codes, those of codes.csv. assisted: show what the program found, to
    accept, change or remove; else nothing of that is worked out. articles: article_ids in the order in which to code them, or a
    table with that column, such as `codings.sample` gives; else all. labels: en or fa.

    Returns the form, a widget; it opens at the first article that is not done. Raises UserError for an unknown kind, article or
    language, for codes without codes.csv or assisted, and for a coder whose file cannot be one.

    >>> import analysis
    >>> form = code(analysis.open(), "پروین", what="stances", articles=["e01-kana"])
    >>> form.config["condition"], form.state["units"]
    ('blind', [])
    """
    if what not in KINDS:
        raise UserError(f"what is '{what}', but must be one of {', '.join(KINDS)}")
    if labels not in LABELS:
        raise UserError(f"labels is '{labels}', but must be {' or '.join(LABELS)}")
    if what == "codes" and assisted:
        raise UserError("the program proposes no codes: leave assisted out")
    if coder in codings.OWN:
        raise UserError(f"the coder is '{coder}', but coding/{coder}.csv is no coder's file: give another name")
    decisions = Decisions(corpus.folder, coder, KINDS[what], "assisted" if assisted else "blind")
    return Form(corpus, decisions, _articles(corpus, articles), labels)


def _articles(corpus, chosen):
    """The articles to code, [{column: value}]."""
    columns = ["article_id", "title", "outlet", "date_jalali", "sha256"]
    known = {row["article_id"]: row for row in corpus.articles[columns].to_dict("records")}
    names = list(known if chosen is None else chosen["article_id"] if hasattr(chosen, "columns") else chosen)
    if unknown := [name for name in names if name not in known]:
        raise UserError(f"{corpus.folder} has no article {unknown[0]}")
    if not names:
        raise UserError("articles is empty: give one article_id at least")
    return [known[name] for name in dict.fromkeys(names)]


def _codes(folder):
    """{code: its row}, of codes.csv."""
    path = Path(folder) / "codes.csv"
    if not path.is_file():
        raise UserError(f"{path} is missing: list your categories there, with code, label_fa and definition")
    return {row["code"]: row for row in check.read(path).to_dict("records")}


class Form(anywidget.AnyWidget):
    """The form, as `code` gives it: what it shows, and the commands that it answers."""

    _esm = Path(__file__).with_suffix(".js")
    _css = Path(__file__).with_suffix(".css")
    config = traitlets.Dict().tag(sync=True)  # what stays: coder, kind, condition, fields with their choices
    article = traitlets.Dict().tag(sync=True)  # the one that is shown, with its text
    listed = traitlets.List().tag(sync=True)  # a part of the list of articles
    state = traitlets.Dict().tag(sync=True)  # units, the current one, how far the coder is, and what was refused

    def __init__(self, corpus, decisions, articles, labels="en"):
        self.corpus, self.decisions, self.articles, self.kind = corpus, decisions, articles, decisions.kind
        self.wanted, self.undos, codes = "", [], _codes(corpus.folder) if self.kind == "code" else {}
        self.content = Content(corpus, self.kind, codes)
        self.proposals = Proposals(corpus, self.kind, self.content.labels)
        fields = [[name, field, self.content.choices.get(name, [])] for name, field in self.content.fields.items()]
        self.config = {"coder": decisions.coder, "kind": self.kind, "condition": decisions.condition, "fields": fields}
        self.config |= {"codes": codes, "labels": LABELS[labels]}
        to_do = (place for place, one in enumerate(articles) if one["sha256"] not in decisions.done)
        self._show(self._open(next(to_do, 0)))
        super().__init__()  # the browser is told now, and all at once
        self.on_msg(lambda _, message, buffers: self.answer(message))

    def answer(self, message):
        """Do what the browser asks for, {"do": command, …}; what is refused is said in the state."""
        message, problem = message if isinstance(message, dict) else {}, ""
        try:
            self.decisions.refresh()
            command = message.get("do")
            if not isinstance(command, str) or command not in COMMANDS:
                raise UserError(f"the form knows no command {command!r}: load the page again")
            COMMANDS[command](self, message)
        except UserError as error:
            problem = str(error)
        self._show(problem, message.get("number"))

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def facts(self):
        """The row of the article that is shown."""
        return self.articles[self.place]

    @property
    def locked(self):
        """Why nothing can be coded in this article, or nothing."""
        return self.decisions.locked(self.facts["sha256"])

    @property
    def units(self):
        """The units that stand in the article, and the proposals that are not decided on, in the order of the text."""
        rows = self.decisions.of(self.facts["sha256"]).values()
        decided = {row["proposal"] for row in rows if row["decision"] != "undone"}
        open_ = [row for address, row in self.proposed.items() if address not in decided]
        return sorted(
            self.decisions.standing(self.facts["sha256"]) + open_, key=lambda row: (row["start"], row["end"], row["unit"])
        )

    def _open(self, place):
        """Show an article; gives what is wrong with it, or nothing."""
        self.place, self.current, self.raw, self.proposed, problem = place, None, "", {}, ""
        try:
            self.raw = self.corpus.raw(self.facts["article_id"])
            if self.decisions.condition == "assisted" and not self.locked:
                self.proposed = self.proposals.of(self.facts["article_id"])
        except UserError as error:
            problem = str(error)
        self.article = self.facts | {"text": self.raw, "names": self.content.names(self.raw, self.proposed.values())}
        return problem

    def _show(self, problem="", number=None):
        done = self.decisions.done
        with self.hold_sync():
            self.listed = [self._row(place) for place in self._places()]
            self.state = {
                "units": [self._drawn(row) for row in self.units], "current": self.current, "place": self.place,
                "n": len(self.articles), "n_done": sum(one["sha256"] in done for one in self.articles),
                "done": self.facts["sha256"] in done, "undos": len(self.undos),
                "problem": problem or self.locked, "answered": number,
            }  # fmt: skip

    def _drawn(self, row):
        """A unit as the browser needs it."""
        keys = ("unit", "start", "end", "note", "decision")
        return {key: row[key] for key in keys} | {"values": self.content.shown(row), "proposed": bool(row["proposal"])}

    def _places(self):
        """The articles in the list: those around the one that is shown, or those that are looked for."""
        if words := clean(self.wanted).casefold().split():
            return [place for place, text in enumerate(self._searched) if all(word in text for word in words)][:LISTED]
        first = max(0, min(self.place - LISTED // 3, len(self.articles) - LISTED))
        return range(first, min(first + LISTED, len(self.articles)))

    def _row(self, place):
        one = self.articles[place]
        return one | {
            "place": place, "done": one["sha256"] in self.decisions.done, "n": len(self.decisions.standing(one["sha256"])),
        }  # fmt: skip

    @cached_property
    def _searched(self):
        columns = ("article_id", "title", "outlet", "date_jalali")
        return [clean(" ".join(one[column] for column in columns)).casefold() for one in self.articles]

    # --- what the coder does ------------------------------------------------------------------------------------------

    def _unit(self):
        unit = next((row for row in self.units if row["unit"] == self.current), None)
        if unit is None:
            raise UserError("no unit is chosen: click one in the text, or press j")
        return unit

    def _decide(self, row, decision):
        """Write a decision on a unit or proposal, and remember what takes it back."""
        if self.locked:
            raise UserError(self.locked)
        before = self.decisions.of(self.facts["sha256"]).get(row["unit"])
        written = self._write(row, decision)
        taken_back = "undone" if row["proposal"] else "remove"
        self.undos.append((self.place, before or written, before["decision"] if before else taken_back))
        self.current = written["unit"]

    def _write(self, row, decision):
        facts = {name: self.facts[name] for name in ("article_id", "sha256")}
        content = {name: row[name] for name in ("note", "proposal", *codings.CONTENT[self.kind])}
        start, end = int(row["start"]), int(row["end"])
        place = {"start": start, "end": end, "text": self.raw[start:end]}
        unit = "" if row["unit"] == row["proposal"] else row["unit"]  # a proposal gets a name of its own
        return self.decisions.append({"what": self.kind, **facts, **place, **content, "unit": unit, "decision": decision})

    def _change(self, row, values):
        if any(row[name] != value for name, value in values.items()):
            self._decide(row | values, "change")

    def add(self, message):
        """A new unit: start, end; column and value, the first that is known of it."""
        given = self.content.filled(message["column"], message.get("value")) if "column" in message else {}
        needed = codings.NEEDED.get(self.kind)
        if needed and not given.get(needed):
            raise UserError(f"choose the {needed} of what you selected: press its key, or click it")
        place = stretch(self.raw, message.get("start"), message.get("end"))
        empty = dict.fromkeys(["note", "unit", "proposal", *codings.CONTENT[self.kind]], "")
        self._decide(empty | given | place, "add")

    def bounds(self, message):
        """Other bounds of the current unit: start, end."""
        self._change(self._unit(), stretch(self.raw, message.get("start"), message.get("end")))

    def move(self, message):
        """Move an edge, start or end, of the current unit by a word: by 1, onwards in the text, or -1."""
        row = self._unit()
        self._change(row, moved(self.raw, row, message.get("edge"), message.get("by")))

    def fill(self, message):
        """Put a value into a column of a unit, or of the current one."""
        if "unit" in message:
            self.choose(message)
        self._change(self._unit(), self.content.filled(message.get("column"), message.get("value")))

    def accept(self, message):
        """Accept the current proposal, and go to the next one."""
        row = self._unit()
        if row["decision"]:
            raise UserError("this unit is yours already: only what the program proposes is accepted")
        self._decide(row, "accept")
        self._go_on(row, self.current)

    def remove(self, message):
        """Remove the current unit or proposal, and go on to the next one."""
        row = self._unit()
        self._decide(row, "remove")
        self._go_on(row, None)

    def _go_on(self, row, otherwise):
        """Go to the next proposal behind a unit; where there is none, to the next unit if that one is gone."""
        later = [one for one in self.units if (one["start"], one["end"]) >= (row["start"], row["end"])]
        following = [one for one in later if not one["decision"]] or ([] if otherwise else later or self.units[-1:])
        self.current = following[0]["unit"] if following else otherwise

    def choose(self, message):
        """Make a unit the current one, or none."""
        unit = message.get("unit")
        if unit is not None and unit not in [row["unit"] for row in self.units]:
            raise UserError("this unit is no longer there")
        self.current = unit

    def step(self, message):
        """Go to the next unit (by 1) or the one before (by -1)."""
        names, by = [row["unit"] for row in self.units], 1 if message.get("by") == 1 else -1
        if names:
            start = names.index(self.current) if self.current in names else (-1 if by > 0 else len(names))
            self.current = names[max(0, min(start + by, len(names) - 1))]

    def go(self, message):
        """Show another article: the one at a place of the list, or the next (by 1) or the one before (by -1)."""
        place = message.get("place", max(0, min(self.place + (1 if message.get("by") == 1 else -1), len(self.articles) - 1)))
        if type(place) is not int or not 0 <= place < len(self.articles):
            raise UserError(f"there is no article {place!r} in the list")
        if place != self.place and (problem := self._open(place)):
            raise UserError(problem)

    def done(self, message):
        """The article is coded to its end; or, where it was already, is not yet."""
        done = self.facts["sha256"] in self.decisions.done
        if problem := self.locked or ("" if done else self._unfinished()):
            raise UserError(problem)
        self._close("undone" if done else "done")
        self.undos.append((self.place, None, "done" if done else "undone"))

    def _close(self, decision):
        facts = {name: self.facts[name] for name in ("article_id", "sha256")}
        self.decisions.append({"what": "article", **facts, "decision": decision, "scope": self.kind})

    def _unfinished(self):
        """Why the article is not done, or nothing; the unit that lacks something becomes the current one."""
        for row in self.units:
            if not row["decision"] or self.content.missing(row):
                self.current = row["unit"]
                lacks = f"this unit has no {', '.join(self.content.missing(row))} yet"
                return lacks if row["decision"] else "accept, change or remove this proposal first"
        return ""

    def undo(self, message):
        """Take the last decision back that was made in this form; the file keeps both."""
        if not self.undos:
            raise UserError("nothing was decided since the form was opened")
        place, row, decision = self.undos.pop()
        if place != self.place:
            self._open(place)
        if row is None:
            return self._close(decision)
        written = self._write(row, decision)
        self.current = {"undone": row["proposal"], "remove": None}.get(decision, written["unit"])

    def find(self, message):
        """List the articles that have some words in title, outlet, date or article_id."""
        self.wanted = plain(message.get("text"))


COMMANDS = {
    name: getattr(Form, name) for name in "add bounds move fill accept remove choose step go done undo find".split()
}  # fmt: skip
