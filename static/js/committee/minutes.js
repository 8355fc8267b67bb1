// The minutes: what they state is checked here and confirmed with the key of the ceremony.

import { element, one } from '../elements.js';
import { H, VERSION, bytesToHex, hexToBytes, utf8ToBytes } from '../protocol/hashing.js';
import { identity, signing } from '../protocol/index.js';
import { electionOf, secretOf } from './actions.js';
import { get, post } from './addresses.js';
import { Untrue, configOf } from './checked.js';
import { ownCount } from './decrypting.js';
import { closeMinutes, renderClosing } from './closing_minutes.js';
import { form, list, onPress, show, task, text } from './dom.js';
import { awaited } from './locking.js';
import { flags, missing } from './plan.js';
import { openedCounts } from './recount.js';

/** @import { Board, Config, Minutes, MinutesLine, OwnCount, Page, Statement } from './types.js' */

/** @type {Statement | null} */
let told = null;
/** @type {string | null} */
let checked = null;

/** Indexes of the members who have signed, as far as this page knows. */
export const signedBy = () => told?.signed ?? [];

/** @param {Page} page */
export function setUp(page) {
  onPress(page, 'sign', () => sign(page));
  form(page, 'close-minutes', async (values) => {
    if (!told) return;
    await closeMinutes(page, told, values);
    await look(page);
    page.soon();
  });
}

/**
 * Read what is to be signed. Throws Untrue when the text does not match its hash.
 * @param {Page} page
 */
export async function look(page) {
  const next = await get('statement');
  const stated = JSON.parse(next.text);
  const { round } = page.board;
  const isOwn = stated.election === round.election && stated.fingerprint === round.fingerprint;
  if (bytesToHex(H('minutes', utf8ToBytes(next.text))) !== next.hash || !isOwn) {
    throw new Untrue('minutes', 0);
  }
  told = { ...next, stated };
}

/**
 * Open the sums again from the shares on this device. Throws Untrue unless the minutes agree.
 * @param {Page} page
 */
export async function check(page) {
  if (!told || checked === told.hash || isSigned(told, page.board)) return;
  const node = one('[data-check="counts"]');
  task(node, 'busy');
  const electionId = electionOf(page.board, page.device);
  const own = await ownCount(electionId, () => {});
  const counts = await openedCounts(electionId, own.sums, await get('sums'));
  requireAgreement(told.stated, counts, own);
  requireFrozenWords(told.stated, own);
  requireElection(told.stated, own.config, electionId);
  requireOrder(told.stated, own.config.roll_size);
  checked = told.hash; // set before the page says so, because a member may press at once
  task(node, 'done');
}

/**
 * @param {Minutes} stated
 * @param {number[][]} counts
 * @param {OwnCount} own
 */
function requireAgreement(stated, counts, { valid, returned, issued }) {
  const isSame =
    stated.valid === valid &&
    stated.returned === returned &&
    stated.issued === issued.rows &&
    counts.length === stated.lines.length &&
    stated.lines.every(({ high, confidence, low, blank }, i) => {
      const [h, c, l] = counts[i];
      return high === h && confidence === c && low === l && blank === valid - h - c - l;
    });
  if (!isSame) throw new Untrue('counts', 0);
}

/**
 * Check names and box as well: right numbers under a wrong name would be a false result.
 * @param {Minutes} stated
 * @param {OwnCount} own
 */
function requireFrozenWords(stated, { fingerprint, config }) {
  const isRound =
    stated.round === config.round && stated.title === config.title && stated.fingerprint === fingerprint;
  const isSame =
    isRound &&
    stated.lines.every(
      ({ position, name }, i) => position === config.lines[i].position && name === config.lines[i].name,
    );
  if (!isSame) throw new Untrue('words', 0);
}

/**
 * Refuse minutes of another election code, or of a box that somebody else than the head found empty.
 * @param {Minutes} stated
 * @param {Config} config
 * @param {Uint8Array} electionId
 */
function requireElection({ version, code, zero }, { committee }, electionId) {
  const head = committee.find(({ role }) => role === 'head');
  const isSame = version === `${VERSION}/minutes` && code === identity.electionCode(electionId);
  if (!isSame || zero.by !== head?.index) throw new Untrue('words', 0);
}

/**
 * Refuse more ballots than were issued, or than there are voters: someone would have added them.
 * @param {Minutes} stated
 * @param {number} rollSize
 */
function requireOrder({ summoned, present, issued, returned, not_issued: without }, rollSize) {
  const isOrdered = summoned === rollSize && summoned >= present && present >= issued && issued >= returned;
  if (!isOrdered || without !== summoned - issued) throw new Untrue('counts', 0);
}

/** @type {(statement: Statement, board: Board) => boolean} */
const isSigned = ({ signed }, { me }) => signed.includes(me.index);

/** @param {Page} page */
async function sign(page) {
  if (!told || checked !== told.hash) return;
  if (!page.device.isUsable) {
    page.bringBack();
    return;
  }
  const { signingSecret, electionId } = secretOf(page.board, page.device);
  const signature = signing.sign(signingSecret, 'minutes-signature', electionId, hexToBytes(told.hash));
  const signed = { hash: told.hash, signature: bytesToHex(signature) };
  await page.insist(() => post('sign', signed));
  await look(page);
  page.soon();
  page.render();
}

/** @param {Page} page */
export function render({ board }) {
  if (!told) return;
  const { stated } = told;
  const { levels } = configOf(board);
  for (const [name, label] of Object.entries(levels)) text(`level-${name}`, label);
  list('totals', () => totals(stated));
  list('lines', () => stated.lines.map((line) => row(line, levels)));
  text('minutes-fingerprint', stated.fingerprint);
  text('minutes-hash', told.hash);
  renderSignatures(told, board);
  renderClosing(told, board);
}

/** @type {(minutes: Minutes) => Node[]} */
const totals = ({ summoned, present, issued, returned, valid }) =>
  [
    [gettext('Summoned'), summoned],
    [gettext('Present'), present],
    [gettext('Ballots issued'), issued],
    [gettext('Ballots returned'), returned],
    [gettext('Valid ballots'), valid],
  ].map(([name, value]) =>
    element('div', {}, element('dt', { textContent: name }), element('dd', { textContent: String(value) })),
  );

/**
 * @param {MinutesLine} line
 * @param {Config['levels']} levels
 */
function row(line, levels) {
  /** @type {(label: string, value: number) => Node} */
  const cell = (label, value) => {
    const made = element('td', { className: 'is-number', textContent: String(value) });
    made.dataset.label = label;
    return made;
  };
  return element(
    'tr',
    {},
    element('th', { scope: 'row', textContent: `${line.position}. ${line.name}` }),
    cell(levels.high, line.high),
    cell(levels.confidence, line.confidence),
    cell(levels.low, line.low),
    cell(gettext('No mark'), line.blank),
  );
}

/**
 * @param {Statement} statement
 * @param {Board} board
 */
function renderSignatures(statement, board) {
  const hasSigned = isSigned(statement, board);
  show('signed', hasSigned);
  show('unsigned', !hasSigned);
  const isChecked = checked === statement.hash;
  one('[data-do="sign"]').setAttribute('aria-disabled', String(!isChecked));
  show('not-checked', !isChecked && !hasSigned);
  const isCertified = board.round.phase === 'confirmed';
  text(
    'signed-title',
    isCertified
      ? gettext('The figures are confirmed and the count is certified')
      : gettext('You have confirmed the figures; the minutes are not closed yet'),
  );
  const left = missing(board, flags(statement.signed));
  text(
    'signed-waiting',
    left.length ? awaited(left) : gettext('All members have confirmed the figures. You may close this page.'),
  );
}
