// What the hall sees: the election code and the QR code of the voting page, both made on this device.

import { fillCodes } from './code.js';
import { one } from './elements.js';
import { electionLetters } from './protocol/identity.js';
import { qrPicture } from './qr.js';

/**
 * Fill templates/ballots/hall_code.html inside `root`.
 * @param {Element} root
 * @param {Uint8Array} election
 */
export function fillHallCode(root, election) {
  const { vote } = one('.hall-code', root).dataset;
  const address = new URL(`${vote}#e=${electionLetters(election)}`, window.location.origin).href;
  const label = gettext('QR code of the voting page, with the election code');
  one('.hall-code__qr', root).replaceChildren(qrPicture(address, label));
  fillCodes(election, root);
}
