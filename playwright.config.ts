import { defineConfig, devices } from '@playwright/test';

import { statePath } from './tests/e2e/state';
import { browserOptions, findBrowser } from './tests/support/browser';

process.env['TZ'] = 'America/New_York';

// Workers find by it what the setup wrote.
process.env['E2E_RUN'] ??= String(process.pid);

const browser = findBrowser();
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  // Starts the server and puts its address into E2E_BASE_URL, which workers inherit.
  globalSetup: './tests/e2e/setup.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  fullyParallel: true,
  // A test that passes only at the second try does not pass.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...(process.env['E2E_BASE_URL'] === undefined ? {} : { baseURL: process.env['E2E_BASE_URL'] }),
    locale: 'en-GB',
    timezoneId: 'America/New_York',
    launchOptions: {
      ...browserOptions,
      ...(browser === null ? {} : { executablePath: browser }),
    },
    screenshot: 'only-on-failure',
    // Signed in as an administrator, on either of the shared servers.
    storageState: statePath(process.env['E2E_RUN']),
  },
  // Specs that look at a page say how: wide or narrow, light or dark (DESK and PHONE in tests/e2e/test.ts).
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1320, height: 900 },
        colorScheme: 'light',
      },
    },
  ],
});
