// What the page shows: a pure function of the board and the device.

/** @import { Messages } from '../protocol/types.js' */
/** @import { Board, CeremonyStep, KnownDevice, Plan, View } from './types.js' */

/** @type {CeremonyStep[]} */
const STEPS = ['commit', 'reveal', 'shares', 'accept'];

/**
 * @param {Board} board
 * @param {KnownDevice} device
 * @param {View} [view]
 * @returns {Plan}
 */
export function plan(board, device, view = {}) {
  switch (board.round.phase) {
    case 'locking':
      return ceremonyPlan(board, device, view);
    case 'locked':
      return { panel: 'locked', step: 4 };
    case 'voting':
      return { panel: 'voting', step: 4 };
    case 'opening':
      return openingPlan(board, device);
    case 'minutes':
    case 'confirmed':
      return { panel: 'minutes', step: 6 };
    case 'void':
      return { panel: 'cancelled' };
    default:
      return { panel: 'loading' };
  }
}

/**
 * Whether voting has not begun.
 * @param {Board} board
 */
export const isBefore = ({ round }) => round.phase === 'locking' || round.phase === 'locked';

/**
 * @param {Board} board
 * @param {KnownDevice} device
 * @param {View} view
 * @returns {Plan}
 */
function ceremonyPlan(board, device, view) {
  const { messages } = board.ceremony;
  const hasBegun = STEPS.some((step) => messages[step][board.me.index]);
  if (!device.seed) {
    const wantsBack = hasBegun || view.returning;
    return { panel: wantsBack ? 'recover' : 'start', why: hasBegun ? 'lost' : 'chosen', step: 1 };
  }
  if (!device.isOwner) return { panel: 'recover', why: 'other', step: 1 };
  if (!device.record.ready) return { panel: 'keep', step: 1 };
  return lockingPlan(board, messages);
}

/**
 * @param {Board} board
 * @param {Messages} messages
 * @returns {Plan}
 */
function lockingPlan(board, messages) {
  const me = board.me.index;
  for (const [at, step] of STEPS.entries()) {
    const before = at > 0 ? missing(board, messages[STEPS[at - 1]]) : [];
    if (before.length) return { panel: 'working', waiting: before, step: 2 };
    if (!messages[step][me]) return { panel: 'working', act: step, waiting: [], step: 2 };
  }
  const notAccepted = missing(board, messages.accept);
  if (notAccepted.length) return { panel: 'working', waiting: notAccepted, step: 2 };
  const waiting = missing(board, messages.confirm);
  return { panel: 'code', confirmed: Boolean(messages.confirm[me]), waiting, step: 3 };
}

/**
 * Index → true for these members.
 * @type {(indexes: number[]) => Record<number, boolean>}
 */
export const flags = (indexes) => Object.fromEntries(indexes.map((index) => [index, true]));

/** @type {(board: Board, done: Record<number, unknown>) => string[]} */
export const missing = (board, done) =>
  board.members.filter(({ index }) => !done[index]).map(({ name }) => name);

/**
 * @param {Board} board
 * @param {KnownDevice} device
 * @returns {Plan}
 */
function openingPlan(board, device) {
  const { opening, round } = board;
  if (opening.stop) return { panel: 'stopped', step: 5 };
  if (opening.returned === null || !opening.genuine) return { panel: 'counting', step: 5 };
  if (Number(opening.valid) < round.min_ballots) return { panel: 'too-few', step: 5 };
  const helped = opening.good.includes(board.me.index);
  if (!helped && !device.isUsable) return { panel: 'recover', why: device.seed ? 'other' : 'lost', step: 5 };
  return { panel: 'opening', helped, step: 5 };
}
