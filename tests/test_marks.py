"""A marked text is the text as it was written, whatever stands in it and however its marks lie."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from analysis.marks import Mark, bracketed, html, pieces

HOSTILE = [
    "<script>x</script>",
    "<img src=x onerror=y>",
    "&lt;",
    "&amp;#60;",
    '" onclick="x',
    "'",
    "\r\n",
    "\u200c",
    "\u202e",
    "𐎠",
]
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")  # HTML has no U+0000
texts = st.lists(st.one_of(st.sampled_from([*HOSTILE, "صلح ", "مرز\n"]), letters), max_size=12).map("".join)
kinds = st.sampled_from(["mention", "statement", "stance for", "stance against", "stance", "here"])


@st.composite
def marked(draw):
    """A text and marks in it, which may lie within each other, cross, and be the same."""
    text = draw(texts)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = draw(st.lists(st.tuples(places, kinds, texts), max_size=6))
    return text, [Mark(*sorted(place), kind, f"s{number}", title) for number, (place, kind, title) in enumerate(spans)]


class Page(HTMLParser):
    """What a page is made of: its text, tags, names of attributes, the letters under each mark, and what is left open."""

    def __init__(self, content):
        super().__init__()
        self.text, self.tags, self.attributes, self.open, self.under = "", set(), set(), [], {}
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.append(dict(attrs)["title"])

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        for title in self.open:
            self.under[title] = self.under.get(title, "") + data
        self.text += data


@given(marked())
def test_the_text_that_is_seen_is_the_text_as_it_was_written_and_nothing_of_it_becomes_code(given_):
    text, marks = given_
    page = Page(html(text, marks, "x-"))
    assert page.text == text
    assert page.tags <= {"span"}
    assert page.attributes <= {"class", "title", "id", "data-mark"}
    assert not page.open


@given(marked())
def test_each_mark_covers_its_stretch_of_the_text_and_nothing_else(given_):
    text, marks = given_
    marks = [mark._replace(title=mark.name) for mark in marks]
    under = Page(html(text, marks)).under
    assert under == {mark.name: text[mark.start : mark.end] for mark in marks if mark.start < mark.end}


@given(marked())
def test_a_mark_is_named_once(given_):
    text, marks = given_
    named = re.findall(r'data-mark="(s\d)"', html(text, [mark._replace(title="") for mark in marks]))
    assert sorted(named) == sorted(mark.name for mark in marks if mark.start < mark.end)


@given(marked())
def test_in_a_terminal_the_text_stands_between_the_brackets(given_):
    text, marks = given_
    brackets = dict.fromkeys(map(ord, "{}[]⟨⟩【】"))
    plain = re.sub(r"[\[⟨]s\d ", "", bracketed(re.sub(r"[{}\[\]⟨⟩【】]", "x", text), marks))
    assert plain.translate(brackets) == re.sub(r"[{}\[\]⟨⟩【】]", "x", text)


def test_marks_that_cross_are_bracketed_where_they_begin_and_end():
    marks = [Mark(0, 4, "statement", "s0"), Mark(2, 6, "stance for", "p0"), Mark(1, 3, "mention", "m0")]
    assert bracketed("abcdefg", marks) == "[s0 a{b⟨p0 c}d]ef⟩g"


def test_a_mark_within_another_is_within_its_element():
    marks = [Mark(2, 4, "statement", "s1"), Mark(0, 6, "statement", "s0")]
    assert [len(over) for _, _, over in pieces(8, marks)] == [1, 2, 1, 0]
    assert html("abcdef", marks).endswith(">cd</span>ef</span>")
