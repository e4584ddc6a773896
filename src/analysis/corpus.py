"""A folder of Persian articles as tables.

`open` reads the folder and builds what is not built yet; the tables point back into the raw text by offsets.
"""

import hashlib
import os
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from . import check, codebook, corrections, lemma, metadata, paths, reading, reprints, sentences, text, tokens
from .errors import UserError
from .reading import article_files, article_folder, decode, read_article, size_and_time
from .store import Store

BATCH = 4_000_000  # characters that are cut into tokens at a time
COLUMNS = [
    "article_id", "title", "outlet", "source", "date", "date_jalali", "title_from", "outlet_from", "date_from",
    "path", "encoding", "sha256", "n_tokens", "n_sentences", "near_duplicate_of",
]  # fmt: skip


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
    actors = _actors(Path(actors)) if actors is not None else folder
    for name in ("actors", "concepts"):
        _optional(actors / f"{name}.csv")  # what is wrong there is said before the building
    method = codebook.state(folder / "codebook")
    store = Store(Path(cache or paths.cache()) / _slug(folder), _key(method))
    workers = _workers(workers)
    _build(files, store, method, workers)
    return Corpus(folder, files, store, actors=actors, method=method, workers=workers)


def _actors(folder):
    if not (folder / "actors.csv").is_file():
        raise UserError(f"{folder} has no actors.csv: give a folder with an actors.csv, or leave it out")
    return folder


def _optional(path):
    return check.read(path) if path.is_file() else None


class Corpus:
    """The tables of a corpus; each is loaded when it is first asked for.

    articles: one row an article; sentences, tokens, mentions, statements and stances: one row each, with `article_id`, `start`,
    `end`, which are offsets into the raw text as `raw` gives it. `notes` says in plain words what did not fit together.
    """

    def __init__(self, folder, files, store, *, actors, method=None, workers=1):
        self.folder, self.files, self.actors_folder, self._store = folder, files, actors, store
        self.method, self._workers = method, workers
        self.figures, self.tables = paths.output(folder) / "figures", paths.output(folder) / "tables"

    def __repr__(self):
        return f"Corpus({str(self.folder)!r}, {len(self.files)} articles)"

    @cached_property
    def notes(self):
        """Where articles.csv and the files do not fit together, in plain words."""
        return metadata.unmatched(self.folder / "articles.csv", self.files)

    @cached_property
    def articles(self):
        """One row an article, by article_id: where it is from, and what was found in it."""
        found = self._store.read("articles", list(self.files)).astype({"article_id": "str"}).set_index("article_id")
        table = metadata.join(found.drop(columns="sketch"), metadata.read_table(self.folder / "articles.csv"))
        home = f"{article_folder(self.folder).as_posix()}/"
        table["path"] = [Path(self.files[name]).as_posix().removeprefix(home) for name in table.index]
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

    def column(self, name):
        """One column of the tokens, read by itself where their table is not loaded."""
        table = vars(self).get("tokens")
        return self._store.read("tokens", list(self.files), [name])[name] if table is None else table[name]

    @cached_property
    def actors(self):
        """actors.csv as a table of strings, or None where there is none."""
        return _optional(self.actors_folder / "actors.csv")

    @cached_property
    def concepts(self):
        """concepts.csv as a table of strings, or None where there is none."""
        return _optional(self.actors_folder / "concepts.csv")

    @cached_property
    def corrections(self):
        """corrections.csv, a reader's corrections of the tables below; without rows where there is none."""
        return corrections.read(self.folder)

    @cached_property
    def mentions(self):
        """One row for each stretch that names an actor: article_id, start, end, mention_id, actor_id, name, text, how, …"""
        return self._corrected("mentions")

    @cached_property
    def statements(self):
        """One row for each thing that a source is reported to say: article_id, start, end, speaker, text, mode, …"""
        return self._corrected("statements")

    @cached_property
    def stances(self):
        """One row for each position of a holder on a target: article_id, start, end, stance_id, holder, target, polarity, …"""
        said = set(self.statements["statement_id"])
        table = corrections.follow(self._corrected("stances"), self.proposed("statements"), self.statements)
        return table.assign(statement_id=table["statement_id"].where(table["statement_id"].isin(said), ""))  # some were removed

    def proposed(self, table):
        """Mentions, statements or stances as the program proposes them, without a reader's corrections."""
        return self._discourse.read(table, list(self.files))

    def _corrected(self, table):
        said = corrections.completed(self.corrections, self.actors)
        return corrections.apply(table, self.proposed(table), said, self.articles, self.raw)

    @cached_property
    def _discourse(self):
        from . import discourse

        return discourse.built(self, self._workers)

    def without_reprints(self):
        """The same corpus without the articles that repeat another's text."""
        table = self.articles
        return self.only(table.loc[table["near_duplicate_of"] == "", "article_id"])

    def only(self, articles):
        """The same corpus with some of its articles alone, given by article_id."""
        chosen = set(articles)
        if unknown := sorted(chosen - self.files.keys()):
            raise UserError(f"{self.folder} has no article {unknown[0]}")
        files = {name: path for name, path in self.files.items() if name in chosen}
        part = Corpus(self.folder, files, self._store, actors=self.actors_folder, method=self.method, workers=self._workers)
        part.notes = self.notes
        part.articles = self.articles[self.articles["article_id"].isin(chosen)].reset_index(drop=True)
        return part

    def raw(self, article):
        """The raw text of an article, into which all offsets point.

        Raises UserError where the file is no longer the one that the tables were built from.
        """
        if article not in self.files:
            raise UserError(f"{self.folder} has no article {article}")
        path = self.files[article]
        return _text(path, size_and_time(path), self._store.entries[article]["sha256"])


@lru_cache(128)  # a page of a concordance is looked at more than once
def _text(path, stamp, sha256):
    """The text of a file with this size, time and hash; raises UserError where it has another."""
    data = read_article(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UserError(f"{path} was changed since the corpus was opened: open the corpus again")
    return decode(data, path)[0]


# --- building ---------------------------------------------------------------------------------------------------------


def _build(files, store, method, workers):
    """Bring the store up to date with the files: read what changed, and build it in batches.

    method: the codebook's state.
    """
    if not _stale(files, store) and store.entries.keys() == files.keys():
        return
    from tqdm import tqdm

    with store.locked():
        stale = _stale(files, store)
        with tqdm(total=len(stale), desc="reading articles", unit=" articles", delay=1) as bar:
            for tables, entries in _built(list(_batches(stale)), method, workers):
                store.add(tables, entries)
                bar.update(len(entries))
        store.keep(files)


def _stale(files, store):
    """The files that are not built as they are now."""
    return {name: path for name, path in files.items() if not _fresh(path, store.entries.get(name))}


def _built(batches, method, workers):
    if workers == 1 or len(batches) < 2 * workers:  # to start a process takes longer than a batch
        return (build(batch, method) for batch in batches)
    from joblib import Parallel, delayed

    return Parallel(workers, return_as="generator")(delayed(build)(batch, method) for batch in batches)


def build(batch, method=None):
    """The tables of some articles, {table: DataFrame}, and their entries in the store; batch: {article_id: path}.

    method: the codebook's state.
    """
    raws, facts, entries = [], [], {}
    for name, path in batch.items():
        (size, mtime), data = size_and_time(path), read_article(path)  # if it is changed meanwhile, its time will tell
        content, encoding = decode(data, path)
        raws.append(content)
        entries[name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": size, "mtime": mtime}
        facts.append({"article_id": name, "path": Path(path).name, "encoding": encoding, "sha256": entries[name]["sha256"]})
    words = tokens.tokenize(raws, codebook=method)
    lines = sentences.sentences(raws, words, codebook=method)
    articles = pd.concat([pd.DataFrame(facts), _described(raws, lines, words, method)], axis=1)
    names = list(batch)
    return {"articles": articles, "sentences": _named(lines, names), "tokens": _named(words, names)}, entries


def _described(raws, lines, words, method):
    """What the texts and their tables say of each article."""
    numbers = range(len(raws))
    first = lines.drop_duplicates("article").set_index("article").reindex(numbers)
    titles = first["text"].where(first["kind"] == "heading", "")
    said = pd.DataFrame([metadata.from_text(raw, title, method) for raw, title in zip(raws, titles, strict=True)])
    sizes = {
        name: table["article"].value_counts().reindex(numbers, fill_value=0)
        for name, table in (("n_tokens", words), ("n_sentences", lines))
    }
    return said.assign(**sizes, sketch=reprints.sketches(words, words["article"], len(raws)))


def _named(table, names):
    """A table with article_id, start, end in front, in place of the article's number."""
    named = table.assign(article_id=pd.Categorical.from_codes(table["article"], names))
    return named[["article_id", "start", "end", *(name for name in table if name not in ("article", "start", "end"))]]


def _fresh(path, entry):
    """Whether a file is as it was built: same size and time, or else the same bytes."""
    if entry is None:
        return False
    same = size_and_time(path) == (entry["size"], entry["mtime"])
    return same or hashlib.sha256(read_article(path)).hexdigest() == entry["sha256"]


def _batches(files):
    """The files in batches of about BATCH characters."""
    batch, size = {}, 0
    for name, path in files.items():
        batch[name] = path
        size += size_and_time(path)[0] / 2  # most letters take two bytes
        if size >= BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _workers(given):
    value = given or os.environ.get("GOFTMAN_WORKERS") or os.cpu_count() or 1
    try:
        return max(1, int(value))
    except ValueError:
        raise UserError(f"GOFTMAN_WORKERS is '{value}': give a number, such as 2") from None


def _slug(folder):
    place = folder.resolve()
    return f"{place.name[:40]}-{hashlib.sha256(os.fsencode(place)).hexdigest()[:12]}"  # file systems limit the length of a name


def _key(method):
    """A hash of all that the built tables depend on beside the files: the code, the codebook, the libraries."""
    from importlib.metadata import version

    modules = (reading, text, lemma, tokens, sentences, metadata, reprints, codebook)
    sources = [Path(path).read_bytes() for path in (*(module.__file__ for module in modules), __file__)]
    parts = [hashlib.sha256(source).hexdigest() for source in sources]
    return hashlib.sha256("\0".join([*parts, method.digest, version("hazm"), version("simplemma")]).encode()).hexdigest()
