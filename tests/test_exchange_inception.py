"""The files for INCEpTION are read by dkpro-cassis, count in UTF-16, and come back."""

import io
import zipfile

import pytest
from cassis import load_cas_from_xmi, load_typesystem
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import analysis
from analysis import exchange, exchange_inception, paths
from analysis.errors import UserError

LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(st.sampled_from("آ‌ک🕊𐎠\r\n\t <&\\\x0b\ufffe\x85\u2028") | LETTERS, min_size=1)
ROWS = st.lists(st.tuples(st.sampled_from([*exchange.LAYERS]), st.integers(0), st.integers(0), st.text(LETTERS)), max_size=5)
CUSTOM = "{http:///webanno/custom.ecore}"


@settings(deadline=None, max_examples=50)
@given(TEXTS, ROWS)
def test_every_span_and_feature_of_any_text_comes_back_and_stands_at_its_place_in_utf16(raw, given):
    rows = []
    for kind, one, other, value in given:
        start = one % len(raw)
        row = {"what": kind, "start": start, "end": start + 1 + other % (len(raw) - start), exchange.FEATURES[kind][0]: value}
        rows.append({name: cell for name, cell in row.items() if cell != ""})
    xmi = exchange_inception.cas_of(raw, rows, exchange_inception.typesystem(), {}).to_xmi().encode()
    cas = load_cas_from_xmi(io.BytesIO(xmi), exchange_inception.typesystem())
    assert cas.sofa_string == exchange_inception.sofa(raw)
    key = lambda row: sorted((name, str(value)) for name, value in row.items())  # noqa: E731
    assert sorted(exchange_inception.marked(cas), key=key) == sorted(rows, key=key)
    units = exchange_inception.sofa(raw).encode("utf-16-le")
    written = [one for one in etree.fromstring(xmi) if one.tag.startswith(CUSTOM)]
    places = sorted((units[: 2 * int(one.get("begin"))], units[: 2 * int(one.get("end"))]) for one in written)
    texts = exchange_inception.sofa(raw)
    assert places == sorted((texts[: row["start"]].encode("utf-16-le"), texts[: row["end"]].encode("utf-16-le")) for row in rows)


def test_only_what_xml_cannot_hold_is_another_character_in_the_text_and_each_stays_in_its_place():
    raw = "\x0bآ‌ب\r\n\ufffe🕊<\x85"
    assert exchange_inception.sofa(raw) == "\ufffdآ‌ب\r\n\ufffd🕊<\x85"


def test_dkpro_cassis_reads_the_practice_corpus_with_its_layers_sentences_and_tokens(tmp_path):
    corpus = analysis.open(paths.PRACTICE).only({"e01-kana"})
    exchange.export(corpus, tmp_path, to="inception", coder="agreed")
    with (tmp_path / "TypeSystem.xml").open("rb") as file:
        types = load_typesystem(file)
    with (tmp_path / "e01-kana.xmi").open("rb") as file:
        cas = load_cas_from_xmi(file, typesystem=types)
    coded = exchange.annotations(corpus, coder="agreed")
    for what, layer in (("mention", "Mention"), ("statement", "Statement"), ("stance", "Stance")):
        found = [(one.begin, one.end, one.get_covered_text()) for one in cas.select(f"webanno.custom.{layer}")]
        assert found == coded.loc[coded["what"] == what, ["start", "end", "text"]].apply(tuple, axis=1).tolist() != []
    said = cas.select("webanno.custom.Statement")[0]
    row = coded[coded["what"] == "statement"].iloc[0]
    assert (said.mode, said.speaker, said.cue) == (row["mode"], row["speaker"], row["cue"])
    tokens = cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
    assert [one.get_covered_text() for one in tokens] == corpus.tokens["text"].tolist()
    assert len(cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence")) == len(corpus.sentences)


@pytest.fixture
def exported(write_corpus, tmp_path):
    corpus = analysis.open(write_corpus({"a": "وزیر گفت: «صلح 🕊 می‌آید.»\n", "b": "صلح.\n"}))
    exchange.export(corpus, tmp_path / "out", to="inception")
    return corpus, tmp_path / "out"


def test_the_zip_that_inception_makes_of_an_annotators_document_is_read(exported, tmp_path):
    corpus, out = exported
    with zipfile.ZipFile(tmp_path / "nasrin.zip", "w") as archive:
        archive.write(out / "a.xmi", "nasrin.xmi")  # INCEpTION calls it after the annotator
        archive.write(out / "TypeSystem.xml", "TypeSystem.xml")
    back = exchange.annotated(corpus, tmp_path / "nasrin.zip", form="inception")
    assert set(back["article_id"]) == {"a"}
    assert back[["start", "end"]].values.tolist() == exchange.annotations(corpus)[["start", "end"]].values.tolist()


def test_an_article_that_two_files_hold_is_refused(exported):
    corpus, out = exported
    (out / "again.xmi").write_bytes((out / "a.xmi").read_bytes())
    with pytest.raises(UserError, match="the article a was read from another file already"):
        exchange.annotated(corpus, out, form="inception")


@pytest.mark.parametrize("damage", [b"", b"<xmi", b"<a/>", "همین".encode()])
def test_a_damaged_file_is_named(exported, damage):
    corpus, out = exported
    (out / "b.xmi").write_bytes(damage)
    with pytest.raises(UserError, match=r"b\.xmi(: no article| cannot be read as UIMA CAS XMI)") as raised:
        exchange.annotated(corpus, out, form="inception")
    assert "\n" not in str(raised.value)


def test_without_its_type_system_or_any_file_it_says_what_to_give(exported):
    corpus, out = exported
    (out / "TypeSystem.xml").unlink()
    with pytest.raises(UserError, match=r"TypeSystem\.xml is missing: put it beside a\.xmi"):
        exchange.annotated(corpus, out, form="inception")
    with pytest.raises(UserError, match=r"there is no \.xmi or \.zip"):
        exchange.annotated(corpus, corpus.folder, form="inception")


def test_a_column_that_uima_cannot_name_is_refused():
    with pytest.raises(UserError, match=r"called 'یادداشت'.*rename it"):
        exchange_inception.typesystem({"mention": ["یادداشت"]})
