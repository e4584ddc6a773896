"""Running the notebooks, from top to bottom, on a corpus."""

import os
import time
from pathlib import Path

from . import gallery, output, paths, provenance
from .errors import UserError

KERNEL = {
    "kernel_name": "python3",
    "timeout": None,
    "startup_timeout": 600,  # seconds, on a busy machine
    "extra_arguments": ["--log-level=ERROR"],  # or each kernel warns that it talks to this very machine unencrypted
}


def run(environment, only="", *, keep=None):
    """Run the notebooks whose name begins with `only`, in order; yields (name, seconds) of each.

    Beside their figures stand then what these were made of (see `provenance`) and a page of them all (see `gallery`).

    environment: what to add to the environment of the kernels. keep: a folder for the notebooks with their outputs. On another
    corpus than the practice corpus, of which the exercises are, these are left out. Raises UserError for an unknown notebook,
    and for a mistake in the corpus that a notebook comes upon.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    environment = {**os.environ, "TQDM_DISABLE": "1", **environment}  # nobody sees progress bars there, and they stay in outputs
    corpus = Path(environment.get("GOFTMAN_CORPUS") or paths.PRACTICE)
    figures = Path(environment.get("GOFTMAN_OUT") or paths.output(corpus)) / "figures"
    found = sorted(paths.NOTEBOOKS.glob(f"{only}*.ipynb"))
    if not found:
        raise UserError(f"{paths.NOTEBOOKS} has no notebook whose name begins with {only}")
    for path in found:
        started = time.perf_counter()
        client = NotebookClient(_read(path, corpus), **KERNEL)
        try:
            client.execute(cwd=str(paths.NOTEBOOKS), env=environment)
        except CellExecutionError as error:
            if error.ename == "UserError":
                raise UserError(f"{path.name}: {error.evalue}") from None
            raise
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            output.replace(keep / path.name, nbformat.writes(client.nb).encode())
        provenance.record(figures, corpus, path, environment)
        yield path.stem, time.perf_counter() - started
    gallery.write(figures)


def _read(path, corpus):
    """A notebook, without its exercises where they do not belong to the corpus."""
    import nbformat

    from .students import without_exercises

    notebook = nbformat.read(path, as_version=4)
    return notebook if corpus.resolve() == paths.PRACTICE.resolve() else without_exercises(notebook)
