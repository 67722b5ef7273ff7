import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..', '..');

const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        optional: z.boolean().optional(),
        os: z.array(z.string()).optional(),
        cpu: z.array(z.string()).optional(),
        optionalDependencies: z.record(z.string(), z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));

/** npm looks for a package in its dependent's own node_modules, then further and further out. */
function isListed(dependent: string, name: string): boolean {
  const parts = dependent.split('/node_modules/');
  return (
    parts.some((_, index) => {
      const outer = parts.slice(0, parts.length - index).join('/node_modules/');
      return packages[`${outer}/node_modules/${name}`] !== undefined;
    }) || packages[`node_modules/${name}`] !== undefined
  );
}

it('lists the optional packages of every platform: npm ci refuses a lock file without one', () => {
  const wanted = Object.entries(packages).flatMap(([dependent, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ dependent, name })),
  );
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter(({ dependent, name }) => !isListed(dependent, name))).toEqual([]);
});

it('names no registry, so that it fits whichever one is set up', () => {
  const naming = Object.values(packages).filter(({ resolved }) => resolved !== undefined);
  expect(naming).toEqual([]);
});
