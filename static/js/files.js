// Put our own button and words over each file field: the browser's speak the browser's language.

/** @param {HTMLElement} place */
function dress(place) {
  const input = /** @type {HTMLInputElement} */ (place.querySelector('input'));
  const name = /** @type {HTMLElement} */ (place.querySelector('.file__name'));
  const none = name.textContent;
  place.classList.add('file--ours');
  input.addEventListener('change', () => {
    name.textContent = [...(input.files || [])].map((file) => file.name).join(', ') || none;
  });
}

for (const place of document.querySelectorAll('.file')) dress(/** @type {HTMLElement} */ (place));
