// A member's seed on paper, and in a file protected by a passphrase (docs/protocol.md §7.10).

import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';

import * as base32 from './base32.js';
import { H, canonicalJson, concatBytes, equal, u8, utf8ToBytes } from './hashing.js';

/** @import { RecoveryFile, RecoveryHeader } from './types.js' */

const GROUPS = 14;
const DATA = 4;
const FORMAT = 'tn2-recovery';
const SCRYPT = { n: 2 ** 17, r: 8, p: 1 };

/** `code` is length, group (`group` counts from 1), checksum, file or passphrase. */
class BadRecovery extends Error {
  /**
   * @param {string} code
   * @param {number | null} group
   */
  constructor(code, group = null) {
    super(`${code} group=${group}`);
    this.code = code;
    this.group = group;
  }
}

/** @type {(number: number, group: string) => string} */
const check = (number, group) => base32.encode(H('recovery-group', u8(number), utf8ToBytes(group)), 1);

/**
 * 14 groups of five characters, separated by spaces.
 * @param {Uint8Array} seed
 */
export function seedToWords(seed) {
  const data = base32.encode(concatBytes(seed, H('recovery', seed).subarray(0, 3)), GROUPS * DATA);
  return (data.match(/.{4}/gu) ?? []).map((group, i) => group + check(i + 1, group)).join(' ');
}

/**
 * The seed as typed from paper. Throws BadRecovery naming the first wrong group.
 * @param {string} text
 */
export function wordsToSeed(text) {
  const characters = base32.normalise(text);
  if (characters.length !== GROUPS * (DATA + 1)) throw new BadRecovery('length');
  const groups = characters.match(/.{5}/gsu) ?? [];
  const wrong = groups.findIndex((group, i) => check(i + 1, group.slice(0, DATA)) !== group[DATA]);
  if (wrong >= 0) throw new BadRecovery('group', wrong + 1);
  return checkedSeed(groups.map((group) => group.slice(0, DATA)).join(''));
}

/** @param {string} data */
function checkedSeed(data) {
  let raw;
  try {
    raw = base32.decode(data);
  } catch {
    throw new BadRecovery('checksum');
  }
  const seed = raw.slice(0, 32);
  if (!equal(raw.subarray(32), H('recovery', seed).subarray(0, 3))) throw new BadRecovery('checksum');
  return seed;
}

/** @type {(passphrase: string, salt: Uint8Array) => Promise<Uint8Array>} */
const fileKey = (passphrase, salt) =>
  scryptAsync(utf8ToBytes(passphrase.normalize('NFC')), salt, {
    N: SCRYPT.n,
    r: SCRYPT.r,
    p: SCRYPT.p,
    dkLen: 32,
  });

/** @param {RecoveryHeader} header */
function bound({ format, version, config, member, scrypt, salt, nonce }) {
  return canonicalJson({ format, version, config, member, scrypt, salt, nonce });
}

/** @type {(bytes: Uint8Array) => string} */
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
/** @type {(text: string) => Uint8Array} */
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/**
 * The JSON document of docs/protocol.md §7.10; takes about a second. `config` (hex) and `member` stay readable.
 * @param {Uint8Array} seed
 * @param {string} passphrase
 * @returns {Promise<RecoveryFile>}
 */
export async function sealFile(seed, passphrase, { config = '', member = 0 } = {}) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const document = {
    format: FORMAT,
    version: 1,
    config,
    member,
    scrypt: SCRYPT,
    salt: toBase64(salt),
    nonce: toBase64(nonce),
  };
  const key = await fileKey(passphrase, salt);
  const box = chacha20poly1305(key, nonce, bound(document)).encrypt(seed);
  key.fill(0);
  return { ...document, box: toBase64(box) };
}

/**
 * The seed. Throws BadRecovery 'file' for another document and 'passphrase' for a wrong passphrase.
 * @param {RecoveryFile} document
 * @param {string} passphrase
 */
export async function openFile(document, passphrase) {
  const { salt, nonce, box } = readFile(document);
  const key = await fileKey(passphrase, salt);
  try {
    return chacha20poly1305(key, nonce, bound(document)).decrypt(box);
  } catch {
    throw new BadRecovery('passphrase');
  } finally {
    key.fill(0);
  }
}

/** @param {RecoveryFile} document */
function readFile(document) {
  try {
    const { n, r, p } = document.scrypt;
    const known = document.format === FORMAT && document.version === 1;
    if (!known || n !== SCRYPT.n || r !== SCRYPT.r || p !== SCRYPT.p) throw new TypeError('another file');
    const [salt, nonce, box] = [document.salt, document.nonce, document.box].map(fromBase64);
    bound(document);
    return { salt, nonce, box };
  } catch {
    throw new BadRecovery('file');
  }
}
