// shortcuts lets single keys work where nothing is typed. They can be turned off in the list of them, for speech and shaky hands.
function shortcuts(dialog, opener, keys) {
  const setting = "single-keys", choice = dialog.querySelector("input");
  choice.checked = remembered(setting) !== "off";
  choice.addEventListener("change", () => remember(setting, choice.checked ? "on" : "off"));
  const list = () => dialog.showModal();
  opener.hidden = false;
  opener.addEventListener("click", list);
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });

  document.addEventListener("keydown", event => {
    if (!choice.checked || dialog.open || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const action = event.key === "?" ? list : Object.hasOwn(keys, event.key) && keys[event.key];
    if (action && action() !== false) event.preventDefault();
  });
}

// results are the keys of a list of hits; a key that has nothing to do returns false.
function results(links) {
  const at = () => links.findIndex(link => link.closest("li").contains(document.activeElement));
  const go = step => {
    const next = links[at() < 0 ? 0 : at() + step];
    if (!next) return false;
    next.focus({ preventScroll: true });
    next.closest("li").scrollIntoView({ block: "nearest" });
  };
  return { j: () => go(1), k: () => go(-1), o: () => at() >= 0 && links[at()].click() };
}

// A browser may refuse to remember anything.
function remembered(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

function remember(name, value) {
  try { localStorage.setItem(name, value); } catch { /* it holds for this page */ }
}
