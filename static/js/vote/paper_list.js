// The papers of each line. A list is shown once it is the frozen one, a paper once its file is the one in the list.

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

import { Refusal, file, untilAnswered } from '../api.js';
import { saltedHash } from '../commitments.js';
import { all, element } from '../elements.js';
import { bytesToHex, electionId } from '../protocol/hashing.js';
import { clarified } from './matter_list.js';
import { say } from './notices.js';
import { preview } from './preview.js';

/** @import { Matter, Paper, PapersOfLine, PapersOfRound, Requests } from './types.js' */

const WHOM_TO_TELL = () => gettext('It is not shown. Tell the counting team and the secretariat at once.');

/**
 * Show the papers of every line of the page.
 * @param {PapersOfRound} round
 * @param {Requests} api
 * @param {string | null} election hex; null before the box is locked
 */
export async function showPapers(round, api, election) {
  const regions = all('[data-papers]');
  if (regions.length === 0) return;
  const frozen = election ? await hashesOf(api, election) : round.lines.map((line) => line.frozen);
  regions.forEach((region, index) => {
    const line = round.lines[index];
    if (isFrozenList(line, frozen[index])) fill(region, line, round);
    else say(region, 'danger', gettext('This is not the list of files that was frozen'), WHOM_TO_TELL());
  });
}

/**
 * The hashes of the lists in the manifest of the locked box, in ballot order.
 * @param {Requests} api
 * @param {string} election
 * @returns {Promise<(string | undefined)[]>}
 */
async function hashesOf(api, election) {
  const told = await untilAnswered(api.manifest, () => {});
  const { manifest } = JSON.parse(new TextDecoder().decode(told));
  if (bytesToHex(electionId(utf8ToBytes(manifest))) !== election) return [];
  const { config } = JSON.parse(manifest);
  return config.lines.map((/** @type {{ papers?: string }} */ line) => line.papers);
}

/**
 * @param {PapersOfLine} line
 * @param {string | undefined} frozen
 */
const isFrozenList = ({ salt, list }, frozen) => saltedHash(salt, list) === frozen;

/**
 * @param {HTMLElement} region
 * @param {PapersOfLine} line
 * @param {PapersOfRound} round
 */
function fill(region, { list, supplements }, round) {
  const frozen = parted(JSON.parse(list));
  const added = parted(supplements);
  const { papers } = frozen;
  const none = element('p', { className: 'soft small', textContent: gettext('No files were filed.') });
  region.replaceChildren(
    papers.length > 0 ? folded(listOf(papers, round, region), papers.length) : none,
    ...(added.papers.length > 0 ? later(added.papers, round, region) : []),
    ...clarified(frozen.matters, added.matters),
  );
}

/**
 * A list holds papers, then matters to clarify.
 * @param {(Paper | Matter)[]} rows
 */
const parted = (rows) => ({
  papers: rows.filter((row) => row.kind !== 'matter').map((row) => /** @type {Paper} */ (row)),
  matters: rows.filter((row) => row.kind === 'matter').map((row) => /** @type {Matter} */ (row)),
});

/**
 * On a phone, one line that opens: otherwise thirty people are twenty screens.
 * @param {HTMLElement} files
 * @param {number} count
 */
function folded(files, count) {
  if (!window.matchMedia('(max-width: 39.99rem)').matches) return files;
  const label = interpolate(ngettext('%s file', '%s files', count), [count]);
  return element('details', { className: 'vote-files' }, element('summary', { textContent: label }), files);
}

/**
 * @param {Paper[]} papers
 * @param {PapersOfRound} round
 * @param {HTMLElement} region
 */
function listOf(papers, round, region) {
  const label = interpolate(gettext('Files of %s'), [region.dataset.person ?? '']);
  const items = papers.map((paper) => item(paper, round, region));
  const made = element('ul', { className: 'vote-papers' }, ...items);
  made.setAttribute('aria-label', label);
  return made;
}

/**
 * Papers that came after freezing: not in the list on which the counting team agreed.
 * @param {Paper[]} papers
 * @param {PapersOfRound} round
 * @param {HTMLElement} region
 */
function later(papers, round, region) {
  const title = element('p', { className: 'small', textContent: gettext('Added after freezing') });
  const made = listOf(papers, round, region);
  made.classList.add('vote-papers--later');
  papers.forEach(({ date }, index) => {
    const day = date.split('-').reverse().join('/');
    const text = interpolate(gettext('added on %s'), [day]);
    made.children[index].append(element('span', { className: 'soft small', textContent: text }));
  });
  return [title, made];
}

/**
 * @param {Paper} paper
 * @param {PapersOfRound} round
 * @param {HTMLElement} region
 */
function item(paper, round, region) {
  const name = element('span', { lang: 'vi', textContent: paper.name || round.kinds[paper.kind] });
  const hint = element('span', {
    className: 'visually-hidden',
    textContent: ` ${gettext('(opens in a new tab)')}`,
  });
  const button = element('button', { type: 'button', className: 'link-button' }, name, hint);
  button.addEventListener('click', opener(paper, round.address, { button, region }));
  return element('li', {}, button);
}

/**
 * What opens a paper: fetch it, compare it, then show the very bytes that were compared.
 * @param {Paper} paper
 * @param {string} address
 * @param {{ button: HTMLElement, region: HTMLElement }} where
 */
function opener(paper, address, { button, region }) {
  let checked = '';
  /** @type {Uint8Array | null} */
  let content = null;
  const title = paper.name || button.textContent || '';
  // Where the pages cannot be drawn, the browser's own window shows the file.
  const show = async () =>
    (content && (await preview(content, title))) || Boolean(window.open(checked, '_blank'));
  return async () => {
    if (checked) return show();
    if (button.getAttribute('aria-busy') === 'true') return false;
    button.setAttribute('aria-busy', 'true');
    const notice = noticeIn(region);
    notice.textContent = gettext('Loading and checking the file …');
    try {
      const bytes = await file(address.replace(/0$/u, String(paper.document)));
      checked = isFrozenFile(paper, bytes) ? addressOf(bytes) : '';
      content = checked ? bytes : null;
      if (!checked) return sayOther(notice);
      sayChecked(notice, checked, paper.name);
      // A browser that blocks the window gets it at the next press.
      if (!(await show())) notice.prepend(gettext('Press again to open it.'), ' ');
    } catch (error) {
      sayFailure(notice, error);
    } finally {
      button.removeAttribute('aria-busy');
    }
    return Boolean(checked);
  };
}

/**
 * @param {Paper} paper
 * @param {Uint8Array} bytes
 */
const isFrozenFile = ({ hash }, bytes) => bytesToHex(sha256(bytes)) === hash;

/** @param {Uint8Array} bytes */
const addressOf = (bytes) =>
  URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type: 'application/pdf' }));

/** @param {HTMLElement} region */
function noticeIn(region) {
  const found = /** @type {HTMLElement | null} */ (region.querySelector('[role="status"]'));
  if (found) return found;
  const made = element('div', { className: 'small' });
  made.setAttribute('role', 'status');
  region.append(made);
  return made;
}

/**
 * Say so, with a link for browsers that show no such window.
 * @param {HTMLElement} notice
 * @param {string} href
 * @param {string} name
 */
function sayChecked(notice, href, name) {
  const link = element('a', { href, download: `${name || 'ho-so'}.pdf`, textContent: gettext('Save it') });
  notice.replaceChildren(gettext('This is the file that was recorded.'), ' ', link);
}

/** @param {HTMLElement} notice */
function sayOther(notice) {
  say(notice, 'danger', gettext('This is not the file that was recorded'), WHOM_TO_TELL());
  return false;
}

/**
 * @param {HTMLElement} notice
 * @param {Error} error
 */
function sayFailure(notice, error) {
  const told = error instanceof Refusal ? error.message : '';
  const text = told || gettext('Check the connection, or log in again; then try again.');
  say(notice, told ? 'danger' : 'warning', gettext('The file could not be shown'), text);
}
