// What this browser keeps. Marks live in this tab only and are erased once the ballot is cast.
// The pending ballot is kept sealed, so that a closed tab or a lost connection loses nothing.
// Where the browser refuses to store, memory stands in and `isKept` says so.

import { bytesToHex, hexToBytes } from '../protocol/hashing.js';

function drawer(open, name) {
  let store = null;
  try {
    store = open();
    store.setItem(`${name}-try`, '1');
    store.removeItem(`${name}-try`);
  } catch {
    store = null;
  }
  let memory = null;
  const read = () => {
    try {
      return JSON.parse((store ? store.getItem(name) : memory) ?? 'null');
    } catch {
      return null; // not ours
    }
  };
  const write = (value) => {
    memory = value === null ? null : JSON.stringify(value);
    if (!store) return;
    try {
      if (value === null) store.removeItem(name);
      else store.setItem(name, memory);
    } catch {
      store = null;
    }
  };
  return { read, write, isKept: () => Boolean(store) };
}

/** The marks of this tab (one of 0, 1, 2 or null per line) and the line its reader was at. */
export function marksOf(slot, lines) {
  const kept = drawer(() => window.sessionStorage, `tn-marks-${slot}`);
  const place = drawer(() => window.sessionStorage, `tn-place-${slot}`);
  const sealed = drawer(() => window.sessionStorage, `tn-sealed-${slot}`);
  const stored = kept.read();
  const marks = Array.from({ length: lines }, (_, line) =>
    [0, 1, 2].includes(stored?.[line]) ? stored[line] : null,
  );
  return {
    isKept: kept.isKept,
    all: () => [...marks],
    blanks: () => marks.flatMap((mark, line) => (mark === null ? [line] : [])),
    set(line, mark) {
      marks[line] = mark;
      kept.write(marks);
    },
    /** Whether this tab holds marks that another ballot than this (hex of its hash) was sealed from. */
    areNotOf: (hash) => marks.some((mark) => mark !== null) && sealed.read() !== hash,
    keepSealed: (hash) => sealed.write(hash),
    place: () => place.read() ?? 0,
    keepPlace: (line) => place.write(line),
    erase() {
      marks.fill(null);
      kept.write(null);
      place.write(null);
      sealed.write(null);
    },
  };
}

const BYTES = ['body', 'signature', 'hash', 'blind', 'blinded', 'token'];

function toText(ballot) {
  return Object.fromEntries(
    Object.entries(ballot).map(([k, v]) => [k, BYTES.includes(k) ? bytesToHex(v) : v]),
  );
}

function toBytes(ballot) {
  return Object.fromEntries(
    Object.entries(ballot).map(([k, v]) => [k, BYTES.includes(k) ? hexToBytes(v) : v]),
  );
}

/**
 * The ballot on its way ({step: 'issue' | 'cast', …}) and, at the end, its receipt or the code of
 * why there is none. The sealed ballot stays beside the receipt until the box is closed: a server restored from a backup may have lost it.
 */
export function ballotOf(slot) {
  const name = `tn-ballot-${slot}`;
  const kept = drawer(() => window.localStorage, name);
  const read = () => kept.read() ?? {};
  return {
    isKept: kept.isKept,
    pending: () => (read().pending ? toBytes(read().pending) : null),
    receipt: () => read().receipt ?? null,
    keep: (pending) => kept.write({ pending: toText(pending) }),
    spare: () => (read().spare ? toBytes(read().spare) : null),
    finish: (receipt, spare = null) => kept.write(spare ? { receipt, spare: toText(spare) } : { receipt }),
    end: (code) => kept.write({ ended: code }),
    ended: () => read().ended ?? null,
    drop: () => kept.write(null),
    /** Call when another tab of this browser has changed what is kept. */
    onChange: (call) => window.addEventListener('storage', (event) => event.key === name && call()),
  };
}
