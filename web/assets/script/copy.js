// copy lets a button copy the text of the element that it names, and say so.
function copy(button, speak) {
  const source = document.querySelector(button.dataset.copy), label = button.textContent;
  const shown = 2000; // milliseconds that the button says so
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!await copied(source.value ?? source.textContent)) return;
    button.textContent = button.dataset.done;
    speak(button.dataset.done);
    setTimeout(() => { button.textContent = label; }, shown);
  });
}

// copied reports whether the text is on the clipboard. Without https only the old way is open.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea"), before = document.activeElement;
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    return done;
  }
}
