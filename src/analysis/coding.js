// Draws the form for coding by hand, and sends what the coder does. Python holds all that is shown: `config` stays, `article` is
// the one on the screen, `listed` a part of the list, `state` the rest. Places in the text are counted in code points, as Python
// counts them, while JavaScript counts UTF-16. Texts are set as text, never read as HTML.

const SIGNS = { "-1": "-", 0: "0", 1: "+" }; // the keys of the polarities; other values have the digits from 1
const SUPPRESS = "data-lm-suppress-shortcuts"; // JupyterLab's mark of a region in which its own keys rest
const PATIENCE = 3000; // ms without an answer after which the coder is warned

function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === "function" || name === "disabled" || name === "hidden") element[name] = value;
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}

const persian = (text, options = {}) => make("bdi", { dir: "auto", ...options }, text);
const key = (name) => make("kbd", {}, name);
const factsOf = (one) =>
  [one.outlet, one.date_jalali, one.article_id].filter(Boolean).map((fact) => persian(fact, { class: "faint" }));

class Form {
  constructor(model) {
    this.model = model;
    this.config = model.get("config");
    this.say = (name) => this.config.labels[name] ?? name.replaceAll("_", " ");
    this.chosen = null; // the stretch that is selected, {start, end}
    this.fields = new Map(this.config.fields.map(([name, kind, values]) => [name, { kind, values }]));
    this.build();
  }

  // --- what stays -----------------------------------------------------------------------------------------------------

  build() {
    const part = (name, ...children) => (this[name] = make("div", { class: name }, ...children));
    this.text = make("div", { class: "text", dir: "rtl", lang: "fa" });
    this.search = make("input", { type: "search", dir: "auto", placeholder: this.say("find") });
    this.search.oninput = () => this.tell("find", { text: this.search.value });
    part("list", this.search, (this.rows = make("ol")));
    this.list.hidden = true;
    const paper = make("div", { class: "paper" }, part("facts"), this.text);
    const side = make("div", { class: "side" }, part("selection"), part("editor"), part("units"));
    this.root = make("div", {
      class: "goftman-coding", tabindex: 0, dir: this.say("dir"), [SUPPRESS]: "",
    }, part("head"), this.list, part("problem"), make("div", { class: "desk" }, paper, side), part("help", ...this.keys()));
    this.problem.setAttribute("role", "alert");
    this.root.dataset.answers = 0;
    this.buildEditor();
    this.listen();
  }

  buildEditor() {
    this.inputs = new Map();
    this.choices = new Map();
    this.chosenUnit = make("div", { class: "which" });
    this.actions = make("div", { class: "actions" });
    this.names = make("datalist", { id: `goftman-names-${Math.random().toString(36).slice(2)}` });
    const row = (name, field) => (field.kind === "choice" ? this.choice(name, field) : this.input(name, field));
    const rows = [...this.fields].map(([name, field]) => row(name, field));
    this.editor.append(this.chosenUnit, this.actions, ...rows, this.input("note", { kind: "words" }), this.names);
  }

  choice(name, field) {
    const chips = field.values.map((value, place) => {
      const label = this.config.codes[value]?.label_fa ?? this.say(value);
      const button = this.button(label, this.keyOf(name, place), () => this.pick(name, value));
      button.title = this.config.codes[value]?.definition ?? "";
      return [value, button];
    });
    this.choices.set(name, new Map(chips));
    const label = make("span", { class: "label" }, this.say(name));
    return make("div", { class: "field wide" }, label,
      make("div", { class: "chips", role: "group" }, ...chips.map(([, button]) => button)),
      name === "code" ? (this.definition = make("div", { class: "definition" })) : "");
  }

  keyOf(name, place) {
    const value = this.fields.get(name).values[place];
    if (name === "polarity") return SIGNS[value];
    const first = [...this.fields].find(([other, field]) => field.kind === "choice" && other !== "polarity")[0];
    return name === first && place < 9 ? String(place + 1) : "";
  }

  input(name, field) {
    const list = field.kind === "words" ? undefined : this.names.id;
    const input = make("input", { type: "text", dir: "auto", "data-field": name, list });
    input.onchange = () => input.unit && this.tell("fill", { unit: input.unit, column: name, value: input.value });
    this.inputs.set(name, input);
    const take = this.button("⇤", "", () => this.tell("fill", { column: name, value: this.excerpt(this.chosen) }));
    take.title = this.say("take");
    take.className = "take";
    return make("label", { class: "field" }, make("span", { class: "label" }, this.say(name), name === "note" ? key("n") : ""),
      make("span", { class: "entry" }, input, name === "note" ? "" : take));
  }

  button(label, shortcut, press, options = {}) {
    const name = persian(label);
    return make("button", { type: "button", onclick: press, ...options }, ...(shortcut ? [key(shortcut)] : []), name);
  }

  keys() {
    const pairs = [
      ["j k", "step"], ["← →", "end"], ["⇧ ← →", "start"], ["e", "edit"], ["Esc", "leave"], ["[ ]", "page"], ["l", "list"],
    ];
    const shown = pairs.map(([names, label]) => make("span", {}, ...names.split(" ").map(key), this.say(label)));
    return [...shown, make("span", { class: "asleep" }, this.say("keys"))];
  }

  // --- what the coder does --------------------------------------------------------------------------------------------

  tell(command, rest = {}) {
    const number = `${Date.now()}-${Math.random()}`;
    this.waiting = { number, since: performance.now() };
    clearTimeout(this.alarm);
    this.alarm = setTimeout(() => this.warn(this.say("silent")), PATIENCE);
    try {
      this.model.send({ do: command, number, ...rest });
    } catch {
      this.warn(this.say("silent"));
    }
  }

  answered(number) {
    if (this.waiting?.number !== number) return;
    clearTimeout(this.alarm);
    this.root.dataset.answers = Number(this.root.dataset.answers) + 1;
    this.root.dataset.took = Math.round(performance.now() - this.waiting.since); // ms
  }

  pick(column, value) {
    if (this.chosen) this.tell("add", { ...this.chosen, column, value });
    else this.tell("fill", { column, value });
  }

  act(name, shift) {
    const commands = {
      j: () => this.tell("step", { by: 1 }), k: () => this.tell("step", { by: -1 }),
      a: () => this.tell("accept"), x: () => this.tell("remove"), u: () => this.tell("undo"), d: () => this.tell("done"),
      n: () => this.inputs.get("note").focus(), e: () => this.inputs.values().next().value.focus(),
      b: () => this.chosen && this.tell("bounds", this.chosen), l: () => this.toggleList(),
      "[": () => this.tell("go", { by: -1 }), "]": () => this.tell("go", { by: 1 }),
      Enter: () => this.chosen && this.tell("add", this.chosen), Escape: () => this.choose(null),
      ArrowLeft: () => this.tell("move", { edge: shift ? "start" : "end", by: 1 }), // onwards, as Persian runs
      ArrowRight: () => this.tell("move", { edge: shift ? "start" : "end", by: -1 }),
    };
    if (commands[name]) return commands[name](), true;
    for (const [column, chips] of this.choices) {
      const place = [...chips.keys()].findIndex((_, at) => this.keyOf(column, at) === name);
      if (place >= 0) return this.pick(column, [...chips.keys()][place]), true;
    }
    return false;
  }

  toggleList() {
    this.list.hidden = !this.list.hidden;
    this.list.hidden ? this.focus() : this.search.focus({ preventScroll: true });
  }

  focus() {
    this.root.focus({ preventScroll: true });
  }

  listen() {
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    this.root.addEventListener("mousedown", (event) => this.held(event));
    this.text.addEventListener("click", (event) => this.clicked(event));
    const selected = () => this.selectedNow();
    const guard = (event) => this.root.toggleAttribute(SUPPRESS, !(event.ctrlKey || event.metaKey || event.altKey));
    document.addEventListener("selectionchange", selected);
    window.addEventListener("keydown", guard, true); // before JupyterLab looks: keys with Ctrl, Alt or ⌘ stay its own
    this.close = () => {
      clearTimeout(this.alarm);
      document.removeEventListener("selectionchange", selected);
      window.removeEventListener("keydown", guard, true);
    };
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input"), onButton = event.target.matches("button") && [" ", "Enter"].includes(event.key);
    if (typing && ["Escape", "Enter"].includes(event.key)) this.focus();
    else if (typing || onButton || !this.act(nameOf(event), event.shiftKey)) return;
    event.preventDefault();
  }

  held(event) { // what is typed in a field is told before a button is pressed, and the keys stay with the form
    if (event.target.closest("input")) return;
    if (!this.text.contains(event.target) || !this.root.contains(document.activeElement)) this.focus();
    if (event.target.closest("button")) event.preventDefault();
  }

  clicked(event) {
    const units = event.target.closest("[data-units]")?.dataset.units.split(" ").map(Number);
    if (!units || this.chosen) return;
    const names = units.map((place) => this.state.units[place].unit);
    this.tell("choose", { unit: names[(names.indexOf(this.state.current) + 1) % names.length] }); // overlapping ones by turns
  }

  selectedNow() {
    const selection = document.getSelection();
    if (!selection.rangeCount || !selection.getRangeAt(0).intersectsNode(this.text)) return;
    const range = selection.getRangeAt(0);
    const start = placeIn(this.text, range.startContainer, range.startOffset);
    const end = placeIn(this.text, range.endContainer, range.endOffset);
    this.choose(start < end ? { start, end } : null);
  }

  choose(stretch) {
    this.chosen = stretch;
    this.drawSelection();
  }

  excerpt(stretch) {
    return stretch ? this.points.slice(stretch.start, stretch.end).join("").trim() : "";
  }

  // --- what is drawn --------------------------------------------------------------------------------------------------

  draw() {
    const [article, listed] = [this.model.get("article"), this.model.get("listed")];
    if (article !== this.article) this.drawArticle(article);
    this.drawState(this.model.get("state"));
    if (listed !== this.listed) this.drawList(listed);
  }

  drawArticle(article) {
    this.article = article;
    this.points = Array.from(article.text);
    this.facts.replaceChildren(persian(article.title || article.article_id, { class: "title" }),
      ...factsOf(article));
    this.names.replaceChildren(...article.names.map((name) => make("option", { value: name })));
    this.text.parentElement.scrollTop = 0;
  }

  drawState(state) {
    const before = this.state;
    this.state = state;
    this.current = this.state.units.find((unit) => unit.unit === this.state.current);
    this.drawHead();
    const drawn = JSON.stringify([this.article.article_id, state.units, state.current]);
    if (drawn !== this.drawn) this.drawText(); // else what is selected stays selected
    this.drawn = drawn;
    this.drawSelection();
    this.drawEditor();
    this.drawUnits();
    this.warn(this.state.problem);
    this.answered(this.state.answered);
    if (before?.current !== this.state.current) this.reveal();
  }

  warn(problem) {
    this.problem.textContent = problem;
    this.problem.hidden = !problem;
  }

  drawHead() {
    const { n, n_done, done, undos } = this.state;
    const bar = make("progress", { max: n, value: n_done });
    this.head.replaceChildren(
      make("span", { class: "who" }, persian(this.config.coder), make("span", {}, this.say(this.config.kind)),
        make("span", { class: `condition ${this.config.condition}` }, this.say(this.config.condition))),
      make("span", { class: "far" }, bar, `${n_done} ${this.say("of")} ${n} ${this.say("coded")}`),
      this.button(this.say("articles"), "l", () => this.toggleList()),
      this.button(this.say("previous"), "[", () => this.tell("go", { by: -1 })),
      this.button(this.say("next"), "]", () => this.tell("go", { by: 1 })),
      this.button(this.say("undo"), "u", () => this.tell("undo"), { disabled: !undos }),
      this.button(this.say(done ? "done" : "todo"), "d", () => this.tell("done"), { class: done ? "done" : "todo" }));
  }

  drawList(listed) {
    this.listed = listed;
    this.rows.replaceChildren(...listed.map((row) => {
      const mark = row.done ? "✓" : row.n || "";
      const current = row.place === this.state.place ? "current" : "";
      return make("li", { class: current, onclick: () => this.tell("go", { place: row.place }) },
        make("span", { class: "mark" }, String(mark)), persian(row.title || row.article_id), ...factsOf(row));
    }));
  }

  drawText() {
    this.chosen = null;
    const lanes = lanesOf(this.state.units);
    this.text.replaceChildren(...segmentsOf(this.state.units, this.points.length).map(([start, end, places]) => {
      const piece = make("span", {}, this.points.slice(start, end).join(""));
      if (places.length) this.mark(piece, start, end, places, lanes);
      return piece;
    }));
  }

  mark(piece, start, end, places, lanes) {
    const { units } = this.state;
    piece.dataset.units = places.join(" ");
    const shadows = [];
    for (const place of [...places].sort((one, other) => lanes[one] - lanes[other])) {
      const unit = units[place], colour = this.colour(unit, place);
      if (unit.start === start) shadows.push(`inset -2px 0 ${colour}`);
      if (unit.end === end) shadows.push(`inset 2px 0 ${colour}`);
      shadows.push(`0 ${2 + 3 * lanes[place]}px ${colour}`, `0 ${3 + 3 * lanes[place]}px var(--paper)`);
    }
    piece.style.boxShadow = shadows.join(", ");
    const length = (at) => units[at].end - units[at].start;
    const inner = places.reduce((one, other) => (length(other) < length(one) ? other : one));
    piece.style.setProperty("--hue", this.hue(units[inner]));
    piece.classList.add("marked", units[inner].decision ? "decided" : "open");
    piece.classList.toggle("current", places.some((place) => units[place].unit === this.state.current));
  }

  colour(unit) {
    return `hsl(${this.hue(unit)} var(--mark) / ${unit.decision ? 1 : 0.45})`;
  }

  hue(unit) {
    const { polarity, code } = unit.values;
    if (polarity !== undefined) return { 1: 145, "-1": 0 }[polarity] ?? 45;
    if (code !== undefined) return (this.fields.get("code").values.indexOf(code) * 137 + 200) % 360;
    return unit.decision ? 145 : 215;
  }

  drawSelection() {
    const stretch = this.chosen, hint = make("span", { class: "faint" }, `${this.say("select")} ${this.say("choose")}`);
    this.selection.classList.toggle("some", Boolean(stretch));
    if (!stretch) return this.selection.replaceChildren(hint);
    this.selection.replaceChildren(make("span", { class: "label" }, `${this.say("newUnit")}: ${this.say("choose")}`),
      make("div", { class: "excerpt", dir: "rtl" }, shortened(this.excerpt(stretch))),
      make("div", { class: "actions" },
        this.config.kind === "mention" ? this.button(this.say("add"), "⏎", () => this.tell("add", stretch)) : "",
        this.current ? this.button(this.say("bounds"), "b", () => this.tell("bounds", stretch)) : "",
        this.button(this.say("drop"), "Esc", () => this.choose(null))));
  }

  drawEditor() {
    const unit = this.current;
    this.editor.classList.toggle("idle", !unit);
    this.chosenUnit.replaceChildren(...(unit ? [make("span", { class: "faint" }, this.origin(unit)),
      make("div", { class: "excerpt", dir: "rtl" }, shortened(this.excerpt(unit)))] : []));
    for (const [name, input] of this.inputs) this.fillInput(input, unit, name === "note" ? unit?.note : unit?.values[name]);
    for (const [name, chips] of this.choices)
      for (const [value, button] of chips) button.setAttribute("aria-pressed", unit?.values[name] === value);
    if (this.definition) this.drawDefinition(this.config.codes[unit?.values.code]);
    this.actions.replaceChildren(...(unit ? [
      unit.decision ? "" : this.button(this.say("accept"), "a", () => this.tell("accept")),
      this.button(this.say("remove"), "x", () => this.tell("remove"))].filter(Boolean) : []));
  }

  fillInput(input, unit, value) {
    if (input === document.activeElement && input.unit === unit?.unit) return; // the coder is typing
    input.unit = unit?.unit;
    input.value = value ?? "";
    input.disabled = !unit;
  }

  drawDefinition(code) {
    this.definition.replaceChildren(...[code?.definition, code?.example].filter(Boolean).map((text) => persian(text)));
  }

  origin(unit) {
    if (!unit.proposed) return this.say("yours");
    return this.say(unit.decision === "accept" ? "accepted" : unit.decision ? "changed" : "proposal");
  }

  drawUnits() {
    const rows = this.state.units.map((unit) => {
      const filled = [...this.fields.keys()].filter((name) => unit.values[name]);
      const values = filled.map((name) => this.value(name, unit.values[name]));
      const row = make("li", { class: `${unit === this.current ? "current" : ""} ${unit.decision ? "decided" : "open"}`,
        onclick: () => this.tell("choose", { unit: unit.unit }) },
      make("div", { class: "excerpt", dir: "rtl" }, shortened(this.excerpt(unit), 60)),
      make("div", { class: "faint" }, ...values.slice(0, 4).flatMap((value, place) => [place ? " · " : "", persian(value)]),
        unit.note ? " ✎" : ""));
      row.style.setProperty("--hue", this.hue(unit));
      return row;
    });
    const label = make("div", { class: "label" }, `${this.say("units")}: ${rows.length}`);
    this.units.replaceChildren(label, make("ol", {}, ...rows));
  }

  value(name, value) {
    if (this.fields.get(name).kind !== "choice") return value;
    return this.config.codes[value]?.label_fa ?? this.say(value);
  }

  reveal() {
    for (const piece of [this.text.querySelector(".current"), this.units.querySelector(".current")]) {
      const frame = piece?.closest(".paper, .units");
      if (!frame) continue;
      const [inner, outer] = [piece.getBoundingClientRect(), frame.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > outer.bottom) frame.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  }
}

// The key that was pressed by its place on the keyboard, so that it is the same with a Persian layout.
function nameOf(event) {
  if (/^[!-~]$/.test(event.key)) return event.key === "=" ? "+" : event.key.toLowerCase();
  const signs = { BracketLeft: "[", BracketRight: "]", Minus: "-", Equal: "+", NumpadAdd: "+", NumpadSubtract: "-" };
  const letter = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code)?.[1].toLowerCase();
  return signs[event.code] ?? letter ?? event.key;
}

// How many code points of a text stand before a place in it; a place outside counts as its beginning or end.
function placeIn(text, container, offset) {
  const range = document.createRange();
  range.selectNodeContents(text);
  const side = range.comparePoint(container, offset);
  if (side < 0) return 0;
  if (side === 0) range.setEnd(container, offset);
  return Array.from(range.toString()).length;
}

// The text cut at every bound of every unit: [start, end, places of the units over it].
function segmentsOf(units, length) {
  const bounds = [...new Set([0, length, ...units.flatMap((unit) => [unit.start, unit.end])])].sort((one, other) => one - other);
  const over = (start, end) => units.flatMap((unit, place) => (unit.start < end && start < unit.end ? [place] : []));
  return bounds.slice(1).map((end, at) => [bounds[at], end, over(bounds[at], end)]);
}

// A line under the text for each unit, so that those that overlap have different ones.
function lanesOf(units) {
  const lanes = [];
  units.forEach((unit, place) => {
    const taken = new Set(lanes.filter((_, other) => units[other].end > unit.start));
    lanes[place] = [0, 1, 2, 3].find((lane) => !taken.has(lane)) ?? 3;
  });
  return lanes;
}

function shortened(text, length = 220) {
  const points = Array.from(text.replace(/\s+/g, " "));
  const part = (start, end) => points.slice(start, end).join("");
  return points.length > length ? `${part(0, length / 2)} … ${part(-length / 2)}` : part();
}

export default {
  render({ model, el }) {
    const form = new Form(model);
    const draw = () => form.draw(); // each answer changes the state, and brings what else has changed with it
    draw();
    model.on("change:state", draw);
    el.append(form.root);
    return () => {
      form.close();
      model.off("change:state", draw);
    };
  },
};
