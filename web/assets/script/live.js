// live renews a part of the page while somebody looks at it, but not under a focus that is in it.
function live(part, get) {
  const pace = 5000; // milliseconds
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await get(location.href);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.replaceChildren(...document.importNode(fresh, true).childNodes);
  }, pace);
}
