// Sentences for errors: lost connection, missing login, refusal, failed check.

import { NoAnswer, Refusal } from '../api.js';
import { Untrue } from './checked.js';
import { panel, show, text } from './dom.js';

/** @import { Page } from './types.js' */

const REREAD = new Set(['attempt', 'elsewhere', 'not_running', 'not_counted']);

/**
 * What the page did by itself went well, so earlier notices no longer hold.
 * @param {Page} page
 */
export function clearNotice(page) {
  if (!page.insisting) show('lost', false);
  for (const name of ['login', 'trouble']) show(name, false);
}

/**
 * `place` is 'trouble' for what the page does by itself, 'refused' for what a member pressed.
 * @param {Page} page
 * @param {any} error
 * @param {string} [place]
 */
export function tell(page, error, place = 'trouble') {
  const isLost = error instanceof NoAnswer;
  show('lost', isLost);
  if (isLost) return;
  if (error instanceof Untrue || error.code === 'second_tally') alarm(page, error);
  else if (error instanceof Refusal) tellRefusal(page, error, place);
  else {
    show('login', false);
    show(place, true);
    text(place, gettext('An error occurred on this page. Reload it; every finished step is kept.'));
    console.warn(error);
  }
}

/**
 * @param {Page} page
 * @param {Refusal} refusal
 * @param {string} place
 */
function tellRefusal(page, { code, message }, place) {
  show('login', code === 'login');
  if (code === 'login') return;
  if (REREAD.has(code)) {
    // The board has moved on meanwhile; the next look shows it.
    if (place === 'refused') page.soon();
    return;
  }
  show(place, true);
  text(place, message);
}

/**
 * @param {Page} page
 * @param {Untrue} error
 */
function alarm(page, error) {
  page.alarm = error;
  const name = page.board.members.find(({ index }) => index === error.member)?.name;
  const words =
    SENTENCES[error.code]?.() ?? gettext('The messages of the ceremony contain invalid data. Tell the head.');
  text('alarm', name ? `${words} ${interpolate(gettext('It came from: %s.'), [name])}` : words);
  panel('alarm');
}

/** @type {Record<string, () => string>} */
const SENTENCES = {
  sealed: () =>
    gettext('The server shows another counting team, or another number of parts needed, than was frozen.'),
  roll: () => gettext('The roll of voters is not the one that was frozen.'),
  changed: () => gettext('A message was changed after it had been shown.'),
  reveals: () => gettext('The server shows other keys than before.'),
  manifest: () => gettext('The list of keys to be confirmed is not the one of this ceremony.'),
  election: () => gettext('The box is not the one you locked.'),
  lot: () => gettext('A member’s device has changed what it had promised at the start.'),
  server_key: () => gettext('The server showed its own keys differently to different members.'),
  fingerprint: () => gettext('The fingerprint of the box does not match the ballots in it.'),
  proofs: () => gettext('This device finds other ballots valid than the server does.'),
  tokens: () => gettext('The key with which the server issued ballots is not the one that was locked.'),
  issued: () =>
    gettext(
      'Ballots were issued that this device cannot trace to people on the roll who were present. Do not open the box.',
    ),
  twice: () => gettext('Two ballots in the box use the same blank ballot.'),
  sums: () => gettext('The sums are not those of the ballots in the box.'),
  too_few: () =>
    gettext('This device finds fewer valid ballots than the frozen minimum: the box must not be opened.'),
  board: () =>
    gettext('The server shows other numbers or another fingerprint of the box than this device has found.'),
  second_tally: () => gettext('This device has already given a share for other totals of this box.'),
  counts: () => gettext('The minutes state other numbers than this device has found.'),
  words: () =>
    gettext('The minutes name another vote, other officials or another fingerprint than those of this box.'),
  minutes: () => gettext('The text of the minutes does not match its hash.'),
  signature: () => gettext('A confirmation is not valid.'),
  server_share: () => gettext('The server’s keys are not valid. Tell the head.'),
};
