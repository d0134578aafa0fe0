// What stands in the inputs of a form, as the server reads it (bot/workspace/page/offering.py).

/** The answer in one element with `data-kind`. */
export function answerOf(element) {
  const { kind } = element.dataset;
  if (element.matches(".external")) return parsed(checkedIn(element), kind.startsWith("multi"));
  if (kind === "radio_buttons") return checkedIn(element)[0] ?? null;
  if (element.matches(".choices")) return checkedIn(element);
  if (kind === "datetimepicker") return element.value ? String(Math.floor(new Date(element.value).getTime() / 1000)) : null;
  return element.value || null;
}

function checkedIn(element) {
  return [...element.querySelectorAll("input:checked")].map((input) => input.value);
}

function parsed(values, isMany) {
  const options = values.map((value) => JSON.parse(value));
  return isMany ? options : options[0] ?? null;
}

/** The answers of all fields, by block id. */
export function answersIn(form) {
  const fields = [...form.querySelectorAll("[data-field]")];
  return Object.fromEntries(fields.map((field) => [field.dataset.block, answerOf(field.querySelector("[data-kind]"))]));
}

/** Show a sentence under each field that is not filled in as it should be, and go to the first. */
export function showErrors(form, errors) {
  const fields = [...form.querySelectorAll("[data-field]")];
  for (const field of fields) {
    const problem = errors[field.dataset.block] ?? "";
    field.querySelector(".error").textContent = problem;
    field.classList.toggle("is-wrong", problem !== "");
    for (const input of field.querySelectorAll("input, select, textarea")) input.setAttribute("aria-invalid", String(problem !== ""));
  }
  const first = fields.find((field) => errors[field.dataset.block]);
  first?.querySelector("input, select, textarea")?.focus();
  first?.querySelector(".error").scrollIntoView({ block: "nearest" });
}
