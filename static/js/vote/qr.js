// A text as a QR code in SVG.

import { encode } from 'uqr';

const SVG = 'http://www.w3.org/2000/svg';
const QUIET_ZONE = 2;

/** `level` is the share that may be unreadable: L 7 %, M 15 %. */
export function qr(text, label, level = 'M') {
  const { data, size } = encode(text, { ecc: level, border: QUIET_ZONE });
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('width', '192');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  path.setAttribute('d', dark.join(''));
  path.setAttribute('shape-rendering', 'crispEdges');
  svg.append(path);
  return svg;
}
