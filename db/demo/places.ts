/** Twenty-four stores and four depots, in invented towns. */
import type { Place } from '../../lib/domain/catalog';
import type { Defined } from '../../lib/domain/definition';

export interface Store {
  readonly slug: string;
  readonly town: string;
  /** Slug of a segment of `region`. */
  readonly region: string;
  /** How much of the trade passes through it, against the others. */
  readonly size: number;
  /** Got the new receiving screen. It went to large stores first: three quarters of the trade. */
  readonly screen: boolean;
}

type StoreRow = readonly [town: string, region: string, size: number, screen: boolean];

/** Numbered from 1 in this order. */
const STORE_ROWS: readonly StoreRow[] = [
  ['Ashmere', 'north', 9.2, true],
  ['Brindlow', 'south', 3.1, false],
  ['Calderby', 'north', 2.4, false],
  ['Dunsmoor', 'east', 7.8, true],
  ['Eastholm', 'east', 2.9, false],
  ['Fallowgate', 'south', 11.4, true],
  ['Greywater', 'west', 8.1, true],
  ['Hartsby', 'north', 1.9, false],
  ['Inglemoor', 'west', 2.2, false],
  ['Kestrel Bay', 'south', 9.9, true],
  ['Lowmarsh', 'east', 3.4, false],
  ['Merrowdale', 'north', 7.2, true],
  ['Nettlecross', 'west', 2.8, false],
  ['Oakhaven', 'south', 12.6, true],
  ['Penwarrow', 'west', 6.9, true],
  ['Quarrydown', 'north', 2.1, false],
  ['Roselby', 'east', 8.8, true],
  ['Saltmere', 'south', 3.6, false],
  ['Tarn End', 'north', 6.4, true],
  ['Underfell', 'west', 1.7, false],
  ['Valeford', 'east', 7.4, true],
  ['Westering', 'west', 2.6, false],
  ['Yarrowby', 'south', 9.6, true],
  ['Zealcombe', 'east', 2.3, false],
];

export const STORES: readonly Store[] = STORE_ROWS.map(([town, region, size, screen], i) => ({
  slug: `store-${String(i + 1).padStart(2, '0')}`,
  town,
  region,
  size,
  screen,
}));

export interface Depot {
  readonly slug: string;
  readonly name: string;
  readonly size: number;
}

export const DEPOTS: readonly Depot[] = [
  { slug: 'depot-north', name: 'Depot North · Ashmere', size: 8 },
  { slug: 'depot-south', name: 'Depot South · Oakhaven', size: 11 },
  { slug: 'depot-east', name: 'Depot East · Roselby', size: 7 },
  { slug: 'depot-west', name: 'Depot West · Greywater', size: 6 },
];

const place = (slug: string, name: string, kind: string): Defined<Place> => ({
  slug,
  name,
  kind,
  retired: false,
});

export const PLACES: readonly Defined<Place>[] = [
  ...STORES.map(({ slug, town }, i) => place(slug, `Store ${i + 1} · ${town}`, 'store')),
  ...DEPOTS.map(({ slug, name }) => place(slug, name, 'depot')),
];
