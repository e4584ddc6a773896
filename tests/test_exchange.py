"""What is marked goes to annotation tools and comes back the same, at the same places."""

import pandas as pd
import pytest

import analysis
from analysis import codings, exchange, paths
from analysis.errors import UserError

HARD = "\ufeff🕊 «صلح‌نامه»:\r\nآلپ‌اف گفت: «🕊🕊 می‌آییم\r\n\r\nو می‌رویم».\u2028خط\x0bتازه\x85 =۱+۱ | \\ 𐎠𐎼\tپایان\r\n"
PLAIN = "وزیر راه گفت: «پل تازه باز می شود.»\n"


def spans(raw):
    """Every kind of place in the hard text: over line ends, half-spaces and characters beyond the first plane."""
    return [
        ("statement", raw.index("🕊🕊"), raw.index("»."), {"mode": "quoted", "cue": "گفت", "note": "a|b\\c\u2028d"}),
        ("mention", raw.index("آلپ‌اف"), raw.index(" گفت"), {"actor_id": "alpov", "how": "name", "speaker": "odd"}),
        ("stance", 0, len(raw), {"holder": "آلپ‌اف", "target": "=صلح", "act": "advocacy", "polarity": "-1"}),
        ("code", raw.index("𐎠"), raw.index("\tپایان"), {"code": "topos.threat"}),
        ("code", raw.index("\r\n\r\n"), raw.index("و می‌رویم"), {"code": "یک دو, سه", "why": "با , و :"}),
    ]  # fmt: skip


@pytest.fixture
def coded(write_corpus):
    """A corpus with a coding of a hard text by 'nasrin'; the BOM within its text is a character of its own."""
    folder = write_corpus({"سخت": b"\xef\xbb\xbf" + HARD.encode(), "b": PLAIN})
    corpus = analysis.open(folder)
    raw = corpus.raw("سخت")
    assert raw == HARD
    sha256 = corpus.articles.set_index("article_id").loc["سخت", "sha256"]
    rows = [{"what": what, "sha256": sha256, "start": a, "end": b} | more for what, a, b, more in spans(raw)]
    (folder / "coding").mkdir()
    pd.DataFrame(rows).to_csv(folder / "coding" / "nasrin.csv", index=False)
    return analysis.open(folder)


@pytest.mark.parametrize("form", exchange.BACK)
def test_a_coding_comes_back_from_a_tool_as_it_went(coded, tmp_path, form):
    exchange.export(coded, tmp_path / "out", to=form, coder="nasrin")
    exchange.bring(coded, tmp_path / "out", form=form, coder="second")
    before, after = (exchange.annotations(coded, coder=coder) for coder in ("nasrin", "second"))
    assert len(before) == 5
    pd.testing.assert_frame_equal(after, before)


@pytest.mark.parametrize("form", exchange.BACK)
def test_the_agreed_coding_of_the_practice_corpus_comes_back_as_it_went(tmp_path, form):
    corpus = analysis.open(paths.PRACTICE).only({"e01-kana", "e03-altin", "e05-ravagh"})
    exchange.export(corpus, tmp_path / "out", to=form, coder="agreed")
    before = exchange.annotations(corpus, coder="agreed")
    assert set(before["what"]) == {"mention", "statement", "stance"}
    pd.testing.assert_frame_equal(exchange.annotated(corpus, tmp_path / "out", form=form), before)


@pytest.mark.parametrize("form", exchange.BACK)
def test_what_the_program_proposes_comes_back_with_every_column(write_corpus, tmp_path, form):
    text = "توغرول آلپ‌اف گفت: «پل تازه باز می شود.»\r\nاو از توافق حمایت کرد.\r\n"
    actors = "actor_id,label_fa,kind,aliases\nalpov,توغرول آلپ‌اف,person,آلپ‌اف\n"
    corpus = analysis.open(write_corpus({"a": text}, {"actors.csv": actors}))
    exchange.export(corpus, tmp_path / "out", to=form)
    back = exchange.annotated(corpus, tmp_path / "out", form=form)
    for kind in ("mention", "statement", "stance"):
        rows, found = back[back["what"] == kind], getattr(corpus, f"{kind}s")
        assert len(rows) == len(found) > 0
        for name in set(found) & set(exchange.FEATURES[kind]) - {"holder", "target"}:
            assert rows[name].tolist() == found[name].astype("str").tolist()


def test_a_second_import_keeps_the_articles_that_it_does_not_bring(coded, tmp_path):
    exchange.export(coded, tmp_path / "one", to="brat", coder="nasrin")
    exchange.bring(coded, tmp_path / "one" / "سخت.ann", form="brat", coder="second")
    (tmp_path / "one" / "b.ann").write_text("T1\tMention 0 8\tوزیر راه\n", encoding="utf-8")
    exchange.bring(coded, tmp_path / "one" / "b.ann", form="brat", coder="second")
    rows = codings.read(coded.folder, "second")
    assert rows.loc[rows["what"] != "article", "article_id"].value_counts().to_dict() == {"سخت": 5, "b": 1}
    assert sorted(rows.loc[rows["what"] == "article", "article_id"]) == ["b", "سخت"]


def test_a_coding_that_was_not_brought_or_was_changed_since_is_not_overwritten(coded, tmp_path):
    exchange.export(coded, tmp_path / "out", to="brat", coder="nasrin")
    before = (coded.folder / "coding" / "nasrin.csv").read_bytes()
    with pytest.raises(UserError, match=r"nasrin\.csv was not made by goftman"):
        exchange.bring(coded, tmp_path / "out", form="brat", coder="nasrin")
    assert (coded.folder / "coding" / "nasrin.csv").read_bytes() == before


def test_an_annotation_that_was_taken_away_in_the_tool_is_taken_away_here(coded, tmp_path):
    exchange.export(coded, tmp_path / "out", to="brat", coder="nasrin")
    exchange.bring(coded, tmp_path / "out", form="brat", coder="second")
    (tmp_path / "out" / "سخت.ann").write_text("", encoding="utf-8")
    rows = exchange.bring(coded, tmp_path / "out", form="brat", coder="second")
    assert len(rows) == 0
    assert codings.read(coded.folder, "second")[["what", "article_id", "decision"]].to_numpy().tolist() == [
        ["article", "b", "done"], ["article", "سخت", "done"]
    ]  # fmt: skip


def test_a_coding_is_assisted_where_proposals_were_shown_and_an_export_for_blind_coders_shows_none(write_corpus, tmp_path):
    corpus = analysis.open(write_corpus({"a": "وزیر راه گفت: «پل تازه باز می شود.»"}))
    exchange.export(corpus, tmp_path / "shown", to="brat")
    exchange.export(corpus, tmp_path / "blind", to="brat", blind=True)
    assert (tmp_path / "blind" / "a.ann").read_bytes() == b""
    for folder, options, condition in (
        ("shown", {}, "assisted"),
        ("blind", {}, "blind"),
        ("blind", {"assisted": True}, "assisted"),
    ):
        coder = f"{folder}{len(options)}"
        exchange.bring(corpus, tmp_path / folder, form="brat", coder=coder, **options)
        coded = codings.read(corpus.folder, coder)
        assert set(coded["condition"]) == {condition}
        assert codings.finished(coded, "stance", condition) == set(corpus.articles["sha256"])
    assert codings.faults(corpus.folder) == codings.unfit(corpus) == []


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda corpus, out: exchange.export(corpus, out, to="word"), "there is no format 'word'"),
        (lambda corpus, out: exchange.export(corpus, out, to="conllu", coder="nasrin"), "leave coder out"),
        (lambda corpus, out: exchange.export(corpus, out, to="brat", coder="nobody"), r"nobody\.csv: there is no such file"),
        (lambda corpus, out: exchange.export(corpus, corpus.folder / "articles" / "x", to="brat"), "lies among the articles"),
        (lambda corpus, out: exchange.bring(corpus, out, form="dna", coder="x"), "there is no reading from 'dna'"),
        (lambda corpus, out: exchange.bring(corpus, out, form="brat", coder="x"), "there is no such file or folder"),
        (lambda corpus, out: exchange.bring(corpus, out, form="brat", coder="agreed"), "the coder is 'agreed'"),
        (lambda corpus, out: exchange.bring(corpus, out, form="brat", coder="../x"), r"the coder is '\.\./x'"),
    ],
)
def test_a_mistake_is_said_in_one_line(coded, tmp_path, call, said):
    with pytest.raises(UserError, match=said) as raised:
        call(coded, tmp_path / "none")
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "none").exists()


def test_texts_that_lie_in_the_corpus_folder_itself_are_not_joined_by_those_of_an_export(tmp_path):
    (tmp_path / "a.txt").write_text(PLAIN, encoding="utf-8")
    with pytest.raises(UserError, match="lies among the articles"):
        exchange.export(analysis.open(tmp_path), tmp_path / "brat", to="brat")


@pytest.mark.parametrize("form", exchange.FORMATS)
def test_a_second_export_gives_the_same_bytes(coded, tmp_path, form):
    for name in ("one", "two"):
        exchange.export(coded, tmp_path / name, to=form)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
