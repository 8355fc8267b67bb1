// The seal worker behind promises: it prepares while the voter reads and seals each mark at once.

export function sealer(election, url) {
  const worker = new Worker(url, { type: 'module' });
  const waiting = new Map();
  let number = 0;

  worker.onmessage = ({ data }) => {
    const found = waiting.get(data.id);
    if (!found || (data.type !== found.expects && data.type !== 'failed')) return;
    waiting.delete(data.id);
    if (data.type === 'failed') found.reject(new Error(data.message));
    else found.resolve(data);
  };
  worker.onerror = () => {
    waiting.forEach(({ reject }) => reject(new Error('worker')));
    waiting.clear();
  };

  const request = (message, expects) => new Promise((resolve, reject) => {
    number += 1;
    waiting.set(number, { expects, resolve, reject });
    worker.postMessage({ ...message, id: number });
  });

  const ready = request({ type: 'prepare', election }, 'prepared');
  return {
    ready,
    choose: (line, choice) => worker.postMessage({ type: 'choose', line, choice }),
    seal: (choices) => request({ type: 'seal', choices }, 'sealed'),
    audit: () => request({ type: 'audit' }, 'audited'),
    forget: () => worker.postMessage({ type: 'forget' }),
  };
}
