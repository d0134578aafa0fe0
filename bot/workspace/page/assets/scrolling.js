// Conversations stay at their end while messages arrive, unless the reader has scrolled up; new messages are read out.

const NEAR = 80;
const atEnd = new WeakMap();
let known = null;
let shown = "";

/** Watch every list: at its end it stays there whatever grows. */
export function keepAtEnd() {
  document.addEventListener("scroll", ({ target }) => {
    if (target.matches?.("[data-scroll]")) atEnd.set(target, target.scrollHeight - target.scrollTop - target.clientHeight < NEAR);
  }, true);
  new ResizeObserver(showEnds).observe(document.body);
  new MutationObserver(showEnds).observe(document.body, { childList: true, subtree: true });
}

/** Go to the end of every list that was there. */
export function showEnds() {
  for (const list of document.querySelectorAll("[data-scroll]")) {
    if (list.querySelector(".messages") && (atEnd.get(list) ?? true)) list.scrollTop = list.scrollHeight;
  }
}

/** Of a long list of conversations the open one is in sight; who scrolls the list afterwards is left alone. */
export function showOpen() {
  const open = document.querySelector(".sidebar-body a[aria-current]");
  const here = `${document.body.dataset.as} ${open?.parentElement.id}`;
  if (open && here !== shown) open.scrollIntoView({ block: "nearest" });
  shown = here;
}

/** Read out messages of others that came since the last drawing of the same conversation. */
export function announceNew() {
  const messages = [...document.querySelectorAll(".message")];
  const here = `${document.body.dataset.as} ${document.body.dataset.channel} ${document.body.dataset.thread}`;
  if (known?.here === here) {
    const fresh = messages.filter((one) => !known.ids.has(one.id) && one.dataset.author !== document.body.dataset.as);
    const words = fresh.map((one) => `${one.dataset.by}: ${one.querySelector(".content, .notice")?.innerText.slice(0, 200) ?? ""}`);
    if (words.length) document.getElementById("announcer").textContent = words.join("\n");
    for (const one of fresh) one.classList.add("is-new");
  }
  known = { here, ids: new Set(messages.map((one) => one.id)) };
}
