// For every page: focus the error summary, and send each form only once.
const summary = /** @type {HTMLElement | null} */ (document.querySelector('[data-autofocus]'));
if (summary) {
  document.title = interpolate(gettext('Error: %s'), [document.title]);
  summary.focus();
}

// A page whose loading was stopped must become usable again.
const PATIENCE = 20000;
// A button whose answer is a file leaves the page as it is: other buttons of its form must work soon after.
const FILE = 3000;
/** @type {Map<HTMLFormElement, HTMLElement | null>} */
const forms = new Map();

/** @param {HTMLFormElement} form */
function release(form) {
  forms.get(form)?.removeAttribute('aria-busy');
  forms.delete(form);
}

// A form is posted once; its button shows that it is under way.
document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const { submitter } = event;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (forms.has(form)) {
    event.preventDefault();
    return;
  }
  submitter?.setAttribute('aria-busy', 'true');
  forms.set(form, submitter);
  setTimeout(release, submitter?.hasAttribute('data-file') ? FILE : PATIENCE, form);
});

// The back button may restore this page with disabled buttons.
window.addEventListener('pageshow', () => [...forms.keys()].forEach(release));
