// Which module fills which panel.

import { bar, text } from './dom.js';
import * as keeping from './keeping.js';
import * as locking from './locking.js';
import * as minutes from './minutes.js';
import * as decrypting from './decrypting.js';
import * as returning from './returning.js';

export const RENDER = {
  start: ({ board }) => text('needed', needed(board)),
  keep: keeping.render,
  recover: returning.render,
  working: locking.renderWorking,
  code: locking.renderCode,
  locked: locking.renderLocked,
  voting: ({ board }) => renderTurnout(board.turnout),
  counting: ({ board }) => bar('checked', board.opening.checked, board.turnout.returned),
  'too-few': decrypting.renderTooFew,
  opening: decrypting.render,
  minutes: minutes.render,
};

function needed({ threshold, members }) {
  const words = gettext('%s of %s members must come together to open the box; the server alone cannot.');
  return interpolate(words, [threshold, members.length]);
}

function renderTurnout(turnout) {
  for (const name of ['summoned', 'issued', 'returned']) text(name, String(turnout[name]));
  bar('turnout', turnout.returned, turnout.summoned);
}
