// What a member's device makes in the key ceremony, all from one seed of 32 bytes (docs/protocol.md §7).

import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

import {
  IDENTITY,
  baseMul,
  decodePoint,
  decodeScalar,
  encodeScalar,
  mod,
  publicMul,
  secretMul,
  sumPoints,
} from './group.js';
import {
  H,
  bytesToHex,
  concatBytes,
  hashToScalar,
  hkdf,
  hkdfScalars,
  hexToBytes,
  u16,
  u32,
  utf8ToBytes,
} from './hashing.js';
import { publicKey } from './signing.js';

/** @import { Context, MemberKeys, Point, ServerShare } from './types.js' */

const SERVER_FIELDS = 'key,proof,receipt,tokens';
const TOKEN_KEYS = 1;
export const MAX_MEMBERS = 9;

/** `code` is stable; `member` names the sender of the message (0 = server). */
export class CeremonyError extends Error {
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

/**
 * Config hash, attempt, n and t: part of every hash of the ceremony.
 * @type {(context: Context) => Uint8Array[]}
 */
export const contextFields = ({ configHash, attempt, n, t }) => [
  configHash,
  u32(attempt),
  concatBytes(u16(n), u16(t)),
];

/**
 * The member's keys and polynomial; the same for the same seed and attempt.
 * @param {Uint8Array} seed
 * @param {Context} context
 * @param {number} index
 * @returns {MemberKeys}
 */
export function deriveMemberKeys(seed, context, index) {
  const bound = concatBytes(...contextFields(context), u16(index));
  const info = (/** @type {string} */ name) => concatBytes(utf8ToBytes(name), bound);
  const signingSecret = hkdf(seed, info('member-signing'), 32);
  const [encryptionSecret] = hkdfScalars(seed, info('member-encryption'), 1);
  const scalars = hkdfScalars(seed, info('member-polynomial'), context.t + 1);
  const coefficients = scalars.slice(0, context.t);
  return {
    index,
    signingSecret,
    signingPublic: publicKey(signingSecret),
    encryptionSecret,
    encryptionPublic: baseMul(encryptionSecret).toBytes(),
    coefficients,
    commitments: coefficients.map((c) => baseMul(c).toBytes()),
    nonce: scalars[context.t],
    lot: hkdf(seed, info('member-lot'), 32),
  };
}

/**
 * The bytes behind lower-case hex. Throws for another length or spelling.
 * @param {string} value
 * @param {number} length
 */
export function lowerHex(value, length) {
  const data = hexToBytes(value);
  if (data.length !== length || bytesToHex(data) !== value) throw new RangeError('lower-case hex expected');
  return data;
}

/**
 * Y_s, receipt key, token keys.
 * @type {(server: ServerShare) => Uint8Array[]}
 */
const publicKeys = ({ key, receipt, tokens }) =>
  [key, receipt, ...tokens].map((value) => lowerHex(value, 32));

/**
 * Y_s. Throws CeremonyError('server_share', 0), also for the server's other keys.
 * @param {Uint8Array} configHash
 * @param {ServerShare} server
 */
export function verifyServerShare(configHash, server) {
  try {
    const [key, , ...tokens] = publicKeys(server);
    const proof = lowerHex(server.proof, 64);
    for (const point of [key, ...tokens]) decodePoint(point, { allowIdentity: false });
    const isWhole = Object.keys(server).sort().join() === SERVER_FIELDS && tokens.length === TOKEN_KEYS;
    if (isWhole && knowsSecret('server-possession', key, proof, configHash)) return key;
  } catch {
    // refused below
  }
  throw new CeremonyError('server_share', 0);
}

/**
 * The hash of the server's keys that each commit names, so that none is chosen afterwards.
 * @type {(configHash: Uint8Array, server: ServerShare) => Uint8Array}
 */
export const serverHash = (configHash, server) => H('server-keys', configHash, ...publicKeys(server));

/**
 * The hash in commit that accept opens.
 * @type {(context: Context, index: number, lot: Uint8Array) => Uint8Array}
 */
export const lotHash = (context, index, lot) => H('ceremony-lot', ...contextFields(context), u16(index), lot);

/**
 * Schnorr proof R ‖ z that the sender knows the secret of secret·G, over the statement.
 * @param {string} label
 * @param {bigint} secret
 * @param {bigint} nonce
 * @param {...Uint8Array} statement
 */
export function proveKnowledge(label, secret, nonce, ...statement) {
  const key = baseMul(secret).toBytes();
  const R = baseMul(nonce).toBytes();
  const c = hashToScalar(label, ...statement, key, R);
  return concatBytes(R, encodeScalar(mod(nonce + c * secret)));
}

/**
 * @param {string} label
 * @param {Uint8Array} key
 * @param {Uint8Array} proof
 * @param {...Uint8Array} statement
 */
export function knowsSecret(label, key, proof, ...statement) {
  if (proof.length !== 64) return false;
  try {
    const R = proof.subarray(0, 32);
    const z = decodeScalar(proof.subarray(32));
    const c = hashToScalar(label, ...statement, key, R);
    return baseMul(z).equals(decodePoint(R).add(publicMul(decodePoint(key), c)));
  } catch {
    return false;
  }
}

/**
 * What the hash in commit and the proof in reveal cover.
 * @type {(context: Context, index: number, signing: Uint8Array, encryption: Uint8Array, commitments: Uint8Array[]) => Uint8Array[]}
 */
export const publicValues = (context, index, signing, encryption, commitments) => [
  ...contextFields(context),
  u16(index),
  signing,
  encryption,
  ...commitments,
];

/** @type {(...values: Parameters<typeof publicValues>) => Uint8Array} */
export const commitHash = (...values) => H('ceremony-commit', ...publicValues(...values));

/**
 * The polynomial at x.
 * @type {(coefficients: bigint[], x: number) => bigint}
 */
export const evaluate = (coefficients, x) =>
  coefficients.reduceRight((value, coefficient) => mod(value * BigInt(x) + coefficient), 0n);

/**
 * f(x)·G from the commitments to the coefficients.
 * @type {(commitments: Point[], x: number) => Point}
 */
const evaluateCommitments = (commitments, x) =>
  commitments.reduceRight((value, commitment) => publicMul(value, BigInt(x)).add(commitment), IDENTITY);

/**
 * X_j = x_j·G of member `index`, from the commitments of all members.
 * @type {(all: Point[][], index: number) => Uint8Array}
 */
export const shareKey = (all, index) =>
  sumPoints(all.map((commitments) => evaluateCommitments(commitments, index))).toBytes();

/**
 * The point that both sides of a box know.
 * @type {(secret: bigint, publicBytes: Uint8Array) => Uint8Array}
 */
export const sharedPoint = (secret, publicBytes) => secretMul(decodePoint(publicBytes), secret).toBytes();

/**
 * @param {Context} context
 * @param {Uint8Array} shared
 * @param {number} sender
 * @param {number} receiver
 */
function boxCipher(context, shared, sender, receiver) {
  const info = concatBytes(utf8ToBytes('share-box'), ...contextFields(context), u16(sender), u16(receiver));
  return chacha20poly1305(hkdf(shared, info, 32), new Uint8Array(12));
}

/**
 * f(receiver), encrypted for the receiver: 48 bytes.
 * @param {MemberKeys} keys
 * @param {Context} context
 * @param {number} receiver
 * @param {Uint8Array} receiverKey
 */
export function sealShare(keys, context, receiver, receiverKey) {
  const cipher = boxCipher(context, sharedPoint(keys.encryptionSecret, receiverKey), keys.index, receiver);
  return cipher.encrypt(encodeScalar(evaluate(keys.coefficients, receiver)));
}

/**
 * The share in the box. Throws CeremonyError('share_wrong') naming the sender when it does not agree with the
 * sender's commitments.
 * @param {Context} context
 * @param {Uint8Array} shared
 * @param {number} sender
 * @param {number} receiver
 * @param {Uint8Array} box
 * @param {Uint8Array[]} commitments
 */
export function checkedShare(context, shared, sender, receiver, box, commitments) {
  let share;
  try {
    share = decodeScalar(boxCipher(context, shared, sender, receiver).decrypt(box));
  } catch {
    throw new CeremonyError('share_wrong', sender);
  }
  const points = commitments.map((commitment) => decodePoint(commitment));
  if (!baseMul(share).equals(evaluateCommitments(points, receiver))) {
    throw new CeremonyError('share_wrong', sender);
  }
  return share;
}
