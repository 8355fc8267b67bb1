// From the sealed ballot to the receipt against a server that answers, fails, cheats or was restored.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { ristretto255_oprf } from '@noble/curves/ed25519.js';

globalThis.window = { addEventListener: (name, back) => queueMicrotask(back), removeEventListener: () => {} };
const { NoAnswer } = await import('../../../static/js/api.js');
const { ballotHash } = await import('../../../static/js/protocol/ballot.js');
const { bytesToHex, hexToBytes } = await import('../../../static/js/protocol/hashing.js');
const { shortCode } = await import('../../../static/js/protocol/receipt.js');
const { publicKey, sign } = await import('../../../static/js/protocol/signing.js');
const { pendingFrom, putBack, send } = await import('../../../static/js/vote/sending.js');

const { voprf } = ristretto255_oprf;
const issuer = voprf.generateKeyPair();
const stranger = voprf.generateKeyPair();
const receiptSecret = new Uint8Array(32).fill(7);
const electionId = new Uint8Array(32).fill(1);
const body = new Uint8Array(72).fill(2);
const signature = new Uint8Array(64).fill(3);
const hash = ballotHash(body, signature);
const credentialSecret = new Uint8Array(32).fill(5);
const sealed = { body, signature, hash, credential: new Uint8Array(32).fill(4), credentialSecret };
const keys = { electionId, tokenKey: issuer.publicKey, receiptKey: publicKey(receiptSecret) };

function receiptBy(secret) {
  const signed = bytesToHex(sign(secret, 'receipt', electionId, hash));
  return {
    election: bytesToHex(electionId),
    ballot: bytesToHex(hash),
    code: shortCode(hash),
    signature: signed,
  };
}

/** A fake server that records requests and fails the first `failures` times. */
function serverWith({ token = issuer, receipt = receiptSecret, failures = 0 } = {}) {
  const asked = [];
  let left = failures;
  const answer = (name, make) => {
    asked.push(name);
    left -= 1;
    return left < 0 ? Promise.resolve(make()) : Promise.reject(new NoAnswer());
  };
  const issued = (blinded) => {
    const { evaluated, proof } = voprf.blindEvaluate(token.secretKey, token.publicKey, hexToBytes(blinded));
    return { evaluated: bytesToHex(evaluated), proof: bytesToHex(proof) };
  };
  return {
    asked,
    issue: (blinded) => answer('issue', () => issued(blinded)),
    cast: () => answer('cast', () => receiptBy(receipt)),
  };
}

/** What a browser keeps, with the steps it went through. */
function keepingOf(pending) {
  const kept = { pending, receipt: null, spare: null };
  return {
    kept,
    pending: () => kept.pending,
    receipt: () => kept.receipt,
    keep: (next) => Object.assign(kept, { pending: next }),
    finish: (receipt, spare) => Object.assign(kept, { pending: null, receipt, spare }),
  };
}

let keeping;
let told;
const way = (api, more) => ({
  api,
  keys,
  keeping,
  tell: (progress) => told.push(progress),
  isRestored: false,
  ...more,
});

beforeEach(() => {
  keeping = keepingOf(pendingFrom(sealed));
  told = [];
});

describe('sending', () => {
  it('has the ballot issued, casts it and keeps the receipt with a spare', async () => {
    const api = serverWith();
    const receipt = await send(way(api));
    assert.deepEqual(api.asked, ['issue', 'cast']);
    assert.deepEqual([receipt, keeping.kept.receipt], [receiptBy(receiptSecret), receipt]);
    assert.deepEqual(Object.keys(keeping.kept.spare), ['body', 'signature', 'token', 'blinded']);
  });
  it('keeps the token before it casts, and the blinding no longer', async () => {
    await assert.rejects(send(way(serverWith({ receipt: new Uint8Array(32).fill(8) }))), { code: 'receipt' });
    const { step, token, blind, credential } = keeping.kept.pending;
    assert.deepEqual([step, token.length, blind, credential], ['cast', 64, undefined, undefined]);
  });
  it('goes on with a kept token without asking for another', async () => {
    await assert.rejects(send(way(serverWith({ receipt: new Uint8Array(32).fill(8) }))));
    const api = serverWith();
    await send(way(api));
    assert.deepEqual(api.asked, ['cast']);
  });
  it('asks a restored server for the blank ballot again', async () => {
    await assert.rejects(send(way(serverWith({ receipt: new Uint8Array(32).fill(8) }))));
    const api = serverWith();
    await send(way(api, { isRestored: true }));
    assert.deepEqual(api.asked, ['issue', 'cast']);
  });
  it('refuses a token of another key, and casts nothing', async () => {
    const api = serverWith({ token: stranger });
    await assert.rejects(send(way(api)), { code: 'token' });
    assert.deepEqual([api.asked, keeping.kept.pending.step], [['issue'], 'issue']);
  });
  it('waits out a lost connection and tells the attempts', async () => {
    const api = serverWith({ failures: 2 });
    await send(way(api));
    assert.deepEqual(api.asked, ['issue', 'issue', 'issue', 'cast']);
    assert.deepEqual(
      told.map(({ step, attempt }) => `${step} ${attempt}`),
      ['issue 0', 'issue 1', 'issue 2', 'cast 0'],
    );
  });
  it('takes the receipt of another tab that was first', async () => {
    const api = serverWith();
    const issue = api.issue;
    const other = receiptBy(receiptSecret);
    api.issue = (blinded) => {
      keeping.finish(other, null);
      return issue(blinded);
    };
    assert.equal(await send(way(api)), other);
    assert.deepEqual(api.asked, ['issue']);
  });
});

describe('putting a ballot back', () => {
  it('has it issued by the same request first', async () => {
    await send(way(serverWith()));
    const api = serverWith();
    await putBack({ api, spare: keeping.kept.spare });
    assert.deepEqual(api.asked, ['issue', 'cast']);
  });
});
