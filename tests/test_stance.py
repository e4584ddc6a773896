"""Who stands how to what is read from the words of a sentence, in cases of its own and in the examples of the codebook."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis import codebook, reference
from analysis.actors import named
from analysis.article import read
from analysis.paths import PRACTICE
from analysis.positions import WRITER
from analysis.stance import stances

CASES = list(codebook.read_csv(Path(__file__).parent / "cases" / "stance.csv").itertuples())
ROWS = list(codebook.read("stance").itertuples())
ACTORS = codebook.read_csv(PRACTICE / "actors.csv")
SPOKEN = {"locus", "aim", "predicate", "attribute", "agent", "deed", "threat", "modal"}  # patterns whose holder is who speaks


def said(article, speaker, **changes):
    """The whole of an article as what somebody says."""
    known = {alias: row.label_fa for row in ACTORS.itertuples() for alias in (row.label_fa, *row.aliases.split("|"))}
    values = {"start": 0, "end": len(article.raw), "first": 0, "last": len(article), "speaker": "", "speaker_text": speaker}
    values |= {
        "speaker_name": known.get(speaker, speaker),
        "cue": "",
        "cue_start": -1,
        "cue_end": -1,
        "cue_class": "",
        "mode": "colon",
    }
    return SimpleNamespace(**values | changes)


def stands(text, speaker="", **options):
    article = read(text)
    statements = [said(article, speaker)] if speaker else []
    return stances(article, named(article, ACTORS), statements, **options)


def brief(found):
    return sorted(f"{one.holder_name}>{one.target_name}:{one.polarity}" for one in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.about}: {case.text}")
def test_a_sentence_says_who_stands_how_to_what(case):
    assert brief(stands(case.text, case.speaker)) == sorted(filter(None, case.expected.split("|")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.pattern}: {row.element} {row.verb}")
def test_a_row_of_the_codebook_holds_for_its_own_example(row):
    spoken = row.pattern in SPOKEN or (row.pattern == "plan" and row.verb)
    found = stands(row.example, "دادبین" if spoken else "")
    if row.polarity == "0" and row.pattern == "noun":
        assert found == []
    else:
        signs = {one.polarity for one in found}
        assert signs if row.polarity == "0" or row.pattern in ("modal", "need") else int(row.polarity) in signs


def test_evidence_lies_in_the_raw_text_and_covers_target_and_verb():
    text = "دیروز باران آمد. ماهوران از طرح صلح حمایت كرد."
    (one,) = stands(text)
    assert text[one.start : one.end] == one.text
    assert one.text.endswith("طرح صلح حمایت كرد")
    assert one.target_text == "طرح صلح"


def test_a_target_that_is_a_concept_has_its_label_and_id():
    concepts = pd.DataFrame({"concept_id": ["integrity"], "label_fa": ["تمامیت ارضی آلتاران"], "phrases": ["تمامیت ارضی"]})
    (one,) = stands("ماهوران از تمامیت ارضی کشور همسایه حمایت کرد.", concepts=concepts)
    assert (one.target, one.target_name, one.target_kind) == ("integrity", "تمامیت ارضی آلتاران", "concept")


def test_actors_have_their_id_as_holder_and_as_target():
    (one,) = stands("وندریا از ماهوران انتقاد کرد.")
    assert (one.holder, one.target, one.target_kind, one.act, one.rule) == (
        "vandria",
        "mahuran",
        "actor",
        "evaluation",
        "verb: انتقاد",
    )


def test_support_that_is_denied_is_rejection():
    acts = [stands(text)[0].act for text in ("ماهوران از طرح صلح حمایت کرد.", "ماهوران از طرح صلح حمایت نکرد.")]
    assert acts == ["advocacy", "rejection"]


def test_who_announces_a_support_is_not_who_holds_it():
    text = "سپهروند حمایت ماهوران از طرح صلح را اعلام کرد."
    article = read(text)
    named_, said_ = reference.discourse(article, ACTORS)
    assert brief(stances(article, named_, said_)) == ["ماهوران>طرح صلح:1"]


def test_a_speaker_before_the_cue_holds_what_he_says_in_passing():
    text = "رادنیک ضمن تقدیر از مرزبانان گفت: مرز امن است."
    article = read(text)
    assert brief(stances(article, *reference.discourse(article, ACTORS))) == ["منوچهر رادنیک>مرزبانان:1"]


def test_the_articles_own_voice_holds_strong_words_alone():
    assert [one.holder_name for one in stands("این حمله جنایت جنگی است.")] == [WRITER]
    assert stands("این جاده ضعیف است.") == []


def test_one_row_for_each_holder_target_and_sign_in_a_sentence():
    found = stands("ماهوران از طرح صلح حمایت کرد و از طرح صلح استقبال کرد.")
    assert brief(found) == ["ماهوران>طرح صلح:1"]


def test_an_article_without_positions_has_none():
    assert stands("") == []
    assert stands("باران آمد.") == []
