/** What Marketing, Product, Digital and Support measure of their own work. */
import { atLeast, atMost, counts, type DemoKpi, silo } from './spec';

export const SILO_OFFER: readonly DemoKpi[] = [
  silo('Campaigns out on time', 'marketing', 'discover', {
    says: 'Campaign pieces out on the day planned, of all planned.',
    figures: counts(96, 64),
    target: atLeast(90, 82),
  }),
  silo('Cost per visit', 'marketing', 'discover', {
    says: 'Spend on advertising over visits to store and site that it brought.',
    figures: { shape: 'rate', level: 0.31, per: 66_000, sd: 0.012 },
    unit: '£',
    decimals: 3,
    target: atMost(0.328, 0.35),
  }),
  silo('Guides up to date', 'marketing', 'choose', {
    says: 'Buying guides revised within their due date, of all guides.',
    figures: counts(97.2, 1_240),
    target: atLeast(96, 94),
  }),
  silo('Renewal letters on time', 'marketing', 'renew-share', {
    says: 'Renewal letters sent 30 days before cover ends, of all due.',
    figures: counts(98.3, 2_050, 0.35),
    target: atLeast(97.8, 96.5),
  }),
  silo('Sessions without a crash', 'product', 'use', {
    says: 'Sessions of the app that did not crash, of all sessions.',
    figures: counts(99.32, 210_000, 0.06),
    decimals: 2,
    target: atLeast(99.1, 98.8),
  }),
  silo('Defects fixed within 14 days', 'product', 'use', {
    says: 'Defects fixed within 14 days of being reported, of all closed.',
    figures: counts(93.4, 168),
    target: atLeast(91, 87),
  }),
  silo('Planned features shipped', 'product', 'use', {
    says: 'Features shipped in the month they were planned for, of all planned.',
    grain: 'month',
    figures: counts(88, 52),
    target: atLeast(74, 65),
  }),
  silo('Trade-in quotes within a day', 'product', 'renew-share', {
    says: 'Trade-in quotes given within a day of being asked, of all asked.',
    figures: counts(96, 720),
    target: atLeast(95, 93),
  }),
  silo('Site available', 'digital', 'discover', {
    says: 'Minutes in which the site answered, of all minutes.',
    figures: { shape: 'counts', level: 99.93, of: 10_080, sd: 0.03, constant: true },
    decimals: 2,
    target: atLeast(99.8, 99.5),
  }),
  silo('Search answers in 1 s', 'digital', 'choose', {
    says: 'Searches answered within a second, of all searches.',
    figures: counts(97.4, 88_000, 0.4),
    target: atLeast(96.8, 95),
  }),
  silo('Release dates kept', 'digital', 'choose', {
    says: 'Releases out on the date given, of all due.',
    figures: counts(74, 31),
    target: atLeast(90, 80),
    missing: [0],
  }),
  silo('Checkout pages under 2 s', 'digital', 'buy', {
    says: 'Checkout pages shown within two seconds, of all shown.',
    figures: counts(96.8, 41_000, 0.5),
    target: atLeast(96, 94),
  }),
  silo('Pairing works first time', 'digital', 'set-up', {
    says: 'Devices paired with the app at the first attempt, of all paired.',
    figures: counts(97.9, 1_900, 0.45),
    target: atLeast(96.7, 95),
  }),
  silo('Calls answered in 60 s', 'support', 'get-help', {
    says: 'Calls answered within 60 seconds, of all calls.',
    figures: counts(70.2, 5_200, 1),
    target: atLeast(80, 76),
    shifts: [{ from: 40, level: 74.4 }],
  }),
  silo('Cases closed in 2 days', 'support', 'get-help', {
    says: 'Cases closed within two days, of all opened. From the case system, overnight.',
    figures: counts(88, 1_900, 0.95),
    target: atLeast(86, 83),
    lagDays: 0,
    missing: [0, 1, 2],
  }),
  silo('Help articles reviewed', 'support', 'get-help', {
    says: 'Help articles reviewed within their due date, of all articles due.',
    figures: counts(96.5, 260),
    target: atLeast(95, 92),
  }),
  silo('Booked set-up calls kept', 'support', 'set-up', {
    says: 'Set-up calls made within ten minutes of the time booked, of all booked.',
    figures: counts(97.6, 420),
    target: atLeast(95.6, 94),
  }),
];
