"""An article is shown in its raw text, with each mark in its place and the rule behind it."""

import re
from html.parser import HTMLParser

import pytest

import analysis
from analysis.display import article
from analysis.display_article import Article
from analysis.errors import UserError

HOSTILE = "<script>window.hacked = 1</script>"


class Text(HTMLParser):
    """The text that a reader sees in the box of the article, and all tags and attributes of the page."""

    def __init__(self, content):
        super().__init__()
        self.seen, self.tags, self.attributes, self.depth = "", [], [], 0
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in ("col", "br"):
            self.depth += bool(self.depth) or ("class", "text") in attrs

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)

    def handle_data(self, data):
        if self.depth:
            self.seen += data


@pytest.fixture(scope="module")
def corpus():
    corpus = analysis.open()
    assert len(corpus.stances)  # built for all articles at once
    return corpus


def test_every_article_of_the_practice_corpus_is_seen_as_it_was_written(corpus):
    for name in corpus.articles["article_id"]:
        raw = corpus.raw(name)
        assert Text(article(corpus, name, at=(3, 40))._repr_html_()).seen == raw


def test_each_mention_statement_and_stance_is_told_with_its_rule(corpus):
    shown = article(corpus, "e01-kana")
    html = shown._repr_html_()
    for table, column in (("mentions", "mention_id"), ("statements", "statement_id"), ("stances", "stance_id")):
        rows = getattr(corpus, table)
        rows = rows[rows["article_id"] == "e01-kana"]
        assert len(rows)
        for row in rows.to_dict("records"):
            name = row[column].split(":")[1]
            assert f'data-mark="{name}"' in html
            assert row["rule"] in re.search(rf'-{name}">{name}</a>.*?</tr>', html)[0]
    assert "s0  statement: speaker_name " in repr(shown)


def test_only_what_is_asked_for_is_marked(corpus):
    html = article(corpus, "e01-kana", show=("statements",))._repr_html_()
    assert 'class="statement"' in html
    assert 'class="mention"' not in html
    assert "stances</summary>" not in html
    assert "data-mark" not in article(corpus, "e01-kana", show=())._repr_html_().partition("<div")[2]


def test_the_place_that_is_asked_for_is_marked(corpus):
    raw = corpus.raw("e01-kana")
    shown = article(corpus, "e01-kana", at=(600, 640), show=())
    assert f"【{raw[600:640]}】" in shown.text
    assert 'class="here"' in shown._repr_html_()


@pytest.mark.parametrize("at", [(5, 5), (-1, 3), (0, 10**6), (7, 2)])
def test_a_place_that_is_none_is_said_in_one_line(corpus, at):
    with pytest.raises(UserError, match=r"^at is \(.*, but must be start and end of a place"):
        article(corpus, "e01-kana", at=at)


def test_an_unknown_table_or_article_is_said_in_one_line(corpus):
    with pytest.raises(UserError, match=r"^show has 'tokens', but may have mentions"):
        article(corpus, "e01-kana", show=("tokens",))
    with pytest.raises(UserError, match=r"has no article e99"):
        article(corpus, "e99")


def test_no_column_of_a_row_and_no_fact_of_an_article_becomes_code():
    row = dict.fromkeys(["speaker_name", "speaker_text", "cue", "cue_class", "mode", "addressee", "rule"], HOSTILE + "\"'")
    row |= {"start": 2, "end": 9, "statement_id": "a:s0"}
    page = Text(Article(HOSTILE, {"statements": [row]}, at=(0, 4), about=[HOSTILE])._repr_html_())
    assert page.seen == HOSTILE
    assert page.tags.count("script") == 1  # our own, which scrolls
    assert not [name for name in page.attributes if name.startswith("on")]


def test_line_ends_and_paragraphs_stay():
    raw = "یک\r\n\r\nدو\n\tسه\u200c‌ها"
    assert Text(Article(raw, {})._repr_html_()).seen == raw
