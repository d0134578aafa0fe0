// The keyboard: arrows walk through messages, Escape closes what is open, Enter opens a thread.
import { holdsDraft } from "./dialogs.js";
import { go } from "./live.js";

let threadBefore = document.body.dataset.thread;
let channelBefore = "";

/** Whether list and conversation stand side by side (assets/frame.css). */
export function isWide() {
  return matchMedia("(min-width: 721px)").matches;
}

/** After a drawing: one message of each list can be reached with Tab, and the place that was opened has the focus. */
export function tidyFocus() {
  for (const list of document.querySelectorAll(".messages")) {
    const messages = [...list.querySelectorAll(".message")];
    const current = messages.find((one) => one.contains(document.activeElement)) ?? messages.at(-1);
    for (const one of messages) one.tabIndex = one === current ? 0 : -1;
  }
  const { thread, channel, as } = document.body.dataset;
  if (document.querySelector("dialog[open]")) return;
  if (thread !== threadBefore) {
    const opener = document.querySelector(`[id="m-${CSS.escape(threadBefore)}"]`);
    threadBefore = thread;
    if (thread) focus("composer-thread");
    else if (opener && isWide()) opener.focus({ preventScroll: true });
  } else if (`${as} ${channel}` !== channelBefore) {
    focus("composer-main");
  }
  channelBefore = `${as} ${channel}`;
  document.querySelector(".editor textarea:not(:focus)")?.focus();
}

/** A phone's keyboard must not jump up by itself. */
function focus(id) {
  if (isWide()) document.getElementById(id)?.focus({ preventScroll: true });
}

function walk(event) {
  const message = event.target.closest(".message");
  if (!message || event.target !== message) return;
  const messages = [...message.closest(".messages").querySelectorAll(".message")];
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step) {
    const next = messages[messages.indexOf(message) + step];
    if (!next) return;
    event.preventDefault();
    message.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  } else if (event.key === "Enter") {
    message.querySelector(".replies, [data-reply]")?.click();
  }
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  const editor = document.querySelector(".editor");
  if (editor && holdsDraft(editor)) return;
  if (editor) go(editor.dataset.done, { replace: true });
  else if (document.body.dataset.thread) go(document.body.dataset.closeThread);
}

/** Listen for keys. */
export function listenToKeys() {
  document.addEventListener("keydown", walk);
  document.addEventListener("keydown", escape);
}
