// Opening the box: the device counts again by itself, then the member gives a share.

import { one } from '../elements.js';
import { decryption } from '../protocol/index.js';
import { electionOf, secretOf, send } from './actions.js';
import { Untrue } from './checked.js';
import { bar, onPress, show, task, text } from './dom.js';
import { awaited } from './locking.js';
import { flags, missing } from './plan.js';
import { recount } from './recount.js';
import * as tookNone from './took_none.js';

/** @import { Board, OwnCount, Page, Plan } from './types.js' */

const CHECKS = ['issued', 'fingerprint', 'proofs', 'sums'];
const NOT_YET = { returned: '–', valid: '–', fingerprint: '–' };
/** @type {OwnCount | null} */
let counted = null;
/** @type {Promise<void> | null} */
let running = null;

/** @param {Page} page */
export function setUp(page) {
  onPress(page, 'open', () => give(page));
}

/**
 * What this device has counted itself; counts now if it has not yet.
 * @param {Uint8Array} electionId
 * @param {(done: number, total: number) => void} onProgress
 */
export async function ownCount(electionId, onProgress) {
  counted ??= await recount(electionId, { onStep: () => {}, onProgress });
  return counted;
}

/**
 * Start the recount once. After a lost connection the next look at the board starts it again. Throws Untrue.
 * @param {Page} page
 */
export function recountOnce(page) {
  if (counted) requireSame(page.board, counted);
  if (counted || running) return;
  mark('busy');
  const electionId = electionOf(page.board, page.device);
  const onStep = (/** @type {string} */ name) => task(one(`[data-check="${name}"]`), 'done');
  running = recount(electionId, { onStep, onProgress: (done, total) => bar('recount', done, total) })
    .then((result) => {
      requireSame(page.board, result);
      counted = result;
    })
    .finally(() => {
      running = null;
    })
    .then(() => page.render());
  page.guard(
    () => running,
    () => mark('waiting'),
  );
}

/**
 * The members rely on what the board shows: it must be what this device has found.
 * @param {Board} board
 * @param {OwnCount} own
 */
function requireSame({ opening: { returned, valid }, round: { fingerprint } }, own) {
  const isSame = returned === own.returned && valid === own.valid && fingerprint === own.fingerprint;
  if (!isSame) throw new Untrue('board', 0);
}

/** @param {string} state */
function mark(state) {
  for (const check of CHECKS) task(one(`[data-check="${check}"]`), state);
}

/** @param {Page} page */
async function give(page) {
  const own = counted;
  if (!own) return;
  const { secret, signingSecret, electionId } = secretOf(page.board, page.device);
  const share = await page.device.promiseTally(own.tallyHash, () =>
    decryption.partialDecrypt({
      electionId,
      member: page.device.index,
      secret,
      signingSecret,
      sums: own.sums,
    }),
  );
  await page.take(await page.insist(() => send('partial', 0, { share })));
}

/**
 * @param {Page} page
 * @param {Plan} now
 */
export function render({ board }, { helped = false }) {
  const { returned, valid, fingerprint } = counted ?? NOT_YET;
  text('box-returned', String(returned));
  text('box-valid', String(valid));
  text('fingerprint', fingerprint);
  show('not-helped', !helped);
  show('recounting', !helped && !counted);
  show('may-open', !helped && Boolean(counted));
  show('took-none', !helped && Boolean(counted));
  if (counted) tookNone.render(counted.issued);
  show('few', Number(valid) < board.round.few_ballots);
  text(
    'few',
    interpolate(
      gettext(
        'Only %s ballots are added up. If all marks for an official are the same, the result reveals how each voter marked.',
      ),
      [valid],
    ),
  );
  renderShares(board, helped);
}

/**
 * @param {Board} board
 * @param {boolean} helped
 */
function renderShares(board, helped) {
  const { good, bad } = board.opening;
  const names = bad
    .filter(([index]) => !good.includes(index))
    .map(([index]) => board.members.find((member) => member.index === index)?.name);
  show('bad-shares', names.length > 0);
  text(
    'bad-shares',
    interpolate(
      gettext(
        'The part of %s did not fit the key of the ceremony. The box is opened with the parts of the others.',
      ),
      [names.join(', ')],
    ),
  );
  const left = Math.max(0, board.threshold - good.length);
  show('opening-waiting', helped);
  text(
    'opening-waiting',
    left
      ? `${interpolate(gettext('%s of the %s parts needed are there.'), [good.length, board.threshold])} ${awaited(missing(board, flags(good)))}`
      : gettext('Enough parts are there. The totals are being computed.'),
  );
}

/** @param {Page} page */
export function renderTooFew({ board }) {
  const {
    opening: { valid },
    round: { min_ballots: fewest },
  } = board;
  text(
    'too-few',
    interpolate(gettext('The box holds %s valid ballots; it may be opened only with %s or more.'), [
      Number(valid),
      fewest,
    ]),
  );
}
