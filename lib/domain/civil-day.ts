/**
 * Days of the proleptic Gregorian calendar as whole numbers, so that dates need no time zone.
 *
 * Source: Howard Hinnant, "chrono-compatible low-level date algorithms". A year is taken to begin
 * in March there, which puts the leap day at its end.
 */

/**
 * Days from 1970-01-01 to a date. A day or month too large or small is counted on, not refused.
 *
 * @example dayOfCivil(2000, 3, 1) // 11017
 */
export function dayOfCivil(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * Year, month (1 to 12) and day of the date that many days after 1970-01-01.
 *
 * @example civilOfDay(11017) // { year: 2000, month: 3, day: 1 }
 */
export function civilOfDay(epoch: number): { year: number; month: number; day: number } {
  const z = epoch + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}
