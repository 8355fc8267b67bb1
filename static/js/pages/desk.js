// Renews the numbers of the desk, and loads the page again when the round has moved on.

import { all, byId } from '../elements.js';
import { ask, keepLooking, lostWords, showBar } from '../watching.js';

const EVERY_MS = 4000;
const desk = byId('desk');
const news = byId('desk-news');
let isEdited = false;

document.addEventListener('input', () => {
  isEdited = true;
});

/** @param {Record<string, any>} told */
function showNumbers(told) {
  for (const field of all('[data-number]', desk)) {
    field.textContent = told[field.dataset.number] ?? '–';
  }
  for (const node of all('[data-over]', desk)) {
    node.hidden = told.present === null || told.issued <= told.present;
  }
  showNotCast(told);
  showBar('turnout', told.cast, told.summoned);
  showBar('checked', told.checked, told.cast);
}

/** @param {Record<string, any>} told */
function showNotCast(told) {
  const node = byId('not-cast');
  if (!node) return;
  const left = Math.max(0, (told.present ?? 0) - told.cast);
  const words = ngettext(
    '%s person present has not cast a ballot.',
    '%s people present have not cast a ballot.',
    left,
  );
  node.textContent = left ? interpolate(words, [left]) : '';
}

function showAnew() {
  // Text that is being typed must not be lost.
  if (!isEdited) {
    location.replace(desk.dataset.url);
    return;
  }
  const link = document.createElement('a');
  link.href = desk.dataset.url;
  link.textContent = gettext('Load the page again');
  news.replaceChildren(`${gettext('This round has changed.')} `, link);
}

async function look() {
  const answer = await ask(desk.dataset.statusUrl);
  if (answer.status === 404 || answer.redirected) {
    location.replace(desk.dataset.url);
    return;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  const told = await answer.json();
  showNumbers(told);
  if (told.stage !== desk.dataset.stage) showAnew();
  else if (news.dataset.lost) clearLost();
}

function tellLost() {
  news.dataset.lost = 'yes';
  news.textContent = lostWords();
}

function clearLost() {
  delete news.dataset.lost;
  news.textContent = '';
}

if (desk && 'watched' in desk.dataset) keepLooking(EVERY_MS, look, tellLost);

function countDown() {
  const [node] = all('[data-until]');
  if (!node) return;
  const left = Math.max(0, Math.ceil((new Date(node.dataset.until).getTime() - Date.now()) / 1000));
  node.textContent = interpolate(ngettext('%s second', '%s seconds', left), [left]);
  if (left) setTimeout(countDown, 1000);
}

countDown();
