// place keeps what was unfolded and where the focus was for the way back, where the browser has not kept the page itself.
function place() {
  const folds = () => [...document.querySelectorAll("details")];
  const links = () => [...document.querySelectorAll("main a")];
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (back && history.state) {
    folds().forEach((fold, i) => { fold.open = Boolean(history.state.open?.[i]); });
    links()[history.state.focus]?.focus({ preventScroll: true });
  }
  addEventListener("pagehide", () => {
    history.replaceState({ open: folds().map(fold => fold.open), focus: links().indexOf(document.activeElement) }, "");
  });
}
