// What a member's device makes in the key ceremony, all from one 32-byte seed
// (docs/protocol.md §7). A context is {configHash, attempt, n, t}.

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

/** `code` is stable; `member` names whose message it is (0 = server). */
export class CeremonyError extends Error {
  constructor(code, member = null) {
    super(`${code} member=${member}`);
    Object.assign(this, { code, member });
  }
}

/** [config hash, attempt, n and t]: part of every hash of the ceremony. */
export const contextFields = ({ configHash, attempt, n, t }) => [
  configHash,
  u32(attempt),
  concatBytes(u16(n), u16(t)),
];

/** The member's keys and polynomial; the same for the same seed and attempt. */
export function deriveMemberKeys(seed, context, index) {
  const bound = concatBytes(...contextFields(context), u16(index));
  const info = (name) => concatBytes(utf8ToBytes(name), bound);
  const signingSecret = hkdf(seed, info('member-signing'), 32);
  const [encryptionSecret] = hkdfScalars(seed, info('member-encryption'), 1);
  const coefficients = hkdfScalars(seed, info('member-polynomial'), context.t + 1);
  const nonce = coefficients.pop();
  return {
    index,
    signingSecret,
    signingPublic: publicKey(signingSecret),
    encryptionSecret,
    encryptionPublic: baseMul(encryptionSecret).toBytes(),
    coefficients,
    commitments: coefficients.map((c) => baseMul(c).toBytes()),
    nonce,
  };
}

/** Y_s as bytes; throws CeremonyError('server_share', 0). `share` is {key, proof} in hex. */
export function verifyServerShare(configHash, share) {
  try {
    const key = hexToBytes(share.key);
    decodePoint(key, { allowIdentity: false });
    if (knowsSecret('server-possession', key, hexToBytes(share.proof), configHash)) return key;
  } catch {
    // falls through to the refusal
  }
  throw new CeremonyError('server_share', 0);
}

/** Schnorr proof R ‖ z of knowing the secret of secret·G, over the statement. */
export function proveKnowledge(label, secret, nonce, ...statement) {
  const key = baseMul(secret).toBytes();
  const R = baseMul(nonce).toBytes();
  const c = hashToScalar(label, ...statement, key, R);
  return concatBytes(R, encodeScalar(mod(nonce + c * secret)));
}

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

/** What the hash of commit and the proof of reveal cover. */
export const publicValues = (context, index, signing, encryption, commitments) => [
  ...contextFields(context),
  u16(index),
  signing,
  encryption,
  ...commitments,
];

export const commitHash = (...values) => H('ceremony-commit', ...publicValues(...values));

/** The polynomial at x. */
export const evaluate = (coefficients, x) =>
  coefficients.reduceRight((value, coefficient) => mod(value * BigInt(x) + coefficient), 0n);

/** f(x)·G from the commitments to the coefficients (bytes). */
const evaluateCommitments = (commitments, x) =>
  commitments.reduceRight(
    (value, commitment) => publicMul(value, BigInt(x)).add(decodePoint(commitment)),
    IDENTITY,
  );

/** X_j = x_j·G (bytes) of member `index`, from every member's commitments. */
export const shareKey = (all, index) =>
  sumPoints(all.map((commitments) => evaluateCommitments(commitments, index))).toBytes();

/** The point both sides of a box know (bytes). */
export const sharedPoint = (secret, publicBytes) => secretMul(decodePoint(publicBytes), secret).toBytes();

function boxCipher(context, shared, sender, receiver) {
  const info = concatBytes(utf8ToBytes('share-box'), ...contextFields(context), u16(sender), u16(receiver));
  return chacha20poly1305(hkdf(shared, info, 32), new Uint8Array(12));
}

/** f(receiver) for its eyes only: 48 bytes. */
export function sealShare(keys, context, receiver, receiverKey) {
  const cipher = boxCipher(context, sharedPoint(keys.encryptionSecret, receiverKey), keys.index, receiver);
  return cipher.encrypt(encodeScalar(evaluate(keys.coefficients, receiver)));
}

/** The share in the box, agreeing with the sender's commitments; else 'share_wrong' names it. */
export function checkedShare(context, shared, sender, receiver, box, commitments) {
  let share;
  try {
    share = decodeScalar(boxCipher(context, shared, sender, receiver).decrypt(box));
  } catch {
    throw new CeremonyError('share_wrong', sender);
  }
  if (!baseMul(share).equals(evaluateCommitments(commitments, receiver))) {
    throw new CeremonyError('share_wrong', sender);
  }
  return share;
}
