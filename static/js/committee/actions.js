// The steps of the ceremony that the page takes by itself: one message each, made from the seed.

import { hexToBytes } from '../protocol/hashing.js';
import { ceremony } from '../protocol/index.js';
import { post } from './addresses.js';
import { Untrue, believed, checkedElection, transcriptOf } from './checked.js';

/** @import { MemberKeys, Message } from '../protocol/types.js' */
/** @import { Believed, Board, CeremonyStep } from './types.js' */
/** @import { Device } from './device.js' */

/** @type {Record<CeremonyStep, (keys: MemberKeys, trusted: Believed) => Message>} */
const MAKE = {
  commit: (keys, { context, server }) => ceremony.makeCommit(keys, context, server),
  reveal: (keys, { context }) => ceremony.makeReveal(keys, context),
  shares: (keys, { context, messages }) => ceremony.makeShares(keys, context, messages.reveal),
  accept,
};

/**
 * Post the message of one step; returns the board after it.
 * @param {CeremonyStep} step
 * @param {Board} board
 * @param {Device} device
 */
export async function act(step, board, device) {
  const trusted = believed(board);
  const keys = device.keys(trusted.context);
  if (step === 'shares') await pinReveals(trusted, device);
  const payload = MAKE[step](keys, trusted);
  return send(payload.type, trusted.context.attempt, payload);
}

/**
 * A device sends shares for one set of keys only: the server cannot show it another set later.
 * @param {Believed} trusted
 * @param {Device} device
 */
async function pinReveals({ context, messages }, device) {
  const seen = ceremony.revealsHash(context, messages.reveal);
  if (!(await device.pin(`reveals/${context.attempt}`, seen))) throw new Untrue('reveals', 0);
}

/**
 * @param {MemberKeys} keys
 * @param {Believed} trusted
 */
function accept(keys, trusted) {
  const { context, messages } = trusted;
  try {
    ceremony.openShares(keys, context, messages.reveal, messages.shares);
  } catch (error) {
    if (error.code !== 'share_wrong') throw error;
    return ceremony.makeComplaint(keys, context, messages.reveal, error.member);
  }
  return ceremony.makeAccept(keys, context, transcriptOf(trusted));
}

/**
 * The confirmation of the code that the member has compared. The election is pinned first.
 * @param {Board} board
 * @param {Device} device
 */
export async function confirmation(board, device) {
  const trusted = believed(board);
  const election = checkedElection(board.ceremony.manifest, trusted);
  if (!(await device.pin(`election/${trusted.context.attempt}`, election))) throw new Untrue('manifest', 0);
  return ceremony.makeConfirm(device.keys(trusted.context), trusted.context, transcriptOf(trusted), election);
}

/**
 * The election this device locked, as bytes. Throws Untrue when the board now shows another.
 * @param {Board} board
 * @param {Device} device
 */
export function electionOf(board, device) {
  const election = checkedElection(board.ceremony.manifest, believed(board));
  const pinned = device.pinned(`election/${board.ceremony.attempt}`);
  for (const told of [board.round.election, pinned]) {
    if (told && bytesDiffer(election, told)) throw new Untrue('election', 0);
  }
  return election;
}

/**
 * The member's share of the box key and the key that signs, after the ceremony.
 * @param {Board} board
 * @param {Device} device
 */
export function secretOf(board, device) {
  const { context, messages } = believed(board);
  const keys = device.keys(context);
  const secret = ceremony.openShares(keys, context, messages.reveal, messages.shares);
  return { secret, signingSecret: keys.signingSecret, electionId: electionOf(board, device) };
}

/** @type {(bytes: Uint8Array, hex: string) => boolean} */
const bytesDiffer = (bytes, hex) => hexToBytes(hex).some((byte, i) => byte !== bytes[i]);

/** @type {(step: string, attempt: number, payload: object) => Promise<Board>} */
export const send = (step, attempt, payload) => post('post', { step, attempt, payload });
