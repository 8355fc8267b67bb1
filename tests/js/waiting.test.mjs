// When a person who does not want to wait presses "Send again".

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';

globalThis.window = globalThis;
globalThis.addEventListener = () => {};
globalThis.removeEventListener = () => {};
const { pause, wake } = await import('../../static/js/waiting.js');
const HOUR = 3_600_000;
const isOver = (waiting) => Promise.race([waiting.then(() => true), setTimeout(20, false)]);

describe('a press', () => {
  it('ends the pause', async () => {
    const waiting = pause(HOUR);
    wake();
    assert.equal(await isOver(waiting), true);
  });
  it('during an attempt leaves out the one pause after it', async () => {
    wake();
    assert.equal(await isOver(pause(HOUR)), true);
    const next = pause(HOUR);
    assert.equal(await isOver(next), false);
    wake();
    await next;
  });
});
