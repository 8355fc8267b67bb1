// The roll of voters as frozen: compared with the configuration before the page does anything, then shown.

import { saltedHash } from '../commitments.js';
import { element, one } from '../elements.js';
import { get } from './addresses.js';
import { Untrue, configOf } from './checked.js';
import { list, show, text } from './dom.js';
import { folded } from './names.js';

/** @import { Page, Person } from './types.js' */

const AT_ONCE = 50;
/** @type {Person[] | null} */
let roll = null;
let first = 0;

/**
 * Compare the roll once. Throws Untrue when it is not the one that was frozen.
 * @param {Page} page
 */
export async function check({ board }) {
  if (roll || !board.ceremony) return;
  const { roll: frozen, roll_size: size } = configOf(board);
  // Rounds of an earlier release recorded no roll; all of them are certified.
  if (!frozen && board.round.phase === 'confirmed') return;
  const told = await get('roll');
  /** @type {Person[]} */
  const rows = JSON.parse(told.list);
  if (saltedHash(told.salt, told.list) !== frozen || rows.length !== size) throw new Untrue('roll', 0);
  roll = rows;
  show('roll', true);
  text('roll-size', sizeOf(rows.length));
  render();
}

/** @param {number} size */
const sizeOf = (size) =>
  interpolate(
    ngettext(
      'This device has compared the name and the capacity of %s person with the hash in the frozen configuration.',
      'This device has compared the names and capacities of %s people with the hash in the frozen configuration.',
      size,
    ),
    [size],
  );

export function setUp() {
  const search = one('[data-rolls="search"]');
  search.addEventListener('input', () => turnTo(0));
  one('[data-rolls="before"]').addEventListener('click', () => turnTo(first - AT_ONCE));
  one('[data-rolls="after"]').addEventListener('click', () => turnTo(first + AT_ONCE));
}

/** @param {number} row */
function turnTo(row) {
  first = row;
  render();
}

function render() {
  const found = matching(one('[data-rolls="search"]').value);
  const shown = found.slice(first, first + AT_ONCE);
  list('roll', () => shown.map(line));
  const numbers = [found.length ? first + 1 : 0, first + shown.length, found.length];
  text('roll-shown', interpolate(gettext('%s to %s of %s'), numbers));
  show('roll-pages', found.length > AT_ONCE);
  one('[data-rolls="before"]').disabled = first === 0;
  one('[data-rolls="after"]').disabled = first + AT_ONCE >= found.length;
}

/**
 * The voters whose name or capacity holds every word, with their numbers on the roll.
 * @param {string} words
 */
function matching(words) {
  const wanted = folded(words).split(/\s+/u);
  return (roll ?? [])
    .map((voter, index) => ({ ...voter, number: index + 1 }))
    .filter(({ name, capacity }) => {
      const here = folded(`${name} ${capacity}`);
      return wanted.every((word) => here.includes(word));
    });
}

/** @param {Person & { number: number }} voter */
function line({ number, name, capacity }) {
  const cells = [element('td', { className: 'number', textContent: String(number) })];
  const heading = element('th', { scope: 'row', lang: 'vi', textContent: name });
  return element('tr', {}, ...cells, heading, element('td', { lang: 'vi', textContent: capacity || '–' }));
}
