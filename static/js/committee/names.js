// How the lists of people are searched.

/**
 * Without diacritics and capitals, as people type names on any keyboard.
 * @type {(written: string) => string}
 */
export const folded = (written) =>
  written.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/giu, 'd').toLowerCase().trim();
