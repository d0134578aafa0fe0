// The box for messages: grows with its text, sends on Enter, completes commands, mentions and channels, keeps drafts.
import { draw } from "./live.js";
import { act, drop } from "./sending.js";

const MOST = 8;
const WORD = /(^|\s)([@#][^\s@#]*)$/u;
const COMMAND = /^\/\S*$/u;
const drafts = new Map();

const boxOf = (form) => form.querySelector("textarea");
const listOf = (form) => form.querySelector(".suggestions");

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 240)}px`;
}

/** The word before the cursor that can be completed. */
function begun(box) {
  const before = box.value.slice(0, box.selectionStart);
  if (COMMAND.test(before)) return before;
  return WORD.exec(before)?.[2] ?? "";
}

function suggest(form) {
  const box = boxOf(form);
  const word = begun(box).toLowerCase();
  const offers = [...document.querySelectorAll("#offers li")].filter((offer) => {
    const fits = offer.dataset.insert.toLowerCase().includes(word.slice(1));
    const isHere = word[0] !== "/" || !form.dataset.thread;
    return word && offer.dataset.sign === word[0] && fits && isHere;
  });
  const items = offers.slice(0, MOST).map((offer, index) => {
    const item = offer.cloneNode(true);
    item.id = `${listOf(form).id}-${index}`;
    item.setAttribute("role", "option");
    return item;
  });
  listOf(form).replaceChildren(...items);
  listOf(form).hidden = items.length === 0;
  box.setAttribute("aria-expanded", String(items.length > 0));
  if (items.length) choose(form, 0);
  else box.removeAttribute("aria-activedescendant");
  showUsage(form);
}

/** What follows a command that is typed already. */
function showUsage(form) {
  const usage = form.querySelector(".usage");
  const name = /^(\/\S+)\s/u.exec(boxOf(form).value)?.[1];
  const offer = [...document.querySelectorAll('#offers [data-sign="/"]')].find((one) => one.dataset.insert === name);
  usage.hidden = !offer;
  usage.textContent = offer ? `${name} ${offer.dataset.usage} — ${offer.querySelector("small").textContent}` : "";
}

function choose(form, index) {
  const items = [...listOf(form).children];
  const chosen = items.at(index % items.length);
  for (const item of items) item.setAttribute("aria-selected", String(item === chosen));
  boxOf(form).setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

function complete(form, item) {
  const box = boxOf(form);
  const end = box.selectionStart;
  box.setRangeText(`${item.dataset.insert} `, end - begun(box).length, end, "end");
  box.focus();
  changed(form);
}

function changed(form) {
  drafts.set(form.dataset.keep, boxOf(form).value);
  grow(boxOf(form));
  suggest(form);
}

async function send(form) {
  const box = boxOf(form);
  const text = box.value;
  if (!text.trim()) return;
  box.value = "";
  changed(form);
  const { channel, thread } = form.dataset;
  const answer = await act("say", { channel, thread, text });
  if (!answer.ok && !box.value) {
    box.value = text;
    changed(form);
  }
  draw();
}

/** Send the files chosen; what is typed goes with the first of them. */
async function dropAll(form, files) {
  const box = boxOf(form);
  const { channel, thread } = form.dataset;
  for (const file of files) {
    const text = box.value;
    if (await drop(file, channel, thread, text)) {
      box.value = "";
      changed(form);
    }
  }
  draw();
}

function keyed(event) {
  const form = event.target.closest("[data-say]");
  if (!form || event.target !== boxOf(form) || event.isComposing) return;
  const items = [...listOf(form).children];
  const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const isOpen = items.length > 0;
  if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    choose(form, at + (event.key === "ArrowDown" ? 1 : -1));
  } else if (isOpen && (event.key === "Tab" || event.key === "Enter") && begun(boxOf(form)) !== items[at].dataset.insert) {
    complete(form, items[at]);
  } else if (isOpen && event.key === "Escape") {
    listOf(form).replaceChildren();
    listOf(form).hidden = true;
  } else if (event.key === "Enter" && !event.shiftKey) {
    send(form);
  } else {
    return;
  }
  event.preventDefault();
}

/** Listen to every composer, those of threads too; one that is drawn anew gets its draft back. */
export function listenToComposers() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-say]");
    if (form) changed(form);
  });
  document.addEventListener("keydown", keyed);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-say]")) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("change", async (event) => {
    if (!event.target.matches("[data-drop]")) return;
    const files = [...event.target.files];
    const form = event.target.closest("[data-say]");
    event.target.value = "";
    await dropAll(form, files);
  });
  document.addEventListener("pointerdown", (event) => {
    const item = event.target.closest(".suggestions li");
    if (!item) return;
    event.preventDefault();
    complete(item.closest("form"), item);
  });
  document.addEventListener("click", (event) => {
    const sign = event.target.closest("[data-insert]");
    const form = event.target.closest("[data-say]");
    if (!sign || !form || sign.matches("li")) return;
    const box = boxOf(form);
    const space = sign.dataset.insert === "/" || !box.value || /\s$/u.test(box.value) ? "" : " ";
    box.setRangeText(`${space}${sign.dataset.insert}`, box.selectionStart, box.selectionEnd, "end");
    box.focus();
    changed(form);
  });
  new MutationObserver(() => {
    for (const form of document.querySelectorAll("[data-say]:not([data-ready])")) {
      form.setAttribute("data-ready", "");
      boxOf(form).value = drafts.get(form.dataset.keep) ?? "";
      grow(boxOf(form));
    }
  }).observe(document.body, { childList: true, subtree: true });
}
