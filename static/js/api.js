// Requests to the server. Each ends in its answer, in a Refusal or in NoAnswer.

import { pause, within } from './waiting.js';

const TIMEOUT_MS = 20000;
const FILE_TIMEOUT_MS = 180000;
const WAITS_MS = [1000, 2000, 4000, 8000, 15000];
const JSON_ONLY = { Accept: 'application/json' };

/**
 * A request with the session of the account.
 * @type {RequestInit}
 */
export const withSession = { credentials: 'same-origin', headers: JSON_ONLY };
/**
 * A request without cookies and referrer.
 * @type {RequestInit}
 */
export const withoutSession = { credentials: 'omit', referrerPolicy: 'no-referrer', headers: JSON_ONLY };

/** A refusal by the server: `code` and `reason` are stable, `message` is a sentence in the reader's language. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{ error?: string, message?: string, reason?: string }} [told]
   */
  constructor(status, { error = 'refused', message = '', reason = '' } = {}) {
    super(message);
    this.status = status;
    this.code = error;
    this.reason = reason;
  }
}

/** Our server did not answer. The request may have arrived or not; sending it again is harmless. */
export class NoAnswer extends Error {}

/** @type {(status: number) => boolean} */
const isTransient = (status) => status >= 500 || status === 429;

/**
 * The answer as {told, bytes}: its JSON and the bytes of it. `isOurs(told)` tells it from the page of a proxy
 * or of a Wi-Fi login. A refusal that names no error counts as no answer, unless there is a `sentence`.
 * @param {string} url
 * @param {RequestInit} options
 * @param {{ isOurs?: (told: any) => unknown, sentence?: string }} [expected]
 * @returns {Promise<{ told: any, bytes: Uint8Array }>}
 */
export async function ask(url, options, { isOurs = () => true, sentence = '' } = {}) {
  const patience = new AbortController();
  /** @type {RequestInit} */
  const whole = { ...options, cache: 'no-store', signal: patience.signal };
  try {
    return await within(TIMEOUT_MS, answerOf(url, whole, { isOurs, sentence }), () => patience.abort());
  } catch (error) {
    throw error instanceof Refusal || error instanceof NoAnswer ? error : new NoAnswer(error.message);
  }
}

/**
 * @param {string} url
 * @param {RequestInit} options
 * @param {{ isOurs: (told: any) => unknown, sentence: string }} expected
 */
async function answerOf(url, options, { isOurs, sentence }) {
  const response = await fetch(url, options);
  if (response.redirected) throw new Refusal(401, { error: 'login' });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const told = parsed(bytes);
  if (response.ok && told && isOurs(told)) return { told, bytes };
  if (response.ok || isTransient(response.status)) throw new NoAnswer(`${response.status}`);
  throw refusalFrom(response.status, told ?? {}, sentence);
}

/**
 * @param {number} status
 * @param {{ error?: string, message?: string, reason?: string }} told
 * @param {string} sentence
 */
function refusalFrom(status, { error, message, reason }, sentence) {
  if (!error && !sentence) return new NoAnswer(`${status}`);
  return new Refusal(status, { error, message: message || sentence, reason });
}

/**
 * The parsed JSON object; null for anything else.
 * @param {Uint8Array} bytes
 * @returns {any}
 */
function parsed(bytes) {
  try {
    return Object(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

/**
 * Milliseconds to wait after this number of failures in a row.
 * @param {number} failures
 */
export const waitAfter = (failures) => WAITS_MS[Math.min(failures, WAITS_MS.length) - 1];

/**
 * Try until the server answers. `onFailure` is called before each wait with the number of failures.
 * @template T
 * @param {() => Promise<T>} act
 * @param {(failures: number, error: NoAnswer) => void} onFailure
 * @returns {Promise<T>}
 */
export async function untilAnswered(act, onFailure) {
  for (let failures = 1; ; failures += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      onFailure(failures, error);
      await pause(waitAfter(failures));
    }
  }
}

/**
 * Options that send `body`.
 * @param {RequestInit} options
 * @param {string} type
 * @param {string | Uint8Array} body
 * @param {Record<string, string>} [headers]
 * @returns {RequestInit}
 */
export const posted = (options, type, body, headers = {}) => ({
  ...options,
  method: 'POST',
  body: /** @type {BodyInit} */ (body),
  headers: { ...options.headers, 'Content-Type': type, ...headers },
});

/**
 * {headers, chunks} of a long binary answer. One that stops in the middle is no answer.
 * @param {string} url
 */
export async function stream(url) {
  const response = await inTime(fetch(url, { credentials: 'same-origin', cache: 'no-store' }));
  const isBinary = response.ok && response.headers.get('Content-Type') === 'application/octet-stream';
  if (!isBinary) throw new NoAnswer(`${response.status}`);
  return {
    headers: response.headers,
    chunks: chunks(/** @type {ReadableStream} */ (response.body).getReader()),
  };
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
async function* chunks(reader) {
  for (;;) {
    const { done, value } = await inTime(reader.read(), () => reader.cancel());
    if (done) return;
    yield value;
  }
}

/**
 * The bytes of a file behind a login; a refusal keeps its sentence.
 * @param {string} url
 * @returns {Promise<Uint8Array>}
 */
export async function file(url) {
  const response = await inTime(fetch(url, { credentials: 'same-origin', cache: 'no-store' }));
  if (response.redirected) throw new Refusal(401, { error: 'login' });
  const bytes = new Uint8Array(await within(FILE_TIMEOUT_MS, response.arrayBuffer()));
  if (response.ok) return bytes;
  throw refusalFrom(response.status, parsed(bytes) ?? {}, '');
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {() => void} [onLate]
 */
const inTime = (promise, onLate) =>
  within(TIMEOUT_MS, promise, onLate).catch((error) => {
    throw new NoAnswer(error.message);
  });
