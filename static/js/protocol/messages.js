// The signed messages of the key ceremony, as a member's device makes them.

import * as dleq from './dleq.js';
import { mod } from './group.js';
import { bytesToHex, canonicalJson, hexToBytes, u16 } from './hashing.js';
import {
  checkedShare,
  commitHash,
  contextFields,
  evaluate,
  proveKnowledge,
  publicValues,
  sealShare,
  sharedPoint,
  verifyServerShare,
} from './member.js';
import { sign } from './signing.js';

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

const values = (keys, context) => [
  context,
  keys.index,
  keys.signingPublic,
  keys.encryptionPublic,
  keys.commitments,
];

/** Step b: the hash of the public values; `server` is {key, proof} in hex. */
export function makeCommit(keys, context, server) {
  verifyServerShare(context.configHash, server);
  return message(keys, context, 'commit', {
    hash: bytesToHex(commitHash(...values(keys, context))),
    server: server.key,
  });
}

/** Step b, once all commits are in: the values, with proof of knowledge. */
export function makeReveal(keys, context) {
  const statement = publicValues(...values(keys, context));
  const proof = proveKnowledge('member-possession', keys.coefficients[0], keys.nonce, ...statement);
  return message(keys, context, 'reveal', {
    encryption: bytesToHex(keys.encryptionPublic),
    coefficients: keys.commitments.map(bytesToHex),
    proof: bytesToHex(proof),
  });
}

export const members = ({ n }) => Array.from({ length: n }, (_, i) => i + 1);
const encryptionKey = (reveal) => hexToBytes(reveal.body.encryption);
export const commitmentsOf = (reveal) => reveal.body.coefficients.map(hexToBytes);

/** Step c: one box for each other member. `reveals` and `shares` are {member: message}. */
export function makeShares(keys, context, reveals) {
  const others = members(context).filter((i) => i !== keys.index);
  const boxes = others.map((i) => [
    String(i),
    bytesToHex(sealShare(keys, context, i, encryptionKey(reveals[i]))),
  ]);
  return message(keys, context, 'shares', { boxes: Object.fromEntries(boxes) });
}

export function openBox(context, shared, sender, receiver, reveals, shares) {
  const box = hexToBytes(shares[sender].body.boxes[String(receiver)]);
  return checkedShare(context, shared, sender, receiver, box, commitmentsOf(reveals[sender]));
}

/** x_j, the member's secret share; throws CeremonyError('share_wrong', who). */
export function openShares(keys, context, reveals, shares) {
  const received = members(context)
    .filter((i) => i !== keys.index)
    .map((sender) => {
      const shared = sharedPoint(keys.encryptionSecret, encryptionKey(reveals[sender]));
      return openBox(context, shared, sender, keys.index, reveals, shares);
    });
  return received.reduce((sum, share) => mod(sum + share), evaluate(keys.coefficients, keys.index));
}

/** All shares agree with their commitments; `transcript` is the transcript hash. */
export const makeAccept = (keys, context, transcript) =>
  message(keys, context, 'accept', { transcript: bytesToHex(transcript) });

/** Step e: the member saw the same code as the others. */
export const makeConfirm = (keys, context, transcript) =>
  message(keys, context, 'confirm', { transcript: bytesToHex(transcript) });

/** Opens the box of one sender to everybody, provably; the attempt ends with it. */
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

export const complaintStatement = (context, accuser, against, reveals, shared) => ({
  label: 'complaint',
  fields: [...contextFields(context), u16(accuser), u16(against)],
  key: encryptionKey(reveals[accuser]),
  base: encryptionKey(reveals[against]),
  image: shared,
});
