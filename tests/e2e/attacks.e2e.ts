/** What somebody tries who means no good, against a running server. */
import { request as open } from 'node:http';

import { textOf } from './figures';
import { ADMINISTRATOR } from './people';
import { ask } from './raw';
import { expect, test } from './test';

const ELSEWHERE = 'https://evil.example';

test('a page elsewhere sends no form in a reader’s name', async ({ page, servers }) => {
  await page.goto(`${servers.empty}/settings/people`);
  const before = await textOf(page.getByRole('region', { name: 'People', exact: true }));
  const fields = await page
    .locator('#invite form input[type="hidden"]')
    .evaluateAll((all) =>
      all.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
    );
  const form = {
    ...Object.fromEntries(fields),
    email: 'mallory@evil.example',
    role: 'administrator',
  };
  for (const headers of [
    { origin: ELSEWHERE },
    { origin: 'null' },
    { origin: ELSEWHERE, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { 'sec-fetch-site': 'cross-site' },
    {},
  ]) {
    const answer = await page.request.post(`${servers.empty}/settings/people`, {
      headers,
      multipart: form,
    });
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
  }
  await page.reload();
  const after = await textOf(page.getByRole('region', { name: 'People', exact: true }));
  expect(after).toBe(before);
});

test('nobody is led elsewhere after signing in', async ({ page, servers }) => {
  for (const to of ['//evil.example', `${ELSEWHERE}/`, '/\\evil.example', '/%5Cevil.example/x']) {
    await page.goto(`${servers.empty}/sign-in?to=${encodeURIComponent(to)}`);
    // One is signed in already, and led on at once.
    expect(new URL(page.url()).origin).toBe(servers.empty);
  }
  const { headers } = await ask(
    servers.empty,
    `/api/auth/callback/oidc?callbackUrl=${encodeURIComponent(ELSEWHERE)}&error=x`,
  );
  expect(headers.location).toBe('/sign-in?problem=provider');
});

test('no page is framed, and no script but ours runs', async ({ servers, context }) => {
  const framed = await context.newPage();
  await framed.route('http://127.0.0.1:1/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe src="${servers.demo}/"></iframe>`,
    }),
  );
  await framed.goto('http://127.0.0.1:1/');
  await expect(framed.frameLocator('iframe').getByRole('main')).toHaveCount(0);
  await framed.close();

  // Not the page that reports its errors: that the browser refuses is one.
  const page = await context.newPage();
  await page.goto('/');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document
      .querySelector('main')
      ?.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.ran = true">');
    document
      .querySelector('main')
      ?.insertAdjacentHTML('beforeend', `<script>window.ran = true</script>`);
    return 'ran' in window;
  });
  expect(ran).toBe(false);
  // What is remembered and shared carries no script, and so no number of an earlier answer.
  const { body } = await ask(servers.demo, '/');
  const html = body.toString('utf8');
  const nonces = new Set([...html.matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce));
  expect(nonces.size).toBe(1);
  const still = /<div class="[^"]*still" data-still="[^"]*">(.*?)<\/main>/s.exec(html)?.[1] ?? '';
  expect(still.length).toBeGreaterThan(1_000);
  const drawn = still.split('<script')[0] ?? '';
  expect(drawn).not.toMatch(/nonce=|\son[a-z]+=|javascript:/);
});

test('a session that was altered, cut short or made elsewhere is none', async ({
  page,
  servers,
}) => {
  const cookies = await page.context().cookies(servers.empty);
  const session = cookies.find(
    ({ name }) => name.endsWith('.session') && name.includes(new URL(servers.empty).port),
  );
  if (session === undefined) throw new Error('there is no session');
  const { name, value } = session;
  const status = async (text: string) =>
    (await ask(servers.empty, '/api/v1/definitions', { cookie: `${name}=${text}` })).status;
  expect(await status(value)).toBe(200);
  const parts = value.split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  for (const text of [
    value.slice(0, -2),
    `${value}x`,
    [...parts.slice(0, 3), `${parts[3]?.slice(0, -4)}AAAA`, parts[4]].join('.'),
    `${none}.${Buffer.from('{"sid":"x"}').toString('base64url')}.`,
    `${none}....`,
    '',
    'x'.repeat(20_000).slice(0, 8_000),
  ]) {
    expect(await status(text), text.slice(0, 40)).toBe(401);
  }
  expect(session.httpOnly).toBe(true);
  expect(session.sameSite).toBe('Lax');
});

test('headers that are too large are refused, and the server goes on', async ({ servers }) => {
  for (const headers of [
    { cookie: `a=${'x'.repeat(40_000)}` },
    { 'x-large': 'x'.repeat(40_000) },
  ]) {
    expect((await ask(servers.demo, '/', headers)).status).toBe(431);
  }
  expect((await ask(servers.demo, '/healthz')).status).toBe(200);
});

test('passwords are tried a few times, in words that tell nothing', async ({
  browser,
  servers,
}) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const attempt = async (email: string, password: string) => {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await answered;
    // The answer is drawn when the password is gone; what is typed before goes with it.
    await expect(page.getByLabel('Password')).toHaveValue('');
    return textOf(page.getByRole('alert').filter({ hasText: /./ }));
  };
  await page.goto(`${servers.empty}/sign-in`);
  const unknown = await attempt('nobody@shop.example', 'whatever it may be');
  const wrong = await attempt(ADMINISTRATOR.email, 'whatever it may be');
  expect(wrong).toBe(unknown);
  await expect(page.getByLabel('E-mail')).toHaveValue(ADMINISTRATOR.email);
  await expect(page.getByLabel('Password')).toHaveValue('');
  let said = wrong;
  for (let tries = 2; tries <= 6; tries++) said = await attempt('other@shop.example', 'no');
  expect(await attempt('other@shop.example', 'no')).toContain('too many tries');
  expect(said).toBe(unknown);
  await context.close();
});

test('a calendar reads for whom its address names, and an altered address for nobody', async ({
  page,
  servers,
}) => {
  await page.goto(`${servers.empty}/actions`);
  const link = page.getByRole('link', { name: 'These as a calendar' });
  const path = (await link.getAttribute('href')) ?? '';
  const { status, headers, body } = await ask(servers.empty, path);
  expect([status, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect(body.toString('utf8')).toMatch(/^BEGIN:VCALENDAR\r\n/);
  const key = new URL(path, servers.empty).searchParams.get('key') ?? '';
  const [person, seal = ''] = key.split('.');
  const turned = seal.startsWith('A') ? `B${seal.slice(1)}` : `A${seal.slice(1)}`;
  for (const other of [
    `2.${seal}`,
    `${person}.${turned}`,
    `${person}.`,
    `${person}`,
    '',
    'x'.repeat(4_000),
  ]) {
    expect((await ask(servers.empty, `/actions.ics?key=${other}`)).status, other).toBe(401);
  }
  // It opens the calendar and nothing else.
  expect((await ask(servers.empty, `/api/v1/definitions?key=${key}`)).status).toBe(401);
});

test('a request that names another host changes nothing in an answer', async ({ servers }) => {
  const forged = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example;proto=https',
    'x-throughline-path': '//evil.example',
    'x-middleware-subrequest': 'middleware',
  };
  const { status, headers, body } = await ask(servers.empty, '/settings/people', forged);
  expect(status).toBe(307);
  expect(headers.location).toBe('/sign-in?to=%2Fsettings%2Fpeople');
  expect(body.toString('utf8')).not.toContain('evil.example');
});

test('an action takes no name that it does not know', async ({ servers }) => {
  const { port } = new URL(servers.demo);
  const status = await new Promise<number>((resolve, reject) => {
    const asked = open(
      {
        ...{ host: '127.0.0.1', port, path: '/settings/people', method: 'POST' },
        headers: {
          'next-action': '0'.repeat(42),
          'content-type': 'text/plain;charset=UTF-8',
          origin: servers.demo,
        },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on('error', reject);
    asked.end('[]');
  });
  expect(status).toBeGreaterThanOrEqual(400);
});
