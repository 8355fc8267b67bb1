// Beside the panels: the steps of the day, and which members have done the current one.

import { all, element } from '../elements.js';
import { KINDS } from '../protocol/election.js';
import { list, text } from './dom.js';
import { signedBy } from './minutes.js';
import { flags, isBefore } from './plan.js';

/** @import { Board, Member, Page, Plan } from './types.js' */

/**
 * @param {Page} page
 * @param {Plan} now
 */
export function render({ board }, { step = 0 }) {
  for (const node of all('[data-step]')) {
    const number = Number(node.dataset.step);
    node.classList.toggle('is-done', number < step || board.round.phase === 'confirmed');
    if (number === step) node.setAttribute('aria-current', 'step');
    else node.removeAttribute('aria-current');
  }
  text('step-of', step ? interpolate(gettext('Step %s of %s'), [step, all('[data-step]').length]) : '');
  const done = doneNow(board, step);
  list('roster', () => board.members.map((member) => person(member, board.me, done)));
}

/**
 * Index → true for each member who has done the current step; null where nobody has to act.
 * @param {Board} board
 * @param {number} step
 * @returns {Record<number, unknown> | null}
 */
function doneNow(board, step) {
  const { ceremony, opening } = board;
  if (step === 5 && opening) return flags(opening.good);
  if (step === 6) return flags(signedBy());
  if (!ceremony || !isBefore(board)) return null;
  const { messages } = ceremony;
  const open = KINDS.find((name) => Object.keys(messages[name]).length < board.members.length) ?? 'confirm';
  return messages[open];
}

/**
 * @param {Member} member
 * @param {Member} me
 * @param {Record<number, unknown> | null} done
 */
function person({ index, name, role }, me, done) {
  const isDone = done && done[index];
  const node = element('li', { className: 'roster__person' });
  if (done) node.dataset.state = isDone ? 'done' : 'waiting';
  const tags = [role === 'head' ? gettext('head') : '', index === me.index ? gettext('you') : ''].filter(
    Boolean,
  );
  node.append(element('span', { className: 'roster__name', textContent: name }));
  const state = done ? [isDone ? gettext('done') : gettext('awaited')] : [];
  node.append(element('span', { className: 'roster__meta', textContent: [...tags, ...state].join(' · ') }));
  return node;
}
