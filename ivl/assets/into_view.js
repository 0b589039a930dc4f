/**
 * Brings the card that it stands in to the top of the page, marks it and gives it the focus.
 *
 * Figures take their height as they are drawn, and what stands above a card moves it: the card is
 * followed until the page has come to rest, or until the reader scrolls.
 *
 * Python registers it with isolate_styles=False and mounts it in the card, for one run.
 */

const PATIENCE_MS = 2500;
const READER_INPUT = ["wheel", "touchmove", "keydown", "pointerdown"];

const stops = new WeakMap(); // parentElement → what ends its following

/** Streamlit calls this on mounting and again, with the same element, when the theme changes. */
export default function bringIntoView({ parentElement }) {
  if (!stops.has(parentElement)) stops.set(parentElement, follow(parentElement));
  return stops.get(parentElement);
}

function follow(parentElement) {
  const card = parentElement.closest('[class*="st-key-card-"]');
  if (!card) return () => {};
  const page = card.closest('[data-testid="stMainBlockContainer"]') ?? card.parentElement;
  const show = () => card.scrollIntoView({ block: "start" });
  const moved = new ResizeObserver(show);
  const stop = () => {
    clearTimeout(timer);
    moved.disconnect();
    card.classList.remove("highlighted");
    READER_INPUT.forEach((input) => window.removeEventListener(input, stop, true));
  };
  const timer = setTimeout(stop, PATIENCE_MS);
  READER_INPUT.forEach((input) => window.addEventListener(input, stop, true));
  card.classList.add("highlighted");
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
  moved.observe(page);
  show();
  return stop;
}
