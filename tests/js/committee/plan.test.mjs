// What the page of the counting team shows, over every combination of board and device.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { missing, plan } from '../../../static/js/committee/plan.js';
import { combinations } from '../combinations.mjs';

const BOOLEAN = [false, true];
const STEPS = ['commit', 'reveal', 'shares', 'accept', 'confirm'];
const ME = 1;
const MEMBERS = [1, 2, 3].map((index) => ({ index, name: `Member ${index}` }));
const AFTER_COUNTING = ['minutes', 'confirmed'];
const SETS = [[], [ME], [2, 3], [ME, 2, 3]];

const devices = combinations({
  seed: [null, 'seed'],
  isOwner: BOOLEAN,
  isUsable: BOOLEAN,
  ready: BOOLEAN,
}).map(({ ready, ...device }) => ({ ...device, record: { ready } }));
const ready = { seed: 'seed', isOwner: true, isUsable: true, record: { ready: true } };
const messages = (sets) =>
  Object.fromEntries(
    STEPS.map((step) => [step, Object.fromEntries((sets[step] ?? []).map((index) => [index, {}]))]),
  );
const boardOf = ({ phase, sets = {}, opening = null, fewest = 3 }) => ({
  round: { phase, min_ballots: fewest },
  me: { index: ME },
  members: MEMBERS,
  ceremony: { messages: messages(sets) },
  opening,
});
/** What is on the board after the first `number` steps of all members. */
const after = (number) => Object.fromEntries(STEPS.slice(0, number).map((step) => [step, [ME, 2, 3]]));

describe('the phase of the round', () => {
  const PANELS = { void: 'cancelled', voting: 'voting', waiting: 'loading' };

  for (const [phase, panel] of Object.entries(PANELS)) {
    it(`${phase} shows ${panel} on every device`, () => {
      for (const device of devices) assert.equal(plan(boardOf({ phase }), device).panel, panel);
    });
  }
  it('a locked box is shown as locked until voting opens', () => {
    for (const device of devices) {
      assert.equal(plan(boardOf({ phase: 'locked' }), device).panel, 'locked');
    }
  });
  it('after counting come the minutes', () => {
    for (const phase of AFTER_COUNTING) {
      for (const device of devices) {
        assert.deepEqual(plan(boardOf({ phase }), device), { panel: 'minutes', step: 6 });
      }
    }
  });
});

describe('the key ceremony', () => {
  const all = combinations({
    sets: combinations(Object.fromEntries(STEPS.map((step) => [step, SETS]))),
    device: devices,
    returning: BOOLEAN,
  });
  const planOf = ({ sets, device, returning }) =>
    plan(boardOf({ phase: 'locking', sets }), device, { returning });
  const hasBegun = ({ sets }) => STEPS.slice(0, 4).some((step) => sets[step].includes(ME));

  it('a device without a key starts, or brings back the key that the board knows', () => {
    for (const known of all.filter(({ device }) => !device.seed)) {
      const { panel, why } = planOf(known);
      assert.equal(panel, hasBegun(known) || known.returning ? 'recover' : 'start');
      assert.equal(why, hasBegun(known) ? 'lost' : 'chosen');
    }
  });
  it('a device with another key never takes part', () => {
    for (const known of all.filter(({ device }) => device.seed && !device.isOwner)) {
      assert.deepEqual(planOf(known), { panel: 'recover', why: 'other', step: 1 });
    }
  });
  it('a key is kept in two places before it is used', () => {
    for (const known of all.filter(({ device }) => device.seed && device.isOwner && !device.record.ready)) {
      assert.deepEqual(planOf(known), { panel: 'keep', step: 1 });
    }
  });
  it('a step is done once, and only after all members have done the one before', () => {
    for (const known of all) {
      const { act } = planOf(known);
      if (!act) continue;
      const at = STEPS.indexOf(act);
      assert.ok(!known.sets[act].includes(ME));
      if (at > 0) assert.equal(known.sets[STEPS[at - 1]].length, 3);
      assert.ok(known.device.seed && known.device.isOwner && known.device.record.ready);
    }
  });
  it('the page never confirms by itself', () => {
    for (const known of all) assert.notEqual(planOf(known).act, 'confirm');
  });
  for (const [at, step] of STEPS.slice(0, 4).entries()) {
    it(`${step} is the next step after ${at} steps of all`, () => {
      assert.deepEqual(plan(boardOf({ phase: 'locking', sets: after(at) }), ready), {
        panel: 'working',
        act: step,
        waiting: [],
        step: 2,
      });
    });
    it(`after the own ${step} the page waits for the others`, () => {
      const sets = { ...after(at), [step]: [ME, 3] };
      const now = plan(boardOf({ phase: 'locking', sets }), ready);
      assert.deepEqual(now, { panel: 'working', waiting: ['Member 2'], step: 2 });
    });
  }
  it('the code is compared once all have accepted', () => {
    const board = (confirm) => boardOf({ phase: 'locking', sets: { ...after(4), confirm } });
    const code = { panel: 'code', step: 3 };
    assert.deepEqual(plan(board([2]), ready), {
      ...code,
      confirmed: false,
      waiting: ['Member 1', 'Member 3'],
    });
    assert.deepEqual(plan(board([ME]), ready), {
      ...code,
      confirmed: true,
      waiting: ['Member 2', 'Member 3'],
    });
  });
});

describe('the opening of the box', () => {
  const all = combinations({
    opening: combinations({
      returned: [null, 5],
      valid: [2, 3, 5],
      good: [[], [2], [ME], [ME, 2]],
      genuine: [false, true],
      stop: ['', 'why'],
    }),
    device: devices,
  });

  it('follows one table for every combination', () => {
    for (const { opening, device } of all) {
      const { panel, why, helped, step } = plan(boardOf({ phase: 'opening', opening }), device);
      const hasHelped = opening.good.includes(ME);
      const expected = opening.stop
        ? ['stopped']
        : opening.returned === null || !opening.genuine
          ? ['counting']
          : opening.valid < 3
            ? ['too-few']
            : !hasHelped && !device.isUsable
              ? ['recover', device.seed ? 'other' : 'lost']
              : ['opening', hasHelped];
      assert.deepEqual([panel, why ?? helped].slice(0, expected.length), expected);
      assert.equal(step, 5);
    }
  });
  it('asks nobody for a share while the box must stay closed or holds too few ballots', () => {
    const mustNot = ({ opening: { valid, genuine, stop } }) => valid < 3 || !genuine || stop;
    for (const { opening, device } of all.filter(mustNot)) {
      assert.notEqual(plan(boardOf({ phase: 'opening', opening }), device).panel, 'opening');
    }
  });
});

describe('missing', () => {
  it('names the members who have not done something', () => {
    assert.deepEqual(missing(boardOf({ phase: 'locking' }), { 2: {} }), ['Member 1', 'Member 3']);
  });
});
