"""The network is looked at as a reader gets it: all words are there, apart, and joined as the table says."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawn import apart, boxes, same_bytes_in_another_process, text_of_pdf, within

from analysis.errors import UserError
from analysis.plots import save
from analysis.plots_network import network, spring_layout
from analysis.rtl import rtl

PAIRS = pd.DataFrame(
    [
        ("مرز", "دریایی", 10.0),
        ("مرز", "مشترک", 8.0),
        ("رزمایش", "مشترک", 5.0),
        ("رزمایش", "NATO", 2.5),
        ("دیپلماسی", "فعال", 1.0),
    ],
    columns=["node", "collocate", "log_dice"],
)
COLUMNS = {"source": "node", "target": "collocate", "weight": "log_dice"}


def star(words, centres=5):
    """Words around some centres, each joined to one."""
    rows = [(f"میانهٔ {row % centres}", f"همایند {row}", 1 + row % 7) for row in range(words)]
    return pd.DataFrame(rows, columns=list(PAIRS))


@pytest.fixture(autouse=True)
def _a_fresh_start(monkeypatch):
    monkeypatch.delenv("GOFTMAN_FONT", raising=False)
    yield
    plt.close("all")


def words_of(fig):
    """The box around each word."""
    texts = fig.axes[0].texts
    return dict(zip((text.get_text() for text in texts), boxes(fig, [t.get_bbox_patch() for t in texts]), strict=True))


def edges_of(fig):
    """{(word, word): width} of the lines, by the boxes in which they end."""
    words, (lines,) = words_of(fig), fig.axes[0].collections
    ends = [fig.axes[0].transData.transform(line) for line in lines.get_segments()]
    named = [tuple(next(word for word, box in words.items() if box.contains(*end)) for end in line) for line in ends]
    return dict(zip(named, map(float, lines.get_linewidths()), strict=True))


def test_each_row_is_a_line_between_its_two_words():
    pairs = {(rtl(node), rtl(collocate)) for node, collocate in zip(PAIRS["node"], PAIRS["collocate"], strict=True)}
    assert set(edges_of(network(PAIRS, **COLUMNS))) == pairs


def test_lines_are_as_wide_as_their_weights():
    widths = edges_of(network(PAIRS, **COLUMNS))
    widest, half, tenth = (
        widths[rtl(one), rtl(other)] for one, other in [("مرز", "دریایی"), ("رزمایش", "مشترک"), ("دیپلماسی", "فعال")]
    )
    assert (widest / half, widest / tenth) == pytest.approx((2, 10))


@pytest.mark.parametrize("words", [1, 20, 60])
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_all_words_are_shown_and_none_overlaps_or_is_cut(words, lang):
    table = star(words)
    fig = network(table, **COLUMNS, lang=lang, title="همایندهای مرز", legend="logDice")
    assert set(words_of(fig)) == {rtl(word) for word in [*table["node"], *table["collocate"]]}
    assert apart(words_of(fig).values())
    assert within(fig, [*(text.get_bbox_patch() for text in fig.axes[0].texts), *fig.texts, *fig.legends])


@pytest.mark.parametrize("table", [PAIRS, star(20), star(30, 3)])
def test_no_line_passes_through_a_word_that_it_does_not_join(table):
    fig = network(table, **COLUMNS)
    words = words_of(fig)
    for pair in edges_of(fig):
        line = np.linspace(*((words[word].min + words[word].max) / 2 for word in pair), 100)
        assert not any(box.contains(*place) for word, box in words.items() if word not in pair for place in line)


def test_words_and_title_and_legend_do_not_overlap():
    fig = network(star(40), **COLUMNS, title="همایندهای مرز", legend="logDice")
    assert apart([*words_of(fig).values(), *boxes(fig, [*fig.texts, *fig.legends])])


@pytest.mark.parametrize(("lang", "numbers"), [("fa", {"۱۰", "۱"}), ("en", {"10", "1"})])
def test_the_legend_shows_the_greatest_and_the_smallest_weight(lang, numbers):
    fig = network(PAIRS, **COLUMNS, lang=lang, legend="logDice")
    legend = fig.legends[0]
    assert {text.get_text() for text in legend.get_texts()} == {rtl(number) for number in numbers}
    widths = {t.get_text(): line.get_linewidth() for t, line in zip(legend.get_texts(), legend.get_lines(), strict=True)}
    assert max(widths, key=widths.get) in ("10", rtl("۱۰"))
    assert legend.get_title().get_text() == "logDice"


def test_a_word_joined_to_itself_has_a_loop_that_covers_no_other_word():
    fig = network(pd.concat([PAIRS, PAIRS.head(1).assign(collocate="مرز")]), **COLUMNS)
    (loop,), words = fig.axes[0].patches, words_of(fig)
    (ring,) = boxes(fig, [loop])
    assert {word for word, box in words.items() if box.overlaps(ring)} == {rtl("مرز")}
    assert ring.y1 > words[rtl("مرز")].y1


def test_words_of_the_source_look_different():
    fig = network(PAIRS, **COLUMNS)
    colors = {text.get_text(): text.get_color() for text in fig.axes[0].texts}
    assert {word for word, color in colors.items() if color == "white"} == {rtl(word) for word in ("مرز", "رزمایش", "دیپلماسی")}


def test_words_are_read_back_in_order(tmp_path):
    text = text_of_pdf(network(PAIRS, **COLUMNS, title="همایندهای مرز"), tmp_path)
    assert {"مرز", "رزمایش", "NATO", "همایندهای"} <= set(text.split())


def test_the_order_of_the_rows_does_not_matter(tmp_path):
    for name, table in (("a", PAIRS), ("b", PAIRS.iloc[::-1])):
        save(network(table, **COLUMNS), tmp_path / name, PAIRS)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_another_seed_gives_another_layout():
    first, same, other = (words_of(network(PAIRS, **COLUMNS, seed=seed)) for seed in (1, 1, 2))
    assert [box.bounds for box in first.values()] == [box.bounds for box in same.values()]
    assert [box.bounds for box in first.values()] != [box.bounds for box in other.values()]


def test_a_network_gives_the_same_bytes_in_another_process(tmp_path):
    code = (
        "from analysis.plots_network import network\n"
        "table = pd.DataFrame({'a': ['مرز', 'مرز', 'صلح'], 'b': ['NATO', 'دریا', 'دریا'], 'w': [3, 1, 2]})\n"
        "fig = network(table, source='a', target='b', weight='w')"
    )
    assert same_bytes_in_another_process(code, tmp_path)


def test_joined_nodes_lie_nearer_than_others():
    groups = np.arange(20) % 2  # two rings that nothing joins
    edges = np.array([(node, (node + 2) % 20) for node in range(20)])
    places = spring_layout(edges, np.ones(20), 20)
    apart_from = np.hypot(*(places[:, None] - places[None]).T)
    joined = np.array([apart_from[one, other] for one, other in edges])
    assert joined.mean() < apart_from[groups[:, None] != groups[None]].mean() / 2


def test_a_greater_weight_pulls_nearer():
    places = spring_layout(np.array([[0, 1], [0, 2]]), np.array([10.0, 1.0]), 3)
    assert np.hypot(*(places[0] - places[1])) < np.hypot(*(places[0] - places[2]))


def test_a_ring_is_laid_out_as_a_ring():
    edges = np.array([(node, (node + 1) % 8) for node in range(8)])
    places = spring_layout(edges, np.ones(8), 8)
    radius = np.hypot(*(places - places.mean(axis=0)).T)
    assert radius.std() / radius.mean() < 0.05


@pytest.mark.parametrize(("lang", "words"), [("fa", "دادهای نیست"), ("en", "no data")])
def test_a_table_without_pairs_gives_a_figure_that_says_so(lang, words, tmp_path):
    for table in (PAIRS.head(0), pd.DataFrame()):
        assert words in text_of_pdf(network(table, **COLUMNS, lang=lang), tmp_path)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (PAIRS.drop(columns="log_dice"), "no column 'log_dice'"),
        (PAIRS.assign(log_dice="a"), "'log_dice' of the table is not numbers"),
        (PAIRS.assign(log_dice=[1, 2, 3, 4, 0]), "'log_dice' has weights that are not above zero"),
        (PAIRS.assign(log_dice=[1, 2, 3, 4, np.nan]), "'log_dice' has weights that are not above zero"),
        (PAIRS.assign(collocate=["a", "b", "c", "d", None]), "no word in column 'node' or 'collocate'"),
        (star(900), "words are too many for one network"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_named_in_one_line_and_leaves_no_figure(table, message):
    with pytest.raises(UserError, match=message) as error:
        network(table, **COLUMNS)
    assert "\n" not in str(error.value)
    assert not plt.get_fignums()
