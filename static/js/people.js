// Suggests accounts while somebody types into a field of a person; without it, a user name still works.
const WAIT = 200;
const list = document.getElementById('people');
let timer = 0;
let latest = '';

async function suggest(text) {
  latest = text;
  const answer = await fetch(`${list.dataset.url}?${new URLSearchParams({ q: text })}`);
  if (!answer.ok || answer.redirected || latest !== text) return;
  const { people } = await answer.json();
  list.replaceChildren(...people.map((value) => new Option('', value)));
}

document.addEventListener('input', (event) => {
  if (event.target.getAttribute('list') !== 'people') return;
  const text = event.target.value.trim();
  clearTimeout(timer);
  // A suggestion just taken needs no others.
  if (text.length < 2 || text.includes(' · ')) return;
  timer = setTimeout(() => suggest(text).catch(() => {}), WAIT);
});
