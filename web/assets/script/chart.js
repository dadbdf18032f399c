// chart lets a range of time be chosen on the bars: by dragging over them, or with Shift and the arrow keys. One bar of all is a stop
// of the Tab key; arrows go to the others. The range is sent with the form of dates, which keeps everything else.
function chart(svg, form, speak) {
  const bars = [...svg.querySelectorAll("a")], span = svg.dataset.span;
  const nearest = 4; // pixels that a press may move and still be a click
  let start = null, dragged = false, fixed = -1, first = -1, last = -1;

  const rove = to => bars.forEach((bar, i) => bar.setAttribute("tabindex", i === to ? 0 : -1));
  rove(0);

  function choose(from, to) {
    [first, last] = [Math.min(from, to), Math.max(from, to)];
    bars.forEach((bar, i) => bar.classList.toggle("chosen", first >= 0 && i >= first && i <= last));
  }

  function under(left, right) {
    const hit = bars.map((bar, i) => [bar.querySelector(".slot").getBoundingClientRect(), i]).filter(([r]) => r.right > left && r.left < right);
    choose(hit.length ? hit[0][1] : -1, hit.length ? hit.at(-1)[1] : -1);
  }

  function apply() {
    form.elements.from.value = bars[first].dataset.from;
    form.elements.to.value = bars[last].dataset.to;
    form.requestSubmit();
  }

  svg.addEventListener("dragstart", event => event.preventDefault());
  svg.addEventListener("pointerdown", event => {
    if (event.button === 0 && event.isPrimary) [start, dragged] = [event.clientX, false];
  });
  svg.addEventListener("pointermove", event => {
    if (start === null || !dragged && Math.abs(event.clientX - start) < nearest) return;
    if (!dragged) svg.setPointerCapture(event.pointerId);
    dragged = true;
    under(Math.min(start, event.clientX), Math.max(start, event.clientX));
  });
  svg.addEventListener("pointerup", () => {
    start = null;
    if (dragged && first >= 0) apply();
  });
  svg.addEventListener("pointercancel", () => {
    [start, dragged] = [null, false];
    choose(-1, -1);
  });
  svg.addEventListener("click", event => { if (dragged) event.preventDefault(); }, true);

  svg.addEventListener("keydown", event => {
    const at = bars.indexOf(document.activeElement);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key];
    if (event.key === "Enter" && first >= 0) apply();
    else if (event.key === "Escape" && first >= 0) choose(fixed = -1, -1);
    else if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (bars[to]) {
      fixed = event.shiftKey ? (fixed < 0 ? at : fixed) : -1;
      rove(to);
      bars[to].focus();
      choose(fixed, fixed < 0 ? -1 : to);
      if (fixed >= 0) speak(span.replace("%s", bars[first].dataset.label).replace("%s", bars[last].dataset.label));
    }
    event.preventDefault();
  });
}
