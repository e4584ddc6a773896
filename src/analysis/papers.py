r"""Tables for papers: as LaTeX, as Word read from the right, and as CSV with all digits.

    papers.save_table(words.head(20), corpus.tables / "02_words", caption="پربسامدترین واژه‌ها",
                      columns={"unit": "واژه", "n": "بسامد", "per_million": "در میلیون واژه"})

writes 02_words.csv, 02_words.tex and 02_words.docx. The table in the .docx is copied into the paper; the .tex is read by
\input{02_words}, and its first lines say what the preamble needs.
"""

import io
import re
from numbers import Integral, Real
from pathlib import Path

import pandas as pd

from . import output
from .errors import UserError
from .language import LANGUAGES
from .rtl import LEFT_TO_RIGHT_MARK, digits

LONG = 40  # characters of a cell, from which its column is set in lines
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")  # line ends among them
LATIN = re.compile("[A-Za-z](?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*[A-Za-z0-9])?")
PERSIAN = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^A-Za-z]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?")
OTHER = {"fa": LATIN, "en": PERSIAN}  # what runs against the direction of the table
MINUS = f"{LEFT_TO_RIGHT_MARK}−"  # of a number, as `rtl.digits` writes it
COMMAND = {"fa": r"\lr", "en": r"\foreignlanguage{persian}"}
PREAMBLE = {
    "fa": r"""% For XeLaTeX. In the preamble: \usepackage{booktabs}, and as the last package \usepackage{xepersian}
% with \settextfont{...}, a font that has Persian letters.
""",
    "en": r"""% For XeLaTeX or LuaLaTeX. In the preamble: \usepackage{booktabs}, \usepackage[bidi=default, english]{babel}
% (bidi=basic for LuaLaTeX), \babelprovide[import]{persian} and \babelfont[persian]{rm}{...}, a font that has Persian letters.
""",
}
SPECIAL = {
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
    **{sign: f"{{{sign}}}" for sign in "[]*"},  # after \\ they would be an option of it
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "`": r"\textasciigrave{}",
    LEFT_TO_RIGHT_MARK: "",
}  # fmt: skip


def save_table(table, path, *, formats=("csv", "tex", "docx"), caption="", note="", columns=None, persian_digits=None,
               decimals=2, lang="fa", font="Times New Roman", size=11):  # fmt: skip
    """Write a table as `path`.csv, .tex (booktabs) and .docx; the same table gives the same bytes.

    table: a DataFrame, whose index is left out; path: without suffix. caption stands above the table and note below it. columns:
    {column: heading} of those that .tex and .docx show, in this order; the .csv holds all, each number with all its digits, as
    that of a figure does. persian_digits: for numbers, not for text; by default in Persian. decimals: of fractions. lang: the
    direction of the table and of the text around it, fa, en or both (from the right). font, size (points): of the .docx.

    Raises UserError for an unknown format, language or column, and where a file of that name is somebody else's.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_table(pd.DataFrame({"unit": ["صلح"], "n": [12]}), Path(folder) / "words", columns={"unit": "واژه"})
    ...     sorted(file.name for file in Path(folder).iterdir())
    ['MANIFEST.json', 'words.csv', 'words.docx', 'words.tex']
    """
    columns = columns or {name: str(name) for name in table}
    _check(table, formats, columns, lang)
    persian = lang == "fa" if persian_digits is None else persian_digits
    lang = "fa" if lang == "both" else lang
    rows = [[_shown(value, decimals, persian) for value in row] for row in table[list(columns)].astype(object).to_numpy()]
    shown = pd.DataFrame(rows, columns=[_line(heading) for heading in columns.values()], dtype="str")
    parts = shown, _line(caption), _line(note), lang
    made = {
        "csv": lambda: table.to_csv(index=False, lineterminator="\n").encode(),
        "tex": lambda: latex(*parts).encode(),
        "docx": lambda: word(*parts, font, size),
    }
    path = Path(path)
    output.write(path.parent, {f"{path.name}.{suffix}": made[suffix]() for suffix in formats})


def _check(table, formats, columns, lang):
    known = {"format": ("csv", "tex", "docx"), "lang": LANGUAGES, "column": tuple(table)}
    for what, values in (("format", formats), ("lang", [lang]), ("column", columns)):
        if unknown := [value for value in values if value not in known[what]]:
            raise UserError(f"{what} is '{unknown[0]}', but must be one of {', '.join(map(str, known[what]))}")


def _shown(value, decimals, persian):
    """What a cell shows: nothing where nothing is known, a number with its thousands set apart, else the text in one line."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, bool) or not isinstance(value, Real):
        return _line(value)
    text = f"{value:,}" if isinstance(value, Integral) else f"{value:,.{decimals}f}"
    return digits(text) if persian else text.replace("-", MINUS)


def _line(text):
    return UNSEEN.sub(" ", str(text)).strip()


def stretches(text, lang):
    """A text in stretches of one direction: [(from the right, text)]; lang: that of what stands around it.

    >>> stretches("پیمان NATO 2024 است", "fa"), stretches("on صلح پایدار", "en")
    ([(True, 'پیمان '), (False, 'NATO 2024'), (True, ' است')], [(False, 'on '), (True, 'صلح پایدار')])
    """
    found, place = [], 0
    for match in OTHER[lang].finditer(text):
        found += [(lang == "fa", text[place : match.start()]), (lang != "fa", match[0])]
        place = match.end()
    return [(right, part) for right, part in [*found, (lang == "fa", text[place:])] if part]


# --- LaTeX ------------------------------------------------------------------------------------------------------------


def latex(shown, caption, note, lang):
    """The LaTeX of a table whose cells and headings are texts."""
    cells = [[_escaped(value, lang) for value in row] for row in shown.to_numpy()]
    frame = pd.DataFrame(cells, columns=[_escaped(name, lang) for name in shown], dtype="str")
    written = frame.style.hide(axis="index").to_latex(
        hrules=True,
        caption=_escaped(caption, lang) or None,
        position="htbp",
        position_float="centering",
        column_format="".join(_alignment(shown.iloc[:, place], lang) for place in range(len(shown.columns))),
    )
    below = f"\n\\par\\smallskip{{\\footnotesize {_escaped(note, lang)}\\par}}" if note else ""
    return PREAMBLE[lang] + written.replace("\\end{tabular}", f"\\end{{tabular}}{below}")


def _alignment(column, lang):
    if column.str.len().max() > LONG:
        return r"p{.4\linewidth}"
    return "r" if lang == "fa" or column.str.fullmatch(r"\W*[\d.,٫٬]*").all() else "l"


def _escaped(text, lang):
    r"""A text as LaTeX prints it, with a command around what runs against the direction of the table.

    >>> _escaped("۵۰٪ & NATO", "fa"), _escaped("[صلح_1]", "en")
    ('۵۰٪ \\& \\lr{NATO}', '{[}\\foreignlanguage{persian}{صلح}\\_1{]}')
    """
    if re.fullmatch(f"{MINUS}[^{MINUS}]+", text):
        number = _escaped(text.removeprefix(MINUS), lang)
        return rf"\LRE{{$-${number}}}" if lang == "fa" else f"$-${number}"
    parts = [(right, "".join(SPECIAL.get(sign, sign) for sign in part)) for right, part in stretches(text, lang)]
    parts = [(right, part.replace("--", "-{}-")) for right, part in parts]
    return "".join(part if right == (lang == "fa") else f"{COMMAND[lang]}{{{part}}}" for right, part in parts)


# --- Word -------------------------------------------------------------------------------------------------------------


def word(shown, caption, note, lang, font, size):
    """The bytes of a Word document with a table whose cells and headings are texts; sizes are in points."""
    from docx import Document

    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    if caption:
        head = document.add_paragraph(style="Caption")
        head.paragraph_format.keep_with_next = True
        _write(head, caption, lang, font, size, bold=True)
    table = _table(document, shown, lang)
    for place, (row, texts) in enumerate(zip(table.rows, [list(shown), *shown.to_numpy().tolist()], strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            _write(cell.paragraphs[0], text, lang, font, size, bold=place == 0)
    if note:
        _write(document.add_paragraph(), note, lang, font, size - 2)
    made = io.BytesIO()
    document.save(made)
    return output.settled(made.getvalue())


def _table(document, shown, lang):
    """An empty table, its columns from the right in Persian, with three rules; its first row is repeated on each page."""
    from docx.enum.table import WD_TABLE_ALIGNMENT, WD_TABLE_DIRECTION

    table = document.add_table(1 + len(shown), len(shown.columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.table_direction = WD_TABLE_DIRECTION.RTL if lang == "fa" else WD_TABLE_DIRECTION.LTR
    following = [f"w:{name}" for name in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption")]  # as the schema orders them
    table._tbl.tblPr.insert_element_before(_borders("tblBorders", "top", "bottom"), *following)
    for row in table.rows[:1]:
        row._tr.get_or_add_trPr().append(_element("tblHeader"))
        for cell in row.cells:
            cell._tc.get_or_add_tcPr().append(_borders("tcBorders", "bottom"))
    return table


def _write(paragraph, text, lang, font, size, bold=False):
    """Put a text into a paragraph: a run for each direction, those from the right with the font and size of complex scripts."""
    from docx.shared import Pt, RGBColor

    if lang == "fa":
        paragraph._p.get_or_add_pPr().append(_element("bidi"))
    for right, part in stretches(text, lang):
        run = paragraph.add_run(part)
        run.font.name, run.font.size, run.font.color.rgb = font, Pt(size), RGBColor(0, 0, 0)
        run.font.bold = run.font.cs_bold = bold
        run.font.rtl = right or None
        run._r.rPr.find(_name("rFonts")).set(_name("cs"), font)
        run._r.rPr.find(_name("sz")).addnext(_element("szCs", val=str(2 * size)))
        run._r.rPr.append(_element("lang", bidi="fa-IR"))


def _borders(name, *sides):
    borders = _element(name)
    for side in sides:
        borders.append(_element(side, val="single", sz="8", space="0", color="000000"))
    return borders


def _element(name, **attributes):
    from docx.oxml import OxmlElement

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(_name(key), value)
    return element


def _name(name):
    from docx.oxml.ns import qn

    return qn(f"w:{name}")
