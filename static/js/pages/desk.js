// Renews the numbers of the desk, and loads the page again when the round has moved on.

import { all, byId } from '../elements.js';
import { within } from '../waiting.js';

const EVERY_MS = 4000;
const TIMEOUT_MS = 20000;
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
  showBar('turnout', told.cast, told.summoned);
  showBar('checked', told.checked, told.cast);
}

/**
 * @param {string} id
 * @param {number} value
 * @param {number} max
 */
function showBar(id, value, max) {
  const bar = byId(id);
  if (!bar) return;
  bar.value = value;
  bar.max = max || 1;
  bar.closest('.progress').querySelector('[data-progress-text]').textContent = `${value}/${max}`;
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
  const answer = await within(
    TIMEOUT_MS,
    fetch(desk.dataset.statusUrl, { headers: { Accept: 'application/json' } }),
  );
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
  news.textContent = gettext('The connection is lost; the numbers may be old. Trying again…');
}

function clearLost() {
  delete news.dataset.lost;
  news.textContent = '';
}

async function watch() {
  if (document.visibilityState === 'visible') {
    try {
      await look();
    } catch {
      tellLost();
    }
  }
  setTimeout(watch, EVERY_MS);
}

if (desk && 'watched' in desk.dataset) setTimeout(watch, EVERY_MS);

function countDown() {
  const [node] = all('[data-until]');
  if (!node) return;
  const left = Math.max(0, Math.ceil((new Date(node.dataset.until).getTime() - Date.now()) / 1000));
  node.textContent = interpolate(ngettext('%s second', '%s seconds', left), [left]);
  if (left) setTimeout(countDown, 1000);
}

countDown();
