// Without a connection the page tries by itself; a voter who has found a network need not wait for that.

import { byId } from '../elements.js';
import { wake } from '../waiting.js';
import { showWork } from './view.js';

/** Try at once when the button below the advice is pressed. */
export function offerAgain() {
  byId('again').addEventListener('click', () => {
    showWork(gettext('Trying again …'));
    wake();
  });
}
