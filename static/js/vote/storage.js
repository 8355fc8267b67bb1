// Storage of the voter's page. Marks stay in this tab and are erased once the ballot is cast. The pending ballot is
// kept sealed, so that a closed tab or a lost connection loses nothing.

import { bytesToHex, hexToBytes } from '../protocol/hashing.js';

/** @import { Choice, Receipt } from '../protocol/types.js' */
/** @import { Pending, Spare } from './types.js' */

/**
 * A value under a name. Without storage it is held in memory, and `isKept` is false.
 * @param {() => Storage} open
 * @param {string} name
 */
export function drawer(open, name) {
  /** @type {Storage | null} */
  let store = null;
  try {
    store = open();
    store.setItem(`${name}-try`, '1');
    store.removeItem(`${name}-try`);
  } catch {
    store = null;
  }
  /** @type {string | null} */
  let memory = null;
  const read = () => {
    try {
      return JSON.parse((store ? store.getItem(name) : memory) ?? 'null');
    } catch {
      return null; // not written by this page
    }
  };
  const write = (/** @type {unknown} */ value) => {
    memory = value === null ? null : JSON.stringify(value);
    if (!store) return;
    try {
      if (memory === null) store.removeItem(name);
      else store.setItem(name, memory);
    } catch {
      store = null;
    }
  };
  return { read, write, isKept: () => Boolean(store) };
}

/**
 * The marks of this tab (one of 0, 1, 2 or null per line) and the line that the voter was reading.
 * @param {string} slot
 * @param {number} lines
 */
export function marksOf(slot, lines) {
  const kept = drawer(() => window.sessionStorage, `tn-marks-${slot}`);
  const place = drawer(() => window.sessionStorage, `tn-place-${slot}`);
  const sealed = drawer(() => window.sessionStorage, `tn-sealed-${slot}`);
  const stored = kept.read();
  /** @type {Choice[]} */
  const marks = Array.from({ length: lines }, (_, line) =>
    [0, 1, 2].includes(stored?.[line]) ? stored[line] : null,
  );
  const any = () => marks.some((mark) => mark !== null);
  return {
    isKept: kept.isKept,
    all: () => [...marks],
    blanks: () => marks.flatMap((mark, line) => (mark === null ? [line] : [])),
    set(/** @type {number} */ line, /** @type {Choice} */ mark) {
      marks[line] = mark;
      kept.write(marks);
    },
    any,
    /** Whether this tab holds marks from which another ballot than this one (hex of its hash) was sealed. */
    areNotOf: (/** @type {string} */ hash) => any() && sealed.read() !== hash,
    keepSealed: (/** @type {string} */ hash) => sealed.write(hash),
    place: () => place.read() ?? 0,
    keepPlace: (/** @type {number} */ line) => place.write(line),
    erase() {
      marks.fill(null);
      kept.write(null);
      place.write(null);
      sealed.write(null);
    },
  };
}

const BYTES = ['body', 'signature', 'hash', 'secret', 'blind', 'blinded', 'token'];

/** @param {Record<string, any>} ballot */
function toText(ballot) {
  return Object.fromEntries(
    Object.entries(ballot).map(([k, v]) => [k, BYTES.includes(k) ? bytesToHex(v) : v]),
  );
}

/**
 * @param {Record<string, any>} ballot
 * @returns {any}
 */
function toBytes(ballot) {
  return Object.fromEntries(
    Object.entries(ballot).map(([k, v]) => [k, BYTES.includes(k) ? hexToBytes(v) : v]),
  );
}

/**
 * The pending ballot and, at the end, its receipt or the code of why there is none. The sealed ballot stays
 * beside the receipt until the box is closed, since a server restored from a backup may have lost it.
 * @param {string} slot
 */
export function ballotOf(slot) {
  const name = `tn-ballot-${slot}`;
  const kept = drawer(() => window.localStorage, name);
  const read = () => kept.read() ?? {};
  return {
    isKept: kept.isKept,
    /** @returns {Pending | null} */
    pending: () => (read().pending ? toBytes(read().pending) : null),
    /** @returns {Receipt | null} */
    receipt: () => read().receipt ?? null,
    keep: (/** @type {Pending} */ pending) => kept.write({ pending: toText(pending) }),
    /** @returns {Spare | null} */
    spare: () => (read().spare ? toBytes(read().spare) : null),
    /** Keep the receipt in place of the pending ballot, and the spare beside it. */
    finish(/** @type {Receipt} */ receipt, /** @type {Spare | null} */ spare = null) {
      kept.write(spare ? { receipt, spare: toText(spare) } : { receipt });
    },
    end: (/** @type {string} */ code) => kept.write({ ended: code }),
    /** @returns {string | null} */
    ended: () => read().ended ?? null,
    drop: () => kept.write(null),
    /** Call when another tab of this browser has changed what is kept. */
    onChange: (/** @type {() => void} */ call) =>
      window.addEventListener('storage', (event) => event.key === name && call()),
  };
}
