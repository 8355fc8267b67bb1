// The fingerprint of the box: the Merkle tree of RFC 6962 §2.1 over the sorted ballot hashes.

import { bytesToHex, concatBytes, equal, hexToBytes, sha256, u8 } from './hashing.js';

/** @import { Inclusion } from './types.js' */

/** @type {(hash: Uint8Array) => Uint8Array} */
const leaf = (hash) => sha256(concatBytes(u8(0), hash));
/** @type {(left: Uint8Array, right: Uint8Array) => Uint8Array} */
const node = (left, right) => sha256(concatBytes(u8(1), left, right));

/**
 * 32 bytes from ballot hashes in any order. Throws for a hash that occurs twice.
 * @param {Uint8Array[]} hashes
 */
export function root(hashes) {
  const ordered = hashes.map(bytesToHex).sort();
  if (new Set(ordered).size !== ordered.length) throw new RangeError('a ballot hash comes twice');
  if (!ordered.length) return sha256(new Uint8Array(0));
  let level = ordered.map((hex) => leaf(hexToBytes(hex)));
  while (level.length > 1) {
    level = level.flatMap((left, i) => {
      if (i % 2) return [];
      return [i + 1 < level.length ? node(left, level[i + 1]) : left];
    });
  }
  return level[0];
}

/**
 * Whether the path leads from the ballot hash to the expected root.
 * @param {Uint8Array} ballotHash
 * @param {Inclusion} inclusion
 * @param {Uint8Array} expected
 */
export function verifyInclusion(ballotHash, { index, size, path }, expected) {
  if (!Number.isInteger(index) || index < 0 || index >= size) return false;
  const siblings = [...path];
  let current = leaf(ballotHash);
  for (let position = index, last = size - 1; last > 0; position >>= 1, last >>= 1) {
    if ((position ^ 1) > last) continue;
    const sibling = siblings.shift();
    if (!sibling) return false;
    current = position & 1 ? node(sibling, current) : node(current, sibling);
  }
  return siblings.length === 0 && equal(current, expected);
}

/**
 * The same from the server's JSON.
 * @type {(json: Inclusion<string>) => Inclusion}
 */
export const inclusionFromJson = ({ index, size, path }) => ({ index, size, path: path.map(hexToBytes) });
