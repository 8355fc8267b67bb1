// The ballot on the screen: marks, progress, review. It knows nothing of sealing and sending.

import { all, byId, element } from '../elements.js';
import { watchBar } from './bar.js';

/** @import { Choice } from '../protocol/types.js' */
/** @import { Marks, PaperActs } from './types.js' */

const SECTIONS = ['marking', 'review', 'receipt'];

/**
 * Show one part of the page (or none) and move the focus there.
 * @param {string | null} name
 * @param {{ focus?: boolean }} [options]
 */
export function show(name, { focus = true } = {}) {
  SECTIONS.forEach((section) => {
    const part = byId(section);
    if (part) part.hidden = section !== name;
  });
  byId('working')?.toggleAttribute('hidden', true);
  document.body.classList.toggle('has-vote-bar', name === 'marking');
  if (name && focus) {
    window.scrollTo(0, 0);
    byId(`${name}-title`).focus();
  }
}

/**
 * Show what is being done, in words that are read aloud, and hide the parts of the ballot. Without a connection:
 * advice, and a button named `again`.
 * @param {string} text
 * @param {string} [again]
 */
export function showWork(text, again = '') {
  show(null);
  byId('working').hidden = false;
  byId('offline').hidden = !again;
  byId('again').textContent = again;
  const line = byId('working').querySelector('[role="status"]');
  if (line.textContent !== text) line.textContent = text;
}

/**
 * Return whether the page shows the names of the frozen configuration.
 * @param {{ lines: { name: string, posts: string[] }[], levels: Record<'high' | 'confidence' | 'low', string> }} config
 */
export function isSamePaper({ lines, levels }) {
  /** @type {(selector: string, root: ParentNode) => string[]} */
  const texts = (selector, root) => all(selector, root).map((node) => node.textContent.trim());
  const onPaper = all('#marking [data-line]').map((line) => ({
    name: texts('[data-name]', line)[0],
    posts: texts('[data-posts]', line)[0],
    levels: texts('[data-level]', line),
  }));
  const names = [levels.high, levels.confidence, levels.low];
  const sealed = lines.map((line) => ({ name: line.name, posts: line.posts.join('; '), levels: names }));
  return JSON.stringify(onPaper) === JSON.stringify(sealed);
}

/**
 * Connect the paper with the marks and with what the page does.
 * @param {Marks} marks
 * @param {PaperActs} act
 */
export function connect(marks, act) {
  const paper = all('#marking [data-line]');
  const levels = all('[data-level]', paper[0]).map((node) => node.textContent.trim());
  const refresh = () => paint(paper, marks);
  let here = -1; // pressing a button takes the focus away from the line

  paper.forEach((fieldset) => {
    const line = Number(fieldset.dataset.line);
    fieldset.addEventListener('focusin', () => {
      here = line;
    });
    /** @type {(choice: Choice) => void} */
    const mark = (choice) => {
      act.mark(line, choice);
      refresh();
    };
    fieldset.addEventListener('change', (/** @type {any} */ { target }) => mark(Number(target.value)));
    fieldset.querySelector('[data-clear]').addEventListener('click', () => {
      mark(null);
      fieldset.querySelector('input').focus();
    });
  });
  const review = () => {
    fillSheet(marks, levels);
    show('review');
    act.commit();
  };
  const toLine = keepPlace(paper, marks, review);
  byId('next-blank').addEventListener('click', () => toNextBlank(paper, marks, here));
  byId('to-marking').addEventListener('click', () => toLine(marks.place()));
  all('[data-edit]').forEach((button, line) => button.addEventListener('click', () => toLine(line)));
  byId('cast').addEventListener('click', () => askAboutBlanks(paper, marks, { cast: act.cast, toLine }));
  const trial = byId('trial-run');
  trial.addEventListener('click', async () => {
    if (trial.getAttribute('aria-busy') === 'true') return;
    trial.setAttribute('aria-busy', 'true');
    await act.openTrial(byId('trial-answer'), levels, names(paper));
    trial.removeAttribute('aria-busy');
  });
  refresh();
}

/**
 * Show the paper where the voter left it: after reading the files, turning the phone or loading again.
 * @param {Marks} marks
 */
export function showPaper(marks) {
  show('marking', { focus: false });
  if (marks.place() > 0) all('#marking [data-line]')[marks.place()]?.scrollIntoView({ block: 'start' });
}

/**
 * Let the browser's back button lead to the paper too; return a function that goes to one of its lines.
 * @param {any[]} paper
 * @param {Marks} marks
 * @param {() => void} review
 */
function keepPlace(paper, marks, review) {
  /** @type {(name: string) => boolean} */
  const isShown = (name) => !byId(name).hidden;
  const note = () => isShown('marking') && marks.keepPlace(topLine(paper));
  const back = () => {
    byId('blank-dialog').close();
    show('marking', { focus: false });
    goTo(paper[marks.place()]);
  };
  /** @type {(event: PopStateEvent) => void} */
  const onPop = ({ state }) => {
    if (isShown('review')) back();
    else if (isShown('marking') && state === 'review') review();
  };
  watchBar();
  window.history.scrollRestoration = 'manual';
  window.history.replaceState(null, '');
  window.addEventListener('popstate', onPop);
  window.addEventListener('pagehide', note);
  document.addEventListener('visibilitychange', note);
  byId('to-review').addEventListener('click', () => {
    note();
    window.history.pushState('review', '');
    review();
  });
  return (/** @type {number} */ line) => {
    marks.keepPlace(line);
    window.history.back();
  };
}

/**
 * The line being read: the first that reaches below the upper quarter of the screen, else the last.
 * @type {(paper: HTMLElement[]) => number}
 */
function topLine(paper) {
  const first = paper.findIndex((line) => line.getBoundingClientRect().bottom > window.innerHeight / 4);
  return first === -1 ? paper.length - 1 : first;
}

/** @type {(paper: any[]) => string[]} */
const names = (paper) => paper.map((line) => line.querySelector('[data-name]').textContent.trim());

/**
 * @param {any[]} paper
 * @param {Marks} marks
 */
function paint(paper, marks) {
  const chosen = marks.all();
  paper.forEach((fieldset, line) => {
    all('input', fieldset).forEach((input) => {
      input.checked = Number(input.value) === chosen[line];
    });
    fieldset.querySelector('[data-clear]').hidden = chosen[line] === null;
  });
  const done = chosen.length - marks.blanks().length;
  byId('marked').value = done;
  byId('marked-text').textContent = `${done}/${chosen.length}`;
  byId('next-blank').hidden = done === chosen.length;
}

/**
 * Go to the next unmarked line below the one last touched; after the last, to the first.
 * @param {any[]} paper
 * @param {Marks} marks
 * @param {number} here
 */
function toNextBlank(paper, marks, here) {
  const blanks = marks.blanks();
  const next = blanks.find((line) => line > here) ?? blanks[0];
  if (next !== undefined) goTo(paper[next]);
}

/** @param {any} fieldset */
function goTo(fieldset) {
  fieldset.scrollIntoView({ block: 'start' });
  (fieldset.querySelector('input:checked') ?? fieldset.querySelector('input')).focus({ preventScroll: true });
}

/**
 * @param {Marks} marks
 * @param {string[]} levels
 */
function fillSheet(marks, levels) {
  const chosen = marks.all();
  all('#sheet [data-line]').forEach((row, line) => {
    row.classList.toggle('is-blank', chosen[line] === null);
    row.querySelector('[data-mark]').textContent =
      chosen[line] === null ? gettext('Not marked') : levels[chosen[line]];
  });
  const blanks = marks.blanks().length;
  byId('blank-note').hidden = blanks === 0;
  byId('blank-note-text').textContent = blankText(blanks);
}

/** @type {(count: number) => string} */
const blankText = (count) =>
  interpolate(ngettext('%s line is not marked', '%s lines are not marked', count), [count]);

/**
 * Ask about unmarked lines once, not each time.
 * @param {any[]} paper
 * @param {Marks} marks
 * @param {{ cast: () => void, toLine: (line: number) => void }} act
 */
function askAboutBlanks(paper, marks, { cast, toLine }) {
  const blanks = marks.blanks();
  const dialog = byId('blank-dialog');
  if (blanks.length === 0 || dialog.dataset.answered === blanks.join()) return cast();
  byId('blank-title').textContent = blankText(blanks.length);
  byId('blank-names').replaceChildren(
    ...blanks.map((line) => element('li', { textContent: names(paper)[line] })),
  );
  byId('blank-back').onclick = () => {
    dialog.close();
    toLine(blanks[0]);
  };
  byId('blank-cast').onclick = () => {
    dialog.dataset.answered = blanks.join();
    dialog.close();
    cast();
  };
  return dialog.showModal();
}
