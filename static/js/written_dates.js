// Reads dates as common/written_dates.py does; tests/written_dates.json holds both to the same answers.
const DAY = String.raw`(?<day>\d{1,2})(?<sign>[/.\-])(?<month>\d{1,2})\k<sign>(?<year>\d{4})`;
const ISO = String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})`;
const CLOCK = String.raw`(?<hour>\d{1,2})(?::|\s*h\s*|\s*giờ\s*)(?<minute>\d{2})?(?:\s*phút)?`;
const DAYS = [DAY, ISO];
const MOMENTS = [
  String.raw`${DAY}[\s,]+${CLOCK}`,
  String.raw`${CLOCK}[\s,]+(?:ngày\s+)?${DAY}`,
  String.raw`${ISO}[\sT]+(?<hour>\d{2}):(?<minute>\d{2})`,
];

/** @param {number} year */
const isNear = (year) => year >= 1900 && year <= 2199;

/**
 * Return the moment in local time, or null for a text that the server refuses.
 * @param {string} text
 * @param {string} kind - `day` or `moment`
 */
export function readWritten(text, kind) {
  const plain = text.normalize('NFC').trim().replace(/\s+/gu, ' ');
  for (const form of kind === 'day' ? DAYS : MOMENTS) {
    const found = new RegExp(`^${form}$`, 'u').exec(plain);
    if (found?.groups) return moment(found.groups);
  }
  return null;
}

/** @param {{ [name: string]: string }} parts */
function moment(parts) {
  const { year, month, day, hour, minute } = Object.fromEntries(
    Object.entries(parts).map(([name, text]) => [name, Number(text ?? 0)]),
  );
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59) return null;
  const found = new Date(year, month - 1, day, hour ?? 0, minute ?? 0);
  // JavaScript counts 30 February as 2 March.
  const isDay = found.getMonth() === month - 1 && found.getDate() === day;
  return isDay && isNear(year) ? found : null;
}
