// Waiting, while the server or the connection is down.

/** @type {Set<() => void>} */
const pauses = new Set();

let isWoken = false;

/** End every pause now: the person does not want to wait. During an attempt, the pause after it is left out. */
export function wake() {
  isWoken = pauses.size === 0;
  [...pauses].forEach((done) => done());
}

/**
 * Wait, but only until the connection is back or `wake` is called.
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export function pause(milliseconds) {
  if (isWoken) {
    isWoken = false;
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      pauses.delete(done);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
    pauses.add(done);
  });
}

const TICK_MS = 1000;

/**
 * Settle as `promise` does; when that takes too long, call `onLate` and reject. Time is counted in ticks, so
 * that the hours in which a device sleeps do not count.
 * @template T
 * @param {number} milliseconds
 * @param {Promise<T>} promise
 * @param {() => void} [onLate]
 * @returns {Promise<T>}
 */
export function within(milliseconds, promise, onLate = () => {}) {
  let left = milliseconds / TICK_MS;
  let timer = 0;
  const late = new Promise((_, reject) => {
    timer = window.setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      onLate();
      reject(new Error('late'));
    }, TICK_MS);
  });
  return Promise.race([promise, late]).finally(() => clearInterval(timer));
}
