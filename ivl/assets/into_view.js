/**
 * Brings the card that it stands in to the top of the page, marks it and gives it the focus.
 *
 * Figures take their height as they are drawn, and what stands above a card moves it: the card is
 * followed until the page has come to rest, or until the reader scrolls.
 *
 * Python registers it with isolate_styles=False and mounts it in the card, for one run.
 */

const PATIENCE_MS = 2500;
const HANDS = ["wheel", "touchmove", "keydown", "pointerdown"];

/** Streamlit calls this on mounting. */
export default function bringIntoView({ parentElement }) {
  leaveNoGap(parentElement);
  const card = parentElement.closest('[class*="st-key-card-"]');
  const page = card.closest('[data-testid="stMainBlockContainer"]');
  const show = () => card.scrollIntoView({ block: "start" });
  const moved = new ResizeObserver(show);
  const stop = () => {
    moved.disconnect();
    card.classList.remove("sought");
    HANDS.forEach((hand) => window.removeEventListener(hand, stop, true));
  };
  card.classList.add("sought");
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
  moved.observe(page);
  show();
  HANDS.forEach((hand) => window.addEventListener(hand, stop, true));
  setTimeout(stop, PATIENCE_MS);
}

/** Takes away the empty box that Streamlit draws around every component. */
function leaveNoGap(parentElement) {
  const style = document.createElement("style");
  style.className = "into-view";
  style.textContent = ".stElementContainer:has(.into-view) { display: none; }";
  parentElement.append(style);
}
