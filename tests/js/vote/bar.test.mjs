// The bar of the ballot may cover a quarter of the screen.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { coversTooMuch } from '../../../static/js/vote/bar.js';

describe('the bar at the foot of the ballot', () => {
  it('stays on a phone with usual text', () => assert.equal(coversTooMuch(112, 740), false));
  it('goes below the ballot when the text is twice as large', () =>
    assert.equal(coversTooMuch(230, 740), true));
  it('goes below the ballot on a low screen', () => assert.equal(coversTooMuch(112, 370), true));
});
