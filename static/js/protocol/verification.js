// Verification of a ballot in the browser, so that the counting team need not trust the server.

import {
  CIPHERTEXTS_BYTES,
  HEADER_BYTES,
  LEVELS,
  LINE_BYTES,
  MAGIC,
  MAX_LINES,
  PROOF_BYTES,
  SUM,
  ballotContext,
  challenge,
  makeHeader,
} from './ballot.js';
import { G, decodePoint, decodeScalar, littleEndian, mod, multiMul } from './group.js';
import { equal } from './hashing.js';
import { verify as verifySignature } from './signing.js';

/** @import { Election, ParsedBallot, ParsedLine, Point, Proof, Terms } from './types.js' */

/** Why a ballot does not count: `reason` as in docs/protocol.md §3.7, `line` and `level` from 0. */
export class InvalidBallot extends Error {
  /**
   * @param {string} reason
   * @param {number | null} line
   * @param {number | null} level
   */
  constructor(reason, line = null, level = null) {
    super(`${reason} line=${line} level=${level}`);
    this.reason = reason;
    this.line = line;
    this.level = level;
  }
}

/**
 * Throws InvalidBallot.
 * @param {Uint8Array} body
 * @returns {ParsedBallot}
 */
function parseBallot(body) {
  if (body.length < HEADER_BYTES) throw new InvalidBallot('length');
  if (!equal(body.subarray(0, 4), MAGIC) || body[70] !== LEVELS || body[71] !== 0) {
    throw new InvalidBallot('header');
  }
  const nLines = body[68] * 256 + body[69];
  if (nLines < 1 || nLines > MAX_LINES) throw new InvalidBallot('lines');
  if (body.length !== HEADER_BYTES + LINE_BYTES * nLines) throw new InvalidBallot('length');
  const lines = Array.from({ length: nLines }, (_, i) =>
    parseLine(body.subarray(HEADER_BYTES + LINE_BYTES * i, HEADER_BYTES + LINE_BYTES * (i + 1)), i),
  );
  return { body, electionId: body.subarray(4, 36), credential: body.subarray(36, 68), lines };
}

/**
 * @param {Uint8Array} raw
 * @param {number} line
 * @returns {ParsedLine}
 */
function parseLine(raw, line) {
  const ciphertexts = [0, 1, 2].map((level) => {
    const at = raw.subarray(64 * level, 64 * level + 64);
    const first = point(at.subarray(0, 32), line, level);
    if (first.is0()) throw new InvalidBallot('identity', line, level);
    return [first, point(at.subarray(32), line, level)];
  });
  const proofs = [0, 1, 2, SUM].map((part) => {
    const start = CIPHERTEXTS_BYTES + PROOF_BYTES * part;
    return parseProof(raw.subarray(start, start + PROOF_BYTES), line, part);
  });
  return { raw, ciphertexts, proofs };
}

/**
 * @param {Uint8Array} raw
 * @param {number} line
 * @param {number} level
 * @returns {Proof}
 */
function parseProof(raw, line, level) {
  const points = [0, 32, 64, 96].map((at) => point(raw.subarray(at, at + 32), line, level));
  try {
    const [c0, z0, z1] = [128, 160, 192].map((at) => decodeScalar(raw.subarray(at, at + 32)));
    return { points, c0, z0, z1, commitments: raw.subarray(0, 128) };
  } catch {
    throw new InvalidBallot('scalar', line, level);
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} line
 * @param {number} level
 */
function point(bytes, line, level) {
  try {
    return decodePoint(bytes);
  } catch {
    throw new InvalidBallot('point', line, level);
  }
}

/**
 * Check everything that makes a ballot count, except its token. Throws InvalidBallot.
 * @param {{ body: Uint8Array, signature: Uint8Array, election: Election }} ballot
 */
export function verifyBallot({ body, signature, election }) {
  const parsed = parseBallot(body);
  if (!equal(parsed.electionId, election.electionId)) throw new InvalidBallot('election');
  if (parsed.lines.length !== election.nLines) throw new InvalidBallot('lines');
  if (!verifySignature(parsed.credential, signature, 'ballot-signature', body)) {
    throw new InvalidBallot('signature');
  }
  verifyProofs(parsed, election);
  return parsed;
}

/**
 * @param {ParsedBallot} ballot
 * @param {Election} election
 */
function verifyProofs({ credential, lines }, election) {
  const prefix = [ballotContext(election, credential), makeHeader(election, credential), election.Y];
  const Y = decodePoint(election.Y);
  const all = lines.map((line, number) => lineTerms(line, lineChallenges(prefix, number, line)));
  if (combinationHolds(all, Y)) return;
  const bad = all.findIndex((terms) => !combinationHolds([terms], Y));
  const line = lines[bad];
  const challenges = lineChallenges(prefix, bad, line);
  for (let part = 0; part < SUM; part++) {
    if (!combinationHolds([lineTerms(line, challenges, [part])], Y)) {
      throw new InvalidBallot('proof', bad, part);
    }
  }
  throw new InvalidBallot('sum_proof', bad);
}

/**
 * @param {Uint8Array[]} prefix
 * @param {number} number
 * @param {ParsedLine} line
 */
function lineChallenges(prefix, number, line) {
  const pairs = line.raw.subarray(0, CIPHERTEXTS_BYTES);
  return line.proofs.map(({ c0, commitments }, part) => [
    c0,
    mod(challenge(prefix, number, part, pairs, commitments) - c0),
  ]);
}

const weight = () => littleEndian(crypto.getRandomValues(new Uint8Array(16)));

/**
 * Coefficients of G and Y and the other terms of the equations, each weighted at random.
 * @param {ParsedLine} line
 * @param {bigint[][]} challenges
 * @returns {Terms}
 */
function lineTerms(line, challenges, parts = [0, 1, 2, SUM]) {
  /** @type {Terms} */
  const terms = { g: 0n, y: 0n, points: [], scalars: [] };
  const pairs = line.ciphertexts.map(() => [0n, 0n]);
  for (const part of parts) {
    const { points, z0, z1 } = line.proofs[part];
    const [c0, c1] = challenges[part];
    const [e0, e1, e2, e3] = [weight(), weight(), weight(), weight()];
    terms.g += e0 * z0 + e2 * z1 + e3 * c1;
    terms.y += e1 * z0 + e3 * z1;
    for (const level of part === SUM ? [0, 1, 2] : [part]) {
      pairs[level][0] += e0 * c0 + e2 * c1;
      pairs[level][1] += e1 * c0 + e3 * c1;
    }
    terms.points.push(...points);
    terms.scalars.push(e0, e1, e2, e3);
  }
  terms.points.push(...line.ciphertexts.flat());
  terms.scalars.push(...pairs.flat());
  return terms;
}

/**
 * @param {Terms[]} all
 * @param {Point} Y
 */
function combinationHolds(all, Y) {
  const sum = (/** @type {'g' | 'y'} */ name) => all.reduce((total, terms) => total + terms[name], 0n);
  const points = all.flatMap((terms) => terms.points);
  const scalars = all.flatMap((terms) => terms.scalars);
  return multiMul([G, Y, ...points], [-sum('g'), -sum('y'), ...scalars]).is0();
}
