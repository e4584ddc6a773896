"""To CoNLL-U (Universal Dependencies): sentences, and tokens with lemma; what the kit does not know is _.

start and end, in MISC of a token and as comments of a sentence, are its place in the raw text. As the format demands, `# text`
has one space where any white space stands, and a character that ends a line is a space in a form.
"""

import re
from itertools import groupby, pairwise
from operator import itemgetter

BREAK = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def files(corpus):
    """The file corpus.conllu, {name: bytes}."""
    tokens = dict(iter(corpus.tokens.groupby("article_id", observed=True)))
    lines = []
    for article, part in corpus.sentences.groupby("article_id", observed=True, sort=False):
        lines += document(article, corpus.raw(article), part, tokens.get(article, corpus.tokens.head(0)))
    return {"corpus.conllu": "".join(f"{line}\n" for line in lines).encode()}


def document(article, raw, sentences, tokens):
    """The lines of an article; sentences, tokens: its rows of these tables."""
    yield f"# newdoc id = {article}"
    rows = zip(*(tokens[name].tolist() for name in ("sentence_id", "start", "end", "text", "lemma")), strict=True)
    words = {number: [row[1:] for row in part] for number, part in groupby(rows, key=itemgetter(0))}
    paragraph = None
    for row in sentences.itertuples():
        if row.sentence_id in words:  # a sentence without words is none in this format
            if row.paragraph != paragraph:
                yield f"# newpar id = {article}-p{row.paragraph}"
            paragraph = row.paragraph
            yield f"# sent_id = {article}-s{row.sentence_id}"
            yield from _sentence(raw, row, words[row.sentence_id])
            yield ""


def _sentence(raw, row, tokens):
    """The lines of a sentence; tokens: [(start, end, text, lemma)]."""
    spaces = _spaces(raw, tokens)
    forms = [BREAK.sub(" ", text) for _, _, text, _ in tokens]
    yield "# text = " + "".join(form + " " * space for form, space in zip(forms, spaces, strict=True)).rstrip(" ")
    yield f"# kind = {row.kind}"
    yield f"# start = {row.start}"
    yield f"# end = {row.end}"
    for number, ((start, end, _, lemma), form, space) in enumerate(zip(tokens, forms, spaces, strict=True), 1):
        misc = f"start={start}|end={end}" + ("" if space else "|SpaceAfter=No")
        yield "\t".join([str(number), form, BREAK.sub(" ", lemma), *"______", misc])


def _spaces(raw, tokens):
    """Whether white space follows each token; it is taken to follow the last."""
    gaps = [raw[one[1] : other[0]] for one, other in pairwise(tokens)]
    return [any(letter.isspace() for letter in gap) for gap in gaps] + [True]
