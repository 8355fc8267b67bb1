// The board of the key ceremony, {type: {member: message}}, as every member checks it (docs/protocol.md §7).

import * as dleq from './dleq.js';
import { decodePoint } from './group.js';
import { H, bytesToHex, canonicalJson, equal, hexToBytes } from './hashing.js';
import {
  CeremonyError,
  commitHash,
  contextFields,
  knowsSecret,
  lotHash,
  lowerHex,
  publicValues,
  serverHash,
} from './member.js';
import { complaintStatement, members, openBox } from './messages.js';
import { verify } from './signing.js';

/** @import { ByMember, Complaint, Context, Kind, Message, Messages, Reveal, ServerShare, Shares } from './types.js' */

const FIELDS = ['attempt', 'body', 'config', 'key', 'member', 'sig', 'type'];
/** @type {Record<Kind, string[]>} */
const BODIES = {
  commit: ['hash', 'lot', 'server'],
  reveal: ['coefficients', 'encryption', 'proof'],
  shares: ['boxes'],
  accept: ['lot', 'transcript'],
  complaint: ['against', 'proof', 'shared'],
  confirm: ['election', 'transcript'],
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

const NO_ELECTION = new Uint8Array(0);

/** @type {(value: unknown, names: string[]) => boolean} */
const sameNames = (value, names) =>
  value !== null && typeof value === 'object' && Object.keys(value).sort().join() === names.join();

/**
 * The message itself. Throws CeremonyError with the codes of docs/protocol.md §7.8. `election` is the id that
 * confirm must name.
 * @param {Message} message
 * @param {Context} context
 * @param {{ board: Messages, server: ServerShare, election?: Uint8Array }} known
 */
export function checkMessage(message, context, { board, server, election = NO_ELECTION }) {
  checkShape(message, context);
  const { type, member } = message;
  checkSignature(message, board);
  const known = board[type]?.[member];
  if (known && bytesToHex(canonicalJson(known)) !== bytesToHex(canonicalJson(message))) {
    throw new CeremonyError('duplicate', member);
  }
  checkOrder(type, member, context, board);
  try {
    CONTENT[type](message, context, board, server, election);
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
    good = verify(lowerHex(message.key, 32), lowerHex(sig, 64), 'ceremony-message', canonicalJson(unsigned));
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
 * @type {Record<Kind, (message: Message, context: Context, board: Messages, server: ServerShare, election: Uint8Array) => void>}
 */
const CONTENT = {
  commit({ member, body }, context, board, server) {
    lowerHex(body.hash, 32);
    lowerHex(body.lot, 32);
    const seen = bytesToHex(serverHash(context.configHash, server));
    if (body.server !== seen) throw new CeremonyError('server_key', member);
  },
  reveal({ member, body, key }, context, board) {
    const encryption = lowerHex(body.encryption, 32);
    const commitments = body.coefficients.map((/** @type {string} */ c) => lowerHex(c, 32));
    if (commitments.length !== context.t) throw new CeremonyError('shape', member);
    for (const point of [encryption, ...commitments]) decodePoint(point, { allowIdentity: false });
    /** @type {Parameters<typeof publicValues>} */
    const values = [context, member, lowerHex(key, 32), encryption, commitments];
    if (bytesToHex(commitHash(...values)) !== board.commit[member].body.hash) {
      throw new CeremonyError('commit', member);
    }
    const statement = publicValues(...values);
    if (!knowsSecret('member-possession', commitments[0], lowerHex(body.proof, 64), ...statement)) {
      throw new CeremonyError('possession', member);
    }
  },
  shares({ member, body }, context) {
    const others = members(context)
      .filter((i) => i !== member)
      .map(String);
    if (!sameNames(body.boxes, others)) throw new CeremonyError('boxes', member);
    for (const box of Object.values(body.boxes)) lowerHex(box, 48);
  },
  accept({ member, body }, context, board, server) {
    const opened = lotHash(context, member, lowerHex(body.lot, 32));
    if (bytesToHex(opened) !== board.commit[member].body.lot) throw new CeremonyError('lot', member);
    checkTranscript(member, body, context, board, server);
  },
  complaint({ member, body }, { n }) {
    const { against } = body;
    if (!Number.isInteger(against) || against < 1 || against > n || against === member) {
      throw new CeremonyError('against', member);
    }
    decodePoint(lowerHex(body.shared, 32));
    lowerHex(body.proof, dleq.PROOF_BYTES);
  },
  confirm({ member, body }, context, board, server, election) {
    checkTranscript(member, body, context, board, server);
    if (!equal(lowerHex(body.election, 32), election)) throw new CeremonyError('election', member);
  },
};

/**
 * @param {number} member
 * @param {{ transcript: string }} body
 * @param {Context} context
 * @param {Messages} board
 * @param {ServerShare} server
 */
function checkTranscript(member, body, context, board, server) {
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
 * 32 bytes over the server's keys and all commits, reveals and shares, in the order of the members.
 * @param {Context} context
 * @param {ServerShare} server
 * @param {Messages} board
 */
export function transcriptHash(context, server, board) {
  /** @type {Kind[]} */
  const kinds = ['commit', 'reveal', 'shares'];
  const messages = kinds.flatMap((type) => members(context).map((i) => board[type][i]));
  return H('ceremony-transcript', ...contextFields(context), ...[server, ...messages].map(canonicalJson));
}

/**
 * 32 bytes over the lots that all members have opened in accept.
 * @type {(context: Context, board: Messages) => Uint8Array}
 */
export const lotsHash = (context, board) =>
  H(
    'ceremony-lots',
    ...contextFields(context),
    ...members(context).map((i) => hexToBytes(board.accept[i].body.lot)),
  );
