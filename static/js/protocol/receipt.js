// The signed statement that a ballot is in the box; it reveals no mark.

import { encode, grouped } from './base32.js';
import { equal, hexToBytes } from './hashing.js';
import { verify } from './signing.js';

/** @import { Receipt } from './types.js' */

/**
 * Three groups of four characters from the first 60 bits of the ballot hash.
 * @type {(ballotHash: Uint8Array) => string}
 */
export const shortCode = (ballotHash) => grouped(encode(ballotHash, 12), 4, '-');

/**
 * Whether the server with this receipt key signed that this ballot is in this box.
 * @param {Receipt} receipt
 * @param {Record<'receiptKey' | 'electionId' | 'ballotHash', Uint8Array>} expected
 */
export function verifyReceipt(receipt, { receiptKey, electionId, ballotHash }) {
  try {
    const texts = [receipt.election, receipt.ballot, receipt.signature];
    const [election, ballot, signature] = texts.map(hexToBytes);
    // Lower case only: otherwise one receipt could be written in several ways.
    if (texts.some((text) => text !== text.toLowerCase())) return false;
    if (!equal(election, electionId) || !equal(ballot, ballotHash)) return false;
    if (receipt.code !== shortCode(ballot)) return false;
    return verify(receiptKey, signature, 'receipt', election, ballot);
  } catch {
    return false;
  }
}
