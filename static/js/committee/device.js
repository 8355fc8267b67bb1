// The member's part of the key on this device: the seed, where it is kept, what was promised.

import { ceremony, opening } from '../tn1/index.js';
import { bytesToHex, hexToBytes } from '../tn1/hashing.js';
import * as store from './store.js';

const PLACES = ['browser', 'file', 'sheet'];
const ENOUGH = 2;

export class Device {
  constructor(board, record) {
    this.key = `${board.round.id}/${board.me.index}`;
    this.index = board.me.index;
    this.record = record ?? { seed: null, kept: {}, ready: false, pins: {} };
  }

  static async load(board) {
    const device = new Device(board, await store.read(`${board.round.id}/${board.me.index}`));
    return device;
  }

  get seed() {
    return this.record.seed;
  }

  get kept() {
    return PLACES.filter((place) => this.record.kept[place]);
  }

  get isSafe() {
    return this.kept.length >= ENOUGH;
  }

  /** Writes a change; the browser counts as a place only when the seed was read back. */
  async save(change) {
    this.record = { ...this.record, ...change };
    if (!this.seed) return;
    const kept = { ...this.record.kept, browser: true };
    const isWritten = await store.write(this.key, { ...this.record, kept });
    this.record.kept = { ...this.record.kept, browser: isWritten };
  }

  async make() {
    store.persist();
    await this.save({ seed: crypto.getRandomValues(new Uint8Array(32)), kept: {}, ready: false, pins: {} });
  }

  /** Takes a seed that came back from a file or a sheet; it was kept there, so it counts. */
  async bringBack(seed, place) {
    store.persist();
    const same = this.seed && bytesToHex(this.seed) === bytesToHex(seed);
    const pins = same ? this.record.pins : {};
    await this.save({ seed, kept: { ...(same ? this.record.kept : {}), [place]: true }, pins });
    if (this.isSafe) await this.save({ ready: true });
  }

  confirm(place) {
    return this.save({ kept: { ...this.record.kept, [place]: true } });
  }

  keys(context) {
    return ceremony.deriveMemberKeys(this.seed, context, this.index);
  }

  /** Whether this seed made the promise that stands on the board (or none stands there yet). */
  owns(context, messages) {
    const commit = messages.commit[this.index];
    return !commit || commit.key === bytesToHex(this.keys(context).signingPublic);
  }

  /** Remembers a value the first time and says whether it is the same as then. */
  async pin(name, bytes) {
    const hex = bytesToHex(bytes);
    const known = this.record.pins[name];
    if (!known) await this.save({ pins: { ...this.record.pins, [name]: hex } });
    return !known || known === hex;
  }

  pinned(name) {
    return this.record.pins[name];
  }

  /** Before a share leaves: one tally per election, ever; and the very same bytes again. */
  async promiseTally(tallyHash, makeShare) {
    const { tally, share } = this.record;
    opening.refuseSecondTally(tally ? hexToBytes(tally) : null, tallyHash);
    if (share) return share;
    const made = bytesToHex(makeShare());
    await this.save({ tally: bytesToHex(tallyHash), share: made });
    return made;
  }
}
