/** A whole review in the browser: chair and team lead, in two windows, on the demo's figures. */
import { expect, type Page, test } from './test';

test.describe.configure({ mode: 'serial' });

async function openItem(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('navigation', { name: 'Agenda' }).getByRole('button', { name }).click();
}

test('a review is opened, led, followed, decided and closed, and the minutes stay', async ({
  page,
  browser,
  servers,
}) => {
  test.setTimeout(120_000);
  // The last but one is held, and then the one after it. Until the hour of a meeting both are due, then the older is missed.
  await page.goto('/reviews');
  const waiting = (place: number) =>
    page
      .getByRole('listitem')
      .filter({ hasText: /due|missed/ })
      .nth(place)
      .getByRole('link')
      .first();
  const due = (await waiting(0).getAttribute('href')) ?? '';
  const path = (await waiting(1).getAttribute('href')) ?? '';
  await waiting(1).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Weekly review');
  await page.getByRole('button', { name: 'Open the review' }).click();
  await expect(page.getByRole('navigation', { name: 'Agenda' })).toBeVisible();

  const context = await browser.newContext({ baseURL: servers.demo });
  const lead = await context.newPage();
  await lead.goto(path);
  const shown = (who: Page) => who.getByRole('heading', { level: 1 });

  // The chair shows the most pressing signal; whoever follows sees it by themselves.
  const first = page.getByRole('navigation', { name: 'Agenda' }).getByRole('button').nth(1);
  await first.click();
  await expect(first).toHaveAttribute('aria-current', 'true');
  const title = (await shown(page).textContent()) ?? '';
  await expect(shown(lead)).toHaveText(title);

  // Who follows on a phone has agenda and item on it.
  await lead.setViewportSize({ width: 360, height: 640 });
  expect(await lead.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);

  // A clicker turns to the next item and back.
  await page.keyboard.press('PageDown');
  await expect(shown(page)).not.toHaveText(title);
  await expect(shown(lead)).not.toHaveText(title);
  await page.keyboard.press('PageUp');
  await expect(shown(lead)).toHaveText(title);

  // Both write into one note.
  const note = (who: Page) => who.getByLabel(/^Note/);
  await note(lead).fill('The lead was here.');
  await note(lead).blur();
  await expect(note(page)).toHaveValue('The lead was here.');
  await note(page).fill('The lead was here.\nAnd so was the chair.');
  await expect(note(lead)).toHaveValue(/so was the chair/);

  // A follower who loses the network comes back to the right item.
  await context.setOffline(true);
  await page.getByRole('timer').click();
  await page.keyboard.press('PageDown');
  await expect(shown(page)).not.toHaveText(title);
  const second = (await shown(page).textContent()) ?? '';
  await context.setOffline(false);
  await expect(shown(lead)).toHaveText(second, { timeout: 20_000 });

  // An action in words: it says what it understood before it saves.
  await page
    .getByLabel('An action in one line')
    .fill('Roll back receiving screen, Stores, tomorrow');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByText('Understood: Roll back receiving screen')).toBeVisible();
  await page.getByRole('button', { name: 'Save the action' }).click();
  await expect(page.getByRole('link', { name: 'Roll back receiving screen' })).toBeVisible();

  await openItem(page, /Decisions and close/);
  await page.getByLabel('What is decided').fill('Stop new installs');
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Stop new installs' })).toBeVisible();
  await page.getByRole('button', { name: 'Close the review' }).click();
  await expect(page.getByText('Decided: Stop new installs')).toBeVisible();
  await expect(page.getByText(/SHA-256 [0-9a-f]{64}/).first()).toBeVisible();
  await expect(lead.getByText(/SHA-256 [0-9a-f]{64}/).first()).toBeVisible();

  // On paper: the same bytes whenever it is fetched, on the paper that was asked for.
  const pdf = await page.getByRole('link', { name: 'As PDF, A4' }).getAttribute('href');
  const onPaper = async () => {
    const answer = await page.request.get(pdf ?? '');
    expect(answer.headers()['content-type']).toBe('application/pdf');
    return answer.body();
  };
  const printed = await onPaper();
  expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
  expect(printed.compare(await onPaper())).toBe(0);
  await context.close();

  const written = (await page.getByRole('link', { name: 'Markdown' }).getAttribute('href')) ?? '';
  const inWords = async () => (await page.request.get(written)).text();
  const before = await inWords();
  expect(before).toMatch(/Roll back receiving screen: Stores.*, open, new/);

  // The week after: the action is back, and this time it is done.
  await page.goto(due);
  await page.getByRole('button', { name: 'Open the review' }).click();
  await openItem(page, /What was promised/);
  await page.getByRole('link', { name: 'Roll back receiving screen' }).click();
  await page.getByLabel(/What came of it/).fill('Rolled back in all 12 stores');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.goto(due);
  await expect(page.getByText(/^1 done, 0 late/).first()).toBeVisible();
  await page.getByRole('link', { name: 'lead it' }).click();
  await openItem(page, /Decisions and close/);
  await page.getByRole('button', { name: 'Close the review' }).click();
  await expect(page.getByText(/SHA-256 [0-9a-f]{64}/).first()).toBeVisible();
  const after = (await page.getByRole('link', { name: 'Markdown' }).getAttribute('href')) ?? '';
  expect(after).not.toBe(written);
  expect(await (await page.request.get(after)).text()).toMatch(
    /Roll back receiving screen: Stores.*, done/,
  );
  // The first minutes are what they were, to the byte.
  expect(await inWords()).toBe(before);
  expect(printed.compare(await onPaper())).toBe(0);
});

test('an action is on the list of its team, and is done without scripts', async ({
  browser,
  servers,
}) => {
  const context = await browser.newContext({ baseURL: servers.demo, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/actions?team=support');
  await page.getByLabel('In one line').fill('Call back within a day, Support, Fri');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('button', { name: 'Save the action' }).click();
  await page.getByRole('link', { name: 'Call back within a day' }).click();
  await page.getByLabel(/What came of it/).fill('All of them');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: /^Done/ }).click();
  await expect(page.getByText('What came of it: All of them')).toBeVisible();
  await context.close();
});

test('a team checks in from its phone', async ({ page }) => {
  await page.goto('/check-ins');
  await page
    .getByRole('region', { name: /Asked for/ })
    .getByRole('link')
    .first()
    .click();
  await page
    .getByLabel('What happened')
    .fill('38 % of late parcels were promised from stock that was not there.');
  await page.getByLabel('Back by which period').fill('soon');
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByText('Give a period such as')).toBeVisible();
  await page.getByLabel('Back by which period').fill('2027-W02');
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByText('· checked in').first()).toBeVisible();
});

test('a series is changed, ended and taken up again', async ({ page, browser }) => {
  await page.goto('/reviews');
  const open = () => page.getByRole('link', { name: 'Change Weekly review' }).click();
  await open();
  await page.getByLabel('In the time zone').fill('Mars');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Give the name of a time zone')).toBeVisible();
  await page.getByLabel('In the time zone').fill('Pacific/Auckland');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/09:00 in Pacific\/Auckland/)).toBeVisible();
  await open();
  await page.getByRole('button', { name: 'End the series' }).click();
  await expect(page.getByText(/, ended/)).toBeVisible();
  await open();
  await page.getByRole('button', { name: 'Take it up again' }).click();
  await expect(page.getByText(/09:00 in Pacific\/Auckland/)).toBeVisible();
  await open();
  await page.getByLabel('In the time zone').fill('Europe/London');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/09:00 in Europe\/London/)).toBeVisible();

  // Of two who change it, the second is told what the first did, and loses nothing.
  await open();
  const chair = page.getByLabel('Chair');
  const before = await chair.inputValue();
  const without = await browser.newContext({ javaScriptEnabled: false });
  const other = await without.newPage();
  const form = page.url();
  await other.goto(form);
  await chair.fill('Ana Ruiz');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/reviews$/);

  const zone = other.getByLabel('In the time zone');
  await zone.fill('Pacific/Auckland');
  await other.getByRole('button', { name: 'Save' }).click();
  const told = other.getByRole('alert');
  await expect(told).toContainText('Somebody else changed this meanwhile. Nothing is lost.');
  await expect(told).toContainText(`stored is “Ana Ruiz”, you typed “${before}”`);
  await expect(zone).toHaveValue('Pacific/Auckland');
  await zone.fill('Europe/London');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other).toHaveURL(/\/reviews$/);
  await page.goto(form);
  await expect(page.getByLabel('Chair')).toHaveValue(before);
  await without.close();
});
