"""What is said: sentences with their statements, judged by reading (cases/statements.csv), and what holds of any text."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_text import anything

from analysis.article import read
from analysis.reference import discourse

FOLDER = Path(__file__).parent / "cases"
ESCAPES = {"\\r": "\r", "\\n": "\n"}
MODES = {"quoted", "colon", "clause", "nominal", "free", "turn"}
ENOUGH = 0.95  # of all cases pass, with those that are known to miss
WORDS = """
گفت گفته می‌گوید گفتند نگفت افزود خواست تا که اینکه را و از بر به با ضمن بیان تاکید کرد شد است اعلام خبر داد خواستار خواند دانست
مورد قرار وی او این مقام وزیر دفاع ماهوران آلتاران جمشید هورتاش گلنار ویسه سازمان هفت‌رود خبرگزاری کانا گزارش گفته نقل باور
معتقد مرز باز نیست
""".split()
SIGNS = ["«", "»", '"', "'", "“", "”", ":", "،", "؛", ".", "؟", "(", ")", "-", "\n", "\n\n", " . ", ".وی "]
near_news = st.lists(st.sampled_from(WORDS) | st.sampled_from(SIGNS), max_size=60).map(" ".join)


def _cases():
    with (FOLDER / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["name"]: (_text(row["text"]), [tuple(one) for one in json.loads(row["expected"])], row["known"]) for row in rows}


def _text(cell):
    for escape, character in ESCAPES.items():
        cell = cell.replace(escape, character)
    return cell


CASES = _cases()


def said(text):
    """[(content, mode, speaker_name)] of the statements of a text, in its order."""
    return [(text[one.start : one.end], one.mode, one.speaker_name) for one in discourse(read(text))[1]]


@pytest.fixture(scope="module")
def misses():
    """{name: what was found} of the cases that do not come out as they were judged."""
    found = {name: said(text) for name, (text, _, _) in CASES.items()}
    return {name: one for name, one in found.items() if one != CASES[name][1]}


def _report(names, misses):
    lines = [f"\n{name}\n  judged: {CASES[name][1]}\n  found:  {misses.get(name, CASES[name][1])}" for name in names]
    return f"{len(names)} of {len(CASES)} cases" + "".join(lines)


def test_the_cases_are_well_formed():
    with (FOLDER / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(CASES) >= 150
    assert {row["known"] for row in rows} <= {"", "misses"}
    for name, (text, expected, _) in CASES.items():
        assert all(content and content in text and mode in MODES for content, mode, _ in expected), name


def test_statements_are_found_as_a_reader_judges_them(misses):
    new = [name for name in misses if not CASES[name][2]]
    assert not new, _report(new, misses)


def test_a_case_that_is_known_to_miss_still_misses(misses):
    mended = [name for name, (_, _, known) in CASES.items() if known and name not in misses]
    assert not mended, f"passes now: take the mark away: {mended}"


def test_few_cases_miss(misses):
    assert len(misses) <= (1 - ENOUGH) * len(CASES), _report(list(misses), misses)


# --- any text ---------------------------------------------------------------------------------------------------------------


def check(text):
    """What holds of the statements and mentions of any text."""
    article = read(text)
    mentions, statements = discourse(article)
    spans = [(one.start, one.end) for one in statements]
    assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
    for one in statements:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
        assert one.mode in MODES
        assert (one.cue_start < 0) == (one.cue == "")
        if one.cue:
            assert text[one.cue_start : one.cue_end] == one.cue
    places = [(one.first, one.last) for one in mentions]
    assert places == sorted(places)
    assert all(0 <= first < last <= len(article) for first, last in places)


@settings(max_examples=80, deadline=None)
@given(anything)
def test_any_text_is_read_without_a_crash_and_its_spans_lie_inside(text):
    check(text)


@settings(max_examples=150, deadline=None)
@given(near_news)
def test_words_of_news_in_any_order_are_read_without_a_crash(text):
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_case_cut_off_anywhere_is_read_without_a_crash(data):
    text = CASES[data.draw(st.sampled_from(sorted(CASES)))][0]
    check(text[data.draw(st.integers(0, len(text))) :][: data.draw(st.integers(0, len(text)))])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(sorted(CASES)), max_size=8))
def test_cases_one_after_another_are_read_without_a_crash(names):
    check("\n".join(CASES[name][0] for name in names))


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", ".", "«»", ":", "«", "‌", "که", "گفت", "گفت:", "گفت: .", "به گفته"])
def test_an_empty_article_and_a_bare_cue_have_no_statement(text):
    check(text)
    assert said(text) == []


def test_an_article_without_a_cue_has_no_statement():
    assert said("بازار سنگ‌گذر هر پنجشنبه برپا می‌شود. باغداران میوه خود را با گاری می‌آورند.\nزمستان‌ها بازار بسته است.\n") == []


def test_a_sentence_of_five_thousand_words_is_one_statement():
    content = " ".join(f"باغ {number}" for number in range(2500))
    text = f"گلنار ویسه، نماینده مجلس ماهوران، گفت: {content}."
    assert said(text) == [(content, "colon", "گلنار ویسه")]


def test_a_sentence_of_a_hundred_cues_and_one_in_a_hundred_quotation_marks_are_read():
    check("گلنار ویسه " + "گفت که " * 100 + "باران می‌بارد.")
    check("«" * 100 + "گلنار ویسه گفت که باران می‌بارد." + "»" * 100)


def test_offsets_are_of_the_raw_text_with_what_the_normal_form_drops():
    text = "گلنار ویـسه، نماينده مجلس ماهوران،  گفت:\u200f «راه  باز‌‌ است‌».\r\n"
    assert [one[:2] for one in said(text)] == [("راه  باز‌‌ است", "quoted")]


def test_the_same_text_twice_has_the_same_statements():
    text = "\n".join(CASES[name][0] for name in sorted(CASES)[::10])
    assert said(text) == said(text)
