// The head closes the minutes without members who cannot confirm, with a reason for each.

import { all, element } from '../elements.js';
import { bytesToHex, canonicalJson, hexToBytes } from '../protocol/hashing.js';
import { signing } from '../protocol/index.js';
import { secretOf } from './actions.js';
import { post } from './addresses.js';
import { FieldError, list, show } from './dom.js';

/** @import { Board, Member, Page, Statement } from './types.js' */

/**
 * Sign the reasons, by index, and send them.
 * @param {Page} page
 * @param {Statement} told
 * @param {Record<string, string>} values
 */
export async function closeMinutes(page, told, values) {
  const missing = reasonsOf(unsigned(told, page.board), values);
  const { signingSecret, electionId } = secretOf(page.board, page.device);
  const fields = [electionId, hexToBytes(told.hash), canonicalJson(missing)];
  const signature = bytesToHex(signing.sign(signingSecret, 'minutes-missing', ...fields));
  await page.insist(() => post('sign', { hash: told.hash, missing, signature }));
}

/**
 * @param {Member[]} members
 * @param {Record<string, string>} values
 */
function reasonsOf(members, values) {
  for (const { index } of members) {
    if (!values[`reason-${index}`]?.trim()) {
      throw new FieldError(`reason-${index}`, gettext('Give the reason.'));
    }
  }
  return Object.fromEntries(members.map(({ index }) => [String(index), values[`reason-${index}`].trim()]));
}

/** @type {(told: Statement, board: Board) => Member[]} */
const unsigned = ({ signed }, { members }) => members.filter(({ index }) => !signed.includes(index));

/**
 * Shown to the head who has signed, as long as another member has not and the minutes are open.
 * @param {Statement} told
 * @param {Board} board
 */
export function renderClosing(told, board) {
  const members = unsigned(told, board);
  const hasSigned = told.signed.includes(board.me.index);
  const isOpen = board.round.phase === 'minutes' && members.length > 0;
  show('may-close-minutes', isOpen && hasSigned && board.me.role === 'head');
  const names = members.map(({ index }) => `reason-${index}`).join();
  // What is being typed stays while the same members are missing.
  const shown = all('[data-list="close-reasons"] [data-field]').map(({ dataset }) => dataset.field);
  if (shown.join() !== names) list('close-reasons', () => members.map(field));
}

/** @param {Member} member */
function field({ index, name }) {
  const id = `close-reason-${index}`;
  const label = element('label', { className: 'field__label', htmlFor: id, textContent: name });
  const error = element('p', { className: 'field__error', id: `${id}-error`, hidden: true });
  const input = element('input', { className: 'input', id, name: `reason-${index}`, maxLength: 300 });
  input.setAttribute('aria-describedby', `${id}-error`);
  const node = element('div', { className: 'field' }, label, error, input);
  node.dataset.field = `reason-${index}`;
  return node;
}
