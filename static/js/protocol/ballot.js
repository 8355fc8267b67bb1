// One sealed ballot (docs/protocol.md §3). The same seed gives the same bytes as on the server.

import { G, L, baseMul, decodePoint, encodeScalar, fixedMul, mod, prepareTable } from './group.js';
import { H, concatBytes, hashToScalar, hkdfScalars, sha256, u16, u8, utf8ToBytes } from './hashing.js';
import { publicKey, sign } from './signing.js';

/** @import { Choice, Election, Point, Prepared, SealedBallot } from './types.js' */

export const LEVELS = 3;
export const SUM = 3;
export const BLANK = 3;
export const HEADER_BYTES = 72;
export const CIPHERTEXTS_BYTES = 192;
export const PROOF_BYTES = 224;
export const LINE_BYTES = 1088;
export const SIGNATURE_BYTES = 64;
export const MAX_LINES = 200;
export const MAGIC = utf8ToBytes('tn2b');

/**
 * The 72 bytes before the lines.
 * @param {Election} election
 * @param {Uint8Array} credential
 */
export function makeHeader(election, credential) {
  return concatBytes(MAGIC, election.electionId, credential, u16(election.nLines), u8(LEVELS), u8(0));
}

/**
 * What ties every ciphertext and proof to this election, key and credential.
 * @type {(election: Election, credential: Uint8Array) => Uint8Array}
 */
export const ballotContext = (election, credential) =>
  sha256(concatBytes(election.electionId, election.Y, credential));

/**
 * The hash by which a ballot is known everywhere.
 * @type {(body: Uint8Array, signature: Uint8Array) => Uint8Array}
 */
export const ballotHash = (body, signature) => H('ballot', body, signature);

/**
 * body ‖ signature ‖ one byte with the length of the token ‖ token: the request of …/cast.
 * @type {(body: Uint8Array, signature: Uint8Array, token?: Uint8Array) => Uint8Array}
 */
export const encodeFrame = (body, signature, token = new Uint8Array(0)) =>
  concatBytes(body, signature, u8(token.length), token);

/**
 * @param {Uint8Array[]} prefix
 * @param {number} line
 * @param {number} part
 * @param {Uint8Array} pairs
 * @param {Uint8Array} points
 */
export function challenge(prefix, line, part, pairs, points) {
  return hashToScalar('ballot-proof', ...prefix, concatBytes(u16(line), u8(part)), pairs, points);
}

/**
 * What sealing needs again and again. Building the table of Y is the slow part; it is done here, before the
 * voter has decided anything.
 * @param {Election} election
 * @param {Uint8Array} credential
 * @returns {Prepared}
 */
export function prepare(election, credential) {
  const Y = prepareTable(decodePoint(election.Y, { allowIdentity: false }));
  prepareTable(G);
  const header = makeHeader(election, credential);
  return { election, Y, header, prefix: [ballotContext(election, credential), header, election.Y] };
}

/**
 * The 1,088 bytes of one line.
 * @param {Prepared} prepared
 * @param {Uint8Array} seed
 * @param {number} line
 * @param {Choice} choice
 */
export function sealLine(prepared, seed, line, choice) {
  const mark = choice ?? BLANK;
  const info = concatBytes(utf8ToBytes('ballot-line'), u16(line), u8(mark));
  const stream = hkdfScalars(seed, info, LEVELS + 3 * (LEVELS + 1), prepared.prefix[0]);
  /** @type {[bigint, number][]} */
  const openings = [0, 1, 2].map((level) => [stream[level], level === mark ? 1 : 0]);
  const pairs = concatBytes(...openings.map(([r, m]) => encrypt(prepared.Y, r, m)));
  openings.push([mod(stream[0] + stream[1] + stream[2]), mark === BLANK ? 0 : 1]);
  const proofs = openings.map(([r, m], part) =>
    prove(prepared, line, part, pairs, r, m, stream.slice(3 * part + 3, 3 * part + 6)),
  );
  return concatBytes(pairs, ...proofs);
}

/**
 * @param {Point} Y
 * @param {bigint} r
 * @param {number} m
 */
function encrypt(Y, r, m) {
  const masked = fixedMul(Y, r);
  const marked = masked.add(G);
  return concatBytes(baseMul(r).toBytes(), (m ? marked : masked).toBytes());
}

/**
 * Prove branch m; simulate the other from a chosen challenge and answer.
 * @param {Prepared} prepared
 * @param {number} line
 * @param {number} part
 * @param {Uint8Array} pairs
 * @param {bigint} r
 * @param {number} m
 * @param {bigint[]} random
 */
function prove({ Y, prefix }, line, part, pairs, r, m, [w, cOther, zOther]) {
  const real = [baseMul(w), fixedMul(Y, w)];
  const u = mod(zOther - cOther * r);
  const shift = baseMul(m ? L - cOther : cOther);
  const other = [baseMul(u), fixedMul(Y, u).add(shift)];
  const commitments = m ? [...other, ...real] : [...real, ...other];
  const points = concatBytes(...commitments.map((point) => point.toBytes()));
  const cReal = challenge(prefix, line, part, pairs, points) - cOther;
  const zReal = w + cReal * r;
  const scalars = m ? [cOther, zOther, zReal] : [cReal, zReal, zOther];
  return concatBytes(points, ...scalars.map(encodeScalar));
}

/**
 * The signed ballot of lines that are already sealed.
 * @param {Prepared} prepared
 * @param {Uint8Array[]} lines
 * @param {Uint8Array} credentialSecret
 * @returns {SealedBallot}
 */
export function assemble(prepared, lines, credentialSecret) {
  const body = concatBytes(prepared.header, ...lines);
  const signature = sign(credentialSecret, 'ballot-signature', body);
  const credential = publicKey(credentialSecret);
  return { body, signature, credential, hash: ballotHash(body, signature) };
}

/**
 * The ballot of these choices; the same arguments give the same bytes. A seed (32 bytes) is used for one
 * ballot only.
 * @param {{ seed: Uint8Array, choices: Choice[], election: Election, credentialSecret: Uint8Array }} ballot
 */
export function sealBallot({ seed, choices, election, credentialSecret }) {
  const prepared = prepare(election, publicKey(credentialSecret));
  return assemble(prepared, sealLines(prepared, seed, choices), credentialSecret);
}

/**
 * The body from a revealed seed (docs/protocol.md §3.6). The secret of the credential is not needed.
 * @param {{ seed: Uint8Array, choices: Choice[], election: Election, credential: Uint8Array }} ballot
 */
export function rebuildBody({ seed, choices, election, credential }) {
  const prepared = prepare(election, credential);
  return concatBytes(prepared.header, ...sealLines(prepared, seed, choices));
}

/**
 * @param {Prepared} prepared
 * @param {Uint8Array} seed
 * @param {Choice[]} choices
 */
function sealLines(prepared, seed, choices) {
  if (choices.length !== prepared.election.nLines || seed.length !== 32) {
    throw new RangeError('one choice per line and a seed of 32 bytes');
  }
  return choices.map((choice, line) => sealLine(prepared, seed, line, choice));
}
