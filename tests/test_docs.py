"""What the documents say of the measures is complete."""

import re

import pytest

from analysis import collocation, dispersion, keyness, networks, paths

METHOD = (paths.KIT / "docs" / "method.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", [keyness, dispersion, collocation, networks])
def test_each_measure_stands_in_the_method_with_its_formula(module):
    names = [*module.MEASURES, *getattr(module, "NORMALISATIONS", ())]
    assert [name for name in names if f"`{name}`" not in METHOD] == []


def test_each_source_of_a_measure_is_among_the_references():
    text, references = METHOD.split("## References")
    cited = set(re.findall(r"([A-Z][\w-]+)(?: et al\.|(?:, [A-Z]\w+)* & [A-Z][\w ]+)?,? (?:\()?((?:19|20)\d\d)", text))
    assert len(cited) > 30
    assert {one for one in cited if not re.search(rf"{one[0]}.*\({one[1]}\)", references)} == set()
