// The voter's page: carries out the decisions of vote/flow.js. Marks leave this device only in a sealed ballot.

import { NoAnswer } from '../api.js';
import { all, byId } from '../elements.js';
import { openTrial, showCommitment } from '../vote/trial.js';
import { blankKept, deliver, sealMarks } from '../vote/delivering.js';
import { electionOnPage } from '../vote/election_view.js';
import { failure } from '../vote/failure.js';
import * as flow from '../vote/flow.js';
import { readKeys } from '../vote/keys.js';
import { askBeforeLeaving, reload } from '../vote/leaving.js';
import { clearNotice, say } from '../vote/notices.js';
import { check, recover, showReceipt } from '../vote/receipt_view.js';
import { offerAgain } from '../vote/offline.js';
import { requestsOf } from '../vote/requests.js';
import { sealer as makeSealer } from '../vote/sealer.js';
import { alone, putBack } from '../vote/sending.js';
import { castElsewhere, ending, refusedEarlier, sealedAgain, sending } from '../vote/sentences.js';
import { ballotOf, marksOf } from '../vote/storage.js';
import { connect, show, showPaper, showWork } from '../vote/view.js';
import { pause } from '../waiting.js';

/** @import { Receipt } from '../protocol/types.js' */
/** @import { Act, Decision, Delivery, Ending, Kept, Keys, PaperActs, Sealer, Step } from '../vote/types.js' */

const LOOK_AGAIN_MS = 15000;
const TRY_AGAIN_MS = 3000;
const page = JSON.parse(byId('vote-page').textContent);
const situation = byId('situation');
const lines = all('#marking [data-line]').length;
const api = requestsOf(page);
const marks = marksOf(page.slot, lines);
const keeping = ballotOf(page.slot);
const election = electionOnPage(page, situation);
let course = flow.START;
let keys = /** @type {Keys} */ (/** @type {unknown} */ (null));
let sealer = /** @type {Sealer} */ (/** @type {unknown} */ (null));
let checker = sealer; // checks the keys, then becomes the sealer
/** @type {Promise<unknown>} */
let turn = Promise.resolve();
let timer = 0;
let isSealedAgain = false;

const keptReceipt = () => /** @type {Receipt} */ (keeping.receipt());
const isStored = () => keeping.isKept() && marks.isKept();
/** @returns {Kept} */
const kept = () => ({
  pending: keeping.pending()?.step ?? null,
  hasReceipt: Boolean(keeping.receipt()),
  ended: keeping.ended(),
});
const known = () => ({ course, status: page.status, kept: kept(), isStored: isStored() });
/** @type {(event: Parameters<typeof flow.advance>[1]) => void} */
const note = (event) => {
  course = flow.advance(course, event);
};

/** @type {Record<Act, (decision: Decision) => unknown>} */
const ACTS = {
  receipt: () => receive(keptReceipt()),
  end: ({ code }) => end({ code }),
  finish: ({ code = '' }) => finish(code),
  mark: () => mark(),
  send: () => cast(),
  ask: () => cast(),
  reload,
  check: () => check(keptReceipt(), api),
  paper: () => showPaper(marks),
  nothing: () => {},
};
/** @type {(decision: Decision) => unknown} */
const carryOut = (decision) => {
  const allowed = election.guard(decision);
  return ACTS[allowed.act](allowed);
};

/**
 * Read the keys before an act that needs them; the words are shown meanwhile.
 * @type {Partial<Record<Act, () => Promise<void>>>}
 */
const PREPARE = {
  mark: () => prepare(gettext('Preparing the ballot …'), true),
  send: () => prepare(gettext('Preparing the ballot …'), true),
  // After closing, the page shows no ballot.
  ask: () => prepare(gettext('Asking the box …'), false),
};

async function begin() {
  const first = () => election.guard(flow.onOpen(known()));
  election.show();
  await PREPARE[first().act]?.();
  // Another tab may have gone on meanwhile.
  const decision = first();
  await carryOut(decision);
  if (decision.act !== 'end') election.warn();
}

function start() {
  begin().catch((error) => {
    if (!(error instanceof NoAnswer)) return end(error);
    showWork(
      gettext(
        'No connection, or no answer from the server. Nothing was cast from this page since it was opened; it tries again by itself.',
      ),
      gettext('Try again'),
    );
    return pause(TRY_AGAIN_MS).then(start);
  });
}

/**
 * @param {string} words
 * @param {boolean} isShown
 */
async function prepare(words, isShown) {
  showWork(words);
  checker ??= makeSealer(situation.dataset.sealWorker);
  keys = await readKeys(api, checker, page.electionId, { nLines: lines, isShown });
}

function mark() {
  const { electionId: id, Y, nLines } = keys;
  note('ready');
  sealer = checker;
  sealer
    .prepare({ electionId: id, Y, nLines })
    .then(() => marks.all().forEach((choice, line) => choice !== null && sealer.choose(line, choice)), end);
  connect(marks, {
    mark(line, choice) {
      marks.set(line, choice);
      sealer.choose(line, choice);
    },
    cast,
    commit: () => inTurn(commit),
    openTrial: (...where) => inTurn(() => test(...where)),
  });
  if (!isStored()) {
    say(
      situation,
      'warning',
      gettext('This browser cannot store data'),
      gettext(
        'Stay on this page until it says that your ballot is in the box. If you leave before, the ballot may be lost.',
      ),
    );
  }
  showPaper(marks);
}

/**
 * Run acts one after the other, so that a ballot opened as a test is never cast.
 * @param {() => unknown} act
 */
function inTurn(act) {
  turn = turn.then(act).catch(end);
  return turn;
}

/** Seal before the voter chooses between casting and testing, so that the device cannot know which follows. */
async function commit() {
  showCommitment(null);
  showCommitment(await sealMarks(delivery()));
  sealer.holds().catch(() => {}); // checked while the voter reads; the answer is asked for again before sending
}

/**
 * Open the ballot whose code is on the screen; then seal another for the box.
 * @param {Parameters<PaperActs['openTrial']>} where
 */
async function test(...where) {
  await commit();
  await openTrial(sealer, marks, { page: page.urls.trial, election: keys.electionId }, ...where);
  await commit();
}

/** Seal if nothing is pending, then send until the server has confirmed. */
function cast() {
  if (!flow.mayCast(course)) return;
  note('sending');
  clearNotice(situation);
  if (!keeping.pending() || blankKept(keeping)) showWork(gettext('Sealing your ballot on this device …'));
  inTurn(sealAndSend).finally(() => note('settled'));
}

async function sealAndSend() {
  if (course.isBroken) throw failure('mismatch');
  const receipt = await deliver(delivery());
  if (receipt) receive(receipt);
  else {
    mark();
    say(situation, ...refusedEarlier());
  }
}

/** @returns {Delivery} */
function delivery() {
  const tell = (/** @type {{ step: Step, attempt: number }} */ progress) =>
    showWork(sending(progress, keeping.isKept()), progress.attempt > 0 ? gettext('Send again') : '');
  const onSealedAgain = () => {
    isSealedAgain = true;
  };
  const { slot, status } = page;
  return { api, keys, keeping, marks, sealer, slot, tell, onSealedAgain, isRestored: status.restored };
}

/** @param {Receipt} receipt */
function receive(receipt) {
  const isFromElsewhere = marks.areNotOf(receipt.ballot);
  marks.erase();
  sealer?.forget();
  // The notice of a cancelled vote stays on the screen.
  if (page.status.phase !== 'void') clearNotice(situation);
  if (isFromElsewhere) say(situation, ...castElsewhere());
  if (isSealedAgain) say(situation, ...sealedAgain());
  showReceipt(receipt, api, page.urls.receipt);
  const next = flow.afterReceipt(page.status);
  if (next === 'check') {
    keeping.finish(receipt);
    check(receipt, api);
  } else if (next === 'recover') putBackIfLost(receipt);
}

/**
 * One tab at a time. Nothing is asked while the box takes no ballots.
 * @param {Receipt} receipt
 */
function putBackIfLost(receipt) {
  const spare = page.status.casting && !election.refusal() && keeping.spare();
  const options = { isPaused: page.status.paused, putBack: spare && (() => putBack({ api, spare })) };
  return alone(`tn-${page.slot}`, () => recover(receipt, api, options));
}

/** @param {Ending} error */
function end(error) {
  note({ code: error.code });
  show(null);
  say(
    situation,
    ...ending(error, { step: keeping.pending()?.step, isKept: isStored(), head: page.head }),
    linkFor(flow.afterEnding(error.code, kept())),
  );
  situation.scrollIntoView({ block: 'nearest' });
  if (flow.afterEnding(error.code, kept()).isFinal) finish(String(error.code));
}

/** @param {ReturnType<typeof flow.afterEnding>} ending */
function linkFor({ link }) {
  // A page that keeps nothing must stay open.
  if (link === 'login') {
    return { href: page.urls.login, text: gettext('Log in'), target: isStored() ? '' : '_blank' };
  }
  return link === 'home' ? { href: '/', text: gettext('Back to my tasks') } : null;
}

/** @param {string} code */
function finish(code) {
  note({ code });
  const { keep } = flow.afterEnding(code, kept());
  marks.erase();
  if (keep === 'ended') keeping.end(code);
  else if (keep === 'dropped') keeping.drop();
}

/** Ask what the server says about the round. Its clock decides, never that of this device. */
async function watch() {
  clearTimeout(timer);
  try {
    const before = page.status;
    const status = await api.status();
    page.status = status;
    const decision = flow.onStatus({ ...known(), before });
    if (course.isAway) goOn(decision);
    else carryOut(decision);
  } catch (error) {
    const decision = flow.onRefusal(known(), error.code);
    if (decision.act === 'end') end(error);
  }
  clearTimeout(timer);
  timer = setTimeout(watch, LOOK_AGAIN_MS * (0.8 + 0.4 * Math.random()));
}

/**
 * The voter is logged in again.
 * @param {Decision} decision
 */
function goOn(decision) {
  note('returned');
  if (decision.act !== 'reload') clearNotice(situation);
  carryOut(decision);
}

byId('starting').remove();
offerAgain();
keeping.onChange(() => carryOut(flow.onStorage(known())));
askBeforeLeaving(situation, () => flow.losesByLeaving({ ...known(), hasMarks: marks.any() }));
window.addEventListener('online', watch);
document.addEventListener('visibilitychange', () => !document.hidden && watch());
start();
timer = setTimeout(watch, LOOK_AGAIN_MS);
