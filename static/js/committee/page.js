// The page's state and its loop: read the board, do the member's step, show where it is.

import { act } from './actions.js';
import { get } from './api.js';
import { contextOf } from './board.js';
import { Device } from './device.js';
import { panel, show, text } from './dom.js';
import * as minutes from './minutes.js';
import * as opening from './opening.js';
import { RENDER } from './panels.js';
import { plan } from './plan.js';
import * as side from './side.js';
import { tell } from './telling.js';
import { deriveMemberKeys } from '../tn1/ceremony.js';
import { bytesToHex } from '../tn1/hashing.js';

const EVERY = 2000;
const QUIET = 5000;
const SLOWEST = 20000;

export const page = {
  board: null,
  device: null,
  view: { returning: false },
  timer: 0,
  failures: 0,
  isLooking: false,
  alarm: null,

  /** Takes a new board; the device is read once. */
  async arrive(board) {
    this.board = board;
    this.device ??= await Device.load(board);
    const { device } = this;
    const context = board.ceremony && contextOf(board);
    device.isOwner = Boolean(device.seed && context && device.owns(context, board.ceremony.messages));
    device.isUsable = device.isOwner && Boolean(board.ceremony.messages.commit[board.me.index]);
    this.render();
  },

  take(board) {
    return this.arrive(board).then(() => this.soon(0));
  },

  /** Whether a seed is the one behind what the member posted (any fits before the first post). */
  fits(seed) {
    const commit = this.board.ceremony.messages.commit[this.board.me.index];
    const { signingPublic } = deriveMemberKeys(seed, contextOf(this.board), this.board.me.index);
    return !commit || commit.key === bytesToHex(signingPublic);
  },

  now() {
    const now = plan(this.board, this.device, this.view);
    const isBack = this.view.returning && now.panel === 'minutes' && !this.device.isUsable;
    return isBack ? { ...now, panel: 'recover', why: 'lost' } : now;
  },

  render() {
    if (this.alarm) return;
    const now = this.now();
    RENDER[now.panel]?.(this, now);
    side.render(this, now);
    panel(now.panel);
    this.renderRestart();
  },

  renderRestart() {
    const { round, me, ceremony, restarts } = this.board;
    const isRunning = round.state === 'sealed' && !round.keyed;
    const hasBegun = Boolean(ceremony) && Object.keys(ceremony.messages.commit).length > 0;
    show('may-restart', isRunning && hasBegun && me.role === 'head');
    const last = restarts.at(-1);
    show('restarted', isRunning && Boolean(last));
    if (last) text('restarted', last.by ? `${last.by}: ${last.detail}` : last.detail);
  },

  soon(delay = 0) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), delay);
  },

  /** One look: read the board, do what is ours to do, look again later. */
  async look() {
    if (this.isLooking) return this.soon(200);
    this.isLooking = true;
    const isFine = await this.guard(() => this.advance());
    this.isLooking = false;
    if (this.alarm) return undefined;
    this.failures = isFine ? 0 : this.failures + 1;
    return this.soon(Math.min(SLOWEST, this.pace() * 1.6 ** this.failures));
  },

  pace() {
    const isQuiet = !this.board || ['open', 'certified', 'published', 'archived'].includes(this.board.round.state);
    return isQuiet && this.board ? QUIET : EVERY;
  },

  async advance() {
    await this.arrive(await get('board'));
    for (let now = this.now(); now.act; now = this.now()) {
      await this.arrive(await act(now.act, this.board, this.device));
    }
    const now = this.now();
    if (now.panel === 'opening' && !now.helped) opening.recountOnce(this);
    if (now.panel === 'minutes') {
      await minutes.look(this);
      this.render();
      await minutes.check(this);
      this.render();
    }
  },

  /** Runs what may fail and shows how it failed; true when it went well. */
  async guard(work, onFailure = () => {}) {
    try {
      await work();
      for (const name of ['lost', 'login', 'trouble']) show(name, false);
      return true;
    } catch (error) {
      onFailure();
      tell(this, error);
      return false;
    }
  },
};
