// Ballots whose proofs do not hold: sealed anew on this device, for the same blank ballot once it is taken.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { ristretto255_oprf } from '@noble/curves/ed25519.js';

globalThis.window = { addEventListener: (name, back) => queueMicrotask(back), removeEventListener: () => {} };
const { Refusal } = await import('../../../static/js/api.js');
const { ballotHash } = await import('../../../static/js/protocol/ballot.js');
const { bytesToHex, hexToBytes } = await import('../../../static/js/protocol/hashing.js');
const { shortCode } = await import('../../../static/js/protocol/receipt.js');
const { publicKey, sign } = await import('../../../static/js/protocol/signing.js');
const { deliver } = await import('../../../static/js/vote/delivering.js');

const { voprf } = ristretto255_oprf;
const issuer = voprf.generateKeyPair();
const receiptSecret = new Uint8Array(32).fill(7);
const electionId = new Uint8Array(32).fill(1);
const keys = { electionId, tokenKey: issuer.publicKey, receiptKey: publicKey(receiptSecret) };
const SECRET = new Uint8Array(32).fill(5);
const SIGNATURE = new Uint8Array(64).fill(3);

/** A device whose first `unsound` ballots do not hold; every ballot has other bytes. */
function sealerWith({ unsound = 0 } = {}) {
  const device = { seeds: 0, adopted: [], ready: Promise.resolve() };
  device.seal = () => {
    const body = new Uint8Array(72).fill(device.seeds);
    const hash = ballotHash(body, SIGNATURE);
    const credential = publicKey(SECRET);
    return Promise.resolve({ body, signature: SIGNATURE, hash, credential, credentialSecret: SECRET });
  };
  device.holds = () => Promise.resolve(device.seeds >= unsound);
  device.renew = () => (device.seeds += 1);
  device.adopt = (secret) => device.adopted.push(bytesToHex(secret));
  return device;
}

/** A server that refuses the first `bad` ballots for their proofs. */
function serverWith({ bad = 0, reason = 'proof' } = {}) {
  const asked = [];
  let left = bad;
  return {
    asked,
    issue(blinded) {
      asked.push('issue');
      const { evaluated, proof } = voprf.blindEvaluate(
        issuer.secretKey,
        issuer.publicKey,
        hexToBytes(blinded),
      );
      return Promise.resolve({ evaluated: bytesToHex(evaluated), proof: bytesToHex(proof) });
    },
    cast(frame) {
      asked.push('cast');
      left -= 1;
      if (left >= 0) return Promise.reject(new Refusal(422, { error: 'invalid', reason }));
      const hash = ballotHash(frame.slice(0, 72), SIGNATURE);
      const signature = bytesToHex(sign(receiptSecret, 'receipt', electionId, hash));
      const ballot = bytesToHex(hash);
      return Promise.resolve({ election: bytesToHex(electionId), ballot, code: shortCode(hash), signature });
    },
  };
}

let kept;
let sealedAgain;

const keeping = {
  pending: () => kept.pending,
  receipt: () => kept.receipt,
  keep: (pending) => (kept = { pending, receipt: null }),
  finish: (receipt) => (kept = { pending: null, receipt }),
};
const marks = { all: () => [0], keepSealed: () => {} };
const onSealedAgain = () => (sealedAgain += 1);
const room = (api, sealer) => ({
  ...{ api, keys, keeping, marks, sealer, slot: 's', tell: () => {}, isRestored: false, onSealedAgain },
});

beforeEach(() => {
  kept = { pending: null, receipt: null };
  sealedAgain = 0;
});

describe('delivering', () => {
  it('takes the blank ballot once and seals until the box takes the ballot', async () => {
    const [api, device] = [serverWith({ bad: 2 }), sealerWith()];
    const receipt = await deliver(room(api, device));
    assert.deepEqual(api.asked, ['issue', 'cast', 'cast', 'cast']);
    assert.deepEqual([device.seeds, sealedAgain], [2, 2]);
    assert.deepEqual([kept.receipt, device.adopted.at(-1)], [receipt, bytesToHex(SECRET)]);
  });
  it('stops after three refusals and keeps the blank ballot', async () => {
    const api = serverWith({ bad: 3 });
    await assert.rejects(deliver(room(api, sealerWith())), { code: 'proof' });
    assert.deepEqual(api.asked, ['issue', 'cast', 'cast', 'cast']);
    assert.deepEqual([kept.pending.step, kept.pending.token.length], ['blank', 64]);
    await deliver(room(serverWith(), sealerWith()));
    assert.ok(kept.receipt);
  });
  it('seals anew what does not hold, before the blank ballot is taken', async () => {
    const api = serverWith();
    await deliver(room(api, sealerWith({ unsound: 2 })));
    assert.deepEqual([api.asked, sealedAgain], [['issue', 'cast'], 2]);
  });
  it('takes no blank ballot on a device that always seals badly', async () => {
    const api = serverWith();
    await assert.rejects(deliver(room(api, sealerWith({ unsound: 3 }))), { code: 'unsound' });
    assert.deepEqual([api.asked, kept.pending], [[], null]);
  });
  it('lets the voter mark again when a ballot kept before is refused', async () => {
    await assert.rejects(deliver(room(serverWith({ bad: 9, reason: 'length' }), sealerWith())), {
      code: 'invalid',
    });
    assert.equal(kept.pending.step, 'cast');
    assert.equal(await deliver(room(serverWith({ bad: 1, reason: 'sum_proof' }), null)), null);
    assert.equal(kept.pending.step, 'blank');
  });
});
