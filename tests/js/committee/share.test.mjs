// What is said after a member has tried the part of the key.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { outcome } from '../../../static/js/committee/share.js';

const tried = (keeps, holds) => outcome({ keeps: () => keeps, holds: () => holds });

describe('a part of the key that is tried', () => {
  it('works when the browser keeps it', () => assert.equal(tried(true, true), 'works'));
  it('is told to depend on the open page when the browser keeps none', () =>
    assert.equal(tried(false, true), 'page'));
  it('is missing when neither has one', () => assert.equal(tried(false, false), 'missing'));
});
