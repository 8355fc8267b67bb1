// The signed messages of a member in the key ceremony (docs/protocol.md §7.3).

import * as dleq from './dleq.js';
import { mod } from './group.js';
import { bytesToHex, canonicalJson, hexToBytes, u16 } from './hashing.js';
import {
  checkedShare,
  commitHash,
  contextFields,
  evaluate,
  lotHash,
  proveKnowledge,
  publicValues,
  sealShare,
  serverHash,
  sharedPoint,
  verifyServerShare,
} from './member.js';
import { sign } from './signing.js';

/** @import { ByMember, Context, Equality, Kind, MemberKeys, Message, Reveal, ServerShare, Shares } from './types.js' */

/**
 * @param {MemberKeys} keys
 * @param {Context} context
 * @param {Kind} type
 * @param {object} body
 * @returns {Message}
 */
function message(keys, context, type, body) {
  const unsigned = {
    attempt: context.attempt,
    body,
    config: bytesToHex(context.configHash),
    key: bytesToHex(keys.signingPublic),
    member: keys.index,
    type,
  };
  const signature = sign(keys.signingSecret, 'ceremony-message', canonicalJson(unsigned));
  return { ...unsigned, sig: bytesToHex(signature) };
}

/** @type {(keys: MemberKeys, context: Context) => Parameters<typeof publicValues>} */
const values = (keys, context) => [
  context,
  keys.index,
  keys.signingPublic,
  keys.encryptionPublic,
  keys.commitments,
];

/**
 * The hashes of the public values, of the lot and of the server's keys (docs/protocol.md §7.3).
 * @param {MemberKeys} keys
 * @param {Context} context
 * @param {ServerShare} server
 */
export function makeCommit(keys, context, server) {
  verifyServerShare(context.configHash, server);
  return message(keys, context, 'commit', {
    hash: bytesToHex(commitHash(...values(keys, context))),
    lot: bytesToHex(lotHash(context, keys.index, keys.lot)),
    server: bytesToHex(serverHash(context.configHash, server)),
  });
}

/**
 * The public values with a proof of knowledge, once all commits are in.
 * @param {MemberKeys} keys
 * @param {Context} context
 */
export function makeReveal(keys, context) {
  const statement = publicValues(...values(keys, context));
  const proof = proveKnowledge('member-possession', keys.coefficients[0], keys.nonce, ...statement);
  return message(keys, context, 'reveal', {
    encryption: bytesToHex(keys.encryptionPublic),
    coefficients: keys.commitments.map(bytesToHex),
    proof: bytesToHex(proof),
  });
}

/** @type {(context: Context) => number[]} */
export const members = ({ n }) => Array.from({ length: n }, (_, i) => i + 1);
/** @type {(reveal: Reveal) => Uint8Array} */
const encryptionKey = (reveal) => hexToBytes(reveal.body.encryption);
/** @type {(reveal: Reveal) => Uint8Array[]} */
export const commitmentsOf = (reveal) => reveal.body.coefficients.map(hexToBytes);

/**
 * One box for each other member.
 * @param {MemberKeys} keys
 * @param {Context} context
 * @param {ByMember<Reveal>} reveals
 */
export function makeShares(keys, context, reveals) {
  const others = members(context).filter((i) => i !== keys.index);
  const boxes = others.map((i) => [
    String(i),
    bytesToHex(sealShare(keys, context, i, encryptionKey(reveals[i]))),
  ]);
  return message(keys, context, 'shares', { boxes: Object.fromEntries(boxes) });
}

/**
 * @param {Context} context
 * @param {Uint8Array} shared
 * @param {number} sender
 * @param {number} receiver
 * @param {ByMember<Reveal>} reveals
 * @param {ByMember<Shares>} shares
 */
export function openBox(context, shared, sender, receiver, reveals, shares) {
  const box = hexToBytes(shares[sender].body.boxes[String(receiver)]);
  return checkedShare(context, shared, sender, receiver, box, commitmentsOf(reveals[sender]));
}

/**
 * x_j, the member's secret share. Throws CeremonyError('share_wrong') naming the sender.
 * @param {MemberKeys} keys
 * @param {Context} context
 * @param {ByMember<Reveal>} reveals
 * @param {ByMember<Shares>} shares
 */
export function openShares(keys, context, reveals, shares) {
  const received = members(context)
    .filter((i) => i !== keys.index)
    .map((sender) => {
      const shared = sharedPoint(keys.encryptionSecret, encryptionKey(reveals[sender]));
      return openBox(context, shared, sender, keys.index, reveals, shares);
    });
  return received.reduce((sum, share) => mod(sum + share), evaluate(keys.coefficients, keys.index));
}

/**
 * All shares agree with their commitments; `transcript` is the transcript hash. It opens the lot.
 * @type {(keys: MemberKeys, context: Context, transcript: Uint8Array) => Message}
 */
export const makeAccept = (keys, context, transcript) =>
  message(keys, context, 'accept', { lot: bytesToHex(keys.lot), transcript: bytesToHex(transcript) });

/**
 * The member saw the same election code as the others.
 * @type {(keys: MemberKeys, context: Context, transcript: Uint8Array, election: Uint8Array) => Message}
 */
export const makeConfirm = (keys, context, transcript, election) =>
  message(keys, context, 'confirm', {
    election: bytesToHex(election),
    transcript: bytesToHex(transcript),
  });

/**
 * Open the box of one sender to everybody, with a proof. The attempt ends with it.
 * @param {MemberKeys} keys
 * @param {Context} context
 * @param {ByMember<Reveal>} reveals
 * @param {number} against
 */
export function makeComplaint(keys, context, reveals, against) {
  const shared = sharedPoint(keys.encryptionSecret, encryptionKey(reveals[against]));
  const statement = complaintStatement(context, keys.index, against, reveals, shared);
  const proof = dleq.prove(statement, keys.encryptionSecret);
  return message(keys, context, 'complaint', {
    against,
    shared: bytesToHex(shared),
    proof: bytesToHex(proof),
  });
}

/**
 * @type {(context: Context, accuser: number, against: number, reveals: ByMember<Reveal>, shared: Uint8Array) => Equality}
 */
export const complaintStatement = (context, accuser, against, reveals, shared) => ({
  label: 'complaint',
  fields: [...contextFields(context), u16(accuser), u16(against)],
  key: encryptionKey(reveals[accuser]),
  base: encryptionKey(reveals[against]),
  image: shared,
});
