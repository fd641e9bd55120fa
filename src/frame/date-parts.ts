/** A part of a point in time in UTC, as pandas names it under `.dt`. */
export type DatePart =
  | "year"
  | "month"
  | "day"
  | "hour"
  | "minute"
  | "second"
  | "microsecond"
  | "dayOfWeek"
  | "dayOfYear"
  | "quarter"
  | "daysInMonth"
  | "isLeapYear";

/** A length of time. */
export type TimeUnit = "day" | "hour" | "minute" | "second" | "millisecond";

/** Milliseconds of each unit. */
export const MILLISECONDS: Readonly<Record<TimeUnit, number>> = {
  day: 86400000,
  hour: 3600000,
  minute: 60000,
  second: 1000,
  millisecond: 1,
};

const DAY = MILLISECONDS.day;
// Days of the months before each, counted from March, so that the leap day is the last of its year: (153 m + 2) / 5.
const DAYS_IN_FIVE_MONTHS = 153;
const DAYS_IN_400_YEARS = 146097;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** One part of each time; NaN where it is missing. Cost: about 10 ns a row. */
export function dateParts(times: Float64Array, part: DatePart): Float64Array {
  const of = PARTS[part];
  const out = new Float64Array(times.length);
  for (let i = 0; i < out.length; i++) {
    const time = times[i]!;
    out[i] = Number.isNaN(time) ? Number.NaN : of(time);
  }
  return out;
}

/** A time between two milliseconds as that nearer to 1970, as pandas keeps one. */
export function toMilliseconds(time: number): number {
  return Math.trunc(time) + 0; // not -0
}

/** Beginning of the day of each time. */
export function startsOfDays(times: Float64Array): Float64Array {
  return times.map((time) => Math.floor(time / DAY) * DAY);
}

const PARTS: Readonly<Record<DatePart, (time: number) => number>> = {
  year: (time) => civil(time).year,
  month: (time) => civil(time).month,
  day: (time) => civil(time).day,
  hour: (time) => within(time, DAY, MILLISECONDS.hour),
  minute: (time) => within(time, MILLISECONDS.hour, MILLISECONDS.minute),
  second: (time) => within(time, MILLISECONDS.minute, MILLISECONDS.second),
  microsecond: (time) => within(time, MILLISECONDS.second, 1) * 1000,
  // 1970-01-01 was a Thursday, 3 days behind Monday.
  dayOfWeek: (time) => modulo(Math.floor(time / DAY) + 3, 7),
  dayOfYear: (time) => {
    const { year, month, day } = civil(time);
    let days = day;
    for (let m = 1; m < month; m++) days += monthLength(year, m);
    return days;
  },
  quarter: (time) => Math.ceil(civil(time).month / 3),
  daysInMonth: (time) => {
    const { year, month } = civil(time);
    return monthLength(year, month);
  },
  isLeapYear: (time) => (isLeap(civil(time).year) ? 1 : 0),
};

/**
 * Date of a time in the Gregorian calendar.
 *
 * @see Neri & Schneider (2023), Euclidean affine functions and their application to calendar algorithms, doi:10.1002/spe.3172.
 */
function civil(time: number): { readonly year: number; readonly month: number; readonly day: number } {
  const days = Math.floor(time / DAY) + 719468; // from 0000-03-01 to 1970-01-01
  const era = Math.floor(days / DAYS_IN_400_YEARS);
  const dayOfEra = days - era * DAYS_IN_400_YEARS;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / DAYS_IN_FIVE_MONTHS);
  const month = m < 10 ? m + 3 : m - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((DAYS_IN_FIVE_MONTHS * m + 2) / 5) + 1 };
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function monthLength(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : MONTH_LENGTHS[month - 1]!;
}

function within(time: number, span: number, unit: number): number {
  return Math.floor(modulo(time, span) / unit);
}

function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest < 0 ? rest + b : rest + 0; // never -0
}
