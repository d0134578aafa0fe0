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

let hiding = 0;

function tell(problem) {
  if (!problem) return;
  const toast = document.getElementById("problem");
  toast.textContent = problem;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.hidden = true; }, 8000);
}
