// How an answer of the server is told from a refusal, a page of a proxy and silence.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

globalThis.window = globalThis;
// The connection comes back at once, which ends every wait.
globalThis.addEventListener = (name, back) => queueMicrotask(back);
globalThis.removeEventListener = () => {};
const { NoAnswer, Refusal, ask, posted, stream, untilAnswered, waitAfter, withSession, withoutSession } =
  await import('../../static/js/api.js');

const fetched = globalThis.fetch;
const asked = [];
const answer = (body, { status = 200, redirected = false, type = 'application/json' } = {}) => {
  globalThis.fetch = (url, options) => {
    asked.push({ url, ...options });
    const response = new Response(body, { status, headers: { 'Content-Type': type, 'X-Ballots': '2' } });
    return Promise.resolve(Object.defineProperty(response, 'redirected', { value: redirected }));
  };
};
const isRefusal = (code, message, status) => (error) =>
  error instanceof Refusal && error.code === code && error.message === message && error.status === status;
const isNoAnswer = (error) => error instanceof NoAnswer;

afterEach(() => {
  globalThis.fetch = fetched;
  asked.length = 0;
});

describe('an answer', () => {
  it('is the JSON with the bytes of it', async () => {
    answer('{"a": 1}');
    const { told, bytes } = await ask('/x', withSession);
    assert.deepEqual(told, { a: 1 });
    assert.equal(new TextDecoder().decode(bytes), '{"a": 1}');
    assert.equal(asked[0].cache, 'no-store');
  });
  it('that does not have the expected shape is none', async () => {
    answer('{"a": 1}');
    await assert.rejects(ask('/x', {}, { isOurs: ({ b }) => b }), isNoAnswer);
  });
  it('of a proxy is none', async () => {
    answer('<html>Log in to the Wi-Fi</html>', { type: 'text/html' });
    await assert.rejects(ask('/x', {}), isNoAnswer);
  });
});

describe('a refusal', () => {
  it('carries code, sentence and status', async () => {
    answer('{"error": "used", "message": "Already used."}', { status: 409 });
    await assert.rejects(ask('/x', {}), isRefusal('used', 'Already used.', 409));
  });
  it('that names no error counts as no answer, unless there is a sentence for it', async () => {
    answer('<html>Forbidden</html>', { status: 403 });
    await assert.rejects(ask('/x', {}), isNoAnswer);
    await assert.rejects(ask('/x', {}, { sentence: 'Not taken.' }), isRefusal('refused', 'Not taken.', 403));
  });
  it('is a missing login when the answer comes from another address', async () => {
    answer('<html>Login</html>', { redirected: true });
    await assert.rejects(ask('/x', {}), isRefusal('login', '', 401));
  });
});

describe('no answer', () => {
  for (const status of [429, 500, 502, 503]) {
    it(`is a status of ${status}, whatever it says`, async () => {
      answer('{"error": "busy"}', { status });
      await assert.rejects(ask('/x', {}, { sentence: 'Not taken.' }), isNoAnswer);
    });
  }
  it('is a connection that fails', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await assert.rejects(ask('/x', {}), isNoAnswer);
    await assert.rejects(stream('/x'), isNoAnswer);
  });
  it('is a stream of another type', async () => {
    answer('<html>Login</html>', { type: 'text/html' });
    await assert.rejects(stream('/x'), isNoAnswer);
  });
});

describe('a request', () => {
  it('to the box tells neither account nor page', () => {
    const options = posted(withoutSession, 'application/octet-stream', new Uint8Array(1));
    assert.equal(options.credentials, 'omit');
    assert.equal(options.referrerPolicy, 'no-referrer');
    assert.deepEqual(options.headers, {
      Accept: 'application/json',
      'Content-Type': 'application/octet-stream',
    });
  });
  it('leaves the options it is made from as they are', () => {
    posted(withSession, 'text/plain', 'a', { 'X-CSRFToken': 't' });
    assert.deepEqual(withSession.headers, { Accept: 'application/json' });
  });
  it('for a stream yields its chunks', async () => {
    answer('ballots', { type: 'application/octet-stream' });
    const { headers, chunks } = await stream('/x');
    const parts = [];
    for await (const part of chunks) parts.push(part);
    assert.equal(headers.get('X-Ballots'), '2');
    assert.equal(new TextDecoder().decode(parts[0]), 'ballots');
  });
});

describe('trying again', () => {
  const failing = (times, error) => {
    let left = times;
    return () => {
      left -= 1;
      return left < 0 ? Promise.resolve('answer') : Promise.reject(error);
    };
  };

  it('goes on until the server answers, and counts the failures', async () => {
    const failures = [];
    assert.equal(
      await untilAnswered(failing(3, new NoAnswer()), (number) => failures.push(number)),
      'answer',
    );
    assert.deepEqual(failures, [1, 2, 3]);
  });
  it('ends with a refusal', async () => {
    const refused = new Refusal(409, { error: 'used' });
    await assert.rejects(untilAnswered(failing(1, refused), assert.fail), refused);
  });
  it('waits longer after each failure, up to a quarter of a minute', () => {
    assert.deepEqual([1, 2, 3, 4, 5, 6, 99].map(waitAfter), [1000, 2000, 4000, 8000, 15000, 15000, 15000]);
  });
});
