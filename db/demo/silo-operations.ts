/** What Supply chain, Billing, Logistics and Stores measure of their own work. */
import { atLeast, atMost, between, counts, type DemoKpi, silo } from './spec';

export const SILO_OPERATIONS: readonly DemoKpi[] = [
  silo('Replenishment on time', 'supply-chain', 'buy', {
    says: 'Lines that reached the store on the day planned, of all lines planned.',
    figures: counts(97.6, 3_100, 0.45),
    target: atLeast(97, 95.5),
  }),
  silo('Stock cover', 'supply-chain', 'buy', {
    says: 'Days that the stock lasts at the present rate of sale: neither bare nor clogged.',
    figures: { shape: 'last', level: 22, sd: 0.8 },
    unit: 'days',
    target: between(18, 26, 2),
  }),
  silo('Picked within 24 h', 'supply-chain', 'receive', {
    says: 'Order lines picked within 24 hours of the order, of all picked.',
    figures: counts(97, 14_200, 0.4),
    target: atLeast(96.4, 95),
  }),
  silo('Manifest accuracy', 'supply-chain', 'receive', {
    says: 'Pallets whose manifest matched what was on them, of those checked.',
    figures: counts(98.9, 2_600, 0.26),
    target: atLeast(98, 97),
  }),
  silo('Payments authorised first time', 'billing', 'buy', {
    says: 'Card payments authorised at the first attempt, of all attempted.',
    figures: counts(97.9, 18_400, 0.3),
    target: atLeast(97.5, 96.5),
  }),
  silo('Invoices right first time', 'billing', 'use', {
    says: 'Invoices not corrected within 30 days, of all sent.',
    figures: counts(98.7, 9_300, 0.22),
    target: atLeast(98, 97),
  }),
  silo('Cost per invoice', 'billing', 'use', {
    says: 'Cost of the billing run over invoices sent.',
    figures: { shape: 'rate', level: 0.42, per: 9_300, sd: 0.009 },
    unit: '£',
    decimals: 3,
    target: atMost(0.45, 0.48),
  }),
  silo('Refunds paid within 5 days', 'billing', 'get-help', {
    says: 'Refunds paid within five days of being agreed, of all agreed.',
    figures: counts(96.8, 640),
    target: atLeast(96, 94),
  }),
  silo('Drops per hour', 'logistics', 'receive', {
    says: 'Deliveries a van makes in an hour on the road, mean over routes.',
    figures: { shape: 'mean', level: 14.3, n: 640, sd: 0.2, spread: 2.4 },
    unit: 'drops/h',
    decimals: 2,
    target: atLeast(13.5, 13),
    breakdown: 'depots',
  }),
  silo('Vans out on time', 'logistics', 'receive', {
    says: 'Vans that left the depot by the minute planned, of all that left.',
    figures: counts(91.2, 1_480),
    target: atLeast(95, 93),
    breakdown: 'depots',
  }),
  silo('Cost per drop', 'logistics', 'receive', {
    says: 'Cost of the fleet over deliveries made.',
    figures: { shape: 'rate', level: 3.92, per: 10_500, sd: 0.05 },
    unit: '£',
    decimals: 2,
    target: atMost(4.1, 4.3),
  }),
  silo('Route plans ready by 18:00', 'logistics', 'receive', {
    says: 'Routes planned by 18:00 the evening before, of all routes.',
    figures: counts(98.5, 640, 0.55),
    target: atLeast(97.6, 96),
  }),
  silo('Stock record correct', 'stores', 'receive', {
    says: 'Lines whose stock record matched the shelf, of those counted that week.',
    figures: counts(96.4, 9_600, 0.4),
    target: atLeast(95, 94),
    breakdown: 'stores',
    screen: true,
    story: { 4: 96.3, 3: 96, 2: 96.1, 1: 95.9, 0: 95.9 },
  }),
  silo('Shelf availability', 'stores', 'choose', {
    says: 'Lines on the shelf at the 14:00 walk, of lines that should be.',
    figures: counts(97.1, 24_000, 0.4),
    target: atLeast(96.5, 95.5),
  }),
  silo('Queue under 4 min', 'stores', 'buy', {
    says: 'Customers who reached a till within four minutes, of those timed.',
    figures: counts(91.4, 7_800, 0.9),
    target: atLeast(90, 87),
    earlierTarget: { bounds: atLeast(88, 85), until: 26 },
    moment: 'pays-in-store',
  }),
  silo('Handover done', 'stores', 'set-up', {
    says: 'Sales that ended with the handover checklist signed, of all that need one.',
    figures: counts(98.8, 2_900, 0.28),
    target: atLeast(98, 97),
  }),
  silo('Staffed hours', 'stores', null, {
    says: 'Hours worked on the shop floor, of hours planned.',
    figures: { shape: 'rate', level: 93.1, per: 18_200, sd: 0.4 },
    target: atLeast(95, 93),
  }),
];
