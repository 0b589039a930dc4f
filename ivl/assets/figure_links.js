/**
 * Tells Python which link in a text was followed, so that it can turn to another page itself.
 *
 * A link with an address of its own would load the dashboard anew, as another session without the
 * uploaded patients. The links in question have an address "#to-3" that leads nowhere; this part
 * catches their clicks, of the mouse and of the keyboard, and sends the number.
 *
 * Python registers it with isolate_styles=False and mounts it in the container of the text.
 */

const ADDRESS = "#to-";
const listening = new WeakMap(); // container of the text → what to call with a number

/** Streamlit calls this on mounting and again, with the same element, after each change. */
export default function followLinks({ parentElement, setTriggerValue }) {
  leaveNoGap(parentElement);
  const text = parentElement.closest('[class*="st-key-card-"]');
  if (!listening.has(text)) text.addEventListener("click", (event) => follow(event, text), true);
  listening.set(text, (number) => setTriggerValue("followed", number));
}

function follow(event, text) {
  const link = event.target.closest(`a[href^="${ADDRESS}"]`);
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  listening.get(text)(Number(link.getAttribute("href").slice(ADDRESS.length)));
}

/** Takes away the empty box that Streamlit draws around every component. */
function leaveNoGap(parentElement) {
  if (parentElement.querySelector(".figure-links")) return;
  const style = document.createElement("style");
  style.className = "figure-links";
  style.textContent = ".stElementContainer:has(.figure-links) { display: none; }";
  parentElement.append(style);
}
