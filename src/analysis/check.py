"""What is wrong or missing in a corpus folder, in plain words, with file and line."""

from difflib import get_close_matches

import pandas as pd

from . import codebook, codings, corrections, metadata
from .errors import UserError
from .reading import article_files, decode, misplaced, read_article

# The tables that a corpus may bring: the columns that they must have and those that they may have, the column that may not
# repeat, and what may stand in a column.
TABLES = {
    "actors": {
        "columns": ("actor_id", "label_fa", "kind"),
        "optional": ("label_en", "aliases", "titles", "affiliation", "valid_from", "valid_to", "source"),
        "key": "actor_id",
        "values": {"kind": ("person", "office", "organisation", "state", "group")},
        "refers": {"affiliation": "actor_id"},
        "dates": ("valid_from", "valid_to"),
    },
    "concepts": {
        "columns": ("concept_id", "label_fa", "phrases"),
        "optional": ("label_en", "source"),
        "key": "concept_id",
    },
    "codes": {"columns": ("code", "label_fa", "definition"), "key": "code", "refers": {"parent": "code"}},
}


def problems(folder):
    """What is wrong in a corpus folder, a line each. Raises UserError where there is no corpus at all."""
    files = article_files(folder)
    found = misplaced(folder) + _misnamed(folder)
    for path in files.values():
        found += _said(lambda path=path: decode(read_article(path), path))
    if (path := folder / "articles.csv").is_file():
        found += _said(lambda: metadata.misspelt(path) + metadata.faults(path) + metadata.unmatched(path, files))
    for name, rule in TABLES.items():
        if (path := folder / f"{name}.csv").is_file():
            found += _said(lambda path=path, rule=rule: _table(path, rule))
    found += _said(lambda: corrections.faults(corrections.read(folder)))
    found += _said(lambda: codings.faults(folder, _codes(folder)))
    wrong = codebook.problems(folder / "codebook")
    return found + wrong + ([] if wrong else unmatched(folder / "codebook"))


def read(path):
    """actors.csv, concepts.csv or codes.csv as a table of strings. Raises UserError where a column is missing."""
    table = codebook.read_csv(path)
    if missing := [name for name in TABLES[path.stem]["columns"] if name not in table]:
        raise UserError(f"{path}:1: the column {missing[0]} is missing")
    return table


def _codes(folder):
    """The codes of codes.csv; None where it cannot be read, which is said elsewhere."""
    path = folder / "codes.csv"
    try:
        return set(read(path)["code"]) if path.is_file() else set()
    except UserError:
        return None


def _misnamed(folder):
    """Tables whose names are nearly those that the kit reads, a line each, where there is no table of the right name."""
    names, found = ("articles", "corrections", *TABLES), []
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.stem.lower() != "articles"):
        [meant] = get_close_matches(path.stem.lower(), names, 1, 0.8) or [""]
        if meant and not (folder / f"{meant}.csv").is_file():
            found.append(f"{path} is not read: do you mean {meant}.csv?")
    return found


def unmatched(folder=None):
    """Rows of the codebook that do not match their own example, a line each; folder: a corpus's own codebook, or None.

    >>> unmatched()
    []
    """
    from . import article, cues

    method, found = codebook.state(folder or ""), []
    path = codebook.file_of("cues", folder)
    for row in codebook.read("cues", folder).itertuples():
        element = tuple(map(cues.fold, row.element.split()))
        matches = (cue.row for cue in cues.cues(article.read(row.example), method))
        if not any(element == match.element and set(row.verb.split("|")) - {""} == match.verbs for match in matches):
            cue = " ".join(filter(None, (row.element, row.verb)))
            found.append(
                f"{codebook.where(path, row.Index)}: '{cue}' is not found in its own example '{row.example}'; mend one of them"
            )
    titles = codebook.file_of("titles", folder)
    for row in codebook.read("titles", folder).itertuples():
        if cues.fold(row.word).replace(" ", "") not in cues.fold(row.example).replace(" ", ""):
            found.append(f"{codebook.where(titles, row.Index)}: '{row.word}' does not stand in its own example; mend one of them")
    return found


def _said(look):
    """What a look at something finds: the lines that it returns, or the one of its UserError."""
    try:
        lines = look()
    except UserError as error:
        return [str(error)]
    return lines if isinstance(lines, list) else []


def _table(path, rule):
    table = read(path)
    key, label = table[rule["key"]], table["label_fa"]
    found = metadata.misspelt(path, (*rule["columns"], *rule["optional"])) if "optional" in rule else []
    found += _wrong(path, table, rule["key"], key == "", "give each row one of its own")
    found += _wrong(path, table, "label_fa", label.str.strip() == "", "write the name by which it is to be shown")
    found += _wrong(path, table, rule["key"], key.duplicated() & (key != ""), "it stands here a second time; keep one row")
    for column, allowed in rule.get("values", {}).items():
        found += _wrong(path, table, column, ~table[column].isin(allowed), f"must be one of {', '.join(allowed)}")
    for column, key in rule.get("refers", {}).items():
        if column in table:
            unknown = (table[column] != "") & ~table[column].isin(set(table[key]))
            found += _wrong(path, table, column, unknown, f"there is no row with this {key}")
    for column in rule.get("dates", ()):
        if column in table:
            found += _wrong(path, table, column, ~table[column].map(_is_date), "write a date as 2023-10-14 or 1402-07-22")
    return found


def _wrong(path, table, column, rows, why):
    return [f"{codebook.where(path, row)}: {column} is '{table.loc[row, column]}': {why}" for row in table.index[rows]]


def _is_date(text):
    try:
        return bool(metadata.parse_date(text))
    except ValueError:
        return False


def misfits(corpus):
    """The corrections that do not fit the articles and tables of a corpus, a line each; builds tables only if there are any."""
    if corpus.corrections.empty:
        return []
    tables = {name: corpus.proposed(name) for name in corrections.COLUMNS}
    return corrections.unfit(corpus.corrections, tables, corpus.articles, corpus.raw, corpus.actors)


def passed_over(corpus):
    """How many corrections were not applied to a corpus, as a list of one line, or of none where all were."""
    left, number = len(misfits(corpus)), len(corpus.corrections)
    return [f"{left} of {number} corrections were not applied: run goftman check {corpus.folder}"] if left else []


def short(folder):
    """Files of a corpus's own codebook with less than half the rows of the kit's, whose place they take, a line each."""
    found = []
    for name in codebook.FILES:
        if (path := folder / "codebook" / f"{name}.csv").is_file():
            own, kit = len(codebook.read(name, path.parent)), len(codebook.read(name))
            if own < kit / 2:
                stands = "1 row stands" if own == 1 else f"{own} rows stand"
                found.append(
                    f"codebook/{name}.csv: its {stands} in place of the kit's {kit};"
                    f" copy data/codebook/{name}.csv and add to it if that was not meant"
                )
    return found


def gaps(corpus):
    """What a corpus does not say of its articles: {column: how many articles have nothing there}, those with none left out."""
    empty = (corpus.articles[["title", "outlet", "date"]] == "").sum()
    return {name: int(number) for name, number in pd.Series(empty).items() if number}


def guessed(corpus):
    """Outlets that are taken from the texts, not from articles.csv: {outlet: articles}, most first."""
    articles = corpus.articles
    outlets = articles.loc[~articles["outlet_from"].isin(["", "articles.csv"]), "outlet"]
    return outlets.value_counts().sort_index(kind="stable").sort_values(ascending=False, kind="stable").to_dict()
