import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type FakeClone, fakeClone, JOURNAL } from '../support/fake-clone';

let clone: FakeClone;
beforeEach(() => {
  clone = fakeClone();
  clone.write(
    'cli/main.ts',
    `const given: readonly string[] = process.argv.slice(2);
     console.log(JSON.stringify({ given, cwd: process.cwd(), data: process.env['DATA_DIR'] }));
     process.exitCode = given.includes('--bad') ? 2 : 0;`,
  );
});
afterEach(() => clone.remove());

describe('throughline', () => {
  it('passes on its arguments, the folder it was called in, and the exit code', async () => {
    clone.write('tests/a b.csv', '');
    const run = clone.run('throughline.mjs', ['import', 'a b.csv', '--bad'], {
      cwd: 'tests',
      env: { DATA_DIR: '' },
    });
    expect((await run.ended).code).toBe(2);
    expect(JSON.parse(run.said())).toEqual({
      given: ['import', 'a b.csv', '--bad'],
      cwd: join(clone.folder, 'tests'),
      data: join(clone.folder, '.data'),
    });
    expect(clone.read(JOURNAL)).toBe('');
  });

  it('installs what is missing first, and keeps that out of the output of the verb', async () => {
    clone.write('node_modules/.package-lock.json', '');
    const run = clone.run('throughline.mjs', ['export']);
    expect((await run.ended).code).toBe(0);
    expect(clone.read(JOURNAL)).toMatch(/^npm ci /);
    expect(run.said('stderr')).toContain('The packages are not installed.');
    expect(JSON.parse(run.said('stdout'))).toMatchObject({ given: ['export'] });
  });
});
