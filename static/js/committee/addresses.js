// What the page of the counting team asks of the server, each by the name of its address.

import * as api from '../api.js';
import { one } from '../elements.js';

/** @type {string | null} */
let token = null;

/** @type {(name: string) => string} */
export const address = (name) => one('#team').dataset[name];

/**
 * @param {string} name
 * @param {RequestInit} options
 */
async function ask(name, options) {
  const sentence = gettext('The server did not accept this. Reload the page.');
  const { told } = await api.ask(address(name), options, { sentence });
  return told;
}

/** @param {string} name */
export async function get(name) {
  const told = await ask(name, api.withSession);
  // A login in another tab renews the token.
  token = told.csrf ?? token;
  return told;
}

/**
 * @param {string} name
 * @param {object} body
 */
export function post(name, body) {
  const guard = { 'X-CSRFToken': token ?? one('#team [name="csrfmiddlewaretoken"]').value };
  return ask(name, api.posted(api.withSession, 'application/json', JSON.stringify(body), guard));
}

/**
 * {total, chunks} of the box.
 * @param {string} name
 */
export async function stream(name) {
  const { headers, chunks } = await api.stream(address(name));
  return { total: Number(headers.get('X-Ballots')), chunks };
}
