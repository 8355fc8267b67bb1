// The counting team's page. It does each step by itself and can be closed and opened at any point.

import { confirm, restart } from '../committee/actions.js';
import { FieldError, form, one, whileBusy } from '../committee/dom.js';
import * as keeping from '../committee/keeping.js';
import * as minutes from '../committee/minutes.js';
import * as opening from '../committee/opening.js';
import { page } from '../committee/page.js';
import * as returning from '../committee/returning.js';

function onPress(name, act) {
  const button = one(`[data-do="${name}"]`);
  button.addEventListener('click', () => whileBusy(button, () => page.guard(act)));
}

onPress('make', async () => {
  await page.device.make();
  await page.arrive(page.board);
});
onPress('return', async () => {
  page.view.returning = true;
  page.render();
});
onPress('confirm', async () => page.take(await confirm(page.board, page.device)));

form('restart', async ({ reason }, node) => {
  if (!reason.trim()) throw new FieldError('reason', gettext('Say why the ceremony begins anew.'));
  await page.guard(async () => page.take(await restart(page.board, reason)));
  node.reset();
  node.closest('details').open = false;
});

for (const part of [keeping, returning, opening, minutes]) part.setUp(page);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) page.soon();
});
page.look();
