// The decisions of the voter's page over every combination of what it can know.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import * as flow from '../../../static/js/vote/flow.js';
import { combinations } from '../combinations.mjs';

const BOOLEAN = [false, true];
const PHASES = ['before', 'during', 'after', 'void'];
/** States are only compared: two of them may lie in one phase. */
const PHASE_OF = { a: 'before', b: 'during', c: 'after', d: 'after', e: 'void' };
const PENDING = [null, 'issue', 'cast', 'blank'];
const isOnItsWay = ({ pending }) => pending === 'issue' || pending === 'cast';
const ENDED = [null, 'closed', 'used'];
const FINAL = ['closed', 'used', 'issuing_ended', 'issued_elsewhere', 'cancelled'];
const AWAY = ['login', 'other_person', 'unknown'];
const OTHER = [
  'paused',
  'not_open',
  'invalid',
  'token',
  'receipt',
  'paper',
  'mismatch',
  'sealer',
  'unsound',
  'proof',
  undefined,
];

const statuses = combinations({
  phase: PHASES,
  paused: BOOLEAN,
  issued: BOOLEAN,
  issuing: BOOLEAN,
  fingerprint: ['', 'f1'],
  restored: BOOLEAN,
});
const keptOnes = combinations({ pending: PENDING, hasReceipt: BOOLEAN, ended: ENDED });
const courses = combinations({
  isReady: BOOLEAN,
  isSending: BOOLEAN,
  isAway: BOOLEAN,
  isBroken: BOOLEAN,
  isOver: BOOLEAN,
});
/** A decision in one word or two: 'mark', 'end closed'. */
const inWords = ({ act, code }) => (code ? `${act} ${code}` : act);
const offersToMark = ({ act }) => act === 'mark' || act === 'paper';
const sends = ({ act }) => act === 'send' || act === 'ask';

/** Each row: where it holds, and the decision there. The rows exclude one another and leave nothing out. */
const OPENING = [
  ['a receipt is kept', ({ kept }) => kept.hasReceipt, 'receipt'],
  [
    'the vote is cancelled',
    ({ status, kept }) => !kept.hasReceipt && status.phase === 'void',
    'finish cancelled',
  ],
  [
    'the box was closed before the ballot came',
    (known) => isLive(known) && known.kept.ended === 'closed',
    'end closed',
  ],
  ['another ballot took its place', (known) => isLive(known) && known.kept.ended === 'used', 'end used'],
  ['the vote is interrupted', (known) => goesOn(known) && known.status.paused, 'end paused'],
  [
    'not open, nothing pending',
    (known) => runs(known) && known.status.phase !== 'during' && !isOnItsWay(known.kept),
    'nothing',
  ],
  [
    'not open any more, a ballot is pending',
    (known) => runs(known) && known.status.phase !== 'during' && isOnItsWay(known.kept),
    'ask',
  ],
  ['open, a ballot is pending', (known) => isOpen(known) && isOnItsWay(known.kept), 'send'],
  ['open, a blank ballot is kept', (known) => isOpen(known) && known.kept.pending === 'blank', 'mark'],
  [
    'open, issued to another device',
    (known) => isOpen(known) && !known.kept.pending && known.status.issued,
    'end issued_elsewhere',
  ],
  [
    'open, nothing is issued any more',
    (known) => isOpen(known) && !known.kept.pending && !known.status.issued && !known.status.issuing,
    'end issuing_ended',
  ],
  [
    'open, a ballot can be issued',
    (known) => isOpen(known) && !known.kept.pending && !known.status.issued && known.status.issuing,
    'mark',
  ],
];

const isLive = ({ status, kept }) => !kept.hasReceipt && status.phase !== 'void';
const goesOn = (known) => isLive(known) && known.kept.ended === null;
const runs = (known) => goesOn(known) && !known.status.paused;
const isOpen = (known) => runs(known) && known.status.phase === 'during';

describe('when the page is opened', () => {
  const all = combinations({ status: statuses, kept: keptOnes });

  it('exactly one row of the table holds for each combination', () => {
    for (const known of all) assert.equal(OPENING.filter(([, holds]) => holds(known)).length, 1);
  });
  for (const [title, holds, expected] of OPENING) {
    it(title, () => {
      const found = all.filter(holds);
      assert.ok(found.length > 0);
      for (const known of found) assert.equal(inWords(flow.onOpen(known)), expected);
    });
  }
  it('never lets the voter mark or send a second ballot', () => {
    for (const known of all) {
      const decision = flow.onOpen(known);
      const { kept, status } = known;
      if (kept.hasReceipt || kept.ended) assert.ok(!offersToMark(decision) && !sends(decision));
      if (isOnItsWay(kept) || (status.issued && !kept.pending)) assert.ok(!offersToMark(decision));
      if (sends(decision)) assert.ok(kept.pending);
    }
  });
  it('offers marks only while the vote is open, for a kept blank ballot or one that can be issued', () => {
    for (const known of all.filter((one) => offersToMark(flow.onOpen(one)))) {
      const { phase, paused, issuing } = known.status;
      assert.deepEqual([phase, paused], ['during', false]);
      assert.ok(issuing || known.kept.pending === 'blank');
    }
  });
});

describe('when the server tells its status again', () => {
  const withPhase = (known) => ({ ...known, phase: PHASE_OF[known.state] });
  const status = combinations({
    state: Object.keys(PHASE_OF),
    paused: BOOLEAN,
    issued: BOOLEAN,
    issuing: BOOLEAN,
    fingerprint: ['', 'f1'],
  }).map(withPhase);
  const before = combinations({ state: ['a', 'b', 'c', 'd'], paused: BOOLEAN }).map(withPhase);
  const all = combinations({ status, before, kept: keptOnes, isStored: BOOLEAN });
  const each = (course, check) =>
    all.forEach((known) => check({ ...known, course }, flow.onStatus({ ...known, course })));
  const isChanged = (known) =>
    known.status.state !== known.before.state || known.status.paused !== known.before.paused;
  const needsReload = (known) =>
    isChanged(known) &&
    (known.status.paused !== known.before.paused ||
      known.before.phase === 'before' ||
      known.status.phase === 'void');

  const codeOf = ({ kept, status: { issued, issuing } }) => {
    if (kept.ended || kept.pending === 'blank') return kept.ended;
    return issued ? 'issued_elsewhere' : issuing ? null : 'issuing_ended';
  };

  it('a voter who is back goes on: from storage by loading again, else here', () => {
    for (const course of courses.filter(({ isAway }) => isAway)) {
      each(course, (known, decision) => {
        const code = codeOf(known);
        const here = isOnItsWay(known.kept) ? 'send' : code ? `end ${code}` : 'paper';
        assert.equal(inWords(decision), known.isStored ? 'reload' : here);
      });
    }
  });
  it('nothing disturbs a ballot that is being sent', () => {
    for (const course of courses.filter(({ isAway, isSending }) => !isAway && isSending)) {
      each(course, (_, decision) => assert.equal(inWords(decision), 'nothing'));
    }
  });
  it('the page is loaded again when it opens, is cancelled, interrupted or resumed', () => {
    for (const course of courses.filter(({ isAway, isSending }) => !isAway && !isSending)) {
      each(course, (known, { act }) => assert.equal(act === 'reload', needsReload(known)));
    }
  });
  it('a receipt is checked once the box has a fingerprint', () => {
    for (const course of courses.filter(({ isAway, isSending }) => !isAway && !isSending)) {
      each(course, (known, { act }) => {
        if (!known.kept.hasReceipt || needsReload(known)) return;
        assert.equal(act, isChanged(known) && known.status.fingerprint ? 'check' : 'nothing');
      });
    }
  });
  it('a voter who marks is told as soon as nothing can be cast from here', () => {
    for (const course of courses.filter(({ isAway, isSending }) => !isAway && !isSending)) {
      each(course, (known, decision) => {
        const { kept } = known;
        if (kept.hasReceipt || needsReload(known)) return;
        const isMarking = course.isReady && !course.isOver && !isOnItsWay(kept);
        const code = codeOf(known);
        assert.equal(inWords(decision), isMarking && code ? `end ${code}` : 'nothing');
      });
    }
  });
});

describe('when the server refuses to tell its status', () => {
  it('only a missing login is told, and never over a receipt or a ballot being sent', () => {
    for (const course of courses) {
      for (const kept of keptOnes) {
        for (const code of [...FINAL, ...AWAY, ...OTHER]) {
          const isTold = AWAY.includes(code) && !course.isSending && !kept.hasReceipt;
          assert.equal(inWords(flow.onRefusal({ course, kept }, code)), isTold ? `end ${code}` : 'nothing');
        }
      }
    }
  });
});

describe('when another tab has changed what is kept', () => {
  it('its receipt is shown, unless this tab is sending', () => {
    for (const course of courses) {
      for (const kept of keptOnes) {
        const isShown = kept.hasReceipt && !course.isSending;
        assert.equal(flow.onStorage({ course, kept }).act, isShown ? 'receipt' : 'nothing');
      }
    }
  });
});

describe('an ending', () => {
  it('is final for five codes; then the voter is led home, and marks are not needed any more', () => {
    for (const kept of keptOnes) {
      for (const code of [...FINAL, ...AWAY, ...OTHER]) {
        const { isFinal, link } = flow.afterEnding(code, kept);
        assert.equal(isFinal, FINAL.includes(code));
        assert.equal(link, isFinal ? 'home' : code === 'login' ? 'login' : null);
      }
    }
  });
  it('keeps the code when only this device knows that its ballot is not in the box', () => {
    for (const kept of keptOnes) {
      for (const code of ['closed', 'used']) assert.equal(flow.afterEnding(code, kept).keep, 'ended');
    }
  });
  it('never drops a ballot that may be in the box', () => {
    for (const kept of keptOnes) {
      for (const code of [...FINAL, ...AWAY, ...OTHER]) {
        const { isFinal, keep } = flow.afterEnding(code, kept);
        if (!isFinal) assert.equal(keep, 'same');
        if (keep === 'dropped') assert.ok(!['cast', 'blank'].includes(kept.pending));
      }
    }
  });
});

describe('the course of the page', () => {
  const EVENTS = [
    'ready',
    'sending',
    'settled',
    'returned',
    ...[...FINAL, ...AWAY, ...OTHER].map((code) => ({ code })),
  ];

  it('begins with nothing done', () => {
    assert.ok(Object.values(flow.START).every((isSo) => !isSo));
  });
  it('changes one thing at a time', () => {
    for (const course of courses) {
      assert.deepEqual(flow.advance(course, 'ready'), { ...course, isReady: true });
      assert.deepEqual(flow.advance(course, 'sending'), { ...course, isSending: true });
      assert.deepEqual(flow.advance(course, 'settled'), { ...course, isSending: false });
      assert.deepEqual(flow.advance(course, 'returned'), { ...course, isAway: false });
    }
  });
  it('is away after the codes of a missing login and after no other', () => {
    for (const course of courses) {
      for (const code of [...FINAL, ...AWAY, ...OTHER]) {
        assert.equal(flow.advance(course, { code }).isAway, AWAY.includes(code));
      }
    }
  });
  it('stays over and stays broken whatever comes', () => {
    for (const course of courses) {
      for (const event of EVENTS) {
        const next = flow.advance(course, event);
        if (course.isOver) assert.ok(next.isOver);
        if (course.isBroken) assert.ok(next.isBroken);
        assert.equal(next.isOver, course.isOver || FINAL.includes(event.code));
        assert.equal(next.isBroken, course.isBroken || event.code === 'mismatch');
      }
    }
  });
  it('takes one press of the button at a time', () => {
    for (const course of courses) assert.equal(flow.mayCast(course), !course.isSending);
  });
});

describe('after the receipt is shown', () => {
  it('a closed box is checked, a restored one is asked whether it lost the ballot', () => {
    for (const status of statuses) {
      const expected = status.fingerprint ? 'check' : status.restored ? 'recover' : null;
      assert.equal(flow.afterReceipt(status), expected);
    }
  });
});
