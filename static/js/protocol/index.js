// The ballot protocol tn2 (docs/protocol.md): functions over Uint8Array that know neither page nor server.

export * as ballot from './ballot.js';
export * as ceremony from './ceremony.js';
export * as decryption from './decryption.js';
export * as group from './group.js';
export * as hashing from './hashing.js';
export * as identity from './identity.js';
export * as merkle from './merkle.js';
export * as receipt from './receipt.js';
export * as recovery from './recovery.js';
export * as signing from './signing.js';
export * as statements from './statements.js';
export * as verification from './verification.js';
export * as voprf from './voprf.js';
