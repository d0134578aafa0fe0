// Sends what a person does to the server, and shows the sentence that comes back when it did not go well.
import { viewer } from "./live.js";

/** Do an act; the server's answer. A problem is shown. */
export async function act(name, sent) {
  const body = JSON.stringify({ as: viewer(), ...sent });
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body };
  const answer = await fetch(`/page/acts/${name}`, request).then((one) => one.json()).catch(() => ({ ok: false }));
  tell(answer.problem);
  return answer;
}

/** Drop a file into a conversation, with words beside it or none; whether the server took it. */
export async function drop(file, channel, thread, text) {
  const where = new URLSearchParams({ as: viewer(), in: channel, thread, name: file.name, text });
  const request = { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file };
  const answer = await fetch(`/page/uploads?${where}`, request).catch(() => ({ ok: false }));
  if (!answer.ok) tell(document.getElementById("problem").dataset.dropped);
  return answer.ok;
}

let hiding = 0;

function tell(problem) {
  if (!problem) return;
  const toast = document.getElementById("problem");
  toast.textContent = problem;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.hidden = true; }, 8000);
}
