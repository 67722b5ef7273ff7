/** What every embed says, whatever it shows: pages, pictures, texts and programs are given the same. */
import type { ReactNode } from 'react';
import type { Rendition } from '@/lib/chart/renditions';
import type { ShownOrganisation } from '@/lib/domain/contrast-view';
import type { EmbedSize } from '@/lib/domain/embed';
import type { ScorecardStatus } from '@/lib/domain/scorecard';
import type { Status } from '@/lib/domain/status';

export interface Body {
  readonly width: number;
  readonly height: number;
  readonly node: ReactNode;
}

export interface Face {
  readonly organisation: ShownOrganisation;
  readonly title: string;
  /** What it is of: period, segment, place. */
  readonly of: string;
  readonly status: Status | ScorecardStatus | null;
  /** The one figure that stands out; null where there is none. */
  readonly figure: string | null;
  /** What belongs beside the figure: its status in words, its target. */
  readonly aside: string | null;
  /** The finding in words, with its full stop. */
  readonly finding: string;
  /** The moment that it is as of, RFC 3339. */
  readonly asOf: string;
  readonly pinned: boolean;
  /** Whether figures come in on time; null where nothing is to be said. */
  readonly freshness: string | null;
  /** The drawing for a width; null where there is no room for one. */
  readonly draw: (size: EmbedSize) => Body | null;
  /** For programs: full precision, shares 0 to 1. */
  readonly data: object;
}

/** Room around everything in a picture. */
export const MARGIN = 16;

/** The width of the drawing in a picture of that size; the picture is wider by its margins. */
export const INNER: Readonly<Record<EmbedSize, number>> = {
  small: 200,
  narrow: 288,
  broad: 620,
  wide: 900,
};

/** The room that a chart over time is given. */
export function renditionOf(size: EmbedSize): Rendition {
  return size === 'small'
    ? { name: 'narrow', width: INNER.small, height: 120 }
    : {
        name: size,
        width: INNER[size],
        height: size === 'narrow' ? 190 : 250,
      };
}

export interface Moment {
  /** What is known at present is not known to the server, which shows what it knew last. */
  readonly last: boolean;
}

/** A sentence with its full stop; empty stays empty. */
export function stopped(text: string): string {
  const tidy = text.trim();
  return tidy === '' || /[.!?…]$/.test(tidy) ? tidy : `${tidy}.`;
}
