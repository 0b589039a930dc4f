/**
 * Runs the app once more when the page shows another theme than the app last drew for.
 *
 * Charts take their colours in Python, from st.context.theme.type. Streamlit does not run the app
 * when the reader switches between light and dark; and where config.toml fixes the theme, the very
 * first run is told the theme of the browser. Both leave charts in the wrong colours till the next
 * click.
 *
 * Python registers it with isolate_styles=False and mounts it once a page, with
 * data = {drawn: the theme of this run, "light" or "dark"}.
 */

const asked = new WeakMap(); // parentElement → the theme for which a run has been asked

/** Streamlit calls this on mounting and again, with the same element, when data or theme change. */
export default function watchTheme({ data, parentElement, setTriggerValue }) {
  const shown = getComputedStyle(parentElement).colorScheme;
  if (shown === data.drawn) {
    asked.delete(parentElement);
  } else if (asked.get(parentElement) !== shown) {
    // Once for each switch: should the two sides never agree, they do not go in circles.
    asked.set(parentElement, shown);
    setTriggerValue("switched", shown);
  }
}
