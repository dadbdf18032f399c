// speaker makes the one place whose text is read out when it changes, and returns what writes it.
function speaker() {
  const place = document.createElement("p");
  place.className = "unseen";
  place.setAttribute("role", "status");
  document.body.append(place);
  return text => { place.textContent = text; };
}
