/** Who may ask: only those who name this machine, lest a page elsewhere reads it through a browser. */
import { ask } from './raw';
import { expect, test } from './test';

const STRANGERS = [
  'evil.example',
  'evil.example:80',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '0.0.0.0',
  '192.168.0.7',
  '127.0.0.1@evil.example',
  'localhost evil.example',
];

for (const host of STRANGERS) {
  test(`Host: ${host} is refused, on every kind of address`, async ({ servers }) => {
    for (const path of ['/', '/api/v1/contrast', '/healthz', '/_next/static/x.js']) {
      const { status, body } = await ask(servers.demo, path, { host });
      expect(status, path).toBe(421);
      expect(body.toString('utf8')).toContain('localhost and 127.0.0.1 only');
      expect(body.toString('utf8')).not.toContain(host);
    }
  });
}

test('localhost, 127.0.0.1 and ::1 are answered, with and without a port', async ({ servers }) => {
  for (const host of ['localhost', 'LOCALHOST:3000', '127.0.0.1', '127.0.0.1:3000', '[::1]:3000']) {
    expect((await ask(servers.demo, '/healthz', { host })).status, host).toBe(200);
  }
});

test('no answer says what the server is made of, nor takes a forwarded name for its own', async ({
  servers,
}) => {
  const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
  for (const path of ['/', '/kpis', '/api/v1/contrast', '/healthz', '/no-such-page']) {
    const { headers, body } = await ask(servers.demo, path, forged);
    expect(headers['x-powered-by'], path).toBeUndefined();
    expect(headers['server'], path).toBeUndefined();
    expect(body.includes('evil.example'), path).toBe(false);
  }
});

test('no browser may take an answer for something else than it says it is', async ({ servers }) => {
  for (const path of ['/', '/api/v1/contrast?journey=%3Cscript%3E', '/healthz', '/no-such-page']) {
    const { headers } = await ask(servers.demo, path);
    expect(headers['x-content-type-options'], path).toBe('nosniff');
  }
});
