/**
 * The arrows of docs/architecture.md hold, and their guards would notice if they did not: a
 * violation of each rule is planted in a folder of its own and must be reported.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { readsClock, readsEnvironment, sourceFiles } from './support/sources';

const ROOT = join(import.meta.dirname, '..');
const CONFIG = '.dependency-cruiser.cjs';

const cruised = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }),
    ),
  }),
});

const ruleNames = z
  .object({ forbidden: z.array(z.object({ name: z.string() })) })
  .parse(createRequire(import.meta.url)(join(ROOT, CONFIG)))
  .forbidden.map(({ name }) => name);

/** Rule, the file that breaks it, and what that file says. */
const VIOLATIONS: readonly (readonly [rule: string, file: string, text: string])[] = [
  [
    'domain-is-pure',
    'lib/domain/a.ts',
    "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
  ],
  ['domain-is-pure', 'lib/domain/b.ts', "import { z } from 'zod';\nexport const b = z;"],
  [
    'domain-is-pure',
    'lib/domain/c.ts',
    "import type { AppError } from '../errors';\nexport type C = AppError;",
  ],
  [
    'db-knows-the-domain-only',
    'db/queries/a.ts',
    "import { format } from '../../lib/format/number';\nexport const a = format;",
  ],
  [
    'db-knows-the-domain-only',
    'db/queries/b.ts',
    "import { verb } from '@/lib/usecases/verb';\nexport const b = verb;",
  ],
  [
    'drivers-stay-in-db',
    'lib/usecases/driver.ts',
    "import { sql } from 'kysely';\nexport const a = sql;",
  ],
  ['drivers-stay-in-db', 'cli/a.ts', "import type { Pool } from 'pg';\nexport type A = Pool;"],
  [
    'drivers-stay-in-db',
    'lib/http/a.ts',
    "import { PGlite } from '@electric-sql/pglite';\nexport const a = PGlite;",
  ],
  [
    'usecases-take-their-world',
    'lib/usecases/clock.ts',
    "import { now } from '../runtime';\nexport const a = now;",
  ],
  [
    'usecases-take-their-world',
    'lib/usecases/page.ts',
    "import { redirect } from 'next/navigation';\nexport const a = redirect;",
  ],
  [
    'usecases-take-their-world',
    'lib/usecases/draw.ts',
    "import { useState } from 'react';\nexport const a = useState;",
  ],
  [
    'usecases-call-no-other',
    'lib/usecases/caller.ts',
    "import { verb } from './verb';\nexport const a = verb;",
  ],
  [
    'components-are-told',
    'components/a.tsx',
    "import { verb } from '../lib/usecases/verb';\nexport const a = verb;",
  ],
  [
    'components-are-told',
    'components/b.tsx',
    "import { now } from '@/lib/runtime';\nexport const b = now;",
  ],
  [
    'components-are-told',
    'components/c.tsx',
    "import { query } from '@/db/queries/query';\nexport const c = query;",
  ],
  ['drawing-is-pure', 'lib/chart/a.ts', "import { z } from 'zod';\nexport const a = z;"],
  [
    'drawing-is-pure',
    'lib/paths.ts',
    "import { query } from '../db/queries/query';\nexport const a = query;",
  ],
  [
    'app-asks-use-cases',
    'app/a/page.tsx',
    "import { query } from '@/db/queries/query';\nexport const a = query;",
  ],
  [
    'app-asks-use-cases',
    'app/b/page.tsx',
    "import type { Db } from '../../db/client';\nexport type B = Db;",
  ],
  [
    'app-asks-use-cases',
    'lib/http/asks.ts',
    "import { query } from '../../db/queries/query';\nexport const b = query;",
  ],
  [
    'paper-is-told',
    'lib/pdf/asks.ts',
    "import { verb } from '../usecases/verb';\nexport const a = verb;",
  ],
  [
    'import-reads-files',
    'lib/import/asks.ts',
    "import { query } from '../../db/queries/query';\nexport const d = query;",
  ],
  [
    'import-reads-files',
    'lib/import/does.ts',
    "import type { verb } from '../usecases/verb';\nexport type E = typeof verb;",
  ],
  [
    'next-stays-outside',
    'lib/import/a.ts',
    "import { cookies } from 'next/headers';\nexport const a = cookies;",
  ],
  [
    'next-stays-outside',
    'lib/format/a.ts',
    "import type { NextConfig } from 'next';\nexport type A = NextConfig;",
  ],
  [
    'react-stays-in-pages',
    'lib/import/b.ts',
    "import { useState } from 'react';\nexport const b = useState;",
  ],
  [
    'runtime-is-behind-the-wall',
    'app/c/page.tsx',
    "import { now } from '@/lib/runtime';\nexport const c = now;",
  ],
  [
    'runtime-is-behind-the-wall',
    'lib/import/c.ts',
    "import { now } from '../runtime';\nexport const c = now;",
  ],
  [
    'no-cycles',
    'lib/domain/ring.ts',
    "import { other } from './ring-other';\nexport const ring = () => other;",
  ],
  [
    'nothing-imports-app',
    'components/d.tsx',
    "import { page } from '../app/page';\nexport const d = page;",
  ],
  [
    'nothing-imports-programs',
    'lib/http/b.ts',
    "import { program } from '../../cli/program';\nexport const b = program;",
  ],
  [
    'nothing-imports-tests',
    'lib/http/c.ts',
    "import { factory } from '../../tests/factory';\nexport const c = factory;",
  ],
  [
    'product-without-dev-packages',
    'lib/import/d.ts',
    "import fc from 'fast-check';\nexport const d = fc;",
  ],
  [
    'nothing-unresolved',
    'lib/import/e.ts',
    "import { gone } from './gone';\nexport const e = gone;",
  ],
];

/** What the rules must leave alone; the planted files above import these too. */
const ALLOWED: Readonly<Record<string, string>> = {
  'lib/domain/fact.ts': 'export const fact = 1;',
  'lib/domain/ring-other.ts': "import { ring } from './ring';\nexport const other = () => ring;",
  'lib/domain/judgement.ts': "import { fact } from './fact';\nexport const judgement = fact;",
  'lib/errors.ts': 'export class AppError extends Error {}',
  'lib/runtime.ts': "import type { Db } from '../db/client';\nexport const now = (db: Db) => db;",
  'lib/format/number.ts': "import { fact } from '../domain/fact';\nexport const format = fact;",
  'lib/chart/scale.ts':
    "import { scaleLinear } from 'd3-scale';\nimport { format } from '../format/number';\nexport const s = [scaleLinear, format];",
  'lib/import/csv.ts':
    "import { z } from 'zod';\nimport { fact } from '../domain/fact';\nexport const p = [z, fact];",
  'lib/http/route.ts':
    "import { cookies } from 'next/headers';\nimport { now } from '../runtime';\nimport { verb } from '../usecases/verb';\nexport const r = [cookies, now, verb];",
  'lib/usecases/context.ts':
    "import type { Db } from '../../db/client';\nexport type Context = Db;",
  'lib/usecases/verb.ts':
    "import { query } from '../../db/queries/query';\nimport { fact } from '../domain/fact';\nimport { AppError } from '../errors';\nimport { p } from '../import/csv';\nimport type { Context } from './context';\nexport const verb = (c: Context) => [query, fact, AppError, p, c];",
  'db/client.ts':
    "import { mkdir } from 'node:fs/promises';\nimport { Kysely } from 'kysely';\nimport { AppError } from '../lib/errors';\nexport type Db = Kysely<never>;\nexport const c = [mkdir, AppError];",
  'db/queries/query.ts':
    "import type { Db } from '../client';\nimport { fact } from '../../lib/domain/fact';\nexport const query = (db: Db) => [db, fact];",
  'components/mark.tsx':
    "import { useState } from 'react';\nimport Link from 'next/link';\nimport { s } from '@/lib/chart/scale';\nimport { fact } from '@/lib/domain/fact';\nexport const mark = [useState, Link, s, fact];",
  'app/page.tsx':
    "import { mark } from '@/components/mark';\nimport { r } from '@/lib/http/route';\nimport { verb } from '@/lib/usecases/verb';\nexport const page = [mark, r, verb];",
  'cli/program.ts':
    "import { c } from '../db/client';\nimport { now } from '../lib/runtime';\nimport { verb } from '../lib/usecases/verb';\nexport const program = [c, now, verb];",
  'cli/serve.ts': "import next from 'next';\nexport const serve = next;",
  'tests/factory.ts':
    "import { sql } from 'kysely';\nimport { page } from '../app/page';\nexport const factory = [sql, page];",
};

/** What the planted files may import, and what only tests may. */
const PACKAGE = {
  type: 'module',
  dependencies: Object.fromEntries(
    ['@electric-sql/pglite', 'd3-scale', 'kysely', 'next', 'pg', 'react', 'zod'].map((name) => [
      name,
      '*',
    ]),
  ),
  devDependencies: { 'fast-check': '*' },
};

function cruise(folder: string): z.infer<typeof cruised> {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const output = execFileSync(process.execPath, [program, '.', '--output-type=json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  return cruised.parse(JSON.parse(output));
}

describe('the arrows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-arrows-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  let reported: z.infer<typeof cruised>['summary']['violations'];
  beforeAll(() => {
    for (const file of [CONFIG, 'tsconfig.json']) {
      cpSync(join(ROOT, file), join(folder, file));
    }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(PACKAGE));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const planted = VIOLATIONS.map(([, file, text]) => [file, text] as const);
    for (const [file, text] of [...planted, ...Object.entries(ALLOWED)]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    reported = cruise(folder).summary.violations;
  });

  it.each(VIOLATIONS)('%s reports %s', (rule, file) => {
    // A cycle is reported once, at either end; the other planted files are imported by nothing.
    const found = reported.filter(({ from, to }) => from === file || to === file);
    expect(found.map(({ rule: { name } }) => name)).toContain(rule);
  });

  it('has a planted violation for each rule', () => {
    expect(new Set(VIOLATIONS.map(([rule]) => rule))).toEqual(new Set(ruleNames));
  });

  it('leaves alone what is allowed', () => {
    const allowed = Object.keys(ALLOWED).filter((file) => !file.includes('ring'));
    expect(reported.filter(({ from }) => allowed.includes(from))).toEqual([]);
  });

  it('reads every source file of the project, as a guard that reads nothing is content', () => {
    const read = new Set(cruise(ROOT).modules.map(({ source }) => source));
    const files = sourceFiles(ROOT);
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !read.has(file))).toEqual([]);
  });
});

describe('environment and clock', () => {
  const product = sourceFiles(ROOT).filter((file) =>
    /^(app|components|db|lib)\/|^(proxy|instrumentation)\.ts$/.test(file),
  );
  const elsewhere = product.filter((file) => file !== 'lib/runtime.ts');

  it('are read in lib/runtime.ts', () => {
    const text = readFileSync(join(ROOT, 'lib/runtime.ts'), 'utf8');
    expect(readsClock(text)).not.toEqual([]);
    expect(readsEnvironment(text)).not.toEqual([]);
  });

  it('are read nowhere else', () => {
    const found = elsewhere.flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return [...readsClock(text), ...readsEnvironment(text)].map((line) => `${file}: ${line}`);
    });
    expect(found).toEqual([]);
  });

  it.each([
    'const t = Date.now();',
    'const t = new Date();',
    'const t = new Date;',
    'const t = Date();',
    "const t = Date['now']();",
    'const { now } = Date;',
    'const clock = { now: Date.now };',
    'const t = performance.now();',
    'const t = globalThis.Date.now();',
  ])('a clock is seen in: %s', (text) => {
    expect(readsClock(text)).toHaveLength(1);
  });

  it.each([
    "const port = process.env['PORT'];",
    'const { env } = process;',
    "import { env } from 'node:process';",
    "import { env as settings } from 'process';",
    "const port = process['env'].PORT;",
    'const port = globalThis.process.env.PORT;',
  ])('the environment is seen in: %s', (text) => {
    expect(readsEnvironment(text)).toHaveLength(1);
  });

  it.each([
    'const t = new Date(2026, 10, 22);',
    "const t = new Date('2026-11-22');",
    "const said = 'Date.now()'; // new Date()",
    'const t = now();',
    'const t = Date.UTC(2026, 10, 22);',
  ])('nothing is seen in: %s', (text) => {
    expect([...readsClock(text), ...readsEnvironment(text)]).toEqual([]);
  });
});
