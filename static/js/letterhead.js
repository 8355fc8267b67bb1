// Keep the letterhead beside the form of a unit as the form says.

/** @param {string} name */
const field = (name) =>
  /** @type {HTMLInputElement | HTMLSelectElement | null} */ (document.querySelector(`[name=${name}]`));

/** The name of the chosen superior; a superior that cannot be changed stays as the page shows it. */
function superior() {
  const chosen = field('parent');
  if (chosen instanceof HTMLSelectElement) return chosen.value ? chosen.selectedOptions[0].text : '';
  return chosen && chosen.value.split(' · ')[0].trim(); // typed: the name, its superior, its number
}

/** @param {string} form - `state` or `party` */
function number(form) {
  const code = field('document_code')?.value.trim() ?? '';
  const blank = '\u00a0'.repeat(10);
  if (form === 'party') return `Số ${blank}-${code ? `BC/${code}` : 'BC'}`;
  return `Số: ${blank}/${code ? `BC-${code}` : 'BC'}`;
}

/** @param {HTMLElement} head */
function write(head) {
  /** @param {string} name */
  const part = (name) => /** @type {HTMLElement} */ (head.querySelector(`[data-part=${name}]`));
  const above = superior();
  if (above !== null) part('superior').textContent = above.toLocaleUpperCase('vi');
  const isChosen = /** @type {HTMLInputElement | null} */ (field('superior_on_letterhead'))?.checked;
  part('superior').hidden = !isChosen || !part('superior').textContent;
  part('agency').textContent = (field('name')?.value.trim() || '…').toLocaleUpperCase('vi');
  part('number').textContent = number(head.dataset.letterhead || '');
  part('place').textContent = field('place')?.value.trim() || '…';
}

const heads = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-letterhead]'));
const writeAll = () => heads.forEach(write);
document.addEventListener('input', writeAll);
document.addEventListener('change', writeAll);
writeAll();
