// On every page: bring what the server reports to the reader's attention, show that a press is being worked on.
const summary = document.querySelector('[data-autofocus]');
if (summary) {
  document.title = interpolate(gettext('Error: %s'), [document.title]);
  summary.focus();
}

// A page that was stopped while it waited must be usable again.
const PATIENCE = 20000;
const forms = new Map();

function release(form) {
  forms.get(form)?.removeAttribute('aria-busy');
  forms.delete(form);
}

/** Whatever is posted is posted once; the button says that it is under way. */
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (forms.has(form)) {
    event.preventDefault();
    return;
  }
  submitter?.setAttribute('aria-busy', 'true');
  forms.set(form, submitter);
  setTimeout(release, PATIENCE, form);
});

// The back button shows the page as it was left.
window.addEventListener('pageshow', () => [...forms.keys()].forEach(release));
