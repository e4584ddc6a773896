"""The form for coding by hand, driven as the browser drives it: what it takes is in the file, and what it refuses is not."""

import csv
import json

import pytest

import analysis
from analysis import codings
from analysis.coding import COMMANDS, code
from analysis.corpus import Corpus
from analysis.errors import UserError

TEXT = (
    "هورتاش، وزیر دفاع ماهوران، گفت: مرز امن است.\r\n\r\n𐎠 نیروها می‌آیند و می‌مانند. وی خواستار گفت‌وگو با ماهوران شد"
    " و جمشید دادبین گفت از توافق حمایت می‌کند.\r\n"
)
ACTORS = "actor_id,label_fa,kind,aliases\nhurtash,آرش هورتاش,person,هورتاش\nmahuran,ماهوران,state,\nfar,دوردستان,state,\n"
CODES = "code,parent,label_fa,definition\ntopos.threat,,توپوس تهدید,A danger\ntopos.law,,توپوس قانون,A law\n"
HOSTILE = '<script>alert(1)</script> <img src=x onerror="alert(1)"> </div>&lt;b&gt;'


@pytest.fixture
def corpus(write_corpus):
    files = {"actors.csv": ACTORS, "codes.csv": CODES, "concepts.csv": "concept_id,label_fa,phrases\nc,توافق,\n"}
    return analysis.open(write_corpus({"a": TEXT, "b": "خبر دوم.", "c": HOSTILE}, files))


def form(corpus, coder="k", **options):
    return code(corpus, coder, **options)


def ask(shown, command, **message):
    """Ask a form for something, as its page does; gives what it refuses."""
    shown._handle_custom_msg({"do": command, "number": "n", **message}, [])
    assert shown.state["answered"] == "n"
    return shown.state["problem"]


def add(shown, text, **message):
    start = shown.article["text"].index(text)
    return ask(shown, "add", start=start, end=start + len(text), **message)


def rows(corpus, coder="k"):
    path = corpus.folder / "coding" / f"{coder}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spans(shown):
    return [shown.article["text"][unit["start"] : unit["end"]] for unit in shown.state["units"]]


def sent(shown):
    """All that the browser gets."""
    return json.dumps(shown.get_state(["config", "article", "listed", "state"]), ensure_ascii=False)


# --- what is written --------------------------------------------------------------------------------------------------


def test_what_is_selected_becomes_a_row_with_its_place_in_the_raw_text(corpus):
    shown = form(corpus)
    assert add(shown, "نیروها می‌آیند", column="mode", value="clause") == ""
    [row] = rows(corpus)
    assert TEXT[int(row["start"]) : int(row["end"])] == row["text"] == "نیروها می‌آیند"
    assert row["start"] == str(TEXT.index("𐎠") + 2)  # the sign is one character, its line end two
    kept = {name: row[name] for name in ("what", "article_id", "mode", "decision", "condition", "proposal")}
    assert list(kept.values()) == ["statement", "a", "clause", "add", "blind", ""]
    assert row["sha256"] == corpus.articles["sha256"][0]


def test_a_selection_loses_the_space_at_its_edges_alone(corpus):
    shown = form(corpus)
    add(shown, ".\r\n\r\n𐎠 نیروها ", column="mode", value="quoted")
    assert spans(shown) == [".\r\n\r\n𐎠 نیروها"]
    assert rows(corpus)[0]["text"].split() == [".", "𐎠", "نیروها"]


@pytest.mark.parametrize("what", ["statements", "stances", "mentions", "codes"])
def test_every_field_of_a_unit_is_a_row_at_once_and_is_there_when_the_form_is_opened_again(corpus, what):
    values = {
        "statements": {"mode": "colon", "speaker": "آرش هورتاش", "speaker_text": "وزیر دفاع", "cue": "گفت", "addressee": "همه"},
        "stances": {"polarity": "-1", "act": "rejection", "holder": "ماهوران", "target": "توافق"},
        "mentions": {"how": "function", "actor_id": "ماهوران"},
        "codes": {"code": "topos.law"},
    }[what]
    shown, (first, *others) = form(corpus, what=what), values.items()
    assert add(shown, "مرز امن است", column=first[0], value=first[1]) == ""
    for column, value in [*others, ("note", "شاید")]:
        assert ask(shown, "fill", column=column, value=value) == ""
        assert len(rows(corpus)) > 1 or column == "note"
    assert form(corpus, what=what).state["units"] == shown.state["units"]
    assert shown.state["units"][0]["values"] == values
    [unit] = codings.read(corpus.folder, "k").to_dict("records")
    ids = {"speaker": "hurtash", "actor_id": "mahuran", "holder": "mahuran", "target": "c"}
    assert {name: unit[name] for name in values} == {name: ids.get(name, value) for name, value in values.items()}
    assert unit["note"] == "شاید"
    assert len(rows(corpus)) == len(values) + 1


def test_a_speaker_whom_no_table_knows_has_a_name_and_no_id(corpus):
    shown = form(corpus)
    add(shown, "مرز امن است", column="mode", value="colon")
    ask(shown, "fill", column="speaker", value="hurtash")
    ask(shown, "fill", column="speaker", value="  شاهد   عینی ")
    assert [(row["speaker"], row["speaker_name"]) for row in rows(corpus)] == [
        ("", ""), ("hurtash", "آرش هورتاش"), ("", "شاهد عینی"),
    ]  # fmt: skip


def test_holders_and_targets_that_no_table_knows_are_names(corpus):
    shown = form(corpus, what="stances")
    add(shown, "از توافق حمایت می‌کند", column="polarity", value="1")
    for holder in ("جمشید دادبین", "hurtash", "نویسنده"):
        ask(shown, "fill", column="holder", value=holder)
    assert [row["holder"] for row in rows(corpus)] == ["", "جمشید دادبین", "hurtash", "نویسنده"]
    proposals = form(corpus, "other", what="stances", assisted=True)
    while proposals.state["current"] is None or not all(unit["decision"] for unit in proposals.state["units"]):
        ask(proposals, "accept" if proposals.state["current"] else "step", by=1)
    assert {row["holder"] for row in rows(corpus, "other")} <= {"hurtash", "جمشید دادبین"}
    assert {row["target"] for row in rows(corpus, "other")} == {"c", "گفت‌وگو با ماهوران"}


def test_what_changes_nothing_is_no_decision(corpus):
    shown = form(corpus)
    add(shown, "مرز امن است", column="mode", value="colon")
    start = TEXT.index("مرز")
    assert ask(shown, "fill", column="mode", value="colon") == ask(shown, "bounds", start=start - 1, end=start + 11) == ""
    assert len(rows(corpus)) == 1


def test_bounds_move_by_words_and_a_word_with_a_half_space_is_one(corpus):
    shown = form(corpus)
    add(shown, "نیروها", column="mode", value="clause")
    moves = [("end", 1), ("end", 1), ("end", -1), ("start", -1), ("start", 1), ("end", -1), ("end", -1), ("start", 1)]
    found = []
    for edge, by in moves:
        assert ask(shown, "move", edge=edge, by=by) == ""
        found += spans(shown)
    whole = "نیروها می‌آیند"
    assert found == [whole, f"{whole} و", whole, f"𐎠 {whole}", whole, "نیروها", "نیروها", "نیروها"]
    start = TEXT.index("مرز")
    ask(shown, "bounds", start=start, end=start + 7)
    assert spans(shown) == ["مرز امن"]
    assert len({row["unit"] for row in rows(corpus)}) == 1


def test_units_that_overlap_stand_in_the_order_of_the_text_and_are_reached_by_turns(corpus):
    shown = form(corpus, what="codes")
    for text, value in [("امن است", "topos.law"), ("مرز امن", "topos.threat"), ("مرز امن", "topos.law")]:
        add(shown, text, column="code", value=value)
    assert spans(shown) == ["مرز امن", "مرز امن", "امن است"]
    names, seen = [unit["unit"] for unit in shown.state["units"]], []
    ask(shown, "choose", unit=None)
    for by in (1, 1, 1, 1, -1, -1, -1):
        ask(shown, "step", by=by)
        seen.append(names.index(shown.state["current"]))
    assert seen == [0, 1, 2, 2, 1, 0, 0]


# --- what is refused --------------------------------------------------------------------------------------------------

END = len(TEXT)
PLACES = [
    (5, 5),
    (9, 4),
    (-3, 4),
    (0, END + 1),
    (END, END + 1),
    (1.0, 4),
    ("1", 4),
    (None, 4),
    (True, 4),
    (1, [4]),
    (10**12, 10**13),
]


@pytest.mark.parametrize("command", ["add", "bounds"])
def test_what_is_no_stretch_of_the_article_is_refused_in_one_line(corpus, command):
    shown = form(corpus)
    add(shown, "مرز", column="mode", value="colon")
    for start, end in PLACES:
        problem = ask(shown, command, start=start, end=end, column="mode", value="colon")
        assert "is no stretch of this article" in problem
        assert "\n" not in problem
    assert len(rows(corpus)) == 1


def test_a_selection_of_spaces_is_refused(corpus):
    shown = form(corpus)
    assert "no text" in add(shown, "\r\n\r\n", column="mode", value="colon")
    assert rows(corpus) == []


@pytest.mark.parametrize(
    ("what", "column", "value", "says"),
    [
        ("statements", "mode", "direct", "must be one of quoted, colon, clause, nominal, free, turn"),
        ("statements", "mode", "", "must be one of"),
        ("statements", "mode", 1, "no text"),
        ("statements", "mode", None, "no text"),
        ("statements", "polarity", "1", "there is no field 'polarity'"),
        ("statements", "sha256", "x", "there is no field"),
        ("statements", ["mode"], "quoted", "there is no field"),
        ("statements", "note", "x" * 2001, "at most 2000 characters"),
        ("stances", "polarity", "2", "must be one of -1, 0, 1"),
        ("stances", "act", "praise", "must be one of evaluation"),
        ("mentions", "how", "alias", "must be one of name"),
        ("mentions", "actor_id", "ناشناس", "is no actor: give a label or actor_id of actors.csv, or begin with person:"),
        ("codes", "code", "topos", "must be one of topos.threat, topos.law"),
    ],
)  # fmt: skip
def test_a_value_that_may_not_stand_in_a_field_is_refused_in_one_line(corpus, what, column, value, says):
    shown = form(corpus, what=what)
    first = {"statements": "quoted", "stances": "1", "mentions": "name", "codes": "topos.law"}[what]
    assert add(shown, "مرز", column=shown.config["fields"][0][0], value=first) == ""
    before = shown.state["units"]
    problem = ask(shown, "fill", column=column, value=value)
    assert says in problem
    assert "\n" not in problem
    assert len(rows(corpus)) == 1
    assert shown.state["units"] == before


def test_a_unit_begins_with_what_it_cannot_be_without(corpus):
    assert "choose the mode" in add(form(corpus), "مرز")
    assert "choose the polarity" in add(form(corpus, what="stances"), "مرز", column="act", value="rejection")
    assert rows(corpus) == []
    assert add(form(corpus, what="mentions"), "هورتاش") == ""


MESSAGES = [None, [], "add", 3, {}, {"do": None}, {"do": "answer"}, {"do": "__init__"}, {"do": ["add"]}, {"do": "_write"}]


def test_what_is_no_command_does_nothing(corpus):
    shown = form(corpus)
    for message in MESSAGES:
        shown._handle_custom_msg(message, [])
        assert "knows no command" in shown.state["problem"]


NAMES = ("start", "end", "unit", "column", "value", "place", "by", "edge", "text")


@pytest.mark.parametrize("junk", [{}, {name: ["x"] for name in NAMES}, {name: {} for name in NAMES}])
def test_no_command_fails_or_writes_for_want_of_what_belongs_to_it(corpus, junk):
    shown = form(corpus)
    for command in COMMANDS:
        ask(shown, command, **junk)
    assert not [row for row in rows(corpus) if row["what"] != "article"]


def test_commands_on_a_unit_need_one(corpus):
    shown = form(corpus)
    for command in ("bounds", "move", "fill", "accept", "remove"):
        assert "no unit is chosen" in ask(shown, command, start=0, end=3, edge="end", by=1, column="mode", value="quoted")
    assert "no longer there" in ask(shown, "choose", unit="x")


def test_a_file_that_is_no_table_is_said_and_left_alone(corpus):
    shown = form(corpus)
    path = corpus.folder / "coding" / "k.csv"
    path.parent.mkdir()
    path.write_bytes(b"what,what\na,b\n")
    assert "two columns have the name what" in add(shown, "مرز", column="mode", value="colon")
    assert path.read_bytes() == b"what,what\na,b\n"


def test_an_article_whose_file_has_changed_is_not_shown(corpus):
    (corpus.folder / "articles" / "b.txt").write_text("خبر دیگر.", encoding="utf-8")
    shown = form(corpus)
    assert "was changed since the corpus was opened" in ask(shown, "go", by=1)
    assert shown.article["text"] == ""
    assert "no stretch" in ask(shown, "add", start=0, end=3, column="mode", value="colon")


# --- what the program proposes ----------------------------------------------------------------------------------------


def proposals(corpus, table="statements"):
    return getattr(corpus, table)[lambda rows: rows["article_id"] == "a"]


@pytest.mark.parametrize("what", ["statements", "stances", "mentions"])
def test_blind_nothing_that_the_program_found_is_worked_out_or_sent(corpus, monkeypatch, what):
    def never(*_):
        raise AssertionError("the program's findings were asked for")

    for name in ("proposed", "mentions", "statements", "stances", "tokens", "sentences"):
        monkeypatch.setattr(Corpus, name, property(never) if name != "proposed" else never)
    shown = form(corpus, what=what)
    add(shown, "هورتاش", column=shown.config["fields"][0][0], value=shown.config["fields"][0][2][0])
    for _ in range(2):
        ask(shown, "go", by=1)
    ask(shown, "done")
    assert {row["condition"] for row in rows(corpus)} == {"blind"}


@pytest.mark.parametrize(("what", "table"), [("statements", "statements"), ("stances", "stances"), ("mentions", "mentions")])
def test_assisted_each_finding_of_the_article_is_proposed(corpus, what, table):
    found = proposals(corpus, table)
    shown = form(corpus, what=what, assisted=True)
    places = [(unit["start"], unit["end"]) for unit in shown.state["units"]]
    assert places == sorted(zip(found["start"], found["end"], strict=True))
    assert places
    assert all(unit["proposed"] and not unit["decision"] for unit in shown.state["units"])
    assert rows(corpus) == []


def test_proposals_are_accepted_changed_and_removed_and_each_row_says_which(corpus):
    found = proposals(corpus, "mentions").sort_values("start").to_dict("records")
    assert len(found) >= 3
    shown = form(corpus, what="mentions", assisted=True)
    ask(shown, "step", by=1)
    assert ask(shown, "accept") == ""
    assert ask(shown, "fill", column="how", value="collective") == ""
    assert ask(shown, "step", by=1) == ask(shown, "remove") == ""
    accepted, changed, removed = rows(corpus)
    assert [row["decision"] for row in rows(corpus)] == ["accept", "change", "remove"]
    assert [row["proposal"] for row in rows(corpus)] == [codings.address("mention", one) for one in found[:3]]
    assert {row["condition"] for row in rows(corpus)} == {"assisted"}
    assert (accepted["actor_id"], accepted["how"]) == (found[0]["actor_id"], found[0]["how"])
    assert changed["how"] == "collective"
    again = form(corpus, what="mentions", assisted=True)
    assert again.state["units"] == shown.state["units"]
    assert [unit["decision"] for unit in again.state["units"]] == ["accept", "change", *[""] * (len(found) - 3)]
    assert removed["text"] not in [row["text"] for row in codings.read(corpus.folder, "k").to_dict("records")]


def test_after_each_decision_the_next_proposal_is_the_current_unit(corpus):
    shown = form(corpus, what="mentions", assisted=True)
    ask(shown, "step", by=1)
    for place in range(len(shown.state["units"])):
        assert shown.state["current"] == shown.state["units"][place]["unit"]
        assert ask(shown, "accept") == ""
    assert "yours already" in ask(shown, "accept")
    for n in range(len(shown.state["units"]), 0, -1):
        assert len(shown.state["units"]) == n
        assert ask(shown, "remove") == ""
    assert shown.state["current"] is None


def test_an_article_is_done_when_every_proposal_is_decided_on_and_no_unit_lacks_anything(corpus):
    shown = form(corpus, what="stances", assisted=True)
    assert "accept, change or remove this proposal" in ask(shown, "done")
    assert shown.state["current"] == shown.state["units"][0]["unit"]
    while shown.state["current"]:
        ask(shown, "remove")
    add(shown, "از توافق حمایت می‌کند", column="polarity", value="1")
    assert ask(shown, "done") == "this unit has no act, holder, target yet"
    for column, value in [("act", "advocacy"), ("holder", "جمشید دادبین"), ("target", "توافق")]:
        ask(shown, "fill", column=column, value=value)
    assert ask(shown, "done") == ""
    assert (shown.state["done"], shown.state["n_done"], shown.state["n"]) == (True, 1, 3)
    assert codings.finished(codings.read(corpus.folder, "k"), "stance", "assisted") == {shown.article["sha256"]}
    assert form(corpus, what="stances", assisted=True).article["article_id"] == "b"  # it opens at the first that is not done
    assert ask(shown, "done") == ""
    assert not shown.state["done"]
    assert form(corpus, what="stances", assisted=True).article["article_id"] == "a"


@pytest.mark.parametrize("assisted", [False, True])
@pytest.mark.parametrize("then", ["statements", "mentions"])
def test_a_coder_never_codes_an_article_in_both_conditions(corpus, assisted, then):
    first = form(corpus, what="mentions", assisted=assisted)
    add(first, "نیروها", column="how", value="name")
    other = form(corpus, what=then, assisted=not assisted)
    condition = "assisted" if assisted else "blind"
    assert other.state["problem"].startswith(f"k coded this article {condition}: open it with assisted={assisted}")
    assert all(unit["decision"] for unit in other.state["units"])  # no proposals
    value = {"statements": "quoted", "mentions": "name"}[then]
    problem = add(other, "توافق", column=other.config["fields"][0][0], value=value)
    assert problem == ask(other, "done") == other.state["problem"]
    assert "another coder's name" in problem
    assert len(rows(corpus)) == 1
    assert ask(other, "go", by=1) == ""
    assert form(corpus, "other", what=then, assisted=not assisted).state["problem"] == ""


# --- undo -------------------------------------------------------------------------------------------------------------


def test_undo_takes_decision_after_decision_back_and_the_file_keeps_all(corpus):
    shown = form(corpus, what="mentions", assisted=True)
    states = [shown.state["units"]]
    ask(shown, "step", by=1)
    steps = [
        ("accept", {}), ("step", {"by": -1}), ("fill", {"column": "how", "value": "pronoun"}), ("move", {"edge": "end", "by": 1}),
        ("remove", {}), ("remove", {}),
    ]  # fmt: skip
    for command, message in steps:
        assert ask(shown, command, **message) == ""
        states += [] if command == "step" else [shown.state["units"]]
    add(shown, "نیروها", column="how", value="collective")
    n = len(rows(corpus))
    bare = lambda units: [[unit["start"], unit["end"], unit["values"], bool(unit["decision"])] for unit in units]  # noqa: E731
    for state in reversed(states):
        assert ask(shown, "undo") == ""
        assert bare(shown.state["units"]) == bare(state)
        assert form(corpus, what="mentions", assisted=True).state["units"] == shown.state["units"]
    assert "nothing was decided" in ask(shown, "undo")
    assert len(rows(corpus)) == 2 * n
    assert codings.read(corpus.folder, "k").empty


def test_undo_goes_to_the_article_of_the_decision(corpus):
    shown = form(corpus)
    add(shown, "مرز", column="mode", value="colon")
    ask(shown, "done")
    ask(shown, "go", by=1)
    assert ask(shown, "undo") == ""
    assert (shown.article["article_id"], shown.state["done"]) == ("a", False)
    ask(shown, "undo")
    assert shown.state["units"] == []


def test_a_proposal_decided_on_again_after_undo_is_one_unit(corpus):
    shown = form(corpus, what="mentions", assisted=True)
    n = len(shown.state["units"])
    ask(shown, "step", by=1)
    for command in ("accept", "undo", "accept"):
        assert ask(shown, command) == ""
    assert len(shown.state["units"]) == n
    assert len(codings.read(corpus.folder, "k")) == 1


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_only_the_article_that_is_shown_is_sent_and_its_text_as_it_is(corpus):
    shown = form(corpus)
    assert shown.article["text"] == TEXT
    assert HOSTILE.split()[0] not in json.dumps(shown.article)
    ask(shown, "go", place=2)
    assert shown.article["text"] == HOSTILE
    assert "مرز امن است" not in sent(shown)


def test_names_to_choose_from_are_those_that_the_article_has(corpus):
    assert form(corpus).article["names"] == ["آرش هورتاش", "ماهوران"]
    assert form(corpus, what="stances").article["names"] == ["آرش هورتاش", "ماهوران", "توافق", "نویسنده"]
    assert "جمشید دادبین" in form(corpus, what="stances", assisted=True).article["names"]


def test_what_another_form_of_the_coder_wrote_is_seen(corpus):
    one, other = form(corpus), form(corpus)
    add(one, "مرز", column="mode", value="colon")
    ask(other, "step", by=1)
    assert other.state["units"] == one.state["units"]
    ask(other, "remove")
    assert "no unit is chosen" in ask(one, "remove")


def test_a_file_from_before_decisions_were_kept_is_gone_on_with(corpus):
    sha256 = corpus.articles["sha256"][0]
    (corpus.folder / "coding").mkdir()
    old = f"what,sha256,start,end,text,mode\nstatement,{sha256},32,43,مرز امن است,colon\n"
    (corpus.folder / "coding" / "k.csv").write_text(old, encoding="utf-8")
    shown = form(corpus, articles=["a"])
    assert spans(shown) == ["مرز امن است"]
    assert shown.state["done"]
    ask(shown, "step", by=1)
    assert ask(shown, "fill", column="mode", value="clause") == ""
    assert codings.read(corpus.folder, "k")["mode"].tolist() == ["clause", ""]


def test_the_list_is_a_part_and_finds_articles_by_title_whatever_the_letters(write_corpus):
    articles = {f"a{number:03}": f"** خبر شماره {number}\nمتن" for number in range(150)}
    table = "article_id,title,outlet\n" + "".join(f"{name},کتاب {name[1:]},کانا\n" for name in articles)
    shown = form(analysis.open(write_corpus(articles, {"articles.csv": table})))
    assert [row["place"] for row in shown.listed] == list(range(60))
    ask(shown, "go", place=149)
    assert [row["place"] for row in shown.listed] == list(range(90, 150))
    ask(shown, "find", text="كتاب 14")
    assert [row["article_id"] for row in shown.listed] == [name for name in articles if "14" in name]
    assert "no article" in ask(shown, "go", place=150)
    assert ask(shown, "go", by=1) == ""
    assert shown.state["place"] == 149


def test_articles_are_coded_in_the_order_of_a_plan(corpus):
    plan = codings.sample(corpus, 2, by=None, seed=1)
    shown = form(corpus, articles=plan)
    assert [row["article_id"] for row in shown.listed] == plan["article_id"].tolist()
    assert [row["article_id"] for row in form(corpus, articles=["c", "a", "c"]).listed] == ["c", "a"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"what": "statement"}, "must be one of statements, stances, mentions, codes"),
        ({"labels": "de"}, "must be en or fa"),
        ({"what": "codes", "assisted": True}, "proposes no codes"),
        ({"coder": "agreed"}, "is no coder's file"),
        ({"coder": "../k"}, "give a name of letters"),
        ({"coder": ""}, "give a name of letters"),
        ({"articles": ["a", "x"]}, "has no article x"),
        ({"articles": []}, "articles is empty"),
    ],
)
def test_what_no_form_can_be_made_of_is_said_in_one_line(corpus, options, says):
    with pytest.raises(UserError, match=says) as raised:
        form(corpus, **options)
    assert "\n" not in str(raised.value)


def test_codes_need_their_table(write_corpus):
    with pytest.raises(UserError, match=r"codes\.csv is missing: list your categories there"):
        form(analysis.open(write_corpus({"a": "متن"})), what="codes")
