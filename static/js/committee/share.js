// Whether this device holds the member's part of the key. A member tries it before the box has to be opened, while the
// file and the sheet can still be fetched.

import { secretOf } from './actions.js';
import { Device } from './device.js';
import { onPress, show, text } from './dom.js';

/** @import { Page, Plan } from './types.js' */

/** Panels between locking and the last confirmation: the part of the key is still needed. */
const NEEDED = new Set(['locked', 'voting', 'counting', 'opening', 'minutes']);

/** @type {Record<'works' | 'page' | 'missing', () => string>} */
const SENTENCES = {
  works: () => gettext('Tried just now: this device can use your part of the key.'),
  page: () =>
    gettext(
      'Only this open page holds your part of the key: do not close it, and keep the key file or the recovery sheet at hand.',
    ),
  missing: () =>
    gettext(
      'This device cannot use your part of the key. Bring it back with the key file or the recovery sheet before the box is opened.',
    ),
};

/**
 * What a trial has shown: the browser keeps a part that works, only the open page holds one, or neither.
 * @param {{ keeps: () => boolean, holds: () => boolean }} device
 */
export function outcome({ keeps, holds }) {
  if (keeps()) return 'works';
  return holds() ? 'page' : 'missing';
}

/**
 * Whether a device opens the shares that were sent to it, as it must to open the box.
 * @param {Page} page
 * @param {Device} device
 */
function opens({ board }, device) {
  try {
    return Boolean(device.seed && secretOf(board, device).secret);
  } catch {
    return false;
  }
}

/** @param {Page} page */
export function setUp(page) {
  onPress(page, 'try-share', async () => {
    const stored = await Device.of(page.board, null);
    const found = outcome({ keeps: () => opens(page, stored), holds: () => opens(page, page.device) });
    text('share-tried', SENTENCES[found]());
  });
  onPress(page, 'bring-share', () => page.bringBack());
}

/**
 * @param {Page} page
 * @param {Plan} now
 */
export function render({ device }, { panel }) {
  show('share', NEEDED.has(panel));
  show('share-here', device.isUsable);
  show('share-missing', !device.isUsable);
}
