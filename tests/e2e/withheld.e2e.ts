/**
 * A team keeps its silo KPIs to itself and executives, on an installation of its own: for others they are
 * not there, and nothing that any page, file or answer says depends on what their figures are.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext, Browser, BrowserContext } from '@playwright/test';

import { ROLE_WORDS } from '../../lib/domain/role-words';
import { NOTHING_SET, ROOT } from '../support/throughline';
import { DOORS } from './doors';
import { lookAsOneOfTheDemo } from './people';
import { type RunningServer, startServer } from './server';
import { expect, test } from './test';

// One installation, and a story told in order.
test.describe.configure({ mode: 'serial', timeout: 300_000 });

const TEAM = 'billing';
const HIDDEN = 'cost-per-invoice';

let server: RunningServer;
let viewer: BrowserContext;
let administrator: BrowserContext;

const comeInAs = async (browser: Browser, role: string): Promise<BrowserContext> => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  await lookAsOneOfTheDemo(await context.newPage(), server.address, role);
  return context;
};

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  server = await startServer('--demo');
  viewer = await comeInAs(browser, ROLE_WORDS.viewer.name);
  administrator = await comeInAs(browser, ROLE_WORDS.administrator.name);
});
test.afterAll(async () => {
  await server.stop();
});

const at = (path: string) => `${server.address}${path}`;
const textOf = async (request: APIRequestContext, path: string): Promise<string> => {
  const answer = await request.get(at(path), { maxRedirects: 0 });
  return `${answer.status()} ${(await answer.body()).toString('latin1')}`;
};

test('the option is chosen in the form of the team, and stands in the file and in the log', async () => {
  const page = await administrator.newPage();
  await page.goto(at(`/settings/teams/${TEAM}`));
  await page.getByLabel('Its silo KPIs are for the team and executives only').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').first()).toContainText('Saved.');
  const { request } = administrator;
  expect(await textOf(request, '/api/v1/definitions?format=yaml')).toMatch(
    /slug: billing\n(?: {4}.*\n)* {4}siloWithheld: true\n/,
  );
  await page.goto(at('/settings/audit'));
  await expect(page.getByText('silo KPIs for the team and executives only').first()).toBeVisible();
});

test('what one may not see answers like what does not exist', async () => {
  const { request } = viewer;
  for (const path of [
    '/kpis/{kpi}',
    '/kpis/{kpi}/figures.csv',
    '/kpis/{kpi}/figures.xlsx',
    '/check-ins/{kpi}?period=2026-W46',
    '/actions?kpi={kpi}',
    '/data/restatements?kpi={kpi}',
    '/api/v1/kpis/{kpi}',
    '/api/v1/kpis/{kpi}/series',
  ]) {
    const of = async (slug: string) =>
      still(await textOf(request, path.replace('{kpi}', slug))).replaceAll(slug, 'SLUG');
    const hidden = await of(HIDDEN);
    expect((await textOf(request, path.replace('{kpi}', HIDDEN))).slice(0, 3), path).toBe('404');
    expect(hidden, path).toBe(await of('kpi-that-never-was'));
  }
  for (const path of ['/kpis', '/kpis.csv', '/find?q=invoice', '/api/v1/find?q=invoice']) {
    expect(await textOf(request, path), path).not.toMatch(/cost-per-invoice|Cost per invoice/);
    expect(await textOf(administrator.request, path), path).toMatch(/Cost per invoice/);
  }
});

test('scorecards that would tell of it are marked as withheld, in words and for programs', async () => {
  const page = await viewer.newPage();
  await page.goto(at('/'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 is withheld');
  const row = page.getByRole('row', { name: /^Billing/ });
  await expect(row).toContainText('withheld');
  await expect(row.getByRole('img', { name: /^withheld: its silo figures/ }).first()).toBeVisible();
  await expect(
    page.getByText('The silo KPIs of Billing are for the team and executives'),
  ).toBeVisible();

  const { request } = viewer;
  const contrast = await (await request.get(at('/api/v1/contrast'))).json();
  expect(contrast).toMatchObject({ siloShare: null, alignmentGapPoints: null, withheld: true });
  const billing = contrast.teams.find(({ slug }: { slug: string }) => slug === TEAM);
  expect(billing).toMatchObject({
    gapPoints: null,
    silo: { share: null, status: 'withheld', onTarget: null, due: null, withheld: true },
  });
  const stores = contrast.teams.find(({ slug }: { slug: string }) => slug === 'stores');
  expect(stores.silo.share).not.toBeNull();

  await page.goto(at(`/teams/${TEAM}`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'its own scorecard is withheld',
  );
  await page.close();
});

/**
 * What changes with any change of figures, whoever may see them, and says nothing of what they are: that
 * something came in, when, and in how many rows. A workbook holds the time of its making.
 */
const MAY_CHANGE = ['/api/v1/newest', '/data', '/data/imports/[import]', '/metrics'];

/** Without what is another for each request, and the parts that React sends in whatever order they are ready. */
function still(text: string): string {
  return (
    text
      // Time goes on while pages are read. What has just come in would say so otherwise: a minute ago, or less.
      .replaceAll(/(\d+ minutes|\d+ hours?|\d+ days?) ago/g, 'EARLIER')
      .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g, 'INSTANT')
      .replaceAll(/nonce(=|\\?":\\?")["\\]*[A-Za-z0-9+/=_-]+/g, 'nonce')
      .replaceAll(/[0-9a-f]{8}[0-9a-z]{1,4}(?=["\\])/g, 'PART')
      .replaceAll(/"\]\)<\/script><script[^>]*>self\.__next_f\.push\(\[1,"/g, '')
      .split('\\n')
      .toSorted()
      .join('\n')
  );
}

/** An address of everything that a viewer can look at. */
async function allPaths(): Promise<readonly string[]> {
  const { request } = viewer;
  const list = await (await request.get(at('/api/v1/kpis?limit=500'))).json();
  const contrast = await (await request.get(at('/api/v1/contrast'))).json();
  const slugs = (items: readonly { slug: string }[]) => items.map(({ slug }) => slug);
  return [
    ...Object.entries(DOORS).flatMap(([pattern, { path, writes, open }]) =>
      writes || open || MAY_CHANGE.includes(pattern) || path.endsWith('.xlsx') ? [] : [path],
    ),
    ...slugs(list.kpis).map((kpi) => `/api/v1/kpis/${kpi}/series`),
    ...slugs(list.kpis).map((kpi) => `/api/v1/kpis/${kpi}`),
    ...slugs(contrast.teams).flatMap((team) => [`/teams/${team}`, `/api/v1/teams/${team}`]),
    ...slugs(contrast.stages).flatMap((stage) => [`/stages/${stage}`, `/api/v1/stages/${stage}`]),
    '/?period=2026-10',
    '/?asOf=2026-11-16',
    '/api/v1/contrast?asOf=2026-11-16',
  ];
}

async function everything(
  request: APIRequestContext,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  for (const path of paths) {
    seen.set(path, still(await textOf(request, path)));
  }
  return seen;
}

/** What is answered otherwise by now, each with the place where it begins to differ. */
async function differences(before: ReadonlyMap<string, string>, request: APIRequestContext) {
  const after = await everything(request, [...before.keys()]);
  return [...before].flatMap(([path, was]) => {
    const is = after.get(path) ?? '';
    const from = [...was].findIndex((letter, index) => letter !== is[index]);
    const around = (text: string) => text.slice(Math.max(0, from - 60), from + 60);
    return was === is ? [] : [{ path, was: around(was), is: around(is) }];
  });
}

const CHANGING = ['/', '/teams/billing', '/api/v1/contrast'];

test('other figures of what is hidden change nothing that anybody else sees', async () => {
  const before = await everything(viewer.request, await allPaths());
  const seen = await everything(administrator.request, CHANGING);
  const folder = mkdtempSync(join(tmpdir(), 'throughline-withheld-'));
  const file = join(folder, 'billing.csv');
  const weeks = Array.from({ length: 16 }, (_, i) => `2026-W${31 + i}`);
  const rows = weeks.map((week, i) => `${HIDDEN},${week},${9_000 + i},300`);
  writeFileSync(file, `kpi,period,numerator,denominator\n${rows.join('\n')}\n`);
  execFileSync(process.execPath, [join(ROOT, 'bin', 'throughline.mjs'), 'import', file], {
    cwd: ROOT,
    env: { ...process.env, ...NOTHING_SET, NODE_ENV: 'production', DATA_DIR: server.dataDir },
  });
  rmSync(folder, { recursive: true });

  expect(await differences(before, viewer.request)).toEqual([]);
  // The change is one that can be seen.
  const changed = await differences(seen, administrator.request);
  expect(changed.map(({ path }) => path)).toEqual(CHANGING);
});
