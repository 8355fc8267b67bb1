// The board with every message verified before it is used.

import {
  bytesToHex,
  canonicalJson,
  configHash,
  electionId,
  hexToBytes,
  utf8ToBytes,
} from '../protocol/hashing.js';
import { ceremony } from '../protocol/index.js';

/** @import { Context, Kind, Message, Messages, ServerShare } from '../protocol/types.js' */
/** @import { Believed, Board, Config } from './types.js' */

/** @type {Kind[]} */
const ORDER = ['commit', 'reveal', 'shares', 'accept', 'confirm'];
/** @type {Map<string, string>} */
const checked = new Map();

/** What the alarm is raised for: `code` of the protocol, and whose message it is (0 = server). */
export class Untrue extends Error {
  /**
   * @param {string} code
   * @param {number} member
   */
  constructor(code, member) {
    super(code);
    this.code = code;
    this.member = member;
  }
}

/**
 * The frozen configuration. Throws Untrue unless its text is the one to which every message is bound.
 * @param {Board} board
 * @returns {Config}
 */
export function configOf({ ceremony: { config, configuration } }) {
  if (bytesToHex(configHash(utf8ToBytes(configuration))) !== config) throw new Untrue('sealed', 0);
  return JSON.parse(configuration);
}

/**
 * What binds every message, as it was frozen. Throws Untrue when the board shows another team.
 * @param {Board} board
 * @returns {Context}
 */
export function contextOf(board) {
  const { committee, threshold } = configOf(board);
  const isNumbered = committee.every(({ index }, i) => index === i + 1);
  const isTeam =
    isNumbered && bytesToHex(canonicalJson(board.members)) === bytesToHex(canonicalJson(committee));
  if (!isTeam || board.threshold !== threshold) throw new Untrue('sealed', 0);
  const { attempt, config } = board.ceremony;
  return { configHash: hexToBytes(config), attempt, n: committee.length, t: threshold };
}

/**
 * The board with each message verified once. Throws Untrue.
 * @param {Board} board
 * @returns {Believed}
 */
export function believed(board) {
  const context = contextOf(board);
  const { server, messages } = board.ceremony;
  const trusted = /** @type {Messages} */ (
    Object.fromEntries([...ORDER, 'complaint'].map((kind) => [kind, {}]))
  );
  try {
    ceremony.verifyServerShare(context.configHash, server);
    for (const kind of ORDER) {
      for (const message of Object.values(messages[kind])) {
        checkOnce(message, context, trusted, server);
        trusted[kind][message.member] = message;
      }
    }
  } catch (error) {
    throw new Untrue(error.code ?? 'encoding', error.member);
  }
  return { context, server, messages: trusted };
}

/**
 * @param {Message} message
 * @param {Context} context
 * @param {Messages} trusted
 * @param {ServerShare} server
 */
function checkOnce(message, context, trusted, server) {
  const name = `${context.attempt}/${message.type}/${message.member}`;
  const text = JSON.stringify(message);
  if (checked.get(name) === text) return;
  if (checked.has(name)) throw new Untrue('changed', message.member);
  ceremony.checkMessage(message, context, { board: trusted, server });
  checked.set(name, text);
}

/** @type {(trusted: Believed) => Uint8Array} */
export const transcriptOf = ({ context, server, messages }) =>
  ceremony.transcriptHash(context, server, messages);

/** @type {(trusted: Believed) => string} */
export const codeOf = (believedBoard) => ceremony.ceremonyCode(transcriptOf(believedBoard));

/**
 * The election id of the manifest. Throws Untrue unless its keys, attempt and configuration are those of the
 * ceremony.
 * @param {string} text
 * @param {Believed} trusted
 */
export function checkedElection(text, { context, server, messages }) {
  const { attempt, config, keys } = JSON.parse(text);
  const own = ceremony.combineKeys(context, server, messages);
  const isOwn = bytesToHex(canonicalJson(keys)) === bytesToHex(canonicalJson(own));
  const isConfig = bytesToHex(configHash(canonicalJson(config))) === bytesToHex(context.configHash);
  if (!isOwn || !isConfig || attempt !== context.attempt) throw new Untrue('manifest', 0);
  return electionId(utf8ToBytes(text));
}
