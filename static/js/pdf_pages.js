// The pages of a PDF, drawn in the browser without a plug-in, from bytes that the caller has checked.

import { element } from './elements.js';

/**
 * What the pages are drawn with: the addresses of the library and of its worker.
 * @typedef {{ library: string, worker: string }} Drawing
 */

// Beside the bundles of the pages (script/build-static): decoders and fonts that a paper may need.
const FOLDER = new URL('pdfjs/', import.meta.url).href;
const SHARPEST = 2; // dots of the canvas for each of the page
const NEAR = '150% 0px'; // pages that are drawn before they come into sight
const WIDEST = 1000;

/**
 * A page as `pdfjs-dist` gives it; the library is loaded when a paper is opened.
 * @typedef {{ items: { str?: string, hasEOL?: boolean }[] }} PdfText
 * @typedef {object} PdfPage
 * @property {(how: { scale: number }) => { width: number, height: number }} getViewport
 * @property {(how: object) => { promise: Promise<void> }} render
 * @property {() => Promise<PdfText>} getTextContent
 * @property {() => void} cleanup
 */

/**
 * Draw every page into `place`, each when it comes near; return how many there are.
 * @param {Uint8Array} bytes
 * @param {HTMLElement} place
 * @param {Drawing} drawing
 */
export async function showPages(bytes, place, { library, worker }) {
  const { getDocument, GlobalWorkerOptions } = await import(library);
  GlobalWorkerOptions.workerSrc = worker;
  const loaded = getDocument({
    data: bytes.slice(), // the library takes the array over
    wasmUrl: `${FOLDER}wasm/`,
    standardFontDataUrl: `${FOLDER}standard_fonts/`,
    useWasm: false, // the content security policy allows no WebAssembly; the same decoders as scripts are slower
    enableXfa: false,
    stopAtErrors: false,
  });
  const pdf = await loaded.promise;
  const first = sizeOf(await pdf.getPage(1));
  const pages = Array.from({ length: pdf.numPages }, (_none, index) => sheet(index + 1, pdf.numPages, first));
  place.replaceChildren(...pages.map(({ figure }) => figure));
  watch(pages, (number) => pdf.getPage(number));
  return pdf.numPages;
}

/** @param {PdfPage} page */
const sizeOf = (page) => page.getViewport({ scale: 1 });

/**
 * @param {number} number
 * @param {number} total
 * @param {{ width: number, height: number }} size
 */
function sheet(number, total, size) {
  const label = interpolate(gettext('Page %s of %s'), [number, total]);
  const canvas = document.createElement('canvas');
  canvas.className = 'paper__page';
  canvas.setAttribute('aria-hidden', 'true');
  const text = element('div', { className: 'visually-hidden', lang: 'vi' });
  const caption = element('figcaption', { className: 'soft small', textContent: label });
  const figure = element('figure', { className: 'paper__sheet' }, caption, canvas, text);
  figure.dataset.number = String(number);
  const made = { number, figure, canvas, text, isDrawn: false };
  keepRoom(made.canvas, size);
  return made;
}

/**
 * Keep the room of a page that is not drawn, so that the others stay where they are.
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number }} size
 */
function keepRoom(canvas, { width, height }) {
  canvas.width = 1;
  canvas.height = Math.max(1, Math.round(height / width));
  canvas.style.aspectRatio = `${width} / ${height}`;
}

/**
 * Draw a page when it comes near, and let its memory go when it is far.
 * @param {ReturnType<typeof sheet>[]} pages
 * @param {(number: number) => Promise<PdfPage>} pageOf
 */
function watch(pages, pageOf) {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const found = pages[Number(/** @type {HTMLElement} */ (target).dataset.number) - 1];
        if (isIntersecting) draw(found, pageOf).catch(() => sayBroken(found));
        else letGo(found);
      }
    },
    { rootMargin: NEAR },
  );
  pages.forEach(({ figure }) => seen.observe(figure));
}

/**
 * @param {ReturnType<typeof sheet>} made
 * @param {(number: number) => Promise<PdfPage>} pageOf
 */
async function draw(made, pageOf) {
  if (made.isDrawn) return;
  made.isDrawn = true;
  const page = await pageOf(made.number);
  const size = sizeOf(page);
  keepRoom(made.canvas, size);
  const dots = Math.min(window.devicePixelRatio || 1, SHARPEST);
  const width = Math.min(made.figure.clientWidth || WIDEST, WIDEST) * dots;
  const viewport = page.getViewport({ scale: width / size.width });
  made.canvas.width = Math.round(viewport.width);
  made.canvas.height = Math.round(viewport.height);
  await page.render({ canvas: made.canvas, viewport }).promise;
  made.figure.dataset.drawn = '';
  made.text.textContent = words(await page.getTextContent());
}

/** @param {{ items: { str?: string, hasEOL?: boolean }[] }} content */
const words = ({ items }) => items.map(({ str = '', hasEOL }) => str + (hasEOL ? '\n' : '')).join('');

/** @param {ReturnType<typeof sheet>} made */
function letGo(made) {
  if (!made.isDrawn) return;
  made.isDrawn = false;
  delete made.figure.dataset.drawn;
  made.canvas.width = 1;
  made.canvas.height = 1;
}

/** @param {ReturnType<typeof sheet>} made */
function sayBroken(made) {
  made.text.className = 'small';
  made.text.textContent = gettext(
    'This page cannot be shown here. Save the file and open it with another program.',
  );
}
