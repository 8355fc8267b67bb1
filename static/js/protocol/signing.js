// Ed25519 over labelled fields, verified as strictly as docs/protocol.md §1.2 says.

import { ed25519 } from '@noble/curves/ed25519.js';

import { decodeScalar, littleEndian, mod } from './group.js';
import { bytesToHex, concatBytes, framed, sha512 } from './hashing.js';

/** @import { EdwardsPoint } from '@noble/curves/abstract/edwards.js' */

const { Point } = ed25519;
const REMEMBERED = 64;
/**
 * Keys of prime order: the check takes as long as a signature, and a ceremony repeats few keys.
 * @type {Map<string, EdwardsPoint>}
 */
const goodKeys = new Map();

/** @type {(secret: Uint8Array) => Uint8Array} */
export const publicKey = (secret) => ed25519.getPublicKey(secret);

/** @type {(secret: Uint8Array, label: string, ...fields: Uint8Array[]) => Uint8Array} */
export const sign = (secret, label, ...fields) => ed25519.sign(framed(label, fields), secret);

/**
 * The library's own check multiplies by the cofactor: it accepts signatures under keys of mixed order that other
 * programs refuse, so that one ballot could be good for some and bad for others.
 * @param {Uint8Array} key
 * @param {Uint8Array} signature
 * @param {string} label
 * @param {...Uint8Array} fields
 */
export function verify(key, signature, label, ...fields) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const nonce = signature.subarray(0, 32);
  try {
    const A = pointOfKey(key);
    const R = Point.fromBytes(nonce, false);
    const s = decodeScalar(signature.subarray(32));
    const k = mod(littleEndian(sha512(concatBytes(nonce, key, framed(label, fields)))));
    // A has prime order, so a nonce that fits has, too.
    return !R.is0() && Point.BASE.multiplyUnsafe(s).equals(R.add(A.multiplyUnsafe(k)));
  } catch {
    return false;
  }
}

/**
 * Throws unless the key is the canonical encoding of a point of prime order.
 * @param {Uint8Array} key
 */
function pointOfKey(key) {
  const name = bytesToHex(key);
  const known = goodKeys.get(name);
  if (known) return known;
  const point = Point.fromBytes(key, false);
  if (point.is0() || !point.isTorsionFree()) throw new RangeError('a key of small or mixed order');
  if (goodKeys.size >= REMEMBERED) goodKeys.clear();
  goodKeys.set(name, point);
  return point;
}
