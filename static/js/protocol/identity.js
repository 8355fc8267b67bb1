// What identifies an election for people and in the QR code of the hall (docs/protocol.md §2.1).

import { decode, encode, grouped, normalise } from './base32.js';

const CODE_LETTERS = 16;
const LETTERS = 52;

/**
 * The election code that people read aloud and compare: four groups of four letters.
 * @type {(electionId: Uint8Array) => string}
 */
export const electionCode = (electionId) => grouped(encode(electionId, CODE_LETTERS), 4, '-');

/**
 * All 256 bits of the election id as 52 letters.
 * @type {(electionId: Uint8Array) => string}
 */
export const electionLetters = (electionId) => encode(electionId, LETTERS);

/**
 * The election id behind 52 letters. Throws RangeError for any other text.
 * @param {string} letters
 */
export function electionOf(letters) {
  const text = normalise(letters);
  const bytes = decode(`${text}0000`);
  if (text.length !== LETTERS || bytes.slice(32).some(Boolean)) throw new RangeError('not 52 letters');
  return bytes.slice(0, 32);
}
