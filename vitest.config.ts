import { join } from 'node:path';

import { defineConfig } from 'vitest/config';

// Far from UTC, with daylight saving, and behind it: a date that slips by a day slips here.
// Set before the workers start, because a time zone set later is not always honoured.
process.env['TZ'] = 'America/New_York';

/** What needs no database: fast, and run by `npm run check`. */
const RULES = [
  'tests/*.test.{ts,tsx}',
  'tests/{charts,components,domain,format,house,import,oracles}/**/*.test.{ts,tsx}',
];

/** What compares times, or lists all the databases of the server. */
const ALONE = ['bench', 'embed-server', 'followers', 'uploads'].map(
  (name) => `tests/programs/${name}.test.ts`,
);

export default defineConfig({
  resolve: { alias: { '@': join(import.meta.dirname) } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: RULES,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'databases',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...RULES, 'tests/{crash,e2e,programs}/**'],
          globalSetup: 'tests/support/databases-setup.ts',
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // An embedded database is one busy thread and a few hundred megabytes.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // Whole programs: started, stopped, killed.
          name: 'programs',
          include: ['tests/{crash,programs}/**/*.test.ts'],
          exclude: ALONE,
          globalSetup: 'tests/support/databases-setup.ts',
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          globalSetup: 'tests/support/databases-setup.ts',
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
