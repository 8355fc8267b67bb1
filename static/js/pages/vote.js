// The voter's page. Marks leave this device only sealed; every end says whether the ballot is in the box.

import { electionId, bytesToHex, hexToBytes } from '../tn1/hashing.js';
import { api as makeApi, Unheard } from '../vote/api.js';
import { audit, showCommitment } from '../vote/audit.js';
import { ballotOf, marksOf } from '../vote/keeping.js';
import { ending, hush, say } from '../vote/notices.js';
import { check, recover, showReceipt } from '../vote/receipt.js';
import { sealer as makeSealer } from '../vote/sealer.js';
import { WrongReceipt, WrongTokenKey, alone, pendingFrom, putBack, send } from '../vote/sending.js';
import { connect, isSamePaper, show, showPaper, showWork } from '../vote/view.js';

const page = JSON.parse(document.getElementById('vote-page').textContent);
const situation = document.getElementById('situation');
const lines = document.querySelectorAll('#marking [data-line]').length;
const api = makeApi(page.urls, page.csrf);
const marks = marksOf(page.slot, lines);
const keeping = ballotOf(page.slot);
const LOOK_AGAIN_MS = 15000;
const FINAL = ['closed', 'used', 'issuing_ended', 'issued_elsewhere'];
let sealer = null;
let keys = null;
let isSending = false;

function receive(receipt) {
  marks.erase();
  sealer?.forget();
  hush(situation);
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
  if (!isSealed) throw Object.assign(new Error(gettext('This page does not show the ballot that was sealed. Do not vote here, and tell the counting team.')), { code: 'paper' });
  keys = {
    electionId: hexToBytes(page.electionId), Y: hexToBytes(manifest.keys.box), nLines: lines,
    tokenKey: hexToBytes(manifest.token_key), receiptKey: hexToBytes(manifest.receipt_key),
  };
}

function tell({ step, attempt }) {
  if (attempt === 0) showWork(step === 'issue' ? gettext('Taking your blank ballot. Your ballot is not in the box yet.') : gettext('Putting your ballot in the box …'));
  else if (step === 'issue') showWork(gettext('No connection. Your ballot is not in the box yet. It is sealed and kept here, and is sent again by itself.'));
  else showWork(gettext('No connection. It is not confirmed yet that your ballot is in the box. It is kept here and sent again by itself; it can never be counted twice.'));
}

/** Seal if nothing is pending, then send until the server has confirmed. One tab at a time. */
async function cast() {
  if (isSending) return;
  isSending = true;
  try {
    await alone(`tn-${page.slot}`, async () => {
      if (keeping.receipt()) return receive(keeping.receipt());
      hush(situation);
      if (!keeping.pending()) await seal();
      return receive(await send({ api, keys, keeping, tell, isRestored: page.status.restored }));
    });
  } catch (error) {
    end(error);
  } finally {
    isSending = false;
  }
}

async function seal() {
  showWork(gettext('Sealing your ballot on this device …'));
  await sealer.ready;
  keeping.keep(pendingFrom(await sealer.seal(marks.all())));
  if (!keeping.isKept()) window.addEventListener('beforeunload', (event) => keeping.pending() && event.preventDefault());
}

function end(error) {
  if (error instanceof WrongTokenKey) error.code = 'token';
  if (error instanceof WrongReceipt) error.code = 'receipt';
  show(null);
  const home = FINAL.includes(error.code) ? { href: '/', text: gettext('Back to my tasks') } : null;
  const link = error.code === 'login' ? { href: page.urls.login, text: gettext('Log in') } : home;
  say(situation, ...ending(error), link);
  situation.scrollIntoView({ block: 'nearest' });
  if (!FINAL.includes(error.code)) return;
  marks.erase();
  // Another tab may have taken the blank ballot meanwhile: what it keeps is not dropped.
  if (error.code !== 'issued_elsewhere' || keeping.pending()?.step === 'issue') keeping.drop();
}

/** What the server says about the round, as time goes on. Uses the server's clock, never this device's. */
async function watch() {
  try {
    const status = await api.status();
    const before = page.status;
    page.status = status;
    const isChanged = status.state !== before.state || status.issuing !== before.issuing || status.paused !== before.paused;
    if (isChanged && !isSending) changed(status, before);
  } catch (error) {
    if (error.code === 'login' && !isSending && !keeping.receipt()) end(error);
  }
  setTimeout(watch, LOOK_AGAIN_MS * (0.8 + 0.4 * Math.random()));
}

function changed(status, before) {
  const receipt = keeping.receipt();
  if (status.paused !== before.paused) window.location.reload();
  else if (receipt && status.fingerprint) check(receipt, api);
  else if (before.state === 'sealed' || status.state === 'cancelled') window.location.reload();
  else if (!receipt && !status.issuing && !status.issued && !keeping.pending()) end({ code: 'issuing_ended' });
}

async function begin() {
  keeping.onChange(() => keeping.receipt() && !isSending && receive(keeping.receipt()));
  if (keeping.receipt()) return receive(keeping.receipt());
  if (page.status.paused) return end({ code: 'paused' });
  if (page.status.state !== 'open') return keeping.pending() ? cameBackLate() : undefined;
  if (!keeping.pending() && page.status.issued) return end({ code: 'issued_elsewhere' });
  if (!keeping.pending() && !page.status.issuing) return end({ code: 'issuing_ended' });
  showWork(gettext('Preparing the ballot …'));
  await readManifest();
  if (keeping.pending()) return cast();
  return prepare();
}

/** The round closed while a ballot was pending: ask the box before saying anything. */
async function cameBackLate() {
  const pending = keeping.pending();
  if (pending.step === 'issue') return end({ code: 'issuing_ended' });
  const found = await api.whereabouts(bytesToHex(pending.hash));
  if (!found.in_box) return end({ code: 'closed' });
  await readKeys();
  return cast();
}

async function readKeys() {
  const manifest = JSON.parse(new TextDecoder().decode(await api.manifest()));
  keys = { electionId: hexToBytes(page.electionId), tokenKey: hexToBytes(manifest.token_key), receiptKey: hexToBytes(manifest.receipt_key) };
}

/** Seal before the voter chooses between box and test: this device cannot know which it will be. */
async function commit() {
  showCommitment(null);
  await sealer.ready;
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
  sealer = makeSealer({ electionId: id, Y, nLines }, document.querySelector('[data-seal-worker]').dataset.sealWorker);
  sealer.ready.then(() => marks.all().forEach((mark, line) => mark !== null && sealer.choose(line, mark)), end);
  connect(marks, {
    mark(line, choice) {
      marks.set(line, choice);
      sealer.choose(line, choice);
    },
    cast,
    commit: () => commit().catch(end),
    audit: (...where) => test(...where).catch(end),
  });
  if (!keeping.isKept()) say(situation, 'warning', gettext('This browser keeps nothing'), gettext('Stay on this page until it says that your ballot is in the box. If you leave before, the ballot may be lost.'));
  showPaper(marks);
}

function start() {
  begin().catch((error) => {
    if (!(error instanceof Unheard)) return end(error);
    showWork(gettext('No connection. Nothing was cast from this page since it was opened; it tries again by itself.'));
    return setTimeout(start, 3000);
  });
}

start();
setTimeout(watch, LOOK_AGAIN_MS);
