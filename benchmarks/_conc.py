"""One run of conc, for corpus_statistics.py: `python _conc.py WHOLE TARGET REFERENCE WORK` prints seconds as JSON.

Needs conc and spaCy.
"""

import json
import sys
import time

from _timing import cold_and_warm


def main(whole, target, reference, work):
    """Build the folders of .txt files with spaCy's blank Persian pipeline, then time each question cold and warm.

    conc counts in whole corpora alone: two more are built for the two halves of the keyness.
    """
    import spacy
    from conc.conc import Conc
    from conc.corpus import Corpus

    model = f"{work}/fa"
    blank = spacy.blank("fa")
    for name in ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler"):
        blank.add_pipe("sentencizer", name=name)  # conc switches off the parts of a full pipeline, and needs them to be there
    blank.to_disk(model)
    names, times = {"whole": whole, "target": target, "reference": reference}, {}
    for name, folder in names.items():
        started = time.perf_counter()
        Corpus(name=name, description="news").build_from_files(source_path=folder, save_path=work, model=model)
        times.setdefault("build", [time.perf_counter() - started] * 2)
    corpora = {}
    for name in names:
        started = time.perf_counter()
        corpora[name] = Corpus().load(f"{work}/{name}.corpus")
        times.setdefault("open", [time.perf_counter() - started] * 2)
    report, halves = Conc(corpora["whole"]), Conc(corpora["target"])
    halves.set_reference_corpus(corpora["reference"])
    everything = {"page_size": 0, "show_document_frequency": True}
    questions = {
        "frequency list": lambda: report.frequencies(**everything).to_frame(),
        "keyness": lambda: halves.keywords(**everything, exclude_negative_keywords=False).to_frame(),
        "collocates": lambda: report.collocates("ایران", page_size=0).to_frame(),
        "KWIC page": lambda: report.concordance("ایران", page_size=50).to_frame(),
    }
    times |= cold_and_warm(questions)
    print(json.dumps(times))


if __name__ == "__main__":
    main(*sys.argv[1:])
