"""The units of an article as a coder works on them: what was decided on, what is proposed, and what may be written of each.

A unit is a row, {column: value}, with the columns of codings.py that are its own. A proposal that nobody has decided on has an
empty decision, and its address as its name, `unit`.
"""

import re
from functools import cached_property
from pathlib import Path

from . import codings
from .corrections import OWN, VALUES
from .errors import UserError
from .positions import WRITER
from .text import clean

FIELDS = {  # what is asked of a unit: one of several values, an actor, a name, or words of the article
    "statement": {"mode": "choice", "speaker": "actor", "speaker_text": "words", "cue": "words", "addressee": "words"},
    "stance": {"polarity": "choice", "act": "choice", "holder": "name", "target": "name"},
    "mention": {"how": "choice", "actor_id": "actor"},
    "code": {"code": "choice"},
}
OPTIONAL = ("speaker", "speaker_text", "cue", "addressee")  # what may be empty in an article that is done
WORD = re.compile(r"[\w\u200c]+|[^\w\s]")
LONGEST = 2000  # characters of a field


class Decisions:
    """The decisions of a coder on one kind of unit, as the file has them; read anew where somebody else has written there."""

    def __init__(self, folder, coder, kind, condition):
        self.folder, self.coder, self.kind, self.condition = Path(folder), coder, kind, condition
        self._seen = ()
        self.refresh()

    def refresh(self):
        """Read the file, unless it is as this object last saw it."""
        if (stamp := self._stamp()) == self._seen:
            return
        self._seen, self._units, self._conditions = stamp, {}, {}
        table = codings.decisions(self.folder, self.coder)
        self.done = codings.finished(table, self.kind, self.condition)
        for row in table.to_dict("records"):
            self._keep(row)

    def _stamp(self):
        path = self.folder / "coding" / f"{self.coder}.csv"
        return (path.stat().st_size, path.stat().st_mtime_ns) if path.is_file() else None

    def _keep(self, row):
        self._conditions.setdefault(row["sha256"], set()).add(row["condition"])
        if row["what"] == self.kind:
            self._units.setdefault(row["sha256"], {})[row["unit"]] = row | {"start": int(row["start"]), "end": int(row["end"])}

    def of(self, sha256):
        """{unit: its last row} in an article, those that were removed too."""
        return self._units.get(sha256, {})

    def standing(self, sha256):
        """The units of an article that were not removed."""
        return [row for row in self.of(sha256).values() if row["decision"] not in codings.GONE]

    def locked(self, sha256):
        """Why this coder cannot code an article in this condition, or nothing: it was coded in the other one."""
        if not (other := "".join(self._conditions.get(sha256, set()) - {self.condition})):
            return ""
        how = f"assisted={other == 'assisted'}"
        return f"{self.coder} coded this article {other}: open it with {how}, or code it under another coder's name"

    def append(self, row):
        """Write a decision; gives its row."""
        row = codings.append(self.folder, self.coder, row | {"condition": self.condition})
        self._keep(row)
        if row["what"] == "article":
            (self.done.add if row["decision"] == "done" else self.done.discard)(row["sha256"])
        self._seen = self._stamp()
        return row


class Proposals:
    """What the program found in a corpus, as units of one kind; worked out when it is first asked for.

    labels: {id: label} of the actors and concepts that the corpus's tables know; others are given by name.
    """

    def __init__(self, corpus, kind, labels):
        self.corpus, self.kind, self.labels = corpus, kind, labels

    @cached_property
    def _found(self):
        """The table, and which of its rows are in each article."""
        table = self.corpus.proposed(f"{self.kind}s")
        return table, table.groupby("article_id", observed=True).indices

    def of(self, article):
        """{address: unit} of an article."""
        table, places = self._found
        rows = table.iloc[places.get(article, [])].to_dict("records")
        return {address: self._unit(address, row) for row in rows for address in [codings.address(self.kind, row)]}

    def _unit(self, address, row):
        content = {name: str(row[name]) for name in codings.CONTENT[self.kind]}
        for name in {"holder", "target"} & content.keys():
            content[name] = content[name] if content[name] in self.labels else row[f"{name}_name"]
        place = {"start": int(row["start"]), "end": int(row["end"])}
        return {**content, **place, "note": "", "decision": "", "unit": address, "proposal": address}


class Content:
    """What may be written of the units of a corpus, and the names that its tables have.

    fields: {column: kind of field}; choices: {column: its values}; actors: {actor_id: label}; labels: those and, for targets,
    {concept_id: label}.
    """

    def __init__(self, corpus, kind, codes=()):
        self.corpus, self.fields = corpus, FIELDS[kind]
        self.choices = {name: VALUES.get(name) or list(codes) for name, field in self.fields.items() if field == "choice"}
        self.actors = _labels(corpus.actors, "actor_id")
        self.labels = (_labels(corpus.concepts, "concept_id") if "target" in self.fields else {}) | self.actors

    def shown(self, row):
        """{field: value} of a unit as a reader reads it, with names for ids."""
        named = lambda value, field: self.labels.get(value, value) if field in ("actor", "name") else value  # noqa: E731
        shown = {name: named(row[name], field) for name, field in self.fields.items()}
        return shown | ({"speaker": row["speaker_name"]} if row.get("speaker_name") else {})

    def missing(self, row):
        """The fields of a unit that are still to be filled."""
        return [name for name in self.fields if not row[name] and name not in OPTIONAL]

    def names(self, raw, proposals):
        """Names to choose from: those of actors and concepts that an article has, and those in its proposals."""
        text, concepts = clean(raw), self.corpus.concepts if "target" in self.fields else None
        known = (*_forms(self.corpus.actors, "aliases"), *_forms(concepts, "phrases"))
        found = [name for name, forms in known if any(form in text for form in forms)]
        named = [value for row in proposals for name, value in self.shown(row).items() if self.fields[name] in ("actor", "name")]
        return list(dict.fromkeys(filter(None, [*found, *named, WRITER if "holder" in self.fields else ""])))

    def filled(self, column, value):
        """{column: value} of what somebody wrote into a field. Raises UserError for what may not stand there."""
        field = (self.fields | {"note": "words"}).get(column) if isinstance(column, str) else None
        if field is None:
            raise UserError(f"there is no field {column!r}: it must be one of {', '.join([*self.fields, 'note'])}")
        value = plain(value)
        if field == "choice" and value not in self.choices[column]:
            raise UserError(f"{column} is '{value}': must be one of {', '.join(self.choices[column])}")
        return {column: value} if field in ("choice", "words") else self._named(column, value)

    def _named(self, column, value):
        """The columns of an actor or concept that is given by label or id."""
        labels = self.labels if column == "target" else self.actors
        actor = value if value in labels else next((one for one, label in labels.items() if label == value), "")
        if column == "speaker":
            return {"speaker": actor, "speaker_name": labels.get(actor, value)}
        if column != "actor_id":
            return {column: actor or value}
        if value and not actor and not value.startswith(OWN):
            raise UserError(f"'{value}' is no actor: give a label or actor_id of actors.csv, or begin with {', '.join(OWN)}")
        return {"actor_id": actor or value}


def _labels(table, key):
    return {} if table is None else dict(zip(table[key], table["label_fa"], strict=True))


def _forms(table, column):
    """(label, its forms in texts) of each row of actors.csv or concepts.csv."""
    for row in () if table is None else table.to_dict("records"):
        parts = [row["label_fa"], *row.get(column, "").split("|")]
        yield row["label_fa"], [clean(part.strip()) for part in parts if part.strip()]


def plain(value):
    """A text on one line. Raises UserError for anything else, and for a very long one."""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise UserError(f"that is no text of at most {LONGEST} characters")
    return " ".join(value.split())


def stretch(raw, start, end):
    """A stretch of a text as {"start", "end"}, without space at its edges. Raises UserError where it is none.

    >>> stretch("گفت: صلح .", 4, 9)
    {'start': 5, 'end': 8}
    """
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(raw):
        raise UserError(f"{start!r} to {end!r} is no stretch of this article: select it again")
    text = raw[start:end]
    if not text.strip():
        raise UserError("what is selected has no text: select some words")
    return {"start": start + len(text) - len(text.lstrip()), "end": end - len(text) + len(text.rstrip())}


def moved(raw, row, edge, by):
    """An edge of a unit, "start" or "end", moved by a word: 1 onwards in the text, or -1; where it cannot, as it is.

    >>> moved("آن‌ها صلح می‌خواهند.", {"start": 0, "end": 9}, "end", 1)
    {'end': 19}
    """
    if edge not in ("start", "end") or by not in (1, -1):
        raise UserError("a bound is moved by one word: edge must be start or end, by 1 or -1")
    places = [getattr(word, edge)() for word in WORD.finditer(raw)]
    beyond = [place for place in places if (place - row[edge]) * by > 0]
    beyond = [place for place in beyond if (place < row["end"] if edge == "start" else place > row["start"])]
    return {edge: min(beyond, key=lambda place: abs(place - row[edge]), default=row[edge])}
