// What the page asks the server. Every failure is one of three: lost, login, or a refusal with words.

import { one } from './dom.js';

const TIMEOUT = 20000;

/** The server's refusal: `code` is stable, `message` is for the person. */
export class Refused extends Error {
  constructor(code, message, status) {
    super(message);
    Object.assign(this, { code, status });
  }
}

/** No answer came, or none that can be read; trying again does no harm. */
export class Lost extends Error {}

export const address = (name) => one('#team').dataset[name];

async function ask(url, options) {
  let answer;
  try {
    const limit = AbortSignal.timeout(TIMEOUT);
    answer = await fetch(url, { credentials: 'same-origin', cache: 'no-store', signal: limit, ...options });
  } catch (error) {
    throw new Lost(error.message);
  }
  if (answer.redirected) throw new Refused('login', '', 401);
  if (answer.ok) return answer.json();
  if (answer.status >= 500) throw new Lost(`${answer.status}`);
  const { error = 'refused', message = '' } = await answer.json().catch(() => ({}));
  throw new Refused(error, message || gettext('The server did not take this. Reload the page.'), answer.status);
}

const headers = { Accept: 'application/json' };

export const get = (name) => ask(address(name), { headers });

export function post(name, body) {
  const token = one('#team [name="csrfmiddlewaretoken"]').value;
  const sent = { ...headers, 'Content-Type': 'application/json', 'X-CSRFToken': token };
  return ask(address(name), { method: 'POST', headers: sent, body: JSON.stringify(body) });
}
