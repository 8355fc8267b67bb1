// The election code on a page: the same elements as templates/ballots/election_code.html.

import { all, element } from './elements.js';
import { ALPHABET } from './protocol/base32.js';
import { electionCode } from './protocol/identity.js';

/** @type {(className: string, ...children: (Node | string)[]) => HTMLElement} */
const span = (className, ...children) => element('span', { className }, ...children);

/**
 * What is read aloud: letter by letter, with pauses between the groups.
 * @param {string[]} groups
 */
export const spelled = (groups) => groups.map((group) => `${[...group].join(', ')}. `).join('');

const LETTERS = ALPHABET.replace(/\d/gu, '');

/**
 * The groups with a word beside each letter, since B and P, S and X, D and Z sound alike to Vietnamese ears.
 * @param {string[]} groups
 */
export function signNames(groups) {
  const words = gettext(
    'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel Juliett Kilo Mike November Papa Quebec Romeo Sierra Tango Victor Whiskey X-ray Yankee Zulu',
  ).split(' ');
  const name = (/** @type {string} */ sign) => words[LETTERS.indexOf(sign)];
  return groups.map((group) => [...group].map((sign) => name(sign) ?? sign).join(' · '));
}

/**
 * The words to say for the code of an election id, a line for each group.
 * @param {Uint8Array} election
 */
export function namesNode(election) {
  const lines = signNames(electionCode(election).split('-'));
  return span('election-code__names', ...lines.map((line) => span('', line)));
}

/**
 * The code of an election id, for the eye and for a screen reader.
 * @param {Uint8Array} election
 * @param {'' | 'large'} [size]
 */
export function codeNode(election, size = '') {
  const groups = electionCode(election).split('-');
  const shown = groups.flatMap((group, at) => [
    ...(at ? [span('election-code__dash', '-', element('wbr'))] : []),
    span('election-code__group', group),
  ]);
  const eye = span('election-code__groups', ...shown);
  eye.setAttribute('aria-hidden', 'true');
  const name = size ? `election-code election-code--${size}` : 'election-code';
  return span(name, eye, span('visually-hidden', spelled(groups)));
}

/**
 * Put the code into the places that the templates keep for it. Untouched when it is there already.
 * @param {Uint8Array} election
 * @param {ParentNode} [root]
 */
export function fillCodes(election, root = document) {
  for (const place of all('[data-election-code]', root)) {
    const node = codeNode(election, place.dataset.electionCode);
    if (place.textContent.trim() !== node.textContent) place.replaceChildren(node);
  }
}
