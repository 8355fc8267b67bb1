// The recovery sheet: the seed as fourteen groups and a QR code, drawn on this device only.

import { encode } from 'uqr';

import { recovery } from '../protocol/index.js';
import { element, list, one, text } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';

export const wordsOf = (seed) => recovery.seedToWords(seed).split(' ');

export function draw(seed, me) {
  const words = wordsOf(seed);
  text('sheet-member', `${me.name} (${interpolate(gettext('number %s'), [me.index])})`);
  list('sheet-words', () => groups(words));
  list('qr', () => [qr(words.join(' '))]);
  one('#team').dataset.sheet = 'drawn';
}

export const groups = (words) => words.map((word) => element('li', {}, element('code', { text: word })));

/** Nothing of the seed stays in the page once it is not needed. */
export function clear() {
  for (const name of ['sheet-words', 'qr', 'words']) list(name, () => []);
  delete one('#team').dataset.sheet;
}

function qr(content) {
  const { data, size } = encode(content, { ecc: 'M', border: 0 });
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const path = document.createElementNS(SVG, 'path');
  const cells = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
  path.setAttribute('d', cells.join(''));
  svg.append(path);
  return svg;
}
