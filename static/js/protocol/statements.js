// What the head of the counting team states on the own device (docs/protocol.md §11.1).

import { canonicalJson } from './hashing.js';
import * as signing from './signing.js';

/** @import { HeadStatement } from './types.js' */

const LABEL = 'head-statement';

/** @type {() => HeadStatement} */
export const zero = () => ({ kind: 'zero', ballots: 0 });

/** @type {(secret: Uint8Array, electionId: Uint8Array, content: HeadStatement) => Uint8Array} */
export const sign = (secret, electionId, content) =>
  signing.sign(secret, LABEL, electionId, canonicalJson(content));

/** @type {(key: Uint8Array, signature: Uint8Array, electionId: Uint8Array, content: HeadStatement) => boolean} */
export const holds = (key, signature, electionId, content) =>
  signing.verify(key, signature, LABEL, electionId, canonicalJson(content));
