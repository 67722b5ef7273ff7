/**
 * Arrays as parameters in PostgreSQL's binary form, which both drivers pass on as it is: a number written
 * as text is put together by us and taken apart by the server.
 */

/** OIDs of the elements. */
const FLOAT8 = 701;
const INT4 = 23;
const DATE = 1082;
const BOOL = 16;

const HEAD = 20;
const ABSENT = -1;

/** Dates are counted from 2000-01-01 there. */
export const DAYS_BEFORE = 10_957;

function begun(rows: number, oid: number, width: number): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD + rows * (4 + width));
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(1, 4);
  bytes.writeInt32BE(oid, 8);
  bytes.writeInt32BE(rows, 12);
  bytes.writeInt32BE(1, 16);
  return bytes;
}

/** Null where every element would be: `unnest` fills up with nulls what is shorter than the others. */
export function float8Array<T>(rows: readonly T[], read: (row: T) => number | null): Buffer | null {
  const bytes = begun(rows.length, FLOAT8, 8);
  let at = HEAD;
  let said = false;
  for (const row of rows) {
    const value = read(row);
    if (value === null) {
      at = bytes.writeInt32BE(ABSENT, at);
      continue;
    }
    said = true;
    at = bytes.writeInt32BE(8, at);
    at = bytes.writeDoubleBE(value, at);
  }
  return said ? bytes.subarray(0, at) : null;
}

function int4s<T>(rows: readonly T[], oid: number, read: (row: T) => number): Buffer {
  const bytes = begun(rows.length, oid, 4);
  let at = HEAD;
  for (const row of rows) {
    at = bytes.writeInt32BE(4, at);
    at = bytes.writeInt32BE(read(row), at);
  }
  return bytes;
}

export const int4Array = <T>(rows: readonly T[], read: (row: T) => number): Buffer =>
  int4s(rows, INT4, read);

/** Days are counted from 1970-01-01. */
export const dateArray = <T>(rows: readonly T[], day: (row: T) => number): Buffer =>
  int4s(rows, DATE, (row) => day(row) - DAYS_BEFORE);

export function boolArray<T>(rows: readonly T[], read: (row: T) => boolean): Buffer {
  const bytes = begun(rows.length, BOOL, 1);
  let at = HEAD;
  for (const row of rows) {
    at = bytes.writeInt32BE(1, at);
    at = bytes.writeUInt8(read(row) ? 1 : 0, at);
  }
  return bytes;
}
