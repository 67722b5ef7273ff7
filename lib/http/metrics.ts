/** What `/metrics` tells: requests, the process, the database, and how new the figures are. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

import { database, elapsedMs } from '../runtime';
import { type Context, demandSight } from '../usecases/context';
import { type Vitals, vitals } from '../usecases/metrics';
import { routePattern } from './routes';
import { VERSION } from './version';

/** A database that is busy with a long import is not waited for. */
const PATIENCE_MS = 2_000;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

type Metrics = ReturnType<typeof makeMetrics>;

/** Shared by the server, which counts, and the route bundled apart from it, which tells. */
const METRICS = Symbol.for('throughline.metrics');
const holder = globalThis as { [METRICS]?: Metrics };

function metrics(): Metrics {
  holder[METRICS] ??= makeMetrics();
  return holder[METRICS];
}

function makeMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `throughline_${name}`, help, registers: [registry] });
  const build = new Gauge({
    name: 'throughline_build_info',
    help: 'Always 1; the version is in the label.',
    labelNames: ['version'],
    registers: [registry],
  });
  build.set({ version: VERSION }, 1);
  return {
    registry,
    requests: new Histogram({
      name: 'throughline_http_request_duration_seconds',
      help: 'Requests by method, pattern of the address and status, and how long they took.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    }),
    connections: new Gauge({
      name: 'throughline_database_connections',
      help: 'Connections to the database that are open or idle, and requests waiting for one.',
      labelNames: ['state'],
      registers: [registry],
    }),
    answering: gauge('database_answering', '1 when the database answers within 2 s, else 0.'),
    lockWaiters: gauge(
      'write_lock_waiting',
      'Writers that wait for their turn; NaN when not known.',
    ),
    accepted: gauge('figures_accepted', 'Figures that came in new, since the beginning.'),
    superseded: gauge('figures_superseded', 'Figures that replaced others, since the beginning.'),
    figuresAt: gauge(
      'newest_figure_timestamp_seconds',
      'When the newest figure was recorded; NaN before the first.',
    ),
    definitionsAt: gauge(
      'newest_definition_timestamp_seconds',
      'When what is agreed was last changed; NaN before the first time.',
    ),
  };
}

/** Counts a request when its answer has ended. */
export function observeRequest(
  { method = '', url = '/' }: IncomingMessage,
  response: ServerResponse,
): void {
  const { requests } = metrics();
  const began = elapsedMs();
  response.on('close', () => {
    requests.observe(
      {
        method: METHODS.includes(method) ? method : 'other',
        route: routePattern(url),
        status: response.statusCode,
      },
      (elapsedMs() - began) / 1000,
    );
  });
}

/** Counts an embed that was answered from memory: so many a second that looking for its pattern would show. */
export function observeHot(seconds: number): void {
  hot ??= metrics().requests.labels({ method: 'GET', route: '/embed/[token]', status: 200 });
  hot.observe(seconds);
}

let hot: { observe(seconds: number): void } | undefined;

/** Everything, in the text format of Prometheus. */
export async function metricsText(
  context: Context,
): Promise<{ readonly type: string; readonly text: string }> {
  demandSight(context, 'server.watch');
  const { registry, ...gauges } = metrics();
  const { connections } = await database();
  for (const [state, count] of Object.entries(connections())) {
    gauges.connections.set({ state }, count);
  }
  const known = await vitalsInTime(context);
  const secondsOf = (instant: string | null | undefined) =>
    instant == null ? Number.NaN : Date.parse(instant) / 1000;
  gauges.answering.set(known === null ? 0 : 1);
  gauges.lockWaiters.set(known?.lockWaiters ?? Number.NaN);
  gauges.accepted.set(known?.accepted ?? Number.NaN);
  gauges.superseded.set(known?.superseded ?? Number.NaN);
  gauges.figuresAt.set(secondsOf(known?.figuresAt));
  gauges.definitionsAt.set(secondsOf(known?.definitionsAt));
  return { type: registry.contentType, text: await registry.metrics() };
}

async function vitalsInTime(context: Context): Promise<Vitals | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  const asked = vitals(context).catch(() => null);
  const known = await Promise.race([asked, late]);
  clearTimeout(timer);
  return known;
}
