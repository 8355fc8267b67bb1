// Keeping the new part of the key: in the browser, in a file, on a sheet; two of three before going on.

import { one } from '../elements.js';
import * as base32 from '../protocol/base32.js';
import { equal } from '../protocol/hashing.js';
import { recovery } from '../protocol/index.js';
import { FieldError, form, list, onPress, show, text } from './dom.js';
import * as sheet from './sheet.js';

/** @import { Page, Place } from './types.js' */

const FEWEST = 12;
/**
 * Indexes of the two groups that are asked for; empty before the first time.
 * @type {number[]}
 */
let asked = [];

/**
 * What is wrong with a key file or a sheet.
 * @param {{ code: string, group?: number }} error
 */
export function sentence(error) {
  /** @type {Record<string, string>} */
  const words = {
    file: gettext('This is not a key file. Choose the file that this page saved.'),
    passphrase: gettext(
      'The passphrase does not open this file. Check capitals and the keyboard’s language.',
    ),
    length: gettext('There should be fourteen groups of five characters.'),
    group: interpolate(gettext('Group %s is mistyped. Compare it with the sheet.'), [Number(error.group)]),
    checksum: gettext('The groups do not belong together. Compare all of them with the sheet.'),
  };
  return words[error.code];
}

/**
 * @param {File} file
 * @param {string} field
 */
export async function readFile(file, field) {
  if (!file || !file.size) throw new FieldError(field, gettext('Choose the key file.'));
  try {
    return JSON.parse(await file.text());
  } catch {
    throw new FieldError(field, sentence({ code: 'file' }));
  }
}

/**
 * The seed in the chosen file. What is wrong is told at the field where it is.
 * @param {Record<string, any>} values
 */
export async function seedOf(values) {
  const document_ = await readFile(values.file, 'file');
  if (!values.passphrase) throw new FieldError('passphrase', gettext('Enter the passphrase of the file.'));
  try {
    return { seed: await recovery.openFile(document_, values.passphrase), of: document_ };
  } catch (error) {
    if (!error.code) throw error;
    throw new FieldError(error.code === 'file' ? 'file' : 'passphrase', sentence(error));
  }
}

/** @param {Page} page */
export function setUp(page) {
  form(page, 'seal', (values, node) => save(page, values, node));
  form(page, 'check-file', async (values, node) => {
    const { seed } = await seedOf(values);
    if (!equal(seed, page.device.seed)) {
      throw new FieldError('file', gettext('This file contains another part of the key.'));
    }
    await page.device.confirm('file');
    node.reset();
    page.render();
  });
  form(page, 'check-sheet', (values) => checkGroups(page, values));
  onPress(page, 'print', () => print(page));
  one('[data-details="words"]').addEventListener('toggle', (/** @type {any} */ { target }) =>
    reveal(page, target.open),
  );
  onPress(page, 'copied', () => {
    one('[data-details="words"]').open = false;
    ask();
    one('#check-first').focus();
  });
  onPress(page, 'kept', () => goOn(page));
}

/**
 * @param {Page} page
 * @param {Record<string, any>} values
 * @param {HTMLFormElement} node
 */
async function save({ device, board }, { passphrase, again }, node) {
  if ([...passphrase].length < FEWEST) {
    throw new FieldError('passphrase', gettext('Use at least 12 characters.'));
  }
  if (passphrase !== again) throw new FieldError('again', gettext('The two passphrases differ.'));
  const config = board.ceremony.config;
  const content = await recovery.sealFile(device.seed, passphrase, { config, member: device.index });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: 'application/json' }));
  link.download = `tin-nhiem-${board.round.id.slice(0, 8)}-${device.index}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  node.reset();
  show('file-saved', true);
  one('#check-file').focus();
}

/** @param {Page} page */
function print({ device, board }) {
  sheet.draw(device.seed, board.me);
  window.print();
  ask();
}

/**
 * The groups are either shown or asked for: copying them from the screen would prove nothing. Other groups are asked
 * for after each look.
 * @param {Page} page
 * @param {boolean} isOpen
 */
function reveal({ device }, isOpen) {
  list('words', () => (isOpen ? sheet.groups(sheet.wordsOf(device.seed)) : []));
  if (isOpen) {
    asked = [];
    show('sheet-seen', false);
  } else if (!device.kept.includes('sheet')) ask();
}

/** Ask for two groups chosen at random: a member who types them has the sheet. */
function ask() {
  if (!asked.length) {
    const [a, b] = crypto.getRandomValues(new Uint32Array(2));
    const first = a % 14;
    asked = [first, (first + 1 + (b % 13)) % 14].sort((x, y) => x - y);
  }
  const label = (/** @type {number} */ i) => interpolate(gettext('Group %s'), [asked[i] + 1]);
  text('ask-first', label(0));
  text('ask-second', label(1));
  show('sheet-seen', true);
}

/**
 * @param {Page} page
 * @param {Record<string, any>} values
 */
async function checkGroups(page, values) {
  const words = sheet.wordsOf(page.device.seed);
  for (const [i, field] of ['first', 'second'].entries()) {
    const typed = base32.normalise(values[field]);
    if (typed !== words[asked[i]]) {
      throw new FieldError(field, sentence({ code: 'group', group: asked[i] + 1 }));
    }
  }
  await page.device.confirm('sheet');
  sheet.clear();
  page.render();
}

/** @param {Page} page */
async function goOn(page) {
  if (!page.device.isSafe) {
    one('[data-show="sheet-open"]').scrollIntoView({ block: 'center' });
    return;
  }
  await page.device.finish();
  sheet.clear();
  page.render();
  page.soon();
}

/** @type {Place[]} */
const PLACES = ['browser', 'file', 'sheet'];

/** @param {Page} page */
export function render({ device }) {
  const { kept } = device;
  for (const place of PLACES) {
    const isKept = kept.includes(place);
    one(`[data-kept="${place}"]`).dataset.state = isKept ? 'done' : 'open';
    text(`kept-${place}`, isKept ? gettext('confirmed') : gettext('not confirmed yet'));
  }
  show('browser-kept', kept.includes('browser'));
  show('browser-blocked', !kept.includes('browser'));
  show('file-open', !kept.includes('file'));
  show('sheet-open', !kept.includes('sheet'));
  text('kept', interpolate(gettext('%s of the 2 places needed are confirmed'), [Math.min(kept.length, 2)]));
  text('kept-why', device.isSafe ? '' : gettext('Confirm the file or the sheet first.'));
  one('[data-do="kept"]').setAttribute('aria-disabled', String(!device.isSafe));
}
