// The hall's screen. The server must not be able to show a false code here unnoticed: the page shows a code only after
// a member has typed the one of the own device, and makes the QR code itself.

import { NoAnswer, Refusal } from '../api.js';
import { byId } from '../elements.js';
import { fillHallCode } from '../hall_code.js';
import { checkElection } from '../protocol/election.js';
import { electionLetters, electionOf } from '../protocol/identity.js';
import { CeremonyError } from '../protocol/member.js';
import { compareTyped } from '../vote/comparison.js';
import { clearNotice, say } from '../vote/notices.js';
import { requestsOf } from '../vote/requests.js';
import { drawer } from '../vote/storage.js';

const hall = byId('hall').dataset;
const answer = byId('hall-answer');
const field = byId('hall-typed');
const api = requestsOf({ urls: { manifest: hall.manifest } });
/** The letters that were compared, for a reload of this tab. */
const kept = drawer(() => window.sessionStorage, `tn-hall-${hall.round}`);

/** The id of the election whose keys the server gives out to this device; null unless the whole team confirmed it. */
async function fetched() {
  const told = await api.manifest();
  try {
    return checkElection(told).electionId;
  } catch (error) {
    if (error instanceof CeremonyError) return null;
    throw error;
  }
}

/** @param {boolean} isShown */
function showCode(isShown) {
  byId('hall-ask').hidden = isShown;
  byId('hall-shown').hidden = !isShown;
}

/** @param {Uint8Array} election */
function show(election) {
  clearNotice(answer);
  fillHallCode(byId('hall-shown'), election);
  showCode(true);
}

function forget() {
  kept.write(null);
  showCode(false);
  field.value = '';
}

/** @param {Uint8Array} election */
function accept(election) {
  kept.write(electionLetters(election));
  show(election);
  byId('hall-title').focus();
}

const ANSWERS = { same: accept, different: alarm, unreadable: askAgain };

/** @param {string} text */
async function compare(text) {
  const election = await fetched();
  if (election) ANSWERS[compareTyped(text, election)](election);
  else alarm();
}

/** What is kept was compared with a member's device; a server that now gives out other keys raises the alarm. */
async function restore() {
  const letters = kept.read();
  showCode(false);
  if (typeof letters !== 'string') return;
  show(electionOf(letters));
  const election = await fetched();
  if (!election || electionLetters(election) !== letters) alarm();
}

function askAgain() {
  say(
    answer,
    'warning',
    gettext('This is not a whole election code'),
    gettext('Type all 16 letters and digits, in four groups of four.'),
  );
  field.focus();
}

function alarm() {
  forget();
  say(
    answer,
    'danger',
    gettext('This is not the code of the vote on this server'),
    gettext(
      'Type it again from the member’s own device. If it differs once more, do not begin the vote: tell the head of the counting team and the secretary at once.',
    ),
  );
}

/** @param {unknown} error */
function fail(error) {
  if (!(error instanceof NoAnswer || error instanceof Refusal)) throw error;
  if (byId('hall-shown').hidden) {
    say(answer, 'warning', gettext('The server did not answer'), gettext('Nothing was compared. Try again.'));
  }
}

byId('hall-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  compare(field.value).catch(fail);
});
byId('hall-hide').addEventListener('click', forget);
byId('starting').remove();
restore().catch(fail);
