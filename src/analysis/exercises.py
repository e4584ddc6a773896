"""Exercises at the end of the notebooks: whether an answer is right, and a hint where it is not.

Their answers, of the practice corpus, lie in data/exercises.csv as salted hashes, which keeps them from being read by the way;
who tries all numbers will find them.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from numbers import Real

import pandas as pd

from . import paths, text
from .errors import UserError

ROUNDS = 100_000  # of PBKDF2, a twentieth of a second
KINDS = {
    "number": "a number, such as 12",
    "word": 'a word in quotation marks, such as "صلح"',
    "numbers": "a list of numbers in the order of the question, such as [12, 7]",
    "words": 'a list of words in the order of the question, such as ["صلح", "جنگ"]',
    "set": 'a list of words in any order, such as ["صلح", "جنگ"]',
}


@dataclass(frozen=True, repr=False)
class Verdict:
    """What is to be said of an answer; true if it is right. A notebook shows its line."""

    exercise: str
    right: bool
    says: str

    def __bool__(self):
        return self.right

    def __repr__(self):
        return f"{'✓' if self.right else '✗'} {self.exercise}: {self.says}"


def check(exercise, answer):
    """Whether an answer is right.

    exercise: its number, such as 03-2; answer: a number, a word, or a list of them, as the question asks. Numbers are compared
    after rounding to the decimals of the question; of words, the kind of yeh and kaf, and whether there is a space or ZWNJ, do
    not matter. Returns a Verdict, with a hint where the answer is wrong or is not what is asked for. Raises UserError for an
    unknown exercise.

    >>> check("02-3", 0)
    ✗ 02-3: count articles, not words: the column n_articles of a frequency table by outlet.
    >>> check("02-3", "ده")
    ✗ 02-3: the answer is to be a number, such as 12; this is of type str.
    >>> check("02-3", ...)
    ✗ 02-3: put your answer in place of the dots.
    """
    known = table()
    rows = known[known["exercise"] == exercise]
    if rows.empty:
        raise UserError(f"there is no exercise {exercise}; there are {', '.join(known['exercise'].unique())}")
    kind, decimals = rows["kind"].iloc[0], int(rows["decimals"].iloc[0] or 0)
    if answer is ...:
        return Verdict(exercise, False, "put your answer in place of the dots.")
    if not _is(answer, kind):
        return Verdict(exercise, False, f"the answer is to be {KINDS[kind]}; this is of type {type(answer).__name__}.")
    same = rows[rows["sha256"] == seal(exercise, answer, kind=kind, decimals=decimals)]
    row = (same if len(same) else rows[rows["sha256"] == ""]).iloc[0]
    return Verdict(exercise, row["verdict"] == "right", row["says"])


@cache
def table():
    """The rows of data/exercises.csv, all as words: exercise, kind, decimals, verdict (right, mistake, other), sha256, says."""
    return pd.read_csv(paths.EXERCISES, dtype=str, keep_default_na=False)


def seal(exercise, answer, *, kind, decimals=0):
    """The hash of an answer, for the column sha256 of data/exercises.csv, salted with the exercise's number.

    kind: a key of KINDS; decimals: to which numbers are rounded. PBKDF2 with SHA-256 over the answer in one form.

    >>> seal("99-1", "كتاب ها", kind="word") == seal("99-1", "کتاب‌ها", kind="word") != seal("99-2", "کتاب‌ها", kind="word")
    True
    """
    parts = [_form(part, decimals) for part in ([answer] if kind in ("number", "word") else answer)]
    joined = "|".join(sorted(parts) if kind == "set" else parts)
    return hashlib.pbkdf2_hmac("sha256", joined.encode(), f"goftman {exercise}".encode(), ROUNDS).hex()


def _is(answer, kind):
    """Whether an answer is of a kind."""
    single = {"number": _is_number, "word": _is_word}
    if kind in single:
        return single[kind](answer)
    if isinstance(answer, (str, bytes, dict)) or not hasattr(answer, "__iter__"):
        return False
    parts = list(answer)
    return len(parts) > 0 and all(map(_is_number if kind == "numbers" else _is_word, parts))


def _is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool)


def _is_word(value):
    return isinstance(value, str)


def _form(value, decimals):
    """One form of what may be written in several ways."""
    if _is_number(value):
        return f"{round(float(value), decimals) + 0:.{decimals}f}"  # + 0, or there would be a -0
    return " ".join(text.norm(value).replace("\u200c", " ").split()).lower()
