"""A folder of Persian articles as tables.

`open` reads the folder and builds what is not built yet; the tables point back into the raw text by offsets.
"""

import codecs
import hashlib
import os
from functools import cached_property
from pathlib import Path

import pandas as pd

from . import codebook, lemma, metadata, paths, reprints, text, tokens
from .errors import UserError
from .store import Store

BATCH = 4_000_000  # characters that are cut into tokens at a time
COLUMNS = (
    "article_id title outlet source date date_jalali title_from outlet_from date_from path encoding sha256 n_tokens n_sentences near_duplicate_of"
).split()


def open(folder=None, *, actors=None, cache=None, workers=None):
    """The corpus in a folder, built where it is not built yet.

    folder: a corpus folder or a bare folder of .txt files; without one, the corpus that GOFTMAN_CORPUS names, else the
    practice corpus. actors: a folder whose actors.csv and concepts.csv are taken in place of the corpus's own. cache:
    where built tables are kept (default: GOFTMAN_CACHE, else the user's cache folder). workers: processes that build
    (default: GOFTMAN_WORKERS, else one for each core).

    Raises UserError for a folder, a file or a table that cannot be read, with what to do.
    """
    folder = Path(folder) if folder is not None else paths.corpus()
    files = article_files(folder)
    store = Store(Path(cache or paths.cache()) / _slug(folder), _method(folder))
    _build(folder, files, store, _workers(workers))
    return Corpus(folder, files, store, actors=Path(actors) if actors else folder)


class Corpus:
    """The tables of a corpus; each is loaded when it is first asked for.

    articles: one row an article; sentences and tokens: one row each, with `article_id`, `start`, `end`, which are offsets
    into the raw text as `raw` gives it. `notes` says in plain words what did not fit together.
    """

    def __init__(self, folder, files, store, *, actors):
        self.folder, self.files, self.actors_folder, self._store = folder, files, actors, store
        self.figures, self.tables = paths.output(folder) / "figures", paths.output(folder) / "tables"
        self.notes = []

    def __repr__(self):
        return f"Corpus({str(self.folder)!r}, {len(self.files)} articles)"

    @property
    def name(self):
        """The folder's name, for titles."""
        return self.folder.resolve().name

    @cached_property
    def articles(self):
        """One row an article, by article_id: where it is from, and what was found in it."""
        found = self._store.read("articles", list(self.files)).astype({"article_id": "str"}).set_index("article_id")
        path = self.folder / "articles.csv"
        listed = metadata.read_table(path)
        self.notes += [
            f"{path}: there is no file {name}.txt for the row {name}" for name in listed.index if name not in found.index
        ]
        if len(listed):
            self.notes += [
                f"{path}: there is no row for the file {self.files[name].name}"
                for name in found.index
                if name not in listed.index
            ]
        table = metadata.join(found.drop(columns="sketch"), listed)
        order = table.assign(undated=table["date"] == "").sort_values(["undated", "date"], kind="stable").index
        original = reprints.near_duplicates(found["sketch"].to_dict(), list(order))
        table["near_duplicate_of"] = table.index.map(lambda article: original.get(article, ""))
        table = table.reset_index()
        return table[[*COLUMNS, *(name for name in table if name not in COLUMNS)]]

    @cached_property
    def sentences(self):
        """One row a sentence or heading: article_id, start, end, sentence_id, paragraph, section, kind, text."""
        return self._store.read("sentences", list(self.files))

    @cached_property
    def tokens(self):
        """One row a token: article_id, start, end, sentence_id, token_id, text, norm, lemma, is_word, is_stop."""
        return self._store.read("tokens", list(self.files))

    def without_reprints(self):
        """The same corpus without the articles that repeat another's text."""
        table = self.articles
        return self.only(table.loc[table["near_duplicate_of"] == "", "article_id"])

    def only(self, articles):
        """The same corpus with some of its articles alone, given by article_id."""
        chosen = set(articles)
        if unknown := sorted(chosen - self.files.keys()):
            raise UserError(f"{self.folder} has no article {unknown[0]}")
        part = Corpus(
            self.folder,
            {name: path for name, path in self.files.items() if name in chosen},
            self._store,
            actors=self.actors_folder,
        )
        part.articles = self.articles[self.articles["article_id"].isin(chosen)].reset_index(drop=True)
        return part

    def raw(self, article):
        """The raw text of an article, into which all offsets point."""
        if article not in self.files:
            raise UserError(f"{self.folder} has no article {article}")
        return decode(self.files[article].read_bytes(), self.files[article])[0]


# --- reading ----------------------------------------------------------------------------------------------------------


def article_files(folder):
    """{article_id: path} of the .txt files of a corpus, by article_id; they lie in articles/, else in the folder itself.

    Raises UserError for a folder that is missing or empty, an article_id that two files have, and a link out of the folder.
    """
    if not folder.is_dir():
        raise UserError(f"{folder}: there is no such folder; give the folder with your articles")
    home = folder / "articles" if (folder / "articles").is_dir() else folder
    files = {}
    for path in sorted(home.rglob("*.txt")):
        if path.name.startswith((".", "~")) or not path.is_file():
            continue
        if home.resolve() not in path.resolve().parents:
            raise UserError(f"{path} is a link to a file outside of the corpus: put a copy of the file there")
        if path.stem in files:
            raise UserError(
                f"{path} has the same name as {files[path.stem]}: the name is the article_id, so give one another name"
            )
        files[path.stem] = path
    if not files:
        raise UserError(f"{home}: there is no .txt file; put one for each article there")
    return dict(sorted(files.items()))


def decode(data, path):
    """The text of a file's bytes and the name of its encoding: UTF-8 or UTF-16 by its mark, UTF-8, else Windows-1256.

    Nothing else is changed: line ends stay, and offsets count from after the byte order mark.
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding, path), encoding
    if not data.strip():
        raise UserError(f"{path} is empty: remove it, or put the article's text there")
    if b"\0" in data:
        raise UserError(f"{path} is not a text file: save it as plain text in UTF-8")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded(data, "cp1256", path), "cp1256"


def _decoded(data, encoding, path):
    try:
        content = data.decode(encoding)
    except UnicodeDecodeError:
        raise UserError(
            f"{path} is damaged: it says that it is {encoding}, but cannot be read as that; save it again in UTF-8"
        ) from None
    if not content.strip():
        raise UserError(f"{path} is empty: remove it, or put the article's text there")
    letters = [letter for letter in content if letter.isalpha()]
    if encoding == "cp1256" and sum(letter >= "\u0600" for letter in letters) < 0.5 * len(letters):
        raise UserError(f"{path} is neither UTF-8 nor Windows-1256: save it again in UTF-8")
    return content


# --- building ---------------------------------------------------------------------------------------------------------


def _build(folder, files, store, workers):
    """Bring the store up to date with the files: read what changed, and build it in batches."""
    from tqdm import tqdm

    stale = {name: path for name, path in files.items() if not _fresh(path, store.entries.get(name))}
    with tqdm(total=len(stale), desc="reading articles", unit=" articles", delay=1) as bar:
        for tables, entries in _built(list(_batches(stale)), folder / "codebook", workers):
            store.add(tables, entries)
            bar.update(len(entries))
    store.keep(files)


def _built(batches, own, workers):
    if workers == 1 or len(batches) < 2 * workers:  # to start a process takes longer than a batch
        return (build(batch, own) for batch in batches)
    from joblib import Parallel, delayed

    return Parallel(workers, return_as="generator")(delayed(build)(batch, own) for batch in batches)


def build(batch, own=None):
    """The tables of some articles, {table: DataFrame}, and their entries in the store; batch: {article_id: path}.

    own: the corpus's own codebook folder.
    """
    raws, facts, entries = [], [], {}
    for name, path in batch.items():
        data, stat = _bytes(path)
        content, encoding = decode(data, path)
        raws.append(content)
        entries[name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": stat.st_size, "mtime": stat.st_mtime_ns}
        facts.append({"article_id": name, "path": path.name, "encoding": encoding, "sha256": entries[name]["sha256"]})
    sentences, words = tokens.tokenize(raws, codebook=own)
    articles = pd.DataFrame(facts)
    first = sentences.drop_duplicates("article").set_index("article").reindex(range(len(raws)))
    titles = first["text"].where(first["kind"] == "heading", "")
    said = pd.DataFrame([metadata.from_text(raw, title, own) for raw, title in zip(raws, titles, strict=True)])
    articles = pd.concat([articles, said], axis=1)
    for column, table in (("n_tokens", words), ("n_sentences", sentences)):
        articles[column] = table["article"].value_counts().reindex(range(len(raws)), fill_value=0).to_numpy()
    articles["sketch"] = reprints.sketches(words, words["article"], len(raws))
    names = list(batch)
    return {"articles": articles, "sentences": _named(sentences, names), "tokens": _named(words, names)}, entries


def _named(table, names):
    """A table with article_id, start, end in front, in place of the article's number."""
    named = table.assign(article_id=pd.Categorical.from_codes(table["article"], names))
    return named[["article_id", "start", "end", *(name for name in table if name not in ("article", "start", "end"))]]


def _bytes(path):
    try:
        return path.read_bytes(), path.stat()
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}") from None


def _fresh(path, entry):
    """Whether a file is as it was built: same size and time, or else the same bytes."""
    if entry is None:
        return False
    data, stat = None, path.stat()
    if (stat.st_size, stat.st_mtime_ns) != (entry["size"], entry["mtime"]):
        data, _ = _bytes(path)
    return data is None or hashlib.sha256(data).hexdigest() == entry["sha256"]


def _batches(files):
    """The files in batches of about BATCH characters."""
    batch, size = {}, 0
    for name, path in files.items():
        batch[name] = path
        size += path.stat().st_size / 2  # most letters take two bytes
        if size >= BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _workers(given):
    value = given or os.environ.get("GOFTMAN_WORKERS") or os.cpu_count()
    try:
        return max(1, int(value))
    except ValueError:
        raise UserError(f"GOFTMAN_WORKERS is '{value}': give a number, such as 2") from None


def _slug(folder):
    place = str(folder.resolve())
    return f"{folder.resolve().name}-{hashlib.sha256(place.encode()).hexdigest()[:12]}"


def _method(folder):
    """A hash of all that the built tables depend on beside the files: the code, the codebook, the libraries."""
    from importlib.metadata import version

    sources = (Path(module.__file__).read_bytes() for module in (text, lemma, tokens, metadata, reprints, codebook))
    parts = [
        *(hashlib.sha256(source).hexdigest() for source in sources),
        Path(__file__).read_text(encoding="utf-8"),
        codebook.digest(folder / "codebook"),
    ]
    return hashlib.sha256("\0".join([*parts, version("hazm"), version("simplemma")]).encode()).hexdigest()
