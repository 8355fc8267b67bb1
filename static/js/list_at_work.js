// Loads the page of an import again once the worker has done its step.

import { byId } from './elements.js';
import { pause } from './waiting.js';
import { ask } from './watching.js';

const EVERY_MS = 1500;
const page = byId('at-work');

async function isAtWork() {
  const answer = await ask(page.dataset.statusUrl);
  if (answer.status === 404 || answer.redirected) return false;
  return !answer.ok || (await answer.json()).at_work;
}

for (;;) {
  await pause(EVERY_MS);
  if (!(await isAtWork().catch(() => true))) break;
}
location.replace(page.dataset.url);
