// Sentences about the ballot. Each tells whether it is in the box, or that this is not known yet.

/** @import { Ending, Notice, Step } from './types.js' */

/** @type {() => Notice} */
const otherPerson = () => [
  'warning',
  gettext('Another person is logged in in this browser'),
  gettext(
    'Your ballot is not in the box yet, and nothing was cast with that account. Log out there and log in as yourself; this page then continues automatically.',
  ),
];

/** @type {(head: string) => string} */
const whomToTell = (head) =>
  head
    ? interpolate(gettext('Tell the head of the counting team (%s) and the secretary at once.'), [head])
    : gettext('Tell the counting team and the secretary at once.');

/** @type {Record<string, (isKept: boolean, head: string) => Notice>} */
const ENDINGS = {
  election: (_, head) => [
    'danger',
    gettext('The election code differs from the QR code you scanned'),
    `${gettext('This page marks and sends nothing. Do not vote here: someone else might be able to open the ballot.')} ${whomToTell(head)}`,
  ],
  scan: () => [
    'danger',
    gettext('The QR code was not read completely'),
    gettext(
      'This page marks and sends nothing. Scan the QR code on the hall’s screen again; if it still cannot be read, tell the counting team.',
    ),
  ],
  login: (isKept) => [
    'warning',
    gettext('Log in again to go on'),
    isKept
      ? gettext(
          'Your ballot is not in the box yet, because you are no longer logged in. Log in again; your marks are kept in this tab and the page continues automatically.',
        )
      : gettext(
          'Your ballot is not in the box yet, because you are no longer logged in; this browser cannot store data. Log in in another tab and leave this page open: it continues automatically.',
        ),
  ],
  other_person: otherPerson,
  unknown: otherPerson,
  issued_elsewhere: () => [
    'warning',
    gettext('Your ballot was taken on another device'),
    gettext(
      'A ballot was already issued to you on another device, in another browser or in another window. Open this page there: it says whether the ballot is in the box. Nothing was cast from here. If that device is lost, tell the counting team; a second ballot cannot be issued.',
    ),
  ],
  issuing_ended: () => [
    'warning',
    gettext('The vote has ended'),
    gettext('Issuing of ballots ended before you cast. No ballot of yours is in the box.'),
  ],
  not_open: () => [
    'info',
    gettext('The vote is not open yet'),
    gettext('Nothing was cast. This page changes by itself when the vote opens.'),
  ],
  paused: () => [
    'warning',
    gettext('The vote is interrupted'),
    gettext(
      'The server was restored from a backup. The secretary decides whether the vote goes on; then this page goes on by itself. What this device holds is kept.',
    ),
  ],
  closed: () => [
    'danger',
    gettext('The box is closed; your ballot is not in it'),
    gettext(
      'Your ballot reached the box after the time for ballots already issued. The minutes count it as issued and not returned. Tell the counting team if this is a mistake.',
    ),
  ],
  used: () => [
    'danger',
    gettext('This ballot is not in the box'),
    gettext(
      'Another ballot was already cast with the same blank ballot, and that one is in the box. Tell the counting team.',
    ),
  ],
  invalid: () => [
    'danger',
    gettext('The box refused this ballot; it is not in it'),
    gettext('The ballot does not fit this round. Do not close this page, and tell the counting team.'),
  ],
  token: () => [
    'danger',
    gettext('Stop: the blank ballot is not genuine'),
    gettext(
      'The page has stopped, because the server used a key that could identify your ballot. Nothing was cast. Tell the counting team at once.',
    ),
  ],
  receipt: () => [
    'danger',
    gettext('The receipt is not genuine'),
    gettext(
      'The server answered, but its signature is not that of this vote. Whether your ballot is in the box is not certain. Keep this page open and tell the counting team.',
    ),
  ],
  untrue: (_, head) => [
    'danger',
    gettext('This is not the box that the counting team locked'),
    `${gettext('The server gives this device keys that the counting team has not confirmed. This page marks and sends nothing: someone else might be able to open the ballot.')} ${whomToTell(head)}`,
  ],
  paper: () => [
    'danger',
    gettext('This is not the ballot that was frozen'),
    gettext(
      'This page does not show the ballot that was frozen. Do not vote here, and tell the counting team.',
    ),
  ],
  mismatch: () => [
    'danger',
    gettext('The test ballot does not match'),
    gettext(
      'This device does not seal ballots correctly. Nothing was cast. Do not vote on it, and tell the counting team.',
    ),
  ],
  unsound: () => [
    'danger',
    gettext('This device cannot seal the ballot correctly'),
    gettext(
      'It tried three times. Nothing was cast, and your blank ballot was not taken: vote on another device, or ask the secretary.',
    ),
  ],
  proof: (isKept) => [
    'danger',
    gettext('The box refused your ballot three times; it is not in the box'),
    isKept
      ? gettext(
          'This device did not seal it correctly. Your blank ballot is kept in this browser and can still be used: restart the browser, open this page here again and vote. Another device cannot take a second one. If it fails again, tell the secretary before the vote closes.',
        )
      : gettext(
          'This device did not seal it correctly, and this browser keeps nothing. Leave this page open and tell the secretary before the vote closes.',
        ),
  ],
  sealer: () => [
    'danger',
    gettext('This browser could not seal the ballot'),
    gettext(
      'Nothing was cast. Load this page again; if it happens once more, use another browser or another device.',
    ),
  ],
};

/**
 * The notice for an ending without a receipt. `step` is the step of the pending ballot, `isKept` tells
 * whether this browser stores anything, `head` is the name of the head of the counting team.
 * @param {Ending} ending
 * @param {{ step?: Step | null, isKept?: boolean, head?: string }} [known]
 * @returns {Notice}
 */
export function ending({ code, status, message }, { step = null, isKept = true, head = '' } = {}) {
  const known = ENDINGS[code ?? ''];
  if (known) return known(isKept, head);
  return ['danger', gettext('This did not work'), status && message ? message : truth(step, isKept)];
}

/** @type {() => Notice} */
export const castElsewhere = () => [
  'info',
  gettext('The ballot of your other window is in the box'),
  gettext('It was cast from another tab or window of this browser. The marks set here were not used.'),
];

/** @type {() => Notice} */
export const sealedAgain = () => [
  'info',
  gettext('Your ballot was sealed again'),
  gettext(
    'The first attempt did not fit, so this device sealed your marks once more. The code below is therefore another than the one you saw before casting.',
  ),
];

/** @type {() => Notice} */
export const refusedEarlier = () => [
  'warning',
  gettext('The box refused the ballot kept here; it is not in the box'),
  gettext(
    'It was not sealed correctly. Your blank ballot can still be used: check your marks and cast again.',
  ),
];

/**
 * Where the ballot is, for an error that no other sentence explains.
 * @param {Step | null} step
 * @param {boolean} isKept
 */
function truth(step, isKept) {
  if (step !== 'cast') return gettext('Your ballot is not in the box. Load this page again.');
  return isKept
    ? gettext(
        'It is not confirmed that your ballot is in the box. It is kept here: load this page again, and it is sent again. It can never be counted twice.',
      )
    : gettext(
        'It is not confirmed that your ballot is in the box, and this browser keeps nothing. Do not close this page, and tell the counting team.',
      );
}

/**
 * What is said while the ballot is sent; `isKept` tells whether it survives closing this page.
 * @param {{ step: Step, attempt: number }} progress
 * @param {boolean} isKept
 */
export function sending({ step, attempt }, isKept) {
  if (attempt > 0) return isKept ? waiting(step) : waitingHere(step);
  return step === 'issue'
    ? gettext('Taking your blank ballot. Your ballot is not in the box yet.')
    : gettext('Putting your ballot in the box …');
}

/** @param {Step} step */
function waiting(step) {
  return step === 'issue'
    ? gettext(
        'No connection, or no answer from the server. Your ballot is not in the box yet. It is sealed and kept here, and is sent again by itself.',
      )
    : gettext(
        'No connection, or no answer from the server. It is not confirmed yet that your ballot is in the box. It is kept here and sent again by itself; it can never be counted twice.',
      );
}

/**
 * Notice for blocked or full storage: only this open page holds the ballot.
 * @param {Step} step
 */
function waitingHere(step) {
  return step === 'issue'
    ? gettext(
        'No connection, or no answer from the server. Your ballot is not in the box yet, and this browser keeps nothing. Leave this page open: the ballot is sent again by itself.',
      )
    : gettext(
        'No connection, or no answer from the server. It is not confirmed yet that your ballot is in the box, and this browser keeps nothing. Leave this page open: the ballot is sent again by itself and can never be counted twice.',
      );
}
