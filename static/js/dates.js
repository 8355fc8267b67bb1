// Write each entered date in words below its field, because browsers show 02/05 or 05/02 by locale.
const language = document.documentElement.lang || 'vi';
/** @type {Intl.DateTimeFormatOptions} */
const day = { weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' };
/** @type {Intl.DateTimeFormatOptions} */
const moment = { ...day, hour: '2-digit', minute: '2-digit' };

/** @param {HTMLInputElement} input */
function inWords(input) {
  const typed = input.value && new Date(input.type === 'date' ? `${input.value}T00:00` : input.value);
  if (!typed || Number.isNaN(typed.getTime())) return '';
  return new Intl.DateTimeFormat(language, input.type === 'date' ? day : moment).format(typed);
}

/** @type {NodeListOf<HTMLInputElement>} */
const inputs = document.querySelectorAll('input[type=date], input[type=datetime-local]');
for (const input of inputs) {
  const words = document.createElement('p');
  words.className = 'field__echo';
  words.setAttribute('aria-live', 'polite');
  words.textContent = inWords(input);
  input.after(words);
  input.addEventListener('input', () => {
    words.textContent = inWords(input);
  });
}
