// Hashes with labelled, length-prefixed fields, so that no two inputs run into each other.

import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

import { L, littleEndian } from './group.js';

export const u8 = (value) => Uint8Array.of(value);
export const u16 = (value) => Uint8Array.of(value >> 8, value & 255);
export const u32 = (value) =>
  Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);

/** "tn1/" + label, then each field after its length in four bytes. */
export function framed(label, fields) {
  const parts = [utf8ToBytes(`tn1/${label}`)];
  for (const field of fields) parts.push(u32(field.length), field);
  return concatBytes(...parts);
}

/** SHA-256 of the framed fields. */
export const H = (label, ...fields) => sha256(framed(label, fields));

/** SHA-512 of the framed fields as a little-endian integer mod L. */
export const hashToScalar = (label, ...fields) => littleEndian(sha512(framed(label, fields))) % L;

/** HKDF-SHA-512; `info` (bytes) gets the prefix "tn1/". */
export function hkdf(seed, info, length, salt = new Uint8Array(0)) {
  return nobleHkdf(sha512, seed, salt, concatBytes(utf8ToBytes('tn1/'), info), length);
}

/** Scalars, each from 64 bytes of the HKDF stream; the stream is wiped. */
export function hkdfScalars(seed, info, count, salt) {
  const stream = hkdf(seed, info, 64 * count, salt);
  const scalars = Array.from(
    { length: count },
    (_, i) => littleEndian(stream.subarray(64 * i, 64 * i + 64)) % L,
  );
  stream.fill(0);
  return scalars;
}

/** SHA-256 of a prefix and exact bytes, without framing: "tn1/manifest", "tn1/config". */
export const configHash = (bytes) => sha256(concatBytes(utf8ToBytes('tn1/config'), bytes));
export const electionId = (bytes) => sha256(concatBytes(utf8ToBytes('tn1/manifest'), bytes));

/** UTF-8 JSON with keys sorted and no spaces; integers, strings, booleans, null only. */
export const canonicalJson = (value) => utf8ToBytes(canonicalText(value));

function canonicalText(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError('integers only');
    return JSON.stringify(value);
  }
  const keys = Object.keys(value).sort(byCodePoint);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key])}`).join(',')}}`;
}

function byCodePoint(left, right) {
  const a = Array.from(left, (c) => c.codePointAt(0));
  const b = Array.from(right, (c) => c.codePointAt(0));
  const different = a.findIndex((code, i) => code !== b[i]);
  if (different < 0) return a.length - b.length;
  return different < b.length ? a[different] - b[different] : 1;
}

/** Same bytes? Both are public here. */
export const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

export { bytesToHex, concatBytes, hexToBytes, sha256, utf8ToBytes };
