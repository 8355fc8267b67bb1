// A text as a QR code in SVG.

import { encode } from 'uqr';

import { drawing } from './elements.js';

/**
 * `level` is the share that may be unreadable (L 7 %, M 15 %), `border` the width of the quiet zone.
 * @param {string} text
 * @param {{ level?: 'L' | 'M', border?: number }} options
 * @param {Record<string, string>} [attributes]
 */
export function qr(text, { level = 'M', border = 2 }, attributes = {}) {
  const { data, size } = encode(text, { ecc: level, border });
  const dark = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  const shape = { viewBox: `0 0 ${size} ${size}`, 'shape-rendering': 'crispEdges' };
  return drawing(dark.join(''), { ...shape, ...attributes });
}

/**
 * The same as a picture with a label.
 * @param {string} text
 * @param {string} label
 * @param {'L' | 'M'} [level]
 */
export const qrPicture = (text, label, level = 'M') =>
  qr(text, { level }, { width: '192', role: 'img', 'aria-label': label });
