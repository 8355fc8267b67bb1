// The state of the page and its loop: read the board, do the member's step, show where the member is.

import { untilAnswered, waitAfter } from '../api.js';
import { deriveMemberKeys } from '../protocol/ceremony.js';
import { bytesToHex } from '../protocol/hashing.js';
import { act } from './actions.js';
import { get } from './addresses.js';
import { contextOf } from './checked.js';
import { renderCards } from './cards.js';
import * as code from './code_panel.js';
import * as decrypting from './decrypting.js';
import { Device } from './device.js';
import { panel, show, text } from './dom.js';
import { clearNotice, tell } from './errors.js';
import * as minutes from './minutes.js';
import { RENDER } from './panels.js';
import { plan } from './plan.js';
import * as roll from './roll.js';
import * as share from './share.js';
import * as side from './side.js';
import { renderAsked } from './stating.js';

/** @import { Board, Plan, View } from './types.js' */
/** @import { Untrue } from './checked.js' */

const EVERY_MS = 2000;
const QUIET_MS = 5000;
/** The head may start the ceremony again once nothing has come for so long. */
const STUCK_MS = 60_000;
/** Panels on which a member signs with the own key, and may have to bring it back first. */
const SIGNING = ['locked', 'voting', 'opening', 'minutes'];

/** @param {Board | null} board */
const messagesOn = (board) => JSON.stringify(Object.values(board?.ceremony?.messages ?? {}).map(Object.keys));

export const page = {
  board: /** @type {Board} */ (/** @type {unknown} */ (null)),
  boards: 0,
  device: /** @type {Device} */ (/** @type {unknown} */ (null)),
  /** @type {View} */
  view: { returning: false },
  timer: 0,
  failures: 0,
  insisting: 0,
  isLooking: false,
  /** When the last message of the ceremony came. */
  movedAt: Date.now(),
  /** @type {Untrue | null} */
  alarm: null,

  /**
   * Take a new board, and the device as it is by now: another tab may have gone on with it.
   * @param {Board} board
   */
  async arrive(board) {
    if (messagesOn(board) !== messagesOn(this.board)) this.movedAt = Date.now();
    this.board = board;
    this.boards += 1;
    this.device = await Device.of(board, this.device);
    const { ceremony, me } = this.board;
    const context = ceremony && contextOf(this.board);
    const { device } = this;
    device.isOwner = Boolean(device.seed && context && device.owns(context, ceremony.messages));
    device.isUsable = device.isOwner && Boolean(ceremony.messages.commit[me.index]);
    this.render();
  },

  /** @param {Board} board */
  take(board) {
    return this.arrive(board).then(() => this.soon(0));
  },

  /**
   * Whether a seed is the one behind what the member posted. Before the first post any seed fits.
   * @param {Uint8Array} seed
   */
  fits(seed) {
    const commit = this.board.ceremony.messages.commit[this.board.me.index];
    const { signingPublic } = deriveMemberKeys(seed, contextOf(this.board), this.board.me.index);
    return !commit || commit.key === bytesToHex(signingPublic);
  },

  now() {
    /** @returns {Plan} */
    const now = plan(this.board, this.device, this.view);
    const isBack = this.view.returning && SIGNING.includes(now.panel) && !this.device.isUsable;
    return isBack ? { ...now, panel: 'recover', why: 'lost' } : now;
  },

  render() {
    if (this.alarm) return;
    const now = this.now();
    RENDER[now.panel]?.(this, now);
    side.render(this, now);
    share.render(this, now);
    code.render(this);
    renderAsked(this);
    renderCards(this);
    panel(now.panel);
    this.renderRestart();
  },

  /** Ask for the key file or the recovery sheet, where this device lacks the part of the key. */
  bringBack() {
    this.view.returning = true;
    this.render();
  },

  renderRestart() {
    const { round, me, ceremony, restarts } = this.board;
    const isRunning = round.phase === 'locking';
    const hasBegun = Boolean(ceremony) && Object.keys(ceremony.messages.commit).length > 0;
    const isStuck = Date.now() - this.movedAt >= STUCK_MS;
    show('may-restart', isRunning && hasBegun && isStuck && me.role === 'head');
    const last = restarts.at(-1);
    show('restarted', isRunning && Boolean(last));
    if (last) text('restarted', last.by ? `${last.by}: ${last.detail}` : last.detail);
  },

  /** @param {number} [delay] */
  soon(delay = 0) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), delay);
  },

  /** Read the board, do the step of this member, look again later. */
  async look() {
    if (this.alarm) return undefined;
    if (this.isLooking) return this.soon(200);
    this.isLooking = true;
    const isFine = await this.guard(() => this.advance());
    this.isLooking = false;
    this.failures = isFine ? 0 : this.failures + 1;
    return this.soon(this.failures ? waitAfter(this.failures) : this.pace());
  },

  pace() {
    const phase = this.board?.round.phase;
    return phase === 'voting' || phase === 'confirmed' ? QUIET_MS : EVERY_MS;
  },

  async advance() {
    const known = this.boards;
    const board = await get('board');
    // A press brought a board meanwhile, and this one may be older.
    if (known === this.boards) await this.arrive(board);
    await roll.check(this);
    for (let now = this.now(); now.act && !this.alarm; now = this.now()) {
      await this.arrive(await act(now.act, this.board, this.device));
    }
    const now = this.now();
    if (now.panel === 'opening' && !now.helped) decrypting.recountOnce(this);
    if (now.panel === 'minutes') {
      await minutes.look(this);
      this.render();
      await minutes.check(this);
      this.render();
    }
  },

  /**
   * Run what the page does by itself; true when it went well.
   * @param {() => unknown} work
   * @param {() => void} [onFailure]
   */
  async guard(work, onFailure = () => {}) {
    try {
      await work();
      clearNotice(this);
      return true;
    } catch (error) {
      onFailure();
      tell(this, error);
      return false;
    }
  },

  /**
   * Run what a member pressed. Its notice stays until the next press.
   * @param {() => unknown} work
   */
  async press(work) {
    show('refused', false);
    try {
      await work();
    } catch (error) {
      this.fail(error);
    }
  },

  /** @param {any} error */
  fail(error) {
    tell(this, error, 'refused');
  },

  /**
   * Send what a member decided until the server answers. Each message may arrive twice.
   * @template T
   * @param {() => Promise<T>} send
   * @returns {Promise<T>}
   */
  async insist(send) {
    this.insisting += 1;
    try {
      return await untilAnswered(send, (_, error) => tell(this, error));
    } finally {
      this.insisting -= 1;
    }
  },
};
