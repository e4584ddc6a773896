"""Articles and what is marked in them, to annotation tools and back.

What is marked is one table here, in the columns of a coding by hand: a row is a mention, statement, stance or code, which the
program proposes or a coder set. The formats are in exchange_inception, exchange_brat, exchange_conllu, exchange_dna and
exchange_spreadsheet.
"""

import re
from importlib import import_module
from pathlib import Path

import pandas as pd

from . import codings, output
from .codebook import read_csv
from .errors import UserError
from .reading import article_folder

FORMATS = ("inception", "brat", "conllu", "dna", "spreadsheet")
MARKED = ("inception", "brat", "dna")  # formats that hold what is marked
BACK = ("inception", "brat")  # formats that are read back
LAYERS = {"mention": "Mention", "statement": "Statement", "stance": "Stance", "code": "Code"}  # as the tools call them
ADDRESS = "what article_id sha256 start end text".split()
CODED = [name for names in codings.CONTENT.values() for name in names] + ["note"]
FEATURES = {  # what a row of each kind may hold: first what a coder codes
    "mention": "actor_id how name alias distanced rule note".split(),
    "statement": "mode speaker speaker_name speaker_text cue addressee cue_start cue_end cue_class rule note".split(),
    "stance": "holder target act polarity holder_name holder_text target_name target_text target_kind rule note".split(),
    "code": "code note".split(),
}
COLUMNS = [*ADDRESS, *dict.fromkeys([*CODED, *(name for names in FEATURES.values() for name in names)])]
SPECIAL = re.compile(r"[\\|\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")  # what lines, notes or XML cannot hold


def export(corpus, folder, *, to, coder=None, blind=False):
    """Write a corpus into a folder in the format of another tool; returns the names of the files.

    to: inception (a UIMA CAS as XMI for each article, and TypeSystem.xml), brat (.txt and .ann for each article, and
    annotation.conf), conllu (corpus.conllu), dna (statements.csv) or spreadsheet (corpus.xlsx). coder: what is marked is that
    which coding/CODER.csv has, in place of the program's proposals with a reader's corrections; for the first two and dna. blind:
    nothing is marked, for coders who shall not see proposals.

    Raises UserError for an unknown format or coder, for a folder among the articles, and where a file of that name is
    somebody else's.
    """
    if to not in FORMATS:
        raise UserError(f"there is no format '{to}': it must be one of {', '.join(FORMATS)}")
    if coder is not None and to not in MARKED:
        raise UserError(f"{to} holds no codings: leave coder out, or export to one of {', '.join(MARKED)}")
    home, folder = article_folder(corpus.folder).resolve(), Path(folder).resolve()
    if home in (folder, *folder.parents):
        raise UserError(f"{folder} lies among the articles, and would be read as such: choose a folder outside of {home}")
    given = [annotations(corpus, coder=coder).head(0 if blind else None)] if to in MARKED else []
    files = _module(to).files(corpus, *given)
    output.write(folder, files)
    return sorted(files)


def annotations(corpus, *, coder=None):
    """What is marked in the articles of a corpus, as a coding has it.

    coder: the rows of coding/CODER.csv; without it, the mentions, statements and stances of the corpus, where the holder and
    target of a stance are ids, else names.

    Returns one row a mention, statement, stance or code, by article and place: what, article_id, sha256, start, end, text (the
    raw text), and a column of strings for each of FEATURES and each further column of the coding. Raises UserError where there
    is no such coding, and for a row that lies outside of its article.

    >>> import analysis
    >>> table = annotations(analysis.open(), coder="agreed")
    >>> table.loc[0, ["what", "text", "actor_id", "how"]].tolist()
    ['mention', 'وزیر دفاع ماهوران', 'sepehrvand', 'function']
    """
    if coder is None:
        return _filled(corpus, [row for kind in ("mention", "statement", "stance") for row in _proposed(corpus, kind)])
    coded = codings.marks(corpus.folder, coder)
    if coded is None:
        raise UserError(f"{corpus.folder / 'coding' / f'{coder}.csv'}: there is no such file; give the name of a coder")
    names = dict(zip(corpus.articles["sha256"], corpus.articles["article_id"], strict=True))
    coded = coded.assign(article_id=coded["sha256"].map(names)).dropna(subset="article_id")
    return _filled(corpus, coded.to_dict("records"))


def _proposed(corpus, kind):
    found = getattr(corpus, f"{kind}s")
    columns = ["article_id", "start", "end", *(name for name in FEATURES[kind] if name in found)]
    for row in found[columns].to_dict("records"):
        row |= {name: "" for name in ("cue_start", "cue_end") if row.get(name) == -1}
        row |= {name: row[name] or row[f"{name}_name"] for name in ("holder", "target") if name in row}
        yield {"what": kind} | row


def _filled(corpus, rows):
    """The table that `annotations` gives, of dictionaries with what, article_id, start, end and features."""
    columns = [*COLUMNS, *dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)]
    places = {name: place for place, name in enumerate(corpus.articles["article_id"])}
    hashes = dict(zip(corpus.articles["article_id"], corpus.articles["sha256"], strict=True))
    if unknown := [row["what"] for row in rows if row["what"] not in LAYERS]:
        raise UserError(f"what is '{unknown[0]}' in a coding: it must be one of {', '.join(LAYERS)}")
    rows = sorted(rows, key=lambda row: (places[row["article_id"]], row["start"], row["end"], [*LAYERS].index(row["what"])))
    raws, filled = {}, []
    for row in rows:
        article = row["article_id"]
        raw = raws[article] if article in raws else raws.setdefault(article, corpus.raw(article))
        if not 0 <= row["start"] < row["end"] <= len(raw):
            raise UserError(f"{article}: {row['start']}-{row['end']} is no place in it: correct it, or take the row out")
        cells = {name: "" if pd.isna(value) else str(value) for name, value in row.items()}
        filled.append(cells | {"sha256": hashes[article], "text": raw[row["start"] : row["end"]]})
    return pd.DataFrame(filled, columns=columns, dtype="str").fillna("").astype({"start": "int64", "end": "int64"})


# --- back -------------------------------------------------------------------------------------------------------------


def annotated(corpus, path, *, form):
    """What somebody marked in another tool, as a table of the kind that `annotations` gives.

    path: a file or folder that the tool gave; form: inception (.xmi beside TypeSystem.xml, or .zip) or brat (.ann beside .txt).
    Articles are known by their text, which must be that of the corpus. Raises UserError, with file and line where there is
    one, for what cannot be read.
    """
    return _annotated(corpus, path, form)[0]


def bring(corpus, path, *, form, coder, assisted=False):
    """Make what somebody marked in another tool the coding coding/CODER.csv; returns its rows, as `annotated` gives them.

    assisted: the coder saw what the program proposes, which is also known by a row that has a rule; else the coding is blind. The
    articles that are brought are coded anew, and finished; what the file has of others is kept. Raises UserError as `annotated`
    does, and where the file was not made in this way, or was changed since.
    """
    if coder in codings.OWN or not re.fullmatch(r"[\w-]+", coder):
        raise UserError(
            f"the coder is '{coder}': give a name of letters, digits and hyphens, but for {' and '.join(codings.OWN)}"
        )
    rows, articles = _annotated(corpus, path, form)
    hashes = corpus.articles.set_index("article_id")["sha256"]
    done = [{"what": "article", "article_id": one, "sha256": hashes[one], "start": 0, "end": 0} for one in articles]
    how = {"condition": "assisted" if assisted or (rows["rule"] != "").any() else "blind"}
    new = [row | how | {"decision": "add"} for row in rows.to_dict("records")]
    _replace(corpus.folder / "coding" / f"{coder}.csv", new + [row | how | {"decision": "done"} for row in done])
    return rows


def _replace(path, new):
    """Write rows into a coding, in place of all that it has of the same articles."""
    with codings.locked(path):
        before = read_csv(path).to_dict("records") if path.is_file() else []
        articles = {row["sha256"] for row in new}
        rows = [row for row in before if row["sha256"] not in articles] + new
        further = dict.fromkeys(name for row in rows for name in row if row[name] and name not in codings.COLUMNS)
        columns = [*codings.COLUMNS, *further]
        table = pd.DataFrame([[str(row.get(name, "")) for name in columns] for row in rows], columns=columns)
        output.write(path.parent, {path.name: table.to_csv(index=False, lineterminator="\n").encode()})


def _annotated(corpus, path, form):
    """The rows, and the articles that were read, some of which may have none."""
    if form not in BACK:
        raise UserError(f"there is no reading from '{form}': it must be one of {', '.join(BACK)}")
    path = Path(path)
    if not path.exists():
        raise UserError(f"{path}: there is no such file or folder; give what {form} exported")
    found = _module(form).read(corpus, path)
    return _filled(corpus, [row for rows in found.values() for row in rows]), list(found)


def by_text(corpus, texts):
    """{text as a tool has it: article_id}; texts: what makes this of a raw text."""
    return {texts(corpus.raw(article)): article for article in reversed(corpus.articles["article_id"].tolist())}


def _module(form):
    return import_module(f".exchange_{form}", __package__)


def escaped(text):
    r"""A text in one line, without what notes and XML cannot hold.

    >>> escaped("الف|ب"), unescaped(escaped("الف|ب"))
    ('الف\\u007cب', 'الف|ب')
    """
    return SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def unescaped(text):
    """The text of which `escaped` made this."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
