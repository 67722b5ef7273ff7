/** The test of all end-to-end tests: a page on which an error is a failure, and the two servers. */
import { test as base, expect, type Page, type PlaywrightTestOptions } from '@playwright/test';

export type { Page };
export { expect };

export interface Servers {
  /** Address of the installation with the demo organisation. */
  readonly demo: string;
  /** Address of the one in which nothing is defined. */
  readonly empty: string;
}

export const test = base.extend<{ servers: Servers }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner demands a pattern
  servers: async ({}, use) => {
    await use({ demo: addressOf('E2E_BASE_URL'), empty: addressOf('E2E_EMPTY_URL') });
  },
  page: async ({ page, javaScriptEnabled }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // That a page is not there is for the test to judge, and the icon has a test of its own.
      const expected = [page.url(), new URL('/favicon.ico', page.url()).href];
      if (message.type() === 'error' && !expected.includes(message.location().url)) {
        faults.push(`${message.text()} (${message.location().url})`);
      }
    });
    if (javaScriptEnabled) waitForScripts(page);
    await use(page);
    expect(faults, 'errors that the page reported').toEqual([]);
  },
});

function waitForScripts(page: Page): void {
  const { goto, reload } = page;
  page.goto = async (...args) => {
    const response = await goto.apply(page, args);
    await started(page);
    return response;
  };
  page.reload = async (...args) => {
    const response = await reload.apply(page, args);
    await started(page);
    return response;
  };
}

/** Scripts start when a page is drawn, and what is pressed before that moment does what it does without them. */
async function started(page: Page): Promise<void> {
  const isStarted = () =>
    document.querySelector('script[nomodule]') === null ||
    Object.keys(document).some((key) => key.startsWith('__reactContainer'));
  await page.waitForFunction(isStarted, null, { timeout: 5_000 }).catch(() => undefined);
}

function addressOf(name: string): string {
  const address = process.env[name];
  if (address === undefined) throw new Error(`${name} is not set: setup.ts sets it.`);
  return address;
}

export const DESK = {
  viewport: { width: 1320, height: 900 },
  hasTouch: false,
  isMobile: false,
} as const satisfies Partial<PlaywrightTestOptions>;
/** The narrowest screen that a page must be right on. */
export const PHONE = {
  viewport: { width: 360, height: 640 },
  hasTouch: true,
  isMobile: true,
} as const satisfies Partial<PlaywrightTestOptions>;

/** One address of each kind of page, on the server that has it. */
export const PAGES: readonly {
  readonly name: string;
  readonly path: string;
  readonly server: keyof Servers;
  /** Before one is in: no page is led to from here. */
  readonly outside?: true;
}[] = [
  { name: 'contrast', path: '/', server: 'demo' },
  { name: 'all KPIs', path: '/kpis', server: 'demo' },
  { name: 'the second page of KPIs', path: '/kpis?page=2', server: 'demo' },
  { name: 'KPIs of a team', path: '/kpis?team=stores', server: 'demo' },
  { name: 'KPIs of a stage', path: '/kpis?stage=receive&lens=experience', server: 'demo' },
  { name: 'KPI', path: '/kpis/delivered-on-promised-day', server: 'demo' },
  {
    name: 'KPIs found and filtered',
    path: '/kpis?q=deliv&status=off_target&signal=worse&sort=name',
    server: 'demo',
  },
  { name: 'no KPI found', path: '/kpis?q=zzz', server: 'demo' },
  {
    name: 'KPI at a place',
    path: '/kpis/delivered-on-promised-day?place=store-10',
    server: 'demo',
  },
  {
    name: 'KPI with a figure opened',
    path: '/kpis/bill-understood?period=2026-10&figure=2026-10',
    server: 'demo',
  },
  {
    name: 'KPI with all its figures',
    path: '/kpis/delivered-on-promised-day?open=figures',
    server: 'demo',
  },
  {
    name: 'a change to mark',
    path: '/kpis/calls-answered-in-60-s/change?restarts=yes',
    server: 'demo',
  },
  { name: 'stages', path: '/stages', server: 'demo' },
  { name: 'stage off target', path: '/stages/receive', server: 'demo' },
  { name: 'stage on target', path: '/stages/discover', server: 'demo' },
  { name: 'stage that is not there', path: '/stages/no-such-stage', server: 'demo' },
  { name: 'moments', path: '/moments', server: 'demo' },
  { name: 'moments narrowed to none', path: '/moments?kind=zero&stage=use', server: 'demo' },
  { name: 'teams', path: '/teams', server: 'demo' },
  { name: 'a team', path: '/teams/stores', server: 'demo' },
  { name: 'a team with late figures', path: '/teams/support', server: 'demo' },
  { name: 'accountability', path: '/accountability', server: 'demo' },
  { name: 'accountability of a team', path: '/accountability?team=stores', server: 'demo' },
  { name: 'a page that is not there', path: '/kpis/no-such-kpi', server: 'demo' },
  { name: 'an address that means nothing', path: '/?period=2026-W99', server: 'demo' },
  { name: 'methods', path: '/methods', server: 'demo' },
  { name: 'reviews', path: '/reviews', server: 'demo' },
  { name: 'a review that was missed', path: '/reviews/2026-W40', server: 'demo' },
  { name: 'a review of nonsense', path: '/reviews/2026-W99', server: 'demo' },
  { name: 'a series to start', path: '/reviews/series', server: 'demo' },
  { name: 'reviews of the empty installation', path: '/reviews', server: 'empty' },
  { name: 'what is due from me', path: '/me', server: 'demo' },
  { name: 'actions', path: '/actions', server: 'demo' },
  {
    name: 'an action as understood',
    path: '/actions?team=stores&line=Count+again%2C+Ruiz%2C+Fri',
    server: 'demo',
  },
  { name: 'a new action', path: '/actions/new?team=stores', server: 'demo' },
  { name: 'check-ins', path: '/check-ins', server: 'demo' },
  {
    name: 'a check-in',
    path: '/check-ins/delivered-on-promised-day?period=2026-W40',
    server: 'demo',
  },
  { name: 'thanks', path: '/thanks?team=stores', server: 'demo' },
  { name: 'moments kept in a year', path: '/thanks/2026', server: 'demo' },
  { name: 'imports', path: '/data', server: 'demo' },
  { name: 'figures to enter', path: '/data/enter', server: 'demo' },
  {
    name: 'figures to enter of a segment',
    path: '/data/enter?segment=north&periods=13&q=deliv',
    server: 'demo',
  },
  { name: 'nothing to enter', path: '/data/enter', server: 'empty' },
  { name: 'figures as they come in', path: '/data/freshness', server: 'demo' },
  { name: 'figures that changed', path: '/data/restatements', server: 'demo' },
  { name: 'a file to choose', path: '/data/upload', server: 'demo' },
  { name: 'a file that was refused', path: '/data/upload?refused=too_large', server: 'empty' },
  { name: 'a file that is not there', path: '/data/uploads/999999', server: 'demo' },
  { name: 'an import', path: '/data/imports/1', server: 'demo' },
  { name: 'an import that is not there', path: '/data/imports/999999', server: 'demo' },
  { name: 'imports of the empty installation', path: '/data', server: 'empty' },
  { name: 'sources', path: '/data/sources', server: 'demo' },
  { name: 'form of a source', path: '/data/sources/new', server: 'demo' },
  { name: 'a source that is not there', path: '/data/sources/no-such-source', server: 'demo' },
  { name: 'catalogue', path: '/settings', server: 'demo' },
  { name: 'teams of the catalogue', path: '/settings/teams?notice=created', server: 'demo' },
  { name: 'form of the organisation', path: '/settings/organisation', server: 'demo' },
  { name: 'form of a journey', path: '/settings/journeys/buy-and-own', server: 'demo' },
  { name: 'form of a team', path: '/settings/teams/stores', server: 'demo' },
  { name: 'form of a KPI', path: '/settings/kpis/delivered-on-promised-day', server: 'demo' },
  {
    name: 'form of a target',
    path: '/settings/kpis/delivered-on-promised-day/target',
    server: 'demo',
  },
  { name: 'form of a dimension', path: '/settings/dimensions/region', server: 'demo' },
  { name: 'merging teams', path: '/settings/teams/stores/merge', server: 'demo' },
  { name: 'an entry that is not there', path: '/settings/teams/no-such-team', server: 'demo' },
  { name: 'audit log', path: '/settings/audit', server: 'demo' },
  { name: 'audit log of targets', path: '/settings/audit?kind=target&thing=deliv', server: 'demo' },
  { name: 'removing the demo', path: '/settings/demo', server: 'demo' },
  { name: 'new KPI', path: '/settings/new/kpi', server: 'demo' },
  { name: 'new journey', path: '/settings/new/journey', server: 'empty' },
  { name: 'journey from a template', path: '/settings/new/journey?template=bank', server: 'empty' },
  { name: 'loading the demo', path: '/settings/demo', server: 'empty' },
  { name: 'embeds', path: '/settings/embeds', server: 'demo' },
  {
    name: 'an embed to make',
    path: '/settings/embeds/new?kind=kpi-chart&kpi=delivered-on-promised-day',
    server: 'demo',
  },
  { name: 'people and keys', path: '/settings/people', server: 'empty' },
  { name: 'signing in to the demo', path: '/sign-in', server: 'demo', outside: true },
  { name: 'a link that is none', path: '/welcome/none', server: 'demo', outside: true },
  { name: 'a link that ends nothing', path: '/digests/none', server: 'demo', outside: true },
  { name: 'first steps', path: '/start', server: 'empty' },
  { name: 'catalogue of the empty installation', path: '/settings', server: 'empty' },
  { name: 'finds', path: '/find?q=deliv', server: 'demo' },
  { name: 'no finds', path: '/find?q=xylophone', server: 'demo' },
  { name: 'an address that was cut short', path: '/no-such-page', server: 'demo' },
  { name: 'contrast of the empty installation', path: '/', server: 'empty' },
  { name: 'stages of the empty installation', path: '/stages', server: 'empty' },
  { name: 'moments of the empty installation', path: '/moments', server: 'empty' },
  { name: 'KPIs of the empty installation', path: '/kpis', server: 'empty' },
  { name: 'methods of the empty installation', path: '/methods', server: 'empty' },
  { name: 'teams of the empty installation', path: '/teams', server: 'empty' },
  { name: 'accountability of the empty installation', path: '/accountability', server: 'empty' },
];
