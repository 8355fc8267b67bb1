// The board of the key ceremony, {type: {member: message}}, as every member checks it (docs/protocol.md §7).

import { encode, grouped } from './base32.js';
import * as dleq from './dleq.js';
import { decodePoint, sumPoints } from './group.js';
import { H, bytesToHex, canonicalJson, hexToBytes } from './hashing.js';
import {
  CeremonyError,
  commitHash,
  contextFields,
  knowsSecret,
  publicValues,
  shareKey,
  verifyServerShare,
} from './member.js';
import { commitmentsOf, complaintStatement, members, openBox } from './messages.js';
import { verify } from './signing.js';

/** @import { ByMember, Complaint, Context, Keys, Kind, Message, Messages, Reveal, ServerShare, Shares } from './types.js' */

const FIELDS = ['attempt', 'body', 'config', 'key', 'member', 'sig', 'type'];
/** @type {Record<Kind, string[]>} */
const BODIES = {
  commit: ['hash', 'server'],
  reveal: ['coefficients', 'encryption', 'proof'],
  shares: ['boxes'],
  accept: ['transcript'],
  complaint: ['against', 'proof', 'shared'],
  confirm: ['transcript'],
};
/** @type {Partial<Record<Kind, Kind>>} */
const BEFORE = {
  reveal: 'commit',
  shares: 'reveal',
  accept: 'shares',
  complaint: 'shares',
  confirm: 'accept',
};
/** @type {Partial<Record<Kind, Kind>>} */
const CONTRARY = { accept: 'complaint', complaint: 'accept' };

/** @type {(value: unknown, names: string[]) => boolean} */
const sameNames = (value, names) =>
  value !== null && typeof value === 'object' && Object.keys(value).sort().join() === names.join();

/**
 * The message itself. Throws CeremonyError with the codes of docs/protocol.md §7.8.
 * @param {Message} message
 * @param {Context} context
 * @param {{ board: Messages, server: ServerShare }} known
 */
export function checkMessage(message, context, { board, server }) {
  checkShape(message, context);
  const { type, member } = message;
  checkSignature(message, board);
  const known = board[type]?.[member];
  if (known && bytesToHex(canonicalJson(known)) !== bytesToHex(canonicalJson(message))) {
    throw new CeremonyError('duplicate', member);
  }
  checkOrder(type, member, context, board);
  try {
    CONTENT[type](message, context, board, server);
  } catch (error) {
    throw error instanceof CeremonyError ? error : new CeremonyError('encoding', member);
  }
  return message;
}

/**
 * @param {Message} message
 * @param {Context} context
 */
function checkShape(message, { configHash, attempt, n }) {
  if (!sameNames(message, FIELDS) || !Object.hasOwn(BODIES, message.type)) throw new CeremonyError('shape');
  const { member } = message;
  if (!Number.isInteger(member) || member < 1 || member > n) throw new CeremonyError('member');
  if (!sameNames(message.body, BODIES[message.type])) throw new CeremonyError('shape', member);
  if (message.config !== bytesToHex(configHash)) throw new CeremonyError('config', member);
  if (message.attempt !== attempt) throw new CeremonyError('attempt', member);
}

/**
 * @param {Message} message
 * @param {Messages} board
 */
function checkSignature(message, board) {
  const { member } = message;
  for (const [other, commit] of Object.entries(board.commit ?? {})) {
    if ((commit.key === message.key) !== (Number(other) === member)) throw new CeremonyError('key', member);
  }
  const { sig, ...unsigned } = message;
  let good;
  try {
    good = verify(hex(message.key, 32), hex(sig, 64), 'ceremony-message', canonicalJson(unsigned));
  } catch {
    throw new CeremonyError('shape', member);
  }
  if (!good) throw new CeremonyError('signature', member);
}

/**
 * @param {Kind} type
 * @param {number} member
 * @param {Context} context
 * @param {Messages} board
 */
function checkOrder(type, member, { n }, board) {
  const needed = BEFORE[type];
  if (needed && Object.keys(board[needed] ?? {}).length < n) throw new CeremonyError('order', member);
  const contrary = CONTRARY[type];
  if (contrary && board[contrary]?.[member]) throw new CeremonyError('order', member);
}

/**
 * @param {string} value
 * @param {number} length
 */
function hex(value, length) {
  const data = hexToBytes(value);
  if (data.length !== length || bytesToHex(data) !== value) throw new RangeError('lower-case hex expected');
  return data;
}

/**
 * @type {Record<Kind, (message: Message, context: Context, board: Messages, server: ServerShare) => void>}
 */
const CONTENT = {
  commit({ member, body }, context, board, server) {
    hex(body.hash, 32);
    if (body.server !== server.key) throw new CeremonyError('server_key', member);
  },
  reveal({ member, body, key }, context, board) {
    const encryption = hex(body.encryption, 32);
    const commitments = body.coefficients.map((/** @type {string} */ c) => hex(c, 32));
    if (commitments.length !== context.t) throw new CeremonyError('shape', member);
    for (const point of [encryption, ...commitments]) decodePoint(point, { allowIdentity: false });
    /** @type {Parameters<typeof publicValues>} */
    const values = [context, member, hex(key, 32), encryption, commitments];
    if (bytesToHex(commitHash(...values)) !== board.commit[member].body.hash) {
      throw new CeremonyError('commit', member);
    }
    const statement = publicValues(...values);
    if (!knowsSecret('member-possession', commitments[0], hex(body.proof, 64), ...statement)) {
      throw new CeremonyError('possession', member);
    }
  },
  shares({ member, body }, context) {
    const others = members(context)
      .filter((i) => i !== member)
      .map(String);
    if (!sameNames(body.boxes, others)) throw new CeremonyError('boxes', member);
    for (const box of Object.values(body.boxes)) hex(box, 48);
  },
  accept: checkTranscript,
  complaint({ member, body }, { n }) {
    const { against } = body;
    if (!Number.isInteger(against) || against < 1 || against > n || against === member) {
      throw new CeremonyError('against', member);
    }
    decodePoint(hex(body.shared, 32));
    hex(body.proof, dleq.PROOF_BYTES);
  },
  confirm: checkTranscript,
};

/**
 * @param {Message} message
 * @param {Context} context
 * @param {Messages} board
 * @param {ServerShare} server
 */
function checkTranscript({ member, body }, context, board, server) {
  if (body.transcript !== bytesToHex(transcriptHash(context, server, board))) {
    throw new CeremonyError('transcript', member);
  }
}

/**
 * The member at fault: the accused when the share is wrong, else the accuser.
 * @param {Complaint} complaint
 * @param {Context} context
 * @param {ByMember<Reveal>} reveals
 * @param {ByMember<Shares>} shares
 */
export function judgeComplaint({ member, body }, context, reveals, shares) {
  const shared = hexToBytes(body.shared);
  const statement = complaintStatement(context, member, body.against, reveals, shared);
  if (!dleq.holds(statement, hexToBytes(body.proof))) return member;
  try {
    openBox(context, shared, body.against, member, reveals, shares);
  } catch {
    return body.against;
  }
  return member;
}

/**
 * What a device pins before it sends its shares: it never sends shares for other reveals.
 * @type {(context: Context, reveals: ByMember<Reveal>) => Uint8Array}
 */
export const revealsHash = (context, reveals) =>
  H('ceremony-reveals', ...contextFields(context), ...members(context).map((i) => canonicalJson(reveals[i])));

/**
 * 32 bytes over the server's share and all commits, reveals and shares, in the order of the members.
 * @param {Context} context
 * @param {ServerShare} server
 * @param {Messages} board
 */
export function transcriptHash(context, server, board) {
  /** @type {Kind[]} */
  const kinds = ['commit', 'reveal', 'shares'];
  const messages = kinds.flatMap((type) => members(context).map((i) => board[type][i]));
  const share = { key: server.key, proof: server.proof };
  return H('ceremony-transcript', ...contextFields(context), ...[share, ...messages].map(canonicalJson));
}

/**
 * What the members read aloud: four groups of four characters.
 * @type {(transcript: Uint8Array) => string}
 */
export const ceremonyCode = (transcript) => grouped(encode(H('ceremony-code', transcript), 16), 4, '-');

/**
 * The manifest's "keys" section (hex): {box, server, members: [{index, share, signing}], transcript}.
 * @param {Context} context
 * @param {ServerShare} server
 * @param {Messages} board
 * @returns {Keys}
 */
export function combineKeys(context, server, board) {
  const serverKey = verifyServerShare(context.configHash, server);
  const commitments = members(context).map((i) => commitmentsOf(board.reveal[i]));
  const Y = sumPoints([serverKey, ...commitments.map(([first]) => first)].map((point) => decodePoint(point)));
  if (Y.is0()) throw new CeremonyError('identity');
  return {
    box: bytesToHex(Y.toBytes()),
    server: server.key,
    members: members(context).map((index) => ({
      index,
      share: bytesToHex(shareKey(commitments, index)),
      signing: board.commit[index].key,
    })),
    transcript: bytesToHex(transcriptHash(context, server, board)),
  };
}
