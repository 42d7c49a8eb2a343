// Comfort at the correction form: how a field is read shows while one types. Without this script
// the form's button says the same.
const form = document.querySelector("form[data-live]");
let waiting;
let asked;

async function read() {
  const typed = new URLSearchParams(new FormData(form));
  typed.set("action", "check");
  asked?.abort();
  asked = new AbortController();
  // The form has a button of the name "action".
  const address = form.getAttribute("action");
  const answer = await fetch(address, { method: "POST", body: typed, signal: asked.signal });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const told of page.querySelectorAll("form[data-live] .told")) {
    const ours = document.getElementById(told.id);
    const [field, theirs] = [ours, told].map((place) => place.parentElement.querySelector("input"));
    if (ours.textContent !== told.textContent) {
      ours.replaceChildren(...told.childNodes);
    }
    for (const name of ["aria-describedby", "aria-invalid"]) {
      const value = theirs.getAttribute(name);
      if (value === null) field.removeAttribute(name);
      else field.setAttribute(name, value);
    }
  }
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  // Who is offline, or typing on, has the button.
  waiting = setTimeout(() => read().catch(() => {}), 300);
});
