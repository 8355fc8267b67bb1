// The election code on the voter's page: shows it, and refuses to vote when the scanned one differs.

import { fillCodes } from '../code.js';
import { all } from '../elements.js';
import { hexToBytes } from '../protocol/hashing.js';
import { compare, guard, refusalOf } from './comparison.js';
import { reload } from './leaving.js';
import { say } from './notices.js';
import { scannedHere } from './scanned.js';
import { ending } from './sentences.js';

/** @import { Decision } from './types.js' */

/**
 * Takes the scanned code out of the address. A code scanned while the page is open loads it again.
 * @param {{ electionId: string, head: string }} page
 * @param {Element} situation
 */
export function electionOnPage(page, situation) {
  const scanned = scannedHere();
  const verdict = () => compare(scanned.text(), page.electionId, scanned.isElsewhere());
  const refusal = () => refusalOf(verdict());
  scanned.take();
  window.addEventListener('hashchange', () => scanned.take() && reload());
  return {
    refusal,
    guard: (/** @type {Decision} */ decision) => guard(decision, verdict()),
    /** Show the code of this device, and how it compares with the scanned one. */
    show() {
      if (page.electionId) fillCodes(hexToBytes(page.electionId));
      for (const node of all('[data-code]')) node.hidden = node.dataset.code !== verdict();
    },
    /** Where nothing is left to mark or send, the voter learns all the same that the codes differ. */
    warn() {
      const code = refusal();
      if (code) say(situation, ...ending({ code }, { head: page.head }));
    },
  };
}
