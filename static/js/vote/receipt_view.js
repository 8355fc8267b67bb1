// What the voter keeps: code, QR, print, file; and the check that the ballot is in the box.

import { hexToBytes } from '../protocol/hashing.js';
import { inclusionFromJson, verifyInclusion } from '../protocol/merkle.js';
import { say } from './notices.js';
import { qr } from './qr.js';
import { show } from './view.js';

const byId = (id) => document.getElementById(id);

/** Show the receipt; `api.findBallot` answers the check, `page` is the address of the same check for any device. */
export function showReceipt(receipt, api, page) {
  const address = new URL(`${page}#${receipt.ballot}`, window.location.origin).href;
  byId('receipt-code').textContent = receipt.code;
  byId('receipt-hash').textContent = receipt.ballot;
  byId('receipt-link').href = address;
  byId('receipt-qr').replaceChildren(
    qr(address, gettext('QR code of the receipt; it does not show your marks')),
  );
  byId('receipt-verify').onclick = () => check(receipt, api);
  byId('receipt-print').onclick = () => window.print();
  offerFile(receipt, address);
  show('receipt');
}

/** Ask the box; after closing, follow the path to its fingerprint on this device. */
export async function check(receipt, api) {
  const region = byId('receipt-check');
  say(region, 'info', gettext('Asking the box …'));
  try {
    const found = await api.findBallot(receipt.ballot);
    if (!found.in_box) {
      say(
        region,
        'danger',
        gettext('The box does not know this ballot'),
        gettext(
          'The server signed that it took the ballot, but does not find it. Keep this receipt and tell the counting team at once.',
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
    } else sayPath(region, receipt.ballot, found);
  } catch {
    say(
      region,
      'warning',
      gettext('The box did not answer'),
      gettext('Your receipt stays valid. Try again later.'),
    );
  }
}

/**
 * After the server was restored from a backup: put the ballot back if the box has lost it. `putBack`
 * sends it again, or is nothing where this device holds it no more.
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
          'The server was restored from a backup made before you voted. Keep this page open: when the secretary lets the vote go on, it puts your ballot back by itself.',
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
        gettext('The box did not answer'),
        gettext(
          'Whether the box still holds your ballot after the restoring is not known yet. Load this page again to try once more.',
        ),
      );
    }
    return say(region, 'danger', gettext('Your ballot is not in the box'), error.message);
  }
}

/** Follow the path of the closed box from the ballot (hex) to the fingerprint, and say how it ended. */
export function sayPath(region, ballot, { fingerprint, inclusion }) {
  if (leadsToBox(ballot, fingerprint, inclusion)) {
    const text = gettext(
      'This device has checked that your ballot belongs to the box with this fingerprint. Compare it with the minutes: %s',
    );
    say(region, 'success', gettext('The ballot is in the closed box'), interpolate(text, [fingerprint]));
  } else {
    say(
      region,
      'danger',
      gettext('The path to the fingerprint is wrong'),
      gettext(
        'The server says that the ballot is in the box but cannot prove it. Keep this receipt and tell the counting team.',
      ),
    );
  }
}

function leadsToBox(ballot, fingerprint, inclusion) {
  try {
    return verifyInclusion(hexToBytes(ballot), inclusionFromJson(inclusion), hexToBytes(fingerprint));
  } catch {
    return false; // no path at all, or none that can be read
  }
}

function offerFile(receipt, address) {
  const content = JSON.stringify({ ...receipt, address }, null, 2);
  byId('receipt-save').href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  byId('receipt-save').download = `tin-nhiem-${receipt.code}.json`;
}
