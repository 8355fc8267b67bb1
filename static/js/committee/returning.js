// Bringing the part of the key to this device: from the file or from the sheet.

import { recovery } from '../protocol/index.js';
import { FieldError, form, onPress, show } from './dom.js';
import { seedOf, sentence } from './keeping.js';

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

/** Uses the seed if it is the one of this ceremony; nothing is replaced before that is known. */
async function take(page, seed, place, field) {
  if (!page.fits(seed)) {
    throw new FieldError(field, gettext('This is not the part of the key you used in this ceremony.'));
  }
  await page.device.bringBack(seed, place);
  page.view.returning = false;
  await page.arrive(page.board); // at once usable: a press before the next look counts
  page.soon();
}

export function render(page, { why }) {
  for (const reason of ['lost', 'chosen', 'other']) show(`recover-${reason}`, why === reason);
  show('recover-back', why === 'chosen');
  const isBefore = page.board.round.state === 'sealed';
  show('recover-before', isBefore);
  show('recover-after', !isBefore);
}
