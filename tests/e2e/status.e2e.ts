/** An address that names nothing, or nonsense, is answered with its status and in words, without scripts too. */
import { ask } from './raw';
import { expect, test } from './test';

test.use({ javaScriptEnabled: false });

const WRONG = [
  { path: '/kpis/no-such-kpi', status: 404, words: 'There is no KPI "no-such-kpi".' },
  { path: '/kpis?team=nobody', status: 404, words: 'There is no team "nobody".' },
  { path: '/kpis?stage=nowhere', status: 404, words: 'There is no stage "nowhere".' },
  { path: '/?journey=nowhere', status: 404, words: 'There is no journey "nowhere".' },
  { path: '/?segment=nobody', status: 404, words: 'There is no segment "nobody".' },
  { path: '/?period=2026-W99', status: 400, words: 'period is "2026-W99"' },
  { path: '/?asOf=yesterday', status: 400, words: 'asOf is "yesterday"' },
  { path: '/no-such-page', status: 404, words: 'It may have been renamed or retired' },
] as const;

for (const { path, status, words } of WRONG) {
  test(`${path} is ${status}, and says why`, async ({ page }) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(status);
    await expect(page.getByRole('main')).toContainText(words);
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
    await expect(
      page.getByRole('main').getByRole('link', { name: 'To the newest contrast' }),
    ).toHaveAttribute('href', '/');
  });
}

test('pages that are there are 200, whatever is asked for at the same time', async ({
  servers,
}) => {
  const paths = ['/kpis', '/kpis/no-such-kpi', '/methods', '/?period=2026-W99', '/find'];
  const answers = await Promise.all(
    [...paths, ...paths].map((path) => ask(servers.demo, path).then(({ status }) => status)),
  );
  expect(answers).toEqual([200, 404, 200, 400, 200, 200, 404, 200, 400, 200]);
});

test('a method that an address of the API does not take is refused with those that it takes', async ({
  request,
}) => {
  for (const path of ['/api/v1/kpis', '/api/v1/kpis/delivered-on-promised-day/series']) {
    const answer = await request.delete(path);
    expect(answer.status()).toBe(405);
    expect(answer.headers()['allow']).toBe('GET, HEAD, OPTIONS');
    expect(answer.headers()['content-type']).toContain('application/problem+json');
    const head = await request.head(path);
    expect(head.status()).toBe(200);
    expect(head.headers()['etag']).toMatch(/^W\//);
  }
});
