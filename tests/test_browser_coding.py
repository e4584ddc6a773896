"""The form for coding by hand in a real browser: what mouse and keys do is in the file, at its place in the raw text."""

import csv
from hashlib import sha256

import pytest
from browser import PATIENCE

from analysis import codings

TEXT = (
    "آرش هورتاش، وزیر دفاع ماهوران، گفت: مرز ما امن است و نیروهای ما آن‌جا می‌مانند.\r\n\r\n"
    "𐎠𐎡 نیروهای بی‌طرف می‌آیند. جمشید دادبین گفت از توافق حمایت می‌کند.\r\n\r\n"
    "NATO نیز روز سه‌شنبه در بیانیه‌ای بلند که چند بند دارد و به همه‌ی کشورهای همسایه"
    " و نهادهای آن‌ها فرستاده شده است از توافق نام برد.\r\n"
)
ACTORS = "actor_id,label_fa,kind,aliases\nhurtash,آرش هورتاش,person,هورتاش\ndadbin,جمشید دادبین,person,دادبین\n"
HOSTILE = (
    "<script>window.ran = 1</script> <img src=x onerror='window.ran = 2'> </div><b onmouseover='window.ran = 3'>متن</b> &lt;i&gt;"
)
POINTS = """places => {
    const text = document.querySelector('.goftman-coding .text');
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), letters = [];
    while (walk.nextNode()) {
        let at = 0;
        for (const letter of walk.currentNode.data) letters.push([walk.currentNode, at, at += letter.length]);
    }
    const box = place => {
        const [node, start, end] = letters[place], range = document.createRange();
        range.setStart(node, start); range.setEnd(node, end);
        return range.getBoundingClientRect().toJSON();
    };
    return places.map(box);
}"""


class Coder:
    """Somebody who codes in the form of a notebook."""

    def __init__(self, notebook, folder, text=TEXT):
        self.notebook, self.page, self.folder, self.raw = notebook, notebook.page, folder, text
        self.form = self.page.locator(".goftman-coding")
        self.form.locator(".text").wait_for()

    def boxes(self, *places):
        return self.page.evaluate(POINTS, list(places))

    def select(self, start, end):
        """Drag the mouse from before a character of the raw text to behind another, from right to left."""
        first, last = self.boxes(start, end - 1)
        self.page.mouse.move(first["right"] - 1, first["top"] + first["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(last["left"] + 1, last["top"] + last["height"] / 2, steps=8)
        self.page.mouse.up()

    def touch(self):
        """Click the form, so that its keys work."""
        self.form.click(position={"x": 4, "y": 4})

    def select_words(self, words):
        start = self.raw.index(words)
        self.select(start, start + len(words))

    def press(self, *keys):
        """Press keys that ask for something, and wait for the answer to each."""
        for key in keys:
            self.answered(lambda key=key: self.page.keyboard.press(key))

    def answered(self, act):
        """Do something, and wait until what it asks for is answered and drawn."""
        before = self.form.get_attribute("data-answers")
        act()
        answers = "before => document.querySelector('.goftman-coding').dataset.answers !== before"
        self.page.wait_for_function(answers, arg=before)

    def type_into(self, field, text):
        self.form.locator(f"input[data-field={field}]").fill(text)
        self.press("Enter")

    def rows(self, coder="k"):
        path = self.folder / "coding" / f"{coder}.csv"
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def shown(self):
        return self.form.locator(".units li .excerpt").all_inner_texts()

    def problem(self):
        return self.form.locator(".problem").inner_text()


@pytest.fixture
def coder(open_notebook, write_corpus):
    def open_(options="", *, text=TEXT, mentions=(), **browser_options):
        folder = write_corpus({"a": text, "b": "خبر دوم."}, {"actors.csv": ACTORS})
        common = {"what": "mention", "sha256": sha256(text.encode()).hexdigest(), "article_id": "a", "how": "name"}
        for start, end in mentions:
            codings.append(folder, "k", common | {"start": start, "end": end})
        cell = f"import analysis\nfrom analysis import coding\ncoding.code(analysis.open({str(folder)!r}), 'k', {options})"
        return Coder(open_notebook([cell], **browser_options), folder, text)

    return open_


def last(coder):
    """What the last row says: its decision, and what stands at its place in the raw text."""
    row = coder.rows()[-1]
    return row["decision"], coder.raw[int(row["start"]) : int(row["end"])]


def test_an_article_is_coded_by_mouse_and_keyboard(coder):
    coder = coder()
    coder.select_words("مرز ما امن است")
    coder.press("2")
    assert last(coder) == ("add", "مرز ما امن است")
    coder.press("ArrowLeft", "ArrowLeft", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft")
    assert last(coder) == ("change", "مرز ما امن است و")
    coder.press("ArrowRight")
    coder.page.keyboard.press("e")
    coder.page.keyboard.type("آرش هورتاش")
    coder.press("Enter")
    coder.page.keyboard.press("n")
    coder.page.keyboard.type("jkaxdu 123 شک دارم")  # in a field, no key is a command
    coder.press("Enter", "3")
    row = coder.rows()[-1]
    kept = {"speaker": "hurtash", "speaker_name": "آرش هورتاش", "note": "jkaxdu 123 شک دارم", "mode": "clause"}
    assert {name: row[name] for name in kept} == kept
    coder.select_words("از توافق حمایت می‌کند")
    coder.answered(coder.form.get_by_role("button", name="quoted").click)
    coder.select_words("گفت")
    coder.answered(coder.form.locator("label", has_text="Cue").locator(".take").click)
    assert [(row["mode"], row["cue"]) for row in coder.rows()][-1] == ("quoted", "گفت")
    coder.page.keyboard.press("Escape")
    coder.press("k", "x", "u", "d")
    assert [row["decision"] for row in coder.rows()][-3:] == ["remove", "change", "done"]
    assert coder.shown() == ["مرز ما امن است", "از توافق حمایت می‌کند"]
    assert "1 of 2 done" in coder.form.locator(".head").inner_text()
    coder.press("]")
    assert coder.form.locator(".text").inner_text() == "خبر دوم."


def test_a_selection_across_marks_a_half_space_a_paragraph_end_and_signs_beyond_the_bmp_has_its_raw_place(coder):
    coder = coder("what='mentions'")
    for words in ("نیروهای ما آن‌جا", "ما آن‌جا می‌مانند", "آن‌جا", "بی‌طرف"):
        coder.select_words(words)
        coder.press("4")
    pieces = coder.form.locator(".text [data-units]")  # overlapping ones are all shown, and reached by clicking
    assert pieces.evaluate_all("all => all.map(one => [one.textContent, one.dataset.units.split(' ').length])") == [
        ["نیروهای ", 1], ["ما ", 2], ["آن‌جا", 3], [" می‌مانند", 1], ["بی‌طرف", 1],
    ]  # fmt: skip
    seen = set()
    for _ in range(3):
        coder.answered(pieces.nth(2).click)
        seen.add(coder.form.locator(".which .excerpt").inner_text())
    assert seen == {"نیروهای ما آن‌جا", "ما آن‌جا می‌مانند", "آن‌جا"}
    start, end = coder.raw.index("جا می‌مانند"), coder.raw.index("طرف می‌آیند") + 3  # it begins and ends within marked words
    coder.select(start, end)
    coder.press("4")
    row = coder.rows()[-1]
    assert (int(row["start"]), int(row["end"])) == (start, end)
    assert coder.raw[start:end] == "جا می‌مانند.\r\n\r\n𐎠𐎡 نیروهای بی‌طرف"
    coder.select_words("توافق حمایت")  # behind the signs
    coder.press("Enter")
    assert last(coder) == ("add", "توافق حمایت")


def test_every_decision_is_there_after_a_reload_and_a_restart_and_a_form_without_a_kernel_says_so(coder):
    coder = coder("assisted=True")
    coder.touch()
    coder.press("j", "a", "4")
    coder.select_words("نیروهای بی‌طرف می‌آیند")
    coder.press("1")
    before, rows = coder.shown(), coder.rows()
    assert [row["decision"] for row in rows] == ["accept", "change", "add"]
    coder.notebook.restart()
    coder.page.keyboard.press("x")
    coder.page.wait_for_function("() => document.querySelector('.problem').textContent.includes('not saved')")
    coder.notebook.reload()
    coder.notebook.run()
    coder.form.locator(".text").wait_for()
    assert coder.shown() == before
    assert coder.rows() == rows


def test_persian_runs_from_right_to_left_in_a_form_from_left_to_right_that_can_be_read_in_light_and_dark(coder, tmp_path):
    coder = coder("assisted=True")
    line = coder.raw.index("NATO")
    first, second, far = coder.boxes(line, line + 5, line + 40)
    assert first["left"] > second["left"] > far["left"]  # a paragraph with a Latin word in front runs so too
    assert abs(first["top"] - far["top"]) < 12
    head = coder.form.locator(".head button")
    assert head.nth(0).bounding_box()["x"] < head.nth(1).bounding_box()["x"]
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        coder.page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
        coder.page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)
        assert len(coder.form.screenshot(path=tmp_path / f"{theme}.png")) > 10_000
        paper = rgb(coder, ".paper .facts", "backgroundColor")
        for part in (".text", ".facts", ".faint", ".label"):
            assert contrast(rgb(coder, part, "color"), paper) >= 4.5  # as WCAG 2.1 asks of text


def test_in_persian_the_form_runs_from_right_to_left_too_and_its_keys_work_on_a_persian_keyboard(coder):
    coder = coder("labels='fa'")
    head = coder.form.locator(".head button")
    assert head.nth(0).bounding_box()["x"] > head.nth(1).bounding_box()["x"]
    coder.select_words("مرز ما")
    coder.form.dispatch_event("keydown", {"key": "۳", "code": "Digit3"})
    coder.form.locator(".units li").wait_for()
    assert coder.rows()[-1]["mode"] == "clause"
    coder.form.dispatch_event("keydown", {"key": "ط", "code": "KeyX"})
    coder.form.locator(".units li").wait_for(state="detached")
    assert coder.rows()[-1]["decision"] == "remove"


def test_the_form_keeps_its_keys_to_itself_says_what_it_refuses_and_leaves_keys_with_ctrl_to_jupyterlab(coder):
    coder = coder("what='stances'")
    coder.touch()
    coder.press("x")
    assert coder.problem() == "no unit is chosen: click one in the text, or press j"
    coder.select_words("از توافق حمایت می‌کند")
    coder.press("+", "d", "d")
    assert coder.problem() == "this unit has no act, holder, target yet"
    coder.press("2")
    assert not coder.form.locator(".problem").is_visible()
    for key in ("a", "b", "x", "Escape", "Shift+Enter", "0", "0", "m"):  # of these JupyterLab makes, cuts, runs cells
        coder.page.keyboard.press(key)
    assert coder.page.locator(".jp-Notebook .jp-Cell").count() == 1
    saved = "() => !jupyterapp.shell.currentWidget.context.model.dirty"
    assert not coder.page.evaluate(saved)
    coder.touch()
    coder.page.keyboard.press("Control+s")
    coder.page.wait_for_function(saved, timeout=PATIENCE * 1000)


def test_a_hostile_article_is_shown_and_nothing_of_it_runs(coder):
    coder = coder("assisted=True", text=HOSTILE)
    assert coder.form.locator(".text").inner_text() == HOSTILE
    coder.select(0, len(HOSTILE))
    coder.press("1")
    coder.type_into("cue", "<img src=x onerror='window.ran = 4'>")
    coder.type_into("note", "<script>window.ran = 5</script>")
    coder.form.locator(".text").hover()
    assert coder.form.locator("script, img, b").count() == 0
    assert coder.page.evaluate("() => window.ran") is None
    assert coder.notebook.foreign == []


def rgb(coder, part, style):
    found = coder.form.locator(part).first.evaluate(f"one => getComputedStyle(one).{style}")
    return [float(number) for number in found.partition("(")[2].rstrip(")").replace(",", " ").split()[:4]]


def contrast(ink, paper):
    """Of two colours, as WCAG 2.1 defines it; ink may let paper shine through."""
    share = ink[3] if len(ink) > 3 else 1
    mixed = [share * one + (1 - share) * other for one, other in zip(ink, paper, strict=False)]
    light, dark = sorted((luminance(mixed), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in (one / 255 for one in colour[:3])]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_form_answers_soon_on_a_long_article(coder):
    words = TEXT.split("\r\n")[0]
    text = "\r\n".join([words] * (3000 // len(words.split()) + 1))
    coder = coder("what='mentions'", text=text, mentions=[(place, place + 150) for place in range(0, len(text) - 150, 120)])
    coder.touch()
    took = []
    for key in ("j", "j", "ArrowLeft", "1", "k", "x", "u", "2"):
        coder.press(key)
        took.append(int(coder.form.get_attribute("data-took")))
    assert sorted(took)[len(took) // 2] < 2000, took  # ms; alone on a machine, under 100
