// The board with every message verified before it is used.

import {
  bytesToHex,
  canonicalJson,
  configHash,
  electionId,
  equal,
  hexToBytes,
  utf8ToBytes,
} from '../protocol/hashing.js';
import { ceremony } from '../protocol/index.js';

/** @import { Context, Messages } from '../protocol/types.js' */
/** @import { Believed, Board, Config } from './types.js' */

/** @type {Map<string, string>} */
const checked = new Map();
/** @type {Map<number, Uint8Array>} */
const manifests = new Map();

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
 * The board with the server's keys and each message verified once. Throws Untrue.
 * @param {Board} board
 * @returns {Believed}
 */
export function believed(board) {
  const context = contextOf(board);
  const { server, messages } = board.ceremony;
  const trusted = /** @type {Messages} */ (
    Object.fromEntries([...ceremony.KINDS, 'complaint'].map((kind) => [kind, {}]))
  );
  const known = { context, server, messages: trusted, config: configOf(board) };
  try {
    once(context, 'server', 0, server, () => ceremony.verifyServerShare(context.configHash, server));
    for (const kind of ceremony.KINDS) {
      // The election that others confirm must be the one this device makes.
      const election = kind === 'confirm' && isComplete(known) ? ownElection(known) : undefined;
      for (const message of Object.values(messages[kind])) {
        once(context, message.type, message.member, message, () =>
          ceremony.checkMessage(message, context, { board: trusted, server, election }),
        );
        trusted[kind][message.member] = message;
      }
    }
  } catch (error) {
    throw error instanceof Untrue ? error : new Untrue(error.code ?? 'encoding', error.member);
  }
  return known;
}

/**
 * Check what is shown for the first time; afterwards it must stay the same.
 * @param {Context} context
 * @param {string} type
 * @param {number} member
 * @param {object} shown
 * @param {() => void} check
 */
function once({ attempt }, type, member, shown, check) {
  const name = `${attempt}/${type}/${member}`;
  const text = JSON.stringify(shown);
  if (checked.get(name) === text) return;
  if (checked.has(name)) throw new Untrue('changed', member);
  check();
  checked.set(name, text);
}

/** @type {(trusted: Believed) => Uint8Array} */
export const transcriptOf = ({ context, server, messages }) =>
  ceremony.transcriptHash(context, server, messages);

/** @type {(trusted: Believed) => boolean} */
const isComplete = ({ context, messages }) => Object.keys(messages.accept).length === context.n;

/**
 * The manifest that this device makes from the messages once all members have accepted.
 * @param {Believed} trusted
 */
function manifestOf({ config, context, server, messages }) {
  const known = manifests.get(context.attempt);
  if (known) return known;
  const made = ceremony.buildManifest(config, context, server, messages);
  manifests.set(context.attempt, made);
  return made;
}

/**
 * The id of the election that this device makes itself; its code is read aloud.
 * @type {(trusted: Believed) => Uint8Array}
 */
const ownElection = (trusted) => electionId(manifestOf(trusted));

/**
 * The id of the election that this device makes itself. Throws Untrue unless the server shows the same
 * manifest.
 * @param {string} text
 * @param {Believed} trusted
 */
export function checkedElection(text, trusted) {
  if (!isComplete(trusted) || !equal(manifestOf(trusted), utf8ToBytes(text))) throw new Untrue('manifest', 0);
  return ownElection(trusted);
}
