"""The language of a figure's labels: Persian, English, or both, one above the other.

A figure in both languages is read from the right, and has Latin digits, which all its readers know.
"""

import os

from .errors import UserError

LANGUAGES = ("fa", "en", "both")
VARIABLE = "GOFTMAN_LABELS"


def chosen():
    """The language of the labels: "fa", "en" or "both", as GOFTMAN_LABELS says, else "fa".

    >>> chosen()
    'fa'
    """
    return known(os.environ.get(VARIABLE) or "fa", VARIABLE)


def known(lang, named_by="lang"):
    """The language, if it is one; raises UserError for others."""
    if lang not in LANGUAGES:
        raise UserError(f"{named_by}={lang!r} is not a language of the figures: write 'fa', 'en' or 'both'")
    return lang


def of(words, lang):
    r"""What a figure says in its language; words: {"fa": …, "en": …} with a text, or a tuple or dict of texts.

    >>> of({"fa": ("شمار", "سال"), "en": ("number", "year")}, "both")
    ('شمار\nnumber', 'سال\nyear')
    """
    return words[lang] if lang != "both" else _joined(words["fa"], words["en"])


def _joined(persian, english):
    if isinstance(persian, dict):
        return {key: _joined(text, english[key]) for key, text in persian.items()}
    if isinstance(persian, tuple | list):
        return tuple(map(_joined, persian, english))
    return persian if persian == english else f"{persian}\n{english}"


def translated(table, corpus, lang):
    """A table for drawing, in which actors and concepts have the names of that language; see `names`."""
    known = names(corpus, lang)
    text = table.select_dtypes(["object", "string", "category"]).columns if known else []
    return table.assign(**{column: table[column].map(lambda cell: known.get(str(cell), cell)) for column in text})


def names(corpus, lang):
    """{label_fa: what a figure calls it} of the actors and concepts that have a label_en, in actors.csv and concepts.csv."""
    found = {}
    for listed in (corpus.actors, corpus.concepts) if lang != "fa" else ():
        if listed is not None and "label_en" in listed:
            pairs = zip(listed["label_fa"], listed["label_en"], strict=True)
            found |= {persian: of({"fa": persian, "en": english}, lang) for persian, english in pairs if english}
    return found
