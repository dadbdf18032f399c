// reprints completes a story that a result list opens in place: the whole list is taken from the page of the article.
function reprints(details, get) {
  const rest = details.querySelector("p > a"), list = details.querySelector("ul");
  if (!rest || !list) return;
  details.addEventListener("toggle", async () => {
    const answer = await get(rest.href);
    if (!answer?.ok) return; // the link is still there
    const whole = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#story ol");
    if (!whole) return;
    list.replaceWith(document.importNode(whole, true));
    rest.closest("p").remove();
  }, { once: true });
}
