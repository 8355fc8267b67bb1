// Kiểm tra thử: the sealed ballot is opened from its seed, compared and destroyed; a second device may look on.

import { encodeTrial } from './trialcode.js';
import { grouped } from '../protocol/base32.js';
import { bytesToHex } from '../protocol/hashing.js';
import { element, say } from './notices.js';
import { qr } from './qr.js';

const byId = (id) => document.getElementById(id);

/** What the device has committed to: {code, hash}, or null while it seals. */
export function showCommitment(sealed) {
  byId('sealing').hidden = Boolean(sealed);
  byId('sealed').hidden = !sealed;
  byId('sealed-code').textContent = sealed ? sealed.code : '';
  byId('sealed-hash').textContent = sealed ? bytesToHex(sealed.hash) : '…';
}

/** `second` is {page, election}: the address of the second device's page and the election (bytes). */
export async function audit(sealer, marks, second, region, levels, names) {
  const sealed = await sealer.seal(marks.all());
  const opened = await sealer.audit();
  const isSame = opened.same && bytesToHex(opened.hash) === bytesToHex(sealed.hash);
  if (!isSame) throw Object.assign(new Error(), { code: 'mismatch' });
  say(
    region,
    'success',
    gettext('The test ballot matches your marks'),
    gettext('It was rebuilt from its seed byte by byte, and is destroyed. Nothing was sent.'),
  );
  const rows = opened.choices.map((choice, line) =>
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

/** This device may say what it likes about itself: another rebuilds the ballot from the same seed. */
function forSecondDevice(opened, { page, election }) {
  const text = encodeTrial({ ...opened, election });
  const address = new URL(`${page}#${text}`, window.location.origin).href;
  const picture = element('div', { className: 'qr vote-audit__qr' });
  picture.append(
    qr(address, gettext('QR code of the opened test ballot; it shows the marks of the test'), 'L'),
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
