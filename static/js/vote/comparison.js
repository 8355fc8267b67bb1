// Whether the election of this page is the one whose code the voter scanned in the hall: pure functions of what is
// known. pages/vote.js carries the answers out.

import { normalise } from '../protocol/base32.js';
import { bytesToHex } from '../protocol/hashing.js';
import { electionCode, electionOf } from '../protocol/identity.js';

/** @import { Act, Decision, Verdict } from './types.js' */

/** Acts with which the voter marks a ballot, or this device sends one. */
const VOTES = new Set(/** @type {Act[]} */ (['mark', 'paper', 'send', 'ask']));
const CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/u;
/** What leaves the decision to the voter, who sees the code of the page. */
const MAY_VOTE = new Set(/** @type {Verdict[]} */ (['same', 'by_eye', 'elsewhere']));
/** @type {Partial<Record<Verdict, string>>} */
const CODES = { different: 'election', unreadable: 'scan' };

/**
 * Compare all 256 bits. `scanned` is the text of the QR code, or null when the voter came without one; `known`
 * is the election id of the page in hex, "" before the box is locked. `isElsewhere` tells that a QR code led to
 * another address than this one.
 * @param {string | null} scanned
 * @param {string} known
 * @param {boolean} [isElsewhere]
 * @returns {Verdict}
 */
export function compare(scanned, known, isElsewhere = false) {
  if (scanned === null) return isElsewhere ? 'elsewhere' : 'by_eye';
  const election = readElection(scanned);
  if (election === null) return 'unreadable';
  if (!known) return 'not_locked';
  return election === known ? 'same' : 'different';
}

/**
 * The election id in hex behind 52 letters; null for any other text.
 * @param {string} letters
 */
function readElection(letters) {
  try {
    return bytesToHex(electionOf(letters));
  } catch {
    return null;
  }
}

/**
 * Compare the 16 letters that a person typed, as tolerantly as codes are read, with the code of an election.
 * @param {string} typed
 * @param {Uint8Array} election
 * @returns {'same' | 'different' | 'unreadable'}
 */
export function compareTyped(typed, election) {
  const letters = normalise(typed);
  if (!CODE.test(letters)) return 'unreadable';
  return letters === normalise(electionCode(election)) ? 'same' : 'different';
}

/**
 * Why nothing may be marked or sent, as the code of an ending; null when nothing is wrong so far.
 * @param {Verdict} verdict
 */
export const refusalOf = (verdict) => CODES[verdict] ?? null;

/**
 * The decision, or the end where it would mark or send a ballot in another election than the scanned one.
 * @param {Decision} decision
 * @param {Verdict} verdict
 * @returns {Decision}
 */
export function guard(decision, verdict) {
  if (MAY_VOTE.has(verdict) || !VOTES.has(decision.act)) return decision;
  return { act: 'end', code: refusalOf(verdict) ?? 'election' };
}
