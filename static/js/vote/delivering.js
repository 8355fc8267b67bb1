// From the marks to the receipt. A ballot whose proofs do not hold is sealed anew: before its blank ballot is taken
// when this device finds it, and for the same blank ballot when the box does.

import { bytesToHex } from '../protocol/hashing.js';
import { failure } from './failure.js';
import { alone, blankFrom, filled, isBadlySealed, pendingFrom, send } from './sending.js';

/** @import { Receipt } from '../protocol/types.js' */
/** @import { Blank, Delivery, Issued, Keeping, OwnBallot } from './types.js' */

const SEAL_AGAIN = 2; // times

/**
 * The blank ballot that is left of a refused one.
 * @param {Keeping} keeping
 * @returns {Blank | null}
 */
export function blankKept(keeping) {
  const pending = keeping.pending();
  return pending?.step === 'blank' ? pending : null;
}

/**
 * Seal the marks; for the kept blank ballot if there is one.
 * @param {Delivery} delivery
 * @returns {Promise<OwnBallot & { code: string }>}
 */
export async function sealMarks({ sealer, keeping, marks }) {
  await sealer.ready;
  const blank = blankKept(keeping);
  if (blank) sealer.adopt(blank.secret);
  return sealer.seal(marks.all());
}

/**
 * Seal unless a ballot is kept, and send it; resolves with the receipt. Resolves with null when the box refuses
 * a ballot that was kept before this page was opened: then the voter marks again. Throws the codes 'unsound' (no
 * blank ballot was taken) and 'proof' (it is kept) when this device seals badly each time.
 * @param {Delivery} delivery
 * @returns {Promise<Receipt | null>}
 */
export async function deliver(delivery, left = SEAL_AGAIN) {
  const { keeping, sealer } = delivery;
  if (!keeping.receipt() && (!keeping.pending() || blankKept(keeping))) await seal(delivery);
  try {
    return keeping.receipt() ?? (await send(delivery));
  } catch (error) {
    if (!isBadlySealed(error)) throw error;
    keeping.keep(blankFrom(/** @type {Issued} */ (keeping.pending())));
    if (!sealer) return null;
    renew(delivery);
    if (left === 0) throw failure('proof');
    return deliver(delivery, left - 1);
  }
}

/**
 * Another tab of this browser may have sealed first: then that ballot is the one that is sent.
 * @param {Delivery} delivery
 */
async function seal(delivery) {
  const { keeping, marks, slot } = delivery;
  const sealed = await sealSoundly(delivery, SEAL_AGAIN);
  marks.keepSealed(bytesToHex(sealed.hash));
  await alone(`tn-${slot}`, () => {
    const blank = blankKept(keeping);
    if (keeping.receipt() || (keeping.pending() && !blank)) return;
    keeping.keep(blank ? filled(blank, sealed) : pendingFrom(sealed));
  });
}

/**
 * A sealed ballot whose proofs hold on this device.
 * @param {Delivery} delivery
 * @param {number} left
 * @returns {Promise<OwnBallot>}
 */
async function sealSoundly(delivery, left) {
  const sealed = await sealMarks(delivery);
  if (await delivery.sealer.holds()) return sealed;
  renew(delivery);
  if (left === 0) throw failure(blankKept(delivery.keeping) ? 'proof' : 'unsound');
  return sealSoundly(delivery, left - 1);
}

/** @param {Delivery} delivery */
function renew({ sealer, onSealedAgain }) {
  onSealedAgain();
  sealer.renew();
}
