// The page's parts by name: panels, texts, lists, forms. Markup and words are in the templates.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export function text(name, value) {
  for (const node of all(`[data-text="${name}"]`)) if (node.textContent !== value) node.textContent = value;
}

export function show(name, visible) {
  for (const node of all(`[data-show="${name}"]`)) node.hidden = !visible;
}

export function bar(name, value, max) {
  const node = one(`[data-bar="${name}"]`);
  Object.assign(node, { max: max || 1, value });
  one(`[data-bar-text="${name}"]`).textContent = `${value}/${max}`;
}

/** Shows one panel; where the reader was inside the old one, the new heading takes the focus. */
export function panel(name) {
  const next = one(`[data-panel="${name}"]`);
  if (!next.hidden) return;
  const old = one('[data-panel]:not([hidden])');
  const wasInside = old.contains(document.activeElement) || document.activeElement === document.body;
  old.hidden = true;
  next.hidden = false;
  const heading = one('h2', next);
  one('#team-news').textContent = heading.textContent;
  if (wasInside && old.dataset.panel !== 'loading') heading.focus();
}

export function list(name, nodes) {
  for (const node of all(`[data-list="${name}"]`)) node.replaceChildren(...nodes(node));
}

export function element(tag, { text: content, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (content !== undefined) node.textContent = content;
  node.append(...children);
  return node;
}

/** Marks one step of a list as done, busy or waiting, in a word and a sign. */
export function task(node, state) {
  const words = {
    done: gettext('done'),
    busy: gettext('in progress'),
    bad: gettext('does not hold'),
    waiting: '',
  };
  node.dataset.state = state;
  one('.tasks__state', node).textContent = words[state];
}

/** Calls `act` when the button is pressed; `page` tells what goes wrong. */
export function onPress(page, name, act) {
  const button = one(`[data-do="${name}"]`);
  button.addEventListener('click', () => whileBusy(button, () => page.press(act)));
}

/** Calls `act(values, form)` on submit; what it throws with a `field` is shown at that field. */
export function form(page, name, act) {
  const node = one(`[data-form="${name}"]`);
  const taken = async () => {
    try {
      await act(Object.fromEntries(new FormData(node)), node);
    } catch (error) {
      if (!error.field) throw error;
      fieldError(node, error.field, error.message);
    }
  };
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    clearErrors(node);
    whileBusy(one('[type="submit"]', node), () => page.press(taken));
  });
}

async function whileBusy(button, act) {
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  try {
    await act();
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** What a form refuses: shown at its field. */
export class FieldError extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

function clearErrors(node) {
  for (const field of all('.field', node)) {
    field.classList.remove('field--error');
    one('.field__error', field).hidden = true;
    one('input, textarea', field).removeAttribute('aria-invalid');
  }
}

function fieldError(node, name, message) {
  const field = one(`[data-field="${name}"]`, node);
  const input = one('input, textarea', field);
  field.classList.add('field--error');
  Object.assign(one('.field__error', field), { textContent: message, hidden: false });
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}
