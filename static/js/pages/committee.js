// The page of the counting team. It takes each step by itself, and can be closed and opened at any time.

import { confirmation, send } from '../committee/actions.js';
import * as code from '../committee/code_panel.js';
import * as decrypting from '../committee/decrypting.js';
import { FieldError, form, onPress } from '../committee/dom.js';
import * as keeping from '../committee/keeping.js';
import * as minutes from '../committee/minutes.js';
import { page } from '../committee/page.js';
import * as returning from '../committee/returning.js';
import * as roll from '../committee/roll.js';
import * as share from '../committee/share.js';
import * as stating from '../committee/stating.js';
import { byId } from '../elements.js';
import '../files.js';

onPress(page, 'make', async () => {
  await page.device.make();
  await page.arrive(page.board);
});
onPress(page, 'return', () => page.bringBack());
onPress(page, 'confirm', async () => {
  const { attempt } = page.board.ceremony;
  const message = await confirmation(page.board, page.device);
  await page.take(await page.insist(() => send('confirm', attempt, message)));
});

form(page, 'restart', async ({ reason }, node) => {
  if (!reason.trim()) throw new FieldError('reason', gettext('Say why the ceremony starts again.'));
  const { attempt } = page.board.ceremony;
  await page.take(await page.insist(() => send('restart', attempt, { reason })));
  node.reset();
  node.closest('details').open = false;
});

for (const part of [keeping, returning, decrypting, minutes, stating, share, code, roll]) part.setUp(page);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) page.soon();
});
window.addEventListener('online', () => page.soon());
window.addEventListener('unhandledrejection', (event) => page.fail(event.reason));
byId('starting').remove();
page.look();
