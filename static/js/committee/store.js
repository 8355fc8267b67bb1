// One record for each round and member in this browser. Private windows may refuse; then all
// lives as long as the page, and the person is told.

const NAME = 'tinnhiem-counting-team';
const TABLE = 'parts';

function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

async function within(mode, act) {
  const opened = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(TABLE, mode, mode === 'readwrite' ? { durability: 'strict' } : {});
      const request = act(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
    });
  } finally {
    opened.close();
  }
}

/** The record, or undefined; also when the browser keeps nothing. */
export const read = (key) => within('readonly', (table) => table.get(key)).catch(() => undefined);

/** True once the record is written and read back the same. */
export async function write(key, record) {
  try {
    await within('readwrite', (table) => table.put(record, key));
    const back = await read(key);
    return Boolean(back) && back.seed.every((byte, i) => byte === record.seed[i]);
  } catch {
    return false;
  }
}

/** Asks the browser not to clear the record when space is short; its answer changes nothing. */
export const persist = () => navigator.storage?.persist?.().catch(() => false);
