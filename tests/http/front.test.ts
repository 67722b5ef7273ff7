/** What stands before every page: names, origins, headers, and what a browser may do. */
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';

import { cleanHeaders, guardAnswer, isOwnChange, isOwnHost } from '../../lib/http/front';
import type { Config } from '../../lib/runtime';

const HERE: Config = {
  databaseUrl: null,
  dataDir: '/nowhere',
  port: 3000,
  host: '127.0.0.1',
  logLevel: 'info',
  sourceHosts: [],
  publicUrl: null,
  embedOrigins: [],
  authSecrets: null,
  oidc: null,
  post: { smtp: null, webhook: null, reminderHours: 24 },
};
const PUBLIC: Config = { ...HERE, host: '0.0.0.0', publicUrl: 'https://kpi.shop.example' };

type Headers = Readonly<Record<string, string>>;

const asked = (headers: Headers, url = '/', method = 'GET') =>
  ({
    headers: { ...headers },
    url,
    method,
    socket: { remoteAddress: '10.0.0.7' },
  }) as IncomingMessage;

describe('the name that is asked for', () => {
  it.each([
    [PUBLIC, 'kpi.shop.example', '/', true],
    [PUBLIC, 'KPI.shop.example', '/', true],
    [PUBLIC, 'localhost:3000', '/', true],
    [PUBLIC, 'kpi.shop.example.evil.example', '/', false],
    [PUBLIC, 'evil.example', '/', false],
    [PUBLIC, '10.1.2.3', '/', false],
    [PUBLIC, '10.1.2.3', '/healthz', true],
    [PUBLIC, '10.1.2.3', '/healthz?x', false],
    [HERE, '10.1.2.3', '/healthz', false],
    [HERE, 'kpi.shop.example', '/', false],
  ])('%#: %o', (config, host, url, isOurs) => {
    expect(isOwnHost(asked({ host }, url), config)).toBe(isOurs);
  });
});

describe('a change', () => {
  const host = '127.0.0.1:3000';
  const cookie = 'throughline-3000.session=x';
  it.each<[string, Headers, boolean]>([
    ['from our page', { origin: 'http://127.0.0.1:3000', cookie }, true],
    ['from another site', { origin: 'https://evil.example', cookie }, false],
    ['from another port', { origin: 'http://127.0.0.1:3001', cookie }, false],
    ['from a page with https', { origin: 'https://127.0.0.1:3000', cookie }, false],
    ['from nowhere', { origin: 'null', cookie }, false],
    ['without an origin, from another site', { 'sec-fetch-site': 'cross-site', cookie }, false],
    ['without an origin, from a sister', { 'sec-fetch-site': 'same-site', cookie }, false],
    ['without an origin, from our page', { 'sec-fetch-site': 'same-origin', cookie }, true],
    ['with a session and nothing else', { cookie }, false],
    ['of a program', {}, true],
    ['with a key', { origin: 'https://evil.example', authorization: 'Bearer tl_x' }, true],
  ])('%s', (_, headers, isOurs) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(isOwnChange({ method, headers: { host, ...headers } }, HERE)).toBe(isOurs);
    }
    expect(isOwnChange({ method: 'GET', headers: { host, ...headers } }, HERE)).toBe(true);
  });

  it('is held against the public address, whatever host is named', () => {
    const from = (origin: string) =>
      isOwnChange({ method: 'POST', headers: { host: 'evil.example', origin } }, PUBLIC);
    expect(from('https://kpi.shop.example')).toBe(true);
    expect(from('https://evil.example')).toBe(false);
    expect(from('http://kpi.shop.example')).toBe(false);
  });
});

describe('headers', () => {
  it('of proxies, and our own when others send them, are taken away', () => {
    const request = asked(
      {
        host: 'evil.example',
        forwarded: 'host=evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
        'x-forwarded-for': '1.2.3.4',
        'x-real-ip': '1.2.3.4',
        'x-throughline-address': '1.2.3.4',
        'x-throughline-path': '/settings/people',
        'x-middleware-subrequest': 'middleware:middleware',
        accept: 'text/html',
      },
      '/kpis?q=x',
    );
    cleanHeaders(request, PUBLIC);
    expect(request.headers).toEqual({
      host: 'kpi.shop.example',
      accept: 'text/html',
      'x-throughline-address': '10.0.0.7',
      'x-throughline-path': '/kpis?q=x',
    });
  });
});

describe('what a browser may do', () => {
  const guarded = (url: string, config: Config, sent: Headers = {}) => {
    const set = new Map<string, string>();
    const request = asked({ host: 'x', ...sent }, url);
    const response = {
      setHeader: (name: string, value: string) => set.set(name.toLowerCase(), value),
    };
    guardAnswer(request, response as never, config);
    return { set, request };
  };

  it('is run scripts with the number of this answer, and be framed by nobody', () => {
    const { set, request } = guarded('/', HERE, {
      'content-security-policy': "script-src 'nonce-AAAA'",
    });
    const policy = set.get('content-security-policy') ?? '';
    const nonce = /'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy)?.[1];
    expect(nonce).toBeDefined();
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}' 'strict-dynamic';`);
    expect(/script-src[^;]*unsafe/.test(policy)).toBe(false);
    for (const part of ["frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"]) {
      expect(policy).toContain(part);
    }
    // Next takes the number from here, and not from what was sent.
    expect(request.headers['content-security-policy']).toBe(policy);
    expect(guarded('/', HERE).set.get('content-security-policy')).not.toBe(policy);
    expect(set.has('strict-transport-security')).toBe(false);
  });

  it('is come back with https alone, where it is public', () => {
    expect(guarded('/', PUBLIC).set.get('strict-transport-security')).toMatch(/^max-age=31536000/);
  });

  it('is for embeds to say, and not to be sniffed all the same', () => {
    const { set, request } = guarded('/embed/abc', HERE, { 'content-security-policy': 'x' });
    expect(set.has('content-security-policy')).toBe(false);
    expect(set.has('x-frame-options')).toBe(false);
    expect(set.get('x-content-type-options')).toBe('nosniff');
    expect(request.headers['content-security-policy']).toBeUndefined();
    for (const url of ['/embedded', '/x/embed/', '//embed/x']) {
      expect(guarded(url, HERE).set.get('x-frame-options'), url).toBe('DENY');
    }
  });
});
