const DAY = 86_400_000;

// year-month-day or year/month/day, then perhaps a time, then perhaps a zone
const PATTERN =
  /^([+-]\d{6}|\d{4})([-/])(\d{2})\2(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Milliseconds since 1970 of an ISO date (`2012-01-31`, `2012/01/31`), with or without a time (`T10:30`, ` 10:30:15.25`)
 * and a zone (`Z`, `+02:00`). Without a zone it is UTC. Digits beyond the millisecond are dropped.
 *
 * @param compact whether `20120131` is a date too.
 * @returns NaN if the text is no such date, or there is no such day.
 */
export function parseIsoDate(text: string, compact = false): number {
  const dashed = compact ? text.replace(/^(\d{4})(\d{2})(\d{2})(?=$|T)/, "$1-$2-$3") : text;
  const match = PATTERN.exec(dashed);
  if (match === null) return Number.NaN;
  const [, year, , month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return Number.NaN;
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  const milliseconds = Math.trunc(Number(`0.${fraction}`) * 1e9 + 0.5) / 1e6;
  const time =
    days * DAY +
    Number(hour) * 3_600_000 +
    Number(minute) * 60_000 +
    Number(second) * 1000 +
    Math.floor(milliseconds);
  return time - zoneOffset(zone);
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/**
 * Days since 1970-01-01 in the Gregorian calendar; NaN if there is no such day.
 *
 * @see Hinnant (2013), chrono-compatible low-level date algorithms, `days_from_civil`.
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return Number.NaN;
  const shifted = month <= 2 ? year - 1 : year; // the year starts in March, so that the leap day is its last
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether every time is midnight UTC or missing, so that days tell all. */
export function isDayOnly(times: Float64Array): boolean {
  return times.every((time) => Number.isNaN(time) || time % DAY === 0);
}

/** `2012-01-31`, or `2012-01-31T10:30:00.000Z`. */
export function formatDate(time: number, dayOnly: boolean): string {
  const iso = new Date(time).toISOString();
  return dayOnly ? iso.slice(0, iso.indexOf("T")) : iso;
}
