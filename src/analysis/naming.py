"""What the mentions of a corpus show of its actors: rows for actors.csv, and by which forms each outlet names somebody."""

import numpy as np
import pandas as pd

from .errors import UserError
from .grammar import COMMAS
from .lexicon import lexicon, squeeze
from .names import FUNCTIONS, MARKS
from .resampling import interval
from .text import norm

COUNTERPART = "همتا"
KINDS = {"person": "person", "body": "organisation", "state": "state"}
TYPES = {"function": "functionalisation", "collective": "collectivisation", "place": "spatialisation"}


def suggest_actors(corpus):
    """Rows for actors.csv: who is named in a corpus, but is not in its table.

    Returns one row a person, institution or state, most mentions first, then by label: label_fa, kind, aliases and titles (the
    forms in use, most frequent first, " | " between them as in actors.csv without spaces), n (mentions, without pronouns),
    n_articles, and of the first mention article_id, start, end, example (its text). A surname alone counts for the one person
    who is named in full with it somewhere in the corpus.
    """
    table = corpus.mentions
    kinds = table["actor_id"].astype("str").str.extract(r"^(person|body|state):", expand=False)
    counted = kinds.notna() & (table["how"] != "pronoun")
    table = table[counted].assign(kind=kinds[counted].map(KINDS))
    table = table.assign(actor_id=table["actor_id"].map(_whole_names(table["actor_id"].unique())))
    known = lexicon(getattr(corpus, "method", None)).titles
    rows = [_suggestion(rows, known) for _, rows in table.groupby("actor_id", sort=False)]
    columns = ["label_fa", "kind", "aliases", "titles", "n", "n_articles", "article_id", "start", "end", "example"]
    found = pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(("label_fa", "kind", "aliases", "titles", "article_id", "example"), "str")
    )
    return found.sort_values(["n", "label_fa"], ascending=[False, True], ignore_index=True)


def _whole_names(actors):
    """{actor_id: that of the only longer name that ends with it, or itself} for the ids of people."""
    people = [actor for actor in actors if actor.startswith("person:")]
    longer = {}
    for actor in people:
        longer.setdefault(actor.rpartition("-")[2], []).append(actor)
    alone = {actor: longer.get(actor.removeprefix("person:"), [actor]) for actor in people if "-" not in actor}
    return {actor: found[0] if len(found := alone.get(actor, [actor])) == 1 else actor for actor in actors}


def _suggestion(rows, titles):
    first = rows.iloc[0]
    label = max(rows["name"], key=lambda name: (len(name.split()), len(name)))
    label = first["actor_id"].removeprefix("state:").replace("-", " ") if first["kind"] == "state" else label
    named = rows[rows["how"].isin(("name", "title_name", "place"))]
    aliases = [
        form for form in named["alias"].map(_spelled).value_counts(sort=False).pipe(_by_count) if squeeze(form) != squeeze(label)
    ]
    offices = [
        title for text, alias in zip(rows["text"], rows["alias"], strict=True) for title in _titles_in(text, alias, titles)
    ]
    used = pd.Series(offices, dtype="str").value_counts(sort=False).pipe(_by_count)
    return [
        _spelled(label), first["kind"], "|".join(aliases), "|".join(used), len(rows), rows["article_id"].nunique(),
        first["article_id"], first["start"], first["end"], first["text"],
    ]  # fmt: skip


def _by_count(counts):
    """The index of some counts, most frequent first, then by form."""
    return sorted(counts.index, key=lambda form: (-counts[form], form))


def _spelled(text):
    return " ".join(norm(form) for form in text.split())


def _titles_in(text, alias, titles):
    """The functions in the text of a mention, beside the name, but for that of a counterpart, which is told by another's."""
    for part in (text.replace(alias, "\n") if alias != text else text).split("\n"):
        words = [norm(word.strip(MARKS + "".join(COMMAS))) for word in part.split() if word.strip(MARKS + "".join(COMMAS))]
        found = titles.longest([squeeze(word) for word in words], 0, len(words))
        if found and found[1][0] in FUNCTIONS and not words[0].startswith(COUNTERPART):
            yield " ".join(words)


def naming(mentions, articles, actor, by="outlet", *, resamples=1000, seed=1):
    """By which forms each outlet names one actor.

    mentions, articles: tables of a corpus; actor: an actor_id; by: a column of the articles. Returns one row a form and outlet,
    by outlet, most frequent first, then by form: the outlet, form (as written, in normal spelling), type, distanced, n
    (mentions), share (of the outlet's mentions of the actor), low, high, articles (with such mentions). low and high bound the
    share: the 95 % percentile bootstrap over articles (Efron & Tibshirani 1993, ch. 13); nan for fewer than ten articles.
    Pronouns are no forms.

    type follows part of van Leeuwen 2008, 'Representing social actors': nomination, formal (surname), semiformal (given name
    and surname) or informal (given name), 'with title' where a rank, honorific or office stands with it (his titulation);
    functionalisation; collectivisation; and spatialisation, a place for those who act there. distanced is none of his types: it
    is the sign (موسوم به, quotation marks) by which the outlet keeps away from the form. His exclusion, genericisation,
    abstraction and identification are not covered.

    >>> named = pd.DataFrame({"article_id": ["a", "b"], "actor_id": "h", "name": "جمشید هورتاش", "text": ["هورتاش", "رئیس‌جمهور"],
    ...     "alias": ["هورتاش", "رئیس‌جمهور"], "how": ["name", "function"], "distanced": ""})
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["رواق", "کانا"]})
    >>> naming(named, articles, "h")[["outlet", "form", "type", "share"]].values.tolist()
    [['رواق', 'هورتاش', 'formal', 1.0], ['کانا', 'رئیس‌جمهور', 'functionalisation', 1.0]]
    """
    if by not in articles:
        raise UserError(f"the articles have no column '{by}'; they have {', '.join(articles)}")
    table = mentions[(mentions["actor_id"] == actor) & (mentions["how"] != "pronoun")].astype({"article_id": "str"})
    table = table.assign(form=table["text"].map(_spelled), type=[_type(row) for row in table.itertuples()])
    groups = articles.astype({"article_id": "str"}).set_index("article_id")[by].astype("str")
    table = table.assign(**{by: table["article_id"].map(groups)}).dropna(subset=by)
    keys = ["form", "type", "distanced"]
    tables = [_shares(rows, keys, resamples, seed).assign(**{by: group}) for group, rows in table.groupby(by) if group]
    columns = [by, *keys, "n", "share", "low", "high", "articles"]
    found = pd.concat(tables) if tables else pd.DataFrame(columns=columns)
    return found.sort_values([by, "n", *keys], ascending=[True, False, True, True, True], ignore_index=True)[columns]


def _shares(rows, keys, resamples, seed):
    """How often each form stands among some mentions, with intervals from drawing their articles anew."""
    counts = rows.assign(n=1).pivot_table("n", keys, "article_id", aggfunc="sum", fill_value=0)
    matrix = counts.to_numpy(float).T
    low, high = interval(matrix, matrix.sum(axis=1), resamples, np.random.default_rng(seed))
    n = counts.sum(axis=1).to_numpy()
    return counts.index.to_frame(index=False).assign(n=n, share=n / n.sum(), low=low, high=high, articles=matrix.shape[0])


def _type(mention):
    """How a mention represents its actor, in the terms of van Leeuwen 2008."""
    if mention.how in TYPES:
        return TYPES[mention.how]
    alias, name = squeeze(mention.alias), squeeze(mention.name)
    if mention.actor_id.startswith("body:") or len(mention.name.split()) < 2 or not name.startswith(alias):
        formality = "formal"
    else:
        formality = "semiformal" if alias == name else "informal"
    return formality + " with title" * (mention.how == "title_name")
