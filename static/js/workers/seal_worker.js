// Seals the ballot beside the page. Everything that can be done before the voter presses the
// button is done while the voter reads: tables at once, each line when it is marked.
//
// in:  {type: 'prepare', election: {electionId, Y, nLines}}     out: {type: 'prepared', credential}
//      {type: 'choose', line, choice}                           (no answer)
//      {type: 'seal', choices}            out: {type: 'sealed', body, signature, credential, hash, code}
//      {type: 'audit'}    out: {type: 'audited', seed, choices, credential, body, signature, hash, same},
//                              then 'prepared' with a new credential: that ballot is destroyed
//      {type: 'rebuild', election, seed, choices, credential, signature}   out: {type: 'rebuilt', body, hash, signed}
//      {type: 'forget'}                                         (no answer; wipes all secrets)
// A failure answers {type: 'failed', request, message}. `id` of a request comes back with its answer.

import { assemble, ballotHash, prepare, rebuildBody, sealLine } from '../protocol/ballot.js';
import { bytesToHex } from '../protocol/hashing.js';
import { shortCode } from '../protocol/receipt.js';
import { publicKey, verify } from '../protocol/signing.js';

let state = null;

const random = () => crypto.getRandomValues(new Uint8Array(32));

function start(election) {
  forget();
  const credentialSecret = random();
  const prepared = prepare(election, publicKey(credentialSecret));
  state = { election, credentialSecret, prepared, seed: random(), lines: new Map(), sealed: null };
  return { type: 'prepared', credential: publicKey(credentialSecret) };
}

/** A line already sealed for the same mark is kept; the same bytes would come out again. */
function sealedLine(line, choice) {
  const known = state.lines.get(line);
  if (known && known.choice === choice) return known.bytes;
  const bytes = sealLine(state.prepared, state.seed, line, choice);
  state.lines.set(line, { choice, bytes });
  return bytes;
}

/** What left this worker under a seed is never followed by another ballot under it. */
function renewSeed() {
  state.seed.fill(0);
  state.seed = random();
  state.lines.clear();
  state.sealed = null;
}

function choose({ line, choice }) {
  if (state.sealed) renewSeed();
  sealedLine(line, choice);
}

function seal({ choices }) {
  if (choices.length !== state.election.nLines) throw new RangeError('one choice per line');
  const same = state.sealed && choices.every((choice, line) => choice === state.sealed.choices[line]);
  if (state.sealed && !same) renewSeed();
  if (!state.sealed) {
    const lines = choices.map((choice, line) => sealedLine(line, choice));
    state.sealed = { choices: [...choices], ballot: assemble(state.prepared, lines, state.credentialSecret) };
  }
  const { ballot } = state.sealed;
  return { type: 'sealed', ...ballot, code: shortCode(ballot.hash) };
}

/** Kiểm tra thử: reveals the seed, rebuilds byte by byte, and destroys ballot and credential. */
function audit({ id }) {
  const {
    election,
    sealed: { choices, ballot },
  } = state;
  const seed = Uint8Array.from(state.seed);
  const body = rebuildBody({ seed, choices, election, credential: ballot.credential });
  const same = bytesToHex(body) === bytesToHex(ballot.body);
  postMessage({ type: 'audited', ...ballot, seed, choices, body, same, id });
  return start(election);
}

function rebuild({ election, seed, choices, credential, signature }) {
  const body = rebuildBody({ seed, choices, election, credential });
  const signed = verify(credential, signature, 'ballot-signature', body);
  return { type: 'rebuilt', body, hash: ballotHash(body, signature), signed };
}

function forget() {
  state?.seed.fill(0);
  state?.credentialSecret.fill(0);
  state = null;
}

const HANDLERS = { prepare: ({ election }) => start(election), choose, seal, audit, rebuild, forget };
const NEEDS = { choose: () => state, seal: () => state, audit: () => state?.sealed };

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
