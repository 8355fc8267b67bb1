// The page behind the QR code of a receipt: is this ballot in the box? Asked without account and cookie.

import { fillCodes } from '../code.js';
import { byId, element } from '../elements.js';
import { checkElection } from '../protocol/election.js';
import { hexToBytes } from '../protocol/hashing.js';
import { CeremonyError } from '../protocol/member.js';
import { shortCode } from '../protocol/receipt.js';
import { say } from '../vote/notices.js';
import { sayInBox, sayNoAnswer } from '../vote/receipt_view.js';
import { requestsOf } from '../vote/requests.js';
import { takeFragment } from '../vote/fragment.js';

/** @import { Found } from '../vote/types.js' */

const page = byId('check').dataset;
const region = byId('check-answer');
const details = byId('check-details');
const api = requestsOf({ urls: { find: page.find, manifest: page.manifest } });
const HASH = /^[0-9a-f]{64}$/u;

/**
 * @param {string} text
 * @param {() => boolean} isLatest
 */
async function examine(text, isLatest) {
  const ballot = text.toLowerCase();
  details.replaceChildren();
  if (!HASH.test(ballot)) {
    say(
      region,
      'warning',
      gettext('This receipt cannot be read'),
      gettext('Nothing was asked. Scan the QR code again, or paste the 64 characters of the ballot hash.'),
    );
    return;
  }
  try {
    say(region, 'info', gettext('Asking the box …'));
    const [isTrue, found] = await Promise.all([election, api.findBallot(ballot)]);
    if (!isLatest()) return;
    if (isTrue) tell(ballot, found);
    else sayUntrue();
    describe(ballot, found.fingerprint);
  } catch {
    if (isLatest()) sayNoAnswer(region);
  }
}

/**
 * @param {string} ballot
 * @param {Found} found
 */
function tell(ballot, found) {
  if (found.in_box) sayInBox(region, ballot, found);
  else {
    say(
      region,
      'danger',
      gettext('No ballot with this code is in the box'),
      gettext(
        'Compare the code below with the one on the receipt. If it is the same, keep the receipt and tell the counting team at once.',
      ),
    );
  }
}

/**
 * @param {string} ballot
 * @param {string} fingerprint
 */
function describe(ballot, fingerprint) {
  const row = (/** @type {string} */ term, /** @type {string} */ text) =>
    element(
      'div',
      {},
      element('dt', { textContent: term }),
      element('dd', {}, element('code', { textContent: text })),
    );
  details.replaceChildren(
    element(
      'p',
      {},
      `${gettext('Code of the ballot')}: `,
      element('strong', { className: 'code', textContent: shortCode(hexToBytes(ballot)) }),
    ),
    element(
      'dl',
      { className: 'summary' },
      row(gettext('Ballot hash'), ballot),
      row(gettext('Fingerprint of the box'), fingerprint || gettext('only after the box is closed')),
    ),
  );
}

function sayUntrue() {
  say(
    region,
    'danger',
    gettext('This is not the box that the counting team locked'),
    gettext(
      'The server gives this device keys that the counting team has not confirmed. Keep the receipt, and tell the head of the counting team and the secretary at once.',
    ),
  );
}

/**
 * Whether all members confirmed the keys that the server gives out to this device; shows the code of these keys,
 * whatever the page says. A round of an earlier release has neither.
 */
async function checkKeys() {
  try {
    fillCodes(checkElection(await api.manifest()).electionId);
    return true;
  } catch (error) {
    if (error instanceof CeremonyError) return error.code === 'version';
    throw error;
  }
}

byId('starting').remove();
const election = checkKeys();
election.catch(() => {}); // told when a receipt is examined
takeFragment(examine);
