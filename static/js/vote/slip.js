// What a second device is given: behind the # of the address, or pasted. Neither is sent.

const byId = (id) => document.getElementById(id);

/** The part behind the last #, without what a hand or a mail program puts between. */
const core = (text) => text.slice(text.lastIndexOf('#') + 1).replace(/\s/gu, '');

/**
 * Call `examine(text, isLatest)` for what stands in the address now and later, and for what is
 * pasted. `isLatest()` turns false once another text is given: an answer to this one comes too late.
 */
export function takeSlips(examine) {
  let given = 0;
  const take = (text) => {
    given += 1;
    const number = given;
    examine(text, () => number === given);
  };
  const fromAddress = () => {
    const text = core(window.location.hash);
    // Neither the list of visited pages nor a shared screen needs to keep it.
    window.history.replaceState(null, '', window.location.pathname);
    if (text) take(text);
    byId('slip').open ||= !text;
  };
  byId('slip-form').addEventListener('submit', (event) => {
    event.preventDefault();
    take(core(byId('slip-text').value));
  });
  window.addEventListener('hashchange', () => window.location.hash && fromAddress());
  fromAddress();
}
