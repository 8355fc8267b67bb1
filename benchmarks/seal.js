// Seals ballots as the voter's page does, for `benchmarks/browser.py`. Not part of the product.

import { assemble, prepare, sealLine } from '../static/js/protocol/ballot.js';
import { G } from '../static/js/protocol/group.js';
import { publicKey } from '../static/js/protocol/signing.js';

const random = () => crypto.getRandomValues(new Uint8Array(32));

/** Milliseconds of preparing (once, while the voter reads), of all lines, and of one line. */
globalThis.sealOnce = (lines) => {
  const election = { electionId: random(), Y: G.multiply(123456789n).toBytes(), nLines: lines };
  const credentialSecret = random();
  const begin = performance.now();
  const prepared = prepare(election, publicKey(credentialSecret));
  const ready = performance.now();
  const seed = random();
  const bodies = Array.from({ length: lines }, (_, line) =>
    sealLine(prepared, seed, line, line % 4 === 3 ? null : line % 4),
  );
  const sealed = performance.now();
  const ballot = assemble(prepared, bodies, credentialSecret);
  const done = performance.now();
  return {
    prepare: ready - begin,
    seal: done - ready,
    line: (sealed - ready) / lines,
    after_the_last_mark: done - sealed,
    bytes: ballot.body.length,
  };
};
