"""Files that goftman makes: written whole or not at all, and never over what somebody else wrote or changed."""

import contextlib
import hashlib
import io
import json
import os
import re
import tempfile
import zipfile
from pathlib import Path

from .errors import UserError

LEDGER = "MANIFEST.json"  # {file name: sha256 of what goftman wrote there; before and after, of what it is just writing}


def write(folder, files):
    """Put files, {name: bytes}, into a folder, which is made where it is missing; a name may have folders, with / between.

    A file of that name is replaced only if goftman wrote it and nobody has changed it since, which the folder's ledger
    tells. Raises UserError, before anything is written, where a file is somebody else's or may not be written.
    """
    folder = Path(folder)
    ledger = _ledger(folder)
    for name, content in files.items():
        _refuse_foreign(folder / name, content, ledger.get(name))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        _note(folder, ledger | {name: f"{ledger.get(name, '')} {new}".strip() for name, new in written.items()})
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            replace(folder / name, content)
        _note(folder, ledger | written)
    except OSError as error:
        raise UserError(f"cannot write to {folder}: {error.strerror}; choose a folder where you may write") from None


def replace(path, content):
    """Write bytes to a path so that a reader sees the old file or the new one, never half of it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _ledger(folder):
    with contextlib.suppress(OSError, ValueError, TypeError):
        return dict(json.loads((folder / LEDGER).read_text(encoding="utf-8")))
    return {}


def _note(folder, ledger):
    replace(folder / LEDGER, (json.dumps(ledger, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode())


def _refuse_foreign(path, content, known):
    try:
        present = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror}; choose a folder where you may write") from None
    if present != content and hashlib.sha256(present).hexdigest() not in str(known).split():
        raise UserError(f"{path} was not made by goftman, or was changed since: move it away, or write to another folder")


def settled(archive):
    """The bytes of a .docx or .xlsx, which are zip archives, without the time at which it was made: the same each time."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:\w+ [^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
