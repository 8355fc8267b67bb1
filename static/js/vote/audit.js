// Kiểm tra thử: a test ballot is sealed, opened from its seed, compared and destroyed.

import { bytesToHex } from '../tn1/hashing.js';
import { element, say } from './notices.js';

export async function audit(sealer, marks, region, levels, names) {
  await sealer.ready;
  const sealed = await sealer.seal(marks.all());
  const opened = await sealer.audit();
  const isSame = opened.same && bytesToHex(opened.hash) === bytesToHex(sealed.hash);
  if (!isSame) {
    say(region, 'danger', gettext('The test ballot does not match'), gettext('This device does not seal as it should. Do not vote on it, and tell the counting team.'));
    return;
  }
  say(region, 'success', gettext('The test ballot matches your marks'), gettext('It was rebuilt from its seed byte by byte, and is destroyed. Nothing was sent.'));
  const rows = opened.choices.map((choice, line) =>
    element('li', { textContent: `${names[line]}: ${choice === null ? gettext('Not marked') : levels[choice]}` }));
  const seed = element('code', { textContent: bytesToHex(opened.seed) });
  region.append(
    element('ol', {}, ...rows),
    element('p', { className: 'small' }, `${gettext('Code of the test ballot')}: ${sealed.code} · ${gettext('Seed')}: `, seed),
  );
}
