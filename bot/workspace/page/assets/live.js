// Draws the page again: after a click on a link, after an act, and when the server says that something changed.
import { morph } from "./morph.js";
import { released } from "./pressing.js";

const drawn = [];
let last = Promise.resolve();
let next = null;
let stream = null;
let followed = "";
let looked = "";

/** Call this after every drawing. */
export function onDrawn(task) {
  drawn.push(task);
}

/** Who looks. */
export function viewer() {
  return document.body.dataset.as;
}

/** Go to another address of the page. */
export function go(address, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  return draw();
}

/** Draw again from the server, after the drawing that is under way; settles when that is done. */
export function draw() {
  next ??= last.then(drawOnce, drawOnce);
  last = next;
  return next;
}

async function drawOnce() {
  next = null; // who calls from now on may know more than the answer will
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const wanted = new DOMParser().parseFromString(await answer.text(), "text/html");
  await released();
  document.title = wanted.title;
  document.documentElement.lang = wanted.documentElement.lang;
  for (const dialog of document.querySelectorAll("dialog[data-modal][open]")) {
    if (!wanted.getElementById(dialog.id)) dialog.close();
  }
  morph(document.body, wanted.body);
  drawn.forEach((task) => task());
}

/** Follow the changes that the person who looks now may see. */
export function follow() {
  if (followed === viewer()) return;
  followed = viewer();
  stream?.close();
  stream = new EventSource(`/page/changes?as=${encodeURIComponent(viewer())}`);
  const offline = document.getElementById("offline");
  stream.onopen = () => { offline.hidden = true; };
  stream.onerror = () => { offline.hidden = false; };
  stream.onmessage = draw;
}

/** Links inside the page draw in place; the browser's back button works. */
export function listenToLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    link.closest("details")?.removeAttribute("open");
    go(link.getAttribute("href"));
  });
  window.addEventListener("popstate", draw);
}

/** Tell the app where the person looks, once for each place. */
export function look() {
  const { as, channel, tab } = document.body.dataset;
  if (document.body.classList.contains("shows-list") || looked === `${as} ${channel} ${tab}`) return;
  looked = `${as} ${channel} ${tab}`;
  const body = JSON.stringify({ as, channel, tab });
  fetch("/page/acts/look", { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => null);
}
