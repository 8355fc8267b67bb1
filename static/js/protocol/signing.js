// Ed25519 over labelled fields; strict verification, as libsodium does it.

import { ed25519 } from '@noble/curves/ed25519.js';

import { framed } from './hashing.js';

export const publicKey = (secret) => ed25519.getPublicKey(secret);

export const sign = (secret, label, ...fields) => ed25519.sign(framed(label, fields), secret);

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
