/** An invented retailer of things for the home: its teams, its journey, its stores. */
import type { Moment, Organisation, Stage, Team } from '../../lib/domain/catalog';
import type { Defined, DefinedDimension } from '../../lib/domain/definition';

export const ORGANISATION: Organisation = {
  name: 'Pellwick & Thorne',
  timeZone: 'Europe/London',
  locale: 'en-GB',
  fiscalYearStart: 1,
  thresholds: { onTarget: 0.8, atRisk: 0.6, coverage: 0.5 },
  smallestN: 10,
  limits: 'mean',
};

export const JOURNEY = 'buy-and-own';

const team = (slug: string, name: string, lead: string): Defined<Team> => ({
  slug,
  name,
  lead,
  parent: null,
  siloWithheld: false,
  retired: false,
});

export const TEAMS: readonly Defined<Team>[] = [
  team('supply-chain', 'Supply chain', 'P. Nowak'),
  team('billing', 'Billing', 'S. Lindqvist'),
  team('marketing', 'Marketing', 'C. Adeyemi'),
  team('product', 'Product', 'T. Sato'),
  team('logistics', 'Logistics', 'M. Okafor'),
  team('stores', 'Stores', 'A. Ruiz'),
  team('digital', 'Digital', 'L. Brandt'),
  team('support', 'Support', 'J. Moreau'),
];

/** Who leads a function; each owns two stages across all teams. */
const OWNERS = {
  customers: 'I. Marchetti, CMO',
  digital: 'R. Kimura, CDO',
  operations: 'D. Osei, COO',
  product: 'M. Falk, CPO',
} as const;

const STAGE_ROWS: readonly (readonly [
  slug: string,
  name: string,
  owner: string,
  promise: string,
])[] = [
  [
    'discover',
    'Discover',
    OWNERS.customers,
    'What you hear about us is true when you come and look.',
  ],
  [
    'choose',
    'Choose',
    OWNERS.digital,
    'You find what suits you, and we tell you when it does not.',
  ],
  [
    'buy',
    'Buy',
    OWNERS.digital,
    'What we show is there, and the day we name is a day we can keep.',
  ],
  [
    'receive',
    'Receive',
    OWNERS.operations,
    'It arrives the day we said, whole, and you never have to ask where it is.',
  ],
  ['set-up', 'Set up', OWNERS.product, 'It works on the first day, and the old one is gone.'],
  ['use', 'Use', OWNERS.product, 'It keeps working, and you understand what you pay for.'],
  ['get-help', 'Get help', OWNERS.operations, 'You tell us once, and it is put right.'],
  [
    'renew-share',
    'Renew & share',
    OWNERS.customers,
    'Staying is easy, and you are glad to tell a friend.',
  ],
];

export const STAGES: readonly Defined<Stage>[] = STAGE_ROWS.map(
  ([slug, name, owner, promise], position) => ({
    slug,
    name,
    journey: JOURNEY,
    position,
    promise,
    owner,
    retired: false,
  }),
);

const moment = (
  stage: string,
  slug: string,
  name: string,
  kind: Moment['kind'],
  priority: number,
  more: Partial<Pick<Moment, 'aim' | 'critical' | 'trigger'>> = {},
): Defined<Moment> => ({
  slug,
  name,
  stage,
  kind,
  aim: 'reliability',
  critical: false,
  trigger: null,
  priority,
  retired: false,
  ...more,
});

/** A moment that is critical makes its KPIs critical for the stage: each such has one KPI only. */
export const MOMENTS: readonly Defined<Moment>[] = [
  moment('discover', 'first-visit', 'Comes to the door for the first time', 'zero', 6, {
    critical: true,
  }),
  moment('discover', 'hears-of-us', 'Hears of us from a friend', 'zero', 12, { aim: 'wow' }),
  moment('choose', 'asks-for-advice', 'Asks for advice', 'first', 9, { aim: 'wow' }),
  moment('choose', 'compares', 'Compares two products', 'zero', 14),
  moment('buy', 'checks-stock', 'Checks that it is in stock', 'first', 1, { critical: true }),
  moment('buy', 'is-given-a-day', 'Is given a delivery day', 'first', 4),
  moment('buy', 'pays-in-store', 'Paying in the store', 'first', 10),
  moment('receive', 'first-delivery', 'First delivery to a new customer', 'second', 2, {
    critical: true,
    trigger: 'first order of a customer',
  }),
  moment('receive', 'opens-the-parcel', 'Opens the parcel', 'second', 8),
  moment('receive', 'hundredth-order', '100th order arrives', 'second', 15, {
    aim: 'wow',
    trigger: '100th order of a customer',
  }),
  moment('set-up', 'switches-on', 'Switches it on for the first time', 'second', 5, {
    critical: true,
  }),
  moment('set-up', 'old-one-leaves', 'The old one leaves the house', 'second', 13, { aim: 'wow' }),
  moment('use', 'first-bill', 'Opens the first bill', 'second', 11, {
    trigger: 'first bill after a purchase',
  }),
  moment('use', 'something-breaks', 'Something breaks', 'second', 7),
  moment('get-help', 'third-contact', 'Third contact in 30 days', 'second', 3, {
    critical: true,
    trigger: 'third contact in 30 days',
  }),
  moment('get-help', 'awaits-refund', 'Waits for a refund', 'second', 16),
  moment('renew-share', 'cover-ends', 'Cover comes up for renewal', 'ultimate', 17, {
    critical: true,
    trigger: '30 days before cover ends',
  }),
  moment('renew-share', 'is-asked', 'Is asked what we are like', 'ultimate', 18, { aim: 'wow' }),
];

const segments = (...rows: readonly (readonly [slug: string, name: string])[]) =>
  rows.map(([slug, name]) => ({ slug, name, retired: false }));

export const DIMENSIONS: readonly DefinedDimension[] = [
  {
    slug: 'region',
    name: 'Region',
    segments: segments(['north', 'North'], ['south', 'South'], ['east', 'East'], ['west', 'West']),
  },
  {
    slug: 'tier',
    name: 'Tier',
    segments: segments(['new', 'New'], ['returning', 'Returning'], ['loyal', 'Loyal']),
  },
];
