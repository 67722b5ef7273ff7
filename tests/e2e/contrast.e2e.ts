/** The contrast page says what the API says: sentence, chart, chain, matrix and table. */
import type { APIRequestContext, Locator } from '@playwright/test';

import { type ContrastAnswer, contrastAnswer, type Status } from './answers';
import { expectRounded, expectShare, expectSubtracts, figureIn, textOf } from './figures';
import { expect, type Page, test } from './test';

const SPOKEN: Readonly<Record<Status, string>> = {
  on_target: 'on target',
  at_risk: 'at risk',
  off_target: 'off target',
  no_target: 'no target',
  not_yet_due: 'not yet due',
  no_data: 'no data',
  too_few: 'too few answers',
};

const TREND = 'What teams report, what customers get';
const CHAIN = /^One customer through/;

/** Addresses of one page in different views; those of menus are taken from the page itself. */
const VIEWS: readonly { readonly view: string; readonly query: (page: Page) => Promise<string> }[] =
  [
    { view: 'as it opens', query: async () => '' },
    { view: 'a period back', query: (page) => queryOf(page, /Earlier period$/) },
    { view: 'in months', query: (page) => queryOf(page, /^Months$/) },
    { view: 'of one segment', query: async (page) => (await segments(page)).at(0) ?? '' },
  ];

async function queryOf(page: Page, name: RegExp): Promise<string> {
  const link = page.getByRole('link', { name, includeHidden: true });
  return new URL((await link.getAttribute('href')) ?? '', page.url()).search;
}

async function segments(page: Page): Promise<readonly string[]> {
  const links = await page
    .getByRole('link', { includeHidden: true })
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  const found = links.filter((href) => /^\/\?.*\bsegment=/.test(href));
  expect(found, 'segments to choose from').not.toEqual([]);
  return found.map((href) => href.slice(1));
}

for (const { view, query } of VIEWS) {
  test(`the contrast ${view}: sentence, chart and table say what the API says`, async ({
    page,
    request,
  }) => {
    const answer = await open(page, request, query);
    await expectHeadline(page, answer);
    await expectTrend(page, answer);
    await expectTrendTable(page, answer);
  });

  test(`the contrast ${view}: chain and matrix say what the API says, and add up`, async ({
    page,
    request,
  }) => {
    const answer = await open(page, request, query);
    await expectChain(page, answer);
    await expectMatrix(page, answer);
  });
}

/** Opens the page in a view; the API's answer to the same query. */
async function open(
  page: Page,
  request: APIRequestContext,
  find: (page: Page) => Promise<string>,
): Promise<ContrastAnswer> {
  await page.goto('/');
  const query = await find(page);
  if (query !== '') await page.goto(`/${query}`);
  return contrastAnswer(request, query);
}

async function expectHeadline(page: Page, answer: ContrastAnswer): Promise<void> {
  const headline = await textOf(page.getByRole('heading', { level: 1 }));
  const lead = await leadOf(page);
  expect(`${headline} ${lead}`).toBe(answer.headline.replaceAll(/\s+/g, ' '));

  const [teams = '', stages = ''] = headline.split('For customers, ');
  expectCount(
    teams,
    'team',
    answer.teams.map(({ silo }) => silo.status),
  );
  expectCount(
    stages.replace(/^only /, ''),
    'stage',
    answer.stages.map(({ experience }) => experience.status),
  );

  const off = answer.stages.filter(({ experience }) => experience.status === 'off_target');
  const green = new Set(answer.cells.filter((cell) => cell.watermelon).map(({ team }) => team));
  if (off.length > 0 && off.length <= 4) {
    for (const { name } of off) expect(lead).toContain(name);
    if (green.size > 0)
      expect(lead).toMatch(new RegExp(`yet ${green.size} teams? that takes? part`));
  }
}

/** "6 of 8 teams are", "all 8 stages are", "No team can be judged": as many as there are. */
function expectCount(said: string, noun: string, statuses: readonly Status[]): void {
  const all = statuses.length;
  const judged = statuses.filter((status) => status !== 'no_data');
  if (judged.length === 0) {
    expect(said).toMatch(new RegExp(`^[Nn]o ${noun} can be judged`));
    return;
  }
  const on = statuses.filter((status) => status === 'on_target').length;
  const many = `${noun}s`;
  const expected =
    on === all ? `[Aa]ll ${all} ${many} are` : `(${on || '[Nn]one'}) of ${all} ${many}`;
  expect(said).toMatch(new RegExp(`^${expected}`));
}

/** The paragraph that follows the headline. */
async function leadOf(page: Page): Promise<string> {
  const main = page.getByRole('main');
  return textOf(main.locator('h1 + p'));
}

/** The gap is written once and for all: alike in the sentence and in the chart, and it adds up. */
async function expectTrend(page: Page, answer: ContrastAnswer): Promise<void> {
  const lead = await leadOf(page);
  const chart = page.getByRole('region', { name: TREND }).getByRole('img');
  await expect(chart).toHaveAccessibleName(lead);
  const texts = await chart.locator('text').allTextContents();
  const labelled = (what: RegExp) => texts.find((text) => what.test(text)) ?? '';
  if (answer.siloShare === null || answer.stageShare === null) {
    expect(labelled(/points/)).toBe('');
    return;
  }
  const percent = texts.filter((text) => /\d %/.test(text)).map((text) => text.trim());
  const silo = percent.find((text) => isShare(text, answer.siloShare));
  const stage = percent.find((text) => isShare(text, answer.stageShare));
  const gap = labelled(/points/);
  expectShare(silo ?? '', answer.siloShare, 'teams report');
  expectShare(stage ?? '', answer.stageShare, 'customers get');
  expectRounded(gap, answer.alignmentGapPoints ?? Number.NaN, 'gap');
  expectSubtracts(silo ?? '', stage ?? '', gap, 'chart');
  const said = /(\d[\d,.]*\d|\d) points?/.exec(lead)?.[1];
  if (said !== undefined && Math.abs(answer.alignmentGapPoints ?? 0) >= 0.05) {
    expect(gap.replace(/^[+−]/, ''), 'gap in chart and sentence').toMatch(
      new RegExp(`^${said.replaceAll('.', '\\.')} points?$`),
    );
  }
}

/** A label with a decimal, not a tick of the axis. */
function isShare(text: string, share: number | null): boolean {
  const { value, digits } = figureIn(text);
  return (
    digits > 0 && share !== null && Math.abs(value - 100 * share) <= 0.5 * 10 ** -digits + 1e-9
  );
}

async function expectChain(page: Page, { stages, chain }: ContrastAnswer): Promise<void> {
  const card = page.getByRole('region', { name: CHAIN });
  const texts = (await card.locator('svg text').allTextContents()).map((text) => text.trim());
  for (const { name, reliability } of stages) {
    const at = texts.indexOf(name);
    expect(at, `${name} in ${texts.join(' | ')}`).toBeGreaterThanOrEqual(0);
    if (reliability !== null) expectRounded(texts[at + 1] ?? '', 100 * reliability, name);
  }
  const bounds = [
    { what: /independently/, exact: chain.independent },
    { what: /at least/, exact: chain.atLeast },
    { what: /at most/, exact: chain.atMost },
  ];
  for (const { what, exact } of bounds) {
    if (exact === null) continue;
    expectRounded(texts.find((text) => what.test(text)) ?? '', 100 * exact, String(what));
  }
}

async function expectMatrix(page: Page, answer: ContrastAnswer): Promise<void> {
  const table = page.getByRole('table').filter({ has: page.getByText('Stage owner') });
  const nameOf = new Map([...answer.teams, ...answer.stages].map(({ slug, name }) => [slug, name]));

  const cells = table
    .getByRole('row')
    .getByRole('link', { name: /^(?!What customers get).+ in .+: / });
  const spoken = await Promise.all((await cells.all()).map((cell) => nameOfLink(page, cell)));
  const expected = answer.cells.map(({ team, stage, status, basis, watermelon }) => {
    const verdict = watermelon ? 'green team, red stage' : SPOKEN[status];
    const whole = basis === 'overall' ? ' by its whole scorecard, nothing of its own here' : '';
    return `${nameOf.get(team)} in ${nameOf.get(stage)}: ${verdict}${whole}`;
  });
  expect(spoken.map((name) => name.replace(/ ?, \d+ missing$/, '')).toSorted()).toEqual(
    expected.toSorted(),
  );

  const rows = await table.getByRole('row').all();
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  const [, ...body] = texts;
  const byGap = answer.teams.toSorted(
    (a, b) => (b.gapPoints ?? Number.NEGATIVE_INFINITY) - (a.gapPoints ?? Number.NEGATIVE_INFINITY),
  );
  for (const [index, team] of byGap.entries()) {
    const [heading = '', own = '', ...rest] = body[index] ?? [];
    const [shared = '', gap = ''] = rest.slice(-2);
    expect(heading.trim()).toMatch(new RegExp(`^${team.name}`));
    expect(own.replaceAll(/\s+/g, ' ')).toContain(countOf(team.silo));
    expectCells(
      { own, shared, gap },
      { a: team.silo.share, b: team.sharedScore, gap: team.gapPoints },
      team.name,
    );
  }
  const [, own = '', ...rest] = body[byGap.length] ?? [];
  const [shared = '', gap = ''] = rest.slice(-2);
  for (const [index, { name, experience }] of answer.stages.entries()) {
    const text = (rest[index] ?? '').replaceAll(/\s+/g, ' ');
    expect(text, name).toContain(countOf(experience));
    if (experience.share !== null)
      expectRounded(text.replace(/^[^\d]*:/, ''), 100 * experience.share, name);
  }
  expectCells(
    { own, shared, gap },
    { a: answer.siloShare, b: answer.stageShare, gap: answer.alignmentGapPoints },
    'the means',
  );
}

function countOf({ onTarget, due }: ContrastAnswer['teams'][number]['silo']): string {
  return due === 0 ? 'none due' : `${onTarget} of ${due}`;
}

function expectCells(
  written: { readonly own: string; readonly shared: string; readonly gap: string },
  exact: { readonly a: number | null; readonly b: number | null; readonly gap: number | null },
  what: string,
): void {
  if (exact.a !== null) expectRounded(written.own, 100 * exact.a, `${what}, own scorecard`);
  if (exact.b !== null) expectRounded(written.shared, 100 * exact.b, `${what}, its stages`);
  if (exact.gap === null) return;
  expectRounded(written.gap, exact.gap, `${what}, gap`);
  expectSubtracts(written.own, written.shared, written.gap, what);
}

async function nameOfLink(page: Page, link: Locator): Promise<string> {
  const name = /link "(.*)"/.exec(await link.ariaSnapshot())?.[1];
  expect(name, page.url()).toBeDefined();
  return name ?? '';
}

async function expectTrendTable(page: Page, { trend, period }: ContrastAnswer): Promise<void> {
  const card = page.getByRole('region', { name: TREND });
  await card.getByText('The same as a table').click();
  const rows = await card.getByRole('row').all();
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  const [, ...body] = texts;
  expect(body).toHaveLength(trend.length);
  expect(trend.at(-1)?.period).toBe(period.key);
  for (const [index, point] of trend.toReversed().entries()) {
    const [name = '', silo = '', stage = ''] = body[index] ?? [];
    if (period.grain === 'week') expect(name).toContain(point.period.slice(-3));
    expectShare(silo, point.siloShare, `${point.period}, teams`);
    expectShare(stage, point.stageShare, `${point.period}, customers`);
  }
}
