// The voter's page. Marks leave this device only sealed; every end says whether the ballot is in the box.

import { electionId, bytesToHex, hexToBytes } from '../protocol/hashing.js';
import { api as makeApi, NoAnswer } from '../vote/api.js';
import { audit, showCommitment } from '../vote/audit.js';
import { ballotOf, marksOf } from '../vote/storage.js';
import { ending, clearNotice, say } from '../vote/notices.js';
import { check, recover, showReceipt } from '../vote/receipt_view.js';
import { sealer as makeSealer } from '../vote/sealer.js';
import { WrongReceipt, WrongTokenKey, alone, pendingFrom, putBack, send } from '../vote/sending.js';
import { connect, isSamePaper, show, showPaper, showWork } from '../vote/view.js';

const page = JSON.parse(document.getElementById('vote-page').textContent);
const situation = document.getElementById('situation');
const lines = document.querySelectorAll('#marking [data-line]').length;
const api = makeApi(page);
const marks = marksOf(page.slot, lines);
const keeping = ballotOf(page.slot);
const isKept = () => keeping.isKept() && marks.isKept();
const LOOK_AGAIN_MS = 15000;
const FINAL = ['closed', 'used', 'issuing_ended', 'issued_elsewhere'];
const AWAY = ['login', 'other_person', 'unknown'];
let sealer = null;
let keys = null;
let isSending = false;
let isAway = false;
let isOver = false;
let broken = null;
let turn = Promise.resolve();
let timer = 0;

/** One act after the other: what is being opened as a test is never the ballot that is cast. */
function inTurn(act) {
  turn = turn.then(act).catch(end);
  return turn;
}

function receive(receipt) {
  const isFromElsewhere = marks.areNotOf(receipt.ballot);
  marks.erase();
  sealer?.forget();
  // That the vote was cancelled stays on the screen.
  if (page.status.state !== 'cancelled') clearNotice(situation);
  if (isFromElsewhere) {
    say(
      situation,
      'info',
      gettext('The ballot of your other window is in the box'),
      gettext('It was cast from another tab or window of this browser. The marks set here were not used.'),
    );
  }
  showReceipt(receipt, api, page.urls.receipt);
  if (page.status.fingerprint) {
    keeping.finish(receipt);
    check(receipt, api);
  } else if (page.status.restored) putBackIfLost(receipt);
}

/** One tab at a time; nothing is asked while the box takes no ballots. */
function putBackIfLost(receipt) {
  const spare = page.status.casting && keeping.spare();
  const options = { isPaused: page.status.paused, putBack: spare && (() => putBack({ api, spare })) };
  return alone(`tn-${page.slot}`, () => recover(receipt, api, options));
}

/** The sealed words and keys; refuses a page that shows other words than were sealed. */
async function readManifest() {
  const bytes = await api.manifest();
  const manifest = JSON.parse(new TextDecoder().decode(bytes));
  const isSealed = bytesToHex(electionId(bytes)) === page.electionId && isSamePaper(manifest.config);
  if (!isSealed) throw Object.assign(new Error(), { code: 'paper' });
  keys = {
    electionId: hexToBytes(page.electionId),
    Y: hexToBytes(manifest.keys.box),
    nLines: lines,
    tokenKey: hexToBytes(manifest.token_key),
    receiptKey: hexToBytes(manifest.receipt_key),
  };
}

function tell({ step, attempt }) {
  if (attempt === 0) {
    showWork(
      step === 'issue'
        ? gettext('Taking your blank ballot. Your ballot is not in the box yet.')
        : gettext('Putting your ballot in the box …'),
    );
  } else showWork(keeping.isKept() ? waitingFor(step) : waitingHereFor(step));
}

function waitingFor(step) {
  return step === 'issue'
    ? gettext(
        'No connection, or no answer from the server. Your ballot is not in the box yet. It is sealed and kept here, and is sent again by itself.',
      )
    : gettext(
        'No connection, or no answer from the server. It is not confirmed yet that your ballot is in the box. It is kept here and sent again by itself; it can never be counted twice.',
      );
}

/** Only this open page holds the ballot: storage is blocked, or full since the ballot was begun. */
function waitingHereFor(step) {
  return step === 'issue'
    ? gettext(
        'No connection, or no answer from the server. Your ballot is not in the box yet, and this browser keeps nothing. Leave this page open: the ballot is sent again by itself.',
      )
    : gettext(
        'No connection, or no answer from the server. It is not confirmed yet that your ballot is in the box, and this browser keeps nothing. Leave this page open: the ballot is sent again by itself and can never be counted twice.',
      );
}

/** Seal if nothing is pending, then send until the server has confirmed. */
function cast() {
  if (isSending) return;
  isSending = true;
  clearNotice(situation);
  if (!keeping.pending()) showWork(gettext('Sealing your ballot on this device …'));
  inTurn(async () => {
    if (broken) throw broken;
    if (!keeping.pending() && !keeping.receipt()) await seal();
    receive(
      keeping.receipt() ?? (await send({ api, keys, keeping, tell, isRestored: page.status.restored })),
    );
  }).finally(() => {
    isSending = false;
  });
}

/** Another tab of this browser may have sealed first: then that ballot is the one that is sent. */
async function seal() {
  const sealed = await sealer.seal(marks.all());
  marks.keepSealed(bytesToHex(sealed.hash));
  await alone(`tn-${page.slot}`, () => {
    if (!keeping.pending() && !keeping.receipt()) keeping.keep(pendingFrom(sealed));
  });
}

function end(error) {
  if (error instanceof WrongTokenKey) error.code = 'token';
  if (error instanceof WrongReceipt) error.code = 'receipt';
  if (error.code === 'mismatch') broken = error;
  isAway = AWAY.includes(error.code);
  show(null);
  say(situation, ...ending(error, { step: keeping.pending()?.step, isKept: isKept() }), linkFor(error));
  situation.scrollIntoView({ block: 'nearest' });
  if (FINAL.includes(error.code)) finish(error.code);
}

function linkFor({ code }) {
  // A page that keeps nothing must stay open.
  if (code === 'login') {
    return { href: page.urls.login, text: gettext('Log in'), target: isKept() ? '' : '_blank' };
  }
  return FINAL.includes(code) ? { href: '/', text: gettext('Back to my tasks') } : null;
}

function finish(code) {
  isOver = true;
  marks.erase();
  // Only this device knows that its ballot is not in the box: it says so whenever it is asked again.
  if (['closed', 'used'].includes(code)) keeping.end(code);
  // Another tab may have taken the blank ballot meanwhile: what it keeps is not dropped.
  else if (keeping.pending()?.step !== 'cast') keeping.drop();
}

/** What the server says about the round, as time goes on. Uses the server's clock, never this device's. */
async function watch() {
  clearTimeout(timer);
  try {
    const before = page.status;
    const status = await api.status();
    page.status = status;
    if (isAway) back();
    else if (!isSending) changed(status, before);
  } catch (error) {
    if (AWAY.includes(error.code) && !isSending && !keeping.receipt()) end(error);
  }
  clearTimeout(timer);
  timer = setTimeout(watch, LOOK_AGAIN_MS * (0.8 + 0.4 * Math.random()));
}

/** Logged in again, perhaps in another tab. */
function back() {
  isAway = false;
  if (isKept()) return window.location.reload();
  clearNotice(situation);
  return keeping.pending() ? cast() : showPaper(marks);
}

function changed(status, before) {
  const receipt = keeping.receipt();
  const isOther = ['state', 'paused'].some((name) => status[name] !== before[name]);
  if (
    isOther &&
    (status.paused !== before.paused || before.state === 'sealed' || status.state === 'cancelled')
  ) {
    window.location.reload();
  } else if (receipt) isOther && status.fingerprint && check(receipt, api);
  else if (sealer && !isOver && !keeping.pending()) stillMay(status);
}

/** The voter is marking: say as soon as it is known that nothing can be cast from here any more. */
function stillMay({ issued, issuing }) {
  if (keeping.ended()) end({ code: keeping.ended() });
  else if (issued) end({ code: 'issued_elsewhere' });
  else if (!issuing) end({ code: 'issuing_ended' });
}

async function begin() {
  if (keeping.receipt()) return receive(keeping.receipt());
  if (page.status.state === 'cancelled') return finish('cancelled');
  if (keeping.ended()) return end({ code: keeping.ended() });
  if (page.status.paused) return end({ code: 'paused' });
  if (page.status.state !== 'open') return keeping.pending() ? cameBackLate() : undefined;
  if (!keeping.pending() && page.status.issued) return end({ code: 'issued_elsewhere' });
  if (!keeping.pending() && !page.status.issuing) return end({ code: 'issuing_ended' });
  showWork(gettext('Preparing the ballot …'));
  await readManifest();
  if (keeping.pending()) return cast();
  return prepare();
}

/** The round closed while a ballot was pending: the server still answers whether it was in time. */
async function cameBackLate() {
  showWork(gettext('Asking the box …'));
  await readKeys();
  cast();
}

async function readKeys() {
  const manifest = JSON.parse(new TextDecoder().decode(await api.manifest()));
  keys = {
    electionId: hexToBytes(page.electionId),
    tokenKey: hexToBytes(manifest.token_key),
    receiptKey: hexToBytes(manifest.receipt_key),
  };
}

/** Seal before the voter chooses between box and test: this device cannot know which it will be. */
async function commit() {
  showCommitment(null);
  showCommitment(await sealer.seal(marks.all()));
}

/** Open the ballot whose code is on the screen; then another is sealed for the box. */
async function test(...where) {
  await commit();
  await audit(sealer, marks, { page: page.urls.trial, election: keys.electionId }, ...where);
  await commit();
}

function prepare() {
  const { electionId: id, Y, nLines } = keys;
  sealer = makeSealer(
    { electionId: id, Y, nLines },
    document.querySelector('[data-seal-worker]').dataset.sealWorker,
  );
  sealer.ready.then(
    () => marks.all().forEach((mark, line) => mark !== null && sealer.choose(line, mark)),
    end,
  );
  connect(marks, {
    mark(line, choice) {
      marks.set(line, choice);
      sealer.choose(line, choice);
    },
    cast,
    commit: () => inTurn(commit),
    audit: (...where) => inTurn(() => test(...where)),
  });
  if (!isKept()) {
    say(
      situation,
      'warning',
      gettext('This browser keeps nothing'),
      gettext(
        'Stay on this page until it says that your ballot is in the box. If you leave before, the ballot may be lost.',
      ),
    );
  }
  showPaper(marks);
}

function start() {
  begin().catch((error) => {
    if (!(error instanceof NoAnswer)) return end(error);
    showWork(
      gettext(
        'No connection, or no answer from the server. Nothing was cast from this page since it was opened; it tries again by itself.',
      ),
    );
    return setTimeout(start, 3000);
  });
}

document.getElementById('starting').remove();
keeping.onChange(() => keeping.receipt() && !isSending && receive(keeping.receipt()));
window.addEventListener(
  'beforeunload',
  (event) => !keeping.isKept() && keeping.pending() && event.preventDefault(),
);
// A page that the browser had put aside whole does not know what happened meanwhile.
window.addEventListener('pageshow', (event) => event.persisted && window.location.reload());
window.addEventListener('online', watch);
document.addEventListener('visibilitychange', () => !document.hidden && watch());
start();
timer = setTimeout(watch, LOOK_AGAIN_MS);
