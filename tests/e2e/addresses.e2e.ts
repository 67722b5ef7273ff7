/** What stands in an address: a moment to look back from, nonsense, and malice. */

import { contrastAnswer } from './answers';
import { textOf } from './figures';
import { ask } from './raw';
import { expect, test } from './test';

test('as-of in the address: the page says so, agrees with the API, and keeps it in its links', async ({
  page,
  request,
}) => {
  const { period } = await contrastAnswer(request);
  const asOf = period.start;
  await page.goto(`/?asOf=${asOf}`);
  const answer = await contrastAnswer(request, `?asOf=${asOf}`);
  expect(answer.asOf < `${period.key.slice(0, 4)}-12-31`, answer.asOf).toBe(true);
  expect(answer.period.start < period.start, 'an earlier period was the newest then').toBe(true);

  const year = asOf.slice(0, 4);
  await expect(page.getByText(new RegExp(`as known \\d+ \\w+ ${year}, \\d+:\\d\\d`))).toBeVisible();
  const headline = await textOf(page.getByRole('heading', { level: 1 }));
  expect(answer.headline).toContain(headline);
  const links = await page
    .getByRole('main')
    .getByRole('link', { includeHidden: true })
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  // The rules are today's, whatever one looks back to; what is made from here, is made now.
  const forgetful = links.filter(
    (href) =>
      /^\/(?!methods|settings\/embeds\/new|actions\/new)/.test(href) &&
      !href.includes(`asOf=${asOf}`),
  );
  const now = page.getByRole('link', { name: 'show what is known now' });
  expect(forgetful).toEqual([await now.getAttribute('href')]);

  await now.click();
  await expect(page).not.toHaveURL(/asOf/);
  await expect(page.getByText('as known')).toBeHidden();
});

const MEANINGLESS = [
  { query: 'period=2026-W54', value: '2026-W54', status: 400 },
  { query: 'period=2025-W53', value: '2025-W53', status: 400 },
  { query: 'period=2026-02-30', value: '2026-02-30', status: 400 },
  { query: 'asOf=yesterday', value: 'yesterday', status: 400 },
  { query: 'asOf=2026-02-30', value: '2026-02-30', status: 400 },
  { query: 'journey=nowhere', value: 'nowhere', status: 404 },
  { query: 'segment=nobody', value: 'nobody', status: 404 },
] as const;

for (const { query, value, status } of MEANINGLESS) {
  test(`?${query} is answered in words`, async ({ page, request }) => {
    const answer = await page.goto(`/?${query}`);
    expect([200, status]).toContain(answer?.status());
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      /^That address cannot be shown\.$|^There is nothing at this address\.$/,
    );
    // A page that is there, in spite of the address, says what is wrong with it.
    if (answer?.status() === 200) await expect(page.getByRole('main')).toContainText(value);
    await page.getByRole('main').getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('For customers');

    const problem = await request.get(`/api/v1/contrast?${query}`);
    expect(problem.status()).toBe(status);
    expect(problem.headers()['content-type']).toContain('application/problem+json');
    expect(await problem.text()).toContain(value);
  });
}

const SCRIPT = '<script>alert(1)</script>';
const VALUES = [
  '%00',
  '%F0%9F%8D%89',
  '%E0%A4%A',
  '0000-00-00',
  '0001-01-01',
  '1000-W01',
  '8999-W01',
  '9999-12-31',
  '99999-01',
  '1e9',
  "'%20or%20'1'='1",
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  'a&period=b&asOf=c',
  'x'.repeat(7_000),
  encodeURIComponent(SCRIPT),
  encodeURIComponent(`"><img src=x onerror=alert(1)>${SCRIPT}`),
];
const NAMES = {
  '/': ['journey', 'period', 'segment', 'asOf', 'unknown'],
  '/kpis': ['team', 'stage', 'lens', 'period', 'segment', 'asOf'],
  '/kpis/delivered-on-promised-day': ['period', 'segment', 'asOf'],
  '/api/v1/contrast': ['journey', 'period', 'segment', 'asOf'],
  '/api/v1/kpis/delivered-on-promised-day/series': [
    ...['grain', 'from', 'to', 'segment', 'place', 'asOf'],
  ],
} as const;

for (const [path, names] of Object.entries(NAMES)) {
  test(`hostile values never break ${path}, nor come back as they were sent`, async ({
    servers,
  }) => {
    test.setTimeout(120_000);
    const wrong: string[] = [];
    for (const name of names) {
      for (const value of VALUES) {
        const address = `${path}?${name}=${value}`;
        wrong.push(...(await faults(servers.demo, address)));
      }
    }
    expect(wrong).toEqual([]);
  });
}

test('hostile paths are answered with 404 or a refusal', async ({ servers }) => {
  const paths = [
    ...VALUES.flatMap((value) => [`/kpis/${value}`, `/api/v1/kpis/${value}/series`, `/${value}`]),
    '/../package.json',
    '/_next/static/../../package.json',
    '/kpis/../../package.json',
    '//evil.example/',
    '/kpis//',
  ];
  const wrong: string[] = [];
  for (const path of paths) wrong.push(...(await faults(servers.demo, path)));
  expect(wrong).toEqual([]);
});

/** A failure of ours, markup that comes back as it was sent, a file of ours, a way elsewhere. */
async function faults(server: string, address: string): Promise<readonly string[]> {
  const { status, headers, body } = await ask(server, address);
  const text = body.toString('utf8');
  const isJson = /^application\/(problem\+)?json\b/.test(headers['content-type'] ?? '');
  const found = [
    ...(status >= 500 ? [`answers ${status}`] : []),
    ...(!isJson && (text.includes(SCRIPT) || text.includes('<img src=x'))
      ? ['gives markup back']
      : []),
    ...(text.includes('"devDependencies"') ? ['gives a file away'] : []),
    ...(/^(https?:)?\/\/evil/.test(headers.location ?? '') ? [`leads to ${headers.location}`] : []),
  ];
  return found.map((fault) => `${address.slice(0, 100)}: ${fault}`);
}
