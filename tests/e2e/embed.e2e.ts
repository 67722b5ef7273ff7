/** Charts in pages of another site: they show without scripts and cookies, and to nobody else. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Frame } from '@playwright/test';

import { browserOptions, findBrowser } from '../support/browser';
import { expect, type Page, test } from './test';

const browser = findBrowser();
/** Nothing of third parties is kept. */
test.use({
  launchOptions: {
    ...browserOptions,
    args: [...browserOptions.args, '--test-third-party-cookie-phaseout'],
    ...(browser === null ? {} : { executablePath: browser }),
  },
});

const KPI = '/settings/embeds/new?kind=kpi-chart&kpi=delivered-on-promised-day';

/** A site of its own whose page holds whatever it is told to hold by then. */
async function site(
  body: () => string,
): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Intranet</title>${body()}`);
  }).listen(0, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}

/** Makes an embed in the browser, as its maker does, and gives its address. */
async function make(page: Page, path: string, origins = ''): Promise<string> {
  await page.goto(path);
  await page.getByLabel('Sites that may frame it').fill(origins);
  await page.getByRole('button', { name: 'Make the embed' }).click();
  const snippet = page.getByRole('textbox', { name: 'A plain page' });
  await expect(snippet).toBeVisible();
  return /src="([^"]+)"/.exec(await snippet.inputValue())?.[1] ?? '';
}

/** A visitor who keeps nothing of third parties and runs no script of theirs. */
async function visitor(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: { cookies: [], origins: [] },
  });
  return context.newPage();
}

const framed = (page: Page): Frame | undefined =>
  page.frames().find((each) => each !== page.mainFrame());

test('an embed shows on a page elsewhere as frame, drawing and pixels; revoked, as neither', async ({
  page,
  browser,
  servers,
}) => {
  const address = await make(page, servers.demo + KPI);
  const { origin, server } = await site(
    () =>
      `<iframe src="${address}" width="700" height="480"></iframe><img id="svg" src="${address}.svg"><img id="png" src="${address}.png?2x">`,
  );
  const there = await visitor(browser);
  const requests: string[] = [];
  there.on('request', (request) => requests.push(request.url()));
  await there.goto(origin);
  await expect(there.frameLocator('iframe').getByText('Delivered on promised day')).toBeVisible();
  await expect(there.frameLocator('iframe').locator('svg.b')).toBeVisible();
  for (const id of ['svg', 'png'])
    await expect(there.locator(`#${id}`)).toHaveJSProperty('complete', true);
  expect((await there.locator('#svg').boundingBox())?.width).toBe(652);
  expect((await there.locator('#png').boundingBox())?.width).toBe(1304);
  // The page and its three forms, and nothing that these would load in turn.
  expect(requests).toHaveLength(4);
  expect(await there.context().cookies()).toEqual([]);

  const prefix = /embed\/([0-9a-f]{12})/.exec(address)?.[1];
  await page.goto(`${servers.demo}/settings/embeds/${prefix}`);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('heading', { name: 'Embeds', exact: true })).toBeVisible();
  // A server finds out within a second; that it is no longer is tried without a browser.
  await expect(async () => {
    await there.reload();
    await expect(
      there.frameLocator('iframe').getByText('This chart is not available.'),
    ).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect((await there.locator('#svg').boundingBox())?.width).toBe(320);
  expect((await there.locator('#png').boundingBox())?.width).toBe(320);
  server.close();
});

test('an embed stays empty in the frame of a site that is not allowed', async ({
  page,
  browser,
  servers,
}) => {
  const there = await visitor(browser);
  let address = '';
  const hold = () => `<iframe src="${address}" width="700" height="480"></iframe>`;
  const [allowed, other] = [await site(hold), await site(hold)];
  address = await make(page, servers.demo + KPI, allowed.origin);
  await there.goto(allowed.origin);
  await expect(there.frameLocator('iframe').getByText('84.0 %')).toBeVisible();
  await there.goto(other.origin);
  expect(framed(there)?.url()).toMatch(/^(chrome-error:|about:blank|$)/);
  for (const { server } of [allowed, other]) server.close();
});

test('an embed is chosen, seen and made without scripts', async ({ browser, servers }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${servers.demo}/settings/embeds/new?kind=matrix`);
  await page.getByLabel('Title').fill('Green here, red there');
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(page).toHaveURL(/title=Green/);
  await expect(page.frameLocator('iframe').getByText('Green here, red there')).toBeVisible();
  await page.getByLabel('Sites that may frame it').fill('javascript:alert(1)');
  await page.getByRole('button', { name: 'Make the embed' }).click();
  await expect(page.getByRole('alert')).toContainText('is no site');
  await expect(page.getByLabel('Sites that may frame it')).toHaveValue('javascript:alert(1)');
  await page.getByLabel('Sites that may frame it').fill('');
  await page.getByRole('button', { name: 'Make the embed' }).click();
  await expect(page.getByRole('textbox', { name: 'Markdown' })).toHaveValue(
    /^!\[.*\]\(http.*\.svg\)$/,
  );
});

test('every chart leads to its embed', async ({ page, servers }) => {
  for (const [path, many] of [
    ['/', 3],
    ['/kpis/delivered-on-promised-day', 1],
    ['/stages/receive', 1],
    ['/teams/supply-chain', 1],
  ] as const) {
    await page.goto(servers.demo + path);
    const links = page.getByRole('link', { name: 'Embed', exact: true });
    await expect(links).toHaveCount(many);
    for (const href of await links.evaluateAll((all) =>
      all.map((each) => each.getAttribute('href')),
    )) {
      const html = await (await page.request.get(servers.demo + href)).text();
      expect(html, href ?? '').toContain('/settings/embeds/preview?');
    }
  }
});

const LOOKS = [
  ['kpi-chart', 'kpi=delivered-on-promised-day'],
  ['kpi-tile', 'kpi=delivered-on-promised-day'],
  ['stage', 'stage=receive'],
  ['team', 'team=supply-chain'],
  ['matrix', ''],
  ['trend', ''],
  ['chain', ''],
] as const;

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });
    test('axe finds nothing inside an embed, and it fits from 200 to 800 pixels', async ({
      page,
      servers,
    }) => {
      for (const [kind, about] of LOOKS) {
        await page.goto(`${servers.demo}/settings/embeds/preview?kind=${kind}&${about}`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id }) => id),
          kind,
        ).toEqual([]);
        for (const width of [200, 320, 500, 800]) {
          await page.setViewportSize({ width, height: 600 });
          const across = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(across, `${kind} at ${width}`).toBeLessThanOrEqual(width);
        }
      }
    });
  });
}

test('pixels show what the drawing shows', async ({ page, servers }) => {
  const address = await make(page, `${servers.demo}/settings/embeds/new?kind=matrix&theme=light`);
  await page.goto(`${servers.demo}/kpis`);
  const differing = await page.evaluate(async (url) => {
    const drawn = async (source: string) => {
      const image = new Image();
      image.crossOrigin = 'anonymous';
      const blob = await (await fetch(source)).blob();
      image.src = await new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.addEventListener('load', () => resolve(String(reader.result)));
        reader.readAsDataURL(blob);
      });
      await image.decode();
      const canvas = document.createElement('canvas');
      // Coarse, so that only what stands where counts, and not how an edge is smoothed.
      canvas.width = image.naturalWidth / 8;
      canvas.height = image.naturalHeight / 8;
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0, canvas.width, canvas.height);
      return context?.getImageData(0, 0, canvas.width, canvas.height);
    };
    const [svg, png] = [await drawn(`${url}.svg`), await drawn(`${url}.png`)];
    if (svg == null || png == null || svg.width !== png.width || svg.height !== png.height)
      return 1;
    const far = svg.data.filter((value, index) => Math.abs(value - (png.data[index] ?? 0)) > 64);
    return far.length / svg.data.length;
  }, address);
  expect(differing).toBeLessThan(0.01);
});
