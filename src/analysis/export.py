"""Tables as files."""

import io

from . import output
from .store import TABLES


def write_tables(corpus, folder):
    """Write every table of a corpus as CSV (UTF-8, plain values) and as Parquet; returns {table: rows}.

    Raises UserError where a file of that name is somebody else's; see `analysis.output.write`.
    """
    files, rows = {}, {}
    for name in TABLES:
        table = getattr(corpus, name)
        rows[name] = len(table)
        files[f"{name}.csv"] = table.to_csv(index=False, lineterminator="\n").encode()
        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        files[f"{name}.parquet"] = buffer.getvalue()
    output.write(folder, files)
    return rows
