"""The table of actors, actors.csv, made ready to be found in a text."""

from dataclasses import dataclass, field, replace
from functools import cache

from .article import read
from .lexicon import Lexicon, Phrases, lexicon, squeeze
from .names import Reading

COLUMNS = ("actor_id", "label_fa", "kind", "aliases", "titles", "affiliation", "valid_from", "valid_to")
HOME = "کشورمان"


@dataclass(frozen=True)
class Roster:
    """The actors of a table, to be found in a text.

    rows: {actor_id: row}; aliases: actor_ids; offices: [(Unit, actor_id)], of people their titles, of institutions their names;
    full: {squeezed label of a person: actor_id}; titled: {squeezed title of a person: actor_ids}; lexicon: the codebook's, with
    the states of the table.
    """

    rows: dict = field(repr=False)
    aliases: Phrases = field(repr=False)
    offices: list = field(repr=False)
    full: dict = field(repr=False)
    titled: dict = field(repr=False)
    lexicon: Lexicon = field(repr=False)

    def state(self, actor):
        """The label of the state that an actor belongs to, or ''."""
        for _ in range(len(COLUMNS)):
            row = self.rows.get(actor)
            if row is None or row["kind"] == "state":
                return row["label_fa"] if row else ""
            actor = row["affiliation"]
        return ""

    def holds(self, actor, date):
        """Whether an actor is in office on a date, which may be unknown."""
        row = self.rows[actor]
        return not date or (row["valid_from"] <= date and (not row["valid_to"] or date <= row["valid_to"]))


def roster(actors=None, method=None):
    """The Roster of a table of actors (actors.csv, or None), made once for each table."""
    cells = (
        ()
        if actors is None
        else actors.reindex(columns=COLUMNS).astype("object").fillna("").astype("str").itertuples(index=False, name=None)
    )
    return _roster(tuple(cells), method)


@cache
def _roster(cells, method):
    rows = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in cells}
    aliases, known = {}, lexicon(method)
    for actor, row in rows.items():
        name = row["label_fa"].split()
        surname = name[-1:] if row["kind"] == "person" and len(name) > 1 else []
        for form in [*_forms(row), *surname]:
            aliases.setdefault(form, {})[actor] = None
    same = {}
    for form in aliases:
        same.setdefault(squeeze(form), []).append(form)
    ids = {form: tuple(dict.fromkeys(actor for other in same[squeeze(form)] for actor in aliases[other])) for form in aliases}
    known = replace(known, places=_own_places(rows, known.places))
    offices = [(unit, actor) for actor, row in rows.items() for unit in _offices(row, known)]
    full = {squeeze(row["label_fa"]): actor for actor, row in rows.items() if row["kind"] == "person"}
    titled = {}
    for actor, row in rows.items():
        for title in _parts(row["titles"]):
            titled.setdefault(squeeze(title), []).append(actor)
    return Roster(rows, Phrases(ids), offices, full, titled, known)


def _parts(cell):
    return [part.strip() for part in cell.split("|") if part.strip()]


def _forms(row):
    return [row["label_fa"], *_parts(row["aliases"])]


def _own_places(rows, known):
    """The places of the codebook, with the states of a table under their labels there."""
    places, sorts = dict(known), {squeeze(form): value for form, value in known.items()}
    for row in rows.values():
        if row["kind"] != "state":
            continue
        forms, label = _forms(row), row["label_fa"]
        same = {sorts[squeeze(form)][1] for form in forms if sorts.get(squeeze(form), ("",))[0] == "state"}
        places |= {form: (sort, label) for form, (sort, name) in places.items() if name in same and sort != "organisation"}
        places |= {form: (sorts.get(squeeze(form), ("state",))[0], label) for form in forms}
        for ending in "ی", "یی", "ای":
            places.setdefault(label + ending, ("demonym", label))
    own = {row["affiliation"] for row in rows.values() if HOME in row["titles"]}
    while any(rows.get(actor, {}).get("affiliation") for actor in own):
        own = {rows.get(actor, {}).get("affiliation") or actor for actor in own}
    if len(own) == 1 and rows.get(actor := own.pop(), {}).get("kind") == "state":
        places.setdefault(HOME, ("state", rows[actor]["label_fa"]))
    return places


def _offices(row, lexicon):
    """The titles of a person, or the names of an institution or office, as Units."""
    for title in _parts(row["titles"]) + (_forms(row) if row["kind"] in ("office", "organisation") else []):
        reading = Reading(read(title), lexicon)
        if unit := reading.units({}).get(0):
            telling, states = reading.telling(reading.titles[0][0], reading.size)
            yield unit._replace(last=reading.size, telling=telling, states=states)
