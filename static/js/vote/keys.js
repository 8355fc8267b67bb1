// The public keys of the election, once everything about them is checked.

import { hexToBytes } from '../protocol/hashing.js';
import { failure } from './failure.js';
import { isSamePaper } from './view.js';

/** @import { Keys, Requests, Sealer } from './types.js' */

/**
 * Read the keys. Throws the code 'untrue' when they are not those that the whole counting team has confirmed, and
 * 'paper' when the page shows a ballot (`isShown`) with other words than those that were frozen.
 * @param {Requests} api
 * @param {Sealer} sealer
 * @param {string} election
 * @param {{ nLines: number, isShown: boolean }} paper
 * @returns {Promise<Keys>}
 */
export async function readKeys(api, sealer, election, { nLines, isShown }) {
  const electionId = hexToBytes(election);
  const { manifest, untrue } = await sealer.election(await api.manifest(), electionId);
  if (untrue) throw failure('untrue');
  if (isShown && !isSamePaper(manifest.config)) throw failure('paper');
  return {
    electionId,
    Y: hexToBytes(manifest.keys.box),
    nLines,
    tokenKey: hexToBytes(manifest.token_keys[0]),
    receiptKey: hexToBytes(manifest.receipt_key),
  };
}
