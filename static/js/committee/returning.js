// Bringing the member's part of the key back to this device, from the file or from the sheet.

import { recovery } from '../protocol/index.js';
import { FieldError, form, onPress, show } from './dom.js';
import { seedOf, sentence } from './keeping.js';
import { isBefore } from './plan.js';

/** @import { Page, Plan } from './types.js' */

/** @param {Page} page */
export function setUp(page) {
  form(page, 'from-file', async (values, node) => {
    const { seed, of } = await seedOf(values);
    const { ceremony } = page.board;
    if (of.config && of.config !== ceremony.config) {
      throw new FieldError('file', gettext('This key file belongs to another round.'));
    }
    if (of.member && of.member !== page.board.me.index) {
      throw new FieldError('file', gettext('This key file belongs to another member.'));
    }
    await take(page, seed, 'file', 'file');
    node.reset();
  });
  form(page, 'from-words', async ({ words }, node) => {
    let seed;
    try {
      seed = recovery.wordsToSeed(words);
    } catch (error) {
      if (!error.code) throw error;
      throw new FieldError('words', sentence(error));
    }
    await take(page, seed, 'sheet', 'words');
    node.reset();
  });
  onPress(page, 'back', () => {
    page.view.returning = false;
    page.render();
  });
}

/**
 * Use the seed if it is the one of this ceremony. Nothing is replaced before that is known.
 * @param {Page} page
 * @param {Uint8Array} seed
 * @param {'file' | 'sheet'} place
 * @param {string} field
 */
async function take(page, seed, place, field) {
  if (!page.fits(seed)) {
    throw new FieldError(field, gettext('This is not the part of the key you used in this ceremony.'));
  }
  await page.device.bringBack(seed, place);
  page.view.returning = false;
  await page.arrive(page.board); // usable at once, before the next look
  page.soon();
}

/**
 * @param {Page} page
 * @param {Plan} now
 */
export function render(page, { why }) {
  for (const reason of ['lost', 'chosen', 'other']) show(`recover-${reason}`, why === reason);
  show('recover-back', why === 'chosen');
  const isEarly = isBefore(page.board);
  show('recover-before', isEarly);
  show('recover-after', !isEarly);
}
