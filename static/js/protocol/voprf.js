// Blind tokens, RFC 9497 mode VOPRF (ristretto255-SHA512): the voter's side.

import { ristretto255_oprf } from '@noble/curves/ed25519.js';

import { equal } from './hashing.js';

const { voprf } = ristretto255_oprf;
const ONE = Uint8Array.from({ length: 32 }, (_, i) => Number(i === 0));

/**
 * {blind, blinded}: the first (32 bytes) stays secret, the second is sent.
 * @type {(credential: Uint8Array) => { blind: Uint8Array, blinded: Uint8Array }}
 */
export const blind = (credential) => voprf.blind(credential);

/**
 * The 64-byte token. Throws when the answer was not made with the token key of the manifest: a server that
 * marks a voter by using another key is caught here.
 * @param {Record<'credential' | 'blind' | 'blinded' | 'evaluated' | 'proof' | 'tokenKey', Uint8Array>} answer
 */
export function finalize({ credential, blind: blinding, blinded, evaluated, proof, tokenKey }) {
  return voprf.finalize(credential, blinding, evaluated, blinded, tokenKey, proof);
}

/**
 * Whether a token is genuine, once the secret of the token key is published.
 * @param {Uint8Array} secret
 * @param {Uint8Array} credential
 * @param {Uint8Array} token
 */
export function verifyToken(secret, credential, token) {
  // The library's types do not list this function.
  const expected = /** @type {any} */ (voprf).evaluate(secret, credential);
  return equal(expected, token);
}

/**
 * Whether the row of an issued ballot holds an answer of the token key. Returns false, and never throws, for bytes
 * from outside. The library verifies the proof before it unblinds, and nothing has to be unblinded here.
 * @param {Uint8Array} tokenKey
 * @param {Record<'blinded' | 'evaluated' | 'proof', Uint8Array>} row
 */
export function isAnswer(tokenKey, { blinded, evaluated, proof }) {
  try {
    return voprf.finalize(ONE, ONE, evaluated, blinded, tokenKey, proof).length === 64;
  } catch {
    return false;
  }
}
