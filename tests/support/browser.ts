/** Finds a Chromium for the end-to-end tests, and gets one where there is none. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { chromium } from '@playwright/test';

const isRoot = process.getuid?.() === 0;

/** Chromium's sandbox refuses root, and a test browser has no business on the network. */
export const browserOptions = {
  chromiumSandbox: !isRoot,
  args: ['--disable-background-networking'],
};

/** Chromium without what only a window needs, which takes most of a test's time: it is preferred. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

/** Gets the lighter browser where that is easy and none was chosen; the one that is there does too. */
export function installLighterBrowser(): void {
  const isChosen = (process.env['CHROMIUM_PATH'] ?? '') !== '';
  if (isChosen || !isDebianRoot() || existsSync(HEADLESS_SHELL)) return;
  try {
    fromDebian();
  } catch {
    // Slower, and no worse.
  }
}

/** Path of the browser; null where there is none. */
export function findBrowser(): string | null {
  const places = [
    process.env['CHROMIUM_PATH'],
    HEADLESS_SHELL,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    chromium.executablePath(),
  ];
  return places.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}

/** Gets a browser from the system's packages where we may, else Playwright's own. */
export function installBrowser(): void {
  const ways = isDebianRoot() ? [fromDebian, fromPlaywright] : [fromPlaywright];
  const faults: string[] = [];
  for (const way of ways) {
    try {
      way();
      if (findBrowser() !== null) return;
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    `There is no Chromium for the tests. Install one, or set CHROMIUM_PATH.\n${faults.join('\n')}`,
  );
}

export function isDebianRoot(): boolean {
  return isRoot && existsSync('/usr/bin/apt-get');
}

/** Installs packages of the system; output is shown only when it fails. */
export function aptInstall(...packages: readonly string[]): void {
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'],
    timeout: 300_000,
  };
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    options,
  );
}

function fromDebian(): void {
  aptInstall('chromium-headless-shell', 'fonts-dejavu-core');
}

function fromPlaywright(): void {
  const home = dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json'));
  execFileSync(process.execPath, [join(home, 'cli.js'), 'install', 'chromium'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 300_000,
  });
}
