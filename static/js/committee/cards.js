// Login cards that were printed after freezing: whoever holds one could vote in that person's name.

import { element } from '../elements.js';
import { list, show } from './dom.js';

/** @import { Page, LateCard } from './types.js' */

/** @param {Page} page */
export function renderCards({ board: { cards } }) {
  show('cards', cards.late.length > 0);
  list('late-cards', () => cards.late.map((card) => element('li', { textContent: printed(card) })));
}

/** @param {LateCard} card */
function printed({ name, by, at }) {
  const { lang } = document.documentElement;
  const time = new Intl.DateTimeFormat(lang, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
  return interpolate(gettext('%s: printed by %s, %s'), [name, by, time]);
}
