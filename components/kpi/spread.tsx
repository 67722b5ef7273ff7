/** Is it the same experience whoever serves? Places as dots with their intervals, worst first. */

import { StatusMark } from '@/components/charts/status-mark';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import { paint } from '@/lib/chart/palette';
import { type SpreadGeometry, type SpreadRow, spreadGeometry } from '@/lib/chart/spread';
import type { KpiView } from '@/lib/domain/kpi-view';
import { spreadSentence } from '@/lib/domain/sentence-spread';
import type { Spread, SpreadPlace } from '@/lib/domain/spread';
import { counted } from '@/lib/domain/wording';
import { formatNumber } from '@/lib/format';
import { formatTarget } from '@/lib/format-compare';
import { kpiPath, type View } from '@/lib/paths';
import styles from './spread.module.css';
import { apartText, intervalText, valueText } from './value-text';

/** Of many places the worst and the best are shown, and those between unfolded. */
const WORST = 8;
const BEST = 4;

interface SpreadCardProps {
  readonly shown: KpiView;
  readonly view: View;
  readonly periodLabel: string;
}

export function SpreadCard({ shown, view, periodLabel }: SpreadCardProps) {
  const { spread } = shown;
  if (spread === null) return null;
  const { ranked, tooFew, judged } = spread;
  const target = sharedTarget(spread);
  const geometry = spreadGeometry(spread, target);
  const folds = ranked.length > WORST + BEST + 2;
  const rows = (from: number, to: number) => (
    <Rows
      places={ranked.slice(from, to)}
      drawn={geometry.rows.slice(from, to)}
      geometry={geometry}
      shown={shown}
      view={view}
      first={from + 1}
    />
  );
  return (
    <Card
      id="spread"
      title="Is it the same wherever it is served?"
      note={`${counted(ranked.length, 'place', 'places')} in ${periodLabel}, ${judged ? 'worst' : 'lowest'} first`}
    >
      <p className={styles['finding']}>
        <SentenceText sentence={finding(shown, spread)} />
      </p>
      <Key geometry={geometry} shown={shown} target={target} />
      {folds ? (
        <>
          {rows(0, WORST)}
          <details className={styles['between']}>
            <summary>{ranked.length - WORST - BEST} places between</summary>
            {rows(WORST, ranked.length - BEST)}
          </details>
          {rows(ranked.length - BEST, ranked.length)}
        </>
      ) : (
        rows(0, ranked.length)
      )}
      {tooFew.length === 0 ? null : (
        <p className={styles['note']}>
          {counted(tooFew.length, 'place has', 'places have')} too few answers to show:{' '}
          {tooFew.map(({ name }) => name).join(', ')}.
        </p>
      )}
    </Card>
  );
}

function finding({ kpi, organisation: { locale } }: KpiView, spread: Spread) {
  return spreadSentence(spread, {
    value: (value, place) => valueText(kpi, value, place?.target ?? null, locale),
    apart: (high, low) => apartText(kpi, high, low, locale),
    count: (expected) => formatNumber(expected, 1, locale),
  });
}

/** The one target of all places; null where they have several or none. */
function sharedTarget({ ranked }: Spread): number | null {
  const targets = new Set(ranked.map(({ target }) => target?.target ?? null));
  const [only] = targets;
  return targets.size === 1 ? (only ?? null) : null;
}

/** Names the two lines that every row has. */
function Key({
  geometry,
  shown,
  target,
}: {
  readonly geometry: SpreadGeometry;
  readonly shown: KpiView;
  readonly target: number | null;
}) {
  const { kpi, spread, organisation } = shown;
  const { locale } = organisation;
  const whole = spread?.whole ?? null;
  return (
    <div className={styles['key']} aria-hidden="true">
      <svg width="100%" height="34" fontSize="13">
        <title>The lines of the rows below</title>
        {whole === null || geometry.whole === null ? null : (
          <KeyText x={geometry.whole} y={12} tone="muted">
            {`all places ${formatNumber(whole, kpi.decimals, locale)}`}
          </KeyText>
        )}
        {target === null || geometry.target === null ? null : (
          <KeyText x={geometry.target} y={29} tone="good">
            {`target ${formatTarget(target, kpi.decimals, locale)}`}
          </KeyText>
        )}
      </svg>
    </div>
  );
}

function KeyText({
  x,
  y,
  tone,
  children,
}: {
  readonly x: number;
  readonly y: number;
  readonly tone: 'muted' | 'good';
  readonly children: string;
}) {
  const anchor = x < 30 ? 'start' : x > 70 ? 'end' : 'middle';
  return (
    <text x={`${x}%`} y={y} fill={paint(tone)} textAnchor={anchor}>
      {children}
    </text>
  );
}

interface RowsProps {
  readonly places: readonly SpreadPlace[];
  readonly drawn: readonly SpreadRow[];
  readonly geometry: SpreadGeometry;
  readonly shown: KpiView;
  readonly view: View;
  readonly first: number;
}

function Rows({ places, drawn, geometry, shown, view, first }: RowsProps) {
  const { kpi, organisation } = shown;
  const { locale } = organisation;
  return (
    <ol className={styles['places']} start={first}>
      {places.map((place, index) => (
        <li key={place.slug}>
          <span className={styles['name']}>
            <StatusMark status={place.status} size={13} />{' '}
            <Link href={kpiPath(kpi.slug, { ...view, place: place.slug })}>{place.name}</Link>
          </span>
          <Strip row={drawn[index]} geometry={geometry} place={place} />
          <span className={styles['value']}>
            <strong>{valueText(kpi, place.value, place.target, locale)}</strong>
            {place.interval === null ? null : (
              <small>
                {intervalText(kpi, place.interval, locale)}
                {place.n === null ? '' : ` · ${formatNumber(place.n, 0, locale)}`}
              </small>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The figure as a dot on its interval; filled where the interval lies clear of all places together. */
function Strip({
  row,
  geometry,
  place,
}: {
  readonly row: SpreadRow | undefined;
  readonly geometry: SpreadGeometry;
  readonly place: SpreadPlace;
}) {
  if (row === undefined) return null;
  const { low, high, x } = row;
  const { whole, target } = geometry;
  return (
    <span className={styles['strip']}>
      <svg width="100%" height="100%" aria-hidden="true">
        {whole === null ? null : (
          <line x1={`${whole}%`} x2={`${whole}%`} y1="0" y2="100%" stroke={paint('mark')} />
        )}
        {target === null ? null : (
          <line
            x1={`${target}%`}
            x2={`${target}%`}
            y1="0"
            y2="100%"
            stroke={paint('good')}
            strokeWidth="1.5"
            strokeDasharray="5 3"
          />
        )}
        {low === null || high === null ? null : (
          <line
            x1={`${low}%`}
            x2={`${high}%`}
            y1="50%"
            y2="50%"
            stroke={paint('mark')}
            strokeWidth="2"
            strokeLinecap="round"
          />
        )}
        <circle
          cx={`${x}%`}
          cy="50%"
          r="4.5"
          fill={paint(place.interval === null || place.clear !== null ? 'ink' : 'card')}
          stroke={paint('ink')}
          strokeWidth="1.5"
        />
      </svg>
    </span>
  );
}
