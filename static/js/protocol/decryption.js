// Adding the ballots and opening only the sums (docs/protocol.md §8).

import { LEVELS } from './ballot.js';
import * as dleq from './dleq.js';
import { G, IDENTITY, L, baseMul, decodePoint, mod, publicMul, secretMul, sumPoints } from './group.js';
import { H, concatBytes, equal, u16, u32, u8, utf8ToBytes } from './hashing.js';
import { sign, verify } from './signing.js';

/** @import { Equality, ParsedBallot, Point, Sums } from './types.js' */

export const SERVER = 0;
const SUMS_HEADER = 11;
const SHARE_HEADER = 72;
const ENTRY_BYTES = 32 + dleq.PROOF_BYTES;

/** `code` is stable; `member` names the member whose share is wrong (0 = server). */
export class OpeningError extends Error {
  /**
   * @param {string} code
   * @param {number | null} member
   */
  constructor(code, member = null) {
    super(`${code} member=${member}`);
    this.code = code;
    this.member = member;
  }
}

/** @type {(nLines: number) => Sums} */
export const emptySums = (nLines) => ({
  nBallots: 0,
  nLines,
  points: Array.from({ length: LEVELS * nLines }, () => [IDENTITY, IDENTITY]),
});

/**
 * Add one verified ballot to the sums, in place.
 * @param {Sums} sums
 * @param {ParsedBallot} parsed
 */
export function addBallot(sums, parsed) {
  if (parsed.lines.length !== sums.nLines) throw new OpeningError('lines');
  const pairs = parsed.lines.flatMap((line) => line.ciphertexts);
  sums.points = sums.points.map(([A, B], i) => [A.add(pairs[i][0]), B.add(pairs[i][1])]);
  sums.nBallots += 1;
  return sums;
}

/** @param {Sums} sums */
export function encodeSums({ nBallots, nLines, points }) {
  const header = [utf8ToBytes('tn2s'), u32(nBallots), u16(nLines), u8(LEVELS)];
  return concatBytes(...header, ...points.flat().map((point) => point.toBytes()));
}

/**
 * @param {Uint8Array} bytes
 * @returns {Sums}
 */
export function decodeSums(bytes) {
  const nLines = bytes[8] * 256 + bytes[9];
  const exact = bytes.length === SUMS_HEADER + 64 * LEVELS * nLines && bytes[10] === LEVELS;
  if (!exact || !equal(bytes.subarray(0, 4), utf8ToBytes('tn2s'))) throw new OpeningError('sums');
  const at = (/** @type {number} */ i) =>
    decodePoint(bytes.subarray(SUMS_HEADER + 32 * i, SUMS_HEADER + 32 * (i + 1)));
  const points = Array.from({ length: LEVELS * nLines }, (_, i) => [at(2 * i), at(2 * i + 1)]);
  return { nBallots: new DataView(bytes.buffer, bytes.byteOffset).getUint32(4), nLines, points };
}

/**
 * 32 bytes that name what is opened.
 * @type {(electionId: Uint8Array, sums: Sums) => Uint8Array}
 */
export const tallyHash = (electionId, sums) => H('tally', electionId, encodeSums(sums));

/**
 * A member gives a share for one tally of an election only: throws OpeningError('second_tally').
 * @param {Uint8Array | null} previous
 * @param {Uint8Array} current
 */
export function refuseSecondTally(previous, current) {
  if (previous && !equal(previous, current)) throw new OpeningError('second_tally');
}

/** @type {(electionId: Uint8Array, member: number, sums: Sums) => Uint8Array} */
const shareHeader = (electionId, member, sums) =>
  concatBytes(
    utf8ToBytes('tn2p'),
    u16(member),
    u16(LEVELS * sums.nLines),
    electionId,
    tallyHash(electionId, sums),
  );

/**
 * @param {Uint8Array} header
 * @param {Uint8Array} key
 * @param {Point[]} pair
 * @param {number} number
 * @param {Uint8Array} image
 * @returns {Equality}
 */
function statement(header, key, [A, B], number, image) {
  const position = concatBytes(u16(Math.floor(number / LEVELS)), u8(number % LEVELS));
  return { label: 'opening', fields: [header, position, B.toBytes()], key, base: A.toBytes(), image };
}

/**
 * The signed share of one member, as bytes for the board. `secret` is x_j.
 * @param {{ electionId: Uint8Array, member: number, secret: bigint, signingSecret: Uint8Array, sums: Sums }} share
 */
export function partialDecrypt({ electionId, member, secret, signingSecret, sums }) {
  const header = shareHeader(electionId, member, sums);
  const key = baseMul(secret).toBytes();
  const entries = sums.points.map((pair, number) => {
    const image = secretMul(pair[0], secret).toBytes();
    return concatBytes(image, dleq.prove(statement(header, key, pair, number, image), secret));
  });
  const body = concatBytes(header, ...entries);
  return concatBytes(body, sign(signingSecret, 'opening-share', body));
}

/**
 * The points D. Throws OpeningError naming the member.
 * @param {Uint8Array} data
 * @param {{ electionId: Uint8Array, member: number, shareKey: Uint8Array, signingKey: Uint8Array, sums: Sums }} known
 */
export function verifyPartial(data, { electionId, member, shareKey, signingKey, sums }) {
  const end = SHARE_HEADER + ENTRY_BYTES * LEVELS * sums.nLines;
  if (data.length !== end + 64) throw new OpeningError('share_length', member);
  const header = shareHeader(electionId, member, sums);
  if (!equal(data.subarray(0, SHARE_HEADER), header)) throw new OpeningError('share_header', member);
  if (!verify(signingKey, data.subarray(end), 'opening-share', data.subarray(0, end))) {
    throw new OpeningError('share_signature', member);
  }
  return sums.points.map((pair, number) => {
    const entry = data.subarray(
      SHARE_HEADER + ENTRY_BYTES * number,
      SHARE_HEADER + ENTRY_BYTES * (number + 1),
    );
    const image = entry.subarray(0, 32);
    if (!dleq.holds(statement(header, shareKey, pair, number, image), entry.subarray(32))) {
      throw new OpeningError('share_proof', member);
    }
    return decodePoint(image);
  });
}

/**
 * The weights that take the shares of these members to the value at zero.
 * @param {number[]} members
 */
function lagrange(members) {
  const weights = members.map((j) =>
    members
      .filter((i) => i !== j)
      .reduce((weight, i) => mod(weight * BigInt(i) * invert(mod(BigInt(i - j)))), 1n),
  );
  return new Map(members.map((j, at) => [j, weights[at]]));
}

/** @param {bigint} value */
function invert(value) {
  let [result, base, exponent] = [1n, value, L - 2n];
  for (; exponent; exponent >>= 1n, base = (base * base) % L) if (exponent & 1n) result = (result * base) % L;
  return result;
}

/**
 * [high, confidence, low] per line, from the verified points of the members and of the server.
 * @param {{ partials: Record<number, Point[]>, server: Point[], sums: Sums, threshold: number }} shares
 */
export function combine({ partials, server, sums, threshold }) {
  const members = Object.keys(partials)
    .map(Number)
    .sort((a, b) => a - b);
  if (members.length < threshold || members.includes(SERVER)) throw new OpeningError('too_few');
  const weights = [...lagrange(members.slice(0, threshold))];
  const find = logarithms(sums.nBallots);
  const counts = sums.points.map(([, B], number) => {
    const masks = weights.map(([j, weight]) => publicMul(partials[j][number], weight));
    return find(B.subtract(sumPoints([server[number], ...masks])));
  });
  return Array.from({ length: sums.nLines }, (_, line) =>
    counts.slice(LEVELS * line, LEVELS * line + LEVELS),
  );
}

/**
 * Find the m in 0 … largest with m·G = point.
 * @param {number} largest
 */
function logarithms(largest) {
  const step = Math.floor(Math.sqrt(largest)) + 1;
  const baby = new Map();
  let point = IDENTITY;
  for (let m = 0; m < step; m++, point = point.add(G)) baby.set(point.toHex(), m);
  const giant = point;
  return (/** @type {Point} */ target) => {
    for (let taken = 0, rest = target; taken <= step; taken++, rest = rest.subtract(giant)) {
      const m = taken * step + (baby.get(rest.toHex()) ?? largest + 1);
      if (m <= largest) return m;
    }
    throw new OpeningError('no_count');
  };
}
