// Opening: the device counts again by itself, then the member gives the share.

import { decryption } from '../protocol/index.js';
import { electionOf, secretOf, send } from './actions.js';
import { Untrue } from './checked.js';
import { bar, onPress, one, show, task, text } from './dom.js';
import { awaited } from './locking.js';
import { missing } from './plan.js';
import { recount } from './recount.js';

const CHECKS = ['fingerprint', 'proofs', 'sums'];
const NOT_YET = { returned: '–', valid: '–', fingerprint: '–' };
let counted = null;
let running = null;

export function setUp(page) {
  onPress(page, 'open', () => give(page));
}

/** What this device has counted itself (as `recount` returns it), counting now if it has not yet. */
export async function ownCount(electionId, onProgress) {
  counted ??= await recount(electionId, { onStep: () => {}, onProgress });
  return counted;
}

/** Starts the recount once; a lost connection starts it again at the next look. Throws Untrue. */
export function recountOnce(page) {
  if (counted) requireSame(page.board, counted);
  if (counted || running) return;
  mark('busy');
  const electionId = electionOf(page.board, page.device);
  const onStep = (name) => task(one(`[data-check="${name}"]`), 'done');
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

/** The members talk about what the board shows: it must be what this device has found. */
function requireSame({ opening: { returned, valid }, round: { fingerprint } }, own) {
  const isSame = returned === own.returned && valid === own.valid && fingerprint === own.fingerprint;
  if (!isSame) throw new Untrue('board', 0);
}

function mark(state) {
  for (const check of CHECKS) task(one(`[data-check="${check}"]`), state);
}

async function give(page) {
  if (!counted) return;
  const { secret, signingSecret, electionId } = secretOf(page.board, page.device);
  const share = await page.device.promiseTally(counted.tallyHash, () =>
    decryption.partialDecrypt({
      electionId,
      member: page.device.index,
      secret,
      signingSecret,
      sums: counted.sums,
    }),
  );
  await page.take(await page.insist(() => send('partial', 0, { share })));
}

export function render({ board }, { helped }) {
  const { good, bad } = board.opening;
  const { returned, valid, fingerprint } = counted ?? NOT_YET;
  text('box-returned', String(returned));
  text('box-valid', String(valid));
  text('fingerprint', fingerprint);
  show('not-helped', !helped);
  show('recounting', !helped && !counted);
  show('may-open', !helped && Boolean(counted));
  show('few', valid < board.round.few_ballots);
  text(
    'few',
    interpolate(
      gettext(
        'Only %s ballots are added up. If all marks for an official agree, everybody knows how everybody voted.',
      ),
      [valid],
    ),
  );
  renderShares(board, good, bad, helped);
}

function renderShares(board, good, bad, helped) {
  const names = bad
    .filter(([index]) => !good.includes(index))
    .map(([index]) => board.members.find((member) => member.index === index).name);
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

const flags = (indexes) => Object.fromEntries(indexes.map((index) => [index, true]));

export function renderTooFew({ board }) {
  const {
    opening: { valid },
    round: { min_ballots: fewest },
  } = board;
  text(
    'too-few',
    interpolate(gettext('The box holds %s valid ballots; it may be opened only with %s or more.'), [
      valid,
      fewest,
    ]),
  );
}
