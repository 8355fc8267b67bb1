// Hashes of labelled, length-prefixed fields, so that different inputs never give the same bytes.

import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

import { L, littleEndian } from './group.js';

export const VERSION = 'tn2';
const PREFIX = utf8ToBytes(`${VERSION}/`);

/** @type {(value: number) => Uint8Array} */
export const u8 = (value) => Uint8Array.of(value);
/** @type {(value: number) => Uint8Array} */
export const u16 = (value) => Uint8Array.of(value >> 8, value & 255);
/** @type {(value: number) => Uint8Array} */
export const u32 = (value) =>
  Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);

/**
 * "tn2/" and the label, then each field after its length in four bytes.
 * @param {string} label
 * @param {Uint8Array[]} fields
 */
export function framed(label, fields) {
  /** @type {Uint8Array[]} */
  const parts = [PREFIX, utf8ToBytes(label)];
  for (const field of fields) parts.push(u32(field.length), field);
  return concatBytes(...parts);
}

/**
 * SHA-256 of the framed fields.
 * @type {(label: string, ...fields: Uint8Array[]) => Uint8Array}
 */
export const H = (label, ...fields) => sha256(framed(label, fields));

/**
 * SHA-512 of the framed fields as a little-endian integer mod L.
 * @type {(label: string, ...fields: Uint8Array[]) => bigint}
 */
export const hashToScalar = (label, ...fields) => littleEndian(sha512(framed(label, fields))) % L;

/**
 * HKDF-SHA-512; `info` gets the prefix "tn2/".
 * @param {Uint8Array} seed
 * @param {Uint8Array} info
 * @param {number} length
 * @param {Uint8Array} [salt]
 */
export function hkdf(seed, info, length, salt = new Uint8Array(0)) {
  return nobleHkdf(sha512, seed, salt, concatBytes(PREFIX, info), length);
}

/**
 * Scalars, each from 64 bytes of the HKDF stream; the stream is wiped.
 * @param {Uint8Array} seed
 * @param {Uint8Array} info
 * @param {number} count
 * @param {Uint8Array} [salt]
 */
export function hkdfScalars(seed, info, count, salt) {
  const stream = hkdf(seed, info, 64 * count, salt);
  const scalars = Array.from(
    { length: count },
    (_, i) => littleEndian(stream.subarray(64 * i, 64 * i + 64)) % L,
  );
  stream.fill(0);
  return scalars;
}

/**
 * SHA-256 of "tn2/config" and the exact bytes, without framing.
 * @type {(bytes: Uint8Array) => Uint8Array}
 */
export const configHash = (bytes) => sha256(concatBytes(utf8ToBytes('tn2/config'), bytes));
/**
 * SHA-256 of "tn2/manifest" and the exact bytes, without framing.
 * @type {(bytes: Uint8Array) => Uint8Array}
 */
export const electionId = (bytes) => sha256(concatBytes(utf8ToBytes('tn2/manifest'), bytes));

/**
 * UTF-8 JSON with sorted keys and without spaces; integers, strings, booleans and null only.
 * @type {(value: any) => Uint8Array}
 */
export const canonicalJson = (value) => utf8ToBytes(canonicalText(value));

/**
 * @param {any} value
 * @returns {string}
 */
function canonicalText(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError('integers only');
    return JSON.stringify(value);
  }
  const keys = Object.keys(value).sort(byCodePoint);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key])}`).join(',')}}`;
}

/**
 * @param {string} left
 * @param {string} right
 */
function byCodePoint(left, right) {
  const a = Array.from(left, (c) => Number(c.codePointAt(0)));
  const b = Array.from(right, (c) => Number(c.codePointAt(0)));
  const different = a.findIndex((code, i) => code !== b[i]);
  if (different < 0) return a.length - b.length;
  return different < b.length ? a[different] - b[different] : 1;
}

/**
 * Whether the bytes are the same. Not in constant time: both are public.
 * @type {(a: Uint8Array, b: Uint8Array) => boolean}
 */
export const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

export { bytesToHex, concatBytes, hexToBytes, sha256, sha512, utf8ToBytes };
