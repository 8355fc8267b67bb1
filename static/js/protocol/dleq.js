// Proofs that two points were made with the same secret (Chaum–Pedersen; docs/protocol.md §9).

import {
  baseMul,
  decodePoint,
  decodeScalar,
  encodeScalar,
  mod,
  publicMul,
  randomScalar,
  secretMul,
} from './group.js';
import { concatBytes, hashToScalar, hkdfScalars, utf8ToBytes } from './hashing.js';

/** @import { Equality } from './types.js' */

export const PROOF_BYTES = 96;

/**
 * @param {Equality} statement
 * @param {Uint8Array} U
 * @param {Uint8Array} V
 */
function challenge({ label, fields, key, base, image }, U, V) {
  return hashToScalar(label, ...fields, key, base, image, U, V);
}

/**
 * U ‖ V ‖ z. The nonce depends on the secret, the statement and fresh randomness.
 * @param {Equality} statement
 * @param {bigint} secret
 */
export function prove(statement, secret) {
  const material = concatBytes(encodeScalar(secret), encodeScalar(randomScalar()));
  const info = concatBytes(utf8ToBytes('dleq-nonce'), statement.base, statement.image);
  const [nonce] = hkdfScalars(material, info, 1);
  material.fill(0);
  const U = baseMul(nonce).toBytes();
  const V = secretMul(decodePoint(statement.base), nonce).toBytes();
  return concatBytes(U, V, encodeScalar(mod(nonce + challenge(statement, U, V) * secret)));
}

/**
 * Whether the proof is valid. Returns false, and never throws, for bytes from outside.
 * @param {Equality} statement
 * @param {Uint8Array} proof
 */
export function holds(statement, proof) {
  if (proof.length !== PROOF_BYTES) return false;
  const [U, V] = [proof.subarray(0, 32), proof.subarray(32, 64)];
  try {
    const z = decodeScalar(proof.subarray(64));
    const c = challenge(statement, U, V);
    const [key, base, image] = [statement.key, statement.base, statement.image].map((p) => decodePoint(p));
    const first = baseMul(z).equals(decodePoint(U).add(publicMul(key, c)));
    return first && publicMul(base, z).equals(decodePoint(V).add(publicMul(image, c)));
  } catch {
    return false;
  }
}
