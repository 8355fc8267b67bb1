// What the page asks the server. Every failure is one of three: lost, login, or a refusal with words.

import { within } from '../waiting.js';
import { one } from './dom.js';

const TIMEOUT = 20000;

/** The server's refusal: `code` is stable, `message` is for the person. */
export class Refused extends Error {
  constructor(code, message, status) {
    super(message);
    Object.assign(this, { code, status });
  }
}

/** No answer came, or none of our server; trying again does no harm. */
export class Lost extends Error {}

export const address = (name) => one('#team').dataset[name];

const headers = { Accept: 'application/json' };
let token = null;

/** What the server answers on `url`, or throws; a page of a proxy in between counts as lost. */
async function ask(url, options) {
  const patience = new AbortController();
  const wanted = { credentials: 'same-origin', cache: 'no-store', signal: patience.signal, ...options };
  try {
    return await within(TIMEOUT, fetched(url, wanted), () => patience.abort());
  } catch (error) {
    throw error instanceof Refused || error instanceof Lost ? error : new Lost(error.message);
  }
}

async function fetched(url, options) {
  const answer = await fetch(url, options);
  if (answer.redirected) throw new Refused('login', '', 401);
  const told = parsed(await answer.text());
  if (answer.ok && told) return told;
  if (answer.ok || answer.status >= 500 || answer.status === 429) throw new Lost(`${answer.status}`);
  const { error = 'refused', message = '' } = told ?? {};
  throw new Refused(
    error,
    message || gettext('The server did not take this. Reload the page.'),
    answer.status,
  );
}

function parsed(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function get(name) {
  const told = await ask(address(name), { headers });
  // A login in another tab renews what guards our posts.
  token = told.csrf ?? token;
  return told;
}

export function post(name, body) {
  const guard = token ?? one('#team [name="csrfmiddlewaretoken"]').value;
  const sent = { ...headers, 'Content-Type': 'application/json', 'X-CSRFToken': guard };
  return ask(address(name), { method: 'POST', headers: sent, body: JSON.stringify(body) });
}

/** `{total, chunks}` of the box; a connection that breaks or falls silent in the middle is lost. */
export async function stream(name) {
  const answer = await heard(fetch(address(name), { credentials: 'same-origin', cache: 'no-store' }));
  const isBox = answer.ok && answer.headers.get('Content-Type') === 'application/octet-stream';
  if (!isBox) throw new Lost(`${answer.status}`); // the next look says why
  return { total: Number(answer.headers.get('X-Ballots')), chunks: chunks(answer.body.getReader()) };
}

async function* chunks(reader) {
  for (;;) {
    const { done, value } = await heard(reader.read(), () => reader.cancel());
    if (done) return;
    yield value;
  }
}

const heard = (promise, onLate) =>
  within(TIMEOUT, promise, onLate).catch((error) => {
    throw new Lost(error.message);
  });
