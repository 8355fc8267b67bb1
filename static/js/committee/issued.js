// The ballots issued, verified on this device: every row holds an answer of the token key, and with the people who
// took none they make up the roll.

import { hexToBytes } from '../protocol/hashing.js';
import { get } from './addresses.js';
import { Untrue } from './checked.js';

/** @import { Pool } from './pool.js' */
/** @import { IssuedRows, Manifest, OwnIssued } from './types.js' */

const ROWS_AT_ONCE = 25;

/**
 * Verify all rows. Throws Untrue('issued') unless each is genuine, no request stands in two rows, and the numbers
 * agree with the frozen roll and the people present.
 * @param {Pool} pool
 * @param {Manifest} manifest
 * @param {(done: number, total: number) => void} onProgress
 * @returns {Promise<OwnIssued>}
 */
export async function checkIssued(pool, { token_keys: [key], config }, onProgress) {
  /** @type {IssuedRows} */
  const told = await get('issued');
  const rows = told.issued;
  const isWhole = rows.length + told.took_none.length === config.roll_size && rows.length <= told.present;
  const isEachOnce = new Set(rows.map(([blinded]) => blinded)).size === rows.length;
  if (!isWhole || !isEachOnce || (await falseRows(pool, key, rows, onProgress))) {
    throw new Untrue('issued', 0);
  }
  return { rows: rows.length, tookNone: told.took_none };
}

/**
 * The number of rows that hold no answer of the token key.
 * @param {Pool} pool
 * @param {string} key
 * @param {string[][]} rows
 * @param {(done: number, total: number) => void} onProgress
 */
async function falseRows(pool, key, rows, onProgress) {
  const tokenKey = hexToBytes(key);
  let [done, bad] = [0, 0];
  const check = async (/** @type {string[][]} */ batch) => {
    const answer = await pool.ask({ type: 'issued', tokenKey, rows: batch });
    bad += answer.bad;
    done += batch.length;
    onProgress(done, rows.length);
  };
  const batches = Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, i) =>
    rows.slice(ROWS_AT_ONCE * i, ROWS_AT_ONCE * (i + 1)),
  );
  await Promise.all(batches.map(check));
  return bad;
}
