/** Chooses what a page looks at: period, grain, journey, segment, moment. Every choice is an address. */
import { Link } from '@/components/ui/link';
import { Menu, type MenuItem } from '@/components/ui/menu';
import type { Grain } from '@/lib/domain/calendar';
import type { ContrastView, PeriodFrame } from '@/lib/domain/contrast-view';
import { formatInstant, periodName } from '@/lib/format-period';
import type { View } from '@/lib/paths';
import styles from './period-bar.module.css';

const GRAIN_NAMES: Readonly<Record<Grain, string>> = {
  day: 'Days',
  week: 'Weeks',
  month: 'Months',
  quarter: 'Quarters',
  year: 'Years',
};

export interface PeriodBarProps {
  readonly frame: PeriodFrame;
  readonly organisation: ContrastView['organisation'];
  /** The address of the same page with another view. */
  readonly hrefOf: (view: View) => string;
  readonly view: View;
  readonly journeys?: ContrastView['journeys'];
  readonly dimensions: ContrastView['dimensions'];
  /** Choices of this page alone, after those of time. */
  readonly menus?: React.ReactNode;
  /** What stands at the right end. */
  readonly children?: React.ReactNode;
}

export function PeriodBar(props: PeriodBarProps) {
  const { frame, hrefOf, view, organisation } = props;
  const { locale, timeZone } = organisation;
  const at = (period: string) => hrefOf({ ...view, period });
  return (
    <div className={styles['bar']}>
      <nav className={styles['time']} aria-label="Period">
        <Step rel="prev" href={frame.previous === null ? null : at(frame.previous)} />
        <p className={styles['period']}>
          <PeriodTitle name={periodName(frame.period, locale)} />
          {frame.state === 'in_progress' ? <em> in progress</em> : null}
        </p>
        <Step rel="next" href={frame.next === null ? null : at(frame.next)} />
      </nav>
      {frame.grains.length < 2 ? null : (
        <Menu
          name="Grain"
          label={GRAIN_NAMES[frame.period.grain]}
          items={frame.grains.map(({ grain, period }) => ({
            text: GRAIN_NAMES[grain],
            href: at(period),
            current: grain === frame.period.grain,
          }))}
        />
      )}
      {props.menus}
      <JourneyMenu {...props} />
      <SegmentMenu {...props} />
      {frame.asOf === null ? null : (
        <p className={styles['asOf']}>
          as known {formatInstant(frame.now, timeZone, locale)} ·{' '}
          <Link href={hrefOf({ ...view, asOf: null })}>show what is known now</Link>
        </p>
      )}
      <div className={styles['end']}>{props.children}</div>
    </div>
  );
}

/** "Week 47" strong, its days after it. */
function PeriodTitle({ name }: { readonly name: string }) {
  const [first = '', ...rest] = name.split(' · ');
  return (
    <>
      <strong>{first}</strong>
      {rest.length === 0 ? null : ` · ${rest.join(' · ')}`}
    </>
  );
}

function Step({ rel, href }: { readonly rel: 'prev' | 'next'; readonly href: string | null }) {
  const name = rel === 'prev' ? 'Earlier period' : 'Later period';
  const sign = rel === 'prev' ? '‹' : '›';
  if (href === null) {
    return (
      <span className={styles['step']} aria-hidden="true">
        {sign}
      </span>
    );
  }
  const key = rel === 'prev' ? '[' : ']';
  return (
    <Link
      className={styles['step']}
      rel={rel}
      href={href}
      aria-keyshortcuts={key}
      title={`${name} (key ${key})`}
    >
      <span aria-hidden="true">{sign}</span>
      <span className="visually-hidden">{name}</span>
    </Link>
  );
}

function JourneyMenu({ journeys = [], view, hrefOf }: PeriodBarProps) {
  if (journeys.length < 2) return null;
  const items = journeys.map(
    ({ slug, name }): MenuItem => ({
      text: name,
      // Another journey may have other grains: it opens on its own period.
      href: hrefOf({
        ...view,
        journey: slug,
        period: slug === view.journey ? (view.period ?? null) : null,
      }),
      current: slug === view.journey,
    }),
  );
  const current = journeys.find(({ slug }) => slug === view.journey);
  return <Menu name="Journey" label={current?.name ?? 'Journey'} items={items} />;
}

function SegmentMenu({ dimensions, view, hrefOf }: PeriodBarProps) {
  if (dimensions.length === 0) return null;
  const items: MenuItem[] = [
    {
      text: 'All customers',
      href: hrefOf({ ...view, segment: 'all' }),
      current: (view.segment ?? 'all') === 'all',
    },
    ...dimensions.flatMap(({ name: group, segments }) =>
      segments.map(({ slug, name }, position) => ({
        text: name,
        href: hrefOf({ ...view, segment: slug }),
        current: slug === view.segment,
        group: position === 0 ? group : undefined,
      })),
    ),
  ];
  return (
    <Menu
      name="Customers"
      label={items.find((item) => item.current)?.text ?? 'All customers'}
      items={items}
    />
  );
}
