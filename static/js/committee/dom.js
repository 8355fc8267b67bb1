// The parts of the page by name: panels, texts, lists, forms. Markup and words are in the templates.

import { all, one } from '../elements.js';

/** @import { Page } from './types.js' */

/**
 * @param {string} name
 * @param {string} value
 */
export function text(name, value) {
  for (const node of all(`[data-text="${name}"]`)) if (node.textContent !== value) node.textContent = value;
}

/**
 * @param {string} name
 * @param {boolean} visible
 */
export function show(name, visible) {
  for (const node of all(`[data-show="${name}"]`)) node.hidden = !visible;
}

/**
 * @param {string} name
 * @param {number} value
 * @param {number} max
 */
export function bar(name, value, max) {
  const node = one(`[data-bar="${name}"]`);
  Object.assign(node, { max: max || 1, value });
  one(`[data-bar-text="${name}"]`).textContent = `${value}/${max}`;
}

/**
 * Show one panel. When the focus was inside the old one, the new heading takes it.
 * @param {string} name
 */
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

/**
 * @param {string} name
 * @param {(node: Element) => Node[]} nodes
 */
export function list(name, nodes) {
  for (const node of all(`[data-list="${name}"]`)) node.replaceChildren(...nodes(node));
}

/**
 * Mark one step of a list as done, busy or waiting, by a word and a sign.
 * @param {HTMLElement} node
 * @param {string} state
 */
export function task(node, state) {
  /** @type {Record<string, string>} */
  const words = {
    done: gettext('done'),
    busy: gettext('in progress'),
    bad: gettext('not valid'),
    waiting: '',
  };
  node.dataset.state = state;
  one('.tasks__state', node).textContent = words[state];
}

/**
 * Call `act` when the button is pressed; `page` tells what goes wrong.
 * @param {Page} page
 * @param {string} name
 * @param {() => unknown} act
 */
export function onPress(page, name, act) {
  const button = one(`[data-do="${name}"]`);
  button.addEventListener('click', () => whileBusy(button, () => page.press(act)));
}

/**
 * Call `act(values, form)` on submit. An error with a `field` is shown at that field.
 * @param {Page} page
 * @param {string} name
 * @param {(values: Record<string, any>, node: any) => unknown} act
 */
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
  node.addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    clearErrors(node);
    whileBusy(one('[type="submit"]', node), () => page.press(taken));
  });
}

/**
 * @param {Element} button
 * @param {() => Promise<unknown>} act
 */
async function whileBusy(button, act) {
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  try {
    await act();
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** What a form refuses; shown at its field. */
export class FieldError extends Error {
  /**
   * @param {string} field
   * @param {string} message
   */
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/** @param {Element} node */
function clearErrors(node) {
  for (const field of all('.field', node)) {
    field.classList.remove('field--error');
    one('.field__error', field).hidden = true;
    one('input, textarea', field).removeAttribute('aria-invalid');
  }
}

/**
 * @param {Element} node
 * @param {string} name
 * @param {string} message
 */
function fieldError(node, name, message) {
  const field = one(`[data-field="${name}"]`, node);
  const input = one('input, textarea', field);
  field.classList.add('field--error');
  Object.assign(one('.field__error', field), { textContent: message, hidden: false });
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}
