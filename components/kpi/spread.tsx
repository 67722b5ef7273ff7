/** Is it the same experience whoever serves? Places as dots with their intervals, worst first. */

import type { CSSProperties } from 'react';
import { StatusMark } from '@/components/charts/status-mark';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import { type SpreadGeometry, type SpreadRow, spreadGeometry } from '@/lib/chart/spread';
import type { KpiView } from '@/lib/domain/kpi-view';
import { spreadSentence } from '@/lib/domain/sentence-spread';
import type { Spread, SpreadPlace } from '@/lib/domain/spread';
import { counted } from '@/lib/domain/wording';
import { formatNumber } from '@/lib/format';
import { formatTarget } from '@/lib/format-compare';
import { type KpiLook, kpiPath } from '@/lib/paths';
import styles from './spread.module.css';
import { apartText, intervalText, valueText } from './value-text';

/** Of many places the worst and the best are shown, and those between are a link away. */
const WORST = 8;
const BEST = 4;

interface SpreadCardProps {
  readonly shown: KpiView;
  readonly look: KpiLook;
  readonly periodLabel: string;
}

export function SpreadCard({ shown, look, periodLabel }: SpreadCardProps) {
  const { spread } = shown;
  if (spread === null) return null;
  const { ranked, tooFew, judged } = spread;
  const target = sharedTarget(spread);
  const geometry = spreadGeometry(spread, target);
  const folds = ranked.length > WORST + BEST + 2 && shown.open !== 'places';
  const rows = (from: number, to: number) => (
    <ol className={styles['places']} start={from + 1}>
      {ranked.slice(from, to).map((place, index) => (
        <Row
          key={place.slug}
          place={place}
          drawn={geometry.rows[from + index]}
          shown={shown}
          look={look}
        />
      ))}
    </ol>
  );
  return (
    <Card
      id="spread"
      title="Is it the same wherever it is served?"
      note={
        <>
          {`${counted(ranked.length, 'place', 'places')} in ${periodLabel}, ${judged ? 'worst' : 'lowest'} first`}{' '}
          <How rule="surveys" />
        </>
      }
    >
      <p className={styles['finding']}>
        <SentenceText sentence={finding(shown, spread)} />
      </p>
      <div style={linesAt(geometry)}>
        <Key geometry={geometry} shown={shown} target={target} />
        {folds ? (
          <>
            {rows(0, WORST)}
            <p className={styles['between']}>
              <Link href={`${kpiPath(shown.kpi.slug, { ...look, open: 'places' })}#spread`}>
                {ranked.length - WORST - BEST} places between
              </Link>
            </p>
            {rows(ranked.length - BEST, ranked.length)}
          </>
        ) : (
          rows(0, ranked.length)
        )}
      </div>
      <Reading spread={spread} />
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

/** Where the two lines stand that every row has. */
function linesAt({ whole, target }: SpreadGeometry): CSSProperties {
  return {
    ...(whole === null ? {} : { '--whole': `${whole}%` }),
    ...(target === null ? {} : { '--target': `${target}%` }),
  } as CSSProperties;
}

/** Names the columns, and the two lines that every row has. */
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
  const counts = spread?.ranked.some(({ n }) => n !== null) === true;
  const intervals = spread?.ranked.some(({ interval }) => interval !== null) === true;
  return (
    <div className={styles['key']} aria-hidden="true">
      <span>Place</span>
      <svg width="100%" height="34" fontSize="13">
        <title>The lines of the rows below</title>
        {whole === null || geometry.whole === null ? null : (
          <KeyText x={geometry.whole} y={12} className={styles['wholeText']}>
            {`all places ${formatNumber(whole, kpi.decimals, locale)}`}
          </KeyText>
        )}
        {target === null || geometry.target === null ? null : (
          <KeyText x={geometry.target} y={29} className={styles['targetText']}>
            {`target ${formatTarget(target, kpi.decimals, locale)}`}
          </KeyText>
        )}
      </svg>
      <span>
        {['figure', intervals ? '95 % interval' : null, counts ? casesOf(kpi.kind) : null]
          .filter((part) => part !== null)
          .join(', ')}
      </span>
    </div>
  );
}

const casesOf = (kind: KpiView['kpi']['kind']): string =>
  kind === 'perception' ? 'answers' : 'cases';

function KeyText({
  x,
  y,
  className,
  children,
}: {
  readonly x: number;
  readonly y: number;
  readonly className: string | undefined;
  readonly children: string;
}) {
  const anchor = x < 30 ? 'start' : x > 70 ? 'end' : 'middle';
  return (
    <text x={`${x}%`} y={y} className={className} textAnchor={anchor}>
      {children}
    </text>
  );
}

function Row({
  place,
  drawn,
  shown: { kpi, organisation },
  look,
}: {
  readonly place: SpreadPlace;
  readonly drawn: SpreadRow | undefined;
  readonly shown: KpiView;
  readonly look: KpiLook;
}) {
  const { locale } = organisation;
  const { interval, n } = place;
  return (
    <li>
      <StatusMark status={place.status} size={13} />
      <Link href={kpiPath(kpi.slug, { ...look, place: place.slug })} data-step="">
        {place.name}
      </Link>
      <Strip row={drawn} isHollow={interval !== null && place.clear === null} />
      <b>
        {valueText(kpi, place.value, place.target, locale)}
        {interval === null && n === null ? null : (
          <small>
            {interval === null ? '' : intervalText(kpi, interval, locale)}
            {n === null
              ? ''
              : `${interval === null ? '' : ', '}${formatNumber(n, 0, locale)} ${casesOf(kpi.kind)}`}
          </small>
        )}
      </b>
    </li>
  );
}

/** The figure as a dot on its interval; hollow where the interval holds the figure of all places. */
function Strip({
  row,
  isHollow,
}: {
  readonly row: SpreadRow | undefined;
  readonly isHollow: boolean;
}) {
  if (row === undefined) return null;
  const { low, high, x } = row;
  return (
    <svg className={styles['strip']} aria-hidden="true">
      {low === null || high === null ? null : <rect x={`${low}%`} width={`${high - low}%`} />}
      <circle cx={`${x}%`} className={isHollow ? styles['hollow'] : undefined} />
    </svg>
  );
}

/** What dots and lines mean, where there are intervals. */
function Reading({ spread: { clear } }: { readonly spread: Spread }) {
  if (clear === null) return null;
  return (
    <p className={styles['note']}>
      <svg width="30" height="12" aria-hidden="true">
        <rect x="0" width="30" />
        <circle cx="15" />
      </svg>{' '}
      figure on its 95 % interval, which lies clear of all places together ·{' '}
      <svg width="30" height="12" aria-hidden="true">
        <rect x="0" width="30" />
        <circle cx="15" className={styles['hollow']} />
      </svg>{' '}
      the interval holds the figure of all places: the difference may be chance
    </p>
  );
}
