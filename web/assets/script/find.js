// find narrows the values of a facet to those that hold what is typed; sending the form looks through those that are not listed, too.
function find(facet) {
  const box = facet.querySelector(".find input[type=search]"), more = facet.querySelector("details.more");
  const fold = text => text.normalize("NFKC").toLowerCase();
  let wasOpen = null;
  const narrow = event => {
    if (event.isComposing) return;
    const sought = fold(box.value.trim());
    for (const item of facet.querySelectorAll("li")) item.hidden = !fold(item.querySelector("bdi").textContent).includes(sought);
    if (!more) return;
    wasOpen ??= more.open;
    more.open = sought ? true : wasOpen;
    if (!sought) wasOpen = null;
  };
  box.addEventListener("input", narrow);
  box.addEventListener("compositionend", narrow);
}
