// suggest offers completions and corrections below the search box while somebody types: an editable combobox with a list, as the
// patterns of WAI-ARIA have it. The box keeps the focus and its text; only a choice changes it.
function suggest(box, speak, get) {
  const { suggest: address, list: label, offered, correction } = box.form.dataset;
  const longest = 64; // characters that are asked about
  const composing = 229; // the code of keys that belong to an input method, also of the last one, where Safari says that it has ended
  const list = listbox(label), { ask, stop } = asker(get, address, answered);
  const typed = () => box.value.trim();
  let texts = [], active = -1;

  box.form.append(list);
  attributes(box, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });

  function close() {
    stop();
    texts = [];
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function point(at) {
    active = at;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", i === at));
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function show(suggestions) {
    texts = suggestions.map(s => s.text);
    list.replaceChildren(...suggestions.map((s, i) => option(s, i, correction)));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    point(-1);
  }

  // answered shows an answer, but not under the hands of somebody who has begun to choose from what was there before it.
  function answered(suggestions, text) {
    if (text) list.dataset.answers = text;
    if (active >= 0) return;
    if (document.activeElement !== box || text && !suggestions.length) return close();
    if (suggestions.length) show(suggestions);
    if (text) speak(offered.replace("#", texts.length));
  }

  function changed() {
    const text = typed();
    if (!text || [...text].length > longest) return close();
    point(-1);
    ask(text);
  }

  function choose(at) {
    box.value = texts[at];
    close();
    box.form.requestSubmit();
  }

  // move goes through the options in a circle that the box itself belongs to.
  function move(step) {
    if (list.hidden) return changed();
    const places = texts.length + 1;
    point((active + 1 + step + places) % places - 1);
  }

  box.addEventListener("input", event => { if (!event.isComposing) changed(); });
  box.addEventListener("compositionend", changed);
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  box.addEventListener("keydown", event => {
    if (event.isComposing || event.keyCode === composing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" && active >= 0) choose(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", event => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", event => {
    const at = [...list.children].indexOf(event.target.closest("li"));
    if (at >= 0) choose(at);
  });
}

function listbox(label) {
  const list = document.createElement("ul");
  attributes(list, { id: "suggestions", class: "suggestions", role: "listbox", "aria-label": label });
  list.hidden = true;
  return list;
}

function option(suggestion, at, correction) {
  const item = document.createElement("li"), text = document.createElement("bdi"), count = document.createElement("span");
  attributes(item, { id: "suggestion-" + at, role: "option" });
  text.textContent = suggestion.text;
  count.className = "count";
  count.textContent = String(suggestion.count).replace(/\B(?=(\d{3})+$)/g, ",");
  item.append(text, count);
  if (suggestion.kind === "correction") {
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = correction;
    item.prepend(kind);
  }
  return item;
}

function attributes(element, values) {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value);
}
