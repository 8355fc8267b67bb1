// The member's part of the key on this device: the seed, where it is kept, what was promised.

import { ceremony, decryption } from '../protocol/index.js';
import { bytesToHex, equal, hexToBytes } from '../protocol/hashing.js';
import * as store from './store.js';

const PLACES = ['browser', 'file', 'sheet'];
const ENOUGH = 2;
const NOTHING = { seed: null, kept: {}, ready: false, pins: {} };

const keyOf = ({ round, me }) => `${round.id}/${me.index}`;
const countKept = ({ kept }) => PLACES.filter((place) => kept[place]).length;

export class Device {
  constructor(board) {
    this.key = keyOf(board);
    this.index = board.me.index;
    this.record = NOTHING;
  }

  /** The device of the board's member, as this browser keeps it now: another tab may have written. */
  static async of(board, known) {
    const device = known?.key === keyOf(board) ? known : new Device(board);
    const stored = await store.read(device.key);
    if (stored?.seed) device.record = stored;
    else if (device.seed && device.record.kept.browser) await device.change((record) => record);
    return device;
  }

  get seed() {
    return this.record.seed;
  }

  get kept() {
    return PLACES.filter((place) => this.record.kept[place]);
  }

  get isSafe() {
    return countKept(this.record) >= ENOUGH;
  }

  /** Changes the record as the browser has it; the browser counts as a place only when it was read back. */
  async change(apply) {
    const mark = (record, browser) => ({ ...record, kept: { ...record.kept, browser } });
    const stored = await store.update(this.key, (found) =>
      mark(apply(found?.seed ? found : this.record), true),
    );
    this.record = stored ?? mark(apply(this.record), false);
  }

  /** Makes the part; a part that another tab has made meanwhile is taken instead. */
  make() {
    store.persist();
    const seed = crypto.getRandomValues(new Uint8Array(32));
    return this.change((record) => (record.seed ? record : { ...NOTHING, seed }));
  }

  /** Takes a seed that came back from a file or a sheet; it was kept there, so it counts. */
  async bringBack(seed, place) {
    store.persist();
    const isSame = (record) => record.seed && equal(record.seed, seed);
    await this.change((record) => {
      const known = isSame(record) ? record : { ...NOTHING, seed };
      return { ...known, kept: { ...known.kept, [place]: true } };
    });
    if (this.isSafe) await this.finish();
  }

  /** The member has what is needed to return, and goes on. */
  finish() {
    return this.change((record) => ({ ...record, ready: true }));
  }

  confirm(place) {
    return this.change((record) => ({ ...record, kept: { ...record.kept, [place]: true } }));
  }

  keys(context) {
    return ceremony.deriveMemberKeys(this.seed, context, this.index);
  }

  /** Whether this seed made the promise that stands on the board (or none stands there yet). */
  owns(context, messages) {
    const commit = messages.commit[this.index];
    return !commit || commit.key === bytesToHex(this.keys(context).signingPublic);
  }

  /** Remembers a value the first time and says whether it is the same as then, in whatever tab. */
  async pin(name, bytes) {
    const hex = bytesToHex(bytes);
    await this.change((record) => ({ ...record, pins: { [name]: hex, ...record.pins } }));
    return this.pinned(name) === hex;
  }

  pinned(name) {
    return this.record.pins[name];
  }

  /** Before a share leaves: one tally per election, ever; and the very same bytes again. */
  async promiseTally(tallyHash, makeShare) {
    await this.change((record) => ({ tally: bytesToHex(tallyHash), ...record }));
    decryption.refuseSecondTally(hexToBytes(this.record.tally), tallyHash);
    if (!this.record.share) {
      const share = bytesToHex(makeShare());
      await this.change((record) => ({ share, ...record }));
    }
    return this.record.share;
  }
}
