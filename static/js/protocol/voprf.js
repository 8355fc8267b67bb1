// Blind tokens, RFC 9497 mode VOPRF (ristretto255-SHA512): the voter's side.

import { ristretto255_oprf } from '@noble/curves/ed25519.js';

const { voprf } = ristretto255_oprf;

/** {blind, blinded}: keep the first (32 bytes, secret), send the second. */
export const blind = (credential) => voprf.blind(credential);

/**
 * The 64-byte token. Throws when the answer was not made with the token key of the manifest:
 * a server that marked this voter with another key is caught here.
 */
export function finalize({ credential, blind: blinding, blinded, evaluated, proof, tokenKey }) {
  return voprf.finalize(credential, blinding, evaluated, blinded, tokenKey, proof);
}

/** Whether a token is good, once the token key's secret is published. */
export function verifyToken(secret, credential, token) {
  const expected = voprf.evaluate(secret, credential);
  return token.length === expected.length && expected.every((byte, i) => byte === token[i]);
}
