/** What the methods page is told: this organisation's numbers, written in its manner. */
import type { Organisation } from '@/lib/domain/catalog';
import { formatNumber } from '@/lib/format';

export interface MethodsFacts {
  readonly organisation: Organisation;
  /** Today's date in the organisation's zone, `2026-11-22`. */
  readonly today: string;
  readonly kpis: {
    readonly all: number;
    readonly perception: number;
    readonly counts: number;
    readonly ownLag: number;
  };
  readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year';
  readonly budget: { readonly new: number; readonly standing: number };
}

/** A share as a percentage without needless digits: 0.8 → `80 %`. */
export function percent(share: number, locale: string): string {
  const value = 100 * share;
  const digits = Number.isInteger(Math.round(value * 1e9) / 1e9) ? 0 : 1;
  return `${formatNumber(value, digits, locale)} %`;
}

/** The name of a month, from 1. */
export function monthName(month: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, month - 1, 15),
  );
}
