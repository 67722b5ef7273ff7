/** Signing in by way of a provider, and by password, on a server of their own. */
import { ADMINISTRATOR, comeIn } from './people';
import { CLIENT, type Lie, type RunningProvider, startProvider } from './provider';
import { type RunningServer, startServer } from './server';
import { expect, type Page, test } from './test';

test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.use({ storageState: { cookies: [], origins: [] } });

let provider: RunningProvider;
let server: RunningServer;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  provider = await startProvider();
  server = await startServer('--empty', {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_ROLES: 'administrator=admins; viewer=all',
  });
  provider.register(server.address);
});
test.afterAll(async () => {
  await server.stop();
  await provider.stop();
});
test.beforeEach(async ({ context }) => {
  // The provider's own pages want letters from elsewhere.
  await context.route(/^https:\/\//, (route) => route.fulfill({ body: '' }));
  provider.lie(null);
  provider.down(false);
});

const button = (page: Page) => page.getByRole('button', { name: 'Sign in with your organisation' });

/** As the provider's own pages ask. */
async function answerProvider(page: Page, name: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('input[name="login"]').fill(name);
  await page.locator('input[name="password"]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function signIn(page: Page, name: string, to = '/kpis'): Promise<void> {
  await page.goto(server.address + to);
  await expect(page).toHaveURL(/\/sign-in/);
  await button(page).click();
  await answerProvider(page, name);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('one signs in there, is led where one wanted to, and has the role of the group', async ({
      page,
    }) => {
      await signIn(page, 'ana');
      await page.waitForURL(`${server.address}/kpis`);
      const account = page.locator('header details').last();
      await account.locator('summary').click();
      await expect(account).toContainText('ana from the provider');
      await expect(account).toContainText('Administrator');
      // Signing out is told to the provider, which leads back.
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL(`${provider.issuer}/**`);
      await page.getByRole('button', { name: 'Yes, sign me out' }).click();
      await page.waitForURL(/\/sign-in/);
      expect((await page.request.get(`${server.address}/api/v1/newest`)).status()).toBe(401);
    });
  });
}

test('a group gives another role, and none gives none', async ({ page, browser }) => {
  await signIn(page, 'ben');
  await page.waitForURL(`${server.address}/kpis`);
  expect((await page.request.get(`${server.address}/settings/people`)).status()).toBe(404);
  const other = await browser.newPage();
  await signIn(other, 'eve');
  await other.waitForURL(/\/sign-in\?problem=unknown/);
  await expect(other.getByRole('status')).toContainText('nobody has let you in here yet');
  await other.close();
});

const LIES: readonly Exclude<Lie, null>[] = ['issuer', 'nonce', 'token', 'algorithm'];
for (const lie of LIES) {
  test(`a provider that lies about the ${lie} brings nobody in`, async ({ page }) => {
    provider.lie(lie);
    await signIn(page, 'ben');
    await page.waitForURL(/\/sign-in\?problem=provider/);
    await expect(page.getByRole('status')).toContainText('did not answer as it should');
    expect((await page.request.get(`${server.address}/api/v1/newest`)).status()).toBe(401);
  });
}

test('an answer counts once, and in the browser that asked', async ({ page, browser }) => {
  let answer = '';
  page.on('request', (request) => {
    if (request.url().includes('/api/auth/callback/oidc')) answer = request.url();
  });
  await signIn(page, 'ben');
  await page.waitForURL(`${server.address}/kpis`);
  expect(answer).toContain('state=');
  for (const each of [page, await browser.newPage()]) {
    const again = await each.request.get(answer, { maxRedirects: 0 });
    expect(again.status()).toBe(303);
    expect(again.headers()['location']).toBe('/sign-in?problem=provider');
  }
});

test('while the provider is down the page says so, and passwords go on', async ({ page }) => {
  provider.down(true);
  await page.goto(`${server.address}/sign-in?to=/methods`);
  await button(page).click();
  await expect(page.getByRole('status')).toContainText('did not answer as it should');
  await expect(page).toHaveURL(/to=%2Fmethods/);
  await expect(page.getByLabel('Password')).toBeVisible();
});

/** The same without scripts: the browser sends the form again when its page is loaded again. */
async function losesNothing(page: Page, otherTab: Page, address: string): Promise<void> {
  await page.goto(`${address}/settings/new/team`);
  await page.getByLabel('Name', { exact: true }).fill('Theatres');
  await page.getByLabel('Short name').fill('theatres');
  await page.context().clearCookies();
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Create the team' }).click();
  await expect(page.getByRole('heading', { name: 'You were signed out' })).toBeVisible();
  expect((await answer).status()).toBe(401);

  await otherTab.goto(`${address}/sign-in`);
  await otherTab.getByLabel('E-mail').fill(ADMINISTRATOR.email);
  await otherTab.getByLabel('Password').fill(ADMINISTRATOR.password);
  await otherTab.getByRole('button', { name: 'Sign in' }).click();
  await expect(otherTab).toHaveURL(`${address}/`);

  await page.reload();
  await expect(page).toHaveURL(/\/settings\/teams\?notice=created/);
  await expect(page.getByRole('main').getByText('Theatres')).toBeVisible();
}

test('a session that ends in the middle of a form loses nothing that was typed', async ({
  browser,
}) => {
  // A server of its own, with a password and without a provider.
  const own = await startServer('--empty');
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await comeIn(page, own);
  await page.goto(`${own.address}/settings/new/team`);
  await page.getByLabel('Name', { exact: true }).fill('Wards');
  await page.getByLabel('Short name').fill('wards');
  await page.getByLabel('Who leads it').fill('Ana Ruiz');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Create the team' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('E-mail').fill(ADMINISTRATOR.email);
  await dialog.getByLabel('Password').fill(ADMINISTRATOR.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Who leads it')).toHaveValue('Ana Ruiz');
  await page.getByRole('button', { name: 'Create the team' }).click();
  await expect(page).toHaveURL(/\/settings\/teams\?notice=created/);

  const state = await context.storageState();
  const still = await browser.newContext({ javaScriptEnabled: false, storageState: state });
  await losesNothing(await still.newPage(), await still.newPage(), own.address);
  await still.close();
  await context.close();
  await own.stop();
});
