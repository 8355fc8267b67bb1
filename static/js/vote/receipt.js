// What the voter keeps: code, QR, print, file; and the check that the ballot is in the box.

import { encode } from 'uqr';

import { hexToBytes } from '../tn1/hashing.js';
import { inclusionFromJson, verifyInclusion } from '../tn1/merkle.js';
import { say } from './notices.js';
import { show } from './view.js';

const byId = (id) => document.getElementById(id);
const SVG = 'http://www.w3.org/2000/svg';
const QUIET_ZONE = 2;

/** Show the receipt; `api.whereabouts` answers the check. */
export function showReceipt(receipt, api, round) {
  byId('receipt-code').textContent = receipt.code;
  byId('receipt-hash').textContent = receipt.ballot;
  byId('receipt-qr').replaceChildren(qr(`tn1:${receipt.election}:${receipt.ballot}`));
  byId('receipt-verify').onclick = () => check(receipt, api);
  byId('receipt-print').onclick = () => window.print();
  offerFile(receipt, round);
  show('receipt');
}

/** Ask the box; after closing, follow the path to its fingerprint on this device. */
export async function check(receipt, api) {
  const region = byId('receipt-check');
  try {
    const found = await api.whereabouts(receipt.ballot);
    if (!found.in_box) say(region, 'danger', gettext('The box does not know this ballot'), gettext('The server signed that it took the ballot, but does not find it. Keep this receipt and tell the counting team at once.'));
    else if (!found.fingerprint) say(region, 'success', gettext('The ballot is in the box'), gettext('The box is still open. After it closes, this page checks the ballot against the fingerprint of the box.'));
    else sayPath(region, receipt, found);
  } catch {
    say(region, 'warning', gettext('The box did not answer'), gettext('Your receipt stays valid. Try again later.'));
  }
}

function sayPath(region, receipt, { fingerprint, inclusion }) {
  const isInside = inclusion && verifyInclusion(hexToBytes(receipt.ballot), inclusionFromJson(inclusion), hexToBytes(fingerprint));
  if (isInside) {
    const text = gettext('This device has checked that your ballot belongs to the box with this fingerprint. Compare it with the minutes: %s');
    say(region, 'success', gettext('The ballot is in the closed box'), interpolate(text, [fingerprint]));
  } else {
    say(region, 'danger', gettext('The path to the fingerprint is wrong'), gettext('The server says that the ballot is in the box but cannot prove it. Keep this receipt and tell the counting team.'));
  }
}

function qr(text) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('width', '192');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', gettext('QR code of the receipt; it does not show your marks'));
  path.setAttribute('d', dark.join(''));
  path.setAttribute('shape-rendering', 'crispEdges');
  svg.append(path);
  return svg;
}

function offerFile(receipt, round) {
  const content = JSON.stringify({ ...receipt, round }, null, 2);
  byId('receipt-save').href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  byId('receipt-save').download = `tin-nhiem-${receipt.code}.json`;
}
