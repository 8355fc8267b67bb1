// Waiting for a server that is away.

/** Wait, but no longer than until the connection is back. */
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
 * Settles as `promise` does; when that takes too long, calls `onLate` and rejects. Counted in ticks:
 * an hour in which the device slept is one.
 */
export function within(milliseconds, promise, onLate = () => {}) {
  let left = milliseconds / TICK_MS;
  let timer;
  const late = new Promise((_, reject) => {
    timer = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      onLate();
      reject(new Error('late'));
    }, TICK_MS);
  });
  return Promise.race([promise, late]).finally(() => clearInterval(timer));
}
