// The recovery sheet: the seed as fourteen groups and a QR code. It is drawn on this device and never sent.

import { element, one } from '../elements.js';
import { recovery } from '../protocol/index.js';
import { qr } from '../qr.js';
import { list, text } from './dom.js';

/** @import { Member } from './types.js' */

/** @type {(seed: Uint8Array) => string[]} */
export const wordsOf = (seed) => recovery.seedToWords(seed).split(' ');

/**
 * @param {Uint8Array} seed
 * @param {Member} me
 */
export function draw(seed, me) {
  const words = wordsOf(seed);
  text('sheet-member', `${me.name} (${interpolate(gettext('number %s'), [me.index])})`);
  list('sheet-words', () => groups(words));
  list('qr', () => [qr(words.join(' '), { border: 0 })]);
  one('#team').dataset.sheet = 'drawn';
}

/** @type {(words: string[]) => Node[]} */
export const groups = (words) =>
  words.map((word) => element('li', {}, element('code', { textContent: word })));

/** Remove everything about the seed from the page once it is not needed. */
export function clear() {
  for (const name of ['sheet-words', 'qr', 'words']) list(name, () => []);
  delete one('#team').dataset.sheet;
}
