/** The API of a running server: what docs/api.md tells people to type, the published shapes, and the metrics. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { answerSchema } from '../http/published';
import { expect, test } from './test';

const DOCS = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');
const blocks = (language: string) =>
  [...DOCS.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(
    ([, text = '']) => text,
  );

test('every command of docs/api.md runs as it stands', ({ servers }) => {
  const commands = blocks('sh').flatMap((text) => text.trim().split('\n'));
  expect(commands.length).toBeGreaterThan(12);
  for (const command of commands) {
    expect(command).toMatch(/^curl .*'http:\/\/127\.0\.0\.1:3000\/[^']+'$/);
    const here = command.replace('http://127.0.0.1:3000', servers.demo);
    const answer = execFileSync('sh', ['-c', here], { encoding: 'utf8' });
    expect(answer.length, command).toBeGreaterThan(50);
    if (answer.startsWith('{')) expect(() => JSON.parse(answer), command).not.toThrow();
  }
  // The one answer that is printed whole.
  const [printed = ''] = blocks('json');
  const [first = ''] = commands;
  const answer = execFileSync('sh', ['-c', first.replace('http://127.0.0.1:3000', servers.demo)]);
  expect(JSON.parse(answer.toString())).toEqual(JSON.parse(printed));
});

test('every answer about the demo has the published shape', async ({ request }) => {
  test.setTimeout(150_000);
  const { kpis }: { kpis: { slug: string }[] } = await (
    await request.get('/api/v1/kpis?limit=500')
  ).json();
  const { stages, teams }: Record<'stages' | 'teams', { slug: string }[]> = await (
    await request.get('/api/v1/contrast')
  ).json();
  const addresses = [
    ...['/contrast', '/accountability', '/journeys', '/newest', '/find', '/kpis'].map(
      (path) => [path, path] as const,
    ),
    ...stages.map(({ slug }) => [`/stages/${slug}`, '/stages/{stage}'] as const),
    ...teams.map(({ slug }) => [`/teams/${slug}?segment=north`, '/teams/{team}'] as const),
    ...teams.map(({ slug }) => [`/teams/${slug}`, '/teams/{team}'] as const),
    ['/contrast?segment=north', '/contrast'] as const,
    ['/contrast?period=2026-10', '/contrast'] as const,
    ...kpis.flatMap(({ slug }) => [
      [`/kpis/${slug}`, '/kpis/{kpi}'] as const,
      [`/kpis/${slug}/series`, '/kpis/{kpi}/series'] as const,
    ]),
  ];
  expect(addresses.length).toBeGreaterThan(100);
  const wrong: string[] = [];
  for (const [path, template] of addresses) {
    const answer = await request.get(`/api/v1${path}`);
    const { error } = answerSchema(template).safeParse(await answer.json());
    if (error !== undefined) wrong.push(`${path}: ${error.issues[0]?.path.join('.')}`);
  }
  expect(wrong).toEqual([]);
});

test('the metrics count requests by pattern, and know how new the figures are', async ({
  request,
}) => {
  for (const path of ['/kpis/one', '/kpis/two', '/a', '/b']) await request.get(path);
  const { figuresAt }: { figuresAt: string } = await (await request.get('/api/v1/newest')).json();
  const answer = await request.get('/metrics');
  expect(answer.headers()['content-type']).toContain('text/plain');
  const text = await answer.text();
  const gauge = (name: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')
        .at(-1),
    );
  const requests = (route: string, status: number) =>
    gauge(
      `throughline_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`,
    );
  expect(requests('/kpis/[kpi]', 404)).toBeGreaterThanOrEqual(2);
  expect(requests('other', 404)).toBeGreaterThanOrEqual(2);
  expect(text).not.toContain('/kpis/one');
  expect(gauge('throughline_newest_figure_timestamp_seconds')).toBe(Date.parse(figuresAt) / 1000);
  expect(gauge('throughline_figures_accepted')).toBeGreaterThan(1_000);
  expect(gauge('throughline_database_answering')).toBe(1);
  expect(gauge('throughline_write_lock_waiting')).toBe(0);
  expect(gauge('throughline_database_connections{state="open"}')).toBe(1);
  expect(gauge('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
  expect(text).toMatch(/throughline_build_info\{version="\d+\.\d+\.\d+"\} 1/);
});
