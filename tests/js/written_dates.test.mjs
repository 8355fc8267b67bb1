// The words beside a date field are those of the date that the server reads.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readWritten } from '../../static/js/written_dates.js';

const table = JSON.parse(readFileSync(new URL('../written_dates.json', import.meta.url), 'utf8'));
for (const [kind, text, expected] of table) {
  test(`${kind} “${text}”`, () => {
    const read = readWritten(text, kind);
    assert.equal(read && read.getTime(), expected && new Date(expected).getTime());
  });
}
