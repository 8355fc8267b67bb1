// Panels of the key ceremony: finished steps, members still missing, the code.

import { codeNode, namesNode } from '../code.js';
import { one } from '../elements.js';
import { believed, checkedElection } from './checked.js';
import { list, show, task, text } from './dom.js';

/** @import { CeremonyStep, Page, Plan } from './types.js' */

/** @type {CeremonyStep[]} */
const STEPS = ['commit', 'reveal', 'shares', 'accept'];

/** @type {(names: string[]) => string} */
export const awaited = (names) => interpolate(gettext('Waiting for: %s'), [names.join(', ')]);

/**
 * @param {Page} page
 * @param {Plan} now
 */
export function renderWorking({ board }, { act, waiting = [] }) {
  const { messages } = board.ceremony;
  const total = board.members.length;
  for (const step of STEPS) {
    const number = Object.keys(messages[step]).length;
    const node = one(`[data-task="${step}"]`);
    const isNow = step === act || (messages[step][board.me.index] && number < total);
    const unfinished = isNow ? 'busy' : 'waiting';
    task(node, number === total ? 'done' : unfinished);
    if (number < total && isNow) one('.tasks__state', node).textContent = `${number}/${total}`;
  }
  show('waiting', waiting.length > 0);
  text('waiting', awaited(waiting));
}

/**
 * @param {Page} page
 * @param {Plan} now
 */
export function renderCode({ board }, { confirmed = false, waiting = [] }) {
  const election = checkedElection(board.ceremony.manifest, believed(board));
  list('code', () => [codeNode(election, 'large'), namesNode(election)]);
  const isHead = board.me.role === 'head';
  show('code-head', isHead);
  show('code-member', !isHead);
  show('code-open', !confirmed);
  show('code-done', confirmed);
  text('code-waiting', awaited(waiting));
}
