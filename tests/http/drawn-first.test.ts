/** That pages are drawn before their scripts start, and that nothing else is touched. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';

import { drawFirst, scriptsLast } from '../../lib/http/drawn-first';
import { ask } from '../e2e/raw';

const script = (name: string, order = 'async="" nonce="n+1/="') =>
  `<script src="/_next/static/chunks/${name}.js" ${order}></script>`;

/** What the one script at the end starts, in its order; null where there is none. */
function started(html: string): readonly string[] | null {
  const list = /<script nonce="n\+1\/=">addEventListener\("load",.*?of (\[[^\]]*\])/.exec(
    html,
  )?.[1];
  return list === undefined ? null : JSON.parse(list);
}

describe('the scripts of a document', () => {
  it('are started by one at its end, in their order, wherever they stood', () => {
    const html = scriptsLast(
      `<html><head>${script('a')}<title>T</title>${script('b')}</head>` +
        `<body><p>Words</p>${script('c', 'nonce="n+1/=" async=""')}</body></html>`,
    );
    expect(started(html)).toEqual(['a', 'b', 'c'].map((name) => `/_next/static/chunks/${name}.js`));
    expect(html).toMatch(/^<html><head><title>T<\/title><\/head><body><p>Words<\/p><script /);
    expect(html).toMatch(/<\/script><\/body><\/html>$/);
    expect(html).not.toContain('async');
  });

  it('stay where they are: inline ones, those for old browsers, and whatever is not of Next', () => {
    const others =
      '<script nonce="n">self.x=1</script>' +
      '<script src="/_next/static/chunks/old.js" noModule="" nonce="n"></script>' +
      '<script src="/elsewhere.js" async=""></script>';
    const html = `<html><head>${others}</head><body></body></html>`;
    expect(scriptsLast(html)).toBe(html);
    expect(scriptsLast(`${script('a')}${others}<body></body>`)).toContain(others);
  });

  it('stay where there is no end to move them to', () => {
    expect(scriptsLast(script('a'))).toBe(script('a'));
  });

  it('are none that a text only speaks of', () => {
    const html = `<body><p>&lt;script src="/_next/static/chunks/a.js" async=""&gt;</p></body>`;
    expect(scriptsLast(html)).toBe(html);
  });
});

describe('an answer', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function answered(work: RequestListener, headers: Record<string, string>) {
    server = createServer((request, response) => {
      drawFirst(request, response);
      work(request, response);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '/', headers);
  }

  const PARTS = [
    '<html><head>',
    script('a').slice(0, 20),
    `${script('a').slice(20)}</head>`,
    '<body>é</body></html>',
  ];
  const page: RequestListener = (_, response) => {
    response.statusCode = 404;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.flushHeaders();
    for (const part of PARTS.slice(0, -1)) response.write(part);
    response.end(Buffer.from(PARTS.at(-1) ?? ''));
    response.end();
  };
  const browser = { accept: 'text/html,*/*;q=0.8' };

  it('that is a document is whole, however many parts it came in, with its status and length', async () => {
    const { status, headers, body } = await answered(page, browser);
    expect(status).toBe(404);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-length']).toBe(String(body.length));
    expect(body.toString()).toBe(scriptsLast(PARTS.join('')));
  });

  it('is compressed for whoever takes that, and says so', async () => {
    const { headers, body } = await answered(page, { ...browser, 'accept-encoding': 'br, gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers['content-length']).toBe(String(body.length));
    expect(gunzipSync(body).toString()).toBe(scriptsLast(PARTS.join('')));
  });

  it.each([
    ['a file that a link leads to', browser, 'text/csv'],
    ['what a program asked for', { accept: 'application/json' }, 'text/html'],
    ['a stream of events', { accept: 'text/event-stream' }, 'text/event-stream'],
  ])('is sent as it comes: %s', async (_, headers, type) => {
    const told: number[] = [];
    const { body } = await answered((__, response) => {
      response.writeHead(200, { 'content-type': type });
      response.write(script('a'));
      told.push(Number(response.headersSent));
      response.end('</body>');
    }, headers);
    expect(told).toEqual([1]);
    expect(body.toString()).toBe(`${script('a')}</body>`);
  });
});
