// One record for each round and member in this browser. A private window may refuse to store; then everything
// lasts as long as the page, and the member is told.

import { within } from '../waiting.js';

/** @import { KeyRecord } from './types.js' */

const NAME = 'tinnhiem-counting-team';
const TABLE = 'parts';
// Some browsers that block storage never call back.
const PATIENCE = 3000;
let isSilent = false;

/** @returns {Promise<IDBDatabase>} */
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

/**
 * Call `act(table, done)` in one transaction; resolves with what was given to `done`.
 * @param {IDBTransactionMode} mode
 * @param {(table: IDBObjectStore, done: (value: any) => void) => void} act
 * @returns {Promise<any>}
 */
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
      /** @type {any} */
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

/**
 * @type {(key: string, done: (value: any, table: IDBObjectStore) => void) => (table: IDBObjectStore) => void}
 */
const get = (key, done) => (table) => {
  const request = table.get(key);
  request.onsuccess = () => done(request.result, table);
};

/**
 * The record, or undefined; also when the browser keeps nothing.
 * @type {(key: string) => Promise<KeyRecord | undefined>}
 */
export const read = (key) =>
  inside('readonly', (table, done) => get(key, done)(table)).catch(() => undefined);

/**
 * Replace the record by `change(record or undefined)` in one transaction: two tabs of a member may write at
 * once. Resolves with what was read back, or undefined when nothing was kept.
 * @param {string} key
 * @param {(record: KeyRecord | undefined) => KeyRecord} change
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

/** Ask the browser not to clear the record when space is short. Its answer changes nothing. */
export const persist = () => navigator.storage?.persist?.().catch(() => false);
