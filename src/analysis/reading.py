"""The files of a corpus folder, and the text of their bytes."""

import codecs
import os
from pathlib import Path

from .errors import UserError
from .tokens import PIECE

OTHERS = ("codebook", "coding", "figures", "tables")  # folders of a corpus in which no articles lie
LARGEST = 20_000_000  # bytes of an article: some two million words, as the longest books have
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def article_files(folder):
    """{article_id: path} of the .txt files of a corpus, as strings; they lie in articles/, else in the folder itself.

    Raises UserError for a folder that is missing or empty or may not be read, an article_id that two files have, and a link
    out of the folder.
    """
    if not folder.is_dir():
        raise UserError(f"{folder.resolve()}: there is no such folder; give the folder with your articles")
    files = {}
    home = article_folder(folder)
    for entry in _text_files(home, home):
        name = _article_id(entry)
        if name in files:
            raise UserError(
                f"{entry.path} has the same name as {files[name]}: the name is the article_id, so give one another name"
            )
        files[name] = entry.path
    if not files:
        raise UserError(f"{article_folder(folder)}: there is no .txt file; put one for each article there")
    return dict(sorted(files.items()))


def article_folder(folder):
    """The folder of a corpus in which its articles lie."""
    return folder / "articles" if (folder / "articles").is_dir() else folder


def misplaced(folder):
    """Files that lie where they are not read, a line each: articles beside articles/, a table within it, another spelling."""
    home = article_folder(folder)
    found = []
    for path in sorted(folder.iterdir()) if home != folder else ():
        if path.suffix.lower() == ".txt":
            found.append(f"{path} is not read, as there is a folder articles/: move it there")
    for path in sorted({*folder.glob("*.csv"), *folder.glob("*.CSV"), *home.glob("*.csv")}):
        if path.name.lower() == "articles.csv" and path != folder / "articles.csv":
            found.append(f"{path} is not read: it must be {folder / 'articles.csv'}")
    return found


def _text_files(place, home):
    """The entries of the .txt files in a folder and its sub-folders; hidden ones, such as .ipynb_checkpoints, are passed over."""
    try:
        with os.scandir(place) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise UserError(f"cannot read {error.filename}: {error.strerror}; see to it that you may read it") from None
    for entry in entries:
        folder = entry.is_dir()
        if folder and (entry.name.startswith(".") or entry.name in OTHERS):
            continue
        if entry.is_symlink():
            _refuse_outside(Path(entry), home)
        elif folder:
            yield from _text_files(entry.path, home)
        if entry.name.lower().endswith(".txt") and not entry.name.startswith((".", "~")) and entry.is_file():
            yield entry


def _refuse_outside(link, home):
    """Raises UserError for a link to articles that do not lie in the folder: they would not travel with it."""
    target = link.resolve()
    if home.resolve() in target.parents and target.exists():
        return
    if link.suffix.lower() == ".txt" or (target.is_dir() and any(target.rglob("*.txt"))):
        what = "outside of the corpus" if target.exists() else "that is not there"
        raise UserError(f"{link} is a link to a file or folder {what}: put a copy there, or remove the link")


def _article_id(entry):
    try:
        entry.name.encode("utf-8")
    except UnicodeEncodeError:
        shown = entry.path.encode("utf-8", "backslashreplace").decode()
        raise UserError(f"{shown}: the file's name is not UTF-8; give it another name") from None
    return entry.name[: -len(".txt")]


def read_bytes(path):
    """The bytes of a file; raises UserError where it may not be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}; see to it that you may read it") from None


def read_article(path):
    """The bytes of an article's file; raises UserError also where it is too large to be one."""
    if (size := size_and_time(path)[0]) > LARGEST:
        megabytes = f"{size / 1e6:,.0f} MB, and an article has at most {LARGEST / 1e6:,.0f} MB"
        raise UserError(f"{path} has {megabytes}: make a file of each article")
    return read_bytes(path)


def size_and_time(path):
    """The size of a file in bytes, and when it was changed, in nanoseconds; path: a string, for 100,000 Paths take a second.

    Raises UserError where it is not there, or may not be read.
    """
    try:
        stat = os.stat(path)  # noqa: PTH116
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}; see to it that you may read it") from None
    return stat.st_size, stat.st_mtime_ns


def decode(data, path):
    """The text of a file's bytes and the name of its encoding: UTF-8 or UTF-16 by its mark, UTF-8, else Windows-1256.

    Nothing else is changed: line ends stay, and offsets count from after the byte order mark. Raises UserError for a file
    without text, and for one that is not in one of these encodings, or damaged.
    """
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "utf-8")
    try:
        content = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UserError(
                f"{path} is damaged: it says that it is {encoding}, but cannot be read as that; save it again in UTF-8"
            ) from None
        content, encoding = _windows(data, error.start, path), "cp1256"
    if "\0" in content:
        raise UserError(f"{path} is not a text file, or is UTF-16 without its mark: save it as plain text in UTF-8")
    if not PIECE.search(content):
        raise UserError(f"{path} is empty: remove it, or put the article's text there")
    return content, encoding


def _windows(data, place, path):
    """The text of bytes without a mark that are no UTF-8 at some place: in Windows-1256, or else it raises UserError."""
    if b"\0" in data:
        raise UserError(f"{path} is not a text file: save it as plain text in UTF-8")
    read = data.decode("utf-8", "replace")
    if read.count("\ufffd") < sum(letter >= "\u0600" for letter in read) / 2:  # but for some places, it can be read
        raise UserError(f"{path}:{data.count(b'\n', 0, place) + 1}: damaged: it is UTF-8, but not here; save it again in UTF-8")
    content = data.decode("cp1256")
    letters = [letter for letter in content if letter.isalpha()]
    if sum(letter >= "\u0600" for letter in letters) < 0.5 * len(letters):
        raise UserError(f"{path} is neither UTF-8 nor Windows-1256: save it again in UTF-8")
    return content
