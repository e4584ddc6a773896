"""Lemmas on the gold tokens of two Persian treebanks, beside hazm and simplemma.

Both treebanks are dev parts of Universal Dependencies; see tests/treebank.py for the measure. The second figure sets right
that Seraji lists the forms of شدن under کردن, and that a lemma there lacks its preverb.
"""

import sys

from _material import shared

from analysis import lemma, paths, text

sys.path.insert(0, str(paths.KIT / "tests"))

from treebank import lemma_accuracy

TREEBANKS = {"PerDT": "fa_perdt-ud-dev.conllu", "Seraji": "fa_seraji-ud-dev.conllu"}


def goftman(form):
    """The lemma as the tokens table has it."""
    return lemma.lemma(text.norm(form)) if any(map(str.isalpha, form)) else form


def main():
    """Print a line for each."""
    if shared() is None:
        print("no treebanks here: set GOFTMAN_SHARED to a folder with ud/*.conllu")
        return
    import hazm
    import simplemma

    contenders = {
        "goftman": goftman,
        "hazm": hazm.Lemmatizer().lemmatize,
        "simplemma": lambda form: simplemma.lemmatize(form, "fa"),
        "unchanged": str,
    }
    for name, function in contenders.items():
        scores = [
            f"{bank} {lemma_accuracy(function, path):.4f} ({lemma_accuracy(function, path, as_dictionary=True):.4f})"
            for bank, path in ((bank, shared() / "ud" / file) for bank, file in TREEBANKS.items())
        ]
        print(f"{name:10} {'  '.join(scores)}")


if __name__ == "__main__":
    main()
