// Shows how far a worker is with the rounds from the plan or an act on many rows, and loads the page again when it
// has ended.

import { byId } from '../elements.js';
import { ask, keepLooking, lostWords, showBar } from '../watching.js';

const EVERY_MS = 2000;
const batch = byId('batch');
const news = byId('batch-news');

async function look() {
  const answer = await ask(batch.dataset.statusUrl);
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const told = await answer.json();
  if (told.state !== 'running') {
    location.replace(batch.dataset.url);
    return;
  }
  showBar('batch-progress', told.done, told.total);
  news.textContent = '';
}

function tellLost() {
  news.textContent = lostWords();
}

if (batch) keepLooking(EVERY_MS, look, tellLost);
