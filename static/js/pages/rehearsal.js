// Shows how many simulated voters have voted, and loads the page again when the rehearsal has come further.

import { byId } from '../elements.js';
import { ask, keepLooking, lostWords, showBar } from '../watching.js';

const EVERY_MS = 2000;
const rehearsal = byId('rehearsal');
const news = byId('rehearsal-news');

async function look() {
  const answer = await ask(rehearsal.dataset.statusUrl);
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const told = await answer.json();
  if (told.stage !== rehearsal.dataset.stage) {
    location.replace(rehearsal.dataset.url);
    return;
  }
  showBar('rehearsal-progress', told.cast, told.voters);
  news.textContent = '';
}

function tellLost() {
  news.textContent = lostWords();
}

if (rehearsal) keepLooking(EVERY_MS, look, tellLost);
