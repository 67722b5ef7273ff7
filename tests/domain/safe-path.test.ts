/** After signing in one is led to a page of ours, however the address asks for another. */
import { describe, expect, it } from 'vitest';

import { safePath } from '../../lib/domain/safe-path';

describe('where one is led', () => {
  it.each(['/kpis?q=late&status=off_target', '/', '/stages/receive#kpis', '/kpis/100%25'])(
    '%s is ours',
    (path) => {
      expect(safePath(path)).toBe(path);
    },
  );

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/%09/evil.example\t',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/..//evil.example',
    '/.//evil.example',
    'evil.example',
    ' /kpis',
    '',
    null,
    undefined,
    '/sign-in?to=/sign-in',
    '/api/auth/signout',
    '/welcome/abc',
    '/_next/static/x.js',
  ])('%j is not', (path) => {
    expect(safePath(path)).toBe('/');
  });
});
