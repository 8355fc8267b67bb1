// The group ristretto255 (RFC 9496): points are noble's objects inside and 32 bytes at the
// edges, scalars are BigInt below L.

import { pippenger } from '@noble/curves/abstract/curve.js';
import { ristretto255 } from '@noble/curves/ed25519.js';
import { concatBytes } from '@noble/hashes/utils.js';

export const Point = ristretto255.Point;
// A copy: on its own base noble adds a blinding that doubles the cost; the walk through the
// table takes the same steps for every scalar either way.
export const G = Point.fromBytes(Point.BASE.toBytes());
const WINDOW = 7; // table 20 ms, sealing as fast as with 8
export const IDENTITY = Point.ZERO;
export const L = Point.Fn.ORDER;

export const mod = (value) => ((value % L) + L) % L;

export function littleEndian(bytes) {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
  return value;
}

export function encodeScalar(scalar) {
  const bytes = new Uint8Array(32);
  let rest = mod(scalar);
  for (let i = 0; i < 32; i++, rest >>= 8n) bytes[i] = Number(rest & 255n);
  return bytes;
}

/** Throws for another length and for scalars ≥ L. */
export function decodeScalar(bytes) {
  const scalar = littleEndian(bytes);
  if (bytes.length !== 32 || scalar >= L) throw new RangeError('not a canonical scalar');
  return scalar;
}

/** Throws for anything but the canonical encoding of a point. */
export function decodePoint(bytes, { allowIdentity = true } = {}) {
  const point = Point.fromBytes(bytes);
  if (!allowIdentity && point.is0()) throw new RangeError('the identity is refused here');
  return point;
}

export function randomScalar() {
  for (;;) {
    const wide = crypto.getRandomValues(new Uint8Array(64));
    const scalar = littleEndian(wide) % L;
    wide.fill(0);
    if (scalar) return scalar;
  }
}

/** scalar·G, from the table of the fixed base. */
export const baseMul = (scalar) => fixedMul(G, scalar);

/** scalar·point for a point whose table was prepared with `prepareTable`. */
export function fixedMul(point, scalar) {
  const reduced = mod(scalar);
  return reduced === 0n ? IDENTITY : point.multiply(reduced);
}

/** Scalar·point where both are public: faster, and its time depends on them. */
export const publicMul = (point, scalar) => point.multiplyUnsafe(mod(scalar));

/**
 * secret·point for a point somebody else chose: noble does not blind this case, so the secret
 * is split into two random summands.
 */
export function secretMul(point, secret) {
  const part = randomScalar();
  return fixedMul(point, part).add(fixedMul(point, mod(secret - part)));
}

/** Prepares the table of a fixed base; costs a tenth of a second, once. */
export function prepareTable(point) {
  point.precompute(WINDOW);
  point.multiply(3n);
  return point;
}

export const sumPoints = (points) => points.reduce((sum, point) => sum.add(point), IDENTITY);

/** Σ scalars[i]·points[i] for public values. */
export const multiMul = (points, scalars) => pippenger(Point, points, scalars.map(mod));

export { concatBytes };
