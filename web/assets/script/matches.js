// matches goes through the marks of an article, in a circle, and says which of how many is shown.
function matches(marks, speak) {
  let at = -1;
  addEventListener("hashchange", () => { at = marks.findIndex(mark => "#" + mark.id === location.hash); });
  const go = step => {
    marks[at]?.classList.remove("now");
    at = at < 0 && step < 0 ? marks.length - 1 : (at + step + marks.length) % marks.length;
    marks[at].classList.add("now");
    marks[at].scrollIntoView({ block: "center" });
    speak(`${at + 1} / ${marks.length}`);
  };
  return { n: () => go(1), p: () => go(-1) };
}
