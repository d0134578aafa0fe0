// What a person does outside a composer: clicks, choices, forms.
import { answerOf, answersIn, showErrors } from "./answers.js";
import { confirmed } from "./dialogs.js";
import { draw, go } from "./live.js";
import { act } from "./sending.js";

/** Where something stands: in a modal or a home, or in a message. To be read at once: it may be drawn anew. */
function place(element) {
  const view = element.closest("[data-view]");
  if (view) return { view: view.dataset.view };
  const { channel, ts } = element.closest("[data-ts]")?.dataset ?? {};
  return { channel, ts };
}

async function use(element, value) {
  const block = element.closest("[data-block]")?.dataset.block;
  const sent = { ...place(element), block, action: element.dataset.action, value };
  if (!(await confirmed(element))) return;
  element.setAttribute("aria-busy", "true");
  await act("click", sent);
  element.removeAttribute("aria-busy");
  draw();
}

async function remove(element) {
  const sent = place(element);
  if (await confirmed(element)) await act("delete", sent);
}

const CLICKS = {
  "[data-click]": (one) => use(one, one.dataset.value ?? null),
  "[data-react]": (one) => act("react", { ...place(one), name: one.dataset.react }),
  "[data-shortcut]": (one) => act("shortcut", { ...place(one), name: one.dataset.shortcut }),
  "[data-delete]": remove,
  "[data-speak]": async (one) => { await act("speak", { locale: one.dataset.speak }); draw(); },
  "[data-prompt]": (one) => act("say", { channel: document.body.dataset.channel, text: one.dataset.prompt }),
};

async function submit(form) {
  const view = form.closest("[data-view]").dataset.view;
  const button = form.querySelector("footer .is-primary");
  if (button) button.disabled = true;
  const answer = await act("submit", { view, answers: answersIn(form) });
  if (button) button.disabled = false;
  showErrors(form, answer.errors ?? {});
  if (answer.ok) draw();
}

async function search(input) {
  const text = input.value.trim();
  if (text.length < Number(input.dataset.least)) return;
  const block = input.closest("[data-block]").dataset.block;
  const { options = [] } = await act("search", { ...place(input), block, action: input.dataset.action, text });
  const frame = input.closest(".external");
  const isMany = input.dataset.kind.startsWith("multi");
  const found = options.map((option) => choice(option, isMany ? "checkbox" : "radio", input.id));
  frame.querySelector(".choices").replaceChildren(...found);
}

function choice(option, type, name) {
  const label = document.createElement("label");
  label.className = "choice";
  const input = Object.assign(document.createElement("input"), { type, name: `found-${name}` });
  input.value = JSON.stringify(option);
  label.append(input, option.text);
  return label;
}

/** Listen for everything that can be done outside a composer. */
export function listenToActs() {
  document.addEventListener("click", (event) => {
    const [selector, carryOut] = Object.entries(CLICKS).find(([one]) => event.target.closest(one)) ?? [];
    if (!selector) return;
    const element = event.target.closest(selector);
    element.closest("details")?.removeAttribute("open");
    carryOut(element);
  });
  document.addEventListener("change", (event) => {
    const element = event.target.closest("[data-dispatches]");
    if (element) use(element, answerOf(element));
  });
  document.addEventListener("submit", async (event) => {
    const { target: form } = event;
    if (form.matches("[data-submit]")) {
      event.preventDefault();
      submit(form);
    } else if (form.matches("[data-edit]")) {
      event.preventDefault();
      const { channel, ts, done } = form.dataset;
      await act("edit", { channel, ts, text: form.querySelector("textarea").value });
      go(done, { replace: true });
    }
  });
  let pause = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-search]")) return;
    clearTimeout(pause);
    pause = setTimeout(search, 250, event.target);
  });
}
