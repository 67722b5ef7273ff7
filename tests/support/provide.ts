/** Sees to what the tests need besides the packages: a browser and a PostgreSQL server. */
import {
  aptInstall,
  findBrowser,
  installBrowser,
  installLighterBrowser,
  isDebianRoot,
} from './browser';
import { findPrograms, serverUser, versionOf } from './postgres-programs';

function provideBrowser(): void {
  if (findBrowser() === null) {
    console.log('Installing a browser for the tests; this takes about half a minute.');
    installBrowser();
  } else {
    installLighterBrowser();
  }
  console.log(`Browser: ${findBrowser()}`);
}

function providePostgres(): void {
  if ((process.env['TEST_DATABASE_URL'] ?? '') !== '') {
    console.log('PostgreSQL: the server at TEST_DATABASE_URL');
    return;
  }
  if (findPrograms() === null && isDebianRoot()) {
    console.log('Installing PostgreSQL for the tests; this takes about half a minute.');
    aptInstall('postgresql');
  }
  const programs = findPrograms();
  if (programs === null) {
    throw new Error(
      'There is no PostgreSQL for the tests. Install version 15 or newer, or set TEST_DATABASE_URL.',
    );
  }
  const version = versionOf(programs, null) ?? versionOf(programs, serverUser());
  console.log(`PostgreSQL: ${version ?? 'of unknown version'} in ${programs.bin}`);
}

provideBrowser();
providePostgres();
