// The scanned election code against that of the page, over every combination of both.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { bytesToHex } from '../../../static/js/protocol/hashing.js';
import { electionCode, electionLetters } from '../../../static/js/protocol/identity.js';
import { compare, compareTyped, guard, refusalOf } from '../../../static/js/vote/comparison.js';
import { combinations } from '../combinations.mjs';

const OURS = new Uint8Array(32).fill(7);
const THEIRS = Uint8Array.from(OURS, (byte, at) => (at === 31 ? byte ^ 1 : byte)); // the last bit of 256
const LETTERS = electionLetters(OURS);
const ACTS = ['receipt', 'end', 'finish', 'mark', 'send', 'ask', 'reload', 'check', 'paper', 'nothing'];
const VERDICTS = ['by_eye', 'elsewhere', 'same', 'different', 'unreadable', 'not_locked'];
const UNREADABLE = [
  '',
  LETTERS.slice(1),
  `${LETTERS}0`,
  `${LETTERS.slice(0, 51)}1`,
  LETTERS.replace(/./u, 'U'),
];

/** Each row: what was scanned, what the page knows, the verdict. */
const ROWS = [
  ...combinations({ scanned: [null], known: ['', bytesToHex(OURS)] }).map((row) => ({
    ...row,
    is: 'by_eye',
  })),
  ...combinations({ scanned: UNREADABLE, known: ['', bytesToHex(OURS), bytesToHex(THEIRS)] }).map((row) => ({
    ...row,
    is: 'unreadable',
  })),
  { scanned: LETTERS, known: '', is: 'not_locked' },
  { scanned: LETTERS, known: bytesToHex(OURS), is: 'same' },
  { scanned: LETTERS.toLowerCase(), known: bytesToHex(OURS), is: 'same' },
  { scanned: LETTERS, known: bytesToHex(THEIRS), is: 'different' },
  { scanned: electionLetters(THEIRS), known: bytesToHex(OURS), is: 'different' },
];

describe('the scanned code', () => {
  for (const { scanned, known, is } of ROWS) {
    it(`${scanned ?? 'none'} is ${is} for ${known || 'an open box'}`, () =>
      assert.equal(compare(scanned, known), is));
    it(`${scanned ?? 'none'} for ${known || 'an open box'} counts more than one scanned elsewhere`, () =>
      assert.equal(compare(scanned, known, true), is === 'by_eye' ? 'elsewhere' : is));
  }
});

describe('a typed code', () => {
  const code = electionCode(OURS);
  const NEAR = Uint8Array.from(OURS, (byte, at) => (at === 9 ? byte ^ 1 : byte)); // the last bit of 80
  for (const typed of [
    code,
    code.toLowerCase(),
    code.replaceAll('-', ' '),
    ` ${code.replaceAll('0', 'o')} `,
  ]) {
    it(`${typed} is that of the vote`, () => assert.equal(compareTyped(typed, OURS), 'same'));
  }
  it('differs in one bit', () => assert.equal(compareTyped(electionCode(NEAR), OURS), 'different'));
  for (const typed of ['', code.slice(1), `${code}0`, code.replace(/.$/u, 'U'), LETTERS]) {
    it(`${typed} is not a whole code`, () => assert.equal(compareTyped(typed, OURS), 'unreadable'));
  }
});

describe('a page with another code than the scanned one', () => {
  for (const { act, verdict } of combinations({ act: ACTS, verdict: VERDICTS })) {
    const isVote = ['mark', 'send', 'ask', 'paper'].includes(act);
    const code = { different: 'election', unreadable: 'scan', not_locked: 'election' }[verdict];
    it(`${code && isVote ? 'refuses' : 'allows'} ${act} when ${verdict}`, () => {
      const decision = { act, code: 'closed' };
      assert.deepEqual(guard(decision, verdict), code && isVote ? { act: 'end', code } : decision);
    });
  }
  it('warns where nothing is left to vote, but not before the box is locked', () =>
    assert.deepEqual(VERDICTS.map(refusalOf), [null, null, null, 'election', 'scan', null]));
});
