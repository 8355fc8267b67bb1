// The text of the QR code that the hall shows, /vote/<round>/#e=…: kept in this tab across the login, whose form drops
// the fragment of the address. Nothing of it is sent.

import { drawer } from './storage.js';

const FRAGMENT = /^#e=(.*)$/su;
const LONGEST = 100; // anything longer is no code, and need not be kept whole

/**
 * What this tab has scanned. It is kept under the path in the address bar, not under a name that the server tells:
 * a server that shows another round at this address must not hide the code.
 */
export function scannedHere() {
  const path = window.location.pathname;
  const kept = drawer(() => window.sessionStorage, `tn-election-${path}`);
  const last = drawer(() => window.sessionStorage, 'tn-election-last');
  return {
    /** What was scanned last; null when the voter came without a QR code. */
    text() {
      const text = kept.read();
      return typeof text === 'string' ? text : null;
    },
    /** Whether the last QR code scanned in this tab led to another address. */
    isElsewhere: () => ![null, path].includes(last.read()),
    /** Take the text out of the address into this tab. Whether there was one. */
    take() {
      const found = FRAGMENT.exec(window.location.hash);
      if (!found) return false;
      kept.write(found[1].slice(0, LONGEST));
      last.write(path);
      window.history.replaceState(window.history.state, '', window.location.pathname);
      return true;
    },
  };
}
