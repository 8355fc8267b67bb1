// The whole box, counted again on this device: ballots issued, fingerprint, every proof, the sums.

import { NoAnswer } from '../api.js';
import { HEADER_BYTES, LINE_BYTES, SIGNATURE_BYTES } from '../protocol/ballot.js';
import { bytesToHex, concatBytes, electionId, hexToBytes, utf8ToBytes } from '../protocol/hashing.js';
import { decryption, group, merkle } from '../protocol/index.js';
import { get, stream } from './addresses.js';
import { Untrue } from './checked.js';
import { checkIssued } from './issued.js';
import { Pool, ask, start } from './pool.js';

/** @import { Sums } from '../protocol/types.js' */
/** @import { CheckedBallot, Config, Manifest, OwnCount, ToldSums } from './types.js' */

const AT_ONCE = 4;

/**
 * Yield the whole frames of the stream as they arrive.
 * @param {AsyncIterable<Uint8Array>} chunks
 */
async function* frames(chunks) {
  let rest = new Uint8Array(0);
  for await (const chunk of chunks) {
    rest = concatBytes(rest, chunk);
    for (let size = frameSize(rest); size && size <= rest.length; size = frameSize(rest)) {
      yield rest.slice(0, size);
      rest = rest.slice(size);
    }
  }
  if (rest.length) throw new NoAnswer('the box came incomplete');
}

/**
 * The length of the first frame, or 0 while its header is not complete.
 * @param {Uint8Array} bytes
 */
function frameSize(bytes) {
  if (bytes.length < HEADER_BYTES) return 0;
  const token = HEADER_BYTES + LINE_BYTES * (bytes[68] * 256 + bytes[69]) + SIGNATURE_BYTES;
  return bytes.length > token ? token + 1 + bytes[token] : 0;
}

/**
 * @param {Pool} pool
 * @param {{ total: number, chunks: AsyncIterable<Uint8Array> }} box
 * @param {(done: number, total: number) => void} onProgress
 */
async function checkAll(pool, { total, chunks }, onProgress) {
  const found = new Map();
  const credentials = new Set();
  /** @type {Promise<void>[]} */
  const running = [];
  /** @type {Error | null} */
  let failure = null;
  const take = (/** @type {{ ballots: CheckedBallot[] }} */ { ballots }) => {
    for (const { hash, credential, reason } of ballots) {
      if (credentials.has(credential)) failure = new Untrue('twice', 0);
      credentials.add(credential);
      found.set(hash, reason);
    }
    onProgress(found.size, total);
  };
  const hand = async (/** @type {Uint8Array[]} */ frames_) => {
    const worker = await pool.worker();
    if (failure) throw failure;
    const job = ask(worker, { type: 'check', frames: frames_ }).then(take);
    running.push(
      job
        .catch((error) => {
          failure = error;
        })
        .finally(() => pool.release(worker)),
    );
  };
  /** @type {Uint8Array[]} */
  const batch = [];
  for await (const frame of frames(chunks)) {
    batch.push(frame);
    if (batch.length === AT_ONCE) await hand(batch.splice(0));
  }
  if (batch.length) await hand(batch);
  await Promise.all(running);
  if (failure) throw failure;
  return found;
}

/**
 * Count the whole box. Throws Untrue('election' | 'tokens' | 'issued' | 'twice' | 'fingerprint' | 'proofs' | 'sums' |
 * 'too_few') when something does not hold. `onStep(name)` is called for each check that holds.
 * @param {Uint8Array} electionBytes
 * @param {{ onStep: (name: string) => void, onProgress: (done: number, total: number) => void }} calls
 * @returns {Promise<OwnCount>}
 */
export async function recount(electionBytes, { onStep, onProgress }) {
  const told = await get('sums');
  const manifest = manifestOf(told, electionBytes);
  const { config } = manifest;
  const election = {
    electionId: electionBytes,
    Y: hexToBytes(manifest.keys.box),
    nLines: config.lines.length,
  };
  const pool = new Pool({ election, tokenSecret: tokenSecretOf(told, manifest) });
  try {
    const issued = await checkIssued(pool, manifest, onProgress);
    onStep('issued');
    const found = await checkAll(pool, await stream('ballots'), onProgress);
    if (found.size > issued.rows) throw new Untrue('issued', 0);
    const fingerprint = requireFingerprint(found, told);
    onStep('fingerprint');
    requireSameVerdicts(found, told.aside);
    onStep('proofs');
    /** @returns {Promise<Sums>} */
    const sums = await requireSums(pool, told);
    onStep('sums');
    requireEnough(sums, config);
    const tallyHash = decryption.tallyHash(electionBytes, sums);
    const { nBallots: valid } = sums;
    return { sums, tallyHash, returned: found.size, valid, fingerprint, config, issued };
  } finally {
    pool.end();
  }
}

/**
 * The manifest that came with the sums. Throws Untrue unless it is that of the election.
 * @param {ToldSums} told
 * @param {Uint8Array} electionBytes
 * @returns {Manifest}
 */
function manifestOf({ manifest }, electionBytes) {
  const own = electionId(utf8ToBytes(manifest));
  if (bytesToHex(own) !== bytesToHex(electionBytes)) throw new Untrue('election', 0);
  return JSON.parse(manifest);
}

/**
 * The secret that every ballot's token is verified with. Throws Untrue unless it belongs to the token key of
 * the manifest.
 * @param {ToldSums} told
 * @param {Manifest} manifest
 */
function tokenSecretOf({ token_secret: secret }, { token_keys: [key] }) {
  const bytes = hexToBytes(secret);
  const own = group.baseMul(group.decodeScalar(bytes)).toHex();
  if (own !== key) throw new Untrue('tokens', 0);
  return bytes;
}

/**
 * @param {Map<string, string>} found
 * @param {ToldSums} told
 */
function requireFingerprint(found, { fingerprint, returned }) {
  const own = bytesToHex(merkle.root([...found.keys()].map(hexToBytes)));
  if (own !== fingerprint || found.size !== returned) throw new Untrue('fingerprint', 0);
  return own;
}

/**
 * @param {Map<string, string>} found
 * @param {Record<string, string>} aside
 */
function requireSameVerdicts(found, aside) {
  const own = [...found].filter(([, reason]) => reason).map(([hash]) => hash);
  const same = own.length === Object.keys(aside).length && own.every((hash) => hash in aside);
  if (!same) throw new Untrue('proofs', 0);
}

/**
 * @param {Pool} pool
 * @param {ToldSums} told
 */
async function requireSums(pool, told) {
  const own = await pool.sums();
  if (bytesToHex(decryption.encodeSums(own)) !== told.sums || own.nBallots !== told.valid) {
    throw new Untrue('sums', 0);
  }
  return own;
}

/**
 * Refuse a box with too few ballots: a consistent box of one ballot would reveal how one person voted.
 * @param {Sums} sums
 * @param {Config} config
 */
function requireEnough({ nBallots }, { min_ballots: fewest }) {
  if (nBallots < fewest) throw new Untrue('too_few', 0);
}

/**
 * The counts [high, confidence, low] per line to which the shares open the sums. Throws Untrue.
 * @param {Uint8Array} electionBytes
 * @param {Sums} sums
 * @param {ToldSums} told
 * @returns {Promise<number[][]>}
 */
export async function openedCounts(electionBytes, sums, told) {
  const { keys, receipt_key: receiptKey, config } = manifestOf(told, electionBytes);
  /** @type {(share: string, key: string, signing: string) => object} */
  const bytes = (share, key, signing) => ({
    data: hexToBytes(share),
    shareKey: hexToBytes(key),
    signingKey: hexToBytes(signing),
  });
  const given = keys.members.filter(({ index }) => told.shares[index]).slice(0, config.threshold);
  const shares = Object.fromEntries(
    given.map(({ index, share, signing }) => [index, bytes(told.shares[index], share, signing)]),
  );
  shares[decryption.SERVER] = bytes(told.shares[decryption.SERVER], keys.server, receiptKey);
  const worker = start();
  try {
    const question = {
      type: 'open',
      electionId: electionBytes,
      sums: decryption.encodeSums(sums),
      threshold: config.threshold,
      shares,
    };
    const answer = await ask(worker, question);
    if (answer.type === 'untrue') throw new Untrue(answer.code, answer.member);
    return answer.counts;
  } finally {
    worker.terminate();
  }
}
