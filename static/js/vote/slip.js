// What a second device is given: behind the # of the address, or pasted. Neither is sent.

const byId = (id) => document.getElementById(id);

/** The part behind the last #, without what a hand or a mail program puts between. */
const core = (text) => text.slice(text.lastIndexOf('#') + 1).replace(/\s/gu, '');

/** Call `examine(text)` for what stands in the address now and later, and for what is pasted. */
export function takeSlips(examine) {
  const fromAddress = () => {
    const text = core(window.location.hash);
    // Neither the list of visited pages nor a shared screen needs to keep it.
    history.replaceState(null, '', window.location.pathname);
    if (text) examine(text);
    byId('slip').open ||= !text;
  };
  byId('slip-form').addEventListener('submit', (event) => {
    event.preventDefault();
    examine(core(byId('slip-text').value));
  });
  window.addEventListener('hashchange', () => window.location.hash && fromAddress());
  fromAddress();
}
