/** The catalogue by hand and the first hour, on an installation of their own. */
import type { Cookie, Locator } from '@playwright/test';
import { administratorOf } from './people';
import { type RunningServer, startServer } from './server';
import { expect, type Page, test } from './test';

// One installation, and a story told in order: each test finds what those before it have made.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let server: RunningServer;
let administrator: readonly Cookie[];
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  server = await startServer('--empty');
  administrator = await administratorOf(browser, server);
});
test.beforeEach(async ({ context }) => {
  await context.addCookies(administrator);
});
test.afterAll(async () => {
  await server.stop();
});

const step = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });

const exported = async (page: Page): Promise<string> =>
  (await page.request.get(`${server.address}/api/v1/definitions?format=yaml`)).text();

test('an empty installation leads from the organisation to a journey from a template', async ({
  page,
}) => {
  await page.goto(server.address);
  await expect(step(page, 'Your organisation')).toHaveAttribute('aria-current', 'step');
  await page.getByRole('link', { name: 'Name it' }).click();
  await page.getByLabel('Name', { exact: true }).fill('St Vitus Hospital');
  await page.getByLabel('Time zone').fill('Europe/Berlin');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').first()).toContainText('Saved.');
  await page.getByRole('link', { name: 'What comes next' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 of 6 first steps are done.');
  await page.getByRole('link', { name: 'Choose a template' }).click();
  await page.getByRole('link', { name: 'Hospital visit' }).click();
  await expect(page.getByRole('region', { name: 'What it brings' })).toBeVisible();
  await page.getByRole('button', { name: 'Create the journey' }).click();
  await expect(page).toHaveURL(/\/settings\/journeys\/a-planned-hospital-visit\?notice=created$/);
  const stages = page.getByRole('region', { name: /^Stages/ }).getByRole('heading', { level: 3 });
  await expect(stages).toHaveCount(7);

  await page.getByRole('button', { name: 'Move Prepare up' }).click();
  await expect(stages.first()).toHaveText('Prepare');
  await page.getByRole('button', { name: 'Move Prepare down' }).click();
  await expect(stages.first()).toHaveText('Referral');
});

test('a refused form keeps what was typed, says the cure, and takes the focus', async ({
  page,
}) => {
  await page.goto(`${server.address}/settings/new/team`);
  await page.getByLabel('Who leads it').fill('Ana Ruiz');
  await page.getByLabel('Short name').fill('Ward Teams!');
  // Checked as one types, before anything is sent.
  await expect(page.getByText(/is no slug/).first()).toBeVisible();
  await expect(page.getByText(/Write a name/)).toBeHidden();
  await page.getByRole('button', { name: 'Create the team' }).press('Enter');
  const summary = page.getByRole('alert').filter({ hasText: 'Nothing was saved' });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('link', { name: 'Name', exact: true })).toBeVisible();
  await expect(page.getByLabel('Who leads it')).toHaveValue('Ana Ruiz');
  const name = page.getByLabel('Name', { exact: true });
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(name).toHaveAccessibleDescription(/Write a name on one line/);
  await name.fill('Wards');
  await page.getByLabel('Short name').fill('');
  await page.getByLabel('Short name').press('Enter');
  await expect(page).toHaveURL(/\/settings\/teams\?notice=created$/);
  await expect(page.getByRole('link', { name: 'Wards' })).toBeVisible();
});

test('without scripts a team is refused, created and edited', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(administrator);
  const page = await context.newPage();
  await page.goto(`${server.address}/settings/new/team`);
  await page.getByLabel('Who leads it').fill('Bo Lind');
  await page.getByRole('button', { name: 'Create the team' }).click();
  await expect(page.getByText('Nothing was saved yet.')).toBeVisible();
  await expect(page.getByLabel('Who leads it')).toHaveValue('Bo Lind');
  await page.getByLabel('Name', { exact: true }).fill('Theatre');
  await page.getByRole('button', { name: 'Create the team' }).click();
  await page.getByRole('link', { name: 'Theatre' }).click();
  await page.getByLabel('Part of').selectOption({ label: 'Wards' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Part of')).toHaveValue('wards');
  await context.close();
});

test('a KPI with owner and target, and the file says the same', async ({ page }) => {
  await page.goto(`${server.address}/settings/new/kpi`);
  await page.getByLabel('Name', { exact: true }).fill('Seen as planned');
  await page.getByLabel('Counts out of counts').check();
  await page
    .getByLabel('Whose view')
    .selectOption({ label: 'experience: what the customer gets or says' });
  await page.getByLabel('Target', { exact: true }).fill('95');
  await page.getByLabel('At risk until').fill('97');
  await page.getByLabel('Holds from').fill('2026-01-05');
  await page.getByLabel('The one team that answers').selectOption({ label: 'Theatre' });
  await page.getByRole('checkbox', { name: 'Wards' }).check();
  await page.getByLabel('Be treated').selectOption('both');
  await page.getByRole('button', { name: 'Create the KPI' }).click();
  await expect(
    page.getByText(/At risk starts at 97, above the target of 95/).first(),
  ).toBeVisible();
  await expect(page.getByLabel('Be treated')).toHaveValue('both');
  await expect(page.getByRole('checkbox', { name: 'Wards' })).toBeChecked();
  await page.getByLabel('At risk until').fill('90');
  await page.getByRole('button', { name: 'Create the KPI' }).click();
  await expect(page).toHaveURL(/\/settings\/kpis\/seen-as-planned\?notice=created$/);

  await page.getByRole('link', { name: 'Another team from a day on' }).click();
  await page.getByLabel('Team').selectOption({ label: 'Wards' });
  await page.getByLabel('From').fill('2027-01-04');
  await expect(page.getByText(/^Wards answers from 4 Jan(uary)? 2027 on/)).toBeVisible();
  await page.getByRole('button', { name: 'Save who answers' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  expect(await exported(page)).toContain(`
teams:
  - slug: wards
    name: Wards
    lead: Ana Ruiz
  - slug: theatre
    name: Theatre
    parent: wards
    lead: Bo Lind
`);
  expect(await exported(page)).toContain(`
kpis:
  - slug: seen-as-planned
    name: Seen as planned
    unit: "%"
    grain: week
    aggregation: ratio
    counts: true
    direction: higher
    lens: experience
    accountable:
      - team: theatre
      - team: wards
        from: 2027-01-04
    stages:
      - stage: be-treated
        critical: true
        reliability: true
targets:
  - kpi: seen-as-planned
    grain: week
    from: 2026-01-05
    target: 95
    atRisk: 90
`);
});

test('a rename leads on from the old address', async ({ page }) => {
  await page.goto(`${server.address}/settings/stages/referral`);
  await page.getByLabel('Short name').fill('being-referred');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: 'Referral', exact: true })).toHaveAttribute(
    'href',
    '/settings/stages/being-referred',
  );
  await page.goto(`${server.address}/settings/stages/referral`);
  await expect(page).toHaveURL(/\/settings\/stages\/being-referred$/);
  const public_ = await page.goto(`${server.address}/stages/referral`);
  expect(public_?.url()).toContain('/stages/being-referred');
});

test('the demo is a click away, and what a target would do is said before it is saved', async ({
  page,
}) => {
  await page.goto(`${server.address}/start`);
  await page.getByRole('link', { name: 'Load the demo' }).click();
  await page.getByRole('button', { name: 'Load the demo' }).click();
  await expect(page.getByText('Demo', { exact: true })).toBeVisible({ timeout: 120_000 });

  const before = await exported(page);
  await page.goto(`${server.address}/settings/kpis/delivered-on-promised-day`);
  await page.getByRole('link', { name: 'New target from a day on' }).click();
  await page.getByLabel('Target', { exact: true }).fill('99.9');
  await expect(page.getByText(/None of the \d+ weeks .* is judged anew/)).toBeVisible();
  await expect(
    page.getByText(/^As the process runs, it would be met in about \d+ of 13 weeks/),
  ).toBeVisible();
  await page.getByLabel('At risk until').fill('99.5');
  await page.getByLabel('From').fill('2026-03-02');
  await expect(page.getByText(/^\d+ of \d+ weeks are judged anew: \d+ from/)).toBeVisible();
  expect(await exported(page)).toBe(before);
  await page.getByRole('button', { name: 'Save the target' }).click();
  const targets = page.getByRole('region', { name: 'Targets' }).getByRole('listitem');
  await expect(targets).toHaveCount(2);
  await expect(targets.first()).toContainText('99.9');
  await targets.first().getByText('Remove', { exact: true }).click();
  await targets.first().getByRole('button', { name: 'Remove this target' }).click();
  await expect(targets).toHaveCount(1);
  expect(await exported(page)).toBe(before);
});

test('two people at once: nothing is lost, and both are shown', async ({ page, context }) => {
  const other = await context.newPage();
  await page.goto(`${server.address}/settings/teams/support`);
  await other.goto(`${server.address}/settings/teams/support`);
  await other.getByLabel('Who leads it').fill('Theirs');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText('Saved.')).toBeVisible();
  await page.getByLabel('Who leads it').fill('Mine');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('stored is “Theirs”, you typed “Mine”')).toBeVisible();
  // The page is brought up to date around what was typed.
  await expect(page.getByText('Definitions changed at')).toBeVisible();
  await expect(page.getByLabel('Who leads it')).toHaveValue('Mine');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Who leads it')).toHaveValue('Mine');
});

test('what is typed stays when somebody else saves before it is sent', async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  const known = page.waitForResponse('**/api/v1/newest');
  await page.goto(`${server.address}/settings/teams/support`);
  await known;
  await page.getByLabel('Who leads it').fill('Mine again');
  await other.goto(`${server.address}/settings/teams/support`);
  await other.getByLabel('Who leads it').fill('Theirs again');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText('Saved.')).toBeVisible();
  // As when one comes back to the window: the page is brought up to date.
  await page.evaluate(() =>
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
  );
  await expect(page.getByText('Definitions changed at')).toBeVisible();
  await expect(page.getByLabel('Who leads it')).toHaveValue('Mine again');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('stored is “Theirs again”, you typed “Mine again”')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await other.reload();
  await expect(other.getByLabel('Who leads it')).toHaveValue('Mine again');
});

test('teams are merged from a day on', async ({ page }) => {
  await page.goto(`${server.address}/settings/teams/digital`);
  await page.getByRole('link', { name: 'Merge it from a day on' }).click();
  await page.getByLabel('Becomes part of').selectOption({ label: 'Stores' });
  await expect(
    page.getByText(/KPIs change hands from that day on; what was before stays/),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Merge the teams' }).click();
  await expect(page.getByText('The teams are merged.')).toBeVisible();
  const text = await exported(page);
  expect(text).toMatch(/accountable:\n {6}- team: digital\n {6}- team: stores\n {8}from: \d/);
});

test('the demo goes with a click, which says before what goes', async ({ page }) => {
  await page.goto(`${server.address}/settings/demo`);
  await expect(page.getByText(/1 journey, 8 stages, .* figures; with them targets/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove the demo' }).click();
  await expect(page.getByText('Removed.')).toBeVisible({ timeout: 60_000 });
  await page.goto(`${server.address}/start`);
  await expect(page.getByText('Demo', { exact: true })).toBeHidden();
  expect(await exported(page)).not.toContain('delivered-on-promised-day');
});

test('another site cannot edit the catalogue', async ({ page }) => {
  await page.goto(`${server.address}/settings/teams/wards`);
  const fields = await page
    .locator('form input[type="hidden"]')
    .evaluateAll((all) =>
      all.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
    );
  const before = await exported(page);
  const answer = await page.request.post(`${server.address}/settings/teams/wards`, {
    headers: { origin: 'https://elsewhere.example' },
    multipart: { ...Object.fromEntries(fields), name: 'Taken over', slug: 'wards' },
  });
  expect(answer.status()).toBeGreaterThanOrEqual(400);
  expect(await exported(page)).toBe(before);
});
