// The text for a second device, from the fragment of the address or pasted. It is never sent.

import { byId } from '../elements.js';

/**
 * The part behind the last #, without what typing or a mail program adds.
 * @type {(text: string) => string}
 */
const core = (text) => text.slice(text.lastIndexOf('#') + 1).replace(/\s/gu, '');

/**
 * Call `examine(text, isLatest)` for the text in the address, now and later, and for pasted text.
 * `isLatest()` turns false once another text is given: an answer to this one comes too late.
 * @param {(text: string, isLatest: () => boolean) => void} examine
 */
export function takeFragment(examine) {
  let given = 0;
  /** @type {(text: string) => void} */
  const take = (text) => {
    given += 1;
    const number = given;
    examine(text, () => number === given);
  };
  const fromAddress = () => {
    const text = core(window.location.hash);
    // The text must not stay in the browser's history or on a shared screen.
    window.history.replaceState(null, '', window.location.pathname);
    if (text) take(text);
    byId('pasted').open ||= !text;
  };
  byId('pasted-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    take(core(byId('pasted-text').value));
  });
  window.addEventListener('hashchange', () => window.location.hash && fromAddress());
  fromAddress();
}
