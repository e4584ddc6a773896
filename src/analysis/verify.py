"""Whether figures can be made again: the notebooks are run anew, and their numbers compared with those that are kept."""

import hashlib
import json
import tempfile
from pathlib import Path

import pandas as pd

from . import language, notebooks, output, page, provenance
from .errors import UserError

CLOSE = 1e-9  # of two numbers, relative or absolute
KINDS = {"articles": "article", "tables": "table", "codebook": "codebook file", "code": "code", "packages": "package"}


def verify(corpus, figures):
    """What no longer matches in a folder of figures of a corpus: (mismatches, changes), each a list of lines.

    mismatches: figures whose numbers differ by more than 1e-9, whose files were changed since, or whose bytes differ under the
    same packages; changes: what is not as it was when they were made. Raises UserError where nothing says how they were made.
    """
    known = provenance.read(figures)
    if not known["figures"]:
        raise UserError(f"{figures} has no {provenance.FILE}, which says how its figures were made: run goftman figures first")
    changes, runs, now = [], {}, provenance.snapshot(corpus)
    for name, figure in known["figures"].items():
        runs.setdefault((figure["notebook"], figure["size"], figure["labels"]), []).append(name)
    found = _touched(figures)
    for (notebook, size, labels), names in sorted(runs.items()):
        before = known["snapshots"][known["figures"][names[0]]["made_from"]]
        since = changed(before, now)
        changes += [line for line in since if line not in changes]
        look = {page.VARIABLE: size, language.VARIABLE: labels}
        found += _rerun(corpus, figures, notebook, look, names, exact=not any("package" in line for line in since))
    return found, changes


def changed(before, now):
    """What differs between two snapshots of `provenance`, a line each.

    >>> changed({"articles": {"a.txt": "1", "b.txt": "2"}}, {"articles": {"a.txt": "3", "c.txt": "2"}})
    ['article changed: a.txt', 'article gone: b.txt', 'article new: c.txt']
    """
    lines = []
    for part in now:
        old, new = before.get(part, {}), now[part]
        for name in sorted(old.keys() | new.keys()):
            how = "new" if name not in old else "gone" if name not in new else "changed"
            versions = f" ({old.get(name)}, now {new.get(name)})" if part == "packages" else ""
            lines += [f"{KINDS[part]} {how}: {name}{versions}"] if old.get(name) != new.get(name) else []
    return lines


def _touched(figures):
    """The files of a folder that are not as goftman wrote them, a line each."""
    ledger = json.loads((figures / output.LEDGER).read_text(encoding="utf-8"))
    found = []
    for name, digest in sorted(ledger.items()):
        path = figures / name
        if not path.is_file():
            found.append(f"{name} is gone")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(f"{name} was changed since it was made")
    return found


def _rerun(corpus, figures, notebook, look, names, exact):
    """What differs when one notebook is run anew, a line each; exact: whether bytes must be the same too."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"GOFTMAN_CORPUS": str(corpus.resolve()), "GOFTMAN_OUT": folder, **look}
        for _ in notebooks.run(environment, only=notebook):
            pass
        made, found = Path(folder) / "figures", []
        for name in sorted(names):
            difference = _difference(figures / f"{name}.csv", made / f"{name}.csv")
            if not difference and exact:
                difference = _other_bytes(figures, made, name)
            found += [f"{name}: {difference}"] if difference else []
        return found


def _difference(kept, made):
    """How the numbers of two CSV files differ, in words; empty where they agree."""
    if not kept.is_file() or not made.is_file():
        return "its numbers are not kept" if made.is_file() else "the notebook no longer makes it"
    before, now = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in (kept, made))
    if list(before) != list(now):
        return f"the columns were {', '.join(before)}, and are now {', '.join(now)}"
    if len(before) != len(now):
        return f"it had {len(before)} rows of numbers, and has now {len(now)}"
    cells = [
        (row, column)
        for column in before
        for row, (old, new) in enumerate(zip(before[column], now[column], strict=True), 1)
        if not _alike(old, new)
    ]
    if not cells:
        return ""
    row, column = min(cells, key=lambda cell: cell[0])
    more = f", and {len(cells) - 1} more" if len(cells) > 1 else ""
    return f"row {row}, {column}: kept is {before[column].iloc[row - 1]}, now it is {now[column].iloc[row - 1]}{more}"


def _alike(old, new):
    if old == new:
        return True
    try:
        one, other = float(old), float(new)
    except ValueError:
        return False
    return abs(one - other) <= CLOSE * max(1, abs(one), abs(other))


def _other_bytes(figures, made, name):
    files = [f"{name}.{suffix}" for suffix in ("csv", "pdf", "png", "svg") if (figures / f"{name}.{suffix}").is_file()]
    other = [file for file in files if (figures / file).read_bytes() != (made / file).read_bytes()]
    return f"the same numbers, but other bytes in {', '.join(other)}" if other else ""
