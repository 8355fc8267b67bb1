// Waiting, while the server or the connection is down.

/**
 * Wait, but only until the connection is back.
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
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
