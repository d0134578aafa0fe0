// Modals of the app, the question before an act that cannot be undone, and menus that fold out.
import { draw } from "./live.js";
import { act } from "./sending.js";

/** Bring every modal that was drawn in front of the page. */
export function openModals() {
  for (const dialog of document.querySelectorAll("dialog[data-modal]:not([open])")) {
    dialog.showModal();
    const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(".modal-body :is(input, select, textarea)");
    first?.focus({ preventScroll: true });
    dialog.querySelector(".modal-body").scrollTop = 0; // what stands above the first box is read first
  }
}

/** A page that is loaded anew shows no modal of before: in Slack, too, they are gone then. */
export async function leaveModals() {
  for (const { dataset } of document.querySelectorAll("dialog[data-modal]")) {
    await act("close", { view: dataset.view, everything: true });
    draw();
  }
}

/** Ask before an act whose element says so; true at once for any other. */
export function confirmed(element) {
  const { confirmTitle, confirmText, confirmYes, confirmNo } = element.dataset;
  if (!confirmTitle) return Promise.resolve(true);
  const dialog = document.getElementById("confirm");
  const [no, yes] = dialog.querySelectorAll("button");
  dialog.querySelector("h2").textContent = confirmTitle;
  dialog.querySelector("p").textContent = confirmText;
  no.textContent = confirmNo;
  yes.textContent = confirmYes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/** Whether something was typed there that is nowhere else yet: Escape, which is pressed by mistake, must not lose it. */
export function holdsDraft(element) {
  const typed = element.querySelectorAll("textarea, input:is([type=text], [type=search], :not([type]))");
  return [...typed].some((box) => box.value !== box.defaultValue);
}

async function close(dialog) {
  await act("close", { view: dialog.dataset.view });
  draw();
}

/** Listen for closing, and for menus. */
export function listenToDialogs() {
  document.addEventListener("click", (event) => {
    const modal = event.target.closest("[data-close]")?.closest("[data-modal]");
    if (modal) close(modal);
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("cancel", (event) => {
    if (!event.target.matches("[data-modal]")) return;
    event.preventDefault();
    if (!holdsDraft(event.target)) close(event.target);
  }, true);
  document.addEventListener("close", (event) => {
    if (event.target.matches("[data-modal]")) close(event.target); // a second Escape, which browsers do not let be held back
  }, true);
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.("details.menu") || !menu.open) return;
    const frame = menu.closest("[data-scroll], dialog")?.getBoundingClientRect();
    menu.removeAttribute("data-up");
    menu.removeAttribute("data-left");
    const items = menu.querySelector(".menu-items").getBoundingClientRect();
    if (frame && items.bottom > frame.bottom) menu.setAttribute("data-up", "");
    if (frame && items.right > frame.right) menu.setAttribute("data-left", "");
  }, true);
}
