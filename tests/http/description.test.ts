/** The description of the API, the methods it takes, and the patterns that requests are counted by. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { refusedMethod } from '../../lib/http/methods';
import { API, READS } from '../../lib/http/operations';
import { routePattern } from '../../lib/http/routes';
import { named } from '../../lib/http/schema';
import { VERSION } from '../../lib/http/version';
import { published, schemaNamed } from './published';

const APP = join(import.meta.dirname, '../../app');

/** Addresses as folders say them: `/kpis/[kpi]`. */
const folders = readdirSync(APP, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(page\.tsx|route\.tsx?|icon\.svg)$/.test(file))
  .map((file) => {
    const path = file
      .replace(/\/?(page\.tsx|route\.tsx?)$/, '')
      .split('/')
      .filter((part) => !part.startsWith('('));
    return `/${path.join('/')}`;
  });

describe('the description of the API', () => {
  it('has every route of version 1 that there is, and no other', () => {
    const routes = folders
      .filter((path) => path.startsWith(`${API}/`))
      .map((path) => path.slice(API.length).replaceAll('[', '{').replaceAll(']', '}'));
    expect(Object.keys(published.paths).toSorted()).toEqual(routes.toSorted());
  });

  it('refers to nothing that it does not hold', () => {
    const references = [...JSON.stringify(published).matchAll(/"\$ref":"([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, reference = ''] of references) {
      expect(reference).toMatch(/^#\/components\/schemas\//);
      expect(published.components.schemas).toHaveProperty(reference.split('/').at(-1) ?? '');
    }
  });

  it('names every operation once, and every part of an address as a parameter', () => {
    expect(new Set(READS.map(({ name }) => name)).size).toBe(READS.length);
    for (const [path, { get }] of Object.entries(published.paths)) {
      if (get === undefined) continue;
      const inPath = get.parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it('is of the version that is packaged', () => {
    const packaged = JSON.parse(readFileSync(join(APP, '../package.json'), 'utf8'));
    expect(VERSION).toBe(packaged.version);
  });

  it('gives every schema a name of its own', () => {
    const answers = READS.map(({ answer }) => named.get(answer)?.id);
    expect(new Set(answers).size).toBe(READS.length);
    expect(published.components.schemas).toHaveProperty('KpiAnswer');
    expect(published.components.schemas).toHaveProperty('Kpi');
  });

  it('is strict: a field more or less is another answer', () => {
    const bounds = { target: 1, atRisk: null, low: null, high: null, margin: null };
    expect(schemaNamed('Bounds').safeParse(bounds).success).toBe(true);
    expect(schemaNamed('Bounds').safeParse({ ...bounds, more: 1 }).success).toBe(false);
    expect(schemaNamed('Bounds').safeParse({ target: 1 }).success).toBe(false);
  });
});

describe('the methods of an address', () => {
  it.each([
    ['GET', '/api/v1/kpis', null],
    ['HEAD', '/api/v1/kpis/a-b/series', null],
    ['DELETE', '/api/v1/kpis', 'GET, HEAD, OPTIONS'],
    ['POST', '/api/v1/kpis/a-b', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/v1/definitions', null],
    ['POST', '/api/v1/definitions', 'GET, HEAD, OPTIONS, PUT'],
    ['POST', '/api/v1/observations', null],
    ['GET', '/api/v1/observations', 'POST, OPTIONS'],
    ['PATCH', '/api/openapi.json', 'GET, HEAD, OPTIONS'],
    // Not ours to refuse: a page, or nothing at all.
    ['POST', '/api/v1/fish', null],
    ['POST', '/kpis', null],
  ])('%s %s', (method, path, allowed) => {
    expect(refusedMethod(method, path)).toBe(allowed);
  });
});

describe('the pattern of an address', () => {
  it('is that of its folder, for every page and route there is', () => {
    expect(folders.length).toBeGreaterThan(12);
    for (const folder of folders) {
      expect(routePattern(folder.replaceAll(/\[\w+\]/g, 'any-slug')), folder).toBe(folder);
      expect(routePattern(`${folder.replaceAll(/\[\w+\]/g, 'x')}?a=1`), folder).toBe(folder);
    }
  });

  it.each([
    ['/_next/static/chunks/1a2b.js', '/_next/*'],
    ['/wp-login.php', 'other'],
    ['/kpis/a/b/c', 'other'],
    ['//', 'other'],
    ['', 'other'],
    ['/kpis/', '/kpis'],
  ])('%s is counted as %s', (path, pattern) => {
    expect(routePattern(path)).toBe(pattern);
  });
});
