"""Adjudication: coders' files made one, coding/agreed.csv, in which each row says who decided it and why.

What all who finished an article have alike is taken over (`both`, or `all` of three or more). What differs goes to
coding/to_decide.csv, a row a place; a user writes there, as `decided`, whose version holds, and the next run takes it over.
Nothing that stands in agreed.csv is changed; a place that is decided there, in whatever way, is not asked again.
"""

from pathlib import Path

import pandas as pd

from . import codings
from .codebook import read_csv, where
from .codings import CONTENT
from .errors import UserError
from .spans import grouped

AGREED = "agreed"
PLACE = "what condition article_id sha256 start end text".split()
NONE = "none"  # as decided: that nothing is to be marked there
LOOSE = 0.3  # overlap from which two versions are of one place


def adjudicate(folder, *, coders=None):
    """Bring coding/agreed.csv and coding/to_decide.csv of a corpus folder up to date with the files of coders.

    coders: their names; without it, all. Blind and assisted codings are not mixed. Of an article that two or more have finished
    for mentions, say, units are versions of one place where they overlap by 0.3, best first.

    to_decide.csv has a column for each coder, with that coder's version (empty: none), `decided`, where the user writes a coder,
    several with | between, or none, and `why`. Returns {taken: units that all have, decided: places from to_decide.csv, left:
    places still to decide, stale: decisions of places that are not to be decided (any more), which stay there}. Raises
    UserError for fewer than two coders, and for a decision for nobody's version.
    """
    home, names = Path(folder) / "coding", list(coders or codings.coders(folder))
    if len(names) < 2:
        raise UserError(f"{home}: to adjudicate takes the files of two coders or more; there are: {', '.join(names) or 'none'}")
    places, finished = _places(folder, names)
    said = _said(home / "to_decide.csv", names)
    taken = [row for place in places if (row := _alike(place, names))]
    asked = [place for place in places if not _alike(place, names)]
    decided = [place for place in asked if said.get(_key(place, names), {}).get("decided")]
    rows = [*taken, *(row for place in decided for row in _decided(place, said[_key(place, names)]))]
    left = [place for place in asked if place not in decided]
    _add(home / "agreed.csv", rows + _done(finished, left))
    keys = {_key(place, names) for place in asked}
    stale = [row for key, row in said.items() if row["decided"] and key not in keys]
    _ask(home / "to_decide.csv", left, said, names, stale)
    return {"taken": len(taken), "decided": len(decided), "left": len(left), "stale": len(stale)}


# --- places -----------------------------------------------------------------------------------------------------------


def _places(folder, names):
    """Places that agreed.csv says nothing of, {coder: unit or None of those who finished}; and what is finished, (sha256, …)."""
    tables = {name: codings.read(folder, name) for name in names}
    if missing := [name for name, table in tables.items() if table is None]:
        raise UserError(f"there is no coder {missing[0]}: coding/{missing[0]}.csv is missing in {folder}")
    agreed, places, finished = codings.decisions(folder, AGREED), [], {}
    for condition in codings.VALUES["condition"]:
        for what in CONTENT:
            done = {name: codings.finished(table, what, condition) for name, table in tables.items()}
            settled = codings.finished(agreed, what, condition)
            for sha256 in sorted(set().union(*done.values()) - settled):
                who = [name for name in names if sha256 in done[name]]
                if len(who) > 1:
                    finished.setdefault((sha256, condition), []).append(what)
                    units = [_units(table, what, condition, sha256) for table in (*(tables[name] for name in who), agreed)]
                    places += _apart(who, units)
    return sorted(
        places, key=lambda place: [*map(_first(place).get, ("article_id", "start", "end", "what", "condition"))]
    ), finished


def _units(table, what, condition, sha256):
    rows = table[(table["what"] == what) & (table["condition"] == condition) & (table["sha256"] == sha256)]
    return rows.to_dict("records")


def _apart(who, units):
    """The places in an article that the last of the lists, that of agreed.csv, has nothing of."""
    alike = lambda a, i, b, j: codings.version(units[a][i]) == codings.version(units[b][j])  # noqa: E731
    groups = grouped([[(unit["start"], unit["end"]) for unit in ones] for ones in units], least=LOOSE, alike=alike)
    return [
        {name: units[i][group[i]] if i in group else None for i, name in enumerate(who)}
        for group in groups
        if len(who) not in group
    ]


def _first(place):
    return next(unit for unit in place.values() if unit)


def _key(place, names):
    """What tells a place from others in to_decide.csv: the versions of the coders."""
    unit = _first(place)
    versions = [codings.version(place[name]) if place.get(name) else "" for name in names]
    return tuple(unit[column] for column in ("what", "condition", "sha256")) + tuple(versions)


# --- agreed.csv -------------------------------------------------------------------------------------------------------


def _alike(place, names):
    """The row of a place of which all have the same; None else."""
    versions = {codings.version(unit) if unit else "" for unit in place.values()}
    return _row(_first(place), "both" if len(place) == 2 else "all") if len(versions) == 1 else None


def _decided(place, said):
    """The rows of a place that a user has decided."""
    if said["decided"] == NONE:
        return [_row(_first(place), NONE, said["why"]) | {"decision": "remove"}]
    return [_row(place[name], name, said["why"]) for name in _split(said["decided"])]


def _row(unit, decided, why=""):
    content = {name: str(unit.get(name, "")) for name in [*PLACE, *CONTENT[unit["what"]]]}
    return content | {"decision": "add", "decided": decided, "why": why}


def _done(finished, left):
    """Rows that say of which articles nothing is left to decide."""
    asked = {(unit["sha256"], unit["condition"], unit["what"]) for unit in map(_first, left)}
    scopes = {key: [what for what in whats if (*key, what) not in asked] for key, whats in finished.items()}
    return [
        {"what": "article", "sha256": sha256, "condition": condition, "decision": "done", "scope": "|".join(scope)}
        for (sha256, condition), scope in scopes.items()
        if scope
    ]


def _add(path, rows):
    """Put rows behind those of agreed.csv, whole or not at all."""
    if rows:
        with codings.locked(path):
            names = codings.settled(path)
            columns = [*names, *(name for name in ("decided", "why") if name not in names)]
            table = pd.concat([read_csv(path), pd.DataFrame(rows)], ignore_index=True).fillna("")
            codings.write(path, table.reindex(columns=columns, fill_value=""))


# --- to_decide.csv ----------------------------------------------------------------------------------------------------


def _said(path, names):
    """{key of a place: its row in to_decide.csv}; raises UserError for a decision for nobody's version."""
    table = read_csv(path) if path.is_file() else pd.DataFrame(columns=[*PLACE, *names, "decided", "why"], dtype="str")
    if missing := [name for name in (*PLACE, "decided", "why") if name not in table]:
        raise UserError(f"{path}:1: the column {missing[0]} is missing; put it back, or move the file away to begin anew")
    found = {}
    for number, row in enumerate(table.to_dict("records")):
        row["decided"] = row["decided"].strip()
        allowed = [name for name in names if row.get(name)] + [NONE] * (row["decided"] == NONE)
        if wrong := [name for name in _split(row["decided"]) if name not in allowed]:
            known = ", ".join([*(name for name in names if row.get(name)), NONE])
            raise UserError(f"{where(path, number)}: decided is '{wrong[0]}': must be one or more of {known}, with | between")
        found[tuple(row[column] for column in ("what", "condition", "sha256")) + tuple(row.get(name, "") for name in names)] = row
    return found


def _split(decided):
    return [name.strip() for name in decided.split("|") if name.strip()]


def _ask(path, left, said, names, stale):
    """Write the places that are left, with what was written beside them, and behind them the stale rows as they are."""
    rows = []
    for place in left:
        unit, units = _first(place), [unit for unit in place.values() if unit]
        span = {"start": min(one["start"] for one in units), "end": max(one["end"] for one in units)}
        versions = {name: codings.version(place[name]) if place.get(name) else "" for name in names}
        rows.append(
            said.get(_key(place, names), {"decided": "", "why": ""}) | {name: unit[name] for name in PLACE} | span | versions
        )
    rows += stale
    columns = list(dict.fromkeys([*PLACE, *names, "decided", "why", *(name for row in rows for name in row)]))
    if rows or path.is_file():
        with codings.locked(path):
            table = pd.DataFrame(rows, columns=columns).fillna("").astype("str")
            codings.write(path, table, mark=True)  # by which a spreadsheet knows that it is UTF-8
