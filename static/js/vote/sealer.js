// The seal worker behind promises: it prepares while the voter reads and seals each mark at once.

import { within } from '../waiting.js';

const PATIENCE_MS = 60000;

/** The worker did not start or has died: nothing can be sealed on this page any more. */
class NoSealer extends Error {
  code = 'sealer';
}

/** A worker, or where the browser has none something that never answers. */
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

export function sealer(election, url) {
  const worker = started(url);
  const waiting = new Map();
  let number = 0;
  let isDead = false;

  worker.onmessage = ({ data }) => {
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

  const request = (message, expects) =>
    new Promise((resolve, reject) => {
      if (isDead) throw new NoSealer();
      number += 1;
      waiting.set(number, { expects, resolve, reject });
      worker.postMessage({ ...message, id: number });
    });

  const ready = within(PATIENCE_MS, request({ type: 'prepare', election }, 'prepared')).catch(() => {
    throw new NoSealer();
  });
  return {
    ready,
    choose: (line, choice) => worker.postMessage({ type: 'choose', line, choice }),
    seal: (choices) => ready.then(() => request({ type: 'seal', choices }, 'sealed')),
    audit: () => request({ type: 'audit' }, 'audited'),
    forget: () => worker.postMessage({ type: 'forget' }),
  };
}
