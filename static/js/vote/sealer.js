// The seal worker behind promises. It prepares while the voter reads, and seals each mark at once.

import { within } from '../waiting.js';

/** @import { Choice, Election } from '../protocol/types.js' */

const PATIENCE_MS = 60000;

/** The worker did not start or has stopped: nothing can be sealed on this page any more. */
class NoSealer extends Error {
  code = 'sealer';
}

function noSealer() {
  throw new NoSealer();
}

/**
 * A worker, or a stand-in that fails where the browser has no workers.
 * @param {string} url
 * @returns {any}
 */
function started(url) {
  try {
    return new Worker(url, { type: 'module' });
  } catch {
    return {
      postMessage() {
        this.onerror();
      },
    };
  }
}

/**
 * Requests to the worker, each with a number of its own that comes back with the answer.
 * @param {any} worker
 * @returns {(message: object, expects: string) => Promise<any>}
 */
function requestsTo(worker) {
  /**
   * @type {Map<number, { expects: string, resolve: (told: any) => void, reject: (error: Error) => void }>}
   */
  const waiting = new Map();
  let number = 0;
  let isDead = false;

  worker.onmessage = (/** @type {MessageEvent} */ { data }) => {
    const found = waiting.get(data.id);
    if (!found || (data.type !== found.expects && data.type !== 'failed')) return;
    waiting.delete(data.id);
    if (data.type === 'failed') found.reject(new NoSealer(data.message));
    else found.resolve(data);
  };
  worker.onerror = () => {
    isDead = true;
    waiting.forEach(({ reject }) => reject(new NoSealer()));
    waiting.clear();
  };

  return (message, expects) =>
    new Promise((resolve, reject) => {
      if (isDead) throw new NoSealer();
      number += 1;
      waiting.set(number, { expects, resolve, reject });
      worker.postMessage({ ...message, id: number });
    });
}

/** @param {string} url */
export function sealer(url) {
  const worker = started(url);
  const request = requestsTo(worker);
  /** @type {typeof request} */
  const inTime = (message, expects) => within(PATIENCE_MS, request(message, expects)).catch(noSealer);
  /** @type {Promise<any>} */
  let ready = Promise.resolve();
  return {
    /** Settled once the election is prepared. */
    get ready() {
      return ready;
    },
    /** @type {(answer: Uint8Array, expected: Uint8Array) => Promise<{ manifest?: any, untrue?: string }>} */
    election: (answer, expected) => inTime({ type: 'election', answer, expected }, 'election'),
    prepare(/** @type {Election} */ election) {
      ready = inTime({ type: 'prepare', election }, 'prepared');
      return ready;
    },
    choose: (/** @type {number} */ line, /** @type {Choice} */ choice) =>
      worker.postMessage({ type: 'choose', line, choice }),
    seal: (/** @type {Choice[]} */ choices) => ready.then(() => request({ type: 'seal', choices }, 'sealed')),
    holds: () => request({ type: 'check' }, 'checked').then(({ holds }) => Boolean(holds)),
    renew: () => worker.postMessage({ type: 'renew' }),
    adopt: (/** @type {Uint8Array} */ secret) => worker.postMessage({ type: 'adopt', secret }),
    openTrial: () => request({ type: 'trial' }, 'opened'),
    forget: () => worker.postMessage({ type: 'forget' }),
  };
}
