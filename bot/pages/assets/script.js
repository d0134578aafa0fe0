"use strict";
// The search of the pages, the way from a number to where its clause stands, and links that can be copied.

const SHOWN = 30; // clauses
const COMMON = 8; // clauses: two characters that stand together by chance stand so in fewer
const AROUND = 60; // characters of a clause's text, before and after what was found

const body = document.body.dataset;
const query = document.getElementById("query");
const found = document.getElementById("found");
const count = document.getElementById("count");
let rows = null; // clauses as they are searched, once somebody searches

/** Small letters and half-width figures; as long as the text, so that places in one are places in the other. */
function folded(text) {
  const half = text.replace(/[\uff01-\uff5e]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0));
  const small = half.toLowerCase();
  return small.length === text.length ? small : half;
}

/** What a question is searched by: Latin words and figures, and each two Chinese characters that stand together. */
function terms(text) {
  const cut = new Set();
  for (const [word] of text.matchAll(/[\u3400-\u9fff]+|[a-z0-9]+(?:[.-][a-z0-9]+)*/g)) {
    if (!/[\u3400-\u9fff]/.test(word) || word.length === 1) cut.add(word);
    else for (let at = 0; at + 1 < word.length; at++) cut.add(word.slice(at, at + 2));
  }
  return [...cut];
}

function prepare() {
  if (rows) return Promise.resolve();
  count.textContent = count.dataset.loading;
  return new Promise((done) => {
    const script = document.createElement("script");
    script.src = body.searched;
    script.onload = () => {
      rows = globalThis.clauses.map(([address, path, number, place, title, text, questions]) => ({
        address, path, number, place, title, text,
        fields: [[folded(`${number} ${title}`), 3], [folded(questions), 2], [folded(text), 1]],
        called: [number, place, address.split("#")[1]].map((each) => folded(each)),
        size: 1 + text.length / 400,
      }));
      done();
    };
    document.head.append(script);
  });
}

/** How much a term weighs in a clause: by where it stands, and a little by how often. */
function weight(row, term) {
  let best = 0;
  for (const [text, worth] of row.fields) {
    const first = text.indexOf(term);
    if (first < 0) continue;
    const again = text.indexOf(term, first + term.length) < 0 ? 0 : 0.3;
    best = Math.max(best, worth) + again;
  }
  return best;
}

/** The clauses in which at least a third of what can be found of the words stands, the best first; one that is called so before all. */
function search(asked) {
  const text = folded(asked).trim();
  const weights = terms(text).map((term) => rows.map((row) => weight(row, term))).filter((each) => each.some(Boolean));
  const rare = weights.map((each) => Math.log(1 + rows.length / (COMMON + each.filter(Boolean).length)));
  const all = rare.reduce((sum, each) => sum + each, 0);
  const hits = [];
  rows.forEach((row, place) => {
    const is = row.called.includes(text);
    let score = 0, covered = 0;
    weights.forEach((each, term) => {
      score += rare[term] * each[place];
      if (each[place]) covered += rare[term];
    });
    if (row.fields.some(([words]) => words.includes(text))) score += all;
    if (is || (covered && covered >= all / 3)) hits.push([is ? Infinity : (score * covered) / all / row.size ** 0.3, row]);
  });
  return hits.sort((a, b) => (a[0] === b[0] ? 0 : b[0] - a[0])).map(([, row]) => row);
}

/** Where the terms stand in a text: ranges that touch are one. */
function places(text, cut) {
  const all = cut.flatMap((term) => {
    const found = [];
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) found.push([at, at + term.length]);
    return found;
  }).sort((a, b) => a[0] - b[0]);
  const joined = [];
  for (const [start, end] of all) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** The words of a text with what was asked for marked. */
function marked(element, text, cut) {
  let at = 0;
  for (const [start, end] of places(folded(text), cut)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    element.append(text.slice(at, start), mark);
    at = end;
  }
  element.append(text.slice(at));
  return element;
}

/** The part of a text around the most that was found. */
function snippet(text, cut) {
  const ranges = places(folded(text), cut);
  const near = (range) => ranges.filter(([start]) => start >= range[0] && start < range[0] + 2 * AROUND)
    .reduce((sum, [start, end]) => sum + (end - start) ** 2, 0);
  const best = ranges.reduce((one, other) => (!one || near(other) > near(one) ? other : one), null);
  const from = Math.max(0, (best ? best[0] : 0) - AROUND / 2), to = Math.min(text.length, from + 2 * AROUND);
  return `${from ? "…" : ""}${text.slice(from, to).replace(/\s+/g, " ")}${to < text.length ? "…" : ""}`;
}

function element(tag, name) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return made;
}

function entry(row, cut) {
  const item = element("li"), link = element("a"), where = element("p", "where");
  link.href = body.root + row.address;
  marked(link, `${row.number} ${row.title}`.trim() || row.place, cut);
  where.textContent = globalThis.headings[row.path];
  item.append(link, where, marked(element("p"), snippet(row.text, cut), cut));
  return item;
}

async function show() {
  const asked = query.value.trim();
  found.hidden = !asked;
  if (!asked) return;
  await prepare();
  if (asked !== query.value.trim()) return; // somebody typed on meanwhile
  const hits = search(asked), cut = terms(folded(asked));
  count.textContent = hits.length ? count.dataset.found.replace("{count}", hits.length) : count.dataset.none;
  found.querySelector("ol").replaceChildren(...hits.slice(0, SHOWN).map((row) => entry(row, cut)));
}

/** On to where a clause stands now: from the contents of its book, and from a page that it has left. */
function follow() {
  const name = decodeURIComponent(location.hash.slice(1));
  const there = name && document.getElementById(name);
  const listed = there && there.closest("[data-entries] li");
  if (listed) location.replace(listed.querySelector("a").href);
  else if (name && !there && body.contents) location.replace(body.contents + location.hash);
}

function move(event) {
  const links = [...found.querySelectorAll("li a")];
  const at = links.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "/" && !/input|textarea|select/i.test(document.activeElement.tagName)) query.focus();
  else if (event.key === "Escape" && !found.hidden) { query.value = ""; found.hidden = true; query.focus(); }
  else if (step && links.length && (at >= 0 || document.activeElement === query)) (links[at + step] || query).focus();
  else return;
  event.preventDefault();
}

async function copy(event) {
  const link = event.target.closest && event.target.closest("a.permanent");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    document.getElementById("told").textContent = body.copied;
    link.textContent = "✓";
  } catch {
    location.href = link.href;
  }
}

const side = document.querySelector(".side details");
const wide = matchMedia("(min-width: 64rem)");
const unfold = () => { if (side) side.open = wide.matches; };
wide.addEventListener("change", unfold);
unfold();
query.closest("form").hidden = false;
query.closest("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const first = found.querySelector("li a");
  if (first && !found.hidden) first.focus();
});
query.addEventListener("input", show);
document.addEventListener("keydown", move);
document.addEventListener("click", copy);
addEventListener("hashchange", follow);
follow();
