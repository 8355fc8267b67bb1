// Verifies ballots in a worker and adds the valid ones, so that the counting team need not trust the server.
//
// in:  {type: 'begin', election: {electionId, Y, nLines}, tokenSecret: Uint8Array}     (no answer)
//      {type: 'check', frames: [Uint8Array]}       out: {type: 'checked', ballots: [{hash, credential, reason}]}
//      {type: 'issued', tokenKey, rows: [[blinded, evaluated, proof]] in hex}   out: {type: 'issued', bad}: a number
//      {type: 'sums'}                              out: {type: 'sums', sums: Uint8Array}
//      {type: 'open', electionId, sums, threshold, shares: {member: {data, shareKey, signingKey}}}
//                                                  out: {type: 'opened', counts} or {type: 'untrue', code, member}
// `hash` and `credential` are hex; `reason` is empty for a valid ballot, else the protocol's code.

import { LINE_BYTES, HEADER_BYTES, SIGNATURE_BYTES, ballotHash } from '../protocol/ballot.js';
import {
  OpeningError,
  SERVER,
  addBallot,
  combine,
  decodeSums,
  emptySums,
  encodeSums,
  verifyPartial,
} from '../protocol/decryption.js';
import { bytesToHex, hexToBytes } from '../protocol/hashing.js';
import { InvalidBallot, verifyBallot } from '../protocol/verification.js';
import { isAnswer, verifyToken } from '../protocol/voprf.js';

/** @import { Election } from '../protocol/types.js' */

/** @typedef {Record<'data' | 'shareKey' | 'signingKey', Uint8Array>} Share */

let election = /** @type {Election} */ (/** @type {unknown} */ (null));
let tokenSecret = new Uint8Array(0);
let sums = emptySums(0);

/** @param {Uint8Array} frame */
function check(frame) {
  const end = HEADER_BYTES + LINE_BYTES * (frame[68] * 256 + frame[69]);
  const body = frame.slice(0, end);
  const signature = frame.slice(end, end + SIGNATURE_BYTES);
  const token = frame.slice(end + SIGNATURE_BYTES + 1);
  const credential = body.slice(36, 68);
  const reason = reasonOf(body, signature, verifyToken(tokenSecret, credential, token));
  return { hash: bytesToHex(ballotHash(body, signature)), credential: bytesToHex(credential), reason };
}

/**
 * @param {Uint8Array} body
 * @param {Uint8Array} signature
 * @param {boolean} isIssued
 */
function reasonOf(body, signature, isIssued) {
  try {
    const ballot = verifyBallot({ body, signature, election });
    if (!isIssued) return 'token';
    addBallot(sums, ballot);
    return '';
  } catch (error) {
    if (error instanceof InvalidBallot) return error.reason;
    throw error;
  }
}

/**
 * @param {{ tokenKey: Uint8Array, rows: string[][] }} message
 */
function issued({ tokenKey, rows }) {
  const bad = rows.filter(
    ([blinded, evaluated, proof]) => !isGenuine(tokenKey, { blinded, evaluated, proof }),
  );
  return { type: 'issued', bad: bad.length };
}

/**
 * @param {Uint8Array} tokenKey
 * @param {Record<'blinded' | 'evaluated' | 'proof', string>} row
 */
function isGenuine(tokenKey, { blinded, evaluated, proof }) {
  try {
    const row = { blinded: hexToBytes(blinded), evaluated: hexToBytes(evaluated), proof: hexToBytes(proof) };
    return isAnswer(tokenKey, row);
  } catch {
    return false; // not hex
  }
}

/**
 * @param {{ electionId: Uint8Array, sums: Uint8Array, threshold: number, shares: Record<number, Share> }} question
 */
function open({ electionId, sums: bytes, threshold, shares }) {
  const opened = decodeSums(bytes);
  try {
    const points = Object.entries(shares).map(([member, { data, shareKey, signingKey }]) => [
      member,
      verifyPartial(data, { electionId, member: Number(member), shareKey, signingKey, sums: opened }),
    ]);
    const { [SERVER]: server, ...partials } = Object.fromEntries(points);
    return { type: 'opened', counts: combine({ partials, server, sums: opened, threshold }) };
  } catch (error) {
    if (error instanceof OpeningError) return { type: 'untrue', code: error.code, member: error.member };
    throw error;
  }
}

/** @type {Record<string, (message: any) => object | void>} */
const ANSWERS = {
  begin(message) {
    ({ election, tokenSecret } = message);
    sums = emptySums(election.nLines);
  },
  check: ({ frames }) => ({ type: 'checked', ballots: frames.map(check) }),
  issued,
  open,
  sums: () => ({ type: 'sums', sums: encodeSums(sums) }),
};

self.addEventListener('message', ({ data }) => {
  const answer = ANSWERS[data.type](data);
  if (answer) self.postMessage(answer);
});
