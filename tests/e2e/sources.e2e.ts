/** A source made, tried, pulled, paused and removed in the browser, with and without scripts, on an installation of its own. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Cookie } from '@playwright/test';
import pg from 'pg';

import { type PostgresServer, startPostgres } from '../support/postgres';
import { runThroughline } from '../support/throughline';
import { administratorOf } from './people';
import { type RunningServer, startServer } from './server';
import { expect, type Page, PHONE, test } from './test';

// A story told in order.
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const DEFINITION = `
organisation: { name: Shops, timeZone: Europe/Berlin, locale: en-GB }
teams: [{ slug: shops, name: Shops, lead: A. Ruiz }]
journeys: [{ slug: buy, name: Buying, stages: [{ slug: pay, name: Pay }] }]
kpis:
  - { slug: queue, name: Queue under 4 min, unit: "%", grain: week, aggregation: mean, direction: higher,
      lens: both, kind: operation, accountable: shops, stages: [pay] }
`;
const QUERY = `select 'queue' as kpi, day as period, 90 as value
from generate_series(:from::date, :to::date - 1, '7 days') day`;

const PASSWORD = 'kept-to-ourselves-83';

let warehouse: PostgresServer;
let server: RunningServer;
let administrator: readonly Cookie[];
let where: URL;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  warehouse = await startPostgres();
  where = new URL(warehouse.url);
  const owner = new pg.Client({ connectionString: warehouse.url });
  await owner.connect();
  await owner.query(`create role reader_e2e login password '${PASSWORD}'`);
  await owner.end();
  server = await startServer('--empty', { SOURCE_HOSTS: where.host });
  const file = join(server.dataDir, 'definition.yaml');
  writeFileSync(file, DEFINITION);
  const ran = await runThroughline(['apply', file], { DATA_DIR: server.dataDir });
  expect(ran.code, ran.stderr).toBe(0);
  administrator = await administratorOf(browser, server);
});
test.beforeEach(async ({ context }) => {
  await context.addCookies(administrator);
});
test.afterAll(async () => {
  await server.stop();
  const owner = new pg.Client({ connectionString: warehouse.url });
  await owner.connect();
  await owner.query('drop role reader_e2e');
  await owner.end();
  await warehouse.stop();
});

async function fill(page: Page, name: string): Promise<void> {
  const main = page.getByRole('main');
  await main.getByLabel('Name', { exact: true }).fill(name);
  await main.getByLabel('Server').fill(where.hostname);
  await main.getByLabel('Port').fill(where.port);
  await main.getByLabel('Database').fill(where.pathname.slice(1));
  await main.getByLabel('User').fill('reader_e2e');
  await main.getByLabel('Password').fill(PASSWORD);
  await main.getByLabel('Encryption (TLS)').selectOption('disable');
  await main.getByLabel('Query').fill(QUERY);
  await main.getByLabel('How far back').fill('4');
}

/** Nothing that the server ever said. */
async function expectNoSecret(page: Page): Promise<void> {
  expect(await page.content()).not.toContain(PASSWORD);
}

for (const javaScriptEnabled of [false, true]) {
  const name = javaScriptEnabled ? 'Warehouse' : 'Plain warehouse';

  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('a source is typed, mended, tried and added; what was typed stays', async ({ page }) => {
      await page.goto(`${server.address}/data`);
      await page.getByRole('region', { name: 'Sources' }).getByRole('link').last().click();
      await page.getByRole('link', { name: 'Add a source' }).click();
      const main = page.getByRole('main');
      await fill(page, name);
      await main.getByLabel('Port').fill('70000');
      await main.getByLabel(/^Schedule/).fill('10 3 * *');
      await main.getByRole('button', { name: 'Test it' }).click();
      await expect(main.getByRole('alert').first()).toContainText('2 fields need another look');
      await expect(main.getByLabel('Port')).toHaveAccessibleDescription(/Give 1 to 65535/);
      await expect(main.getByLabel('Query')).toHaveValue(QUERY);
      await expect(main.getByLabel('Encryption (TLS)')).toHaveValue('disable');
      if (javaScriptEnabled) {
        await expect(main.getByLabel('Password')).toHaveValue(PASSWORD);
      } else {
        await expectNoSecret(page);
        await expect(main.getByLabel('Password')).toHaveAccessibleDescription(/type it again/);
        await main.getByLabel('Password').fill(PASSWORD);
      }
      await main.getByLabel('Port').fill(where.port);
      await main.getByLabel(/^Schedule/).fill('10 3 * * 1-5');
      await main.getByRole('button', { name: 'Test it' }).click();
      const tried = main.getByRole('region', { name: 'What came' });
      await expect(tried.getByRole('status')).toContainText('It answers: 3 columns, 4 rows');
      await expect(tried.getByRole('row')).toHaveCount(5);
      await expect(tried.getByRole('row').nth(1)).toContainText('queue, week of');
      if (!javaScriptEnabled) await main.getByLabel('Password').fill(PASSWORD);
      await main.getByRole('button', { name: 'Add it' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
      await expect(page.getByRole('status').first()).toContainText('It is saved.');
      await expect(main).toContainText('Monday to Friday at 03:10, Europe/Berlin');
      await expect(main).toContainText('password kept');
      await expectNoSecret(page);
    });

    test('it is pulled at once, and leads to its import', async ({ page }) => {
      await page.goto(`${server.address}/data/sources`);
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('button', { name: 'Pull now' }).click();
      await expect(page.getByRole('status').first()).toContainText('in the background');
      const pulls = page.getByRole('region', { name: 'Pulls' });
      await expect(async () => {
        await page.reload();
        await expect(pulls.getByRole('link').first()).toHaveText(/^4 rows: 4 (new|unchanged)$/, {
          timeout: 1_000,
        });
      }).toPass({ timeout: 60_000 });
      await pulls.getByRole('link').first().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        new RegExp(`^Import \\d+: source ${name}$`),
      );
    });

    test('its password is kept, but not for another server', async ({ page }) => {
      await page.goto(`${server.address}/data/sources`);
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('link', { name: 'Change or test it' }).click();
      const main = page.getByRole('main');
      await expect(main.getByLabel('Password')).toHaveValue('');
      await expect(main.getByLabel('Password')).toHaveAccessibleDescription(/^Kept, encrypted/);
      await main.getByRole('button', { name: 'Test it' }).click();
      await expect(main.getByRole('status')).toContainText('It answers');
      await main.getByLabel('Server').fill('elsewhere.example.com');
      await main.getByRole('button', { name: 'Save it' }).click();
      await expect(main.getByLabel('Password')).toHaveAccessibleDescription(
        /Type the password again/,
      );
      await expect(main.getByLabel('Server')).toHaveValue('elsewhere.example.com');
    });

    test('its schedule rests and goes on', async ({ page }) => {
      await page.goto(`${server.address}/data/sources`);
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('button', { name: 'Pause the schedule' }).click();
      await expect(page.getByRole('main')).toContainText('; paused');
      await page.getByRole('button', { name: 'Go on by the schedule' }).click();
      await expect(page.getByRole('main')).not.toContainText('; paused');
    });
  });
}

test('one that fails says since when, on the page of the data too', async ({ page }) => {
  await page.goto(`${server.address}/data/sources/new`);
  await fill(page, 'Broken <b>warehouse</b>');
  await page.getByLabel('Query').fill('select gone from nowhere');
  await page.getByRole('button', { name: 'Test it' }).click();
  await expect(page.getByRole('alert').first()).toContainText(
    'The server says of line 1 of the query: relation "nowhere" does not exist.',
  );
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('button', { name: 'Pull now' }).click();
  await expect(async () => {
    await page.goto(`${server.address}/data`);
    await expect(page.getByRole('region', { name: 'Sources' })).toContainText(
      /Broken <b>warehouse<\/b> failing since W\d\d \w{3} \d\d:\d\d, once/,
      { timeout: 1_000 },
    );
  }).toPass({ timeout: 60_000 });
});

test('a private address is refused by its name, with the cure', async ({ page }) => {
  await page.goto(`${server.address}/data/sources/new`);
  await fill(page, 'Metadata');
  await page.getByLabel('Server').fill('169.254.169.254');
  await page.getByLabel('Port').fill('80');
  await page.getByRole('button', { name: 'Test it' }).click();
  await expect(page.getByRole('alert').first()).toContainText('SOURCE_HOSTS=169.254.169.254:80');
});

const looks = [
  { look: 'wide and dark', use: { colorScheme: 'dark', viewport: { width: 1320, height: 900 } } },
  { look: 'narrow and light', use: { colorScheme: 'light', ...PHONE } },
] as const;
for (const { look, use } of looks) {
  test.describe(look, () => {
    test.use(use);

    test('pages of sources are accessible and fit', async ({ page }) => {
      const slug = 'broken-b-warehouse-b';
      for (const path of ['', `/${slug}`, `/${slug}/change`, `/${slug}/remove`, '/warehouse']) {
        await page.goto(`${server.address}/data/sources${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        if (path === `/${slug}/change`) {
          await page.getByLabel('Query').fill(QUERY);
          await page.getByRole('button', { name: 'Test it' }).click();
          await expect(page.getByRole('region', { name: 'What came' })).toBeVisible();
        }
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, path).toBe(0);
      }
    });
  });
}

test('it goes with its history, and another site cannot send it away', async ({ page }) => {
  const answer = await page.request.post(`${server.address}/data/sources/warehouse/remove`, {
    headers: { origin: 'https://elsewhere.example' },
    multipart: { $ACTION_ID_x: '' },
  });
  expect(answer.ok()).toBe(false);
  await page.goto(`${server.address}/data/sources/warehouse`);
  await page.getByRole('link', { name: 'Remove it…' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByRole('status').first()).toContainText('what it brought stays');
  await expect(page.getByRole('link', { name: 'Warehouse', exact: true })).toHaveCount(0);
});

test('the command line adds, lists, tests, runs and removes, and the password is nowhere', async () => {
  const env = { DATA_DIR: server.dataDir };
  const write = (name: string, text: string) => {
    const path = join(server.dataDir, name);
    writeFileSync(path, text);
    return path;
  };
  const ran = async (code: number, ...argv: string[]) => {
    const { code: ended, stdout, stderr } = await runThroughline(['source', ...argv], env);
    expect(ended, stderr).toBe(code);
    expect(stdout + stderr).not.toContain(PASSWORD);
    return stdout + stderr;
  };
  const query = write('query.sql', QUERY);
  const address = `postgresql://reader_e2e@${where.host}${where.pathname}`;
  const added = ['add', 'From a file', '--query', query, '--server', address, '--tls', 'disable'];
  const password = write('password', `${PASSWORD}\n`);
  const made = await ran(0, ...added, '--password-file', password, '--look-back', '5 weeks');
  expect(made).toBe('from-a-file\n');
  expect(await ran(1, ...added)).toContain('There is a source of this name');
  expect(await ran(0, 'test', 'from-a-file')).toContain('→ taken: queue, week of');
  expect(await ran(0, 'run', 'from-a-file')).toMatch(/5 rows for .*: 1 accepted, .* 4 unchanged/);
  expect(await ran(0, 'list')).toMatch(/from-a-file\tgood\tevery day at 06:00\tthe last 5 weeks/);
  await ran(0, 'remove', 'from-a-file');
  expect(await ran(1, 'run', 'from-a-file')).toContain('There is no source');
  expect(await ran(2, 'add', 'x', '--server', 'http://x')).toContain('--server looks like');
});
