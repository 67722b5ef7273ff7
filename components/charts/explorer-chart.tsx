'use client';

/** The explorer: point, zoom, and set segments, places and the year before beside the KPI. */
import { QueryClient, QueryClientProvider, useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  Area,
  Brush,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatNumber } from '@/lib/format';
import styles from './explorer.module.css';
import { ExplorerChoices } from './explorer-choices';
import {
  type Compared,
  choicesOf,
  type Explored,
  type ExploredPoint,
  type ExploredRow,
  fetchSeries,
  MOST_COMPARED,
  ownAddress,
  rowsOf,
  YEAR_BEFORE,
} from './explorer-facts';
import { ExplorerTable } from './explorer-table';
import { ExplorerTip } from './explorer-tip';

const HEIGHT = 380;
/** The window that it opens with. */
const FIRST_SHOWN = 104;
const FIRST_ON_PHONE = 40;
const isNarrow = () => window.matchMedia('(max-width: 640px)').matches;

interface ExplorerChartProps {
  readonly explored: Explored;
  /** Called when there is something to see. */
  readonly onReady: () => void;
}

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 60_000, retry: 1, refetchOnWindowFocus: false } },
});

export function ExplorerChart(props: ExplorerChartProps) {
  return (
    <QueryClientProvider client={client}>
      <Loaded {...props} />
    </QueryClientProvider>
  );
}

function Loaded({ explored, onReady }: ExplorerChartProps) {
  const choices = choicesOf(explored);
  const [tokens, choose] = useCompared(choices);
  const compared = choices.filter(({ token }) => tokens.includes(token));
  const fetched = compared.flatMap(({ token, address }) =>
    address === null ? [] : [{ token, address }],
  );
  const [own, ...others] = useQueries({
    queries: [ownAddress(explored), ...fetched.map(({ address }) => address)].map((address) => ({
      queryKey: ['series', address],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => fetchSeries(address, signal),
    })),
  });
  const ready = own?.data !== undefined;
  useEffect(() => {
    if (ready) onReady();
  }, [ready, onReady]);
  const failed = [own, ...others].find((each) => each?.isError);
  if (own?.data === undefined) {
    return (
      <p className={styles['loading']} role={failed === undefined ? 'status' : 'alert'}>
        {failed === undefined
          ? 'Loading the figures…'
          : `The figures could not be loaded: ${failed.error?.message ?? 'no answer'}.`}
      </p>
    );
  }
  const series = new Map<string, readonly ExploredPoint[]>(
    fetched.map(({ token }, index) => [token, others[index]?.data ?? []]),
  );
  const rows = rowsOf(explored, own.data, series, tokens.includes(YEAR_BEFORE));
  return (
    <div className={styles['explorer']}>
      <ExplorerChoices explored={explored} choices={choices} chosen={tokens} choose={choose} />
      {failed === undefined ? null : (
        <p className={styles['loading']} role="alert">
          A line could not be loaded: {failed.error?.message ?? 'no answer'}.
        </p>
      )}
      <Plot explored={explored} rows={rows} compared={compared} tokens={tokens} />
      <ExplorerTable explored={explored} rows={rows} compared={compared} />
    </div>
  );
}

/** What is compared stands in the address, so that it can be passed on. */
function useCompared(
  choices: readonly Compared[],
): readonly [readonly string[], (token: string, on: boolean) => void] {
  const [tokens, setTokens] = useState<readonly string[]>(() => {
    const asked = new URLSearchParams(window.location.search).get('compare')?.split(',') ?? [];
    return asked
      .filter((token) => choices.some((choice) => choice.token === token))
      .slice(0, MOST_COMPARED);
  });
  const choose = (token: string, on: boolean) => {
    const next = on
      ? [...tokens, token].slice(-MOST_COMPARED)
      : tokens.filter((each) => each !== token);
    setTokens(next);
    const address = new URL(window.location.href);
    if (next.length === 0) address.searchParams.delete('compare');
    else address.searchParams.set('compare', next.join(','));
    window.history.replaceState(window.history.state, '', address);
  };
  return [tokens, choose];
}

/** Whole per cents around what is drawn, and none beyond 100 that is not there. */
const percentDomain = ([low, high]: readonly [number, number]): [number, number] => [
  Math.floor(low),
  Math.max(high, Math.min(100, Math.ceil(high))),
];

interface PlotProps {
  readonly explored: Explored;
  readonly rows: readonly ExploredRow[];
  readonly compared: readonly Compared[];
  readonly tokens: readonly string[];
}

function Plot({ explored, rows, compared, tokens }: PlotProps) {
  const { decimals, organisation, name, unit } = explored;
  const written = (value: number) => formatNumber(value, decimals, organisation.locale);
  return (
    <div className={styles['plot']}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <ComposedChart
          data={[...rows]}
          margin={{ top: 8, right: 16, bottom: 4, left: 0 }}
          title={`${name}: explorer`}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="label"
            minTickGap={60}
            stroke="var(--mark)"
            tick={{ fill: 'var(--muted)', fontSize: 13 }}
          />
          <YAxis
            domain={unit === '%' ? percentDomain : ['auto', 'auto']}
            width={56}
            stroke="var(--mark)"
            tick={{ fill: 'var(--muted)', fontSize: 13 }}
            tickFormatter={written}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, label }) => (
              <ExplorerTip
                row={active ? rows.find((row) => row.label === label) : undefined}
                explored={explored}
                compared={compared}
              />
            )}
          />
          <Area
            dataKey="band"
            type="stepAfter"
            stroke="none"
            fill="var(--band)"
            isAnimationActive={false}
            activeDot={false}
            connectNulls={false}
          />
          <Line
            dataKey="target"
            type="stepAfter"
            stroke="var(--good)"
            strokeDasharray="5 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          {compared.map(({ token }) => (
            <Line
              key={token}
              dataKey={(row: ExploredRow) => row.compared[token] ?? null}
              stroke={`var(--compare-${tokens.indexOf(token) + 1})`}
              strokeWidth={1.75}
              {...(token === YEAR_BEFORE ? { strokeDasharray: '2 3' } : {})}
              dot={false}
              isAnimationActive={false}
            />
          ))}
          <Line
            dataKey="value"
            stroke="var(--ink)"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          <Brush
            dataKey="label"
            height={28}
            startIndex={Math.max(0, rows.length - (isNarrow() ? FIRST_ON_PHONE : FIRST_SHOWN))}
            stroke="var(--mark)"
            fill="var(--card)"
            travellerWidth={12}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
