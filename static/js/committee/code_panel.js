// The election code below the panels, and the QR code that a member shows to voters: from the keys that this device
// has checked, not from what the server says the code is.

import { fillCodes } from '../code.js';
import { byId } from '../elements.js';
import { fillHallCode } from '../hall_code.js';
import { electionOf } from './actions.js';
import { onPress, show } from './dom.js';

/** @import { Page } from './types.js' */

/** @param {Page} page */
export function setUp(page) {
  onPress(page, 'show-code', () => {
    const dialog = byId('voters-code');
    fillHallCode(dialog, electionOf(page.board, page.device));
    dialog.showModal();
  });
}

/** @param {Page} page */
export function render({ board, device }) {
  show('has-code', Boolean(board.round.election));
  if (board.round.election) fillCodes(electionOf(board, device), byId('team-code').parentElement);
}
