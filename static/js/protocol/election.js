// The election that a key ceremony makes: its keys, its manifest, and the check of both (docs/protocol.md §2).

import { decodePoint, sumPoints } from './group.js';
import { VERSION, bytesToHex, canonicalJson, configHash, electionId, equal, utf8ToBytes } from './hashing.js';
import { CeremonyError, MAX_MEMBERS, shareKey, verifyServerShare } from './member.js';
import { commitmentsOf, members } from './messages.js';
import { checkMessage, lotsHash, transcriptHash } from './transcript.js';

/** @import { Context, ElectionManifest, FrozenConfig, Keys, Kind, Messages, ServerShare } from './types.js' */

/**
 * The steps of a ceremony that succeeds, in order.
 * @type {Kind[]}
 */
export const KINDS = ['commit', 'reveal', 'shares', 'accept', 'confirm'];

/**
 * The manifest's "keys" section (hex): {box, server, members: [{index, share, signing}], transcript}.
 * @param {Context} context
 * @param {ServerShare} server
 * @param {Messages} board
 * @returns {Keys}
 */
export function combineKeys(context, server, board) {
  const serverKey = verifyServerShare(context.configHash, server);
  const commitments = members(context).map((i) =>
    commitmentsOf(board.reveal[i]).map((point) => decodePoint(point)),
  );
  const Y = sumPoints([decodePoint(serverKey), ...commitments.map(([first]) => first)]);
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

/**
 * The manifest as exact bytes, once every member has accepted; all devices build the same.
 * @param {any} config
 * @param {Context} context
 * @param {ServerShare} server
 * @param {Messages} board
 */
export const buildManifest = (config, context, server, board) =>
  canonicalJson({
    version: VERSION,
    attempt: context.attempt,
    config,
    keys: combineKeys(context, server, board),
    lots: bytesToHex(lotsHash(context, board)),
    token_keys: server.tokens,
    receipt_key: server.receipt,
  });

/**
 * The manifest in the answer of /box/<round>/manifest, and its election id, if everything about it holds: every
 * member has confirmed exactly this manifest, and its hash is each of the expected election ids. Throws
 * CeremonyError with the codes of docs/protocol.md §§2.3 and 7.8.
 * @param {Uint8Array} answer
 * @param {...Uint8Array} expected
 * @returns {{ electionId: Uint8Array, manifest: ElectionManifest }}
 */
export function checkElection(answer, ...expected) {
  const { manifest, bytes, ceremony, context } = read(answer);
  const id = electionId(bytes);
  if (!expected.every((known) => equal(known, id))) throw new CeremonyError('election');
  const board = checkedBoard(context, ceremony, id);
  if (!equal(buildManifest(manifest.config, context, ceremony.server, board), bytes)) {
    throw new CeremonyError('keys');
  }
  return { electionId: id, manifest };
}

/** @param {Uint8Array} answer */
function read(answer) {
  try {
    const { ceremony, manifest: text } = JSON.parse(new TextDecoder().decode(answer));
    const bytes = utf8ToBytes(text);
    /** @type {ElectionManifest} */
    const manifest = JSON.parse(text);
    if ('version' in manifest && manifest.version !== VERSION) throw new CeremonyError('version');
    const context = contextOf(manifest.config, ceremony.attempt);
    const names = members(context).join();
    const isWhole = KINDS.every((kind) => Object.keys(ceremony.messages[kind]).join() === names);
    if (isWhole) return { manifest, bytes, ceremony, context };
  } catch (error) {
    if (error instanceof CeremonyError) throw error;
  }
  throw new CeremonyError('form');
}

/**
 * What binds the messages of an attempt. Throws for a configuration of another version or form.
 * @param {FrozenConfig} config
 * @param {number} attempt
 * @returns {Context}
 */
function contextOf(config, attempt) {
  const { committee, threshold: t, version } = config;
  const n = committee.length;
  const isNumbered = committee.every(({ index }, i) => index === i + 1);
  const isTeam = Number.isInteger(t) && t >= 1 && t <= n && n <= MAX_MEMBERS;
  const isAttempt = Number.isInteger(attempt) && attempt >= 1;
  if (version !== VERSION || !isNumbered || !isTeam || !isAttempt) throw new RangeError('no such team');
  return { configHash: configHash(canonicalJson(config)), attempt, n, t };
}

/**
 * @param {Context} context
 * @param {{ messages: Messages, server: ServerShare }} ceremony
 * @param {Uint8Array} election
 */
function checkedBoard(context, { messages, server }, election) {
  verifyServerShare(context.configHash, server);
  const board = /** @type {Messages} */ (Object.fromEntries(KINDS.map((kind) => [kind, {}])));
  for (const kind of KINDS) {
    for (const index of members(context)) {
      const message = messages[kind][index];
      checkMessage(message, context, { board, server, election });
      if (message.type !== kind || message.member !== index) throw new CeremonyError('shape', index);
      board[kind][index] = message;
    }
  }
  return board;
}
