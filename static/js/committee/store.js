// One record for each round and member in this browser. Private windows may refuse; then all
// lives as long as the page, and the person is told.

import { within } from '../waiting.js';

const NAME = 'tinnhiem-counting-team';
const TABLE = 'parts';
// Some browsers that block storage never answer at all.
const PATIENCE = 3000;
let isSilent = false;

function database() {
  if (isSilent) return Promise.reject(new Error('blocked'));
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

/** Calls `act(table, done)` in one transaction; resolves with what was given to `done`. */
async function inside(mode, act) {
  const opened = await within(PATIENCE, database(), () => {
    isSilent = true;
  });
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(
        TABLE,
        mode,
        mode === 'readwrite' ? { durability: 'strict' } : {},
      );
      let outcome;
      transaction.oncomplete = () => resolve(outcome);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
      act(transaction.objectStore(TABLE), (value) => {
        outcome = value;
      });
    });
  } finally {
    opened.close();
  }
}

const get = (key, done) => (table) => {
  const request = table.get(key);
  request.onsuccess = () => done(request.result, table);
};

/** The record, or undefined; also when the browser keeps nothing. */
export const read = (key) =>
  inside('readonly', (table, done) => get(key, done)(table)).catch(() => undefined);

/**
 * Replaces the record by `change(record or undefined)`, in one transaction: two tabs of a member
 * may write at once. Resolves with what was read back, or undefined when nothing was kept.
 */
export async function update(key, change) {
  try {
    await inside(
      'readwrite',
      get(key, (record, table) => table.put(change(record), key)),
    );
    return await read(key);
  } catch {
    return undefined;
  }
}

/** Asks the browser not to clear the record when space is short; its answer changes nothing. */
export const persist = () => navigator.storage?.persist?.().catch(() => false);
