// What the page asks of the server. The box is addressed without cookies and without referrer.

/** The server said no; `code` is stable, `message` is a true sentence in the reader's language. */
export class Refusal extends Error {
  constructor(status, { error = 'refused', message = '' } = {}) {
    super(message);
    this.status = status;
    this.code = error;
  }
}

/** Nothing was heard from the server; what was sent may or may not have arrived. */
export class Unheard extends Error {}

const TIMEOUT_MS = 20000;
const IS_TRANSIENT = (status) => status >= 500 || status === 429;

async function ask(url, options) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, { ...options, cache: 'no-store', redirect: 'error', signal: patience.signal });
    const body = new Uint8Array(await response.arrayBuffer());
    if (IS_TRANSIENT(response.status)) throw new Unheard();
    if (!response.ok) throw new Refusal(response.status, parsed(body));
    return body;
  } catch (error) {
    throw error instanceof Refusal ? error : new Unheard();
  } finally {
    clearTimeout(timer);
  }
}

function parsed(body) {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

const withSession = { credentials: 'same-origin', headers: { Accept: 'application/json' } };
const withoutSession = { credentials: 'omit', referrerPolicy: 'no-referrer', headers: { Accept: 'application/json' } };

export const api = (urls, csrf) => ({
  status: async () => parsed(await ask(urls.status, withSession)),

  manifest: () => ask(urls.manifest, withoutSession),

  issue: async (blinded) => parsed(await ask(urls.issue, {
    ...withSession,
    method: 'POST',
    body: JSON.stringify({ blinded }),
    headers: { ...withSession.headers, 'Content-Type': 'application/json', 'X-CSRFToken': csrf },
  })),

  cast: async (frame) => parsed(await ask(urls.cast, {
    ...withoutSession,
    method: 'POST',
    body: frame,
    headers: { ...withoutSession.headers, 'Content-Type': 'application/octet-stream' },
  })),

  whereabouts: async (hash) => parsed(await ask(urls.find, {
    ...withoutSession,
    method: 'POST',
    body: hash,
    headers: { ...withoutSession.headers, 'Content-Type': 'text/plain' },
  })),
});
