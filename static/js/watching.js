// Pages that show how far the server is, and ask it again and again.

import { byId } from './elements.js';
import { within } from './waiting.js';

const TIMEOUT_MS = 20000;

/**
 * Return the server's answer at the address of a page's status.
 * @param {string} url
 */
export const ask = (url) => within(TIMEOUT_MS, fetch(url, { headers: { Accept: 'application/json' } }));

/**
 * Look at this interval while the page is visible; call `onLost` when the server does not answer.
 * @param {number} milliseconds
 * @param {() => Promise<void>} look
 * @param {() => void} onLost
 */
export function keepLooking(milliseconds, look, onLost) {
  const again = () => setTimeout(watch, milliseconds);
  async function watch() {
    if (document.visibilityState === 'visible') await look().catch(onLost);
    again();
  }
  again();
}

export const lostWords = () => gettext('The connection is lost; the numbers may be old. Trying again…');

/**
 * Show a number of `max` in the bar of this id, if the page has one.
 * @param {string} id
 * @param {number} value
 * @param {number} max
 */
export function showBar(id, value, max) {
  const bar = byId(id);
  if (!bar) return;
  bar.value = value;
  bar.max = max || 1;
  bar.closest('.progress').querySelector('[data-progress-text]').textContent = `${value}/${max}`;
}
