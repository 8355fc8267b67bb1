// The group ristretto255 (RFC 9496). Points are objects of the library, and 32 bytes when encoded; scalars are
// BigInt below L.

import { pippenger } from '@noble/curves/abstract/curve.js';
import { ristretto255 } from '@noble/curves/ed25519.js';
import { concatBytes } from '@noble/hashes/utils.js';

/** @import { Point } from './types.js' */

const Curve = ristretto255.Point;
// A copy: the library blinds multiplications of its own base, which doubles their cost. Reading the table takes
// the same steps for every scalar with and without blinding.
export const G = Curve.fromBytes(Curve.BASE.toBytes());
const WINDOW = 7; // the table takes 20 ms, and sealing is as fast as with 8
export const IDENTITY = Curve.ZERO;
export const L = Curve.Fn.ORDER;

/** @type {(value: bigint) => bigint} */
export const mod = (value) => ((value % L) + L) % L;

/** @param {Uint8Array} bytes */
export function littleEndian(bytes) {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
  return value;
}

/** @param {bigint} scalar */
export function encodeScalar(scalar) {
  const bytes = new Uint8Array(32);
  let rest = mod(scalar);
  for (let i = 0; i < 32; i++, rest >>= 8n) bytes[i] = Number(rest & 255n);
  return bytes;
}

/**
 * Throws for another length and for scalars ≥ L.
 * @param {Uint8Array} bytes
 */
export function decodeScalar(bytes) {
  const scalar = littleEndian(bytes);
  if (bytes.length !== 32 || scalar >= L) throw new RangeError('not a canonical scalar');
  return scalar;
}

/**
 * Throws for anything but the canonical encoding of a point.
 * @param {Uint8Array} bytes
 */
export function decodePoint(bytes, { allowIdentity = true } = {}) {
  const point = Curve.fromBytes(bytes);
  if (!allowIdentity && point.is0()) throw new RangeError('the identity is not allowed');
  return point;
}

/** A scalar other than zero. */
export function randomScalar() {
  for (;;) {
    const wide = crypto.getRandomValues(new Uint8Array(64));
    const scalar = littleEndian(wide) % L;
    wide.fill(0);
    if (scalar) return scalar;
  }
}

/**
 * scalar·G, from the table of the fixed base.
 * @type {(scalar: bigint) => Point}
 */
export const baseMul = (scalar) => fixedMul(G, scalar);

/**
 * scalar·point for a point whose table was prepared with `prepareTable`.
 * @param {Point} point
 * @param {bigint} scalar
 */
export function fixedMul(point, scalar) {
  const reduced = mod(scalar);
  return reduced === 0n ? IDENTITY : point.multiply(reduced);
}

/**
 * scalar·point where both are public: faster, but the time it takes depends on them.
 * @type {(point: Point, scalar: bigint) => Point}
 */
export const publicMul = (point, scalar) => point.multiplyUnsafe(mod(scalar));

/**
 * secret·point for a point chosen by another party. The library does not blind this case, so the secret is
 * split into two random summands.
 * @param {Point} point
 * @param {bigint} secret
 */
export function secretMul(point, secret) {
  const part = randomScalar();
  return fixedMul(point, part).add(fixedMul(point, mod(secret - part)));
}

/**
 * Prepare the table of a fixed base. Takes a tenth of a second, once.
 * @param {Point} point
 */
export function prepareTable(point) {
  point.precompute(WINDOW);
  point.multiply(3n);
  return point;
}

/** @type {(points: Point[]) => Point} */
export const sumPoints = (points) => points.reduce((sum, point) => sum.add(point), IDENTITY);

/**
 * Σ scalars[i]·points[i] for public values.
 * @type {(points: Point[], scalars: bigint[]) => Point}
 */
export const multiMul = (points, scalars) => pippenger(/** @type {any} */ (Curve), points, scalars.map(mod));

export { concatBytes };
