"""What a figure says in Persian, in English, or in both."""

import pandas as pd
import pytest

from analysis import jalali, language, plots
from analysis.errors import UserError
from analysis.rtl import number


class _Corpus:
    actors = pd.DataFrame({"label_fa": ["ماهوران", "رواق"], "label_en": ["Mahuran", ""]})
    concepts = None


def test_both_languages_stand_one_above_the_other_and_what_is_alike_once():
    words = {"fa": {1: "موافق", "": ("DP", "سال")}, "en": {1: "for", "": ("DP", "year")}}
    assert language.of(words, "both") == {1: "موافق\nfor", "": ("DP", "سال\nyear")}


@pytest.mark.parametrize(("lang", "name"), [("fa", "ماهوران"), ("en", "Mahuran"), ("both", "ماهوران\nMahuran")])
def test_actors_are_drawn_under_their_names_in_that_language_and_the_table_stays_as_it_was(lang, name):
    table = pd.DataFrame({"actor": pd.Categorical(["ماهوران", "رواق"]), "ids": [["a"], []], "n": [1, 2]})
    drawn = language.translated(table, _Corpus(), lang)
    assert drawn["actor"].tolist() == [name, "رواق"]
    assert table["actor"].tolist() == ["ماهوران", "رواق"]
    assert drawn["n"].tolist() == [1, 2]


def test_a_figure_in_both_languages_is_read_from_the_right_in_digits_that_all_know():
    fig = plots.bars(pd.DataFrame({"a": ["صلح\npeace"], "n": [1500.0]}), label="a", value="n", lang="both")
    assert fig.axes[0].xaxis_inverted()
    assert "\u06f0" not in "".join(text.get_text() for text in fig.axes[0].get_xticklabels())
    assert number(1234.5, "both") == "1,234.5"
    first = jalali.place("1402-01", "month", "month")
    assert list(jalali.ticks(first, first, 5, "month", "both").values()) == ["فروردین\nFarvardin\n1402"]


def test_the_language_is_that_of_the_environment(monkeypatch):
    monkeypatch.setenv(language.VARIABLE, "both")
    assert language.chosen() == "both"
    monkeypatch.setenv(language.VARIABLE, "de")
    with pytest.raises(UserError, match="GOFTMAN_LABELS='de' is not a language"):
        language.chosen()
