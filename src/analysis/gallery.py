"""A page of all figures of a folder, with captions and the numbers behind them, to be opened from disk."""

from html import escape
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from . import output, provenance

FILE = "index.html"
ROWS = 25  # of a table that are shown
STYLE = """
body{direction:rtl;font-family:Vazirmatn,"Noto Naskh Arabic",Tahoma,"DejaVu Sans",sans-serif;max-width:60em;margin:auto}
figure{margin:2em 0;border-top:1px solid #ccc;padding-top:1em}
img{max-width:100%}
table{border-collapse:collapse;font-size:85%}
td,th{padding:.15em .6em;border-bottom:1px solid #ddd;text-align:start;unicode-bidi:plaintext;vertical-align:top}
[lang=en]{direction:ltr;unicode-bidi:isolate;display:inline-block}
.numbers{overflow-x:auto}
"""
HEAD = f"""<!DOCTYPE html>
<html lang="fa" dir="rtl">
<meta charset="utf-8">
<title>نمودارها</title>
<style>{STYLE}</style>
<h1>نمودارها</h1>"""


def write(folder):
    """Write index.html into a folder of figures: each with its question and caption, its first rows of numbers, and its files."""
    folder = Path(folder)
    figures = provenance.read(folder)["figures"]
    parts, question = [], ""
    for name in sorted(name for name in figures if (folder / f"{name}.csv").is_file()):
        if figures[name]["question"] != question:
            question = figures[name]["question"]
            parts.append(f'<h2><span lang="en">{escape(question)}</span></h2>')
        parts.append(_figure(folder, name, figures[name]))
    output.write(folder, {FILE: "\n".join([HEAD, *parts, "</html>\n"]).encode()})


def _figure(folder, name, figure):
    caption, file = escape(figure["caption"]), quote(name)
    links = "، ".join(f'<a href="{file}.{suffix}">{suffix.upper()}</a>' for suffix in ("pdf", "svg", "png", "csv"))
    table = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    return (
        f'<figure id="{escape(name)}">\n<img src="{file}.png" alt="{caption}" loading="lazy">\n'
        f'<figcaption><b lang="en">{caption}</b> <span lang="en">{escape(name)}</span> {links}</figcaption>\n'
        f"<details><summary>عددها ({len(table)})</summary>\n{_numbers(table)}</details>\n</figure>"
    )


def _numbers(table):
    head = "".join(f"<th>{escape(str(column))}</th>" for column in table)
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table.head(ROWS).itertuples(index=False))
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="numbers"><table>\n<tr>{head}</tr>\n{body}\n</table></div>\n'
