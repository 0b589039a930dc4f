/**
 * Two buttons that save a figure as a picture: a PNG with 300 dots per inch, or an SVG.
 *
 * The picture is drawn in the reader's browser, by the plotly that st.plotly_chart put on the page
 * (window.Plotly), and saved from there. Nothing is fetched and nothing is sent anywhere.
 *
 * Python registers it with isolate_styles=False, as an open popover takes the buttons of a shadow
 * root out of the order of Tab, and mounts it with data = {
 *   figure: {data, layout},   // as plain JSON
 *   width, height,            // in CSS pixels, of which an inch has 96
 *   scale,                    // dots per CSS pixel in the PNG: 300 / 96 prints in the size seen
 *   filename_stem,            // without ".png"
 *   title, description,       // optional; they travel inside the file
 * }
 */

const DOTS_PER_INCH = 300;
const METRES_PER_INCH = 0.0254;
const PATIENCE_MS = 5000;
const CONTROL_CHARACTERS = /[^\P{Cc}\t\n]/gu; // all but tab and line break

const FORMATS = {
  png: { label: `PNG (${DOTS_PER_INCH} dpi)`, draw: drawPng },
  svg: { label: "SVG", draw: drawSvg },
};

const panels = new WeakMap(); // parentElement → the panel inside it

/** Streamlit calls this on mounting and again, with the same element, after each change of data. */
export default function showFigureFiles({ data, parentElement }) {
  if (!panels.has(parentElement)) panels.set(parentElement, createPanel(parentElement));
  const panel = panels.get(parentElement);
  panel.data = data;
  panel.message.textContent = "";
}

// ---------------------------------------------------------------------------------- the buttons

function createPanel(parentElement) {
  const panel = { data: null, busy: false, buttons: [], message: document.createElement("p") };
  panel.message.setAttribute("role", "alert");
  for (const [extension, format] of Object.entries(FORMATS)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = format.label;
    button.onclick = () => save(panel, button, extension);
    panel.buttons.push(button);
  }
  const style = document.createElement("style");
  style.textContent = STYLE;
  const root = document.createElement("div");
  root.className = "figure-files";
  root.append(style, ...panel.buttons, panel.message);
  parentElement.append(root);
  return panel;
}

async function save(panel, button, extension) {
  if (panel.busy) return;
  const { label, draw } = FORMATS[extension];
  panel.message.textContent = "";
  button.textContent = "Drawing …";
  setBusy(panel, true);
  try {
    await pause(30); // lets the browser show the busy buttons before the drawing occupies it
    const data = clean(panel.data);
    download(await draw(data), `${data.filename_stem}.${extension}`);
  } catch (error) {
    console.error(error);
    const reason = window.Plotly
      ? "the browser could not draw the figure"
      : "this page has not drawn a figure yet";
    panel.message.textContent =
      `The ${extension.toUpperCase()} could not be made: ${reason}. ` +
      "Try again, or download the HTML file instead.";
  } finally {
    button.textContent = label;
    setBusy(panel, false);
  }
}

function setBusy(panel, busy) {
  panel.busy = busy;
  // Not `disabled`, which would take the focus away from whoever uses the keyboard.
  for (const button of panel.buttons) button.setAttribute("aria-disabled", busy);
}

function download(file, filename) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = filename;
  link.click(); // outside the page on purpose: a click in its body would close an open popover
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// ---------------------------------------------------------------------------------- the drawing

async function drawPng(data) {
  const base64 = await draw(data, "png");
  const png = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return withMetadata(png, data);
}

async function drawSvg(data) {
  const svg = await draw(data, "svg");
  return withTitle(svg, data);
}

/** The picture without its "data:…" heading: a PNG in base64, an SVG as text. */
async function draw({ figure, width, height, scale }, format) {
  const plotly = await findPlotly();
  const dots = format === "png" ? scale : 1;
  return plotly.toImage(figure, { format, width, height, scale: dots, imageDataOnly: true });
}

/** A copy, as plotly writes into what it draws, without the control characters no SVG may hold. */
function clean(data) {
  return JSON.parse(JSON.stringify(data), (_, value) =>
    typeof value === "string" ? value.replace(CONTROL_CHARACTERS, "") : value,
  );
}

/** Plotly arrives with the first chart, some time after the page: a quick click has to wait. */
async function findPlotly() {
  for (let waited = 0; !window.Plotly && waited < PATIENCE_MS; waited += 100) await pause(100);
  if (!window.Plotly) throw new Error("window.Plotly is missing");
  return window.Plotly;
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// ------------------------------------------------------------------------- what travels in a file

/** An SVG that says what it shows: title and description become its first two elements. */
function withTitle(svg, { title = "", description = "" }) {
  const words = `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`;
  const named = svg.replace(/<svg\b[^>]*>/, (opening) => opening + words);
  return new Blob([named], { type: "image/svg+xml" });
}

function escapeXml(text) {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A PNG that knows its resolution, title and description. */
function withMetadata(png, { title = "", description = "" }) {
  const afterHeader = 33; // 8 bytes of signature and the 25 of IHDR, which always comes first
  return new Blob(
    [
      png.subarray(0, afterHeader),
      pngChunk("pHYs", resolution(DOTS_PER_INCH)),
      pngChunk("iTXt", textEntry("Title", title)),
      pngChunk("iTXt", textEntry("Description", description)),
      png.subarray(afterHeader),
    ],
    { type: "image/png" },
  );
}

/** Dots per metre across and down, and a 1 for "metre". */
function resolution(dotsPerInch) {
  const dotsPerMetre = Math.round(dotsPerInch / METRES_PER_INCH);
  const bytes = new DataView(new ArrayBuffer(9));
  bytes.setUint32(0, dotsPerMetre);
  bytes.setUint32(4, dotsPerMetre);
  bytes.setUint8(8, 1);
  return new Uint8Array(bytes.buffer);
}

/** Keyword and UTF-8 text; the zeros between them say: uncompressed, in no particular language. */
function textEntry(keyword, text) {
  return new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`);
}

/** Length, type, content, checksum (https://www.w3.org/TR/png-3/#5Chunk-layout). */
function pngChunk(type, content) {
  const chunk = new Uint8Array(content.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(content, 8);
  view.setUint32(content.length + 8, crc32(chunk.subarray(4, -4)));
  return chunk;
}

/** The checksum of PNG and ZIP (https://www.w3.org/TR/png-3/#D-CRCAppendix). */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

// ------------------------------------------------------------------------------------ the looks

// As Streamlit 1.67 draws st.download_button, measured in light and dark. The gap is that of
// st.container(gap="xsmall").
const STYLE = `
  .figure-files {
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
  }
  .figure-files button {
    min-height: 2.5rem;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--st-border-color);
    border-radius: var(--st-button-radius);
    background: color-mix(in srgb, var(--st-background-color), white 3%);
    color: inherit;
    font: inherit;
    font-size: 0.875rem;
    cursor: pointer;
    user-select: none;
  }
  .figure-files button:hover,
  .figure-files button:focus-visible {
    background: rgb(176 181 180 / 15%);
  }
  .figure-files button:active {
    background: rgb(176 181 180 / 25%);
  }
  .figure-files button:focus-visible {
    outline: none;
    box-shadow: 0 0 0 0.2rem color-mix(in srgb, var(--st-primary-color) 50%, transparent);
  }
  .figure-files button[aria-disabled="true"] {
    background: transparent;
    color: color-mix(in srgb, var(--st-text-color) 40%, transparent);
    cursor: progress;
  }
  .figure-files p {
    width: 0; /* with min-width: as wide as the buttons, never widening the popover itself */
    min-width: 100%;
    margin: 0;
    color: var(--st-red-text-color);
    font-size: 0.875rem;
    line-height: 1.5;
  }
  .figure-files p:empty {
    display: none;
  }
`;
