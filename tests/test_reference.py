"""Who is meant: pronouns, offices and texts, each with a case and a counter-example; people and countries are invented."""

import pytest
from hypothesis import given, settings
from test_statements import near_news

from analysis import paths
from analysis.article import read
from analysis.codebook import read_csv
from analysis.reference import discourse

ACTORS = read_csv(paths.PRACTICE / "actors.csv")


def speakers(text, actors=ACTORS, date="1402-03-01"):
    """[(speaker_text, speaker, speaker_name)] of the statements of a text."""
    return [(one.speaker_text, one.speaker, one.speaker_name) for one in discourse(read(text, date=date), actors)[1]]


def pronouns(text, actors=ACTORS):
    """[(pronoun, actor_id)] of the pronouns of a text that are traced."""
    article = read(text)
    return [(article.norm[one.first], one.actor_id) for one in discourse(article, actors)[0] if one.how == "pronoun"]


HURTASH = "جمشید هورتاش، رئیس جمهوری ماهوران، گفت: مرز باز است.\n"
VISEH = "گلنار ویسه، رئیس کمیسیون امنیت ملی، گفت: بودجه کم است.\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (HURTASH + "وی افزود: راه باز است.", "hurtash"),
        (HURTASH + "او افزود: راه باز است.", "hurtash"),
        (HURTASH + "هورتاش افزود: راه باز است.", "hurtash"),
        (HURTASH + "رئیس جمهوری ماهوران افزود: راه باز است.", "hurtash"),
        (HURTASH + "این مقام افزود: راه باز است.", "hurtash"),
        (HURTASH + "به گفته وی، راه باز است.", "hurtash"),
        (HURTASH + VISEH + "وی افزود: راه باز است.", "viseh"),
        (HURTASH + VISEH + "هورتاش افزود: راه باز است.", "hurtash"),
        (HURTASH + "باران می‌بارید.\nوی افزود: راه باز است.", "hurtash"),
        ("گلنار ویسه دیروز به سنگ‌گذر رفت. او گفت: راه باز است.", "viseh"),
        ("آلتاران هفته گذشته نامه‌ای نوشت.\n" + VISEH + "وی افزود: راه باز است.", "viseh"),
        (VISEH + "هورتاش در سفر است.\nوزیر خارجه ماهوران گفت: راه باز است.", "pirouznia"),
    ],
)
def test_the_last_statement_is_by_whom_its_words_mean(text, speaker):
    assert speakers(text)[-1][1] == speaker


def test_the_words_that_stand_for_a_speaker_are_kept_beside_the_name():
    assert speakers(HURTASH + "وی افزود: راه باز است.") == [
        ("جمشید هورتاش، رئیس جمهوری ماهوران", "hurtash", "جمشید هورتاش"),
        ("وی", "hurtash", "جمشید هورتاش"),
    ]


def test_a_speaker_of_the_table_has_its_label_as_name():
    assert speakers("هورتاش گفت: مرز باز است.")[0][1:] == ("hurtash", "جمشید هورتاش")


def test_who_is_in_no_table_has_a_name_all_the_same():
    text = "پروین آذرگشت، وزیر راه ماهوران، گفت: راه باز است.\nوی افزود: پل هم باز است."
    assert [name for _, _, name in speakers(text)] == ["پروین آذرگشت", "پروین آذرگشت"]


@pytest.mark.parametrize(("date", "speaker"), [("2023-06-01", "sepehrvand"), ("2023-10-01", "radnik")])
def test_an_office_is_held_by_whom_the_date_says(date, speaker):
    assert speakers("وزیر دفاع ماهوران گفت: مرز باز است.", date=date)[0][1] == speaker


def test_an_unnamed_source_has_no_speaker():
    assert speakers("گفته می‌شود راه باز است.") == [("", "", "")]
    assert speakers(HURTASH + "گفته می‌شود راه باز است.")[-1] == ("", "", "")


def test_an_office_of_the_lead_is_whom_the_next_paragraph_names():
    text = "رئیس سازمان آب گفت: سدها سالم‌اند.\nاحمد توکل‌زاده افزود: نشتی نداریم."
    assert [name for _, _, name in speakers(text, actors=None)] == ["احمد توکل‌زاده"] * 2


def test_a_statement_within_a_statement_has_its_own_speaker():
    text = "گلنار ویسه، رئیس کمیسیون امنیت ملی، گفت: هورتاش دیروز اعلام کرد که مرز باز است.\nوی افزود: بودجه کم است."
    assert [speaker for _, speaker, _ in speakers(text)] == ["viseh", "hurtash", "viseh"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HURTASH + "وی افزود: راه باز است.", [("وی", "hurtash")]),
        ("گلنار ویسه دیروز به سنگ‌گذر رفت. او خبرنگاران را هم برد.", [("او", "viseh")]),
        ("باران می‌بارید و او در راه بود.", []),
        ("مرز باز است.", []),
    ],
)
def test_a_pronoun_is_a_mention_of_whom_it_means(text, expected):
    assert pronouns(text) == expected


@settings(max_examples=80, deadline=None)
@given(near_news)
def test_a_speaker_of_any_text_stands_in_it_or_is_nobody(text):
    article = read(text)
    for one in discourse(article, ACTORS)[1]:
        assert one.speaker == "" or one.speaker in set(ACTORS["actor_id"]) or ":" in one.speaker
        assert one.speaker_name or not one.speaker
        assert not one.speaker_text or one.speaker_text in text


def named_words(text, actors=None):
    """[(words, name)] of the mentions of a text."""
    article = read(text)
    return [(" ".join(article.norm[one.first : one.last]), one.name) for one in discourse(article, actors)[0]]


def test_many_are_meant_by_a_plural_pronoun_and_never_a_body_or_whose_they_are():
    assert ("آنها", "کارگران معدن") in named_words("کارگران معدن گفتند: مزد کم است. وزارت کار حرف آنها را شنید.")
    assert not [name for words, name in named_words("وزارت کار به خانواده‌های آنها نامه داد.") if words == "آنها"]


def test_who_is_quoted_by_an_agency_goes_on_speaking():
    text = "بنا به اعلام خبرگزاری کانا، سرلشکر «مهران کیاراد» در جلسه گفت: مرز امن است.\nدستیار فرمانده کل افزود: راه باز است."
    assert speakers(text, None)[-1][2] == "مهران کیاراد"


def test_the_very_words_of_a_title_of_the_table_come_before_who_spoke_last():
    table = ACTORS.iloc[:2].assign(
        actor_id=["k", "r"],
        label_fa=["کامبیز هورتاش", "آرش رادنیک"],
        kind="person",
        aliases="",
        titles=["رهبر معظم انقلاب", "رئیس جمهور منتخب"],
        affiliation="",
        valid_from="",
        valid_to="",
    )
    text = "هومن سپهرنیا افزود: باد سرد است. رهبر معظم انقلاب گفت: آب کم است. رئیس جمهور منتخب گفت: نان کم است."
    assert [speaker for _, speaker, _ in speakers(text, table)][1:] == ["k", "r"]


def test_this_country_is_the_last_state_also_within_an_office():
    assert ("این کشور", "آلتاران") in named_words("وزیر دفاع آلتاران گفت ارتش این کشور آماده است.", ACTORS)
    assert ("آن کشور", "ماهوران") not in named_words("سفارت آلتاران رأی مردم ماهوران در آن کشور را شمرد.", ACTORS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("مردم این کشور گفتند: نان کم است.", "مردم این کشور"),
        ("منابع نزدیک به دولت گفتند: نان کم است.", "منابع نزدیک به دولت"),
        ("۱۵۲ وکیل دادگستری در نامه‌ای گفتند: نان کم است.", "152 وکیل دادگستری"),
    ],
)
def test_a_collective_ends_with_whose_or_how_many_it_is(text, words):
    assert words in [found.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")) for found, _ in named_words(text)]


def test_reports_and_places_are_nobody_and_listed_states_are_each_by_itself():
    assert not named_words("این گزارش‌ها تازه است.")
    assert not named_words("فرودگاه بین‌المللی فرازشهر بسته شد.", ACTORS)
    assert [words for words, _ in named_words("کشورهای ماهوران و آلتاران نامه نوشتند.", ACTORS)] == ["ماهوران", "آلتاران"]


def test_a_word_is_addressed_to_somebody_and_to_nothing_else():
    said = discourse(read("هومن سپهرنیا به خبرنگاران گفت: باد سرد است. او با اشاره به سابقه کار گفت: نان کم است."))[1]
    assert [one.addressee for one in said] == ["خبرنگاران", ""]


def test_an_institution_goes_on_with_what_it_is_for_and_a_minister_of_defence_does_not():
    text = "کمیته مبارزه با آلودگی هوا گفت: باد سرد است. وزیر دفاع از بازدید خبر داد."
    assert [words for words, _ in named_words(text)] == ["کمیته مبارزه با آلودگی هوا", "وزیر دفاع"]


def test_a_relative_is_nobody_who_speaks_next():
    text = "همسر گلنار ویسه هشدار داد: نان کم است.\nهومن سپهرنیا گفت: باد سرد است."
    assert speakers(text, None)[0][2] == "همسر گلنار ویسه"


def test_an_agency_in_a_dateline_is_not_who_speaks():
    text = "فرازشهر، 15 اسفند 1402، خبرگزاری آلتین‌خبر – وزیر دفاع آلتاران روز سه‌شنبه اعلام کرد راه باز است."
    assert speakers(text)[-1][0] == "وزیر دفاع آلتاران"


def test_a_journey_is_no_part_of_a_name():
    text = "سردار کیاراد سفر دو روزه خود را به پایان برد.\nوی افزود: راه باز است."
    assert speakers(text, None)[-1][2] == "کیاراد"


def test_an_office_before_the_name_of_who_speaks_next_is_his_unless_he_spoke_before():
    signed = "سند با امضای سردار کیاراد، رئیس ستاد ارتش، و مهران گلاز بسته شد.\nسردار کیاراد گفت: مرز امن است.\n"
    text = signed + "وزیر دفاع آلتاران نیز گفت: راه باز است.\nگلاز افزود: نان کم است."
    assert speakers(text, None)[1][2] == "مهران گلاز"
    text = signed + "وزیر دفاع آلتاران نیز گفت: راه باز است.\nسردار کیاراد افزود: نان کم است."
    assert speakers(text, None)[1][2] != "مهران گلاز"


def described(text):
    """{words: actor_id} of the mentions of a text, with the table of the practice corpus."""
    article = read(text)
    return {article.text(one.first, one.last): one.actor_id for one in discourse(article, ACTORS)[0]}


def test_the_other_of_two_parties_is_the_other_state():
    claim = "هورتاش افزود: همسایه شمالی باید پاسخ دهد."
    found = described(HURTASH + "آلتاران پاسخ داد. آلتاران پیام داد. آلتاران خشنود بود. " + claim)
    assert found["همسایه شمالی"] == "altaran"
    among = described(HURTASH + "آلتاران، وندریا و آلتاران، وندریا آمدند. " + claim)
    assert "همسایه شمالی" not in among


def test_a_pronoun_of_many_stays_open_where_two_groups_are_named():
    assert "آنها" not in dict(pronouns("معترضان و کارگران آمدند. باران بارید و از آنها چیزی نماند."))
