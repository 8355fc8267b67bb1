// Lists: one box ticks all rows of the page; typing into a field ticks the box that says it is changed.
/** @type {HTMLInputElement | null} */
const page = document.querySelector('[data-tick-page]');
/** @type {NodeListOf<HTMLInputElement>} */
const rows = document.querySelectorAll('input[name="row"]');

if (page) {
  page.closest('label')?.removeAttribute('hidden');
  page.addEventListener('change', () => {
    for (const row of rows) row.checked = page.checked;
  });
}
for (const row of rows) {
  row.addEventListener('change', () => {
    if (page && !row.checked) page.checked = false;
  });
}

/** @type {HTMLFormElement | null} */
const many = document.querySelector('[data-many]');

/** @param {HTMLInputElement} field */
function tick(field) {
  /** @type {HTMLInputElement | null} */
  const box = document.querySelector(`[name="change_${CSS.escape(field.name)}"]`);
  if (box) box.checked = field.value !== '';
}

many?.addEventListener('input', (event) => tick(/** @type {HTMLInputElement} */ (event.target)));
// What was typed before this script arrived.
for (const field of many?.querySelectorAll('input') ?? []) {
  if (field.value !== field.defaultValue) tick(field);
}
