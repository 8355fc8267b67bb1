// An opened trial ballot as text: every number of lines, and nothing that no device writes.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { decodeTrial, encodeTrial } from '../../../static/js/vote/trialcode.js';

const trial = (lines) => ({
  election: new Uint8Array(32).fill(1),
  credential: new Uint8Array(32).fill(2),
  seed: new Uint8Array(32).fill(3),
  signature: new Uint8Array(64).fill(4),
  hash: new Uint8Array(32).fill(5),
  choices: Array.from({ length: lines }, (_, line) => [0, 1, 2, null][line % 4]),
});

describe('the text of a trial ballot', () => {
  for (const lines of [1, 4, 5, 60, 200]) {
    it(`gives back ${lines} lines`, () =>
      assert.deepEqual(decodeTrial(encodeTrial(trial(lines))), trial(lines)));
  }
  it('may be read with spaces, hyphens and small letters', () => {
    const text = encodeTrial(trial(3))
      .toLowerCase()
      .replace(/(.{4})/gu, '$1 ');
    assert.deepEqual(decodeTrial(text), trial(3));
  });
  it('is refused when it is cut, longer, or of no lines', () => {
    const text = encodeTrial(trial(3));
    for (const other of [
      '',
      text.slice(0, -8),
      `${text}00000000`,
      encodeTrial(trial(0)),
      encodeTrial(trial(201)),
    ]) {
      assert.throws(() => decodeTrial(other), RangeError);
    }
  });
  it('is refused when bits follow the marks', () => {
    const text = encodeTrial(trial(1));
    assert.throws(() => decodeTrial(`${text.slice(0, -1)}1`), RangeError);
  });
});
