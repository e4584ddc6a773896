"""To and from brat: standoff annotations, one .txt and one .ann for each article.

The .txt holds the raw text in UTF-8, line ends as they are; brat counts its code points, as Python does. In the .ann, a row is a
text-bound annotation (T) with an attribute (A) for each closed value and one note (#) for all else, `column=value` with | between
them. A span that crosses the end of a line is written as fragments, since a line of the .ann holds the text of each.
"""

import re
from itertools import count

from .check import read as read_table
from .corrections import VALUES
from .errors import UserError
from .exchange import ADDRESS, LAYERS, by_text, escaped, unescaped

CLOSED = {"mention": ["how"], "statement": ["mode"], "stance": ["act", "polarity"], "code": ["code"]}
PLAIN = re.compile(r"[^\s,|:<>]+")  # what annotation.conf can name as a value
LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")  # Python, in which brat is written, ends a line at these
TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t.*)?")
ATTRIBUTE = re.compile(r"A\d+\t(\S+) (T\d+) (.+)")
NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)")
COLUMN = re.compile(r"\w+=.*")
OVERLAP = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"  # a mention lies in a statement, and so on
VISUAL = "[labels]\n[drawing]\n[options]\nText\tdirection:rtl\n"


def files(corpus, rows):
    """The files for brat, {name: bytes}; rows: as `exchange.annotations` gives them."""
    written = {"annotation.conf": _configuration(corpus, rows).encode(), "visual.conf": VISUAL.encode()}
    parts = dict(iter(rows.groupby("article_id")))
    for article in corpus.articles["article_id"]:
        raw = corpus.raw(article)
        lines = standoff(raw, parts[article].to_dict("records")) if article in parts else []
        written |= {f"{article}.txt": raw.encode(), f"{article}.ann": "".join(f"{line}\n" for line in lines).encode()}
    return written


def standoff(raw, rows):
    r"""The lines of an .ann file; rows: dictionaries with what, start, end and features, of one raw text.

    >>> list(standoff("گفت:\nصلح", [{"what": "statement", "start": 0, "end": 8, "mode": "colon", "cue": "گفت"}]))
    ['T1\tStatement 0 4;5 8\tگفت: صلح', 'A1\tmode T1 colon', '#1\tAnnotatorNotes T1\tcue=گفت']
    """
    attributes = count(1)
    for number, row in enumerate(rows, 1):
        spans = fragments(raw, row["start"], row["end"])
        text = " ".join(raw[start:end] for start, end in spans)
        yield f"T{number}\t{LAYERS[row['what']]} {';'.join(f'{start} {end}' for start, end in spans)}\t{text}"
        closed = [name for name in CLOSED[row["what"]] if PLAIN.fullmatch(row.get(name, ""))]
        for name in closed:
            yield f"A{next(attributes)}\t{name} T{number} {row[name]}"
        note = "|".join(f"{name}={escaped(value)}" for name, value in row.items() if value and name not in [*ADDRESS, *closed])
        if note:
            yield f"#{number}\tAnnotatorNotes T{number}\t{note}"


def fragments(raw, start, end):
    r"""The parts of a span between the ends of lines, [(start, end)]; the first begins where it does, the last ends so.

    >>> fragments("یک\r\nدو", 0, 6), fragments("\nدو", 0, 3)
    ([(0, 2), (4, 6)], [(0, 0), (1, 3)])
    """
    found = [match.span() for match in LINE.finditer(raw, start, end)]
    first = [] if found and found[0][0] == start else [(start, start)]
    last = [] if found and found[-1][1] == end else [(end, end)]
    return first + found + last


def _configuration(corpus, rows):
    """annotation.conf: the types, and the values of their attributes."""
    path = corpus.folder / "codes.csv"
    codes = read_table(path)["code"].tolist() if path.is_file() else []
    values = VALUES | {"code": [code for code in dict.fromkeys([*codes, *rows["code"]]) if PLAIN.fullmatch(code)]}
    attributes = [
        f"{name}\tArg:{LAYERS[kind]}, Value:{'|'.join(values[name])}"
        for kind, names in CLOSED.items()
        for name in names
        if values[name]
    ]
    return "\n".join(["[entities]", *LAYERS.values(), "[relations]", OVERLAP, "[events]", "[attributes]", *attributes, ""])


# --- back -------------------------------------------------------------------------------------------------------------


def read(corpus, path):
    """{article_id: rows} of an .ann file or of all in a folder; each lies beside the .txt of its article."""
    found, articles = {}, by_text(corpus, str)
    paths = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
    if not paths:
        raise UserError(f"{path}: there is no .ann file; give the folder that brat keeps the articles in")
    for one in paths:
        beside = one.with_suffix(".txt")
        raw = _decoded(beside)
        article = one.stem if one.stem in corpus.files and corpus.raw(one.stem) == raw else articles.get(raw)
        if article is None:
            raise UserError(f"{beside}: no article of {corpus.folder} has this text: export again, and annotate that")
        if article in found:
            raise UserError(f"{one}: the article {article} was read from another file already: keep one of them")
        found[article] = [{"article_id": article} | row for row in marked(_decoded(one), raw, one)]
    return found


def _decoded(path):
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}; see to it that it lies there") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8: take the file as brat has it") from None


def marked(content, raw, path):
    """The rows of an .ann file: what, start, end and features; raw: the article's text.

    An annotation of another type than those exported is a code of that name. Raises UserError, with the line, for what has no
    place in a coding (relations, events, links), for what cannot be read, and for a place that the text does not have.
    """
    kinds, rows = {label: kind for kind, label in LAYERS.items()}, {}
    for number, line in enumerate(re.split("\r?\n", content), 1):
        if match := TEXT_BOUND.fullmatch(line):
            ends = [int(end) for end in re.split("[ ;]", match[3])]
            if not ends[0] < ends[-1] <= len(raw):
                raise UserError(f"{path}:{number}: {ends[0]}-{ends[-1]} is no place in the text: correct or remove the line")
            kind = kinds.get(match[2])
            rows[match[1]] = {"what": kind or "code", "start": ends[0], "end": ends[-1]} | ({} if kind else {"code": match[2]})
        elif line and not ATTRIBUTE.fullmatch(line) and not NOTE.fullmatch(line):
            raise UserError(f"{path}:{number}: '{line[:40]}' has no place in a coding, or cannot be read: remove the line")
    for number, line in enumerate(re.split("\r?\n", content), 1):
        _fill(rows, line, f"{path}:{number}")
    return list(rows.values())


def _fill(rows, line, where):
    """Put what an attribute or note says into its row."""
    attribute, note = ATTRIBUTE.fullmatch(line), NOTE.fullmatch(line)
    if (target := attribute[2] if attribute else note[1] if note else None) is None:
        return
    if target not in rows:
        raise UserError(f"{where}: there is no annotation {target}: remove the line")
    if attribute:
        rows[target][attribute[1]] = attribute[3]
        return
    for part in filter(None, note[2].split("|")):
        name, _, value = part.partition("=")
        if not COLUMN.fullmatch(part):  # somebody wrote it freely
            name, value = "note", "; ".join(filter(None, [rows[target].get("note"), part]))
        rows[target][name] = unescaped(value)
