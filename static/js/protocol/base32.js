// Codes that people read and type: base 32 without I, L, O and U; decoding accepts common misreadings.

export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The first 5·characters bits, most significant first, padded with zeros at the end.
 * @param {Uint8Array} data
 * @param {number} characters
 */
export function encode(data, characters) {
  const missing = Math.max(0, 5 * characters - 8 * data.length);
  const excess = Math.max(0, 8 * data.length - 5 * characters);
  let value = 0n;
  for (const byte of data) value = (value << 8n) | BigInt(byte);
  value = (value << BigInt(missing)) >> BigInt(excess);
  return Array.from(
    { length: characters },
    (_, i) => ALPHABET[Number((value >> BigInt(5 * (characters - 1 - i))) & 31n)],
  ).join('');
}

/**
 * The bytes behind the characters (a multiple of 8 bits). Throws for other characters.
 * @param {string} text
 */
export function decode(text) {
  let value = 0n;
  const characters = normalise(text);
  for (const character of characters) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) throw new RangeError('not a character of the code');
    value = (value << 5n) | BigInt(digit);
  }
  const bytes = new Uint8Array((characters.length * 5) >> 3);
  for (let i = bytes.length - 1; i >= 0; i--, value >>= 8n) bytes[i] = Number(value & 255n);
  return bytes;
}

/**
 * Upper case, without spaces and hyphens; I and L are read as 1, O as 0.
 * @type {(text: string) => string}
 */
export const normalise = (text) =>
  text.toUpperCase().replace(/[-\s]/gu, '').replace(/[IL]/gu, '1').replace(/O/gu, '0');

/** @type {(text: string, size: number, separator: string) => string} */
export const grouped = (text, size, separator) =>
  (text.match(new RegExp(`.{1,${size}}`, 'gu')) ?? []).join(separator);
