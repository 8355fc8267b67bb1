// The function that fills each panel.

import * as decrypting from './decrypting.js';
import { bar, text } from './dom.js';
import * as keeping from './keeping.js';
import * as locking from './locking.js';
import * as minutes from './minutes.js';
import * as returning from './returning.js';
import * as stating from './stating.js';

/** @import { Board, Page, Plan } from './types.js' */

/** @type {Record<string, (page: Page, now: Plan) => void>} */
export const RENDER = {
  start: ({ board }) => text('needed', needed(board)),
  keep: keeping.render,
  recover: returning.render,
  working: locking.renderWorking,
  code: locking.renderCode,
  locked: stating.renderLocked,
  voting: ({ board }) => renderTurnout(board.turnout),
  counting: ({ board }) => bar('checked', board.opening.checked, board.turnout.returned),
  stopped: ({ board }) => text('stopped', board.opening.stop),
  'too-few': decrypting.renderTooFew,
  opening: decrypting.render,
  minutes: minutes.render,
};

/** @param {Board} board */
function needed({ threshold, members }) {
  const words = gettext('%s of %s members must come together to open the box; the server alone cannot.');
  return interpolate(words, [threshold, members.length]);
}

/** @param {Board['turnout']} turnout */
function renderTurnout(turnout) {
  text('summoned', String(turnout.summoned));
  text('present', String(turnout.present ?? '–'));
  text('issued', String(turnout.issued));
  text('returned', String(turnout.returned));
  bar('turnout', turnout.returned, turnout.summoned);
}
