// What the page asks of the server. The box is addressed without cookies and without referrer.

import { within } from '../waiting.js';

/** The server said no; `code` is stable, `message` is a true sentence in the reader's language. */
export class Refusal extends Error {
  constructor(status, { error = 'refused', message = '' } = {}) {
    super(message);
    this.status = status;
    this.code = error;
  }
}

/** Nothing was heard from our server; what was sent may or may not have arrived. */
export class NoAnswer extends Error {}

const TIMEOUT_MS = 20000;
const IS_TRANSIENT = (status) => status >= 500 || status === 429;
const SHAPES = {
  status: ({ state, slot }) => state && slot,
  manifest: ({ config, keys }) => config && keys,
  issue: ({ evaluated, proof }) => evaluated && proof,
  cast: ({ ballot, signature }) => ballot && signature,
  find: ({ in_box: isInBox }) => typeof isInBox === 'boolean',
};

/** {told, bytes} of the answer. A page of a proxy or of a Wi-Fi login is not our server's word. */
async function ask(urls, name, options) {
  const patience = new AbortController();
  const whole = { ...options, cache: 'no-store', redirect: 'error', signal: patience.signal };
  try {
    return await within(TIMEOUT_MS, heard(urls[name], whole, SHAPES[name]), () => patience.abort());
  } catch (error) {
    throw error instanceof Refusal ? error : new NoAnswer();
  }
}

async function heard(url, options, isOurs) {
  const response = await fetch(url, options);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const told = parsed(bytes);
  if (response.ok && isOurs(told)) return { told, bytes };
  if (response.ok || IS_TRANSIENT(response.status) || !told.error) throw new NoAnswer();
  throw new Refusal(response.status, told);
}

function parsed(bytes) {
  try {
    return Object(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}

const withSession = { credentials: 'same-origin', headers: { Accept: 'application/json' } };
const withoutSession = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  headers: { Accept: 'application/json' },
};

/** `page` is {urls} and, for what needs the voter's session, {csrf, slot}. */
export function api(page) {
  const { urls } = page;
  const posted = (way, type, body) => ({
    ...way,
    method: 'POST',
    body,
    headers: { ...way.headers, 'Content-Type': type },
  });

  async function status() {
    const { told } = await ask(urls, 'status', withSession);
    if (told.slot !== page.slot) throw new Refusal(403, { error: 'other_person' });
    page.csrf = told.csrf; // a login in another tab renews it
    return told;
  }

  async function issueOnce(blinded) {
    const options = posted(withSession, 'application/json', JSON.stringify({ blinded }));
    options.headers['X-CSRFToken'] = page.csrf;
    return (await ask(urls, 'issue', options)).told;
  }

  return {
    status,
    manifest: async () => (await ask(urls, 'manifest', withoutSession)).bytes,
    issue: (blinded) =>
      issueOnce(blinded).catch(async (error) => {
        if (error.code !== 'csrf') throw error;
        await status();
        return issueOnce(blinded);
      }),
    cast: async (frame) =>
      (await ask(urls, 'cast', posted(withoutSession, 'application/octet-stream', frame))).told,
    findBallot: async (hash) => (await ask(urls, 'find', posted(withoutSession, 'text/plain', hash))).told,
  };
}
