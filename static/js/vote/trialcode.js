// An opened trial ballot as text (docs/protocol.md §3.6): fields of fixed length, then u16 lines and the marks, two
// bits each, filled with zeros to a multiple of five bytes.

import { BLANK, MAX_LINES } from '../protocol/ballot.js';
import { decode, encode } from '../protocol/base32.js';
import { concatBytes, equal, u16 } from '../protocol/hashing.js';

/** @import { Choice } from '../protocol/types.js' */
/** @import { Trial } from './types.js' */

const FIELDS = { election: 32, credential: 32, seed: 32, signature: 64, hash: 32 };
const NAMES = /** @type {(keyof typeof FIELDS)[]} */ (Object.keys(FIELDS));
const FIXED = 192 + 2;
const BITS = [6, 4, 2, 0];
/** @type {(lines: number) => number} */
const packed = (lines) => 5 * Math.ceil((FIXED + Math.ceil(lines / 4)) / 5);

/**
 * `choices` are 0, 1, 2 or null (left blank); the other fields are bytes.
 * @param {Trial} trial
 */
export function encodeTrial({ choices, ...fields }) {
  const data = new Uint8Array(packed(choices.length));
  data.set(concatBytes(...NAMES.map((name) => fields[name]), u16(choices.length)));
  choices.forEach((choice, line) => {
    data[FIXED + (line >> 2)] |= (choice ?? BLANK) << BITS[line & 3];
  });
  return encode(data, (data.length / 5) * 8);
}

/**
 * The fields again. Throws RangeError for text that no device writes.
 * @param {string} text
 * @returns {Trial}
 */
export function decodeTrial(text) {
  const data = decode(text);
  const lines = data.length < FIXED ? 0 : (data[FIXED - 2] << 8) | data[FIXED - 1];
  if (lines < 1 || lines > MAX_LINES || data.length !== packed(lines)) {
    throw new RangeError('not a trial ballot');
  }
  const trial = /** @type {Trial} */ ({ choices: marks(data, lines) });
  NAMES.reduce((from, name) => {
    trial[name] = data.slice(from, from + FIELDS[name]);
    return from + FIELDS[name];
  }, 0);
  if (!equal(decode(encodeTrial(trial)), data)) throw new RangeError('bytes after the marks');
  return trial;
}

/**
 * @param {Uint8Array} data
 * @param {number} lines
 * @returns {Choice[]}
 */
function marks(data, lines) {
  const all = Array.from({ length: lines }, (_, line) => (data[FIXED + (line >> 2)] >> BITS[line & 3]) & 3);
  return all.map((mark) => (mark === BLANK ? null : mark));
}
