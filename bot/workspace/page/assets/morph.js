// Makes one tree like another with as few changes as possible: what a person types, opens or scrolls stays.

// The browser's own marks of what a person did; the server never sends them.
const OWN = new Set(["open", "hidden", "data-up", "data-left", "data-ready"]);

/** Change `from` until it is like `to`. Elements with the same id, or of the same kind in the same place, are the same. */
export function morph(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (from.dataset.keep !== undefined && from.dataset.keep === to.dataset.keep) return;
  if (from.isEqualNode(to)) return;
  matchAttributes(from, to);
  matchChildren(from, to);
}

function matchAttributes(from, to) {
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !OWN.has(name)) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !OWN.has(name)) from.removeAttribute(name);
  }
}

function matchChildren(from, to) {
  let place = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const same = find(from, place, wanted);
    if (same === null) {
      from.insertBefore(document.importNode(wanted, true), place);
    } else {
      if (same === place) place = place.nextSibling;
      else from.insertBefore(same, place);
      morph(same, wanted);
    }
  }
  while (place !== null) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function find(parent, place, wanted) {
  if (wanted.id) {
    const known = document.getElementById(wanted.id);
    return known?.parentNode === parent && known.nodeName === wanted.nodeName && sameKeep(known, wanted) ? known : null;
  }
  const fits = place !== null && place.nodeName === wanted.nodeName && !place.id && sameKeep(place, wanted);
  return fits ? place : null;
}

function sameKeep(one, other) {
  return one.dataset?.keep === other.dataset?.keep;
}
