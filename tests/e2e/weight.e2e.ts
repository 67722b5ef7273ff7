/** What a first visit weighs on the wire, and that it goes nowhere else. */
import { ask } from './raw';
import { expect, test } from './test';

/** Issue: HTML at most 60 kB, scripts at most 160 kB, compressed. */
const HTML_BYTES = 60_000;
const SCRIPT_BYTES = 160_000;

const GZIP = { 'accept-encoding': 'gzip' };

test('the page is sent without scripts that start at once, and with one that starts them', async ({
  servers,
}) => {
  const { headers, body } = await ask(servers.demo, '/', { accept: 'text/html' });
  const html = body.toString('utf8');
  expect(html).not.toMatch(/<script[^>]*\bsrc="[^"]*"[^>]*\basync/);
  const [, nonce = 'none'] = /<script nonce="([^"]+)">addEventListener\("load"/.exec(html) ?? [];
  expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
});

test('the contrast page and its scripts come compressed, and are light', async ({
  page,
  servers,
}, testInfo) => {
  const html = await ask(servers.demo, '/', GZIP);
  expect(html.headers['content-encoding']).toBe('gzip');
  expect(html.body.length).toBeLessThanOrEqual(HTML_BYTES);

  const scripts = new Set<string>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.add(response.url());
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  expect(scripts.size).toBeGreaterThan(0);
  let bytes = 0;
  for (const script of scripts) {
    const { pathname, search } = new URL(script);
    const answer = await ask(servers.demo, pathname + search, GZIP);
    expect(answer.status, pathname).toBe(200);
    // Below a kilobyte there is nothing to gain.
    if (answer.body.length > 1024) {
      expect(answer.headers['content-encoding'], pathname).toBe('gzip');
    }
    expect(answer.headers['cache-control'], pathname).toContain('immutable');
    bytes += answer.body.length;
  }
  const measured = `HTML ${html.body.length} bytes, ${scripts.size} scripts ${bytes} bytes, gzip`;
  testInfo.annotations.push({ type: 'measured', description: measured });
  expect(bytes, measured).toBeLessThanOrEqual(SCRIPT_BYTES);
});

test('no request leaves the server that was asked', async ({ page, servers }) => {
  const elsewhere: string[] = [];
  const failed: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== servers.demo) elsewhere.push(request.url());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  });
  for (const path of ['/', '/kpis', '/kpis/delivered-on-promised-day']) {
    await page.goto(path, { waitUntil: 'networkidle' });
  }
  expect(elsewhere).toEqual([]);
  expect(failed).toEqual([]);
});

test('the page has an icon', async ({ page, servers }) => {
  await page.goto('/');
  const icon = page.locator('link[rel~="icon"]');
  const href = (await icon.count()) > 0 ? await icon.first().getAttribute('href') : '/favicon.ico';
  const { pathname, search } = new URL(href ?? '', servers.demo);
  expect((await ask(servers.demo, pathname + search)).status, href ?? '').toBe(200);
});
