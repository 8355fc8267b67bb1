// The election code as a screen reader reads it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { spelled } from '../../static/js/code.js';

describe('the election code, read aloud', () => {
  it('is spelled letter by letter, with a pause after each group', () =>
    assert.equal(spelled(['7K2M', 'Q9TX']), '7, K, 2, M. Q, 9, T, X. '));
});
