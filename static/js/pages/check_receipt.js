// The page behind the QR of a receipt: is this ballot in the box? Asked without account and cookie.

import { hexToBytes } from '../protocol/hashing.js';
import { shortCode } from '../protocol/receipt.js';
import { requestsOf } from '../vote/requests.js';
import { element, say } from '../vote/notices.js';
import { sayPath } from '../vote/receipt_view.js';
import { takeSlips } from '../vote/slip.js';

const page = document.getElementById('check').dataset;
const region = document.getElementById('check-answer');
const details = document.getElementById('check-details');
const api = requestsOf({ urls: { find: page.find } });
const HASH = /^[0-9a-f]{64}$/u;

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
    const found = await api.findBallot(ballot);
    if (!isLatest()) return;
    tell(ballot, found);
    describe(ballot, found.fingerprint);
  } catch {
    if (isLatest()) {
      say(
        region,
        'warning',
        gettext('The box did not answer'),
        gettext('Your receipt stays valid. Try again later.'),
      );
    }
  }
}

function tell(ballot, found) {
  if (!found.in_box) {
    say(
      region,
      'danger',
      gettext('No ballot with this code is in the box'),
      gettext(
        'Compare the code below with the one on the receipt. If it is the same, keep the receipt and tell the counting team at once.',
      ),
    );
  } else if (!found.fingerprint) {
    say(
      region,
      'success',
      gettext('The ballot is in the box'),
      gettext(
        'The box is still open. After it closes, this page checks the ballot against the fingerprint of the box.',
      ),
    );
  } else sayPath(region, ballot, found);
}

function describe(ballot, fingerprint) {
  const row = (term, text) =>
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

document.getElementById('starting').remove();
takeSlips(examine);
