// connection tells when the server cannot be reached. Until it can be again, what would lead from a page that is there to one that does not come is
// held back; the last of that then goes on by itself. It returns fetch with null for an answer when the server cannot be reached.
function connection(bar, speak) {
  const pace = 2000; // milliseconds between two tries
  let lost = false, held = null, next = 0;

  function tell(now) {
    if (now === lost) return;
    lost = now;
    bar.hidden = !lost;
    speak(lost ? bar.textContent.trim() : bar.dataset.back);
    clearTimeout(next);
    if (lost) next = setTimeout(probe, pace);
    else held?.();
    held = null;
  }

  async function probe() {
    if (!await get(bar.dataset.probe, { cache: "no-store" })) next = setTimeout(probe, pace);
  }

  async function get(address, options) {
    try {
      const answer = await fetch(address, options);
      tell(false);
      return answer;
    } catch {
      if (!options?.signal?.aborted) tell(true);
      return null;
    }
  }

  function hold(event, later) {
    event.preventDefault();
    held = later;
    speak(bar.textContent.trim());
  }

  addEventListener("offline", () => tell(true));
  document.addEventListener("submit", event => {
    const { target: form, submitter } = event;
    if (lost && form.method !== "dialog") hold(event, () => form.requestSubmit(submitter));
  });
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    if (!lost || !link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (link.origin === location.origin && !link.getAttribute("href").startsWith("#")) hold(event, () => link.click());
  });
  return get;
}
