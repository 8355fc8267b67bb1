// The receipt that the voter keeps (code, QR code, print, file) and the check that the ballot is in the box.

import { byId, element } from '../elements.js';
import { hexToBytes } from '../protocol/hashing.js';
import { inclusionFromJson, verifyInclusion } from '../protocol/merkle.js';
import { qrPicture } from '../qr.js';
import { say } from './notices.js';
import { show } from './view.js';

/** @import { Inclusion, Receipt } from '../protocol/types.js' */
/** @import { Found, NoticeKind, Requests } from './types.js' */

/**
 * Show the receipt. `page` is the address at which any device can check it.
 * @param {Receipt} receipt
 * @param {Requests} api
 * @param {string} page
 */
export function showReceipt(receipt, api, page) {
  const address = new URL(`${page}#${receipt.ballot}`, window.location.origin).href;
  byId('receipt-code').textContent = receipt.code;
  byId('receipt-hash').textContent = receipt.ballot;
  byId('receipt-link').href = address;
  byId('receipt-qr').replaceChildren(
    qrPicture(address, gettext('QR code of the receipt; it does not show your marks')),
  );
  byId('receipt-verify').onclick = () => check(receipt, api);
  byId('receipt-print').onclick = () => window.print();
  offerFile(receipt, address);
  show('receipt');
}

/**
 * Ask the box; after closing, verify the path to its fingerprint on this device.
 * @param {Receipt} receipt
 * @param {Requests} api
 */
export async function check(receipt, api) {
  const region = byId('receipt-check');
  say(region, 'info', gettext('Asking the box …'));
  try {
    const found = await api.findBallot(receipt.ballot);
    if (found.in_box) sayInBox(region, receipt.ballot, found);
    else {
      say(
        region,
        'danger',
        gettext('This ballot was not found in the box'),
        gettext(
          'The server signed that it took the ballot, but does not find it. Keep this receipt and tell the counting team at once.',
        ),
      );
    }
  } catch {
    sayNoAnswer(region);
  }
}

/**
 * After the server was restored from a backup: put the ballot back if the box has lost it. `putBack` sends it
 * again; it is missing when this device no longer holds the ballot.
 * @param {Receipt} receipt
 * @param {Requests} api
 * @param {{ isPaused: boolean, putBack: (() => Promise<unknown>) | false | null }} options
 */
export async function recover(receipt, api, { isPaused, putBack }) {
  const region = byId('receipt-check');
  try {
    const isThere = (await api.findBallot(receipt.ballot)).in_box;
    if (!isThere) byId('receipt-title').lastElementChild.textContent = gettext('Receipt of your ballot');
    if (!isThere && isPaused) {
      return say(
        region,
        'warning',
        gettext('The vote is interrupted; your ballot is not in the box now'),
        gettext(
          'The server was restored from a backup made before you voted. Keep this page open: ' +
            'when the secretary lets the vote go on, it puts your ballot back by itself.',
        ),
      );
    }
    if (!isThere && putBack) {
      await putBack();
      byId('receipt-title').lastElementChild.textContent = gettext('Your ballot is in the box again');
    }
    return await check(receipt, api);
  } catch (error) {
    if (!error.code) {
      return say(
        region,
        'warning',
        gettext('The box could not be asked'),
        gettext(
          'It is not known yet whether your ballot is still in the box after the restore. Load this page again to check.',
        ),
      );
    }
    return say(region, 'danger', gettext('Your ballot is not in the box'), error.message);
  }
}

/**
 * Tell that the receipt stays valid although the box did not answer.
 * @param {Element} region
 */
export function sayNoAnswer(region) {
  say(
    region,
    'warning',
    gettext('The box could not be asked'),
    gettext('Your receipt stays valid. Try again later.'),
  );
}

/**
 * Tell that a ballot (hex of its hash) is in the open box, or check it against the closed one.
 * @param {Element} region
 * @param {string} ballot
 * @param {Found} found
 */
export function sayInBox(region, ballot, found) {
  if (found.fingerprint) sayClosed(region, ballot, found);
  else {
    say(
      region,
      'success',
      gettext('The ballot is in the box'),
      gettext(
        'Voting is still open. After closing, this page checks the ballot against the fingerprint of the box.',
      ),
    );
    region.prepend(inLargeLetters('success', gettext('In the box')));
  }
}

/**
 * @param {Element} region
 * @param {string} ballot
 * @param {Found} found
 */
function sayClosed(region, ballot, found) {
  const [kind, words, why] = verdict(found);
  if (!sayPath(region, ballot, found, kind === 'danger' ? 'warning' : 'success')) return;
  if (why) region.querySelector('.notice div')?.append(element('p', { textContent: why }));
  region.prepend(inLargeLetters(kind, words));
}

/** @type {(kind: string, words: string) => HTMLElement} */
const inLargeLetters = (kind, words) =>
  element('p', { className: `verdict verdict--${kind}`, textContent: words });

/**
 * [kind, large letters, why].
 * @param {Found} found
 */
function verdict({ counted, reason }) {
  if (counted === null) {
    return ['success', gettext('In the box'), gettext('Whether it is counted is not known yet.')];
  }
  return counted ? ['success', gettext('Counted'), ''] : ['danger', gettext('Not counted'), whyNot(reason)];
}

/** @param {string} reason */
function whyNot(reason) {
  const isSealing = reason === 'proof' || reason === 'sum_proof';
  const why = isSealing
    ? gettext(
        'The device that sealed this ballot did not seal it correctly. The minutes count it as returned and not valid.',
      )
    : gettext(
        'This ballot did not come from a blank ballot of this vote. The minutes count it as returned and not valid.',
      );
  return `${why} ${gettext('Keep this receipt and tell the counting team.')} (${reason})`;
}

/**
 * Verify the path from the ballot to the fingerprint, tell the result, and return it.
 * @param {Element} region
 * @param {string} ballot
 * @param {Found} found
 * @param {NoticeKind} kind
 */
function sayPath(region, ballot, { fingerprint, inclusion }, kind) {
  if (leadsToBox(ballot, fingerprint, inclusion)) {
    const text = gettext(
      'This device has checked that your ballot belongs to the box with this fingerprint. Compare it with the minutes: %s',
    );
    say(region, kind, gettext('The ballot is in the closed box'), interpolate(text, [fingerprint]));
    return true;
  }
  say(
    region,
    'danger',
    gettext('The path to the fingerprint is wrong'),
    gettext(
      'The server says that the ballot is in the box but cannot prove it. Keep this receipt and tell the counting team.',
    ),
  );
  return false;
}

/**
 * @param {string} ballot
 * @param {string} fingerprint
 * @param {Inclusion<string>} inclusion
 */
function leadsToBox(ballot, fingerprint, inclusion) {
  try {
    return verifyInclusion(hexToBytes(ballot), inclusionFromJson(inclusion), hexToBytes(fingerprint));
  } catch {
    return false; // no path, or one that cannot be read
  }
}

/**
 * @param {Receipt} receipt
 * @param {string} address
 */
function offerFile(receipt, address) {
  const content = JSON.stringify({ ...receipt, address }, null, 2);
  byId('receipt-save').href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  byId('receipt-save').download = `tin-nhiem-${receipt.code}.json`;
}
