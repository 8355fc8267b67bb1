// Suggests accounts or officials while a name is typed into their fields. Without it exact names still work.
const WAIT = 200;
let timer = 0;
let latest = '';

/**
 * @param {string} text
 * @param {HTMLDataListElement} list - with the address to ask in `data-url`
 */
async function suggest(text, list) {
  latest = text;
  const answer = await fetch(`${list.dataset.url}?${new URLSearchParams({ q: text })}`);
  if (!answer.ok || answer.redirected || latest !== text) return;
  const { people } = await answer.json();
  list.replaceChildren(...people.map((/** @type {string} */ value) => new Option('', value)));
}

document.addEventListener('input', (event) => {
  const { list, value } = /** @type {HTMLInputElement} */ (event.target);
  if (!list?.dataset.url) return;
  const text = value.trim();
  clearTimeout(timer);
  // The text is a suggestion that was taken.
  if (text.length < 2 || text.includes(' · ')) return;
  const found = /** @type {HTMLDataListElement} */ (list);
  timer = setTimeout(() => suggest(text, found).catch(() => {}), WAIT);
});
