// The second device of a trial ballot (docs/protocol.md §3.6): rebuilds the opened ballot and shows its marks.

import { byId, element } from '../elements.js';
import { checkElection } from '../protocol/election.js';
import { bytesToHex, equal, hexToBytes } from '../protocol/hashing.js';
import { shortCode } from '../protocol/receipt.js';
import { say } from '../vote/notices.js';
import { requestsOf } from '../vote/requests.js';
import { takeFragment } from '../vote/fragment.js';
import { decodeTrial } from '../vote/trialcode.js';

/** @import { Choice } from '../protocol/types.js' */
/** @import { Trial } from '../vote/types.js' */
/** @import { Config } from '../committee/types.js' */

const page = byId('check').dataset;
const region = byId('check-answer');
const details = byId('check-details');
const api = requestsOf({ urls: { manifest: page.manifest, find: page.find } });

/** @type {Record<string, () => string>} */
const REASONS = {
  election: () =>
    gettext(
      'The code belongs to another vote, or the server gives out another ballot paper or other keys than those that the counting team locked.',
    ),
  bytes: () =>
    gettext(
      'The rebuilt test ballot does not match the hash that was shown. The other device does not seal ballots correctly.',
    ),
  box: () =>
    gettext(
      'This ballot is in the box, although it was opened as a test. The other device did not destroy it.',
    ),
};

/**
 * {config} when the ballot is what it claims to be, {reason} when not. Throws when the server does not
 * answer.
 * @param {Trial} trial
 * @returns {Promise<{ config?: Config, reason?: string }>}
 */
async function judge(trial) {
  const manifest = checked(await api.manifest(), trial.election);
  if (manifest?.config.lines.length !== trial.choices.length) return { reason: 'election' };
  const { config, keys } = manifest;
  const election = { electionId: trial.election, Y: hexToBytes(keys.box), nLines: config.lines.length };
  const rebuilt = await rebuild({ ...trial, election });
  if (!rebuilt.signed || !equal(rebuilt.hash, trial.hash)) return { reason: 'bytes' };
  const { in_box: isInBox } = await api.findBallot(bytesToHex(trial.hash));
  return isInBox ? { reason: 'box' } : { config };
}

/**
 * The manifest that the whole counting team has confirmed for this election; null for anything else.
 * @param {Uint8Array} answer
 * @param {Uint8Array} election
 */
function checked(answer, election) {
  try {
    return checkElection(answer, election).manifest;
  } catch {
    return null;
  }
}

/**
 * @param {object} request
 * @returns {Promise<{ signed: boolean, hash: Uint8Array }>}
 */
function rebuild(request) {
  const worker = new Worker(page.sealWorker, { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) =>
      data.type === 'rebuilt' ? resolve(data) : reject(new Error(data.message));
    worker.onerror = () => reject(new Error('worker'));
    worker.postMessage({ type: 'rebuild', ...request });
  }).finally(() => worker.terminate());
}

/** @param {string} text */
function read(text) {
  try {
    return decodeTrial(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @param {() => boolean} isLatest
 */
async function examine(text, isLatest) {
  details.replaceChildren();
  const trial = read(text);
  if (!trial) {
    say(
      region,
      'warning',
      gettext('This code cannot be read'),
      gettext('Nothing was checked. Scan the QR code again, or paste the whole text.'),
    );
    return;
  }
  try {
    say(region, 'info', gettext('Rebuilding the test ballot …'));
    const judged = await judge(trial);
    if (isLatest()) tell(trial, judged);
  } catch {
    if (isLatest()) {
      say(
        region,
        'warning',
        gettext('The check could not be finished'),
        gettext('The ballot could not be looked up: no connection, or an error in this browser. Try again.'),
      );
    }
  }
}

/**
 * @param {Trial} trial
 * @param {{ config?: Config, reason?: string }} judged
 */
function tell(trial, { config, reason }) {
  if (reason || !config) {
    say(
      region,
      'danger',
      gettext('FAILED: do not vote on the other device'),
      `${REASONS[reason ?? 'election']()} ${gettext('Tell the counting team.')}`,
    );
    return;
  }
  say(
    region,
    'success',
    gettext('PASSED: the ballot holds exactly the marks below'),
    gettext(
      'Compare the marks and the code with those on the other device. This test ballot is destroyed and was never in the box.',
    ),
  );
  details.replaceChildren(
    element(
      'p',
      {},
      `${gettext('Code of the test ballot')}: `,
      element('strong', { className: 'code', textContent: shortCode(trial.hash) }),
    ),
    sheet(config, trial.choices),
    element(
      'p',
      { className: 'small' },
      `${gettext('Whole hash')}: `,
      element('code', { textContent: bytesToHex(trial.hash) }),
    ),
  );
}

/**
 * @param {Config} config
 * @param {Choice[]} choices
 */
function sheet({ lines, levels }, choices) {
  const names = [levels.high, levels.confidence, levels.low];
  const rows = lines.map((line, index) => {
    const number = element('span', {
      className: 'vote-sheet__number',
      textContent: index + 1,
      ariaHidden: 'true',
    });
    const choice = choices[index];
    const mark = choice === null ? gettext('Not marked') : names[choice];
    return element(
      'li',
      { className: choice === null ? 'is-blank' : '' },
      element('span', { className: 'vote-sheet__who' }, number, line.name),
      element('strong', { className: 'vote-sheet__mark', textContent: mark }),
    );
  });
  return element('ol', { className: 'vote-sheet' }, ...rows);
}

byId('starting').remove();
takeFragment(examine);
