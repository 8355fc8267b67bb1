// Login cards that were printed after freezing, and those that somebody else used: a vote could be in that person's name.

import { element } from '../elements.js';
import { list, show } from './dom.js';

/** @import { Page, LateCard } from './types.js' */

/** @param {Page} page */
export function renderCards({ board: { cards } }) {
  show('cards', cards.late.length > 0);
  list('late-cards', () => cards.late.map((card) => element('li', { textContent: printed(card) })));
  show('card-reports', cards.reports.length > 0);
  list('card-reports', () => cards.reports.map((report) => element('li', { textContent: reported(report) })));
}

/** @param {{ name: string, day: string }} report */
function reported({ name, day }) {
  const { lang } = document.documentElement;
  const words = new Intl.DateTimeFormat(lang, { dateStyle: 'short' }).format(new Date(day));
  return interpolate(gettext('%s, reported on %s'), [name, words]);
}

/** @param {LateCard} card */
function printed({ name, by, at }) {
  const { lang } = document.documentElement;
  const time = new Intl.DateTimeFormat(lang, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
  return interpolate(gettext('%s: printed by %s, %s'), [name, by, time]);
}
