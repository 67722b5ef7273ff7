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
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // That a page is not there is for the test to judge, and the icon has a test of its own.
      const expected = [page.url(), new URL('/favicon.ico', page.url()).href];
      if (message.type() === 'error' && !expected.includes(message.location().url)) {
        faults.push(`${message.text()} (${message.location().url})`);
      }
    });
    await use(page);
    expect(faults, 'errors that the page reported').toEqual([]);
  },
});

function addressOf(name: string): string {
  const address = process.env[name];
  if (address === undefined) throw new Error(`${name} is not set: setup.ts sets it.`);
  return address;
}

type Look = Pick<PlaywrightTestOptions, 'viewport' | 'colorScheme' | 'hasTouch' | 'isMobile'>;

const DESK: Omit<Look, 'colorScheme'> = {
  viewport: { width: 1320, height: 900 },
  hasTouch: false,
  isMobile: false,
};
/** The narrowest screen that a page must be right on. */
export const PHONE: Omit<Look, 'colorScheme'> = {
  viewport: { width: 360, height: 640 },
  hasTouch: true,
  isMobile: true,
};

/** Every page is looked at like this. */
export const LOOKS: readonly { readonly look: string; readonly use: Look }[] = [
  { look: '1320 px, light', use: { ...DESK, colorScheme: 'light' } },
  { look: '1320 px, dark', use: { ...DESK, colorScheme: 'dark' } },
  { look: '360 px, light', use: { ...PHONE, colorScheme: 'light' } },
  { look: '360 px, dark', use: { ...PHONE, colorScheme: 'dark' } },
];

/** One address of each kind of page, on the server that has it. */
export const PAGES: readonly {
  readonly name: string;
  readonly path: string;
  readonly server: keyof Servers;
}[] = [
  { name: 'contrast', path: '/', server: 'demo' },
  { name: 'all KPIs', path: '/kpis', server: 'demo' },
  { name: 'KPIs of a team', path: '/kpis?team=stores', server: 'demo' },
  { name: 'KPIs of a stage', path: '/kpis?stage=receive&lens=experience', server: 'demo' },
  { name: 'KPI', path: '/kpis/delivered-on-promised-day', server: 'demo' },
  { name: 'a page that is not there', path: '/kpis/no-such-kpi', server: 'demo' },
  { name: 'an address that means nothing', path: '/?period=2026-W99', server: 'demo' },
  { name: 'contrast of the empty installation', path: '/', server: 'empty' },
  { name: 'KPIs of the empty installation', path: '/kpis', server: 'empty' },
];
