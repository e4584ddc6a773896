"""The files for brat follow its standoff grammar, as its server reads it, and come back."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import exchange, exchange_brat, paths
from analysis.errors import UserError

LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(st.sampled_from("آ‌ک🕊𐎠\r\n\t |\\=«\u2028\x85\x0b") | LETTERS, min_size=1)
ROWS = st.lists(st.tuples(st.sampled_from([*exchange.LAYERS]), st.integers(0), st.integers(0), st.text(LETTERS)), max_size=5)


def read(content, text):
    """Text-bound annotations, {id: (type, spans)}, checked as annotation.py of brat's server does; raises where it complains.

    brat reads both files through the codecs module: as bytes, so that \\r\\n stays, and in lines as str.splitlines has them.
    """
    found = {}
    for line in content.splitlines():
        name, rest = line.split("\t", 1)
        assert re.fullmatch(r"([A-Za-z]+|#[A-Za-z]*)([0-9]+)(.*?)", name)
        data, _, tail = rest.partition("\t")
        if name[0] == "T":
            kind, places = data.split(" ", 1)
            spans = [tuple(map(int, part.split(" "))) for part in places.split(";")]
            assert all(0 <= start <= end <= len(text) for start, end in spans)
            assert all(not (b >= c and a < d) for at, (a, b) in enumerate(spans) for c, d in spans[:at])
            assert tail == " ".join(text[start:end] for start, end in spans)
            found[name] = kind, spans
        elif name[0] == "A":
            assert re.fullmatch(r"(.+?) (T\d+) (.+?)", data)
        else:
            assert data.split() == ["AnnotatorNotes", data.split()[1]]
            assert data.split()[1] in found
    return found


@settings(deadline=None)
@given(TEXTS, ROWS)
def test_every_span_and_feature_of_any_text_is_read_by_brats_grammar_and_comes_back(raw, given):
    rows = []
    for kind, one, other, value in given:
        start = one % len(raw)
        row = {"what": kind, "start": start, "end": start + 1 + other % (len(raw) - start), exchange.FEATURES[kind][0]: value}
        rows.append({name: cell for name, cell in (row | {"note": value[::-1]}).items() if cell != ""})
    content = "".join(f"{line}\n" for line in exchange_brat.standoff(raw, rows))
    found = read(content, raw)
    assert [(spans[0][0], spans[-1][1]) for _, spans in found.values()] == [(row["start"], row["end"]) for row in rows]
    assert exchange_brat.marked(content, raw, "a.ann") == rows


def test_the_text_is_the_raw_text_in_utf8_with_its_line_ends(write_corpus, tmp_path):
    folder = write_corpus({"a": "ﻻله 🕊\r\nمی‌رود\r\n".encode("utf-8-sig"), "b": "صلح\r\n".encode("cp1256")})
    exchange.export(analysis.open(folder), tmp_path, to="brat")
    assert (tmp_path / "a.txt").read_bytes() == "ﻻله 🕊\r\nمی‌رود\r\n".encode()
    assert (tmp_path / "b.txt").read_bytes() == "صلح\r\n".encode()


def test_the_practice_corpus_is_read_by_brats_grammar_and_each_type_and_value_is_configured(tmp_path):
    exchange.export(analysis.open(paths.PRACTICE), tmp_path, to="brat", coder="agreed")
    configuration = (tmp_path / "annotation.conf").read_text(encoding="utf-8")
    sections = dict(re.findall(r"\[(\w+)\]\n([^\[]*)", configuration))
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    assert sections["relations"].split()[0] == "<OVERLAP>"  # else brat complains of every span within another
    types, kinds = sections["entities"].split(), set()
    values = {name: set(given.split("|")) for name, given in re.findall(r"(\w+)\tArg:\w+, Value:(\S+)", sections["attributes"])}
    for path in tmp_path.glob("*.ann"):
        content = path.read_bytes().decode()
        kinds |= {kind for kind, _ in read(content, path.with_suffix(".txt").read_bytes().decode()).values()}
        assert all(value in values[name] for name, value in re.findall(r"^A\d+\t(\w+) T\d+ (.*)$", content, re.M))
    assert kinds == {"Mention", "Statement", "Stance"} < set(types)
    assert "topos.threat" in values["code"]


def test_what_a_coder_adds_in_brat_is_read_codes_of_own_types_and_free_notes_among_it():
    raw = "وزیر گفت صلح"
    content = (
        "T7\tFrame-War 9 12\tصلح\nT8\tMention 0 4\tوزیر\nA1\thow T8 function\n"
        "#1\tAnnotatorNotes T8\tمطمئن نیستم: a = b\n#2\tAnnotatorNotes T7\tبله|نه|target=x\n"
    )
    assert exchange_brat.marked(content, raw, "a.ann") == [
        {"what": "code", "start": 9, "end": 12, "code": "Frame-War", "note": "بله; نه", "target": "x"},
        {"what": "mention", "start": 0, "end": 4, "how": "function", "note": "مطمئن نیستم: a = b"},
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("R1\tOrigin Arg1:T1 Arg2:T2", "has no place in a coding"),
        ("E1\tSay:T1 Who:T2", "has no place in a coding"),
        ("T1 Mention 0 4 وزیر", "cannot be read"),
        ("T1\tMention 0 400\tوزیر", "0-400 is no place in the text"),
        ("T1\tMention 4 4\t", "4-4 is no place"),
        ("A1\thow T9 name", "there is no annotation T9"),
    ],
)
def test_a_line_that_a_coding_cannot_hold_is_named(line, said):
    with pytest.raises(UserError, match=rf"^a\.ann:2: .*{said}"):
        exchange_brat.marked(f"\n{line}\n", "وزیر گفت", "a.ann")


def test_a_text_that_is_not_that_of_an_article_is_refused(write_corpus, tmp_path):
    corpus = analysis.open(write_corpus({"a": "صلح\r\n"}))
    exchange.export(corpus, tmp_path / "out", to="brat")
    (tmp_path / "out" / "a.txt").write_bytes("صلح\n".encode())
    with pytest.raises(UserError, match=r"a\.txt: no article of .* has this text"):
        exchange.annotated(corpus, tmp_path / "out", form="brat")
    (tmp_path / "out" / "a.txt").unlink()
    with pytest.raises(UserError, match=r"cannot read .*a\.txt: No such file"):
        exchange.annotated(corpus, tmp_path / "out", form="brat")
