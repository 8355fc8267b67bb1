// From the sealed ballot to the receipt. Each step is stored before the next begins and can be repeated: the same
// request gets the same answer, and the same ballot the same receipt.

import { untilAnswered } from '../api.js';
import { encodeFrame } from '../protocol/ballot.js';
import { bytesToHex, hexToBytes } from '../protocol/hashing.js';
import { verifyReceipt } from '../protocol/receipt.js';
import { blind, finalize } from '../protocol/voprf.js';

/** @import { Receipt, SealedBallot } from '../protocol/types.js' */
/** @import { Blank, Issued, OwnBallot, Requests, Sealed, Spare, Way } from './types.js' */

const BAD_PROOFS = new Set(['proof', 'sum_proof']);

/** The token key of the answer is not the manifest's: the server tried to mark this voter. */
class WrongTokenKey extends Error {
  code = 'token';
}

/** The receipt is not signed with the receipt key of the manifest. */
class WrongReceipt extends Error {
  code = 'receipt';
}

/**
 * The ballot to send, sealed, with its blinded request. It is kept before anything is asked.
 * @param {OwnBallot} sealed
 * @returns {Sealed}
 */
export function pendingFrom(sealed) {
  const { blind: blinding, blinded } = blind(sealed.credential);
  const { body, signature, hash, credentialSecret: secret } = sealed;
  return {
    step: 'issue',
    body,
    signature,
    hash,
    credential: bytesToHex(sealed.credential),
    secret,
    blind: blinding,
    blinded,
  };
}

/**
 * Whether the box refused a ballot because this device sealed it badly; its blank ballot can be used again.
 * @param {{ code?: string, reason?: string }} error
 */
export const isBadlySealed = ({ code, reason = '' }) => code === 'invalid' && BAD_PROOFS.has(reason);

/**
 * What a refused ballot leaves: its blank ballot, for the ballot that is sealed next.
 * @param {Issued} ballot
 * @returns {Blank}
 */
export const blankFrom = ({ secret, token, blinded }) => ({ step: 'blank', secret, token, blinded });

/**
 * The ballot to send after another one was refused, with the same blank ballot.
 * @param {Blank} blank
 * @param {SealedBallot} sealed
 * @returns {Issued}
 */
export const filled = (blank, { body, signature, hash }) => ({
  ...blank,
  step: 'cast',
  body,
  signature,
  hash,
});

/**
 * Send the pending ballot; resolves with the receipt. `tell` is called before every try. Throws `Refusal`,
 * `WrongTokenKey` or `WrongReceipt`; a lost connection is waited out. A server that `isRestored` is asked for
 * the blank ballot again, since it may not know that it issued it.
 * @param {Way} way
 * @returns {Promise<Receipt>}
 */
export async function send(way) {
  const { api, keys, keeping, tell, isRestored } = way;
  const pending = /** @type {Sealed | Issued} */ (keeping.pending());
  const issue = () =>
    persist(
      () => api.issue(bytesToHex(pending.blinded)),
      (attempt) => tell({ step: 'issue', attempt }),
    );
  if (pending.step === 'cast') {
    if (isRestored) await issue();
    return cast(way, pending);
  }
  const answer = await issue();
  // Another tab may have sent the same ballot first.
  const receipt = keeping.receipt();
  if (receipt) return receipt;
  const issued = withToken(pending, answer, keys.tokenKey);
  keeping.keep(issued);
  return cast(way, issued);
}

/**
 * @param {Way} way
 * @param {Issued} ballot
 */
async function cast({ api, keys, keeping, tell }, { body, signature, hash, token, blinded }) {
  const frame = encodeFrame(body, signature, token);
  /** @type {Receipt} */
  const receipt = await persist(
    () => api.cast(frame),
    (attempt) => tell({ step: 'cast', attempt }),
  );
  if (!verifyReceipt(receipt, { ...keys, ballotHash: hash })) throw new WrongReceipt();
  keeping.finish(receipt, { body, signature, token, blinded });
  return receipt;
}

/**
 * Put back a ballot that a restored server has lost. It is issued first, by the same request: a voter who has
 * taken another ballot meanwhile gets no second one into the box.
 * @param {{ api: Requests, spare: Spare }} way
 */
export async function putBack({ api, spare: { body, signature, token, blinded } }) {
  await api.issue(bytesToHex(blinded));
  return api.cast(encodeFrame(body, signature, token));
}

/**
 * @param {Sealed} pending
 * @param {{ evaluated: string, proof: string }} answer
 * @param {Uint8Array} tokenKey
 * @returns {Issued}
 */
function withToken(
  { body, signature, hash, credential, secret, blind: blinding, blinded },
  answer,
  tokenKey,
) {
  try {
    const evaluated = hexToBytes(answer.evaluated);
    const proof = hexToBytes(answer.proof);
    const request = { credential: hexToBytes(credential), blind: blinding, blinded };
    const token = finalize({ ...request, evaluated, proof, tokenKey });
    // The blinding is dropped, because it would link the ballot to this voter's request.
    return { step: 'cast', body, signature, hash, secret, token, blinded };
  } catch {
    throw new WrongTokenKey();
  }
}

/**
 * Try until the server answers, telling the number of the attempt.
 * @template T
 * @param {() => Promise<T>} act
 * @param {(attempt: number) => void} tell
 * @returns {Promise<T>}
 */
function persist(act, tell) {
  tell(0);
  return untilAnswered(act, tell);
}

/**
 * Act in one tab at a time. Without locks (no TLS, storage blocked) the unique rows of the server decide.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} act
 * @returns {Promise<T>}
 */
export async function alone(name, act) {
  let hasBegun = false;
  const once = () => {
    hasBegun = true;
    return act();
  };
  try {
    return await navigator.locks.request(name, once);
  } catch (error) {
    if (hasBegun) throw error;
    return once();
  }
}
