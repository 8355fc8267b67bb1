// The member's part of the key on this device: the seed, where it is kept, and what it was used for.

import { bytesToHex, equal, hexToBytes } from '../protocol/hashing.js';
import { ceremony, decryption } from '../protocol/index.js';
import * as store from './store.js';

/** @import { Context, Messages } from '../protocol/types.js' */
/** @import { Board, KeyRecord, Place } from './types.js' */

/** @type {Place[]} */
const PLACES = ['browser', 'file', 'sheet'];
const ENOUGH = 2;
/** @type {KeyRecord} */
const NOTHING = { seed: null, kept: {}, ready: false, pins: {} };

/** @type {(board: Board) => string} */
const keyOf = ({ round, me }) => `${round.id}/${me.index}`;
/** @type {(record: KeyRecord) => number} */
const countKept = ({ kept }) => PLACES.filter((place) => kept[place]).length;

export class Device {
  /** @param {Board} board */
  constructor(board) {
    this.key = keyOf(board);
    this.index = board.me.index;
    this.record = NOTHING;
    /** Whether the seed made the commit on the board, and whether that commit is there. */
    this.isOwner = false;
    this.isUsable = false;
  }

  /**
   * The device of the board's member, as this browser keeps it now: another tab may have written.
   * @param {Board} board
   * @param {Device | null} known
   */
  static async of(board, known) {
    const device = known?.key === keyOf(board) ? known : new Device(board);
    const stored = await store.read(device.key);
    if (stored?.seed) device.record = stored;
    else if (device.seed && device.record.kept.browser) await device.change((record) => record);
    return device;
  }

  /**
   * The seed, 32 bytes; null before it is made.
   * @returns {any}
   */
  get seed() {
    return this.record.seed;
  }

  get kept() {
    return PLACES.filter((place) => this.record.kept[place]);
  }

  get isSafe() {
    return countKept(this.record) >= ENOUGH;
  }

  /**
   * Change the record as the browser has it. The browser counts as a place only when the record was read
   * back.
   * @param {(record: KeyRecord) => KeyRecord} apply
   */
  async change(apply) {
    const mark = (/** @type {KeyRecord} */ record, /** @type {boolean} */ browser) => ({
      ...record,
      kept: { ...record.kept, browser },
    });
    const stored = await store.update(this.key, (found) =>
      mark(apply(found?.seed ? found : this.record), true),
    );
    this.record = stored ?? mark(apply(this.record), false);
  }

  /** Make the part of the key, or take the one that another tab has made meanwhile. */
  make() {
    store.persist();
    const seed = crypto.getRandomValues(new Uint8Array(32));
    return this.change((record) => (record.seed ? record : { ...NOTHING, seed }));
  }

  /**
   * Take a seed that came back from a file or a sheet. It was kept there, so that place counts.
   * @param {Uint8Array} seed
   * @param {'file' | 'sheet'} place
   */
  async bringBack(seed, place) {
    store.persist();
    const isSame = (/** @type {KeyRecord} */ record) => record.seed && equal(record.seed, seed);
    await this.change((record) => {
      const known = isSame(record) ? record : { ...NOTHING, seed };
      return { ...known, kept: { ...known.kept, [place]: true } };
    });
    if (this.isSafe) await this.finish();
  }

  /** The member can bring the key back if needed, and goes on. */
  finish() {
    return this.change((record) => ({ ...record, ready: true }));
  }

  /** @param {'file' | 'sheet'} place */
  confirm(place) {
    return this.change((record) => ({ ...record, kept: { ...record.kept, [place]: true } }));
  }

  /** @param {Context} context */
  keys(context) {
    return ceremony.deriveMemberKeys(this.seed, context, this.index);
  }

  /**
   * Whether this seed made the commit on the board, or none stands there yet.
   * @param {Context} context
   * @param {Messages} messages
   */
  owns(context, messages) {
    const commit = messages.commit[this.index];
    return !commit || commit.key === bytesToHex(this.keys(context).signingPublic);
  }

  /**
   * Remember a value the first time, and tell whether it is still the same, in whatever tab.
   * @param {string} name
   * @param {Uint8Array} bytes
   */
  async pin(name, bytes) {
    const hex = bytesToHex(bytes);
    await this.change((record) => ({ ...record, pins: { [name]: hex, ...record.pins } }));
    return this.pinned(name) === hex;
  }

  /** @param {string} name */
  pinned(name) {
    return this.record.pins[name];
  }

  /**
   * Before a share leaves: one tally per election, and the same bytes when it is sent again.
   * @param {Uint8Array} tallyHash
   * @param {() => Uint8Array} makeShare
   */
  async promiseTally(tallyHash, makeShare) {
    await this.change((record) => ({ tally: bytesToHex(tallyHash), ...record }));
    decryption.refuseSecondTally(hexToBytes(String(this.record.tally)), tallyHash);
    if (!this.record.share) {
      const share = bytesToHex(makeShare());
      await this.change((record) => ({ share, ...record }));
    }
    return this.record.share;
  }
}
