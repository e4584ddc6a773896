"""To and from INCEpTION: a UIMA CAS as XMI for each article, and TypeSystem.xml, which names the layers.

Each kind of row is a span layer of its own, webanno.custom.Mention and so on, with a string feature for each column; sentences
and tokens are those of the corpus. UIMA counts in units of UTF-16: dkpro-cassis turns offsets into code points and back.
What XML cannot hold is a replacement character in the text, at the same place, and escaped in features.
"""

import io
import re
import zipfile

from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem
from cassis.typesystem import TypeNotFoundError
from lxml.etree import LxmlError

from .errors import UserError
from .exchange import ADDRESS, FEATURES, LAYERS, by_text, escaped, unescaped

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SEGMENTS = {name: f"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.{name.title()[:-1]}" for name in ("sentences", "tokens")}
TYPES = {kind: f"webanno.custom.{label}" for kind, label in LAYERS.items()}
DAMAGED = (LxmlError, LookupError, ValueError, TypeError, AttributeError, TypeNotFoundError, zipfile.BadZipFile, RuntimeError)


def files(corpus, rows):
    """The files for INCEpTION, {name: bytes}; rows: as `exchange.annotations` gives them."""
    types = typesystem({kind: _used(part) for kind, part in rows.groupby("what")})
    parts = {name: dict(iter(getattr(corpus, name).groupby("article_id", observed=True))) for name in SEGMENTS}
    marked = dict(iter(rows.groupby("article_id")))
    written = {"TypeSystem.xml": types.to_xml().encode()}
    for article in corpus.articles["article_id"]:
        segments = {name: part[article] for name, part in parts.items() if article in part}
        cas = cas_of(corpus.raw(article), marked[article].to_dict("records") if article in marked else [], types, segments)
        written[f"{article}.xmi"] = cas.to_xmi().encode()
    return written


def _used(rows):
    return [name for name in rows if name not in ADDRESS and (rows[name] != "").any()]


def typesystem(more=None):
    """The layers: sentences, tokens, and the kinds of rows; more: {kind: further columns of a coding}, as features."""
    types = TypeSystem()
    for name in SEGMENTS.values():
        types.create_type(name, "uima.tcas.Annotation")
    for kind, name in TYPES.items():
        layer = types.create_type(name, "uima.tcas.Annotation")
        for feature in dict.fromkeys([*FEATURES[kind], *(more or {}).get(kind, [])]):
            if not re.fullmatch("[A-Za-z][A-Za-z0-9_]*", feature):
                raise UserError(f"a column of the coding is called '{feature}': INCEpTION wants Latin letters; rename it")
            types.create_feature(layer, feature, "uima.cas.String")
    return types


def cas_of(raw, rows, types, segments):
    """The CAS of an article; rows: dictionaries with what, start, end and features; segments: {sentences: table, tokens: table}.

    >>> row = {"what": "mention", "start": 2, "end": 6, "how": "place"}
    >>> cas = cas_of("🕊 صلح", [row], typesystem(), {})
    >>> [(one.begin, one.end, one.how) for one in cas.select("webanno.custom.Mention")]
    [(2, 6, 'place')]
    """
    cas = Cas(types, sofa_string=sofa(raw), sofa_mime="text/plain", document_language="fa")
    for name, part in segments.items():
        segment = types.get_type(SEGMENTS[name])
        cas.add_all(
            segment(begin=start, end=end) for start, end in zip(part["start"].tolist(), part["end"].tolist(), strict=True)
        )
    for row in rows:
        features = {name: escaped(value) for name, value in row.items() if name not in ADDRESS and value}
        cas.add(types.get_type(TYPES[row["what"]])(begin=row["start"], end=row["end"], **features))
    return cas


def sofa(raw):
    """A raw text as XML can hold it, each character in its place."""
    return NOT_XML.sub("\ufffd", raw)


# --- back -------------------------------------------------------------------------------------------------------------


def read(corpus, path):
    """{article_id: rows} of an .xmi file, of a .zip as INCEpTION exports it, or of all of these in a folder."""
    found, articles = {}, by_text(corpus, sofa)
    for name, cas in _found(path):
        text = cas.sofa_string
        article = articles.get(text)
        if article is None:
            raise UserError(f"{name}: no article of {corpus.folder} has this text: export again, and annotate that")
        if article in found:
            raise UserError(f"{name}: the article {article} was read from another file already: keep one of them")
        found[article] = [{"article_id": article} | row for row in marked(cas)]
    return found


def marked(cas):
    """The rows of a CAS: what, start, end and features."""
    for kind, name in TYPES.items():
        if cas.typesystem.contains_type(name):
            for one in cas.select(name):
                features = {feature.name: one[feature.name] for feature in one.type.features}
                cells = {feature: unescaped(value) for feature, value in features.items() if isinstance(value, str) and value}
                yield {"what": kind, "start": one.begin, "end": one.end} | cells


def _found(path):
    """(where it lies, CAS) of each .xmi."""
    paths = sorted(one for one in path.rglob("*") if one.suffix in (".xmi", ".zip")) if path.is_dir() else [path]
    if not paths:
        raise UserError(f"{path}: there is no .xmi or .zip; give what INCEpTION exported as UIMA CAS XMI")
    for one in paths:
        try:
            yield from _unpacked(one) if one.suffix == ".zip" else [(one, _cas(one.read_bytes(), _beside(one)))]
        except UserError:
            raise
        except DAMAGED as error:
            said = " ".join(str(error).split())[:120]
            raise UserError(f"{one} cannot be read as UIMA CAS XMI ({said}): export it from INCEpTION again") from None


def _beside(path):
    types = path.with_name("TypeSystem.xml")
    if not types.is_file():
        raise UserError(f"{types} is missing: put it beside {path.name}, both come from one export")
    return types.read_bytes()


def _unpacked(path):
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".xmi"):
                types = f"{name.rpartition('/')[0]}/TypeSystem.xml".removeprefix("/")
                yield f"{path}:{name}", _cas(archive.read(name), archive.read(types))


def _cas(content, types):
    return load_cas_from_xmi(io.BytesIO(content), typesystem=load_typesystem(io.BytesIO(types)))
