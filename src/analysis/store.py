"""Built tables on disk: parts of Arrow files, each with the rows of some articles, and a manifest of what lies where.

A part is written under another name and renamed, and the manifest is replaced in one step, so that an interrupted build
leaves nothing half written and what was finished counts. A changed article gets a new part; its old rows are passed over. One
process builds at a time; to read what is built, nobody waits.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import feather

from .errors import UserError
from .output import replace

TABLES = ("articles", "sentences", "tokens")
PART = re.compile(r"[0-9a-f]{24}|\.part-.*")
UNFINISHED = ".part-"  # how the name of a part begins while it is written
PATIENCE = 0.5  # seconds to wait for another process without a word


class Store:
    """Built tables in `folder`; `key` stands for the method that they were built with, `tables` are their names.

    `entries` is {article_id: {"sha256", "size", "mtime", "part"}}, for the articles that are built.
    """

    def __init__(self, folder, key, tables=TABLES):
        self.folder, self.key, self.tables = Path(folder), key, tables
        self.entries = self._built()

    def _built(self):
        """The entries of what is built, as it stands on disk."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):  # no manifest, or a damaged one
            manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
            if manifest["key"] == self.key:
                whole = {path.name for path in self.folder.iterdir() if self._is_whole(path)}
                return {name: entry for name, entry in manifest["entries"].items() if entry["part"] in whole}
        return {}

    @contextlib.contextmanager
    def locked(self):
        """Nobody else builds here meanwhile; what another process has built by then counts."""
        from filelock import FileLock, Timeout

        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock")
            try:
                lock.acquire(timeout=PATIENCE)
            except Timeout:
                print(f"another process is building the tables in {self.folder}: waiting for it", file=sys.stderr)
                lock.acquire()
        try:
            self.entries = self._built()
            yield
        finally:
            lock.release()

    def add(self, tables, entries):
        """Keep the tables of some articles, {table: DataFrame}, and note their entries; while `locked`."""
        name = hashlib.sha256(json.dumps([self.key, entries], sort_keys=True).encode()).hexdigest()[:24]
        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = Path(tempfile.mkdtemp(dir=self.folder, prefix=UNFINISHED))
            try:
                for table, rows in tables.items():
                    file, chunk = unfinished / f"{table}.arrow", max(len(rows), 1)  # one, for its categories are read once
                    feather.write_feather(_arrow(rows), file, compression="lz4", chunksize=chunk)
                if not self._is_whole(self.folder / name):
                    shutil.rmtree(self.folder / name, ignore_errors=True)
                    unfinished.rename(self.folder / name)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
            self.entries |= {article: entry | {"part": name} for article, entry in entries.items()}
            self._note()

    def keep(self, articles):
        """Forget all other articles, and delete the parts that none of these is in; while `locked`."""
        if self.entries.keys() != set(articles):
            with self._writing():
                self.entries = {article: self.entries[article] for article in articles}
                self._note()
        used = {entry["part"] for entry in self.entries.values()}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.is_dir() and PART.fullmatch(path.name) and path.name not in used:
                shutil.rmtree(path, ignore_errors=True)

    def _note(self):
        replace(self.folder / "manifest.json", json.dumps({"key": self.key, "entries": self.entries}).encode())

    @contextlib.contextmanager
    def _writing(self):
        try:
            yield
        except OSError as error:
            reason = error.strerror or error
            raise UserError(
                f"cannot write to the cache {self.folder}: {reason}; set GOFTMAN_CACHE to a folder where you may write"
            ) from None

    def read(self, table, articles, columns=None):
        """The rows of some articles, in the order of `articles`; strings that repeat as categories.

        columns: these alone, and article_id.
        """
        import pandas as pd

        parts = list(dict.fromkeys(self.entries[article]["part"] for article in articles or list(self.entries)[:1]))
        columns = columns and list(dict.fromkeys(["article_id", *columns]))
        rows = [self._live(self._part(part, table, columns), part) for part in parts]
        frame = _frame(pa.concat_tables(rows).unify_dictionaries())
        order, names = pd.Index(articles, dtype="str"), frame["article_id"].astype("category").cat
        place = order.get_indexer(names.categories).astype(np.int32)[names.codes]  # -1 for another article
        frame = frame.assign(article_id=pd.Categorical.from_codes(place, order))
        if (np.diff(place, prepend=0) >= 0).all():  # as after a first build
            return frame
        return frame.iloc[np.argsort(place, kind="stable")[np.count_nonzero(place < 0) :]].reset_index(drop=True)

    def _is_whole(self, part):
        """Whether a part has all its tables, written to the end, where Arrow has its mark."""
        try:
            return all(_end(part / f"{table}.arrow") == b"ARROW1" for table in self.tables)
        except OSError:
            return False

    def _part(self, part, table, columns):
        try:
            return feather.read_table(self.folder / part / f"{table}.arrow", columns, memory_map=False)
        except (OSError, pa.ArrowException):
            raise UserError(
                f"{self.folder}: the built tables were replaced or damaged since the corpus was opened: open it again;"
                " if that does not help, delete this folder, which is built anew"
            ) from None

    def _live(self, rows, part):
        live = {article for article, entry in self.entries.items() if entry["part"] == part}
        names = rows.column("article_id")
        if live.issuperset(names.combine_chunks().dictionary_encode().dictionary.to_pylist()):
            return rows
        import pyarrow.compute as pc

        return rows.filter(pc.is_in(names.cast(pa.string()), value_set=pa.array(sorted(live), pa.string())))


def _arrow(rows):
    """A table as Arrow has it, with codes of the same width in each part: pandas takes the narrowest that will do."""
    table = pa.Table.from_pandas(rows, preserve_index=False)
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            wide = pa.dictionary(pa.int32(), field.type.value_type)
            table = table.set_column(place, field.with_type(wide), table.column(place).cast(wide))
    return table


def _frame(table):
    """An Arrow table as pandas has it; faster than to_pandas, which makes each category a Python string."""
    import pandas as pd

    columns = {name: table.column(name).combine_chunks() for name in table.column_names}
    for name, values in columns.items():
        if pa.types.is_dictionary(values.type):
            codes = values.indices.fill_null(-1).to_numpy()
            columns[name] = pd.Categorical.from_codes(codes, pd.Index(pd.array(values.dictionary, dtype="str")), validate=False)
        else:
            columns[name] = values.to_pandas()
    return pd.DataFrame(columns, copy=False)


def _end(path):
    with path.open("rb") as file:
        file.seek(-6, os.SEEK_END)
        return file.read()
