// Ed25519 over labelled fields, verified as strictly as libsodium does.

import { ed25519 } from '@noble/curves/ed25519.js';

import { framed } from './hashing.js';

/** @type {(secret: Uint8Array) => Uint8Array} */
export const publicKey = (secret) => ed25519.getPublicKey(secret);

/** @type {(secret: Uint8Array, label: string, ...fields: Uint8Array[]) => Uint8Array} */
export const sign = (secret, label, ...fields) => ed25519.sign(framed(label, fields), secret);

/**
 * @param {Uint8Array} key
 * @param {Uint8Array} signature
 * @param {string} label
 * @param {...Uint8Array} fields
 */
export function verify(key, signature, label, ...fields) {
  if (key.length !== 32 || signature.length !== 64) return false;
  try {
    const point = ed25519.Point.fromBytes(key, false);
    if (point.isSmallOrder()) return false;
    return ed25519.verify(signature, framed(label, fields), key, { zip215: false });
  } catch {
    return false;
  }
}
