"""What the benchmarks measure on: real news where it lies beside the project, else the practice corpus."""

import os
from pathlib import Path

from analysis import paths


def shared():
    """The folder of reference texts beside the project, or None."""
    folder = Path(os.environ.get("GOFTMAN_SHARED") or paths.KIT.parent / "shared")
    return folder if folder.is_dir() else None


def articles(words=1_000_000):
    """Raw texts of so many words, and what they are: articles repeated, each time with another first line."""
    name, folder = (
        ("news articles", shared() / "news" / "articles") if shared() else ("practice articles", paths.PRACTICE / "articles")
    )
    texts = [path.read_bytes().decode("utf-8", errors="ignore").lstrip("\ufeff") for path in sorted(folder.glob("*.txt"))]
    times = -(-words // sum(len(text.split()) for text in texts))
    return [f"نسخهٔ {time}\n{text}" for time in range(times) for text in texts], f"{len(texts)} {name}, {times} times"
