// Suggests accounts while a name is typed into a field for a person. Without it a user name still works.
const WAIT = 200;
const list = /** @type {HTMLDataListElement} */ (document.getElementById('people'));
let timer = 0;
let latest = '';

/** @param {string} text */
async function suggest(text) {
  latest = text;
  const answer = await fetch(`${list.dataset.url}?${new URLSearchParams({ q: text })}`);
  if (!answer.ok || answer.redirected || latest !== text) return;
  const { people } = await answer.json();
  list.replaceChildren(...people.map((/** @type {string} */ value) => new Option('', value)));
}

document.addEventListener('input', (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.getAttribute('list') !== 'people') return;
  const text = field.value.trim();
  clearTimeout(timer);
  // The text is a suggestion that was taken.
  if (text.length < 2 || text.includes(' · ')) return;
  timer = setTimeout(() => suggest(text).catch(() => {}), WAIT);
});
