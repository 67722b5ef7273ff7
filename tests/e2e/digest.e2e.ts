/** Following something, hearing of it by mail, and hearing no more: on a server that sends. */
import { createServer } from 'node:net';
import { type MailServer, mailServer } from '../support/mail';
import { administratorOf } from './people';
import { type RunningServer, startServer } from './server';
import { expect, test } from './test';

test.describe.configure({ mode: 'serial' });
test.use({ storageState: { cookies: [], origins: [] } });

let mail: MailServer;
let server: RunningServer;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  mail = await mailServer();
  // Links in mail are made of its address, which is said before it starts.
  const port = await freePort();
  const settings = {
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: mail.url,
    MAIL_FROM: 'Throughline <kpi@shop.example>',
  };
  server = await startServer('--demo', settings, port);
});
test.afterAll(async () => {
  await server.stop();
  await mail.stop();
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}

test('a KPI is followed, its digest comes after the review, and its link ends all digests', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const cookies = await administratorOf(browser, server);
  const baseURL = server.address;
  const state = { cookies: [...cookies], origins: [] };
  const plain = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    storageState: state,
  });
  const own = await plain.newPage();
  await own.goto('/kpis/delivered-on-promised-day');
  await own.getByRole('button', { name: 'Follow this KPI' }).click();
  await expect(own.getByRole('button', { name: 'Stop following this KPI' })).toBeVisible();
  await own.goto('/me');
  const followed = own.getByRole('region', { name: 'What you follow' });
  await expect(followed.getByRole('link', { name: 'Delivered on promised day' })).toBeVisible();

  const context = await browser.newContext({ baseURL, storageState: state });
  const page = await context.newPage();
  await page.goto('/reviews');
  await page.getByRole('listitem').filter({ hasText: 'due' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Open the review' }).click();
  const agenda = page.getByRole('navigation', { name: 'Agenda' });
  await agenda.getByRole('button', { name: /Delivered on promised day/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Delivered on promised day');
  await page.getByLabel('An action in one line').fill('Count the parcels, Stores, tomorrow');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByText('Understood: Count the parcels')).toBeVisible();
  await page.getByRole('button', { name: 'Save the action' }).click();
  await expect(page.getByRole('link', { name: 'Count the parcels' })).toBeVisible();
  await agenda.getByRole('button', { name: /Decisions and close/ }).click();
  await page.getByRole('button', { name: 'Close the review' }).click();
  await expect(page.getByText(/SHA-256 [0-9a-f]{64}/).first()).toBeVisible();

  const digest = () => mail.received.find((each) => each.raw.includes('List-Unsubscribe:'));
  await expect
    .poll(() => digest()?.mail.subject, { timeout: 30_000 })
    .toContain('Delivered on promised day');
  const { text = '', attachments = [] } = digest()?.mail ?? {};
  expect(text).toContain('New action: Count the parcels');
  expect(attachments.map(({ mimeType }) => mimeType)).toEqual(['image/png']);

  // Whoever opens the link need not be signed in, and ends nothing by looking.
  const link = /No more digests:\s+(\S+)/.exec(text)?.[1] ?? '';
  const stranger = await browser.newContext({ javaScriptEnabled: false });
  const door = await stranger.newPage();
  await door.goto(link);
  await expect(door.getByRole('heading', { name: 'No more digests?' })).toBeVisible();
  expect((await stranger.request.get(`${link}/now`, { maxRedirects: 0 })).status()).toBe(303);
  const wanted = own.getByLabel('Send me digests of what I follow');
  await own.goto('/me');
  await expect(wanted).toBeChecked();
  await door.getByRole('button', { name: 'Send me no digests' }).click();
  await expect(door.getByRole('heading', { name: 'You get no digests.' })).toBeVisible();
  await own.goto('/me');
  await expect(wanted).not.toBeChecked();
  await wanted.check();
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(wanted).toBeChecked();
  // The same as a mail program does it.
  const pressed = await stranger.request.post(`${link}/now`, {
    form: { 'List-Unsubscribe': 'One-Click' },
  });
  expect(pressed.status()).toBe(200);
  await own.goto('/me');
  await expect(wanted).not.toBeChecked();
  await own.getByRole('button', { name: 'Stop following Delivered on promised day' }).click();
  await expect(own.getByRole('heading', { name: 'You follow nothing' })).toBeVisible();
});
