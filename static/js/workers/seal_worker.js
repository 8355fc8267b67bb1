// Seals the ballot in a worker. Whatever can be done before the voter presses the button is done while the voter
// reads: the tables at once, each line when it is marked.
//
// in:  {type: 'election', answer, expected}   out: {type: 'election', manifest} or {type: 'election', untrue: code}
//      {type: 'prepare', election: {electionId, Y, nLines}}     out: {type: 'prepared', credential}
//      {type: 'choose', line, choice}                           (no answer)
//      {type: 'seal', choices}   out: {type: 'sealed', body, signature, credential, credentialSecret, hash, code}
//      {type: 'check'}                    out: {type: 'checked', holds}: whether the sealed ballot's proofs hold
//      {type: 'renew'}                                          (no answer; the next ballot has a fresh seed)
//      {type: 'adopt', secret}            (no answer; seals for this credential: its blank ballot is kept)
//      {type: 'trial'}   out: {type: 'opened', seed, choices, credential, body, signature, hash, same},
//                              then 'prepared' with a new credential: that ballot is destroyed
//      {type: 'rebuild', election, seed, choices, credential, signature}   out: {type: 'rebuilt', body, hash, signed}
//      {type: 'forget'}                                         (no answer; wipes all secrets)
// A failure answers {type: 'failed', request, message}. An answer carries the `id` of its request.

import { assemble, ballotHash, prepare, rebuildBody, sealLine } from '../protocol/ballot.js';
import { checkElection } from '../protocol/election.js';
import { bytesToHex, equal } from '../protocol/hashing.js';
import { CeremonyError } from '../protocol/member.js';
import { shortCode } from '../protocol/receipt.js';
import { publicKey, verify } from '../protocol/signing.js';
import { verifyBallot } from '../protocol/verification.js';

/** @import { Choice, Election, Prepared, SealedBallot } from '../protocol/types.js' */

/** @typedef {{ choices: Choice[], ballot: SealedBallot, holds: boolean | null }} Sealed */

/**
 * @typedef {object} State
 * @property {Election} election
 * @property {Uint8Array} credentialSecret
 * @property {Prepared} prepared
 * @property {Uint8Array} seed
 * @property {Map<number, { choice: Choice, bytes: Uint8Array }>} lines
 * @property {Sealed | null} sealed
 */

let state = /** @type {State} */ (/** @type {unknown} */ (null));

const random = () => crypto.getRandomValues(new Uint8Array(32));

/**
 * Check the whole election here, because it takes up to half a second on a slow phone (docs/protocol.md §2.3).
 * @param {{ answer: Uint8Array, expected: Uint8Array }} message
 */
function confirmed({ answer, expected }) {
  try {
    return { type: 'election', manifest: checkElection(answer, expected).manifest };
  } catch (error) {
    if (!(error instanceof CeremonyError)) throw error;
    return { type: 'election', untrue: error.code };
  }
}

/**
 * @param {Election} election
 * @param {Uint8Array} [credentialSecret]
 */
function start(election, credentialSecret = random()) {
  forget();
  const prepared = prepare(election, publicKey(credentialSecret));
  state = { election, credentialSecret, prepared, seed: random(), lines: new Map(), sealed: null };
  return { type: 'prepared', credential: publicKey(credentialSecret) };
}

/**
 * A line that is already sealed for the same mark is kept; the bytes would be the same.
 * @param {number} line
 * @param {Choice} choice
 */
function sealedLine(line, choice) {
  const known = state.lines.get(line);
  if (known && known.choice === choice) return known.bytes;
  const bytes = sealLine(state.prepared, state.seed, line, choice);
  state.lines.set(line, { choice, bytes });
  return bytes;
}

/** @param {{ secret: Uint8Array }} message */
function adopt({ secret }) {
  if (!equal(secret, state.credentialSecret)) start(state.election, Uint8Array.from(secret));
}

/** Once a ballot of a seed has left this worker, no other ballot is sealed with it. */
function renewSeed() {
  state.seed.fill(0);
  state.seed = random();
  state.lines.clear();
  state.sealed = null;
}

/** @param {{ line: number, choice: Choice }} message */
function choose({ line, choice }) {
  if (state.sealed) renewSeed();
  sealedLine(line, choice);
}

/** @param {{ choices: Choice[] }} message */
function seal({ choices }) {
  if (choices.length !== state.election.nLines) throw new RangeError('one choice per line');
  const same = choices.every((choice, line) => choice === state.sealed?.choices[line]);
  if (state.sealed && !same) renewSeed();
  if (!state.sealed) {
    const lines = choices.map((choice, line) => sealedLine(line, choice));
    const ballot = assemble(state.prepared, lines, state.credentialSecret);
    state.sealed = { choices: [...choices], ballot, holds: null };
  }
  const { ballot } = state.sealed;
  const { credentialSecret } = state;
  return { type: 'sealed', ...ballot, credentialSecret, code: shortCode(ballot.hash) };
}

/** Find out before anything is sent whether this device seals correctly. */
function check() {
  const sealed = /** @type {Sealed} */ (state.sealed);
  sealed.holds ??= isValid(sealed.ballot);
  return { type: 'checked', holds: sealed.holds };
}

/** @param {SealedBallot} ballot */
function isValid({ body, signature }) {
  try {
    return Boolean(verifyBallot({ body, signature, election: state.election }));
  } catch {
    return false;
  }
}

/**
 * Reveal the seed of a trial ballot, rebuild the ballot byte by byte, and destroy ballot and credential.
 * @param {{ id: number }} message
 */
function trial({ id }) {
  const { election } = state;
  const { choices, ballot } = /** @type {Sealed} */ (state.sealed);
  const seed = Uint8Array.from(state.seed);
  const body = rebuildBody({ seed, choices, election, credential: ballot.credential });
  const same = bytesToHex(body) === bytesToHex(ballot.body);
  postMessage({ type: 'opened', ...ballot, seed, choices, body, same, id });
  return start(election);
}

/**
 * @param {{ election: Election, seed: Uint8Array, choices: Choice[], credential: Uint8Array, signature: Uint8Array }} message
 */
function rebuild({ election, seed, choices, credential, signature }) {
  const body = rebuildBody({ seed, choices, election, credential });
  const signed = verify(credential, signature, 'ballot-signature', body);
  return { type: 'rebuilt', body, hash: ballotHash(body, signature), signed };
}

function forget() {
  state?.seed.fill(0);
  state?.credentialSecret.fill(0);
  state = /** @type {State} */ (/** @type {unknown} */ (null));
}

/** @type {Record<string, (message: any) => object | void>} */
const HANDLERS = {
  election: confirmed,
  prepare: ({ election }) => start(election),
  adopt,
  choose,
  seal,
  check,
  renew: renewSeed,
  trial,
  rebuild,
  forget,
};
const isReady = () => state;
const isSealed = () => state?.sealed;
/** @type {Record<string, () => unknown>} */
const NEEDS = {
  adopt: isReady,
  choose: isReady,
  seal: isReady,
  check: isSealed,
  renew: isReady,
  trial: isSealed,
};

globalThis.onmessage = ({ data }) => {
  try {
    if (!Object.hasOwn(HANDLERS, data.type)) throw new TypeError('unknown request');
    if (NEEDS[data.type] && !NEEDS[data.type]()) throw new Error('not prepared');
    const answer = HANDLERS[data.type](data);
    if (answer) postMessage({ ...answer, id: data.id });
  } catch (error) {
    postMessage({ type: 'failed', request: data.type, message: error.message, id: data.id });
  }
};
