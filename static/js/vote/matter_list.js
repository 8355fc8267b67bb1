// Matters to clarify about the people on a ballot, with the answers that were frozen or came later.

import { element } from '../elements.js';

/** @import { Matter } from './types.js' */

/**
 * What is shown below the papers of a line; nothing where nothing was asked.
 * @param {Matter[]} frozen
 * @param {Matter[]} later answered after freezing
 * @returns {HTMLElement[]}
 */
export function clarified(frozen, later) {
  if (frozen.length === 0) return [];
  const answers = new Map(later.map((row) => [row.matter, row]));
  const items = frozen.map((row) => item(row, answers.get(row.matter)));
  const label = gettext('Matters to clarify');
  const title = element('summary', { textContent: `${label} (${frozen.length})` });
  const list = element('ul', { className: 'vote-matters' }, ...items);
  return [element('details', { className: 'vote-files' }, title, list)];
}

/**
 * @param {Matter} row
 * @param {Matter | undefined} later
 */
function item({ text, answer, answered }, later) {
  const asked = element('p', { lang: 'vi', textContent: text });
  if (later) return element('li', {}, asked, ...answerOf(later, gettext('Answered after freezing, on %s')));
  if (answer) return element('li', {}, asked, ...answerOf({ answer, answered }, gettext('Answered on %s')));
  return element('li', {}, asked, small(gettext('Not answered yet.')));
}

/**
 * @param {{ answer: string, answered: string }} row
 * @param {string} words
 */
const answerOf = ({ answer, answered }, words) => [
  small(interpolate(words, [answered.split('-').reverse().join('/')])),
  element('p', { lang: 'vi', textContent: answer }),
];

/** @param {string} textContent */
const small = (textContent) => element('p', { className: 'soft small', textContent });
