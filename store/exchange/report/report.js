"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const drawer = document.getElementById("drawer");
  const PAGE = 12, SHOWN = 2, MORE = 10, LONG = 260;

  // Text from outside is only ever set as text; what could turn its direction or hide in it is taken out.
  const plain = (text) => String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "");
  // Offsets count code points; most passages have no character that is two units long.
  const cut = (text, from, to) => /[\ud800-\udfff]/.test(text) ? Array.from(text).slice(from, to).join("") : text.slice(from, to);
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child != null).map((child) => typeof child === "string" ? plain(child) : child));
    return element;
  };

  const words = (mark) => data.withheld[mark.id] ? "withheld as operational detail" : `“${cut(data.passages[mark.passage].text, mark.start, mark.end)}”`;
  const short = (text, most) => text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
  const clipped = (text) => text.length > LONG ? `${text.slice(0, LONG).trimEnd()}…” ` : text;
  const cited = (mark) => {
    const passage = data.passages[mark.passage];
    return `${data.sources[passage.source].title}${passage.where ? ", " + passage.where : ""}`;
  };
  const named = (mark) => {
    if (mark.kind === "step") return `${data.steps[mark.label].number} ${data.steps[mark.label].short}`;
    if (mark.kind === "assumption") return `${data.slots[mark.label].name} (${mark.pole})`;
    return `${mark.kind}: ${data.names[mark.label] || mark.label}`;
  };
  const checked = (mark) => ({ accepted: "✓ accepted", edited: "✎ edited", rejected: "✗ rejected" })[mark.decision] || (mark.person ? "made by a person" : "not checked");
  const confirmed = (mark) => mark.person || mark.decision === "accepted" || mark.decision === "edited";
  for (const [id, mark] of Object.entries(data.marks)) mark.id = id;

  // --- The drawer: one mark in context, or the marks of a cell -------------------------------------
  let opener = null;
  const show = (title, ...content) => {
    drawer.replaceChildren(
      make("button", { type: "button", class: "close", "aria-label": "Close", onclick: close }, "✕"),
      make("h2", { id: "drawer-title", tabindex: "-1" }, title), ...content.filter(Boolean));
    if (!drawer.open) { opener = document.activeElement; drawer.show(); }
    drawer.scrollTop = 0;
    drawer.querySelector("h2").focus({ preventScroll: true });
    // Of a long passage the marked words come into view, with some before them.
    const marked = drawer.querySelector(".context mark");
    if (marked && marked.offsetTop > drawer.clientHeight / 2) drawer.scrollTop = marked.offsetTop - drawer.clientHeight / 3;
  };
  const close = () => { drawer.close(); if (opener) opener.focus({ preventScroll: true }); };
  drawer.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); close(); } });

  const rows = (...pairs) => make("dl", {}, ...pairs.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  const openMark = (id, among = []) => {
    const mark = data.marks[id], passage = data.passages[mark.passage], source = data.sources[passage.source], author = data.authors[mark.author];
    const context = make("p", { class: "context" }, cut(passage.text, 0, mark.start), make("mark", {}, cut(passage.text, mark.start, mark.end)), cut(passage.text, mark.end));
    const link = source.url ? make("a", { href: source.url, rel: "noreferrer noopener" }, source.url) : null;
    const at = among.indexOf(id);
    const step = (to, label) => make("button", { type: "button", disabled: !among[to], onclick: () => openMark(among[to], among) }, label);
    show(named(mark), context,
      data.withheld[id] ? make("p", { class: "withheld" }, `Words are withheld as operational detail. SHA-256: ${data.withheld[id]}`) : null,
      rows(["Side", mark.sides.map((side) => data.sides[side].name).join(", ") || "none"],
        ["Criteria", mark.criteria.map((criterion) => `${criterion} ${data.criteria[criterion] || ""}`).join("; ")],
        ["Assumes", mark.kind === "assumption" ? data.slots[mark.label][mark.pole] : ""],
        ["In a sentence", mark.statement],
        ["Source", make("span", {}, `${source.title} `, make("a", { href: `#source-${passage.source + 1}`, onclick: close }, `[${passage.source + 1}]`))],
        ["Where", passage.where], ["Address", link],
        ["Marked by", `${author.name}, ${author.kind}${author.version ? ", version " + author.version : ""}${author.prompt ? ", prompt " + author.prompt : ""}`],
        ["Confidence", mark.person ? "" : mark.confidence.toFixed(2) + (mark.counted ? "" : " (tentative: does not count)")],
        ["Checked", checked(mark)], ["When", mark.when], ["Mark", id]),
      among.length > 1 ? make("p", { class: "steps" }, step(at - 1, "← before"), step(at + 1, "next →"), make("small", {}, ` ${at + 1} of ${among.length}`)) : null);
  };
  const openList = (title, ids) => {
    const list = make("ul", { class: "list" });
    const grow = () => {
      const from = list.children.length;
      for (const id of ids.slice(from, from + PAGE)) {
        const mark = data.marks[id];
        list.append(make("li", {}, make("button", { type: "button", onclick: () => openMark(id, ids) }, words(mark), make("small", {}, `${cited(mark)} · ${checked(mark)}`))));
      }
      more.hidden = list.children.length >= ids.length;
    };
    const more = make("button", { type: "button", class: "open", onclick: grow }, "more");
    show(title, ids.length ? list : make("p", { class: "empty" }, "No marks here."), more);
    grow();
  };
  const cellOf = (side, step) => data.cells.find((cell) => cell.side === side && cell.step === step);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark], [data-cell]");
    if (!button) return;
    if (button.dataset.mark) openMark(button.dataset.mark);
    else {
      const cell = cellOf(button.dataset.cell, button.dataset.step);
      openList(`${data.steps[cell.step].number} ${data.steps[cell.step].short} · ${data.sides[cell.side].name}: ${cell.word}`, [...cell.marks, ...cell.tentative]);
    }
  });

  const stage = document.getElementById("stage");
  if (!stage) return;

  // --- Filters, shared by the map and the table ------------------------------------------------------
  const filters = document.getElementById("filters");
  const chosen = { sides: new Set(Object.keys(data.sides)), topic: "all", confirmed: false, tentative: false, words: "" };
  const tick = (label, checked, change) => make("label", {}, make("input", { type: "checkbox", checked, onchange: (event) => { change(event.target.checked); refresh(); } }), label);
  const options = (name, entries) => make("optgroup", { label: name }, ...entries.map(([value, label]) => make("option", { value }, label)));
  let later = 0;
  filters.append(
    make("fieldset", {}, make("legend", { class: "unseen" }, "Sides"), ...Object.entries(data.sides).map(([id, side]) => tick(side.name, true, (on) => on ? chosen.sides.add(id) : chosen.sides.delete(id)))),
    make("select", { "aria-label": "Steps and assumptions", onchange: (event) => { chosen.topic = event.target.value; refresh(); } },
      make("option", { value: "all" }, "Steps and assumptions"), make("option", { value: "steps" }, "Steps only"), make("option", { value: "slots" }, "Assumptions only"), make("option", { value: "contested" }, "Contested assumptions"),
      options("Step", Object.entries(data.steps).map(([id, step]) => [`step:${id}`, `${step.number} ${step.short}`])),
      options("Assumption", Object.entries(data.slots).map(([id, slot]) => [`slot:${id}`, slot.name]))),
    tick("Confirmed only", false, (on) => { chosen.confirmed = on; }), tick("Tentative too", false, (on) => { chosen.tentative = on; }),
    make("input", { type: "search", placeholder: "Words …", "aria-label": "Words in the marks", oninput: (event) => { clearTimeout(later); later = setTimeout(() => { chosen.words = event.target.value.trim().toLowerCase(); refresh(); }, 150); } }),
    make("button", { type: "button", id: "unfold", "aria-pressed": "false", onclick: () => foldAll() }, "Unfold all"),
    make("button", { type: "button", "aria-label": "Zoom in", onclick: () => zoom(1.25) }, "+"),
    make("button", { type: "button", "aria-label": "Zoom out", onclick: () => zoom(0.8) }, "−"),
    make("button", { type: "button", onclick: () => fit() }, "Fit"));
  filters.addEventListener("submit", (event) => event.preventDefault());

  const wanted = (mark) => (mark.counted || chosen.tentative) && (!chosen.confirmed || confirmed(mark))
    && (!chosen.words || words(mark).toLowerCase().includes(chosen.words));
  const topicWanted = (kind, id, alignment) => chosen.topic === "all" || chosen.topic === `${kind}:${id}` || chosen.topic === kind + "s"
    || (chosen.topic === "contested" && kind === "slot" && alignment === "contested");

  // --- The map: claim, sides, then a row a step and a slot, with a pile of words under each side --------
  const SVG = "http://www.w3.org/2000/svg";
  const sides = Object.keys(data.sides), spine = Math.floor(sides.length / 2);
  const world = make("div", { class: "world" }), wires = document.createElementNS(SVG, "svg"), grid = make("div", { class: "grid" });
  wires.setAttribute("class", "wires"); wires.setAttribute("aria-hidden", "true");
  world.append(wires, grid); stage.append(world);
  const unfolded = new Map();
  let topics = [];
  // Two sides stand left and right of the topics, on a narrow screen under them; more stand in columns after them.
  const narrow = matchMedia("(max-width: 40rem)");
  const stacked = () => narrow.matches && sides.length === 2;
  const order = sides.length === 2 ? [sides[0], null, sides[1]] : [null, ...sides];
  const column = (side) => stacked() ? sides.indexOf(side) + 1 : order.indexOf(side) + 1;
  const index = (side) => Math.min(sides.indexOf(side), 3);
  const sign = (level) => { const svg = document.querySelector(`.legend .sign:nth-of-type(${{ full: 1, partial: 2, absent: 3, not_assessed: 4 }[level]})`); return svg ? svg.cloneNode(true) : ""; };

  const pileOf = (topic, side) => {
    const entry = topic.by[side], key = `${topic.key} ${side}`, ids = entry.ids.filter((id) => wanted(data.marks[id]));
    const count = unfolded.get(key) || 0, n = index(side);
    const heading = topic.kind === "step" ? [sign(entry.level), make("span", {}, entry.word)] : [make("span", {}, entry.word || "says nothing")];
    const pile = make("div", { class: `pile pile-${n}` });
    pile.style.gridColumn = column(side);
    pile.append(make("button", { type: "button", class: `node chip${ids.length ? "" : " none"}`, "aria-expanded": ids.length ? String(count > 0) : null,
      onclick: () => { if (!ids.length) return; unfolded.set(key, count ? 0 : SHOWN); refresh(true); } }, ...heading,
    make("span", { class: "fold" }, ids.length ? `${ids.length} ${count ? "▾" : "▸"}` : "0")));
    for (const id of ids.slice(0, count)) {
      const mark = data.marks[id];
      pile.append(make("button", { type: "button", class: `node words pile-${n}${mark.counted ? "" : " tentative"}`, onclick: () => openMark(id, ids) },
        clipped(words(mark)), make("small", {}, `${short(data.sources[data.passages[mark.passage].source].title, 60)}${confirmed(mark) ? " · ✓" : ""}`)));
    }
    if (count && ids.length > count) pile.append(make("button", { type: "button", class: "node more", onclick: () => { unfolded.set(key, count + MORE); refresh(true); } }, `+ ${ids.length - count} more`));
    return pile;
  };
  const draw = () => {
    grid.replaceChildren();
    world.classList.toggle("stacked", stacked());
    grid.style.gridTemplateColumns = stacked() ? "1fr 1fr" : order.map((side) => side === null ? "minmax(9rem, .62fr)" : "1fr").join(" ");
    if (data.claim) grid.append(make("div", { class: "node claim", id: "claim-node" }, data.claim));
    for (const side of sides.filter((side) => chosen.sides.has(side))) {
      const who = make("div", { class: `node who pile-${index(side)}`, "data-who": side }, make("span", { class: `side side-${index(side)}` }, `${"▲▼◆●"[index(side)]} ${data.sides[side].name}`), make("small", {}, ` ${data.sides[side].bearing}`));
      who.style.gridColumn = column(side); who.style.gridRow = 2;
      grid.append(who);
    }
    topics = data.topics.filter((topic) => topicWanted(topic.kind, topic.id, topic.alignment));
    topics.forEach((topic, number) => {
      const middle = make("div", { class: `node topic ${topic.alignment || ""}`, "data-topic": topic.key }, topic.name, topic.note ? make("small", {}, topic.note) : null);
      const row = stacked() ? 2 * number + 3 : number + 3;
      middle.style.gridColumn = stacked() ? "1 / -1" : column(null); middle.style.gridRow = row;
      grid.append(middle);
      for (const side of sides.filter((side) => chosen.sides.has(side))) {
        const pile = pileOf(topic, side);
        pile.style.gridRow = stacked() ? row + 1 : row; pile.dataset.pile = `${topic.key} ${side}`;
        grid.append(pile);
      }
    });
    requestAnimationFrame(wire);
  };
  const place = (element) => {
    let left = 0, top = 0;
    for (let one = element; one && one !== world; one = one.offsetParent) { left += one.offsetLeft; top += one.offsetTop; }
    return { left, top, right: left + element.offsetWidth, bottom: top + element.offsetHeight, middle: left + element.offsetWidth / 2, centre: top + element.offsetHeight / 2 };
  };
  const wire = () => {
    const lines = [];
    const line = (d, kind) => { const path = document.createElementNS(SVG, "path"); path.setAttribute("d", d); path.setAttribute("class", kind); lines.push(path); };
    const claim = document.getElementById("claim-node");
    for (const side of sides.filter((side) => chosen.sides.has(side))) {
      const who = grid.querySelector(`[data-who="${CSS.escape(side)}"]`), kind = `wire-${index(side)}`;
      if (!who) continue;
      const head = place(who);
      if (claim) { const top = place(claim); line(`M${head.middle} ${head.top} C${head.middle} ${top.centre} ${head.middle} ${top.centre} ${head.middle < top.middle ? top.left : top.right} ${top.centre}`, kind); }
      const onLeft = stacked() ? side === sides[0] : column(side) < column(null), trunk = onLeft ? head.left - 9 : head.right + 9;
      let last = head.centre;
      for (const topic of topics) {
        const pile = grid.querySelector(`[data-pile="${CSS.escape(`${topic.key} ${side}`)}"]`);
        const chip = place(pile.firstElementChild), middle = place(grid.querySelector(`[data-topic="${CSS.escape(topic.key)}"]`));
        if (!pile.firstElementChild.classList.contains("none")) {
          line(`M${trunk} ${chip.centre} H${onLeft ? chip.left : chip.right}`, kind); last = chip.centre;
          if (sides.length === 2 && !stacked()) line(`M${onLeft ? chip.right : chip.left} ${chip.centre} H${onLeft ? middle.left : middle.right}`, topic.alignment === "contested" ? "contest" : "");
        }
      }
      line(`M${onLeft ? head.left : head.right} ${head.centre} H${trunk} V${last}`, kind);
    }
    wires.replaceChildren(...lines);
  };

  // --- Move and zoom -----------------------------------------------------------------------------------
  const view = { x: 0, y: 0, k: 1 };
  const apply = () => { world.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.k})`; };
  const zoom = (by, x = stage.clientWidth / 2, y = stage.clientHeight / 2) => {
    const k = Math.min(3, Math.max(0.15, view.k * by));
    view.x = x - (x - view.x) * k / view.k; view.y = y - (y - view.y) * k / view.k; view.k = k; apply();
  };
  const fit = (whole = true) => {
    const wide = stage.clientWidth / world.offsetWidth, high = stage.clientHeight / world.offsetHeight;
    view.k = whole ? Math.min(1, wide, high) : Math.min(1, wide);
    view.x = Math.max(0, (stage.clientWidth - world.offsetWidth * view.k) / 2); view.y = 0; apply();
  };
  const pointers = new Map();
  let moved = 0;
  stage.addEventListener("pointerdown", (event) => { pointers.set(event.pointerId, event); moved = 0; });
  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved > 4 && !stage.classList.contains("dragging")) { stage.classList.add("dragging"); stage.setPointerCapture(event.pointerId); }
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()], c = a.pointerId === event.pointerId ? b : a, box = stage.getBoundingClientRect();
      const was = Math.hypot(before.clientX - c.clientX, before.clientY - c.clientY), is = Math.hypot(event.clientX - c.clientX, event.clientY - c.clientY);
      if (was) zoom(is / was, (event.clientX + c.clientX) / 2 - box.left, (event.clientY + c.clientY) / 2 - box.top);
    } else if (moved > 4) { view.x += dx; view.y += dy; apply(); }
    pointers.set(event.pointerId, event);
  });
  const lift = (event) => { pointers.delete(event.pointerId); if (!pointers.size) setTimeout(() => stage.classList.remove("dragging")); };
  stage.addEventListener("pointerup", lift); stage.addEventListener("pointercancel", lift);
  // A click that ends a drag is no click.
  stage.addEventListener("click", (event) => { if (moved > 4) { event.stopPropagation(); event.preventDefault(); } }, true);
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    if (event.ctrlKey || !event.shiftKey) zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX - box.left, event.clientY - box.top);
    else { view.x -= event.deltaY; apply(); }
  }, { passive: false });
  stage.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (steps[event.key]) { view.x += steps[event.key][0]; view.y += steps[event.key][1]; apply(); }
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  // A node that gets the focus comes into view; the browser must not scroll the stage itself.
  stage.addEventListener("focusin", (event) => {
    stage.scrollTo(0, 0);
    if (event.target === stage || pointers.size) return;
    const box = stage.getBoundingClientRect(), node = event.target.getBoundingClientRect();
    if (node.top < box.top + 8) view.y += box.top + 8 - node.top; else if (node.bottom > box.bottom - 8) view.y -= node.bottom - box.bottom + 8;
    if (node.left < box.left + 8) view.x += box.left + 8 - node.left; else if (node.right > box.right - 8) view.x -= node.right - box.right + 8;
    apply();
  });

  // --- The table behind the map ----------------------------------------------------------------------
  const holder = document.getElementById("table"), body = make("tbody", { role: "rowgroup" }), told = make("p", { class: "counted-marks", role: "status" });
  // The roles stay when a narrow screen shows the cells of a row one below the other.
  const head = make("tr", { role: "row" }, ...["Words", "Side", "Step or assumption", "Source", "Marked by", "Checked"].map((name) => make("th", { scope: "col", role: "columnheader" }, name)));
  const cell = (attributes, ...content) => make("td", { role: "cell", ...attributes }, ...content);
  const grow = make("button", { type: "button", class: "open", onclick: () => fill() }, "show more");
  holder.append(told, make("div", { class: "wide" }, make("table", { class: "stack", role: "table" }, make("caption", { class: "unseen" }, "Every mark that passes the filters"), make("thead", { role: "rowgroup" }, head), body)), grow);
  let listed = [];
  const fill = () => {
    const from = body.children.length;
    for (const id of listed.slice(from, from + PAGE)) {
      const mark = data.marks[id];
      body.append(make("tr", { role: "row" },
        cell({ class: "quoted" }, make("button", { type: "button", class: "open", onclick: () => openMark(id, listed) }, "open"), ` ${clipped(words(mark))}`),
        cell({}, ...mark.sides.map((side) => make("span", { class: `side side-${index(side)}` }, `${data.sides[side].name} `))),
        cell({}, named(mark), mark.criteria.length ? make("small", {}, mark.criteria.join(" ")) : null),
        cell({}, cited(mark)), cell({}, data.authors[mark.author].name, mark.person ? null : make("small", {}, mark.confidence.toFixed(2))), cell({}, checked(mark))));
    }
    grow.hidden = body.children.length >= listed.length;
  };
  const inTopic = (mark) => {
    if (chosen.topic === "all") return true;
    const kind = { step: "step", assumption: "slot" }[mark.kind];
    return kind !== undefined && topicWanted(kind, mark.label, kind === "slot" ? data.slots[mark.label].alignment : "");
  };
  const list = () => {
    listed = data.order.filter((id) => { const mark = data.marks[id]; return wanted(mark) && inTopic(mark) && mark.sides.some((side) => chosen.sides.has(side)); });
    body.replaceChildren(); fill();
    told.textContent = `${listed.length} of ${data.order.length} marks`;
  };

  const refresh = (mapOnly = false) => { draw(); if (!mapOnly) list(); };
  const foldAll = () => {
    const button = document.getElementById("unfold"), open = button.getAttribute("aria-pressed") !== "true";
    for (const topic of data.topics) for (const side of sides) unfolded.set(`${topic.key} ${side}`, open ? SHOWN : 0);
    button.setAttribute("aria-pressed", String(open)); button.firstChild.data = open ? "Fold all" : "Unfold all"; refresh(true);
  };
  refresh();
  requestAnimationFrame(() => fit(false));
  narrow.addEventListener("change", () => refresh(true));
  addEventListener("resize", () => { wire(); fit(false); });
  addEventListener("beforeprint", () => { for (const words of document.querySelectorAll("details")) words.open = true; wire(); });
})();
