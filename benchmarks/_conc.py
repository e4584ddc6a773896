"""One run of conc, for statistics.py: `python _conc.py TARGET REFERENCE WORK` prints seconds as JSON. Needs conc and spaCy."""

import json
import sys
import time
from pathlib import Path


def main(target, reference, work):
    """Build both folders of .txt files with spaCy's blank Persian pipeline, then time each question cold and warm."""
    import spacy
    from conc.conc import Conc
    from conc.corpus import Corpus

    model = f"{work}/fa"
    blank = spacy.blank("fa")
    for name in ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler"):
        blank.add_pipe("sentencizer", name=name)  # conc switches off the parts of a full pipeline, and needs them to be there
    blank.to_disk(model)
    times = {}
    started = time.perf_counter()
    for folder in (target, reference):
        Corpus(name=Path(folder).name, description="news").build_from_files(source_path=folder, save_path=work, model=model)
    times["build"] = [time.perf_counter() - started] * 2
    started = time.perf_counter()
    ours, theirs = (Corpus().load(next(Path(work).glob(f"{Path(folder).name}*.corpus"))) for folder in (target, reference))
    times["open"] = [time.perf_counter() - started] * 2
    report = Conc(ours)
    report.set_reference_corpus(theirs)
    questions = {
        "frequency list": lambda: report.frequencies(page_size=0).to_frame(),
        "keyness": lambda: report.keywords(page_size=0, exclude_negative_keywords=False).to_frame(),
        "collocates": lambda: report.collocates("ایران", page_size=0).to_frame(),
        "KWIC page": lambda: report.concordance("ایران", page_size=50).to_frame(),
    }
    for name, ask in questions.items():
        times[name] = []
        for _ in range(2):
            started = time.perf_counter()
            ask()
            times[name].append(time.perf_counter() - started)
    print(json.dumps(times))


if __name__ == "__main__":
    main(*sys.argv[1:])
