// Drives static/js/workers/seal_worker.js: a list of messages in, the list of its answers out.

import { readFileSync } from 'node:fs';

const bytes = (value) =>
  typeof value?.hex === 'string' ? Uint8Array.from(Buffer.from(value.hex, 'hex')) : value;
const revive = (_, value) => bytes(value);
const answers = [];
globalThis.postMessage = (message) => answers.push(structuredClone(message));
await import('../../../static/js/workers/seal_worker.js');
for (const data of JSON.parse(readFileSync(0, 'utf8'), revive)) globalThis.onmessage({ data });
process.stdout.write(
  JSON.stringify(answers, (_, value) =>
    value instanceof Uint8Array ? { hex: Buffer.from(value).toString('hex') } : value,
  ),
);
