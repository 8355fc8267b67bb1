// Forms that may have to wait for their turn. The script sends them, so that they stay filled, and sends them again
// when the server answers "one moment". What was typed stays in the form and nowhere else.

const SAY_AFTER_MS = 2000;
const WAIT_SECONDS = 8;

/** @param {HTMLFormElement} form */
function attach(form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { submitter } = event;
    if (form.dataset.sending) return;
    form.dataset.sending = 'yes';
    submitter?.setAttribute('aria-busy', 'true');
    const saying = setTimeout(sayMoment, SAY_AFTER_MS, form);
    sendUntilTaken(form).finally(() => {
      clearTimeout(saying);
      delete form.dataset.sending;
      submitter?.removeAttribute('aria-busy');
    });
  });
}

/** @param {HTMLFormElement} form */
function sayMoment(form) {
  form.querySelector('[data-moment]')?.removeAttribute('hidden');
}

/**
 * The cookie of the first answer keeps the place in the queue.
 * @param {HTMLFormElement} form
 */
async function sendUntilTaken(form) {
  for (;;) {
    const response = await sendOnce(form);
    if (!response) {
      form.submit(); // the browser tells that there is no connection
      return;
    }
    const told = await answerIn(response);
    if (told.error !== 'one_moment') {
      show(form, response, told);
      return;
    }
    sayMoment(form);
    await pause(Number(response.headers.get('Retry-After')) || WAIT_SECONDS);
  }
}

/** @param {HTMLFormElement} form */
function sendOnce(form) {
  const fields = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  // A button called "action" hides the property of the form.
  return fetch(form.getAttribute('action') || window.location.href, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { Accept: 'application/json' },
    credentials: 'same-origin',
    cache: 'no-store',
  }).catch(() => null);
}

/**
 * @param {Response} response
 * @returns {Promise<{ error?: string, location?: string, html?: string, message?: string }>}
 */
async function answerIn(response) {
  const text = await response.text();
  try {
    return Object(JSON.parse(text));
  } catch {
    return { html: text };
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Response} response
 * @param {{ location?: string, html?: string, message?: string }} told
 */
function show(form, response, { location, html, message = '' }) {
  if (location) window.location.assign(location);
  else if (response.redirected) window.location.assign(response.url);
  else if (html) replace(form, new DOMParser().parseFromString(html, 'text/html'));
  else sayInstead(form, message);
}

/**
 * Replace the form with its errors, or the whole page if the answer has no such form.
 * @param {HTMLFormElement} form
 * @param {Document} page
 */
function replace(form, page) {
  const renewed = /** @type {HTMLFormElement | null} */ (page.querySelector('form[data-queued]'));
  document.title = page.title;
  if (!renewed) {
    document.querySelector('main')?.replaceWith(page.querySelector('main') ?? '');
    return;
  }
  form.parentElement?.replaceWith(/** @type {HTMLElement} */ (renewed.parentElement));
  attach(renewed);
  /** @type {HTMLElement | null} */ (document.querySelector('[data-autofocus]'))?.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} message
 */
function sayInstead(form, message) {
  const moment = form.querySelector('[data-moment]');
  if (!moment) return;
  moment.textContent = message;
  moment.removeAttribute('hidden');
}

/**
 * Wait for the seconds and up to half as long again, at random, so that not everybody comes back at once.
 * @param {number} seconds
 * @returns {Promise<void>}
 */
const pause = (seconds) =>
  new Promise((resolve) => {
    setTimeout(resolve, 1000 * seconds * (1 + Math.random() / 2));
  });

for (const form of document.querySelectorAll('form[data-queued]')) {
  attach(/** @type {HTMLFormElement} */ (form));
}
