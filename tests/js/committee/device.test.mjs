// A member's part of the key on a device whose browser stores nothing: all that is promised still holds.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

globalThis.window = globalThis;
Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
globalThis.indexedDB = {
  open: () => {
    throw new DOMException('denied', 'SecurityError');
  },
};
const { Device } = await import('../../../static/js/committee/device.js');

const BOARD = { round: { id: 'r' }, me: { index: 2 } };
const CONTEXT = { configHash: new Uint8Array(32), attempt: 1, n: 3, t: 2 };
const seed = (value) => new Uint8Array(32).fill(value);
let device;

beforeEach(async () => {
  device = await Device.of(BOARD, null);
});

describe('a new part of the key', () => {
  it('does not count as kept in a browser that stores nothing', async () => {
    await device.make();
    assert.equal(device.seed.length, 32);
    assert.deepEqual([device.kept, device.isSafe], [[], false]);
  });
  it('is safe once two places are confirmed', async () => {
    await device.make();
    await device.confirm('file');
    assert.equal(device.isSafe, false);
    await device.confirm('sheet');
    assert.deepEqual([device.kept, device.isSafe], [['file', 'sheet'], true]);
  });
  it('is made once', async () => {
    await device.make();
    const first = device.seed;
    await device.make();
    assert.equal(device.seed, first);
  });
  it('stays with the device when the board is read again', async () => {
    await device.make();
    assert.equal(await Device.of(BOARD, device), device);
    assert.notEqual(await Device.of({ ...BOARD, me: { index: 3 } }, device), device);
  });
});

describe('a part that is brought back', () => {
  it('replaces another one and forgets what that one had promised', async () => {
    await device.bringBack(seed(1), 'file');
    await device.pin('election/1', seed(9));
    await device.bringBack(seed(2), 'sheet');
    assert.deepEqual(
      [device.seed, device.kept, device.pinned('election/1')],
      [seed(2), ['sheet'], undefined],
    );
  });
  it('adds its place when it is the same, and goes on with two', async () => {
    await device.bringBack(seed(1), 'file');
    assert.equal(device.record.ready, false);
    await device.bringBack(seed(1), 'sheet');
    assert.deepEqual([device.kept, device.record.ready], [['file', 'sheet'], true]);
  });
  it('owns the board when it made the commit there, or none stands there', async () => {
    await device.bringBack(seed(1), 'file');
    const { signingPublic } = device.keys(CONTEXT);
    const commit = (key) => ({ commit: { 2: { key: Buffer.from(key).toString('hex') } } });
    assert.equal(device.owns(CONTEXT, { commit: {} }), true);
    assert.equal(device.owns(CONTEXT, commit(signingPublic)), true);
    assert.equal(device.owns(CONTEXT, commit(seed(7))), false);
  });
});

describe('a promise', () => {
  it('is pinned by its first value', async () => {
    assert.equal(await device.pin('election/1', seed(1)), true);
    assert.equal(await device.pin('election/1', seed(1)), true);
    assert.equal(await device.pin('election/1', seed(2)), false);
    assert.equal(await device.pin('election/2', seed(2)), true);
  });
  it('gives the same share for one tally, and none for a second', async () => {
    let made = 0;
    const make = () => seed((made += 1));
    const first = await device.promiseTally(seed(5), make);
    assert.equal(await device.promiseTally(seed(5), make), first);
    assert.equal(made, 1);
    await assert.rejects(device.promiseTally(seed(6), make), { code: 'second_tally' });
  });
});
