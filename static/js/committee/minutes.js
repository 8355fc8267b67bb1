// The minutes: what they state, checked here, signed with the key of the ceremony.

import { signing } from '../protocol/index.js';
import { H, bytesToHex, hexToBytes, utf8ToBytes } from '../protocol/hashing.js';
import { get, post } from './addresses.js';
import { electionOf, secretOf } from './actions.js';
import { Untrue, configOf } from './checked.js';
import { element, list, onPress, one, show, task, text } from './dom.js';
import { awaited } from './locking.js';
import { ownCount } from './decrypting.js';
import { missing } from './plan.js';
import { openedCounts } from './recount.js';

let told = null;
let checked = null;

/** Indexes of the members who have signed, as far as this page knows. */
export const signedBy = () => told?.signed ?? [];

export function setUp(page) {
  onPress(page, 'sign', () => sign(page));
}

/** Reads what is to be signed; throws Untrue when the text is not what its hash says. */
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

/** Opens the sums again from the shares on this device; throws Untrue unless the minutes agree. */
export async function check(page) {
  if (!told || checked === told.hash || isSigned(page.board)) return;
  const node = one('[data-check="counts"]');
  task(node, 'busy');
  const electionId = electionOf(page.board, page.device);
  const own = await ownCount(electionId, () => {});
  const counts = await openedCounts(electionId, own.sums, await get('sums'));
  requireAgreement(counts, own);
  requireSealedWords(own);
  requireOrder(own.config.roll_size);
  checked = told.hash; // first: who sees that it is done may press at once
  task(node, 'done');
}

function requireAgreement(counts, { valid, returned }) {
  const { stated } = told;
  const isSame =
    stated.valid === valid &&
    stated.returned === returned &&
    counts.length === stated.lines.length &&
    stated.lines.every(({ high, confidence, low, blank }, i) => {
      const [h, c, l] = counts[i];
      return high === h && confidence === c && low === l && blank === valid - h - c - l;
    });
  if (!isSame) throw new Untrue('counts', 0);
}

/** Right numbers under another's name, or of another box, would be a false result. */
function requireSealedWords({ fingerprint, config }) {
  const { stated } = told;
  const isRound =
    stated.round === config.round && stated.title === config.title && stated.fingerprint === fingerprint;
  const isSame =
    isRound &&
    stated.lines.every(
      ({ position, name }, i) => position === config.lines[i].position && name === config.lines[i].name,
    );
  if (!isSame) throw new Untrue('words', 0);
}

/** More ballots than were issued, or than people, would have been put in by somebody else. */
function requireOrder(rollSize) {
  const { summoned, present, issued, returned } = told.stated;
  const isOrdered = summoned === rollSize && summoned >= present && present >= issued && issued >= returned;
  if (!isOrdered) throw new Untrue('counts', 0);
}

const isSigned = ({ me }) => told.signed.includes(me.index);

async function sign(page) {
  if (checked !== told?.hash) return;
  if (!page.device.isUsable) {
    page.view.returning = true;
    page.render();
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

export function render({ board }) {
  if (!told) return;
  const { stated } = told;
  const { levels } = configOf(board);
  for (const [name, label] of Object.entries(levels)) text(`level-${name}`, label);
  list('totals', () => totals(stated));
  list('lines', () => stated.lines.map((line) => row(line, levels)));
  text('minutes-fingerprint', stated.fingerprint);
  text('minutes-hash', told.hash);
  renderSignatures(board);
}

const totals = ({ summoned, present, issued, returned, valid }) =>
  [
    [gettext('Summoned'), summoned],
    [gettext('Present'), present],
    [gettext('Ballots issued'), issued],
    [gettext('Ballots returned'), returned],
    [gettext('Valid ballots'), valid],
  ].map(([name, value]) =>
    element('div', {}, element('dt', { text: name }), element('dd', { text: String(value) })),
  );

function row(line, levels) {
  const cell = (label, value) =>
    element('td', { class: 'is-number', 'data-label': label, text: String(value) });
  return element(
    'tr',
    {},
    element('th', { scope: 'row', text: `${line.position}. ${line.name}` }),
    cell(levels.high, line.high),
    cell(levels.confidence, line.confidence),
    cell(levels.low, line.low),
    cell(gettext('No mark'), line.blank),
  );
}

function renderSignatures(board) {
  const signed = Object.fromEntries(told.signed.map((index) => [index, true]));
  const hasSigned = isSigned(board);
  show('signed', hasSigned);
  show('unsigned', !hasSigned);
  const isChecked = checked === told.hash;
  one('[data-do="sign"]').setAttribute('aria-disabled', String(!isChecked));
  show('not-checked', !isChecked && !hasSigned);
  const isCertified = board.round.state !== 'counted';
  text(
    'signed-title',
    isCertified
      ? gettext('The figures are confirmed and the count is certified')
      : gettext('You have confirmed the figures'),
  );
  const left = missing(board, signed);
  text(
    'signed-waiting',
    left.length ? awaited(left) : gettext('All members have confirmed the figures. You may close this page.'),
  );
}
