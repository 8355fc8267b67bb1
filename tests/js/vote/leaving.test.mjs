// When the browser asks before the voter's page is left.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import * as flow from '../../../static/js/vote/flow.js';

describe('before the page is left', () => {
  const asks = (changed) =>
    flow.losesByLeaving({
      course: { ...flow.START, isReady: true },
      kept: { pending: null, hasReceipt: false, ended: null },
      hasMarks: true,
      isStored: true,
      ...changed,
    });
  const pending = (step) => ({ pending: step, hasReceipt: false, ended: null });

  it('the browser asks while marks are not sent', () => assert.ok(asks({})));
  it('and while a ballot is on its way', () => {
    for (const step of ['issue', 'cast']) assert.ok(asks({ kept: pending(step), hasMarks: false }));
  });
  it('and when only this page holds the blank ballot', () =>
    assert.ok(asks({ kept: pending('blank'), hasMarks: false, isStored: false })));
  it('it does not ask without marks, after the receipt, after an ending, or on a device that may not cast', () => {
    assert.ok(!asks({ hasMarks: false }));
    assert.ok(!asks({ kept: { ...pending(null), hasReceipt: true } }));
    for (const known of ['isOver', 'isBroken']) {
      assert.ok(!asks({ course: { ...flow.START, isReady: true, [known]: true } }));
    }
  });
});
