// From the sealed ballot to the receipt. Each step is kept before the next begins and can be
// repeated without harm: the same request gets the same answer, the same ballot the same receipt.

import { encodeFrame } from '../protocol/ballot.js';
import { bytesToHex, hexToBytes } from '../protocol/hashing.js';
import { verifyReceipt } from '../protocol/receipt.js';
import { blind, finalize } from '../protocol/voprf.js';
import { NoAnswer } from '../api.js';
import { pause } from '../waiting.js';

const WAITS_MS = [1000, 2000, 4000, 8000, 15000];

/** The token key of the answer is not the manifest's: this voter would be marked. */
class WrongTokenKey extends Error {
  code = 'token';
}

/** The receipt is not signed by the receipt key of the manifest. */
class WrongReceipt extends Error {
  code = 'receipt';
}

/** The ballot to send: sealed, with its blinded request. Kept before anything is asked. */
export function pendingFrom(sealed) {
  const { blind: blinding, blinded } = blind(sealed.credential);
  const { body, signature, hash } = sealed;
  return {
    step: 'issue',
    body,
    signature,
    hash,
    credential: bytesToHex(sealed.credential),
    blind: blinding,
    blinded,
  };
}

/**
 * Send what is pending; resolves with the receipt. `tell({step, attempt})` is called before
 * every try. Throws `Refusal`, `WrongTokenKey` or `WrongReceipt`; a lost connection is waited out.
 * A server that `isRestored` is asked for the blank ballot again: it may not know that it issued it.
 */
export async function send({ api, keys, keeping, tell, isRestored = false }) {
  let pending = keeping.pending();
  if (isRestored && pending.step === 'cast') {
    await persist(
      () => api.issue(bytesToHex(pending.blinded)),
      (attempt) => tell({ step: 'issue', attempt }),
    );
  }
  if (pending.step === 'issue') {
    const answer = await persist(
      () => api.issue(bytesToHex(pending.blinded)),
      (attempt) => tell({ step: 'issue', attempt }),
    );
    // Another tab that sends the same ballot may have been first.
    if (keeping.receipt()) return keeping.receipt();
    pending = withToken(pending, answer, keys.tokenKey);
    keeping.keep(pending);
  }
  const frame = encodeFrame(pending.body, pending.signature, pending.token);
  const receipt = await persist(
    () => api.cast(frame),
    (attempt) => tell({ step: 'cast', attempt }),
  );
  const isGood = verifyReceipt(receipt, { ...keys, ballotHash: pending.hash });
  if (!isGood) throw new WrongReceipt();
  const { body, signature, token, blinded } = pending;
  keeping.finish(receipt, { body, signature, token, blinded });
  return receipt;
}

/**
 * Put a ballot back that a restored server has lost. It is issued first, by the same request: a
 * voter who meanwhile took another ballot gets no second one into the box.
 */
export async function putBack({ api, spare: { body, signature, token, blinded } }) {
  await api.issue(bytesToHex(blinded));
  return api.cast(encodeFrame(body, signature, token));
}

function withToken({ body, signature, hash, credential, blind: blinding, blinded }, answer, tokenKey) {
  try {
    const evaluated = hexToBytes(answer.evaluated);
    const proof = hexToBytes(answer.proof);
    const request = { credential: hexToBytes(credential), blind: blinding, blinded };
    const token = finalize({ ...request, evaluated, proof, tokenKey });
    // The blinding is not kept: with it, this device could tell which ballot was its own issue.
    return { step: 'cast', body, signature, hash, token, blinded };
  } catch {
    throw new WrongTokenKey();
  }
}

async function persist(act, tell) {
  for (let attempt = 0; ; attempt += 1) {
    tell(attempt);
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      tell(attempt + 1);
      await pause(WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)]);
    }
  }
}

/** One tab at a time; without locks (no TLS, storage blocked) the server's unique rows decide. */
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
