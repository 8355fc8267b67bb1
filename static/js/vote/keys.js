// The public keys of the election, from its manifest.

import { bytesToHex, electionId, hexToBytes } from '../protocol/hashing.js';
import { isSamePaper } from './view.js';

/** @import { Keys, Requests } from './types.js' */

/**
 * Read the keys. Throws the code 'paper' when the page shows a ballot (`isShown`) with other words than those
 * that were frozen.
 * @param {Requests} api
 * @param {string} election
 * @param {{ nLines: number, isShown: boolean }} paper
 * @returns {Promise<Keys>}
 */
export async function readKeys(api, election, { nLines, isShown }) {
  const bytes = await api.manifest();
  const manifest = JSON.parse(new TextDecoder().decode(bytes));
  const isOurs = !isShown || (bytesToHex(electionId(bytes)) === election && isSamePaper(manifest.config));
  if (!isOurs) throw Object.assign(new Error(), { code: 'paper' });
  return {
    electionId: hexToBytes(election),
    Y: hexToBytes(manifest.keys.box),
    nLines,
    tokenKey: hexToBytes(manifest.token_key),
    receiptKey: hexToBytes(manifest.receipt_key),
  };
}
