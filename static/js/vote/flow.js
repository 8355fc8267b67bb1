// What the voter's page does next: pure functions from what is known to a decision. They touch neither page,
// storage nor network; pages/vote.js carries the decisions out.
//
// A decision is {act, code?}:
//   receipt  show the kept receipt              mark     let the voter mark the ballot
//   end      tell why it ends here (`code`)     finish   end here; the page from the server tells why
//   send     send the pending ballot            ask      send it although voting is closed
//   reload   load the page again                check    check the receipt against the closed box
//   paper    show the ballot again              nothing  leave the page as it is

/** @import { Course, Decision, Kept, Status } from './types.js' */

/** Codes after which nothing more is cast from this page. */
const FINAL = new Set(['closed', 'used', 'issuing_ended', 'issued_elsewhere', 'cancelled']);
/** Codes that mean: another person, or nobody, is logged in. The page goes on once the voter is back. */
const AWAY = new Set(['login', 'other_person', 'unknown']);
/** Codes of a ballot that reached the box and was refused. Only this device knows, so it keeps the code. */
const REFUSED_BY_BOX = new Set(['closed', 'used']);

/** @type {Decision} */
const NOTHING = { act: 'nothing' };

/** @type {Course} */
export const START = { isReady: false, isSending: false, isAway: false, isBroken: false, isOver: false };

/**
 * The course of the page after an event: 'ready' (the ballot can be marked), 'sending', 'settled' (sent or
 * refused), 'returned' (the voter is logged in again), or the code of an ending.
 * @param {Course} course
 * @param {'ready' | 'sending' | 'settled' | 'returned' | { code?: string }} event
 * @returns {Course}
 */
export function advance(course, event) {
  if (event === 'ready') return { ...course, isReady: true };
  if (event === 'sending') return { ...course, isSending: true };
  if (event === 'settled') return { ...course, isSending: false };
  if (event === 'returned') return { ...course, isAway: false };
  const { code = '' } = event;
  return {
    ...course,
    isAway: AWAY.has(code),
    // A device that sealed something other than the marks must not cast again.
    isBroken: course.isBroken || code === 'mismatch',
    isOver: course.isOver || FINAL.has(code),
  };
}

/**
 * When the page is opened.
 * @param {{ status: Status, kept: Kept }} known
 * @returns {Decision}
 */
export function onOpen({ status, kept }) {
  if (kept.hasReceipt) return { act: 'receipt' };
  if (status.phase === 'void') return { act: 'finish', code: 'cancelled' };
  if (kept.ended) return { act: 'end', code: kept.ended };
  if (status.paused) return { act: 'end', code: 'paused' };
  if (status.phase !== 'during') return isOnItsWay(kept) ? { act: 'ask' } : NOTHING;
  if (isOnItsWay(kept)) return { act: 'send' };
  return reasonToEnd(kept, status) ?? { act: 'mark' };
}

/**
 * After a new status of the server.
 * @param {{ course: Course, kept: Kept, isStored: boolean, before: Status, status: Status }} known
 * @returns {Decision}
 */
export function onStatus({ course, kept, isStored, before, status }) {
  if (course.isAway) return onReturn({ kept, isStored, status });
  if (course.isSending) return NOTHING;
  const isNew = isChanged(before, status);
  if (isNew && needsReload(before, status)) return { act: 'reload' };
  if (kept.hasReceipt) return isNew && status.fingerprint ? { act: 'check' } : NOTHING;
  return isMarking(course, kept) ? (reasonToEnd(kept, status) ?? NOTHING) : NOTHING;
}

/** @type {(before: Status, status: Status) => boolean} */
const isChanged = (before, status) => status.state !== before.state || status.paused !== before.paused;

/** @type {(course: Course, kept: Kept) => boolean} */
const isMarking = (course, kept) => course.isReady && !course.isOver && !isOnItsWay(kept);

/** @type {(kept: Kept) => boolean} */
const isOnItsWay = ({ pending }) => pending === 'issue' || pending === 'cast';

/**
 * The voter is logged in again, perhaps in another tab. A page that keeps nothing must not be loaded again.
 * @param {{ kept: Kept, isStored: boolean, status: Status }} known
 * @returns {Decision}
 */
function onReturn({ kept, isStored, status }) {
  if (isStored) return { act: 'reload' };
  if (isOnItsWay(kept)) return { act: 'send' };
  return reasonToEnd(kept, status) ?? { act: 'paper' };
}

/**
 * Whether the browser asks before it leaves the page: a closed tab loses marks, and a ballot is sent only while its
 * page is open.
 * @param {{ course: Course, kept: Kept, hasMarks: boolean, isStored: boolean }} known
 */
export function losesByLeaving({ course, kept, hasMarks, isStored }) {
  if (kept.hasReceipt || course.isBroken) return false;
  if (isOnItsWay(kept)) return true;
  if (kept.pending === 'blank' && !isStored) return true;
  return isMarking(course, kept) && hasMarks;
}

/** @type {(before: Status, status: Status) => boolean} */
const needsReload = (before, status) =>
  status.paused !== before.paused || before.phase === 'before' || status.phase === 'void';

/**
 * Why a voter without a ballot on its way can no longer cast, told as soon as it is known. A kept blank ballot
 * can still be filled.
 * @param {Kept} kept
 * @param {Status} status
 * @returns {Decision | null}
 */
function reasonToEnd({ ended, pending }, { issued, issuing }) {
  if (ended) return { act: 'end', code: ended };
  if (pending === 'blank') return null;
  if (issued) return { act: 'end', code: 'issued_elsewhere' };
  return issuing ? null : { act: 'end', code: 'issuing_ended' };
}

/**
 * When the server refuses to tell its status.
 * @param {{ course: Course, kept: Kept }} known
 * @param {string | undefined} code
 * @returns {Decision}
 */
export function onRefusal({ course, kept }, code) {
  const isTold = code !== undefined && AWAY.has(code) && !course.isSending && !kept.hasReceipt;
  return isTold ? { act: 'end', code } : NOTHING;
}

/**
 * When another tab of this browser has changed what is kept.
 * @param {{ course: Course, kept: Kept }} known
 * @returns {Decision}
 */
export const onStorage = ({ course, kept }) =>
  kept.hasReceipt && !course.isSending ? { act: 'receipt' } : NOTHING;

/**
 * Whether pressing the button may start sealing and sending.
 * @param {Course} course
 */
export const mayCast = (course) => !course.isSending;

/**
 * What an ending means: `isFinal` when nothing more is cast from here; `keep` is what becomes of the pending
 * ballot ('ended': the code replaces it; 'dropped'; 'same'); `link` is where the voter is led.
 * @param {string | undefined} code
 * @param {Kept} kept
 * @returns {{ isFinal: boolean, keep: 'ended' | 'dropped' | 'same', link: 'login' | 'home' | null }}
 */
export function afterEnding(code, kept) {
  const isFinal = code !== undefined && FINAL.has(code);
  if (!isFinal) return { isFinal, keep: 'same', link: code === 'login' ? 'login' : null };
  if (REFUSED_BY_BOX.has(code)) return { isFinal, keep: 'ended', link: 'home' };
  // Another tab may have taken the blank ballot meanwhile; the ballot it keeps must not be dropped.
  const isTaken = kept.pending === 'cast' || kept.pending === 'blank';
  return { isFinal, keep: isTaken ? 'same' : 'dropped', link: 'home' };
}

/**
 * What follows once the receipt is shown: 'check' the closed box, 'recover' a ballot that a server restored
 * from a backup may have lost, or nothing.
 * @param {Status} status
 * @returns {'check' | 'recover' | null}
 */
export function afterReceipt({ fingerprint, restored }) {
  if (fingerprint) return 'check';
  return restored ? 'recover' : null;
}
