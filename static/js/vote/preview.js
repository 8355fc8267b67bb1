// A paper over the ballot's page, page by page, from bytes that were compared with the frozen list.

import { byId, element } from '../elements.js';
import { showPages } from '../pdf_pages.js';

/**
 * Show the paper; false where the pages cannot be drawn.
 * @param {Uint8Array} bytes
 * @param {string} name
 */
export async function preview(bytes, name) {
  const drawing = byId('paper-drawing');
  if (!drawing) return false;
  const title = element('h2', { id: 'paper-title', lang: 'vi', textContent: name });
  const close = element('button', {
    type: 'button',
    className: 'button button--secondary',
    textContent: gettext('Close'),
  });
  const place = element('div', { className: 'paper' });
  const dialog = /** @type {HTMLDialogElement} */ (document.createElement('dialog'));
  dialog.className = 'dialog paper-dialog';
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.append(element('div', { className: 'actions' }, title, close), place);
  document.body.append(dialog);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
  try {
    await showPages(bytes, place, drawing.dataset);
    return true;
  } catch {
    dialog.close();
    return false;
  }
}
