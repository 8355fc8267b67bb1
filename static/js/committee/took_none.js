// The people on the roll who took no ballot, shown before the box is opened: a ballot that somebody took in another
// person's name shows here, because that person is missing.

import { byId, element } from '../elements.js';
import { show, text } from './dom.js';
import { folded } from './names.js';

/** @import { OwnIssued, Person } from './types.js' */

/** @type {Person[] | null} */
let shown = null;

/** @param {OwnIssued} issued */
export function render({ rows, tookNone }) {
  const words = tookNone.length
    ? gettext('%s people took a ballot; %s people took none.')
    : gettext('All %s people on the roll took a ballot.');
  text('took-none', interpolate(words, [rows, tookNone.length]));
  show('all-took', !tookNone.length);
  show('some-took-none', tookNone.length > 0);
  if (shown === tookNone) return;
  shown = tookNone;
  const items = tookNone.map((person) => element('li', { textContent: inWords(person) }));
  byId('took-none-list').replaceChildren(...items);
  byId('took-none-find').oninput = () => filter(items);
}

/** @param {Person} person */
const inWords = ({ name, capacity }) => (capacity ? `${name} · ${capacity}` : name);

/** @param {HTMLElement[]} items */
function filter(items) {
  const wanted = folded(byId('took-none-find').value);
  for (const item of items) item.hidden = !folded(item.textContent ?? '').includes(wanted);
}
