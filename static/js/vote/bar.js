// The bar at the foot of the ballot is fixed, unless it would cover too much: on a low screen, or with large text.

import { one } from '../elements.js';

const MOST = 0.25; // of the screen

/** @type {(bar: number, screen: number) => boolean} */
export const coversTooMuch = (bar, screen) => bar > screen * MOST;

/** Measure the bar again whenever its size or that of the screen changes: text may be enlarged at any time. */
export function watchBar() {
  const bar = one('.vote-bar');
  const fit = () =>
    document.body.classList.toggle('has-static-bar', coversTooMuch(bar.offsetHeight, window.innerHeight));
  new ResizeObserver(fit).observe(bar);
  window.addEventListener('resize', fit);
}
