// What each page has of all this is started here. Without it the pages do the same with more loading.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const speak = speaker(), get = connection(document.getElementById("lost"), speak);
const box = document.getElementById("q"), links = all(".hits h3 a"), marks = all(".article mark"), bars = document.querySelector(".histogram svg");

place();
suggest(box, speak, get);
all("[data-copy]").forEach(button => copy(button, speak));
all("details.story").forEach(details => reprints(details, get));
all(".facet:has(.find)").forEach(find);
all("#live").forEach(part => live(part, get));
if (bars) chart(bars, document.querySelector("form.dates"), speak);
shortcuts(document.getElementById("shortcuts"), document.getElementById("shortcuts-open"), {
  "/": () => { box.focus(); box.select(); },
  ...(links.length && results(links)),
  ...(marks.length && matches(marks, speak)),
});
