// Hashes that fix a list without publishing it (docs/protocol.md §2.2).

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 over the salt and the text of the list, in hex.
 * @param {string} salt hex
 * @param {string} text
 */
export const saltedHash = (salt, text) =>
  bytesToHex(sha256(concatBytes(hexToBytes(salt), utf8ToBytes(text))));
