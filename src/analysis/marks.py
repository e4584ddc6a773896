"""Marks over a text: stretches of it, which may lie within each other and cross, as HTML or in brackets.

The text itself is never touched: what a reader sees is the text as it is, and nothing in it is taken for code.
"""

from html import escape
from itertools import pairwise
from typing import NamedTuple

BRACKETS = {"mention": "{}", "statement": "[]", "stance": "⟨⟩", "here": "【】"}


class Mark(NamedTuple):
    """A stretch of a text, from start to end.

    kind: mention, statement, stance or here, with more behind it: stance for; name: a short one; title: what a reader is told.
    """

    start: int
    end: int
    kind: str
    name: str = ""
    title: str = ""


def pieces(length, marks):
    """A text of some length, cut where a mark begins or ends: (start, end, the marks over it, outermost first) of each piece.

    >>> [(start, end, len(over)) for start, end, over in pieces(9, [Mark(0, 6, "statement"), Mark(4, 8, "stance")])]
    [(0, 4, 1), (4, 6, 2), (6, 8, 1), (8, 9, 0)]
    """
    marks = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end))
    cuts = sorted({0, length, *(min(max(cut, 0), length) for mark in marks for cut in (mark.start, mark.end))})
    for start, end in pairwise(cuts):
        yield start, end, [mark for mark in marks if mark.start <= start < mark.end]


def html(text, marks, prefix=""):
    """A text with its marks as nested elements; where two cross, one of them is in several parts.

    prefix: of the id that the first part of a mark with a name has.

    >>> html("a<b", [Mark(1, 3, "mention", "m0")], "x-")
    'a<span class="mention" title="" id="x-m0" data-mark="m0">&lt;b</span>'
    """
    parts, around = [], []
    for start, end, over in [*pieces(len(text), marks), (len(text), len(text), [])]:
        kept = next((place for place, pair in enumerate(zip(around, over, strict=False)) if pair[0] is not pair[1]), None)
        kept = min(len(around), len(over)) if kept is None else kept
        parts += ["</span>"] * (len(around) - kept) + [_opening(mark, start, prefix) for mark in over[kept:]]
        parts.append(escaped(text[start:end]))
        around = over
    return "".join(parts)


def _opening(mark, start, prefix):
    name = f' id="{escape(prefix + mark.name)}" data-mark="{escape(mark.name)}"' if mark.name and mark.start == start else ""
    return f'<span class="{mark.kind}" title="{escaped(mark.title)}"{name}>'


def escaped(text):
    """A text as HTML holds it: the same letters, line ends too; HTML knows no U+0000.

    >>> escaped("<b> \\r\\n")
    '&lt;b&gt; &#13;\\n'
    """
    return escape(text).replace("\r", "&#13;").replace("\0", "\ufffd")


def bracketed(text, marks):
    """A text with its marks in brackets, for a terminal.

    >>> bracketed("هورتاش: صلح", [Mark(0, 6, "mention"), Mark(8, 11, "statement", "s0")])
    '{هورتاش}: [s0 صلح]'
    """
    parts, around = [], []
    for start, end, over in [*pieces(len(text), marks), (len(text), len(text), [])]:
        parts += [BRACKETS[mark.kind.split()[0]][1] for mark in reversed(around) if not any(mark is other for other in over)]
        parts += [_bracket(mark) for mark in over if not any(mark is other for other in around)]
        parts.append(text[start:end])
        around = over
    return "".join(parts)


def _bracket(mark):
    return BRACKETS[mark.kind.split()[0]][0] + (f"{mark.name} " if mark.kind not in ("mention", "here") else "")
