// Write each entered date in words below its field, so that 05/02 cannot be taken for 2 May.
import { readWritten } from './written_dates.js';

const language = document.documentElement.lang || 'vi';
/** @type {Intl.DateTimeFormatOptions} */
const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
/** @type {Intl.DateTimeFormatOptions} */
const moment = { ...day, hour: '2-digit', minute: '2-digit', hour12: false };

/** @param {HTMLInputElement} input */
function inWords(input) {
  const kind = input.dataset.written || 'day';
  const read = readWritten(input.value, kind);
  // `en` would put the month first; the product's English is that of Vietnam.
  const locale = language === 'en' ? 'en-GB' : language;
  return read ? new Intl.DateTimeFormat(locale, kind === 'day' ? day : moment).format(read) : '';
}

/** @type {NodeListOf<HTMLInputElement>} */
const inputs = document.querySelectorAll('input[data-written]');
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
