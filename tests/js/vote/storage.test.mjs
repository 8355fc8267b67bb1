// What the voter's browser keeps, with storage, without, and when it fills up.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { ballotOf, marksOf } from '../../../static/js/vote/storage.js';

class FakeStorage {
  items = new Map();
  isFull = false;
  getItem(name) {
    return this.items.get(name) ?? null;
  }
  setItem(name, value) {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(name, value);
  }
  removeItem(name) {
    this.items.delete(name);
  }
}

const bytes = (...values) => Uint8Array.of(...values);
const PENDING = {
  step: 'issue',
  body: bytes(1),
  signature: bytes(2),
  hash: bytes(3),
  credential: '04',
  blind: bytes(5),
  blinded: bytes(6),
};
const RECEIPT = { election: '01', ballot: '03', code: 'A', signature: '09' };
let local;
let session;

beforeEach(() => {
  local = new FakeStorage();
  session = new FakeStorage();
  globalThis.window = { localStorage: local, sessionStorage: session, addEventListener: () => {} };
});

function block() {
  Object.defineProperty(globalThis.window, 'localStorage', {
    get() {
      throw new DOMException('denied', 'SecurityError');
    },
  });
}

describe('the ballot', () => {
  it('comes back as it was kept, in another page', () => {
    ballotOf('a').keep(PENDING);
    assert.deepEqual(ballotOf('a').pending(), PENDING);
    assert.equal(ballotOf('b').pending(), null);
  });
  it('gives way to its receipt, with a spare until the box is closed', () => {
    const keeping = ballotOf('a');
    keeping.keep(PENDING);
    keeping.finish(RECEIPT, { body: bytes(1), signature: bytes(2), token: bytes(7), blinded: bytes(6) });
    assert.deepEqual([keeping.pending(), keeping.receipt()], [null, RECEIPT]);
    assert.deepEqual(keeping.spare()?.token, bytes(7));
    keeping.finish(RECEIPT);
    assert.equal(keeping.spare(), null);
  });
  it('gives way to the code of why it is not in the box', () => {
    const keeping = ballotOf('a');
    keeping.keep(PENDING);
    keeping.end('closed');
    assert.deepEqual([keeping.pending(), keeping.receipt(), keeping.ended()], [null, null, 'closed']);
  });
  it('lives in memory where storage is blocked', () => {
    block();
    const keeping = ballotOf('a');
    assert.equal(keeping.isKept(), false);
    keeping.keep(PENDING);
    assert.deepEqual(keeping.pending(), PENDING);
    keeping.drop();
    assert.equal(keeping.pending(), null);
  });
  it('lives in memory once storage is full, and tells so', () => {
    const keeping = ballotOf('a');
    assert.equal(keeping.isKept(), true);
    local.isFull = true;
    keeping.keep(PENDING);
    assert.equal(keeping.isKept(), false);
    assert.deepEqual(keeping.pending(), PENDING);
  });
  it('ignores what another program wrote under its name', () => {
    local.setItem('tn-ballot-a', 'not JSON');
    assert.equal(ballotOf('a').pending(), null);
  });
});

describe('the marks', () => {
  it('come back in the same tab, without values that no line can have', () => {
    session.setItem('tn-marks-a', '[0, 2, 3, "1"]');
    assert.deepEqual(marksOf('a', 5).all(), [0, 2, null, null, null]);
  });
  it('are erased with the place and the hash', () => {
    const marks = marksOf('a', 2);
    marks.set(0, 1);
    marks.keepPlace(1);
    marks.keepSealed('03');
    marks.erase();
    assert.deepEqual([marks.all(), marks.place()], [[null, null], 0]);
    assert.deepEqual([...session.items.keys()], []);
  });
  it('belong to another ballot unless this tab has sealed it', () => {
    const marks = marksOf('a', 2);
    assert.equal(marks.areNotOf('03'), false);
    marks.set(0, 1);
    assert.equal(marks.areNotOf('03'), true);
    marks.keepSealed('03');
    assert.equal(marks.areNotOf('03'), false);
  });
  it('name the lines that are left blank', () => {
    const marks = marksOf('a', 3);
    marks.set(1, 0);
    assert.deepEqual(marks.blanks(), [0, 2]);
  });
});
