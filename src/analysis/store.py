"""Built tables on disk: parts of Parquet files, each with the rows of some articles, and a manifest of what lies where.

A part is written under another name and renamed, and the manifest is replaced in one step, so that an interrupted build
leaves nothing half written and what was finished counts. A changed article gets a new part; its old rows are passed over.
"""

import contextlib
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .errors import UserError
from .output import replace

TABLES = ("articles", "sentences", "tokens")


class Store:
    """The built tables of one corpus folder, in `folder`; `key` stands for the method that they were built with.

    `entries` is {article_id: {"sha256", "size", "mtime", "part"}}, for the articles that are built.
    """

    def __init__(self, folder, key):
        self.folder, self.key, self.entries = Path(folder), key, {}
        with contextlib.suppress(OSError, ValueError, KeyError):
            manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
            if manifest["key"] == key:
                present = {path.name for path in self.folder.iterdir() if path.is_dir()}
                self.entries = {name: entry for name, entry in manifest["entries"].items() if entry["part"] in present}

    def add(self, tables, entries):
        """Keep the tables of some articles, {table: DataFrame}, and note their entries."""
        name = hashlib.sha256(json.dumps([self.key, entries], sort_keys=True).encode()).hexdigest()[:24]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.folder, prefix=".part-") as unfinished:
                for table, rows in tables.items():
                    pq.write_table(pa.Table.from_pandas(rows, preserve_index=False), f"{unfinished}/{table}.parquet")
                if not (self.folder / name).is_dir():
                    shutil.copytree(unfinished, self.folder / f".{name}", dirs_exist_ok=True)
                    (self.folder / f".{name}").rename(self.folder / name)
            self.entries |= {article: entry | {"part": name} for article, entry in entries.items()}
            self._write()
        except OSError as error:
            raise UserError(
                f"cannot write to the cache {self.folder}: {error.strerror}; set GOFTMAN_CACHE to a folder where you may write"
            ) from None

    def keep(self, articles):
        """Forget all other articles, and delete the parts that none of these is in."""
        if self.entries.keys() != set(articles):
            self.entries = {article: self.entries[article] for article in articles}
            self._write()
        used = {entry["part"] for entry in self.entries.values()}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.is_dir() and path.name not in used:
                shutil.rmtree(path, ignore_errors=True)

    def _write(self):
        replace(self.folder / "manifest.json", json.dumps({"key": self.key, "entries": self.entries}).encode())

    def read(self, table, articles):
        """The rows of some articles, in the order of `articles`; strings that repeat as categories."""
        import pandas as pd

        parts = sorted({self.entries[article]["part"] for article in articles})
        rows = [self._live(pq.read_table(self.folder / part / f"{table}.parquet"), part) for part in parts]
        frame = pa.concat_tables(rows).unify_dictionaries().to_pandas()
        order = pd.CategoricalDtype(list(articles))
        frame = frame.assign(article_id=frame["article_id"].astype("str").astype(order))
        return frame.dropna(subset="article_id").sort_values("article_id", kind="stable", ignore_index=True)

    def _live(self, rows, part):
        live = [article for article, entry in self.entries.items() if entry["part"] == part]
        names = rows.column("article_id")
        held = names.unique().to_pylist()
        if len(held) == len(live):
            return rows
        import pyarrow.compute as pc

        return rows.filter(pc.is_in(names.cast(pa.string()), value_set=pa.array(live, pa.string())))
