// Sentences about the ballot. Each says whether it is in the box, or that this is not known yet.

const ICONS = {
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 7.5v6M12 7.2v.3',
  success: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-4 9.3 2.8 2.7 5.2-5.6',
  warning: 'M12 4 2.8 20h18.4L12 4Zm0 6v5m0 2.2v.3',
  danger: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3ZM12 7.5v5.5m0 3v.3',
};
const SVG = 'http://www.w3.org/2000/svg';

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function icon(kind) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const attributes = {
    class: 'icon',
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'aria-hidden': 'true',
  };
  Object.entries(attributes).forEach(([key, value]) => svg.setAttribute(key, value));
  path.setAttribute('d', ICONS[kind]);
  svg.append(path);
  return svg;
}

/** Replace what a live region says; `link` is {href, text, target}. */
export function say(region, kind, title, text = '', link = null) {
  const words = element('div', {}, element('p', { className: 'notice__title', textContent: title }));
  if (text) words.append(element('p', { textContent: text }));
  if (link) {
    words.append(
      element(
        'p',
        {},
        element('a', {
          className: 'button',
          href: link.href,
          textContent: link.text,
          target: link.target ?? '',
          rel: 'noopener',
        }),
      ),
    );
  }
  region.replaceChildren(element('div', { className: `notice notice--${kind}` }, icon(kind), words));
}

export const clearNotice = (region) => region.replaceChildren();

/**
 * How a way that ended without receipt is told: [kind, title, text]. `step` is that of the ballot on
 * its way, `isKept` whether this browser keeps anything.
 */
export function ending({ code, status, message }, { step = null, isKept = true } = {}) {
  const known = {
    login: () => [
      'warning',
      gettext('Log in again to go on'),
      isKept
        ? gettext(
            'Your session has ended. Your ballot is not in the box yet. Your marks are kept in this tab; after you log in, this page goes on by itself.',
          )
        : gettext(
            'Your session has ended. Your ballot is not in the box yet, and this browser keeps nothing. Log in in the new tab and leave this page open: it goes on by itself.',
          ),
    ],
    other_person: () => [
      'warning',
      gettext('Somebody else is logged in in this browser'),
      gettext(
        'Nothing was cast with that account, and your ballot is not in the box yet. Log out there and log in as yourself; this page then goes on by itself.',
      ),
    ],
    unknown: () => known.other_person(),
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
        'The server answered with another key than the one the counting team locked. It could recognise your ballot. Nothing was cast. Tell the counting team.',
      ),
    ],
    receipt: () => [
      'danger',
      gettext('The receipt is not genuine'),
      gettext(
        'The server answered, but its signature is not that of this vote. Whether your ballot is in the box is not certain. Keep this page open and tell the counting team.',
      ),
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
        'This device does not seal as it should. Nothing was cast. Do not vote on it, and tell the counting team.',
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
  if (known[code]) return known[code]();
  return ['danger', gettext('This did not work'), status && message ? message : truth(step, isKept)];
}

/** What is known of the ballot when nothing else is. */
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
