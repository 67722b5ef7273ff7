/** Words and figures as a reader takes them from the page, to hold against exact ones. */
import { expect, type Locator } from '@playwright/test';

/** Its words, whatever space lies between them in the source. */
export async function textOf(place: Locator): Promise<string> {
  return ((await place.textContent()) ?? '').replaceAll(/\s+/g, ' ').trim();
}

export interface WrittenFigure {
  readonly value: number;
  /** Digits after the point. */
  readonly digits: number;
}

/** The first number in a text: `−20.0` of "−20.0 points", 1234.5 of "1,234.5 %". */
export function figureIn(text: string): WrittenFigure {
  const found = /[−+-]?\d[\d,]*(?:\.(\d+))?/.exec(text);
  if (found === null) throw new Error(`There is no figure in "${text}".`);
  const value = Number(found[0].replaceAll(',', '').replace('−', '-'));
  return { value, digits: found[1]?.length ?? 0 };
}

/** What is written is the exact figure, rounded to the digits that are written. */
export function expectRounded(text: string, exact: number, what: string): void {
  const { value, digits } = figureIn(text);
  expect(Math.abs(value - exact), `${what}: "${text}" for ${exact}`).toBeLessThanOrEqual(
    0.5 * 10 ** -digits + 1e-9,
  );
}

/** A reader with a calculator: the two figures as written subtract to the difference as written. */
export function expectSubtracts(a: string, b: string, difference: string, what: string): void {
  expect(figureIn(a).value - figureIn(b).value, `${what}: ${a} less ${b}`).toBeCloseTo(
    figureIn(difference).value,
    9,
  );
}

/** A share in percent; a dash for none. */
export function expectShare(text: string, share: number | null, what: string): void {
  if (share === null) expect(text, what).toMatch(/^(–|no data)$/);
  else expectRounded(text, 100 * share, what);
}
