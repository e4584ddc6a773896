"""The CoNLL-U of a corpus is read by the package conllu, and its places are those of the raw text."""

import conllu
import pytest

import analysis
from analysis import exchange, paths

HARD = "خبر\r\n\r\nوزیر  راه گفت: «🕊می‌آید.\tپایان».\r\nاو می\u2028رود _ | # ای‌بابا.\r\n"


@pytest.fixture
def parsed(write_corpus, tmp_path):
    def parse(corpus):
        exchange.export(corpus, tmp_path / "out", to="conllu")
        return conllu.parse((tmp_path / "out" / "corpus.conllu").read_bytes().decode())

    return parse


def test_tokens_and_lemmas_are_those_of_the_corpus_at_their_places(write_corpus, parsed):
    corpus = analysis.open(write_corpus({"a": HARD, "b": "صلح. 🕊"}))
    tokens = [(sentence, token) for sentence in parsed(corpus) for token in sentence]
    table = corpus.tokens
    assert [int(token["misc"]["start"]) for _, token in tokens] == table["start"].tolist()
    assert [int(token["misc"]["end"]) for _, token in tokens] == table["end"].tolist()
    assert [token["lemma"] for _, token in tokens] == table["lemma"].str.replace("\u2028", " ").tolist()
    for row, (_, token) in zip(table.itertuples(), tokens, strict=True):
        raw = corpus.raw(row.article_id)[int(token["misc"]["start"]) : int(token["misc"]["end"])]
        assert token["form"] == raw.replace("\u2028", " ")


def test_each_sentence_has_its_ids_and_its_text_is_that_of_its_tokens(parsed):
    corpus = analysis.open(paths.PRACTICE).only({"e01-kana", "e05-ravagh"})
    sentences = parsed(corpus)
    assert len(sentences) == len(corpus.sentences)
    assert len({one.metadata["sent_id"] for one in sentences}) == len(sentences)
    assert [one.metadata["newdoc id"] for one in sentences if "newdoc id" in one.metadata] == ["e01-kana", "e05-ravagh"]
    for row, sentence in zip(corpus.sentences.itertuples(), sentences, strict=True):
        glue = ["" if (token["misc"] or {}).get("SpaceAfter") == "No" else " " for token in sentence]
        text = "".join(token["form"] + space for token, space in zip(sentence, glue, strict=True)).rstrip()
        assert sentence.metadata["text"] == text == " ".join(row.text.split())
        assert (int(sentence.metadata["start"]), int(sentence.metadata["end"])) == (row.start, row.end)
        assert [token["id"] for token in sentence] == list(range(1, len(sentence) + 1))
