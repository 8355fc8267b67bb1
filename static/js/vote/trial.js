// The trial (docs/protocol.md §3.6): the sealed ballot is opened from its seed, compared with the marks and
// destroyed. A second device can check it too.

import { byId, element } from '../elements.js';
import { grouped } from '../protocol/base32.js';
import { bytesToHex } from '../protocol/hashing.js';
import { qrPicture } from '../qr.js';
import { failure } from './failure.js';
import { say } from './notices.js';
import { encodeTrial } from './trialcode.js';

/** @import { Choice } from '../protocol/types.js' */
/** @import { Marks, Opened, Sealer } from './types.js' */

/**
 * Show what the device has committed to, or that it is still sealing.
 * @param {{ code: string, hash: Uint8Array } | null} sealed
 */
export function showCommitment(sealed) {
  byId('sealing').hidden = Boolean(sealed);
  byId('sealed').hidden = !sealed;
  byId('sealed-code').textContent = sealed ? sealed.code : '';
  byId('sealed-hash').textContent = sealed ? bytesToHex(sealed.hash) : '…';
}

/**
 * Open the sealed ballot as a test and show the result. `second` is {page, election}: the address of the page
 * for a second device, and the election.
 * @param {Sealer} sealer
 * @param {Marks} marks
 * @param {{ page: string, election: Uint8Array }} second
 * @param {Element} region
 * @param {string[]} levels
 * @param {string[]} names
 */
export async function openTrial(sealer, marks, second, region, levels, names) {
  const sealed = await sealer.seal(marks.all());
  const opened = await sealer.openTrial();
  const isSame = opened.same && bytesToHex(opened.hash) === bytesToHex(sealed.hash);
  if (!isSame) throw failure('mismatch');
  say(
    region,
    'success',
    gettext('The test ballot matches your marks'),
    gettext('It was rebuilt from its seed byte by byte, and is destroyed. Nothing was sent.'),
  );
  const rows = opened.choices.map((/** @type {Choice} */ choice, /** @type {number} */ line) =>
    element('li', {
      textContent: `${names[line]}: ${choice === null ? gettext('Not marked') : levels[choice]}`,
    }),
  );
  region.append(
    element('ol', {}, ...rows),
    element(
      'p',
      {},
      `${gettext('Code of the test ballot')}: `,
      element('code', { id: 'test-code', textContent: sealed.code }),
    ),
    ...forSecondDevice(opened, second),
  );
}

/**
 * A device cannot check itself, so a second device rebuilds the ballot from the same seed.
 * @param {Opened} opened
 * @param {{ page: string, election: Uint8Array }} second
 */
function forSecondDevice(opened, { page, election }) {
  const text = encodeTrial({ ...opened, election });
  const address = new URL(`${page}#${text}`, window.location.origin).href;
  const picture = element('div', { className: 'qr vote-trial__qr' });
  picture.append(
    qrPicture(address, gettext('QR code of the opened test ballot; it shows the marks of the test'), 'L'),
  );
  const code = element('code', { id: 'trial-text', textContent: grouped(text, 4, ' ') });
  return [
    element('p', {
      textContent: gettext(
        'Scan this with another phone. It must show the same code and the same marks; it needs no account.',
      ),
    }),
    picture,
    element(
      'details',
      {},
      element('summary', { textContent: gettext('The same as text, for a device without camera') }),
      element('p', { textContent: `${new URL(page, window.location.origin).href}` }),
      element('p', { className: 'small' }, code),
    ),
  ];
}
