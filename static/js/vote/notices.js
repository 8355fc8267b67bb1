// Notices on the pages of a voter: an icon, a title, a sentence and perhaps a link.

import { drawing, element } from '../elements.js';

/** @import { Link, NoticeKind } from './types.js' */

const ICONS = {
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 7.5v6M12 7.2v.3',
  success: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-4 9.3 2.8 2.7 5.2-5.6',
  warning: 'M12 4 2.8 20h18.4L12 4Zm0 6v5m0 2.2v.3',
  danger: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3ZM12 7.5v5.5m0 3v.3',
};
const LINES = {
  class: 'icon',
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': '2',
  'aria-hidden': 'true',
};

/**
 * Replace the notice in a live region.
 * @param {Element} region
 * @param {NoticeKind} kind
 * @param {string} title
 * @param {string} [text]
 * @param {Link | null} [link]
 */
export function say(region, kind, title, text = '', link = null) {
  const words = element('div', {}, element('p', { className: 'notice__title', textContent: title }));
  if (text) words.append(element('p', { textContent: text }));
  if (link) words.append(element('p', {}, button(link)));
  const icon = drawing(ICONS[kind], LINES);
  region.replaceChildren(element('div', { className: `notice notice--${kind}` }, icon, words));
}

/** @param {Link} link */
const button = ({ href, text, target = '' }) =>
  element('a', { className: 'button', href, textContent: text, target, rel: 'noopener' });

/** @param {Element} region */
export const clearNotice = (region) => region.replaceChildren();
