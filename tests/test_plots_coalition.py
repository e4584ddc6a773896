"""The figures of discourse networks are looked at as a reader gets them: who is joined with whom, how, and when."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawn import apart, boxes, same_bytes_in_another_process, text_of_pdf, within
from matplotlib.colors import same_color

from analysis.errors import UserError
from analysis.plots import PALETTE, save
from analysis.plots_coalition import GREY, coalitions, polarisation, signed
from analysis.rtl import rtl

EDGES = pd.DataFrame(
    [
        ("سپهروند", "پروتکل همکاری", 4.0),
        ("آلپ‌اف", "پروتکل همکاری", -2.0),
        ("آلپ‌اف", "پایش مرزی", 1.0),
        ("ماتسلو", "رزمایش مشترک", 0.0),
        ("ماتسلو", "پایش مرزی", -4.0),
    ],
    columns=["actor", "concept", "weight"],
)
COLUMNS = {"source": "actor", "target": "concept", "weight": "weight"}
TIES = pd.DataFrame(
    [("سپهروند", "هورتاش", 3.0), ("آلپ‌اف", "ماتسلو", 2.0), ("سپهروند", "آلپ‌اف", 1.0)], columns=["source", "target", "weight"]
)
ENDS = {"source": "source", "target": "target", "weight": "weight"}
GROUPS = pd.DataFrame({"actor": ["سپهروند", "هورتاش", "آلپ‌اف", "ماتسلو"], "community": [1, 1, 2, 2]})
WINDOWS = pd.DataFrame(
    {
        "middle": ["1402-01-31", "1402-02-30", "1402-03-29", "1402-06-26"],  # 30 days apart, then 90
        "modularity": [0.1, 0.3, 0.2, 0.4],
        "low": [0.0, 0.2, np.nan, 0.3],
        "high": [0.2, 0.5, np.nan, 0.5],
    }
)


def crowd(edges, actors):
    """Ties of both signs between many actors with long names."""
    random = np.random.default_rng(5)
    pairs = {tuple(sorted(random.choice(actors, 2, replace=False))) for _ in range(edges)}
    rows = [(f"سخنگوی نهاد {one}", f"سخنگوی نهاد {other}", (-1.0) ** (one + other) * (1 + one)) for one, other in sorted(pairs)]
    return pd.DataFrame(rows, columns=["source", "target", "weight"])


@pytest.fixture(autouse=True)
def _a_fresh_start(monkeypatch):
    monkeypatch.delenv("GOFTMAN_FONT", raising=False)
    yield
    plt.close("all")


def names_of(fig):
    """The box around each name."""
    texts = fig.axes[0].texts
    return dict(zip((text.get_text() for text in texts), boxes(fig, [t.get_bbox_patch() for t in texts]), strict=True))


def lines_of(fig):
    """{(name, name): (width, colour, whether dashed)} of the edges, by the boxes in which they end."""
    names, (lines,) = names_of(fig), fig.axes[0].collections
    ends = [fig.axes[0].transData.transform(line) for line in lines.get_segments()]
    named = [tuple(next(name for name, box in names.items() if box.contains(*end)) for end in line) for line in ends]
    looks = zip(lines.get_linewidths(), lines.get_colors(), [bool(dashes) for _, dashes in lines.get_linestyles()], strict=True)
    return dict(zip(named, looks, strict=True))


def is_drawn(look, color, dashed):
    return same_color(look[1], color) and look[2] == dashed


# --- signed networks --------------------------------------------------------------------------------------------------


def test_each_row_is_a_line_of_the_colour_and_style_of_its_sign():
    lines = lines_of(signed(EDGES, **COLUMNS, two_mode=True))
    assert len(lines) == len(EDGES)
    for actor, concept, weight in EDGES.itertuples(index=False):
        color, dashed = {1: (PALETTE[0], False), -1: (PALETTE[1], True), 0: (GREY, True)}[np.sign(weight)]
        assert is_drawn(lines[rtl(actor), rtl(concept)], color, dashed)


def test_lines_are_as_wide_as_their_weights_are_far_from_0():
    lines = lines_of(signed(EDGES, **COLUMNS))
    strong, opposed, half = (lines[rtl(a), rtl(b)][0] for a, b in [EDGES.iloc[0, :2], EDGES.iloc[4, :2], EDGES.iloc[1, :2]])
    assert strong == opposed == pytest.approx(2 * half)
    assert all(width > 0 for width, *_ in lines.values())


@pytest.mark.parametrize(
    ("lang", "words"), [("fa", ["کنشگر", "مفهوم", "موافق", "مخالف", "هر دو برابر"]), ("en", ["for", "against"])]
)
def test_the_legend_names_the_signs_that_occur(lang, words):
    fig = signed(EDGES, **COLUMNS, two_mode=True, lang=lang)
    shown = {text.get_text() for legend in fig.legends for text in legend.get_texts()}
    assert {rtl(word) for word in words} <= shown
    some = signed(EDGES[EDGES["weight"] > 0], **COLUMNS, lang=lang)
    assert not {rtl(word) for word in words[1:]} & {text.get_text() for legend in some.legends for text in legend.get_texts()}


def test_an_actor_and_a_concept_of_one_name_are_two_in_two_modes():
    table = pd.DataFrame({"actor": ["هفت‌رود", "آلپ‌اف"], "concept": ["هفت‌رود", "پروتکل"], "weight": [1, 1]})
    fig = signed(table, **COLUMNS, two_mode=True)
    faces = [(text.get_text(), text.get_color()) for text in fig.axes[0].texts]
    assert sorted(faces) == sorted(
        [(rtl("هفت‌رود"), "white"), (rtl("آلپ‌اف"), "white"), (rtl("هفت‌رود"), "black"), (rtl("پروتکل"), "black")]
    )


@pytest.mark.parametrize(("edges", "actors"), [(1, 2), (40, 15), (90, 40)])
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_all_names_are_shown_and_nothing_overlaps_or_is_cut(edges, actors, lang):
    table = crowd(edges, actors)
    fig = signed(table, **ENDS, lang=lang, title="هم‌سویی کنشگران", legend="هم‌سویی منهای ناهم‌سویی، به نسبت فعالیت")
    assert set(names_of(fig)) == {rtl(name) for name in [*table["source"], *table["target"]]}
    assert apart([*names_of(fig).values(), *boxes(fig, [*fig.texts, *fig.legends])])
    assert within(fig, [*(text.get_bbox_patch() for text in fig.axes[0].texts), *fig.texts, *fig.legends])


def test_legends_of_all_kinds_have_room_beside_each_other():
    for lang in ("fa", "en"):
        fig = signed(EDGES, **COLUMNS, two_mode=True, lang=lang, legend="شمار موافقت‌ها منهای شمار مخالفت‌ها")
        assert apart(boxes(fig, fig.legends))
        assert within(fig, fig.legends)


def test_who_is_at_one_lies_nearer_than_who_is_at_odds():
    pairs = [(one, other) for one in "ABCDEFGH" for other in "ABCDEFGH" if one < other]
    table = pd.DataFrame([(a, b, 1 if (a < "E") == (b < "E") else -1) for a, b in pairs], columns=["source", "target", "weight"])
    middle = {name: (box.min + box.max) / 2 for name, box in names_of(signed(table, **ENDS, lang="en")).items()}
    table["distance"] = [np.hypot(*(middle[a] - middle[b])) for a, b in pairs]
    at_odds, at_one = table.groupby("weight")["distance"].mean()
    assert at_one < 0.7 * at_odds


@pytest.mark.parametrize("weight", [-1, 0])
def test_a_network_of_conflict_alone_is_drawn(weight):
    fig = signed(TIES.assign(weight=weight), **ENDS)
    assert len(lines_of(fig)) == len(TIES)
    assert apart(names_of(fig).values())


# --- coalitions -------------------------------------------------------------------------------------------------------


def test_edges_within_a_community_have_its_colour_and_those_between_two_are_dashed():
    lines = lines_of(coalitions(TIES, GROUPS, **ENDS))
    named = {frozenset(end.split("\n")[0] for end in pair): look for pair, look in lines.items()}
    first, second, between = (named[frozenset(map(rtl, pair))] for pair in TIES.iloc[:, :2].to_numpy())
    assert is_drawn(first, PALETTE[0], False)
    assert is_drawn(second, PALETTE[1], False)
    assert is_drawn(between, GREY, True)
    assert first[0] == pytest.approx(3 * between[0])


@pytest.mark.parametrize(("lang", "numbers"), [("fa", "۱۱۲۲"), ("en", "1122")])
def test_the_number_of_its_community_stands_under_each_name(lang, numbers):
    fig = coalitions(TIES, GROUPS, **ENDS, lang=lang)
    labels = [(*text.get_text().split("\n"), text.get_bbox_patch().get_facecolor()) for text in fig.axes[0].texts]
    expected = {rtl(name): rtl(numbers[row]) for row, name in enumerate(GROUPS["actor"])}
    assert {name: number for name, number, _ in labels} == expected
    assert len({(number, color) for *_, number, color in labels}) == 2


def test_many_communities_are_shown_apart_with_names_that_do_not_overlap():
    table = crowd(60, 30).assign(weight=1)
    names = sorted({*table["source"], *table["target"]})
    groups = pd.DataFrame({"actor": names, "community": [1 + row % 10 for row in range(len(names))]})
    fig = coalitions(table, groups, **ENDS, title="ائتلاف‌ها", legend="هم‌سویی")
    assert apart([*names_of(fig).values(), *boxes(fig, [*fig.texts, *fig.legends])])
    assert within(fig, [*(text.get_bbox_patch() for text in fig.axes[0].texts), *fig.texts, *fig.legends])


# --- polarisation over time -------------------------------------------------------------------------------------------


def drawn_line(fig):
    line = fig.axes[0].lines[1]  # the first one is the baseline
    return line.get_xdata(), line.get_ydata()


def test_points_stand_at_the_middle_of_windows_and_a_missing_window_leaves_a_gap():
    x, y = drawn_line(polarisation(WINDOWS))
    known = ~np.isnan(y)
    assert y[known].tolist() == [0.1, 0.3, 0.2, 0.4]
    assert np.diff(x[known]).tolist() == [30, 30, 90]
    assert known.tolist() == [True, True, True, False, True]


def test_the_band_is_that_of_the_interval_and_an_interval_alone_is_a_line():
    fig = polarisation(WINDOWS)
    band, lines = fig.axes[0].collections
    corners = np.concatenate([path.vertices for path in band.get_paths()])
    assert {0.0, 0.2, 0.5} <= set(corners[:, 1].round(9))
    assert [line[:, 1].tolist() for line in lines.get_segments()] == [[0.3, 0.5]]


def test_no_interval_is_drawn_where_there_is_none():
    band, lines = polarisation(WINDOWS.assign(low=np.nan, high=np.nan)).axes[0].collections
    assert len(band.get_paths()) == len(lines.get_segments()) == 0


def test_the_value_axis_holds_0_and_days_have_the_names_of_jalali_months(tmp_path):
    fig = polarisation(WINDOWS, title="قطبی‌شدن", ylabel="پیمانگی")
    low, high = fig.axes[0].get_ylim()
    assert low <= 0 < 0.5 <= high
    assert {"۱۴۰۲", "تیر", "قطبیشدن", "پیمانگی"} <= set(text_of_pdf(fig, tmp_path).split())


@pytest.mark.parametrize("rows", [1, 2])
def test_few_windows_have_an_axis_too(rows):
    fig = polarisation(WINDOWS.head(rows))
    assert len(fig.axes[0].get_xticks()) >= 1
    assert apart(boxes(fig, [label for label in fig.axes[0].get_xticklabels() if label.get_text()]))


# --- all of them ------------------------------------------------------------------------------------------------------

FIGURES = {
    "signed": lambda table=EDGES, **options: signed(table, **COLUMNS, **options),
    "coalitions": lambda table=TIES, **options: coalitions(table, GROUPS, **ENDS, **options),
    "polarisation": lambda table=WINDOWS, **options: polarisation(table, **options),
}


@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_the_order_of_the_rows_does_not_matter(draw, tmp_path):
    for name, step in (("a", 1), ("b", -1)):
        table = {"signed": EDGES, "coalitions": TIES, "polarisation": WINDOWS}[
            next(key for key in FIGURES if FIGURES[key] is draw)
        ]
        save(draw(table.iloc[::step]), tmp_path / name, table)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("draw", [FIGURES["signed"], FIGURES["coalitions"]])
def test_another_seed_gives_another_layout(draw):
    first, same, other = ([box.bounds for box in names_of(draw(seed=seed)).values()] for seed in (1, 1, 2))
    assert first == same != other


def test_figures_give_the_same_bytes_in_another_process(tmp_path):
    table = "pd.DataFrame({'a': ['ویسه', 'ویسه', 'کیاراد'], 'b': ['آلپ‌اف', 'کیاراد', 'بوراقلی'], 'w': [3, WEIGHT, 2]})"
    ends = "source='a', target='b', weight='w'"
    groups = "pd.DataFrame({'actor': ['ویسه', 'کیاراد', 'آلپ‌اف', 'بوراقلی'], 'community': [1, 1, 2, 2]})"
    for name, call in (
        ("signed", f"signed({table.replace('WEIGHT', '-1')}, {ends})"),
        ("coalitions", f"coalitions({table.replace('WEIGHT', '1')}, {groups}, {ends})"),
    ):
        (tmp_path / name).mkdir()
        assert same_bytes_in_another_process(f"from analysis.plots_coalition import *\nfig = {call}", tmp_path / name)


@pytest.mark.parametrize(("lang", "words"), [("fa", "دادهای نیست"), ("en", "no data")])
@pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)
def test_a_table_without_rows_gives_a_figure_that_says_so(draw, lang, words, tmp_path):
    for table in (pd.DataFrame(), EDGES.head(0)):
        assert words in text_of_pdf(draw(table, lang=lang), tmp_path)


@pytest.mark.parametrize(
    ("draw", "table", "message"),
    [
        ("signed", EDGES.drop(columns="weight"), "no column 'weight'"),
        ("signed", EDGES.assign(weight="a"), "'weight' of the table is not numbers"),
        ("signed", EDGES.assign(weight=np.nan), "'weight' has weights that are not numbers"),
        ("signed", EDGES.assign(actor=None), "no name in column 'actor' or 'concept'"),
        ("signed", EDGES.assign(concept=EDGES["actor"]), "is joined to itself"),
        ("coalitions", TIES.assign(weight=-1), "'weight' has weights that are not above 0"),
        ("coalitions", TIES.assign(target="ویسه"), "'ویسه' is in no community"),
        ("polarisation", WINDOWS.drop(columns="low"), "no column 'low'"),
        ("polarisation", WINDOWS.assign(middle="1402-13-01"), "is no Jalali"),
        ("polarisation", WINDOWS.assign(middle="1402-01-31"), "two rows have the same middle"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_named_in_one_line_and_leaves_no_figure(draw, table, message):
    with pytest.raises(UserError, match=message) as error:
        FIGURES[draw](table)
    assert "\n" not in str(error.value)
    assert not plt.get_fignums()


def test_a_note_lies_below_the_legends_and_says_why_there_is_nothing(tmp_path):
    fig = signed(EDGES, **COLUMNS, two_mode=True, title="کنشگران", legend="سهم", note="unvalidated")
    assert apart(boxes(fig, [*fig.texts, *fig.legends]))
    assert within(fig, [*fig.texts, *fig.legends])
    assert "concepts.csv" in text_of_pdf(signed(EDGES[:0], **COLUMNS, note="fill in concepts.csv"), tmp_path)
