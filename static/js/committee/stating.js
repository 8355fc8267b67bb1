// What the head states on the own device: that the locked box is empty, and what the secretary asks.

import { bytesToHex } from '../protocol/hashing.js';
import { statements } from '../protocol/index.js';
import { secretOf, send } from './actions.js';
import { onPress, show, text } from './dom.js';

/** @import { HeadStatement } from '../protocol/types.js' */
/** @import { Board, Page } from './types.js' */

/** @param {Page} page */
export function setUp(page) {
  onPress(page, 'zero', () => state(page, statements.zero()));
  onPress(page, 'agree', () => state(page, page.board.asked?.content));
}

/**
 * Sign a statement with the member's own key and send it. A device without the key asks for it first.
 * @param {Page} page
 * @param {HeadStatement} [content]
 */
async function state(page, content) {
  if (!content) return;
  if (!page.device.isUsable) {
    page.bringBack();
    return;
  }
  const { signingSecret, electionId } = secretOf(page.board, page.device);
  const signature = bytesToHex(statements.sign(signingSecret, electionId, content));
  const { attempt } = page.board.ceremony;
  await page.take(await page.insist(() => send('statement', attempt, { content, signature })));
}

/** @param {Page} page */
export function renderLocked({ board }) {
  const { round, me } = board;
  text('locked', `${gettext('All members have confirmed the same code.')} ${needed(board)}`);
  text('returned', String(board.turnout.returned));
  const isHead = me.role === 'head';
  show('zero-head', isHead && !round.zero);
  show('zero-waiting', !isHead && !round.zero);
  show('zero-done', Boolean(round.zero));
  if (round.zero) text('zero-done', zeroDone(round.zero));
}

/** @type {(board: Board) => string} */
const needed = ({ threshold }) =>
  interpolate(
    ngettext(
      '%s part of the key is needed to open it.',
      '%s parts of the key are needed to open it.',
      threshold,
    ),
    [threshold],
  );

/** @param {string} at */
function zeroDone(at) {
  const { lang } = document.documentElement;
  const time = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
  return interpolate(gettext('The head confirmed at %s that the box is locked and empty.'), [time]);
}

/** @param {Page} page */
export function renderAsked({ board: { asked, me } }) {
  show('asked', Boolean(asked));
  if (!asked) return;
  const isHead = me.role === 'head';
  show('asked-head', isHead);
  show('asked-member', !isHead);
  text('asked-title', interpolate(gettext('%s asks you to agree'), [asked.by]));
  text('asked', question(asked.content));
}

/** @param {HeadStatement} content */
function question(content) {
  if (content.kind === 'close') {
    const { cast, issued, present } = content;
    const words = gettext(
      'End the voting now? %s ballots are in the box, %s are issued, %s people are present: %s of them have not cast. They can no longer vote.',
    );
    return interpolate(words, [cast, issued, present, present - cast]);
  }
  if (content.kind !== 'present') return '';
  const words = gettext('Correct the number of people present from %s to %s? Reason: %s');
  return interpolate(words, [content.from, content.to, content.reason]);
}
