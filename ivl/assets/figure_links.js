/**
 * Tells Python which link in a text was followed, so that it can turn to another page itself.
 *
 * A link with an address of its own would load the dashboard anew, as another session without the
 * uploaded patients. The links in question have an address "#to-name-of-a-figure" that leads
 * nowhere; this part catches their clicks, of the mouse (also those that would open another tab)
 * and of the keyboard, and sends the name.
 *
 * Python registers it with isolate_styles=False and mounts it in the container of the text.
 */

const ADDRESS = "#to-";
const MAIN_AND_MIDDLE_BUTTON = [0, 1];
const CLICKS = ["click", "auxclick"];

const senders = new WeakMap(); // container of the text → what to call with a name

/** Streamlit calls this on mounting and again, with the same element, after each change. */
export default function followLinks({ parentElement, setTriggerValue }) {
  const text = parentElement.closest('[class*="st-key-card-"]');
  if (!text) return;
  if (!senders.has(text)) CLICKS.forEach((click) => text.addEventListener(click, follow, true));
  const send = (name) => setTriggerValue("followed", name);
  senders.set(text, send);
  return () => {
    if (senders.get(text) !== send) return; // it was called again since
    CLICKS.forEach((click) => text.removeEventListener(click, follow, true));
    senders.delete(text);
  };
}

function follow(event) {
  const link = event.target.closest(`a[href^="${ADDRESS}"]`);
  if (!link || !MAIN_AND_MIDDLE_BUTTON.includes(event.button)) return;
  event.preventDefault();
  event.stopPropagation();
  senders.get(event.currentTarget)(link.getAttribute("href").slice(ADDRESS.length));
}
