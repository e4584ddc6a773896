"""Tables as files."""

import io
from pathlib import Path

from . import output
from .corrections import COLUMNS
from .errors import UserError
from .reading import article_folder
from .store import TABLES


def write_tables(corpus, folder):
    """Write every table of a corpus as CSV (UTF-8, plain values) and as Parquet; returns {table: rows}.

    Raises UserError where a file of that name is somebody else's (see `analysis.output.write`), and for the folder that the
    corpus itself lies in: articles.csv means another thing there.
    """
    _refuse_corpus(corpus.folder.resolve(), Path(folder).resolve())
    files, rows = {}, {}
    for name in (*TABLES, *COLUMNS):
        table = getattr(corpus, name)
        table = table.astype(dict.fromkeys(table.select_dtypes("category"), "str"))  # categories keep the order of the building
        rows[name] = len(table)
        files[f"{name}.csv"] = table.to_csv(index=False, lineterminator="\n").encode()
        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        files[f"{name}.parquet"] = buffer.getvalue()
    output.write(folder, files)
    return rows


def _refuse_corpus(corpus, folder):
    articles = article_folder(corpus)
    if folder == corpus or (articles != corpus and articles in (folder, *folder.parents)):
        raise UserError(f"{folder} holds the corpus itself: write its tables to another folder, such as {corpus / 'tables'}")
