// Beside the work: the steps of the day, and who of the team has done what is now to be done.

import { all, element, list, text } from './dom.js';
import { signedBy } from './minutes.js';

const AFTER = new Set(['certified', 'published', 'archived']);

export function render({ board }, now) {
  for (const node of all('[data-step]')) {
    const number = Number(node.dataset.step);
    node.classList.toggle('is-done', number < now.step || AFTER.has(board.round.state));
    if (number === now.step) node.setAttribute('aria-current', 'step');
    else node.removeAttribute('aria-current');
  }
  text(
    'step-of',
    now.step ? interpolate(gettext('Step %s of %s'), [now.step, all('[data-step]').length]) : '',
  );
  const done = doneNow(board, now);
  list('roster', () => board.members.map((member) => person(member, board.me, done)));
}

/** Index → true for who has done the step at which the team is; null where nobody has to act. */
function doneNow({ ceremony, opening, round }, { step }) {
  if (step === 5 && opening) return flags(opening.good);
  if (step === 6) return flags(signedBy());
  if (!ceremony || round.state !== 'sealed') return null;
  const { messages } = ceremony;
  const steps = ['commit', 'reveal', 'shares', 'accept', 'confirm'];
  const total = Math.max(...steps.map((name) => Object.keys(messages[name]).length));
  const open = steps.find((name) => Object.keys(messages[name]).length < total) ?? 'confirm';
  return total ? messages[open] : {};
}

const flags = (indexes) => Object.fromEntries(indexes.map((index) => [index, true]));

function person({ index, name, role }, me, done) {
  const isDone = done && done[index];
  const node = element('li', { class: 'roster__person' });
  if (done) node.dataset.state = isDone ? 'done' : 'waiting';
  const tags = [role === 'head' ? gettext('head') : '', index === me.index ? gettext('you') : ''].filter(
    Boolean,
  );
  node.append(element('span', { class: 'roster__name', text: name }));
  const state = done ? [isDone ? gettext('done') : gettext('awaited')] : [];
  node.append(element('span', { class: 'roster__meta', text: [...tags, ...state].join(' · ') }));
  return node;
}
