// asker asks an address for suggestions, one text at a time: at once while nothing is under way, else as soon as that is answered. Answers are
// kept; one that is late and not wanted any more is not waited for. answered gets the suggestions for the text that was asked for last, and that
// text; while the answer comes it gets what is known of them, without the text.
function asker(get, address, answered) {
  const patience = 300; // milliseconds that another text waits at most
  const most = 200; // answers that are kept
  const kept = new Map();
  let wanted = "", under = null;

  function ask(text) {
    wanted = text;
    if (kept.has(text)) return answered(kept.get(text), text);
    answered(known(text));
    if (!under) send(text);
    else if (under.late) under.abort();
  }

  async function send(text) {
    const mine = under = new AbortController();
    const timer = setTimeout(() => {
      mine.late = true;
      if (wanted !== text) mine.abort();
    }, patience);
    let suggestions = [];
    try {
      const answer = await get(address + "?q=" + encodeURIComponent(text), { signal: mine.signal });
      if (answer?.ok) ({ suggestions } = await answer.json());
    } catch { /* the answer has broken off: nothing is offered */ }
    clearTimeout(timer);
    under = null;
    if (kept.size >= most) kept.clear();
    if (suggestions.length) kept.set(text, suggestions);
    if (wanted === text && !mine.signal.aborted) answered(suggestions, text);
    else if (wanted && !kept.has(wanted)) ask(wanted);
  }

  function stop() {
    wanted = "";
    under?.abort();
  }

  // known is what of the answer to a beginning of a text holds the text.
  function known(text) {
    const fold = s => s.normalize("NFKC").toLowerCase();
    for (let end = text.length - 1; end > 0; end--) {
      const found = kept.get(text.slice(0, end))?.filter(s => fold(s.text).includes(fold(text)));
      if (found?.length) return found;
    }
    return [];
  }
  return { ask, stop };
}
