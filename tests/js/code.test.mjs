// The election code as a screen reader reads it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import './catalogue.mjs';
import { signNames, spelled } from '../../static/js/code.js';

describe('the election code, read aloud', () => {
  it('is spelled letter by letter, with a pause after each group', () =>
    assert.equal(spelled(['7K2M', 'Q9TX']), '7, K, 2, M. Q, 9, T, X. '));
});

describe('the words for the letters', () => {
  const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ';
  /** @type {(language: string) => string} */
  const catalogue = (language) =>
    readFileSync(new URL(`../../locale/${language}/LC_MESSAGES/djangojs.po`, import.meta.url), 'utf8');

  it('stand in place of letters, and leave figures', () =>
    assert.deepEqual(signNames(['7B2P', '0ZX1']), ['7 · Bravo · 2 · Papa', '0 · Zulu · X-ray · 1']));
  it('are one for each letter, in both languages, and begin with it', () => {
    for (const language of ['en', 'vi']) {
      const [, entry] = /"Alfa Bravo[^]*?msgstr ([^]*?)\n\n/u.exec(catalogue(language)) ?? [];
      const words = entry
        .replaceAll(/"\n?"?/gu, '')
        .trim()
        .split(' ');
      assert.equal(words.map(([first]) => first).join(''), LETTERS);
      assert.equal(new Set(words).size, LETTERS.length);
    }
  });
});
