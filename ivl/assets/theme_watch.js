/**
 * Runs the app once more after the reader switches between light and dark.
 *
 * Charts take their colours in Python, from st.context.theme.type, and Streamlit does not run the
 * app when the theme changes: without this they would keep the old colours until the next click.
 *
 * Python mounts it with data = {drawn: the theme of this run, "light" or "dark"}
 * and isolate_styles=False.
 */

const asked = new WeakMap(); // parentElement → the theme for which a run has been asked

/** Streamlit calls this on mounting and again, with the same element, when data or theme change. */
export default function watchTheme({ data, parentElement, setTriggerValue }) {
  leaveNoGap(parentElement);
  const shown = getComputedStyle(parentElement).colorScheme;
  if (shown === data.drawn) {
    asked.delete(parentElement);
  } else if (asked.get(parentElement) !== shown) {
    // Once for each switch: should the two sides never agree, they do not go in circles.
    asked.set(parentElement, shown);
    setTriggerValue("switched", shown);
  }
}

/** Takes away the empty box that Streamlit draws around every component. */
function leaveNoGap(parentElement) {
  parentElement.innerHTML = `
    <style class="theme-watch">
      .stElementContainer:has(.theme-watch) { display: none; }
    </style>`;
}
