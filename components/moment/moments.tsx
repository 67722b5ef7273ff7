/** The register of moments of truth: what makes or breaks the journey, the most pressing first. */

import { Missing } from '@/components/contrast/missing';
import { PeriodBar } from '@/components/contrast/period-bar';
import { PeriodNotes } from '@/components/contrast/period-notes';
import page from '@/components/stage/stage.module.css';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { Menu, type MenuItem } from '@/components/ui/menu';
import { SentenceText } from '@/components/ui/sentence';
import { MOMENT_KINDS } from '@/lib/domain/catalog';
import type { MomentFilter, MomentItem, MomentsView } from '@/lib/domain/moment-view';
import { momentKindName, momentKindWords } from '@/lib/domain/moment-words';
import { capitalised, counted } from '@/lib/domain/wording';
import { momentsPath, type View } from '@/lib/paths';
import { MomentRow } from './moment-row';
import styles from './moments.module.css';

export function MomentsPage({ shown }: { readonly shown: MomentsView }) {
  const { frame, organisation, filter, items, of } = shown;
  const view: View = {
    journey: shown.journey.slug,
    period: frame.period.key,
    segment: shown.segment,
    asOf: frame.asOf,
  };
  const hrefOf = (next: View) =>
    // The stages of another journey are others.
    momentsPath(next, next.journey === view.journey ? filter : { ...filter, stage: undefined });
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <>
      <PeriodBar
        frame={frame}
        organisation={organisation}
        hrefOf={hrefOf}
        view={view}
        journeys={shown.journeys}
        dimensions={shown.dimensions}
      >
        <Missing shown={shown} view={view} />
      </PeriodBar>
      <h1 className={page['headline']}>
        <SentenceText sentence={shown.finding} />
      </h1>
      <p className={styles['priority']}>
        <SentenceText sentence={shown.priority} />
      </p>
      <PeriodNotes shown={shown} view={view} hrefOf={hrefOf} />
      <Kinds shown={shown} view={view} />
      <Filters shown={shown} view={view} />
      <Card
        id="register"
        title={isNarrowed ? `${items.length} of ${counted(of, 'moment', 'moments')}` : `All ${of}`}
        note="the worst first, of those the critical; a moment stands as its worst KPI does"
      >
        {items.length === 0 ? (
          <p className={page['none']}>
            {of === 0
              ? 'A definition file names them, stage by stage: 10 to 20 that make or break the journey.'
              : 'No moment passes this filter.'}
          </p>
        ) : (
          <Register shown={shown} view={view} />
        )}
      </Card>
    </>
  );
}

interface PartProps {
  readonly shown: MomentsView;
  readonly view: View;
}

/** Misses and gaps get the room; what is on target without a signal is folded. */
function Register({ shown, view }: PartProps) {
  const isSteady = ({ status, kpis }: MomentItem) =>
    status === 'on_target' && kpis.every(({ signal }) => signal === null);
  const steady = shown.items.filter(isSteady);
  const rest = shown.items.filter((item) => !isSteady(item));
  const rows = (items: readonly MomentItem[]) => (
    <ol className={styles['rows']}>
      {items.map((item) => (
        <MomentRow key={item.slug} item={item} shown={shown} view={view} />
      ))}
    </ol>
  );
  return (
    <>
      {rest.length === 0 ? null : rows(rest)}
      {steady.length === 0 ? null : (
        <details className={styles['steady']} open={rest.length === 0}>
          <summary>
            {steady.length} steady on target: {steady.map(({ name }) => name).join(', ')}
          </summary>
          {rows(steady)}
        </details>
      )}
    </>
  );
}

/** The four kinds in plain words; each narrows the register to itself. */
function Kinds({ shown: { kinds, filter }, view }: PartProps) {
  return (
    <nav className={styles['kinds']} aria-label="The four moments of truth">
      <ol>
        {MOMENT_KINDS.map((kind) => {
          const { kind: chosen, ...others } = filter;
          const isChosen = chosen === kind;
          const { title, phrase, meaning } = momentKindWords(kind);
          return (
            <li key={kind} className={isChosen ? styles['chosen'] : undefined}>
              <Link
                href={momentsPath(view, isChosen ? others : { ...filter, kind })}
                aria-current={isChosen ? 'true' : undefined}
              >
                {capitalised(title)}
              </Link>{' '}
              · {counted(kinds[kind], 'moment', 'moments')}
              <p>
                <strong>{capitalised(phrase)}</strong>: {meaning}
              </p>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Filters({ shown: { filter, stages }, view }: PartProps) {
  const menu = (
    name: string,
    part: keyof MomentFilter,
    all: string,
    choices: readonly (readonly [value: string, text: string])[],
  ) => {
    const { [part]: chosen, ...others } = filter;
    const items: readonly MenuItem[] = [
      { text: all, href: momentsPath(view, others), current: chosen === undefined },
      ...choices.map(([value, text]) => ({
        text,
        href: momentsPath(view, { ...others, [part]: value }),
        current: chosen === value,
      })),
    ];
    return (
      <Menu name={name} label={items.find(({ current }) => current)?.text ?? all} items={items} />
    );
  };
  return (
    <div className={styles['filters']}>
      {menu(
        'Kind',
        'kind',
        'All kinds',
        MOMENT_KINDS.map((kind) => [kind, capitalised(momentKindName(kind))] as const),
      )}
      {menu('Aim', 'aim', 'Any aim', [
        ['reliability', 'Must never fail'],
        ['wow', 'Wow: sets us apart'],
      ])}
      {menu('Critical', 'critical', 'Critical or not', [
        ['yes', 'Critical'],
        ['no', 'Not critical'],
      ])}
      {menu(
        'Stage',
        'stage',
        'All stages',
        stages.map(({ slug, name }) => [slug, name] as const),
      )}
      {Object.keys(filter).length === 0 ? null : (
        <Link href={momentsPath(view)} className={styles['clear']}>
          Show all moments
        </Link>
      )}
    </div>
  );
}
