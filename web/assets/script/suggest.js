// suggest offers completions and corrections below the search box while somebody types: an editable combobox with a list, as the
// patterns of WAI-ARIA have it. The box keeps the focus and its text; only a choice changes it.
function suggest(box, speak) {
  const { suggest: address, list: label, offered, correction } = box.form.dataset;
  const pause = 30; // milliseconds between two questions while keys follow each other quickly
  const longest = 64; // characters that are asked about
  const list = listbox(label);
  let texts = [], active = -1, last = -pause, timer = 0, asked = null;

  box.form.append(list);
  attributes(box, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });

  function close() {
    clearTimeout(timer);
    asked?.abort();
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
    if (document.activeElement !== box || !suggestions.length) return close();
    texts = suggestions.map(s => s.text);
    list.replaceChildren(...suggestions.map((s, i) => option(s, i, correction)));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    point(-1);
    speak(offered.replace("#", texts.length));
  }

  // ask follows the last question at once, or after a pause; an answer that is not needed any more is not waited for.
  function ask() {
    clearTimeout(timer);
    asked?.abort();
    const text = box.value.trim();
    if (!text || [...text].length > longest) return close();
    timer = setTimeout(send, Math.max(0, last + pause - performance.now()), text);
  }

  async function send(text) {
    last = performance.now();
    const mine = asked = new AbortController();
    try {
      const answer = await fetch(address + "?q=" + encodeURIComponent(text), { signal: mine.signal });
      const suggestions = answer.ok ? (await answer.json()).suggestions : [];
      if (mine === asked && !mine.signal.aborted) show(suggestions);
    } catch {
      if (!mine.signal.aborted) close(); // the server cannot be reached: nothing is offered
    }
  }

  function choose(at) {
    box.value = texts[at];
    close();
    box.form.requestSubmit();
  }

  // move goes through the options in a circle that the box itself belongs to.
  function move(step) {
    if (list.hidden) return ask();
    const places = texts.length + 1;
    point((active + 1 + step + places) % places - 1);
  }

  box.addEventListener("input", event => { if (!event.isComposing) ask(); });
  box.addEventListener("compositionend", ask);
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  box.addEventListener("keydown", event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
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
  count.textContent = suggestion.count.toLocaleString("en");
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
