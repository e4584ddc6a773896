"""Articles that repeat another's text are found, and point to the earlier one."""

import pandas as pd
import pytest

import analysis
from analysis import reprints

WORDS = """
سپیده دم دیروز رود کوهسار پس از سه روز باران پیوسته بالا آمد و آب به کوچه های پایین شهر رسید شهردار ساحلستان به مردم گفت که
نیروهای امدادی از شب پیش آماده بوده اند و هیچ کس آسیب ندیده است باغداران اما می گویند بخش بزرگی از شکوفه های گیلاس از میان رفته
و تا برداشت پاییز باید چشم به راه کمک دولت بمانند رئیس انجمن باغداران افزود که سد کوچک بالای دره سال هاست لایروبی نشده و اگر
امسال هم کاری نشود سیل بعدی به انبارها خواهد رسید وزیر آب در نامه ای کوتاه وعده داد گروهی کارشناس را هفته آینده به دره بفرستد
""".split()
OTHER = """
تیم دوچرخه سواری ساحلستان در مرحله سوم مسابقه دور دریاچه با اختلاف چند ثانیه از کوهستانی ها پیش افتاد و پیراهن زرد را پس گرفت
مربی تیم باد روبه رو را سخت ترین حریف آن روز خواند و از تماشاگران کنار جاده سپاسگزاری کرد
""".split()


def changed(words, places):
    """The words with those at some places replaced."""
    return [f"دگر{place}" if place in places else word for place, word in enumerate(words)]


def text(words):
    return " ".join(words) + ".\n"


def repeated(corpus):
    articles = corpus.articles.set_index("article_id")["near_duplicate_of"]
    return articles[articles != ""].to_dict()


def test_a_copy_and_a_lightly_edited_one_point_to_the_earlier_article(write_corpus):
    texts = {"a": text(changed(WORDS, {40, 41})), "b": text(WORDS), "c": text(WORDS), "d": text(OTHER)}
    table = "article_id,date\na,1402-03-02\nb,1402-03-01\nc,1402-03-03\nd,1402-03-01\n"
    assert repeated(analysis.open(write_corpus(texts, {"articles.csv": table}))) == {"a": "b", "c": "b"}


def test_without_dates_the_first_by_name_is_the_original_and_an_undated_one_comes_after_a_dated_one(write_corpus):
    texts = {"a": text(WORDS), "b": text(WORDS), "c": text(WORDS)}
    assert repeated(analysis.open(write_corpus(texts, name="یک"))) == {"b": "a", "c": "a"}
    table = {"articles.csv": "article_id,date\nb,1402-03-01\n"}
    assert repeated(analysis.open(write_corpus(texts, table, name="دو"))) == {"a": "b", "c": "b"}


def test_spelling_line_breaks_and_punctuation_do_not_hide_a_reprint(write_corpus):
    respelt = "،\n".join(WORDS).replace("ی", "ي").replace("ک", "ك")
    assert repeated(analysis.open(write_corpus({"a": text(WORDS), "b": respelt}))) == {"b": "a"}


def test_two_reports_that_share_half_of_their_text_are_two_articles(write_corpus):
    half = text(WORDS[: len(WORDS) // 2] + OTHER)
    assert repeated(analysis.open(write_corpus({"a": text(WORDS), "b": half}))) == {}


def test_short_and_empty_texts_are_nobodys_reprint(write_corpus):
    assert repeated(analysis.open(write_corpus({"a": "صلح.", "b": "صلح.", "c": "۱۲", "d": "۱۲"}))) == {}


def test_a_corpus_without_reprints_leaves_out_the_later_articles_alone(write_corpus):
    corpus = analysis.open(write_corpus({"a": text(WORDS), "b": text(WORDS), "c": text(OTHER)}))
    rest = corpus.without_reprints()
    assert rest.articles["article_id"].tolist() == ["a", "c"]
    assert rest.tokens["article_id"].unique().tolist() == ["a", "c"]
    assert corpus.tokens["article_id"].unique().tolist() == ["a", "b", "c"]


def test_a_reprint_stays_one_in_a_part_of_the_corpus_without_its_original(write_corpus):
    corpus = analysis.open(write_corpus({"a": text(WORDS), "b": text(WORDS), "c": text(OTHER)}))
    assert repeated(corpus.only(["b", "c"])) == {"b": "a"}


@pytest.mark.parametrize("places", [{10}, {10, 50}, {5, 30, 60, 90}, set(range(0, 100, 10)), set(range(100))])
def test_the_resemblance_is_the_share_of_runs_of_five_words_in_common_where_the_sketch_holds_them_all(places):
    one, other = [[str(number) for number in range(100)], changed([str(number) for number in range(100)], places)]
    runs = [{tuple(words[place : place + 5]) for place in range(96)} for words in (one, other)]
    share = len(runs[0] & runs[1]) / len(runs[0] | runs[1])  # Broder 1997
    assert reprints.resemblance(*sketches(one, other)) == pytest.approx(share, abs=1e-12)


def test_in_a_long_text_the_resemblance_is_estimated_to_a_few_hundredths():
    words = [str(number) for number in range(4000)]
    other = changed(words, set(range(0, 4000, 40)))
    share = (3996 - 500 + 4) / (3996 + 500 - 4)  # each change takes five runs with it; the first, at the edge, but one
    assert reprints.resemblance(*sketches(words, other)) == pytest.approx(share, abs=0.1)


def sketches(*texts):
    tokens = pd.DataFrame({"norm": pd.Categorical([word for words in texts for word in words]), "is_word": True})
    article = [number for number, words in enumerate(texts) for _ in words]
    return reprints.sketches(tokens, article, len(texts))


def test_the_five_reprints_among_the_reference_articles_are_found(shared):
    corpus = analysis.open(shared / "news-mixed")
    found = repeated(corpus)
    assert len(found) == 5
    assert not set(found) & set(found.values())
    assert len(corpus.without_reprints().articles) == 145


def test_reprints_point_to_the_earliest_original():
    """Against the definition, applied to each pair in turn."""
    texts = [WORDS, OTHER, changed(WORDS, {3}), OTHER[:20], changed(OTHER, {50}), changed(WORDS, {3, 80}), ["کوتاه"], WORDS]
    found = dict(zip("abcdefgh", sketches(*texts), strict=True))
    expected = {}
    for place, article in enumerate(found):
        for one in list(found)[:place]:
            if one not in expected and reprints.resemblance(found[article], found[one]) >= reprints.RESEMBLANCE:
                expected.setdefault(article, one)
    assert expected.keys() >= {"c", "h"}
    assert reprints.near_duplicates(found, list(found)) == expected


def test_what_all_articles_begin_with_hides_no_reprint():
    formula = ["به", "گزارش", "خبرگزاری", "ساحلستان", "از", "کوهسار", "پایتخت", "این", "کشور"]
    articles = [formula + [f"{number}.{place}" for place in range(120)] for number in range(60)]
    found = sketches(*articles, changed(articles[50], {40}))
    assert reprints.near_duplicates(dict(enumerate(found)), list(range(61))) == {60: 50}
